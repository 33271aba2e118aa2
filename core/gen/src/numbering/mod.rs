//! `core/data/numbering`: libphonenumber's dialling plans into the tables of `septet::number`.
//!
//! - every calling code's regions and kinds become one automaton over digits (`automaton`);
//! - patterns that must be run one by one (prefixes, formats, short numbers) become programs of a
//!   small matcher (`pattern`).

mod automaton;
mod emit;
mod metadata;
mod pattern;
mod sms;

use std::path::Path;

use crate::Output;

/// The tables of `septet::number`.
pub(crate) fn generate(folder: &Path) -> Result<Vec<Output>, String> {
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
    };
    let metadata = metadata::read(&read("metadata.tsv")?)?;
    let mut outputs = automaton::generate(&metadata)?;
    outputs.extend(emit::generate(&metadata)?);
    outputs.push(sms::generate(&read("sms.tsv")?)?);
    Ok(outputs)
}
