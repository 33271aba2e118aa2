//! An inspection for people: the text by segments with a mark under each offending character, a
//! bar for each segment, and what would save one.

use std::collections::BTreeSet;
use std::io::{Result, Write};

use septet::alphabet::{LockingTable, SingleTable, TableSet};
use septet::segment::{Segment, Segments};
use septet::{Encoding, EncodingReason, Inspection, NationalLanguage, Substitution, TextOptions};
use unicode_width::UnicodeWidthChar;

use super::code_point;
use super::savings::{Saving, savings};

/// Columns of text in a line.
const WIDTH: usize = 64;
/// Cells of a bar.
const BAR: usize = 32;
/// Characters that are explained one by one.
const EXPLAINED: usize = 8;

/// Draws a text that was cut.
pub(super) fn draw(
    given: &str,
    segments: &Segments<'_>,
    options: &TextOptions,
    colour: bool,
    out: &mut dyn Write,
) -> Result<()> {
    let page = Page { given, segments, options, inspection: segments.inspection(), colour };
    page.summary(out)?;
    page.text(out)?;
    page.bars(out)?;
    page.offending(out)?;
    page.savings(out)
}

struct Page<'a> {
    given: &'a str,
    segments: &'a Segments<'a>,
    options: &'a TextOptions,
    inspection: Inspection,
    colour: bool,
}

impl Page<'_> {
    fn summary(&self, out: &mut dyn Write) -> Result<()> {
        let Inspection { encoding, segments, units, remaining, replaced, .. } = self.inspection;
        row(out, "encoding", &encoding.to_string(), &self.why())?;
        let each: Vec<String> = self.segments.iter().map(|s| s.units.to_string()).collect();
        let each = match &each[..] {
            [_] => String::new(),
            [first, .., last] if each.len() > 8 => format!(": {first} + … + {last}"),
            all => format!(": {}", all.join(" + ")),
        };
        let noun = unit_noun(encoding);
        row(out, "segments", &segments.to_string(), &format!("{units} {noun}{each}"))?;
        let next = segments + 1;
        row(out, "remaining", &remaining.to_string(), &format!("{noun} before segment {next}"))?;
        if let (Some(map), true) = (self.options.substitute, replaced > 0) {
            let what = format!("characters by {}", map.as_str());
            row(out, "replaced", &replaced.to_string(), &what)?;
        }
        Ok(())
    }

    fn why(&self) -> String {
        let pair = self.inspection.pair;
        let name = |id| NationalLanguage::from_id(id).map_or("default", NationalLanguage::name);
        match self.inspection.reason {
            EncodingReason::DefaultAlphabet => "default alphabet".to_owned(),
            EncodingReason::NationalLanguage => {
                let (locking, single) = (name(pair.locking_id()), name(pair.single_id()));
                format!("{locking} locking table, {single} single shift table")
            }
            EncodingReason::NoLanguagePair => {
                "each character is in a permitted table, but no pair has them all".to_owned()
            }
            EncodingReason::OutsideAlphabet => {
                let mut offending = septet::offending(self.given, self.options);
                let Some(first) = offending.next() else { return String::new() };
                let more = match offending.count() {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                let at = first.position.char_offset + 1;
                let c = shown(first.character);
                format!("because of {c} ({}) at character {at}{more}", code_point(first.character))
            }
            _ => "as requested".to_owned(),
        }
    }

    fn text(&self, out: &mut dyn Write) -> Result<()> {
        writeln!(out)?;
        for segment in self.segments {
            self.segment(&segment, out)?;
        }
        Ok(())
    }

    /// The text of a segment in lines of equal width, each with its marks.
    fn segment(&self, segment: &Segment<'_>, out: &mut dyn Write) -> Result<()> {
        let mut label = (segment.segment_index + 1).to_string();
        let (mut line, mut marks, mut columns) = (String::new(), String::new(), 0);
        for c in segment.text.chars() {
            let c_shown = shown(c);
            let width = c_shown.width().unwrap_or(0);
            if columns + width > WIDTH {
                self.line(out, &label, &line, &marks)?;
                label.clear();
                (line, marks, columns) = (String::new(), String::new(), 0);
            }
            line.push(c_shown);
            columns += width;
            let mark = if self.offends(c) { '^' } else { ' ' };
            marks.extend(std::iter::repeat_n(mark, width));
            if width == 0 && mark == '^' {
                // no column of its own: under the character it joins
                marks.pop();
                marks.push(mark);
            }
        }
        self.line(out, &label, &line, &marks)
    }

    fn line(&self, out: &mut dyn Write, label: &str, line: &str, marks: &str) -> Result<()> {
        writeln!(out, "{label:>5} {} {line}", self.paint(DIM, "│"))?;
        match marks.trim_end() {
            "" => Ok(()),
            marks => writeln!(out, "      {} {}", self.paint(DIM, "│"), self.paint(RED, marks)),
        }
    }

    fn bars(&self, out: &mut dyn Write) -> Result<()> {
        let capacity = self.inspection.capacity.per_segment(self.inspection.segments);
        writeln!(out)?;
        for segment in self.segments {
            let filled = (segment.units as usize * BAR).div_ceil(capacity as usize).min(BAR);
            let number = segment.segment_index + 1;
            let bar = self.paint(GREEN, &"█".repeat(filled));
            let rest = self.paint(DIM, &"·".repeat(BAR - filled));
            writeln!(out, "{number:>5} {bar}{rest} {}/{capacity}", segment.units)?;
        }
        Ok(())
    }

    /// One line for each different offending character.
    fn offending(&self, out: &mut dyn Write) -> Result<()> {
        let different: BTreeSet<char> =
            septet::offending(self.given, self.options).map(|o| o.character).collect();
        if different.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        for c in different.iter().take(EXPLAINED) {
            let tables = TableSet::of(*c);
            let languages: BTreeSet<u8> = tables
                .locking_tables()
                .map(LockingTable::id)
                .chain(tables.single_tables().map(SingleTable::id))
                .collect();
            let names: Vec<&str> = languages
                .into_iter()
                .filter_map(NationalLanguage::from_id)
                .map(NationalLanguage::name)
                .collect();
            let mut why = match &names[..] {
                [] => "in no table".to_owned(),
                names => format!("in the tables of {}", names.join(", ")),
            };
            for map in [Substitution::Septet, Substitution::SeptetAccents] {
                if let Some(replacement) = map.replacement(*c) {
                    why += &match replacement {
                        "" => format!("; {} removes it", map.as_str()),
                        other => format!("; {} puts {other}", map.as_str()),
                    };
                    break;
                }
            }
            writeln!(out, "{:>5} {}  {why}", shown(*c), code_point(*c))?;
        }
        match different.len().saturating_sub(EXPLAINED) {
            0 => Ok(()),
            more => writeln!(out, "      and {more} other characters"),
        }
    }

    fn savings(&self, out: &mut dyn Write) -> Result<()> {
        let savings = savings(self.given, self.options, &self.inspection);
        if !savings.is_empty() {
            writeln!(out)?;
        }
        for Saving { option, value, inspection } in savings {
            let flag = option.replace('_', "-");
            let with = format!("with --{flag} {value}");
            let label = format!("as {}", inspection.encoding);
            row(out, &label, &inspection.segments.to_string(), &with)?;
        }
        Ok(())
    }

    fn offends(&self, c: char) -> bool {
        septet::offending(c.encode_utf8(&mut [0; 4]), self.options).next().is_some()
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

const RED: &str = "1;31";
const GREEN: &str = "32";
const DIM: &str = "2";

fn row(out: &mut dyn Write, label: &str, value: &str, rest: &str) -> Result<()> {
    writeln!(out, "{}", format!("{label:<10} {value:<10} {rest}").trim_end())
}

fn unit_noun(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Gsm7 => "septets",
        Encoding::Ucs2 => "code units",
        Encoding::Data8 => "octets",
    }
}

/// A character as it can stand in a line: controls and invisible ones by their picture.
fn shown(c: char) -> char {
    match c {
        '\0'..='\x1F' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        '\x7F' => '\u{2421}',
        '\u{80}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' => '\u{FFFD}',
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            if c != '\u{200D}' =>
        {
            '\u{FFFD}'
        }
        other => other,
    }
}
