//! Gives the shared library its SONAME: `libseptet.so.ABI`, with the number of `ABI_VERSION`.

use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=src/version.rs");
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        let source = fs::read_to_string("src/version.rs").unwrap_or_default();
        let abi = source
            .lines()
            .find_map(|line| line.strip_prefix("pub const SEPTET_ABI_VERSION: u32 = "))
            .and_then(|rest| rest.strip_suffix(';'));
        match abi {
            Some(abi) => println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libseptet.so.{abi}"),
            None => println!("cargo::error=src/version.rs names no SEPTET_ABI_VERSION"),
        }
    }
}
