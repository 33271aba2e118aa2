//! SMPP delivery receipts: the text of SMPP 3.4, Appendix B, as message centres really write it,
//! and the optional parameters beside it.
//!
//! Keys stand at the start or after white space, in any order and any ASCII case, all of them
//! optional; blanks may follow the colon. Of equal keys the first counts. `text:` ends the fields,
//! because what follows was written by a person; a `stat:` there is taken only when none came
//! before it, and is not to be relied upon. One pass over the octets, no allocation.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::date::{DateField, ReceiptDate, TwelveDigitDates};
use super::generated::{Cause, Scope, State};
use super::outcome::Outcome;
use super::standard;
use super::table::{CodeType, Row, Table};
use super::words::words;
use crate::error::Error;

words! {
    /// A way in which two message ids may be equal.
    pub enum IdCompare {
        /// Octet by octet.
        Exact = 0, "exact";
        /// One is the other in hexadecimal: message centres answer a submission with the one and
        /// send a receipt with the other.
        HexDec = 1, "hex_dec";
    }
}

/// The fields of a receipt, as they are written; what is absent or empty is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Receipt<'a> {
    /// The message's id; that of the optional parameter wins.
    pub id: Option<&'a [u8]>,
    /// The state as a word.
    pub stat: Option<&'a [u8]>,
    /// A code of the vendor's own.
    pub err: Option<&'a [u8]>,
    /// How many messages were submitted.
    pub sub: Option<&'a [u8]>,
    /// How many of them were delivered.
    pub dlvrd: Option<&'a [u8]>,
    /// The first characters of the message.
    pub text: Option<&'a [u8]>,
    /// When it was submitted.
    pub submit_date: Option<ReceiptDate>,
    /// When it came to this state.
    pub done_date: Option<ReceiptDate>,
    /// Minutes east of UTC of the dates: of `done_date` where it says so, else of `submit_date`,
    /// else what the vendor's profile says.
    pub offset_min: Option<i16>,
    /// Whether a date was left out because its digits are two different dates.
    pub ambiguous_date: bool,
    /// Whether `stat` stands in the message's text.
    pub late_stat: bool,
}

/// The optional parameters of a `deliver_sm` that matter here; they win over the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReceiptTlvs<'a> {
    /// `message_state` (0x0427).
    pub message_state: Option<u8>,
    /// `receipted_message_id` (0x001E).
    pub receipted_message_id: Option<&'a [u8]>,
}

/// How one vendor's receipts are read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiptRules {
    stat: Table,
    message_state: Table,
    err: Option<Table>,
    twelve_digit_dates: TwelveDigitDates,
    offset_min: Option<i16>,
    id_compare: Box<[IdCompare]>,
}

/// What a profile says of receipts.
pub(crate) struct ReceiptOptions<'a> {
    pub(crate) err_table: Option<&'a str>,
    pub(crate) stat_extra: Vec<(&'a str, State, Cause)>,
    pub(crate) twelve_digit_dates: TwelveDigitDates,
    pub(crate) offset_min: Option<i16>,
    pub(crate) id_compare: &'a [IdCompare],
}

impl ReceiptRules {
    /// As the standard has it: `err` names no cause, ids are equal octet by octet.
    ///
    /// # Errors
    /// None that is known: the tables come with septet.
    pub fn standard() -> Result<ReceiptRules, Error> {
        ReceiptRules::new(&ReceiptOptions {
            err_table: None,
            stat_extra: Vec::new(),
            twelve_digit_dates: TwelveDigitDates::Auto,
            offset_min: None,
            id_compare: &[IdCompare::Exact],
        })
    }

    pub(crate) fn new(options: &ReceiptOptions<'_>) -> Result<ReceiptRules, Error> {
        let mut rows = standard::table("smpp.receipt_stat")?.rows().to_vec();
        for (word, state, cause) in &options.stat_extra {
            rows.retain(|row| !row.code.eq_ignore_ascii_case(word));
            rows.push(Row {
                code: (*word).into(),
                group: None,
                name: (*word).into(),
                note: "".into(),
                outcome: Outcome::of(Scope::Message, *state, *cause),
            });
        }
        // the words of the standard are distinct, and those of the profile were made so
        let stat = Table::new("stat", CodeType::Word, false, rows)
            .map_err(|row| Error::new(crate::error::ErrorKind::Internal, row.code))?;
        Ok(ReceiptRules {
            stat,
            message_state: standard::table("smpp.message_state")?,
            err: options.err_table.map(standard::table).transpose()?,
            twelve_digit_dates: options.twelve_digit_dates,
            offset_min: options.offset_min,
            id_compare: options.id_compare.into(),
        })
    }

    /// The same with another meaning of `err:`, a table such as `gsm3gpp.map_error`.
    ///
    /// # Errors
    /// `table_unknown` when there is no such table.
    pub fn with_err_table(mut self, table: &str) -> Result<ReceiptRules, Error> {
        self.err = Some(standard::table(table)?);
        Ok(self)
    }

    /// Reads a receipt and says what it means. `text` is the `short_message` of a `deliver_sm`.
    #[must_use]
    pub fn decode<'a>(&self, text: &'a [u8], tlvs: ReceiptTlvs<'a>) -> (Outcome, Receipt<'a>) {
        let mut receipt = self.fields(text);
        if let Some(id) = tlvs.receipted_message_id {
            let id = trim_nul(id);
            receipt.id = (!id.is_empty()).then_some(id);
        }
        let outcome = match (tlvs.message_state, receipt.stat) {
            (Some(state), _) => {
                let mut digits = [0; 3];
                find(&self.message_state, decimal(state, &mut digits))
            }
            (None, Some(stat)) => {
                let outcome = find(&self.stat, stat);
                if receipt.late_stat { outcome.uncertain() } else { outcome }
            }
            (None, None) => Outcome::UNLISTED,
        };
        (self.with_err(outcome, receipt.err), receipt)
    }

    /// `err` is the vendor's own: it says why only with a table, and only of a failure.
    fn with_err(&self, outcome: Outcome, err: Option<&[u8]>) -> Outcome {
        let (Some(table), Some(err), true) = (&self.err, err, outcome.is_failure()) else {
            return outcome;
        };
        let row = table.rows().iter().find(|row| same_err(row.code.as_bytes(), err));
        match row.map(|row| row.outcome) {
            // a failure with err "no error" is still the failure that stat says
            Some(because) if because.cause != Cause::None => Outcome {
                cause: because.cause,
                retry: because.retry,
                backoff_s: because.backoff_s,
                actor: because.actor,
                ..outcome
            },
            _ => outcome,
        }
    }

    /// Whether the id of an answer and that of a receipt are the same message.
    #[must_use]
    pub fn same_id(&self, answered: &str, receipted: &str) -> bool {
        self.id_compare.iter().any(|way| match way {
            IdCompare::Exact => answered == receipted,
            IdCompare::HexDec => hex_dec(answered, receipted) || hex_dec(receipted, answered),
        })
    }

    /// The fields of a receipt's text, without the optional parameters.
    fn fields<'a>(&self, text: &'a [u8]) -> Receipt<'a> {
        let text = trim_nul(text);
        let mut receipt = Receipt::default();
        let mut seen = Seen::default();
        let mut dates = [DateField::default(); 2];
        let mut at = 0;
        let mut at_start = true;
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            let Some((key, len)) = Key::at(rest).filter(|_| at_start) else {
                at_start = is_blank(text[at]);
                at += 1;
                continue;
            };
            at += len;
            if key == Key::Text {
                if receipt.text.is_none() {
                    receipt.text = text.get(at..).filter(|t| !t.is_empty());
                }
                seen.text = true;
                at_start = false;
                continue;
            }
            let value = value(text, at);
            at += value.skipped + value.octets.len();
            // an empty value ends before the key that follows it
            at_start = value.octets.is_empty();
            if seen.text && key != Key::Stat || !seen.first(key) {
                continue;
            }
            let octets = (!value.octets.is_empty()).then_some(value.octets);
            match key {
                Key::Id => receipt.id = octets,
                Key::Sub => receipt.sub = octets,
                Key::Dlvrd => receipt.dlvrd = octets,
                Key::Err => receipt.err = octets,
                Key::Stat => {
                    receipt.stat = octets;
                    receipt.late_stat = seen.text;
                }
                Key::SubmitDate => dates[0] = self.date(value.octets),
                Key::DoneDate => dates[1] = self.date(value.octets),
                Key::Text => {}
            }
        }
        let [submit, done] = dates;
        receipt.submit_date = submit.date;
        receipt.done_date = done.date;
        receipt.ambiguous_date = submit.ambiguous || done.ambiguous;
        let dated = submit.date.or(done.date).is_some();
        let profile = self.offset_min.filter(|_| dated);
        receipt.offset_min = done.offset_min.or(submit.offset_min).or(profile);
        receipt
    }

    fn date(&self, value: &[u8]) -> DateField {
        DateField::read(value, self.twelve_digit_dates)
    }
}

/// A value and the blanks before it; it is empty where the next key follows.
struct FieldValue<'a> {
    skipped: usize,
    octets: &'a [u8],
}

fn value(text: &[u8], at: usize) -> FieldValue<'_> {
    let rest = text.get(at..).unwrap_or_default();
    let skipped = rest.iter().take_while(|b| is_blank(**b)).count();
    let rest = rest.get(skipped..).unwrap_or_default();
    let len = match Key::at(rest) {
        Some(_) if skipped > 0 => 0,
        _ => rest.iter().take_while(|b| !is_blank(**b)).count(),
    };
    FieldValue { skipped, octets: rest.get(..len).unwrap_or_default() }
}

fn is_blank(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n' | 0x0B | 0x0C)
}

fn trim_nul(mut octets: &[u8]) -> &[u8] {
    while let [rest @ .., 0] = octets {
        octets = rest;
    }
    octets
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Id,
    Sub,
    Dlvrd,
    SubmitDate,
    DoneDate,
    Stat,
    Err,
    Text,
}

impl Key {
    const SPELLED: [(&'static [u8], Key); 10] = [
        (b"id:", Key::Id),
        (b"sub:", Key::Sub),
        (b"dlvrd:", Key::Dlvrd),
        (b"submit date:", Key::SubmitDate),
        (b"submit_date:", Key::SubmitDate),
        (b"done date:", Key::DoneDate),
        (b"done_date:", Key::DoneDate),
        (b"stat:", Key::Stat),
        (b"err:", Key::Err),
        (b"text:", Key::Text),
    ];

    /// The key with which `rest` begins, and its length.
    fn at(rest: &[u8]) -> Option<(Key, usize)> {
        let first = rest.first()?.to_ascii_lowercase();
        if !matches!(first, b'i' | b's' | b'd' | b'e' | b't') {
            return None;
        }
        let (spelling, key) = Key::SPELLED.iter().find(|(spelling, _)| {
            rest.get(..spelling.len()).is_some_and(|r| r.eq_ignore_ascii_case(spelling))
        })?;
        Some((*key, spelling.len()))
    }
}

/// Which keys came already.
#[derive(Default)]
struct Seen {
    keys: u8,
    text: bool,
}

impl Seen {
    fn first(&mut self, key: Key) -> bool {
        let bit = 1 << key as u8;
        let first = self.keys & bit == 0;
        self.keys |= bit;
        first
    }
}

fn find(table: &Table, word: &[u8]) -> Outcome {
    let row = core::str::from_utf8(word).ok().and_then(|word| table.get(word));
    row.map_or(Outcome::UNLISTED, |row| row.outcome)
}

fn decimal(n: u8, digits: &mut [u8; 3]) -> &[u8] {
    *digits = [b'0' + n / 100, b'0' + n / 10 % 10, b'0' + n % 10];
    let from = if n >= 100 {
        0
    } else if n >= 10 {
        1
    } else {
        2
    };
    &digits[from..]
}

/// All digits: the same integer; anything else: the same octets.
fn same_err(key: &[u8], err: &[u8]) -> bool {
    let digits = |octets: &[u8]| octets.iter().all(u8::is_ascii_digit);
    if digits(key) && digits(err) { strip_zeros(key) == strip_zeros(err) } else { key == err }
}

fn strip_zeros(mut digits: &[u8]) -> &[u8] {
    while let [b'0', rest @ ..] = digits {
        digits = rest;
    }
    digits
}

/// Whether `hex` read as hexadecimal is `dec` read as decimal; numbers to 2^128.
fn hex_dec(hex: &str, dec: &str) -> bool {
    let all =
        |text: &str, digit: fn(&u8) -> bool| !text.is_empty() && text.as_bytes().iter().all(digit);
    all(hex, u8::is_ascii_hexdigit)
        && all(dec, u8::is_ascii_digit)
        && match (u128::from_str_radix(hex, 16), dec.parse::<u128>()) {
            (Ok(hex), Ok(dec)) => hex == dec,
            _ => false,
        }
}
