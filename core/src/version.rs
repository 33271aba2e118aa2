//! What results depend on besides the inputs: two runs of the same versions give the same bytes.

use alloc::format;
use alloc::string::String;

/// The version of the engine.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// The version of libphonenumber's metadata; none when it was built without.
pub const METADATA: Option<&str> = metadata();

#[cfg(feature = "metadata")]
const fn metadata() -> Option<&'static str> {
    Some(crate::number::METADATA_VERSION)
}

#[cfg(not(feature = "metadata"))]
const fn metadata() -> Option<&'static str> {
    None
}

/// The version of Unicode whose grapheme clusters are kept whole, such as `17.0.0`.
pub fn unicode() -> String {
    let (major, minor, patch) = unicode_segmentation::UNICODE_VERSION;
    format!("{major}.{minor}.{patch}")
}
