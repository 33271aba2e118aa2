//! What another option would save.

use septet::{Inspection, TextOptions};

/// An option that lowers the number of segments.
pub(super) struct Saving {
    pub(super) option: &'static str,
    pub(super) value: &'static str,
    pub(super) inspection: Inspection,
}

/// Each option alone, over those already given.
const ALTERNATIVES: [(&str, &str); 7] = [
    ("encoding", "auto"),
    ("languages", "all"),
    ("normalize", "nfc"),
    ("substitute", "septet"),
    ("substitute", "septet-accents"),
    ("boundary", "scalar"),
    ("reference", "8"),
];

/// The options that would save a segment. A map that changes spelling is named only where it saves
/// more than the one that does not.
pub(super) fn savings(text: &str, options: &TextOptions, now: &Inspection) -> Vec<Saving> {
    let mut savings: Vec<Saving> = Vec::new();
    for (option, value) in ALTERNATIVES {
        let mut other = *options;
        if other.set(option, value).is_err() || other == *options {
            continue;
        }
        let Ok(inspection) = septet::inspect(text, &other) else { continue };
        let same = savings.iter().find(|saving| saving.option == option);
        if inspection.segments < same.map_or(now.segments, |s| s.inspection.segments) {
            savings.push(Saving { option, value, inspection });
        }
    }
    savings
}
