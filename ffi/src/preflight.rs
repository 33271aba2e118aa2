//! Messages, judged whole.

use core::ffi::c_char;
use std::sync::Arc;

use septet::encoding::Encoding;
use septet::number::E164;
use septet::preflight::{
    FindingCode, Heuristics, Message, Preflight, PreflightOptions, RowRef, Session, Verdict,
    text_options,
};
use septet::rate::{Mcc, Mnc, Timestamp, Traffic};
use septet::{Error, ErrorKind};
use septet_campaign::inputs::InputFile;

use crate::error::{septet_error, septet_result, septet_str};
use crate::guard::{guard, guard_silent};
use crate::number::{copy, invalid, region};
use crate::pointer::{self, Out};
use crate::text::encoding_number;
use crate::vendor::{septet_card, septet_vendor};

/// A vendor, rate cards and options: everything that messages are judged by; a handle. It never
/// changes; threads may share it.
pub struct septet_preflight {
    pub(crate) preflight: Arc<Preflight>,
    /// The file of a profile that was loaded.
    profile: Option<InputFile>,
    /// Those of the cards.
    cards: Vec<InputFile>,
}

impl septet_preflight {
    /// The files that reports are made from.
    pub(crate) fn rules(&self) -> Vec<InputFile> {
        let profile = self.profile.clone();
        let profile = profile.unwrap_or_else(|| InputFile::built_in(self.preflight.vendor()));
        [profile].into_iter().chain(self.cards.iter().cloned()).collect()
    }
}

/// Joins a vendor, `card_count` rate cards (0: messages are counted and not priced) and options.
/// The handle keeps copies: vendor and cards may be freed.
///
/// `sender` is that of messages that name none ((NULL, 0): none). `words` are name=value parted by
/// blanks: region=UG of numbers without a calling code, traffic=otp|free_otp|transactional|
/// promotional, at=2026-07-01T12:00:00Z (the time of sending; cards with dates need it); lists and
/// thresholds of findings that are off without them, of which a list repeats its name: opt_out=STOP
/// url_shortener=bit.ly high_cost_over=0.10 high_cost_country=NG time_zone=+03:00 (or
/// time_zone=UG=+03:00); and the names of septet_text_options_parse, by default what the vendor's
/// profile says.
///
/// Ownership: free the handle with septet_preflight_free. Errors: time_required,
/// card_id_duplicate; invalid_option, field_unknown and so on, by name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_preflight_new(
    vendor: *const septet_vendor,
    cards: *const *const septet_card,
    card_count: usize,
    sender: *const c_char,
    sender_len: usize,
    words: *const c_char,
    words_len: usize,
    preflight: *mut *mut septet_preflight,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::handle("preflight", preflight) }?;
        let septet_vendor { vendor, file } = unsafe { pointer::reference("vendor", vendor) }?;
        let cards = unsafe { crate::vendor::cards(cards, card_count) }?;
        let sender = unsafe { pointer::text("sender", sender, sender_len) }?;
        let words = unsafe { pointer::text("words", words, words_len) }?;

        let mut options = PreflightOptions::default();
        let mut text = text_options(vendor.text())?;
        for word in words.split_ascii_whitespace() {
            let (name, value) = word.split_once('=').ok_or_else(|| crate::text::no_pair(word))?;
            match name {
                "region" => options.default_region = Some(region(value)?),
                "traffic" => {
                    let known = format!("use {}", Traffic::WORDS.join(", "));
                    let traffic = Traffic::from_word(value);
                    options.traffic = Some(traffic.ok_or_else(|| invalid(name, value, &known))?);
                }
                "at" => {
                    let at = Timestamp::parse(value).map_err(|error| error.with_field("at"))?;
                    options.at = Some(at);
                }
                // rather than never finding it: a call sees one message
                "consecutive" => {
                    let message = "numbers in a row are looked for in campaign files only";
                    return Err(Error::new(ErrorKind::NotSupportedYet, message).with_field(name));
                }
                _ if Heuristics::NAMES.contains(&name) => options.heuristics.set(name, value)?,
                _ => text.set(name, value)?,
            }
        }
        options.text = Some(text);
        options.sender = (!sender.is_empty()).then(|| sender.to_owned());
        let files = cards.iter().map(|card| card.file.clone()).collect();
        let cards = cards.iter().map(|card| card.card.clone()).collect();
        let preflight = Arc::new(Preflight::new(vendor.clone(), cards, options)?);
        let made = septet_preflight { preflight, profile: file.clone(), cards: files };
        out.write(Box::into_raw(Box::new(made)));
        Ok(())
    })
}

/// Frees a preflight and sets the handle to NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_preflight_free(preflight: *mut *mut septet_preflight) {
    // SAFETY: the caller keeps the header's contract.
    guard_silent(|| unsafe { pointer::free(preflight) });
}

/// One message. Set all to 0 and fill in what is known: (NULL, 0) is not known.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_message {
    /// The recipient, as it is written.
    pub to: *const c_char,
    /// Octets of `to`.
    pub to_len: usize,
    /// The text.
    pub text: *const c_char,
    /// Octets of `text`.
    pub text_len: usize,
    /// The sender; that of the preflight where there is none.
    pub sender: *const c_char,
    /// Octets of `sender`.
    pub sender_len: usize,
    /// The country of the destination, such as "UG", where it is known better than from the number.
    pub country: *const c_char,
    /// Octets of `country`.
    pub country_len: usize,
    /// The mobile country code of the destination: three digits.
    pub mcc: *const c_char,
    /// Octets of `mcc`.
    pub mcc_len: usize,
    /// The mobile network code of the destination: two or three digits.
    pub mnc: *const c_char,
    /// Octets of `mnc`.
    pub mnc_len: usize,
    /// Index of its rate card, in the order in which they were given.
    pub card_index: usize,
    /// When it is sent, such as "2026-07-01T12:00:00Z", if not at the time of the preflight.
    pub time: *const c_char,
    /// Octets of `time`.
    pub time_len: usize,
}

/// An amount: whole units and 1e-9, both with the same sign (as google.type.Money).
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct septet_amount {
    /// Whole units.
    pub units: i64,
    /// 1e-9 of a unit, -999999999 to 999999999.
    pub nanos: i32,
}

/// Findings that a verdict has room for.
pub const SEPTET_FINDING_COUNT_MAX: usize = 64;

const _: () = assert!(FindingCode::ALL.len() <= SEPTET_FINDING_COUNT_MAX);

/// What one message will become.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_verdict {
    /// Whether it has a cost, and if not, why: "priced", "free", "counted" (no card), "unpriced",
    /// "too_long", "invalid_number", ...
    pub status: septet_str,
    /// SEPTET_ENCODING_...
    pub encoding: u32,
    /// Septets or code units, the vendor's own text included.
    pub units: u32,
    /// Segments.
    pub segments: u32,
    /// Fewest segments, where that depends on what the vendor cuts through.
    pub segments_min: u32,
    /// Most segments, where that depends on what the vendor cuts through.
    pub segments_max: u32,
    /// Whether it has a cost: else the amounts are 0 and of no meaning.
    pub has_cost: bool,
    /// Where the recipient's number belongs, such as "UG", NUL-terminated; empty when unknown.
    pub region: [c_char; 4],
    /// The recipient's number as a key; 0 when messages cannot be sent to it.
    pub e164_key: u64,
    /// What the number is for: libphonenumber's word, such as "MOBILE".
    pub number_kind: septet_str,
    /// Why the recipient could not be read, as a sentence; NULL when it could.
    pub number_error: septet_str,
    /// The verdict on the sender, such as "ok_alpha"; NULL where none is named.
    pub sender: septet_str,
    /// What it costs at least.
    pub cost_min: septet_amount,
    /// What it is expected to cost.
    pub cost_expected: septet_amount,
    /// What it costs at most.
    pub cost_max: septet_amount,
    /// The currency of the cost, such as "EUR" or "x-points", NUL-terminated; empty without one.
    pub currency: [c_char; 40],
    /// What the message is known by, however often it is tried: 32 hexadecimal digits of a hash over
    /// vendor, number, sender, text and time, NUL-terminated; empty without a number.
    pub idempotency_key: [c_char; 33],
    /// How many of `findings` are set.
    pub finding_count: u32,
    /// What was found: SEPTET_FINDING_....
    pub findings: [u16; SEPTET_FINDING_COUNT_MAX],
}

/// Judges one message: encoding, segments, number, sender, cost, findings.
///
/// A message that cannot be sent is a verdict, not an error. Errors: invalid_utf8 for its texts;
/// invalid_option for a country, mcc, mnc or card_index that cannot be.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_preflight_message(
    preflight: *const septet_preflight,
    message: *const septet_message,
    verdict: *mut septet_verdict,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("verdict", verdict) }?;
        let preflight = &unsafe { pointer::reference("preflight", preflight) }?.preflight;
        let message = unsafe { read_message(message, preflight) }?;
        let mut session = preflight.session()?;
        let found = session.message(RowRef { row: 1, line: 1 }, &message)?;
        out.write(made(&session, &message, &found));
        Ok(())
    })
}

/// The message of a call.
///
/// # Safety
/// As for [`pointer::reference`] and [`pointer::text`] of its fields.
pub(crate) unsafe fn read_message<'a>(
    message: *const septet_message,
    preflight: &Preflight,
) -> Result<Message<'a>, Error> {
    // SAFETY: as the caller of this function promises.
    let given = unsafe { pointer::reference("message", message) }?;
    // also where the message gets no price, and before anything of it is counted
    let cards = preflight.book().map_or(0, |book| book.cards().len());
    if given.card_index >= cards.max(1) {
        return Err(invalid("card_index", given.card_index, "there are not that many cards"));
    }
    let read = |name, data, len| unsafe { pointer::text(name, data, len) };
    let sender = read("sender", given.sender, given.sender_len)?;
    let country = read("country", given.country, given.country_len)?;
    let mcc = read("mcc", given.mcc, given.mcc_len)?;
    let mnc = read("mnc", given.mnc, given.mnc_len)?;
    let time = read("time", given.time, given.time_len)?;
    Ok(Message {
        to: read("to", given.to, given.to_len)?,
        text: read("text", given.text, given.text_len)?,
        from: some(sender),
        country: some(country).map(region).transpose()?,
        mcc: some(mcc)
            .map(|c| Mcc::parse(c).ok_or_else(|| invalid("mcc", c, "give three digits")))
            .transpose()?,
        mnc: some(mnc)
            .map(|c| Mnc::parse(c).ok_or_else(|| invalid("mnc", c, "give two or three digits")))
            .transpose()?,
        card: given.card_index,
        time: some(time)
            .map(|time| Timestamp::parse(time).map_err(|error| error.with_field("time")))
            .transpose()?,
        ..Message::default()
    })
}

pub(crate) fn made(
    session: &Session<'_>,
    message: &Message<'_>,
    found: &Verdict,
) -> septet_verdict {
    let (text, recipient) = (&found.text, &found.recipient);
    let encoding: Encoding = text.encoding;
    let mut verdict = septet_verdict {
        status: septet_str::of(found.status.as_str()),
        encoding: encoding_number(encoding),
        units: text.units,
        segments: text.segments,
        segments_min: text.segments_range.0,
        segments_max: text.segments_range.1,
        has_cost: found.cost.is_some(),
        region: [0; 4],
        e164_key: recipient.number.map_or(0, E164::key),
        number_kind: septet_str::of(recipient.kind.as_str()),
        number_error: recipient.error.map_or(septet_str::NONE, |e| septet_str::of(e.message())),
        sender: found.sender.map_or(septet_str::NONE, |s| septet_str::of(s.as_str())),
        cost_min: septet_amount::default(),
        cost_expected: septet_amount::default(),
        cost_max: septet_amount::default(),
        currency: [0; 40],
        idempotency_key: [0; 33],
        finding_count: 0,
        findings: [0; SEPTET_FINDING_COUNT_MAX],
    };
    if let Some(number) = recipient.number {
        let key = session.preflight().idempotency_key(message, number);
        copy(&mut verdict.idempotency_key, &key.to_string());
    }
    if let Some(region) = recipient.region {
        copy(&mut verdict.region, region.as_str());
    }
    if let (Some(cost), Some(currency)) = (found.cost, session.currency(found)) {
        verdict.cost_min = cost.min.into();
        verdict.cost_expected = cost.expected.into();
        verdict.cost_max = cost.max.into();
        copy(&mut verdict.currency, currency.as_str());
    }
    for (slot, code) in verdict.findings.iter_mut().zip(found.findings.iter()) {
        *slot = code.number();
        verdict.finding_count += 1;
    }
    verdict
}

impl From<septet::money::Amount> for septet_amount {
    fn from(amount: septet::money::Amount) -> septet_amount {
        let (units, nanos) = amount.to_units_nanos();
        septet_amount { units, nanos }
    }
}

/// The word of a SEPTET_FINDING_..., such as "ucs2_forced_by_char"; NULL for another number.
#[unsafe(no_mangle)]
pub extern "C" fn septet_finding_word(finding: u16) -> septet_str {
    by_number(finding).map_or(septet_str::NONE, |code| septet_str::of(code.as_str()))
}

/// How much a finding matters: "info", "warning" or "error"; NULL for another number.
#[unsafe(no_mangle)]
pub extern "C" fn septet_finding_severity(finding: u16) -> septet_str {
    by_number(finding).map_or(septet_str::NONE, |code| septet_str::of(code.severity().as_str()))
}

/// When it is found, as a sentence; NULL for another number.
#[unsafe(no_mangle)]
pub extern "C" fn septet_finding_condition(finding: u16) -> septet_str {
    by_number(finding).map_or(septet_str::NONE, |code| septet_str::of(code.condition()))
}

/// What a vendor's document leaves open or contradicts, as its profile tells. The texts belong to
/// the preflight that they were asked of.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_document {
    /// Its id in the profile; NULL where there is no more.
    pub id: septet_str,
    /// "silent" or "conflict".
    pub gap: septet_str,
    /// What the document says, or does not, as a sentence.
    pub says: septet_str,
}

/// What the vendor's document says where `finding` (SEPTET_FINDING_...) stands, one by one: index
/// counts from 0, and beyond the last the texts of `document` are NULL. Errors: none of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_preflight_document(
    preflight: *const septet_preflight,
    finding: u16,
    index: usize,
    document: *mut septet_document,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("document", document) }?;
        let preflight = &unsafe { pointer::reference("preflight", preflight) }?.preflight;
        let said = by_number(finding).and_then(|code| preflight.documents(code).nth(index));
        let of = |text: Option<&str>| text.map_or(septet_str::NONE, septet_str::of);
        out.write(septet_document {
            id: of(said.map(|said| &*said.id)),
            gap: of(said.map(|said| said.gap.as_str())),
            says: of(said.map(|said| &*said.says)),
        });
        Ok(())
    })
}

fn by_number(number: u16) -> Option<FindingCode> {
    FindingCode::ALL.iter().copied().find(|code| code.number() == number)
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
