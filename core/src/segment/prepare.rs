//! What is counted and cut: the text as given, or as the options change it.

use alloc::borrow::Cow;
use alloc::string::String;

use super::choice::{Choice, choose};
use super::options::{Newline, Normalize, SubstituteMode, TextOptions};
use super::source::{Position, Source};
use super::walk::FirstCuts;
use crate::Error;
use crate::encoding::Encoding;
use crate::substitution::Substitution;

/// A text after `newline`, `normalize` and `substitute`, and what was chosen for it.
pub(crate) struct Prepared<'t> {
    pub(crate) text: Cow<'t, str>,
    pub(crate) choice: Choice,
    /// The first cuts, as far as choosing found them.
    pub(crate) cuts: FirstCuts,
    /// The map that was applied, and how many characters it replaced.
    pub(crate) substituted: Option<(Substitution, usize)>,
}

/// Applies the options in their order; allocates only where one of them changes the text.
///
/// A substitution is kept only where it saves a segment under the same options, and, unless best
/// effort was asked for, only where it leaves no character outside the tables.
pub(crate) fn prepare<'t>(text: &'t str, options: &TextOptions) -> Result<Prepared<'t>, Error> {
    let plain = changed(text, options);
    let mut cuts = FirstCuts::default();
    let choice = choose(&plain, text, options, &mut cuts)?;
    let Some(map) = options.substitute.filter(|_| choice.segments > 1) else {
        return Ok(Prepared { text: plain, choice, cuts, substituted: None });
    };
    let (replaced, count) = replace(text, map, options);
    let mut other_cuts = FirstCuts::default();
    // what is replaced may leave the tables that the text needs: then the text stays
    if replaced != plain
        && let Ok(other) = choose(&replaced, text, options, &mut other_cuts)
    {
        let complete = other.encoding == Encoding::Gsm7;
        let wanted = complete || options.substitute_mode == SubstituteMode::BestEffort;
        if wanted && other.segments < choice.segments {
            let (text, substituted) = (Cow::Owned(replaced), Some((map, count)));
            return Ok(Prepared { text, choice: other, cuts: other_cuts, substituted });
        }
    }
    Ok(Prepared { text: plain, choice, cuts, substituted: None })
}

/// The text after `newline` and `normalize`.
fn changed<'t>(text: &'t str, options: &TextOptions) -> Cow<'t, str> {
    if options.newline == Newline::Keep && options.normalize == Normalize::None {
        return Cow::Borrowed(text);
    }
    Cow::Owned(Source::new(text, options).map(|(_, c)| c).collect())
}

/// The text after all three, and how many characters were replaced.
fn replace(text: &str, map: Substitution, options: &TextOptions) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    for (_, c) in source(text, map, options) {
        match map.replacement(c) {
            None => out.push(c),
            Some(replacement) => {
                if map.needs_space(c) && out.ends_with(|c: char| c.is_ascii_digit()) {
                    out.push(' ');
                }
                out.push_str(replacement);
                count += 1;
            }
        }
    }
    (out, count)
}

fn source<'t>(text: &'t str, map: Substitution, options: &TextOptions) -> Source<'t> {
    let source = Source::new(text, options);
    if map.needs_nfc() { source.normalized() } else { source }
}

/// A character that was replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The character.
    pub character: char,
    /// Where it stands in the text as it was given.
    pub position: Position,
    /// What stands for it; empty where it was removed.
    pub replacement: &'static str,
}

/// Every [`Replacement`] of a text, in order.
#[derive(Clone)]
pub struct Replacements<'t>(Option<(Source<'t>, Substitution)>);

impl<'t> Replacements<'t> {
    pub(crate) fn new(
        text: &'t str,
        applied: Option<Substitution>,
        options: &TextOptions,
    ) -> Replacements<'t> {
        Replacements(applied.map(|map| (source(text, map, options), map)))
    }
}

impl Iterator for Replacements<'_> {
    type Item = Replacement;

    fn next(&mut self) -> Option<Replacement> {
        let (source, map) = self.0.as_mut()?;
        source.find_map(|(position, character)| {
            let replacement = map.replacement(character)?;
            Some(Replacement { character, position, replacement })
        })
    }
}

impl core::fmt::Debug for Replacements<'_> {
    /// Without the text: it ends up in logs.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Replacements")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alphabet::Languages;

    /// A map that works on NFC may find nothing left to replace: composing was enough.
    #[cfg(feature = "normalize")]
    #[test]
    fn composing_alone_may_save_a_segment() {
        let text = "e\u{301}".repeat(70);
        let options =
            TextOptions { substitute: Some(Substitution::SeptetAccents), ..TextOptions::DEFAULT };
        let kept = prepare(&text, &options).unwrap();
        assert_eq!((&*kept.text, kept.choice.segments), ("é".repeat(70).as_str(), 1));
        assert_eq!(kept.choice.encoding, Encoding::Gsm7);
    }

    /// Urdu letters need the Urdu locking table; the Spanish single table beside it has the small
    /// c with cedilla, and no pair with Urdu the capital that the map puts in its place. Found by
    /// comparing random texts with the reference.
    #[test]
    fn a_text_that_fits_is_never_refused_for_its_replacement() {
        let text = "\u{E7}\u{62E}".repeat(90);
        let options = TextOptions {
            languages: Languages::ALL,
            encoding: Some(Encoding::Gsm7),
            substitute: Substitution::from_word("aosp"),
            ..TextOptions::DEFAULT
        };
        assert!(options.substitute.is_some());
        let plain = TextOptions { substitute: None, ..options };
        let kept = prepare(&text, &options).unwrap();
        assert_eq!(kept.text, text);
        assert!(kept.substituted.is_none());
        assert_eq!(kept.choice.segments, prepare(&text, &plain).unwrap().choice.segments);
        assert!(kept.choice.segments > 1);
    }
}
