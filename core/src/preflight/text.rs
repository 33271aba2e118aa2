//! What a text will become with one vendor: encoding, segments, and what is to be said of it.

use alloc::string::String;
use alloc::vec::Vec;

use super::finding::{FindingCode, FindingSet};
use super::heuristics::{Heuristics, push_lower_case};
use super::limits::{Length, Measure, length};
use super::open::OpenQuestions;
use crate::alphabet::{LanguagePair, Septets, TableSet};
use crate::batch::{self, CountColumns, OffsetColumn};
use crate::encoding::Encoding;
use crate::error::ErrorDetail;
use crate::segment::{
    Boundary, Capacity, Normalize, SubstituteMode, TextOptions, count as count_text, offending,
};
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
    /// Segments if characters of the extension table counted once; where
    /// `extension_count_unclear`.
    pub(super) segments_by_chars: Option<u32>,
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
    open: Option<OpenQuestions>,
    /// The text with what the vendor adds.
    whole: String,
    /// The text in lower case.
    lower: String,
    /// The text that was judged last: a campaign may have one for all.
    last: String,
    last_verdict: Option<TextVerdict>,
    /// What a column of texts was counted to.
    counts: Counts,
    /// Units of segments in the default tables, and in UCS-2.
    gsm7: Capacity,
    ucs2: Capacity,
    /// Septets of ASCII characters in the default tables. 0: more is to be asked of it, as of all
    /// octets of other characters.
    septets: [u8; 256],
    /// Octets of a text in one segment of GSM-7 of which nothing is to be said; 0 where there may be.
    plain_len: usize,
}

/// A column of texts, counted.
#[derive(Debug, Default)]
struct Counts {
    status: Vec<u16>,
    encoding: Vec<Encoding>,
    pair: Vec<LanguagePair>,
    units: Vec<u32>,
    segments: Vec<u32>,
}

impl Counts {
    fn resize(&mut self, rows: usize) {
        self.status.resize(rows, 0);
        self.encoding.resize(rows, Encoding::Gsm7);
        self.pair.resize(rows, LanguagePair::DEFAULT);
        self.units.resize(rows, 0);
        self.segments.resize(rows, 0);
    }

    fn get(&self, row: usize) -> Option<Counted> {
        let status = *self.status.get(row)?;
        // a text that is too long is counted too; what else may fail is looked at alone
        (status == 0 || status == ErrorKind::TooManySegments.number()).then(|| Counted {
            encoding: self.encoding[row],
            pair: self.pair[row],
            units: self.units[row],
            segments: self.segments[row],
        })
    }
}

impl<'a> TextJudge<'a> {
    pub(super) fn new(rules: &'a TextRules, options: TextOptions, traffic: Traffic) -> Self {
        let added = rules.added_text.iter().any(|added| is_added(added, traffic));
        let septets = core::array::from_fn(|octet| {
            let c = char::from_u32(octet as u32).filter(|c| c.is_ascii() && !is_invisible(*c));
            c.and_then(|c| LanguagePair::DEFAULT.septets_of(c)).map_or(0, Septets::count)
        });
        let limits = [rules.max_chars, rules.max_bytes.as_ref().map(|limit| limit.n)];
        // as for `limits::length`: no count of a text exceeds twice its octets
        let plain_len = limits.iter().flatten().min().map_or(usize::MAX, |max| *max as usize / 2);
        let plain_len = if rules.max_parts == Some(0) { 0 } else { plain_len };
        TextJudge {
            rules,
            options,
            added,
            traffic,
            heuristics: None,
            open: None,
            whole: String::new(),
            lower: String::new(),
            last: String::new(),
            last_verdict: None,
            counts: Counts::default(),
            gsm7: options.capacity(Encoding::Gsm7, LanguagePair::DEFAULT),
            ucs2: options.capacity(Encoding::Ucs2, LanguagePair::DEFAULT),
            septets,
            plain_len,
        }
    }

    /// Looks for what the user asked for too.
    pub(super) fn looking_for(mut self, heuristics: &'a Heuristics) -> Self {
        self.heuristics = Some(heuristics).filter(|asked| asked.looks_at_texts());
        self
    }

    /// Says what the vendor's document leaves open, too.
    pub(super) fn asking(mut self, open: OpenQuestions) -> Self {
        if open.asks(FindingCode::EncodingChargeUnclear) {
            self.plain_len = 0;
        }
        self.open = Some(open);
        self
    }

    /// Counts a column of texts, in the place of the one before; none where each is counted when
    /// it comes.
    ///
    /// # Errors
    /// None: the columns of counts are as long as that of texts.
    pub(super) fn look(&mut self, texts: Option<&OffsetColumn<'_, i32>>) -> Result<(), Error> {
        let Some(texts) = texts.filter(|_| !self.added) else {
            self.counts.resize(0);
            return Ok(());
        };
        self.counts.resize(batch::TextColumn::len(texts));
        let Counts { status, encoding, pair, units, segments } = &mut self.counts;
        let mut columns = CountColumns { status, encoding, pair, units, segments };
        batch::count(texts, &self.options, &mut columns)
    }

    /// Judges the text of a row of the column.
    ///
    /// # Errors
    /// As [`judge`](TextJudge::judge).
    pub(super) fn get(&mut self, row: usize, text: &str) -> Result<TextVerdict, Error> {
        let Some(counted) = self.counts.get(row) else { return self.judge(text) };
        let verdict = self.judge_counted(text, counted)?;
        Ok(self.look_at_words(text, verdict))
    }

    /// Judges one text.
    ///
    /// # Errors
    /// Those of [`count`](crate::count) but for the number of segments.
    pub(super) fn judge(&mut self, text: &str) -> Result<TextVerdict, Error> {
        match self.last_verdict {
            Some(verdict) if self.last == text => Ok(verdict),
            _ => {
                let verdict = self.judge_new(text)?;
                self.last.clear();
                self.last.push_str(text);
                self.last_verdict = Some(verdict);
                Ok(verdict)
            }
        }
    }

    fn judge_new(&mut self, text: &str) -> Result<TextVerdict, Error> {
        if !self.added {
            let verdict = self.judge_whole(text)?;
            return Ok(self.look_at_words(text, verdict));
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
        self.judge_counted(text, count(text, &self.options)?)
    }

    fn judge_counted(&self, text: &str, counted: Counted) -> Result<TextVerdict, Error> {
        let Counted { encoding, units, segments, .. } = counted;
        let mut verdict = TextVerdict {
            encoding,
            units,
            segments,
            segments_range: (segments, segments),
            segments_in_gsm7: None,
            segments_replaced: None,
            segments_alone: None,
            segments_by_chars: None,
            findings: FindingSet::EMPTY,
        };
        let is_short = (1..=self.plain_len).contains(&text.len());
        if segments == 1 && encoding == Encoding::Gsm7 && is_short {
            return Ok(verdict);
        }
        if text.is_empty() {
            verdict.findings.insert(FindingCode::EmptyText);
        }
        if encoding == Encoding::Ucs2 {
            self.look_at_ucs2(text, &mut verdict)?;
        }
        if segments > 1 {
            let capacity = match (encoding, counted.pair.is_default()) {
                (Encoding::Gsm7, true) => self.gsm7,
                (Encoding::Ucs2, _) => self.ucs2,
                _ => self.options.capacity(encoding, counted.pair),
            };
            let fits = capacity.per_segment(segments - 1) * (segments - 1);
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
        if let Some(open) = self.open {
            open.look_at_text(text, self.gsm7, &mut verdict);
        }
        Ok(verdict)
    }

    fn look_at_ucs2(&self, text: &str, verdict: &mut TextVerdict) -> Result<(), Error> {
        let (is_invisible, segments) = match self.options.normalize {
            Normalize::None => self.look_at_chars(text),
            Normalize::Nfc => (text.chars().any(is_invisible), self.segments_if_replaced(text)),
        };
        if is_invisible {
            verdict.findings.insert(FindingCode::InvisibleChar);
        }
        if let Some(segments) = segments {
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
        let capacity = self.ucs2;
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

    /// Whether the text has a character that shows nothing, and what
    /// [`segments_if_replaced`](TextJudge::segments_if_replaced) says, in one walk: of a text that
    /// is not composed first. (CR that is put before LF stands in every table.)
    fn look_at_chars(&self, text: &str) -> (bool, Option<u32>) {
        // a text has no more characters than octets: with more, no need to count
        let offending_max = text.len() / FORCED_SHARE;
        let (mut invisible, mut offending_count, mut char_count) = (false, 0, 0);
        let mut total = 0;
        let mut rest = text;
        loop {
            let mut run = 0;
            for octet in rest.bytes() {
                let septets = self.septets[usize::from(octet)];
                if septets == 0 {
                    break;
                }
                total += u32::from(septets);
                run += 1;
            }
            char_count += run;
            let mut others = rest[run..].chars();
            let Some(c) = others.next() else { break };
            rest = others.as_str();
            char_count += 1;
            invisible |= is_invisible(c);
            let septets = LanguagePair::DEFAULT.septets_of(c).map_or(0, Septets::count);
            total += u32::from(septets.max(1));
            if septets == 0 && !TableSet::of(c).is_permitted(self.options.languages) {
                offending_count += 1;
                if offending_count > offending_max {
                    return (invisible || rest.chars().any(is_invisible), None);
                }
            }
        }
        if offending_count == 0 || offending_count * FORCED_SHARE > char_count {
            return (invisible, None);
        }
        let segments = match total <= self.gsm7.single {
            true => 1,
            false => self.segments_of_septets(text),
        };
        (invisible, Some(segments))
    }

    /// Segments if each character outside the default tables took one septet.
    fn segments_of_septets(&self, text: &str) -> u32 {
        let mut packed = Packed::default();
        for c in text.chars() {
            let septets = LanguagePair::DEFAULT.septets_of(c).map_or(1, Septets::count);
            packed.push(u32::from(septets), self.gsm7);
        }
        packed.segments(self.gsm7)
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
        Some(self.segments_of_septets(text))
    }
}

/// Characters put into segments one after the other.
#[derive(Default)]
struct Packed {
    total: u32,
    /// Segments before the last one, and the septets in that.
    full: u32,
    filled: u32,
}

impl Packed {
    fn push(&mut self, septets: u32, capacity: Capacity) {
        self.total += septets;
        self.filled += septets;
        if self.filled > capacity.concatenated {
            (self.full, self.filled) = (self.full + 1, septets);
        }
    }

    fn segments(&self, capacity: Capacity) -> u32 {
        if self.total <= capacity.single { 1 } else { self.full + 1 }
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

/// What a text was counted to, however long it is.
#[derive(Clone, Copy)]
struct Counted {
    encoding: Encoding,
    pair: LanguagePair,
    units: u32,
    segments: u32,
}

/// Counts a text, however long.
fn count(text: &str, options: &TextOptions) -> Result<Counted, Error> {
    match count_text(text, options) {
        Ok(found) => Ok(Counted {
            encoding: found.encoding,
            pair: found.pair,
            units: found.units,
            segments: found.segments,
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
            Ok(Counted {
                encoding: encoding.unwrap_or(Encoding::Ucs2),
                pair: LanguagePair::DEFAULT,
                units: number("units"),
                segments: number("segments"),
            })
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// By hand from TS 23.040: 160 septets alone, 153 in each of several, and no pair torn.
    #[test]
    fn segments_of_septets() {
        let capacity = TextOptions::DEFAULT.capacity(Encoding::Gsm7, LanguagePair::DEFAULT);
        let segments = |characters: &[(usize, u32)]| {
            let mut packed = Packed::default();
            for (count, septets) in characters {
                (0..*count).for_each(|_| packed.push(*septets, capacity));
            }
            packed.segments(capacity)
        };
        for (septets, expected) in [(0, 1), (160, 1), (161, 2), (306, 2), (307, 3)] {
            assert_eq!(segments(&[(septets, 1)]), expected, "{septets}");
        }
        assert_eq!(segments(&[(80, 2)]), 1);
        assert_eq!(segments(&[(151, 1), (1, 2), (153, 1)]), 2);
        assert_eq!(segments(&[(152, 1), (1, 2), (152, 1)]), 3);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// One walk sees what the obvious walks see.
        #[test]
        fn one_walk_is_the_three(
            words in prop::collection::vec("[a-zA-Z~\n`\u{1}]{0,40}|[’\u{200B}öşČ中😀]", 0..12),
            crlf in any::<bool>(),
            turkish in any::<bool>(),
        ) {
            let text = words.concat();
            let mut options = TextOptions::default();
            options.set("newline", if crlf { "crlf" } else { "keep" }).unwrap();
            options.set("languages", if turkish { "tr" } else { "none" }).unwrap();
            let rules = TextRules::default();
            let judge = TextJudge::new(&rules, options, Traffic::Unknown);
            let obvious = (text.chars().any(is_invisible), judge.segments_if_replaced(&text));
            prop_assert_eq!(judge.look_at_chars(&text), obvious);
        }

        /// Of a plain text nothing is said when it is looked at closely.
        #[test]
        fn plain_texts_are_plain(
            text in "[a-zA-Z^€é]{0,170}|[a-z’]{0,20}",
            limits in prop::array::uniform3(prop::option::of(0..200u32)),
            unclear in any::<bool>(),
        ) {
            let [max_chars, max_bytes, max_parts] = limits;
            let max_bytes = max_bytes.map(|n| crate::vendor::ByteLimit { n, encoding: None });
            let max_parts = max_parts.map(|parts| parts % 3);
            let rules = TextRules { max_chars, max_bytes, max_parts, ..TextRules::default() };
            let open = OpenQuestions::of_all(unclear);
            let judge = TextJudge::new(&rules, TextOptions::default(), Traffic::Unknown);
            let judge = judge.asking(open);
            let mut close = TextJudge::new(&rules, TextOptions::default(), Traffic::Unknown);
            close = close.asking(open);
            close.plain_len = 0;
            prop_assert_eq!(judge.judge_whole(&text).unwrap(), close.judge_whole(&text).unwrap());
        }

        /// A column of texts is judged as its texts are.
        #[test]
        fn a_column_is_its_texts(
            texts in prop::collection::vec("[a-zA-Z^€ ]{0,200}|[a-z’中😀\u{301}]{0,300}", 0..9),
            max_segments in 1..5u8,
        ) {
            let options = TextOptions { max_segments, ..TextOptions::default() };
            let rules = TextRules::default();
            let mut judge = TextJudge::new(&rules, options, Traffic::Unknown);
            let whole = texts.concat();
            let mut offsets = alloc::vec![0];
            for text in &texts {
                offsets.push(offsets[offsets.len() - 1] + text.len() as i32);
            }
            let column = OffsetColumn::new(&whole, &offsets).unwrap();
            judge.look(Some(&column)).unwrap();
            for (row, text) in texts.iter().enumerate() {
                prop_assert_eq!(judge.get(row, text).unwrap(), judge.judge(text).unwrap());
            }
        }
    }
}
