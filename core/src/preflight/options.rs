//! What a campaign is judged under, besides vendor and rate cards.

use alloc::string::String;

use super::heuristics::Heuristics;
use crate::Error;
use crate::cost::UnitsBefore;
use crate::number::Region;
use crate::rate::{Timestamp, Traffic};
use crate::segment::TextOptions;
use crate::vendor::{ConcatRef, NewlineRule, TextRules};

/// What a campaign is judged under. The default leaves everything to the vendor's profile.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct PreflightOptions {
    /// How texts are counted and cut; the profile's ways where absent.
    pub text: Option<TextOptions>,
    /// The sender of messages that name none.
    pub sender: Option<String>,
    /// The region of numbers without a calling code; wins over the profile's.
    pub default_region: Option<Region>,
    /// What the messages are for: sender rules and rates may depend on it.
    pub traffic: Option<Traffic>,
    /// The time of sending, at which rates must be in force. Needed by cards with dates.
    pub at: Option<Timestamp>,
    /// Units on the tier counters before the campaign: what was sent earlier in the month.
    pub units_before: UnitsBefore,
    /// What is looked for only with a list or a threshold of the user's.
    pub heuristics: Heuristics,
}

/// How a vendor counts and cuts texts, as far as its profile says so: newline, width of the
/// reference number, national language tables. What it leaves open stays at its default.
///
/// # Errors
/// `language_unknown` for a table that does not exist.
pub fn text_options(rules: &TextRules) -> Result<TextOptions, Error> {
    let mut options = TextOptions::default();
    if rules.newline == Some(NewlineRule::Crlf) {
        options.set("newline", "crlf")?;
    }
    if rules.concat_ref == Some(ConcatRef::Bits16) {
        options.set("reference", "16")?;
    }
    if let Some(languages) = rules.shift_tables {
        options.languages = languages;
    }
    Ok(options)
}
