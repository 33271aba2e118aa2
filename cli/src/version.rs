//! `septet --version --json`: everything that results depend on besides the inputs.

use std::ffi::OsString;

use septet::vendor::Vendor;
use septet::version;
use serde_json::json;

use crate::io::{Failure, Io};

/// Whether the arguments ask for versions as JSON and for nothing else.
pub(crate) fn is_asked(args: &[OsString]) -> bool {
    let named = |names: &[&str]| args.iter().skip(1).any(|arg| names.iter().any(|n| arg == n));
    args.len() == 3 && named(&["--version", "-V"]) && named(&["--json"])
}

/// Prints them.
pub(crate) fn run(io: &mut Io<'_>) -> Result<u8, Failure> {
    let profiles: Vec<_> = Vendor::builtins()?
        .iter()
        .map(|vendor| json!({ "id": vendor.id(), "revision": vendor.revision() }))
        .collect();
    let object = json!({
        "schema": "septet.version/1",
        "engine": version::ENGINE,
        "metadata": version::METADATA,
        "unicode": version::unicode(),
        "profiles": profiles,
    });
    writeln!(io.stdout, "{object:#}").map_err(Failure::io("standard output"))?;
    Ok(crate::DONE)
}
