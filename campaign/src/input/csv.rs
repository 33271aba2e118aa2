//! Records of a delimited file, as they come: RFC 4180 and what spreadsheets make of it.
//!
//! - A field that begins with `"` runs to the next single `"`; `""` inside it is one `"`. What
//!   stands between the closing quote and the delimiter belongs to the field. A `"` elsewhere is an
//!   ordinary character.
//! - LF, CRLF and CR end a record, mixed as they like. A line of nothing is no record.
//! - A quote that is never closed, and a record over [`RECORD_LEN_MAX`], is a fault at the line of
//!   its opening quote (of the record, if no quote is open), and reading resumes at the line after
//!   it: one slip costs one row, not the rest of the file.
//!
//! The scanner keeps one record in memory and looks at each octet with `memchr`; the tests hold it
//! together with the `csv` crate on everything but faults.

use std::io::{self, Read};

use memchr::{memchr, memchr2, memchr3};

/// The longest record, in octets, with its line end.
pub const RECORD_LEN_MAX: usize = 4 << 20;

/// How much is asked of the source at once.
const READ_LEN: usize = 256 << 10;

/// Where a field lies in the record, and what must be done to read it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Span {
    start: u32,
    end: u32,
    form: Form,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Form {
    /// As it stands.
    #[default]
    Plain,
    /// Between quotes, with `""` inside.
    Doubled,
    /// From the opening quote on, with more after the closing one.
    Trailing,
}

/// What came next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scan {
    /// A record.
    Record(RecordInfo),
    /// A place that cannot be read as a record; it counts as one row.
    Fault {
        /// Where, from 1.
        line: u64,
        /// Why.
        fault: ScanFault,
    },
    /// The end of the file.
    End,
}

/// What is known of a record besides its fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RecordInfo {
    /// The line it begins at, from 1.
    pub(crate) line: u64,
    /// How many fields it has.
    pub(crate) field_count: usize,
    /// How many it has up to the last one that is not empty.
    pub(crate) filled_count: usize,
}

/// Why a record cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScanFault {
    /// A quote is opened and never closed.
    QuoteUnclosed,
    /// More than [`RECORD_LEN_MAX`] octets.
    TooLong,
}

/// Reads records from `source`; [`field`](Scanner::field) gives the fields of the last one.
pub(crate) struct Scanner<R> {
    source: R,
    delimiter: u8,
    /// Fields from this index on are counted and not kept.
    keep: usize,
    buffer: Vec<u8>,
    /// Where the next record begins in `buffer`.
    start: usize,
    /// How much of `buffer` is filled.
    end: usize,
    at_eof: bool,
    line: u64,
    blank_line_count: u64,
    record_start: usize,
    spans: Vec<Span>,
}

/// What one look at the buffer found.
enum Look {
    Record { len: usize, newline_count: u64, field_count: usize, filled_count: usize },
    Blank { len: usize },
    More { open_quote: Option<usize> },
    End,
}

impl<R: Read> Scanner<R> {
    pub(crate) fn new(source: R, delimiter: u8) -> Scanner<R> {
        Scanner {
            source,
            delimiter,
            keep: usize::MAX,
            buffer: vec![0; READ_LEN],
            start: 0,
            end: 0,
            at_eof: false,
            line: 1,
            blank_line_count: 0,
            record_start: 0,
            spans: Vec::new(),
        }
    }

    /// Sets the delimiter for what is still to come.
    pub(crate) fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// Keeps only the first `count` fields of each record.
    pub(crate) fn keep(&mut self, count: usize) {
        self.keep = count;
    }

    /// Lines that were passed, the header's among them.
    pub(crate) fn line_count(&self) -> u64 {
        self.line - 1
    }

    /// Lines of nothing that were passed over.
    pub(crate) fn blank_line_count(&self) -> u64 {
        self.blank_line_count
    }

    /// What was read ahead, and the source behind it.
    pub(crate) fn into_parts(mut self) -> (Vec<u8>, R) {
        self.buffer.truncate(self.end);
        self.buffer.drain(..self.start);
        (self.buffer, self.source)
    }

    pub(crate) fn source(&self) -> &R {
        &self.source
    }

    /// The octets ahead, at most `len`, without moving.
    pub(crate) fn peek(&mut self, len: usize) -> io::Result<&[u8]> {
        while self.end - self.start < len && !self.at_eof {
            self.fill()?;
        }
        Ok(&self.buffer[self.start..self.end.min(self.start + len)])
    }

    /// The octets up to the first line end and somewhat more, without moving.
    pub(crate) fn peek_line(&mut self) -> io::Result<&[u8]> {
        let mut len = 4096;
        loop {
            let peeked = self.peek(len)?.len();
            let whole = memchr2(b'\n', b'\r', &self.buffer[self.start..self.end]).is_some();
            if whole || peeked < len || len >= RECORD_LEN_MAX {
                return Ok(&self.buffer[self.start..self.end]);
            }
            len *= 2;
        }
    }

    /// Passes over octets that were peeked at.
    pub(crate) fn skip(&mut self, len: usize) {
        self.start = (self.start + len).min(self.end);
    }

    /// Passes over one line that was peeked at.
    pub(crate) fn skip_line(&mut self, len: usize) {
        self.skip(len);
        self.line += 1;
    }

    /// The next record, fault, or the end.
    pub(crate) fn next(&mut self) -> io::Result<Scan> {
        loop {
            match self.look() {
                Look::Record { len, newline_count, field_count, filled_count } => {
                    let line = self.line;
                    self.record_start = self.start;
                    self.start += len;
                    self.line += newline_count;
                    return Ok(Scan::Record(RecordInfo { line, field_count, filled_count }));
                }
                Look::Blank { len } => {
                    self.start += len;
                    self.line += 1;
                    self.blank_line_count += 1;
                }
                Look::End => return Ok(Scan::End),
                Look::More { open_quote } => {
                    let full = self.end - self.start >= RECORD_LEN_MAX;
                    if full || (self.at_eof && open_quote.is_some()) {
                        let fault =
                            if full { ScanFault::TooLong } else { ScanFault::QuoteUnclosed };
                        let line = self.resume_after(open_quote)?;
                        return Ok(Scan::Fault { line, fault });
                    }
                    self.fill()?;
                }
            }
        }
    }

    /// Field `index` of the last record, appended to `into`.
    pub(crate) fn field(&self, index: usize, into: &mut Vec<u8>) {
        let Some(span) = self.spans.get(index) else { return };
        let record = &self.buffer[self.record_start..];
        let raw = &record[span.start as usize..span.end as usize];
        match span.form {
            Form::Plain => into.extend_from_slice(raw),
            Form::Doubled => extend_undoubled(raw, into),
            Form::Trailing => {
                let close = closing_quote(&raw[1..]).unwrap_or(raw.len() - 1);
                extend_undoubled(&raw[1..=close], into);
                into.extend_from_slice(raw.get(close + 2..).unwrap_or_default());
            }
        }
    }

    /// Looks for one whole record in what is buffered.
    fn look(&mut self) -> Look {
        let buffer = &self.buffer[self.start..self.end];
        let (len, at_eof, delimiter) = (buffer.len(), self.at_eof, self.delimiter);
        if len == 0 {
            return if at_eof { Look::End } else { Look::More { open_quote: None } };
        }
        self.spans.clear();
        let mut newline_count = 0;
        let mut field_count = 0;
        let mut filled_count = 0;
        let mut at = 0;
        loop {
            let mut span = Span { start: at as u32, end: at as u32, form: Form::Plain };
            let mut tail = at;
            if buffer.get(at) == Some(&b'"') {
                let mut from = at + 1;
                let close = loop {
                    let Some(found) = memchr(b'"', &buffer[from..]) else {
                        return Look::More { open_quote: Some(at) };
                    };
                    match buffer.get(from + found + 1) {
                        Some(b'"') => {
                            span.form = Form::Doubled;
                            from += found + 2;
                        }
                        Some(_) => break from + found,
                        None if at_eof => break from + found,
                        None => return Look::More { open_quote: Some(at) },
                    }
                };
                newline_count += count_line_ends(&buffer[at + 1..close]);
                span.start = at as u32 + 1;
                span.end = close as u32;
                tail = close + 1;
            }
            let stop = memchr3(delimiter, b'\n', b'\r', &buffer[tail..]).map(|found| tail + found);
            if stop.is_none() && !at_eof {
                return Look::More { open_quote: None };
            }
            let stop = stop.unwrap_or(len);
            if stop > tail {
                if tail > at {
                    span = Span { start: at as u32, end: stop as u32, form: Form::Trailing };
                } else {
                    span.end = stop as u32;
                }
            }
            field_count += 1;
            if span.end > span.start {
                filled_count = field_count;
            }
            if field_count <= self.keep {
                self.spans.push(span);
            }
            let ended = match buffer.get(stop) {
                Some(&b) if b == delimiter => {
                    at = stop + 1;
                    continue;
                }
                Some(b'\r') => match buffer.get(stop + 1) {
                    Some(b'\n') => stop + 2,
                    Some(_) => stop + 1,
                    None if at_eof => stop + 1,
                    None => return Look::More { open_quote: None },
                },
                Some(_) => stop + 1,
                None => stop,
            };
            if field_count == 1 && stop == 0 {
                return Look::Blank { len: ended };
            }
            newline_count += 1;
            return Look::Record { len: ended, newline_count, field_count, filled_count };
        }
    }

    /// Moves to the line after the opening quote (after the record, if none is open) and says which
    /// line the fault is at.
    fn resume_after(&mut self, open_quote: Option<usize>) -> io::Result<u64> {
        let open = open_quote.unwrap_or(0);
        let before = count_line_ends(&self.buffer[self.start..self.start + open]);
        let fault_line = self.line + before;
        self.line = fault_line;
        self.start += open;
        loop {
            let ahead = &self.buffer[self.start..self.end];
            match memchr2(b'\n', b'\r', ahead) {
                Some(found) if found + 1 < ahead.len() || self.at_eof => {
                    let crlf = ahead[found] == b'\r' && ahead.get(found + 1) == Some(&b'\n');
                    self.start += found + 1 + usize::from(crlf);
                    self.line += 1;
                    return Ok(fault_line);
                }
                Some(found) => self.start += found,
                None => self.start = self.end,
            }
            if self.at_eof {
                self.start = self.end;
                return Ok(fault_line);
            }
            self.fill()?;
        }
    }

    /// Reads more, behind what is left of the buffer.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.buffer.len() - self.end < READ_LEN / 2 {
            self.buffer.resize((self.buffer.len() * 2).min(RECORD_LEN_MAX), 0);
        }
        loop {
            match self.source.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.at_eof = true,
                Ok(read) => self.end += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            return Ok(());
        }
    }
}

/// Line ends in `bytes`: LF, CR and CRLF, each once.
fn count_line_ends(bytes: &[u8]) -> u64 {
    let mut count = 0;
    let mut rest = bytes;
    while let Some(found) = memchr2(b'\n', b'\r', rest) {
        let crlf = rest[found] == b'\r' && rest.get(found + 1) == Some(&b'\n');
        rest = &rest[found + 1 + usize::from(crlf)..];
        count += 1;
    }
    count
}

/// The first `"` that is not doubled.
fn closing_quote(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let found = from + memchr(b'"', &bytes[from..])?;
        if bytes.get(found + 1) != Some(&b'"') {
            return Some(found);
        }
        from = found + 2;
    }
}

/// Appends `bytes`, each `""` as one `"`.
fn extend_undoubled(mut bytes: &[u8], into: &mut Vec<u8>) {
    while let Some(found) = memchr(b'"', bytes) {
        into.extend_from_slice(&bytes[..=found]);
        bytes = bytes.get(found + 2..).unwrap_or_default();
    }
    into.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives its octets in pieces of `piece`, as a pipe may.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let len = self.1.min(self.0.len()).min(into.len());
            into[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }

    type Row = Result<(u64, Vec<Vec<u8>>), (u64, ScanFault)>;

    fn rows(text: &[u8], piece: usize, delimiter: u8) -> Vec<Row> {
        let mut scanner = Scanner::new(Pieces(text, piece), delimiter);
        let mut rows = Vec::new();
        loop {
            match scanner.next().unwrap() {
                Scan::End => return rows,
                Scan::Fault { line, fault } => rows.push(Err((line, fault))),
                Scan::Record(info) => {
                    let fields = (0..info.field_count).map(|i| {
                        let mut field = Vec::new();
                        scanner.field(i, &mut field);
                        field
                    });
                    rows.push(Ok((info.line, fields.collect())));
                }
            }
        }
    }

    fn ok(line: u64, fields: &[&str]) -> Row {
        Ok((line, fields.iter().map(|f| f.as_bytes().to_vec()).collect()))
    }

    #[test]
    fn line_ends_and_quotes_of_every_kind() {
        let text =
            b"to,text\r\n1,\"a\nb\"\n\n2,\"c\r\nd\re\"\r3,\"say \"\"hi\"\"\",\n4,\"x\"y\n5,x\"y\"";
        let expected = [
            ok(1, &["to", "text"]),
            ok(2, &["1", "a\nb"]),
            ok(5, &["2", "c\r\nd\re"]),
            ok(8, &["3", "say \"hi\"", ""]),
            ok(9, &["4", "xy"]),
            ok(10, &["5", "x\"y\""]),
        ];
        for piece in [1, 2, 3, 7, 1000] {
            assert_eq!(rows(text, piece, b','), expected, "piece {piece}");
        }
    }

    #[test]
    fn an_unclosed_quote_costs_one_row() {
        let text = b"to,text\n1,a\n\"2\n\",\"b\n3,c\n4,d";
        let expected = [
            ok(1, &["to", "text"]),
            ok(2, &["1", "a"]),
            Err((4, ScanFault::QuoteUnclosed)),
            ok(5, &["3", "c"]),
            ok(6, &["4", "d"]),
        ];
        for piece in [1, 5, 1000] {
            assert_eq!(rows(text, piece, b','), expected, "piece {piece}");
        }
        assert_eq!(rows(b"\"", 1, b','), [Err((1, ScanFault::QuoteUnclosed))]);
    }

    #[test]
    fn a_record_at_the_limit_is_read_and_one_octet_more_is_not() {
        for (extra, whole) in [(0, true), (1, false)] {
            for piece in [100_000, usize::MAX] {
                let mut text = b"a\n".to_vec();
                text.resize(2 + RECORD_LEN_MAX - 1 + extra, b'x');
                text.extend_from_slice(b"\nb\n");
                let rows = rows(&text, piece, b',');
                assert_eq!(rows.len(), 3);
                assert_eq!(rows[1].is_ok(), whole, "{extra}");
                if !whole {
                    assert_eq!(rows[1], Err((2, ScanFault::TooLong)));
                }
                assert_eq!(rows[2], ok(3, &["b"]));
            }
        }
    }

    #[test]
    fn a_quote_left_open_in_a_large_file_resumes_at_the_next_line() {
        let mut text = b"h\n\"a,1\n".to_vec();
        let line = b"some,thing\n";
        let count = RECORD_LEN_MAX / line.len() + 10;
        for _ in 0..count {
            text.extend_from_slice(line);
        }
        let rows = rows(&text, usize::MAX, b',');
        assert_eq!(rows.len(), 2 + count);
        assert_eq!(rows[1], Err((2, ScanFault::TooLong)));
        assert_eq!(rows[2], ok(3, &["some", "thing"]));
        assert_eq!(*rows.last().unwrap(), ok(2 + count as u64, &["some", "thing"]));
    }

    proptest! {
        #![proptest_config(ProptestConfig { max_global_rejects: 9000, ..ProptestConfig::with_cases(2000) })]

        /// Without faults the fields are those of the `csv` crate, and the lines are right.
        #[test]
        fn agrees_with_the_csv_crate(text in "[ab,;\"\n\r]{0,60}", piece in 1usize..9) {
            let ours = rows(text.as_bytes(), piece, b',');
            prop_assume!(ours.iter().all(Result::is_ok));
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let theirs: Vec<Vec<Vec<u8>>> = reader
                .byte_records()
                .map(|r| r.unwrap().iter().map(<[u8]>::to_vec).collect())
                .collect();
            let fields: Vec<Vec<Vec<u8>>> =
                ours.iter().map(|r| r.clone().unwrap().1).collect();
            prop_assert_eq!(fields, theirs);
        }

        /// How the source hands out its octets changes nothing.
        #[test]
        fn pieces_do_not_matter(text in "[ab,\"\n\r]{0,40}", piece in 1usize..9) {
            prop_assert_eq!(
                rows(text.as_bytes(), piece, b','),
                rows(text.as_bytes(), 1000, b',')
            );
        }
    }
}
