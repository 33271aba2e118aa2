//! What a vendor asks for, as plain values: the fields of `septet.profile/1` but those about
//! status, which become [`Rules`](crate::status::Rules). `None` means that the vendor does not say,
//! which is not the same as a rule that allows everything.

use alloc::string::String;
use alloc::vec::Vec;

use crate::alphabet::Languages;
use crate::charging::{ChargingRule, Gsm7Texts, PartCapacity};
use crate::number::{NumberForm, Region};
use crate::sender::{PlusRule, SuffixWhen};
use crate::status::words::words;
use crate::status::{BillableByState, State};
use crate::user_data::SmscAlphabet;

words! {
    /// Whether numbers of other countries are taken.
    pub enum International {
        /// Always.
        Allowed = 0, "allowed";
        /// Never.
        Forbidden = 1, "forbidden";
        /// Once the account has it switched on.
        AccountSwitch = 2, "account_switch";
    }
}

words! {
    /// How one request takes several numbers.
    pub enum Several {
        /// In one text, separated by commas.
        Comma = 0, "comma";
        /// In an array.
        Array = 1, "array";
    }
}

words! {
    /// What `max_chars` counts.
    pub enum TextCount {
        /// Septets of the GSM 7 bit alphabet: `€` counts two.
        Septets = 0, "septets";
        /// UTF-16 code units.
        Utf16 = 1, "utf16";
        /// Unicode scalars.
        Scalars = 2, "scalars";
    }
}

words! {
    /// In which encoding bytes are counted.
    pub enum ByteEncoding {
        /// UTF-8.
        Utf8 = 0, "utf-8";
        /// UTF-16 without a byte order mark.
        Utf16 = 1, "utf-16";
        /// Packed septets.
        Gsm7 = 2, "gsm7";
    }
}

words! {
    /// Which limit of length decides when they disagree.
    pub enum OnConflict {
        /// The one that is met first.
        Strictest = 0, "strictest";
        /// `max_parts`.
        Parts = 1, "parts";
        /// `max_chars`.
        Chars = 2, "chars";
        /// `max_bytes`.
        Bytes = 3, "bytes";
    }
}

words! {
    /// Size of the concatenation reference (3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8).
    pub enum ConcatRef {
        /// 8 bits.
        Bits8 = 0, "8bit";
        /// 16 bits.
        Bits16 = 1, "16bit";
    }
}

words! {
    /// What becomes of a line feed.
    pub enum NewlineRule {
        /// It stays one character.
        Keep = 0, "keep";
        /// It becomes carriage return and line feed.
        Crlf = 1, "crlf";
    }
}

words! {
    /// The alphabet behind SMPP `data_coding` 0.
    pub enum DataCoding0 {
        /// GSM 7 bit.
        Gsm7 = 0, "gsm7";
        /// ISO 8859-1.
        Latin1 = 1, "latin1";
        /// ASCII.
        Ascii = 2, "ascii";
    }
}

impl From<DataCoding0> for SmscAlphabet {
    fn from(stated: DataCoding0) -> SmscAlphabet {
        match stated {
            DataCoding0::Gsm7 => SmscAlphabet::Gsm7,
            DataCoding0::Latin1 => SmscAlphabet::Latin1,
            DataCoding0::Ascii => SmscAlphabet::Ascii,
        }
    }
}

words! {
    /// On which side of the text a vendor adds its own.
    pub enum Position {
        /// Before it.
        Start = 0, "start";
        /// After it.
        End = 1, "end";
    }
}

words! {
    /// In what an account is charged.
    pub enum ChargingUnit {
        /// In a currency.
        Money = 0, "money";
        /// In points.
        Points = 1, "points";
        /// In credits.
        Credits = 2, "credits";
    }
}

words! {
    /// What is charged.
    pub enum ChargePer {
        /// Each part of a long message.
        Part = 0, "part";
        /// The message, however long.
        Message = 1, "message";
    }
}

words! {
    /// Which texts get the capacity of GSM-7.
    pub enum Gsm7Means {
        /// Those that GSM-7 can hold.
        Gsm7 = 0, "gsm7";
        /// "English" texts, and the vendor does not say what that is: both prices are shown.
        EnglishUndefined = 1, "english_undefined";
    }
}

words! {
    /// How several recipients of one request are charged.
    pub enum RecipientCharge {
        /// Each.
        Multiply = 0, "multiply";
        /// Once for all.
        Once = 1, "once";
    }
}

words! {
    /// What a price goes by.
    pub enum PriceBy {
        /// The network.
        Mccmnc = 0, "mccmnc";
        /// The country.
        Country = 1, "country";
        /// The first digits of the number.
        Prefix = 2, "prefix";
        /// Nothing: one price for the rest.
        Default = 3, "default";
    }
}

words! {
    /// When it is charged.
    pub enum ChargedOn {
        /// When the vendor takes the message.
        Submitted = 0, "submitted";
        /// When it is handed on.
        Sent = 1, "sent";
        /// When it is delivered.
        Delivered = 2, "delivered";
    }
}

words! {
    /// What becomes of a list that costs more than the balance.
    pub enum OverBalance {
        /// Some recipients are served.
        Partial = 0, "partial";
        /// None is.
        AllOrNothing = 1, "all_or_nothing";
    }
}

words! {
    /// What requests are counted for.
    pub enum RateKey {
        /// The credentials.
        Token = 0, "token";
        /// The recipient.
        To = 1, "to";
        /// The sender.
        Sender = 2, "sender";
    }
}

words! {
    /// What messages are counted for.
    pub enum FloodKey {
        /// The recipient.
        To = 0, "to";
        /// The text.
        Text = 1, "text";
        /// The sender.
        Sender = 2, "sender";
    }
}

words! {
    /// Which messages a flood limit counts.
    pub enum FloodCount {
        /// All, whatever their text.
        Varied = 0, "varied";
        /// Those of equal text.
        Identical = 1, "identical";
    }
}

words! {
    /// What is wrong with a vendor's document.
    pub enum Gap {
        /// It does not say.
        Silent = 0, "silent";
        /// It contradicts itself.
        Conflict = 1, "conflict";
    }
}

/// How the vendor wants numbers written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberRules {
    /// Whether a number begins with a plus.
    pub plus: Option<PlusRule>,
    /// Whether a number begins with 00.
    pub leading_00: Option<PlusRule>,
    /// How septet writes it; see [`NumberRules::form`] for the default.
    pub emit: Option<NumberForm>,
    /// Fewest digits, without plus.
    pub min_digits: Option<u32>,
    /// Most digits, without plus; E.164 allows 15 in any case.
    pub max_digits: Option<u32>,
    /// The country of numbers that do not name one.
    pub default_region: Option<Region>,
    /// Whether numbers of other countries are taken.
    pub international: Option<International>,
    /// Ways in which one request takes several numbers; empty: the vendor does not say.
    pub several: Vec<Several>,
}

impl NumberRules {
    /// How septet writes a number for this vendor: as `emit` says, else without a plus where a
    /// plus is forbidden, else with it.
    #[must_use]
    pub fn form(&self) -> NumberForm {
        self.emit.unwrap_or(match self.plus {
            Some(PlusRule::Forbidden) => NumberForm::Digits,
            _ => NumberForm::Plus,
        })
    }
}

/// What the vendor takes as text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextRules {
    /// Encodings of the request, not of the message on air, by their labels (`windows-1256`).
    pub encodings: Vec<String>,
    /// The one that counts when the request names none; empty where there is none.
    pub default_encoding: String,
    /// Most characters, counted as `chars_are` says.
    pub max_chars: Option<u32>,
    /// What `max_chars` counts.
    pub chars_are: Option<TextCount>,
    /// Most segments.
    pub max_parts: Option<u32>,
    /// Most bytes.
    pub max_bytes: Option<ByteLimit>,
    /// Which of the limits decides when they disagree.
    pub on_conflict: OnConflict,
    /// Size of the concatenation reference.
    pub concat_ref: Option<ConcatRef>,
    /// What becomes of a line feed.
    pub newline: Option<NewlineRule>,
    /// The alphabet behind SMPP `data_coding` 0.
    pub data_coding_0: Option<DataCoding0>,
    /// National language tables that the vendor uses; `Some(Languages::NONE)`: it uses none.
    pub shift_tables: Option<Languages>,
    /// Texts that the vendor adds, which are counted.
    pub added_text: Vec<AddedText>,
}

/// A limit in bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ByteLimit {
    /// Most bytes.
    pub n: u32,
    /// In which encoding; `None`: the vendor does not say, so every encoding is to be tried.
    pub encoding: Option<ByteEncoding>,
}

/// A text that the vendor adds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AddedText {
    /// The text.
    pub text: String,
    /// On which side.
    pub position: Position,
    /// To which messages.
    pub when: Option<SuffixWhen>,
}

/// How the vendor charges. Prices are in rate cards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChargingProfile {
    /// In what the account is charged.
    pub unit: Option<ChargingUnit>,
    /// The currency of the account (ISO 4217), if it is fixed.
    pub currency: Option<String>,
    /// What is charged.
    pub per: Option<ChargePer>,
    /// Septets that one charge holds: alone, and each of several.
    pub parts_gsm7: Option<[u16; 2]>,
    /// UTF-16 code units that one charge holds: alone, and each of several.
    pub parts_ucs2: Option<[u16; 2]>,
    /// Which texts get the capacity of GSM-7.
    pub gsm7_means: Option<Gsm7Means>,
    /// How several recipients of one request are charged.
    pub recipients: Option<RecipientCharge>,
    /// What a price goes by, most specific first.
    pub price_by: Vec<PriceBy>,
    /// Where the vendor's own price answer says what.
    pub price_pointers: Option<PricePointers>,
    /// When it is charged.
    pub on: Option<ChargedOn>,
    /// States in which the charge is returned.
    pub refund_on: Vec<State>,
    /// What becomes of a list that costs more than the balance.
    pub partial: Option<OverBalance>,
    /// Whether a message is charged, by its state; also for borrowed and HTTP rows.
    pub billable: BillableByState,
}

impl ChargingProfile {
    /// How the parts of a text are counted for the bill.
    #[must_use]
    pub fn rule(&self) -> ChargingRule {
        let capacity =
            |parts: Option<[u16; 2]>| parts.map(|[single, each]| PartCapacity { single, each });
        ChargingRule {
            gsm7: capacity(self.parts_gsm7),
            ucs2: capacity(self.parts_ucs2),
            gsm7_texts: match self.gsm7_means {
                Some(Gsm7Means::EnglishUndefined) => Gsm7Texts::EnglishUndefined,
                _ => Gsm7Texts::Encoded,
            },
        }
    }
}

/// RFC 6901 pointers into the vendor's price answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PricePointers {
    /// Of the country.
    pub country: Option<String>,
    /// Of the price.
    pub price: Option<String>,
    /// Of the currency.
    pub currency: Option<String>,
    /// Of the flag or price per message.
    pub per_message: Option<String>,
}

/// What the vendor allows of a kind in a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// Most recipients of one request.
    pub max_recipients: Option<u32>,
    /// Limits of requests.
    pub rate: Vec<RateLimit>,
    /// Limits of messages.
    pub flood: Vec<FloodLimit>,
    /// The header that makes a request safe to repeat.
    pub idempotency: Option<Idempotency>,
    /// The caller's own message id.
    pub client_id: Option<ClientId>,
    /// Most rows of a page.
    pub page_max: Option<u32>,
    /// Largest upload in megabytes.
    pub upload_mb: Option<u32>,
    /// Types of files that may be uploaded.
    pub upload_types: Vec<String>,
    /// Hours in which nothing may be sent.
    pub quiet_hours: Vec<QuietHours>,
}

/// `n` requests in `per_s` seconds for each key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateLimit {
    /// Most requests.
    pub n: u32,
    /// In so many seconds.
    pub per_s: u32,
    /// For each combination of these.
    pub key: Vec<RateKey>,
}

/// `n` messages in `per_s` seconds for each key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FloodLimit {
    /// Most messages.
    pub n: u32,
    /// In so many seconds.
    pub per_s: u32,
    /// For each combination of these.
    pub key: Vec<FloodKey>,
    /// Which messages count.
    pub count: FloodCount,
    /// Whether an account may have more.
    pub extendable: bool,
}

/// The header that makes a request safe to repeat.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Idempotency {
    /// Its name.
    pub header: String,
    /// How many seconds it is remembered.
    pub ttl_s: Option<u32>,
}

/// The caller's own message id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClientId {
    /// The field of a request.
    pub field: Option<String>,
    /// Whether it may be used once only.
    pub unique: bool,
    /// For how many seconds.
    pub window_s: Option<u32>,
}

/// Hours, by the clock of the recipient, in which nothing may be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct QuietHours {
    /// Where.
    pub country: Region,
    /// From this time of day.
    pub from: TimeOfDay,
    /// To this time of day, of the next day where it is not later than `from`.
    pub to: TimeOfDay,
    /// For which messages.
    pub when: Option<SuffixWhen>,
}

/// A time of day, in minutes since midnight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// From hours (0 to 23) and minutes (0 to 59).
    #[must_use]
    pub const fn new(hour: u16, minute: u16) -> Option<TimeOfDay> {
        if hour < 24 && minute < 60 { Some(TimeOfDay(hour * 60 + minute)) } else { None }
    }

    /// Minutes since midnight, 0 to 1439.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl core::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// What the vendor's document leaves open or contradicts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentFinding {
    /// Its id, unique in the profile.
    pub id: String,
    /// What the document says, or does not, in a sentence.
    pub says: String,
    /// Which of the two.
    pub gap: Gap,
}
