//! Versions, to be compared before anything else is called.

use crate::error::septet_str;

/// Version of the binary interface, as compiled into a caller. It grows whenever a struct or a
/// function's parameters change; new functions and new error numbers do not change it.
pub const SEPTET_ABI_VERSION: u32 = 1;

/// The version of the binary interface of the library that is loaded: refuse to go on when it is
/// not `SEPTET_ABI_VERSION`.
#[unsafe(no_mangle)]
pub extern "C" fn septet_abi_version() -> u32 {
    SEPTET_ABI_VERSION
}

/// The version of the library, such as "0.1.0".
#[unsafe(no_mangle)]
pub extern "C" fn septet_version() -> septet_str {
    septet_str::of(env!("CARGO_PKG_VERSION"))
}
