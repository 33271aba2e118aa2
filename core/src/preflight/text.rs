//! What a text will become with one vendor: encoding, segments, and what is to be said of it.

use alloc::string::String;

use super::finding::{FindingCode, FindingSet};
use super::heuristics::{Heuristics, push_lower_case};
use super::limits::{Length, Measure, length};
use crate::alphabet::LanguagePair;
use crate::encoding::Encoding;
use crate::error::ErrorDetail;
use crate::segment::{Boundary, SubstituteMode, TextOptions, inspect, offending};
use crate::sender::{SuffixWhen, Traffic};
use crate::substitution::Substitution;
use crate::vendor::{AddedText, Position, TextRules};
use crate::{Error, ErrorKind};

/// A message is called forced into UCS-2 when at most one in so many characters does it.
const FORCED_SHARE: usize = 10;

/// A message is near a boundary when its last segment holds at most so many units.
const NEAR_UNITS: u32 = 5;

/// The map by which a message is tried that may take fewer segments.
const REPLACED_BY: Substitution = Substitution::Septet;

/// What a text will become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextVerdict {
    /// The encoding.
    pub encoding: Encoding,
    /// Septets or code units, the vendor's own text included.
    pub units: u32,
    /// Segments. More than 255 where the text is too long to be sent.
    pub segments: u32,
    /// Fewest and most segments where that depends on whether the vendor cuts through what a
    /// reader sees as one character.
    pub segments_range: (u32, u32),
    /// Segments if every character outside GSM-7 took one septet; where `ucs2_forced_by_char`.
    pub(super) segments_in_gsm7: Option<u32>,
    /// Segments with the characters replaced that [`REPLACED_BY`] has; where
    /// `saves_segments_by_replacement`.
    pub(super) segments_replaced: Option<u32>,
    /// Segments without what the vendor adds; where `vendor_text_added`.
    pub(super) segments_alone: Option<u32>,
    pub(super) findings: FindingSet,
}

/// Judges texts under one vendor's rules. Holds the buffer for texts that the vendor adds to.
#[derive(Debug)]
pub(super) struct TextJudge<'a> {
    rules: &'a TextRules,
    options: TextOptions,
    added: bool,
    traffic: Traffic,
    heuristics: Option<&'a Heuristics>,
    /// The text with what the vendor adds.
    whole: String,
    /// The text in lower case.
    lower: String,
}

impl<'a> TextJudge<'a> {
    pub(super) fn new(rules: &'a TextRules, options: TextOptions, traffic: Traffic) -> Self {
        let added = rules.added_text.iter().any(|added| is_added(added, traffic));
        let (whole, lower) = (String::new(), String::new());
        TextJudge { rules, options, added, traffic, heuristics: None, whole, lower }
    }

    /// Looks for what the user asked for too.
    pub(super) fn looking_for(mut self, heuristics: &'a Heuristics) -> Self {
        self.heuristics = Some(heuristics).filter(|asked| asked.looks_at_texts());
        self
    }

    /// Judges one text.
    ///
    /// # Errors
    /// Those of [`inspect`] but for the number of segments.
    pub(super) fn judge(&mut self, text: &str) -> Result<TextVerdict, Error> {
        if !self.added {
            let verdict = self.judge_whole(text);
            return verdict.map(|verdict| self.look_at_words(text, verdict));
        }
        let mut whole = core::mem::take(&mut self.whole);
        whole.clear();
        self.join(text, &mut whole);
        let verdict = self.judge_whole(&whole).and_then(|mut verdict| {
            verdict.segments_alone = Some(count(text, &self.options)?.segments);
            verdict.findings.insert(FindingCode::VendorTextAdded);
            if text.is_empty() {
                verdict.findings.insert(FindingCode::EmptyText);
            }
            Ok(verdict)
        });
        let verdict = verdict.map(|verdict| self.look_at_words(&whole, verdict));
        self.whole = whole;
        verdict
    }

    /// Looks for the phrases and hosts that the user gave.
    fn look_at_words(&mut self, whole: &str, mut verdict: TextVerdict) -> TextVerdict {
        if let Some(heuristics) = self.heuristics {
            self.lower.clear();
            push_lower_case(whole, &mut self.lower);
            if heuristics.misses_opt_out(&self.lower) {
                verdict.findings.insert(FindingCode::NoOptOutText);
            }
            if heuristics.has_shortener(&self.lower) {
                verdict.findings.insert(FindingCode::UrlShortener);
            }
        }
        verdict
    }

    /// The text as the vendor sends it.
    pub(super) fn join(&self, text: &str, whole: &mut String) {
        let added = |position| {
            let texts = self.rules.added_text.iter();
            texts.filter(move |a| a.position == position && is_added(a, self.traffic))
        };
        added(Position::Start).for_each(|added| whole.push_str(&added.text));
        whole.push_str(text);
        added(Position::End).for_each(|added| whole.push_str(&added.text));
    }

    /// Texts that the vendor's document has it add to other messages, or does not say to which.
    pub(super) fn not_added(&self) -> impl Iterator<Item = &'a AddedText> {
        let traffic = self.traffic;
        self.rules.added_text.iter().filter(move |added| !is_added(added, traffic))
    }

    fn judge_whole(&self, text: &str) -> Result<TextVerdict, Error> {
        let counted = count(text, &self.options)?;
        let Counted { encoding, units, segments, .. } = counted;
        let mut verdict = TextVerdict {
            encoding,
            units,
            segments,
            segments_range: (segments, segments),
            segments_in_gsm7: None,
            segments_replaced: None,
            segments_alone: None,
            findings: FindingSet::EMPTY,
        };
        if text.is_empty() {
            verdict.findings.insert(FindingCode::EmptyText);
        }
        if encoding == Encoding::Ucs2 {
            self.look_at_ucs2(text, &mut verdict)?;
        }
        if segments > 1 {
            let fits = counted.fits(segments - 1);
            if units <= fits + NEAR_UNITS {
                verdict.findings.insert(FindingCode::NearBoundary);
            }
        }
        let too_many = segments > u32::from(self.options.max_segments);
        let judged = length(&Measure { text, encoding, units, segments }, self.rules);
        if judged.in_conflict {
            verdict.findings.insert(FindingCode::LengthLimitsConflict);
        }
        match judged.length {
            _ if too_many => verdict.findings.insert(FindingCode::TooLong),
            Length::Over => verdict.findings.insert(FindingCode::TooLong),
            Length::Unclear => verdict.findings.insert(FindingCode::LengthLimitUnclear),
            Length::Within => {}
        }
        Ok(verdict)
    }

    fn look_at_ucs2(&self, text: &str, verdict: &mut TextVerdict) -> Result<(), Error> {
        if text.chars().any(is_invisible) {
            verdict.findings.insert(FindingCode::InvisibleChar);
        }
        if let Some(segments) = self.segments_if_replaced(text) {
            verdict.findings.insert(FindingCode::Ucs2ForcedByChar);
            verdict.segments_in_gsm7 = Some(segments);
        }
        if verdict.segments > 1 && self.options.substitute.is_none() {
            let replaced = TextOptions {
                substitute: Some(REPLACED_BY),
                substitute_mode: SubstituteMode::AllOrNothing,
                ..self.options
            };
            let segments = count(text, &replaced)?.segments;
            if segments < verdict.segments {
                verdict.findings.insert(FindingCode::SavesSegmentsByReplacement);
                verdict.segments_replaced = Some(segments);
            }
        }
        let capacity = self.options.capacity(Encoding::Ucs2, LanguagePair::default());
        if verdict.segments > 1 && verdict.units > capacity.single {
            let other = match self.options.boundary {
                // cut anywhere, it takes no fewer than this: no second look where it takes no more
                Boundary::Grapheme
                    if verdict.segments == verdict.units.div_ceil(capacity.concatenated) =>
                {
                    return Ok(());
                }
                Boundary::Grapheme => Boundary::Scalar,
                Boundary::Scalar => Boundary::Grapheme,
            };
            let options = TextOptions { boundary: other, ..self.options };
            let other = count(text, &options)?.segments;
            if other != verdict.segments {
                verdict.findings.insert(FindingCode::BoundarySensitive);
                let (a, b) = (other, verdict.segments);
                verdict.segments_range = (a.min(b), a.max(b));
            }
        }
        Ok(())
    }

    /// Segments if each character outside the permitted tables took one septet; none unless there
    /// are such characters, at most one in [`FORCED_SHARE`].
    fn segments_if_replaced(&self, text: &str) -> Option<u32> {
        let mut offending_count = 0;
        for _ in offending(text, &self.options) {
            offending_count += 1;
            // a text has no more characters than octets
            if offending_count * FORCED_SHARE > text.len() {
                return None;
            }
        }
        if offending_count == 0 || offending_count * FORCED_SHARE > text.chars().count() {
            return None;
        }
        let pair = LanguagePair::default();
        let capacity = self.options.capacity(Encoding::Gsm7, pair);
        let (mut total, mut segments, mut filled) = (0, 1, 0);
        for c in text.chars() {
            let width = pair.septets_of(c).map_or(1, |septets| u32::from(septets.count()));
            total += width;
            filled += width;
            if filled > capacity.concatenated {
                (segments, filled) = (segments + 1, width);
            }
        }
        Some(if total <= capacity.single { 1 } else { segments })
    }
}

/// Whether the vendor adds this text to messages of this kind. Where it does not say to which, it
/// is not added: the profile's finding says so.
fn is_added(added: &AddedText, traffic: Traffic) -> bool {
    match added.when {
        Some(SuffixWhen::Always) => true,
        Some(SuffixWhen::Promotional) => traffic == Traffic::Promotional,
        None => false,
    }
}

/// Shows nothing, and has no work to do between letters as joiners and bidirectional marks have.
fn is_invisible(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{C}' => false,
        '\u{AD}' | '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{FEFF}' => true,
        c => c.is_control(),
    }
}

struct Counted {
    encoding: Encoding,
    units: u32,
    segments: u32,
    single: u32,
    concatenated: u32,
}

impl Counted {
    /// Units that fit into so many segments.
    fn fits(&self, segments: u32) -> u32 {
        if segments == 1 { self.single } else { self.concatenated * segments }
    }
}

/// Counts a text, however long.
fn count(text: &str, options: &TextOptions) -> Result<Counted, Error> {
    match inspect(text, options) {
        Ok(found) => Ok(Counted {
            encoding: found.encoding,
            units: found.units,
            segments: found.segments,
            single: found.capacity.single,
            concatenated: found.capacity.concatenated,
        }),
        Err(error) if error.kind() == ErrorKind::TooManySegments => {
            let number = |name| match error.detail(name) {
                Some(ErrorDetail::Number(n)) => u32::try_from(n).unwrap_or(u32::MAX),
                _ => u32::MAX,
            };
            let encoding = match error.detail("encoding") {
                Some(ErrorDetail::Word(word)) => Encoding::from_word(word),
                _ => None,
            };
            let encoding = encoding.unwrap_or(Encoding::Ucs2);
            let capacity = options.capacity(encoding, LanguagePair::default());
            Ok(Counted {
                encoding,
                units: number("units"),
                segments: number("segments"),
                single: capacity.single,
                concatenated: capacity.concatenated,
            })
        }
        Err(error) => Err(error),
    }
}
