//! The fields of `septet.profile/1` as a file spells them. One list serves reader, writer and
//! schema.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::profile::*;
use crate::alphabet::{Languages, NationalLanguage};
use crate::error::{Error, ErrorKind};
use crate::number::{NumberForm, Region};
use crate::sender::{
    AlnumRules, CharsAre, Charset, CodeRules, PhoneRules, PlusRule, Registration, ReservedSender,
    SenderRules, ShortCodeRules, Suffix, SuffixWhen,
};
use crate::status::file::fields::word_values;
use crate::status::file::{Archive, Fields, Path, Tree, Value, schema};

word_values!(
    International,
    Several,
    TextCount,
    ByteEncoding,
    OnConflict,
    ConcatRef,
    NewlineRule,
    DataCoding0,
    Position,
    ChargingUnit,
    ChargePer,
    Gsm7Means,
    RecipientCharge,
    PriceBy,
    ChargedOn,
    OverBalance,
    RateKey,
    FloodKey,
    FloodCount,
    Gap,
);

/// Makes an enum of another stage the value of a field, by the words of the profile.
macro_rules! foreign_words {
    ($type:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl Value for $type {
            fn read(tree: &Tree, path: &Path<'_>) -> Result<$type, Error> {
                match tree {
                    $(Tree::Text(word) if word == $word => Ok($type::$variant),)*
                    _ => Err(path.wrong_word(tree, [$($word),*].into_iter())),
                }
            }

            fn write(&self) -> Tree {
                Tree::Text(match self { $($type::$variant => $word,)* }.into())
            }

            fn schema() -> Tree {
                schema::one_of([$($word),*].into_iter())
            }
        }
    };
}

foreign_words!(PlusRule { Required = "required", Forbidden = "forbidden", Optional = "optional" });
foreign_words!(NumberForm { Plus = "plus", Digits = "digits" });
foreign_words!(Registration {
    Required = "required",
    AccountSetting = "account_setting",
    NotRequired = "not_required",
});
foreign_words!(Charset { AsciiAlnum = "ascii_alnum", Gsm7 = "gsm7", Any = "any" });
foreign_words!(CharsAre { Scalars = "scalars", Septets = "septets" });
foreign_words!(SuffixWhen { Always = "always", Promotional = "promotional" });

/// A text of a form of its own.
macro_rules! text_value {
    ($type:ty, $pattern:literal, $hint:literal, $parse:expr, $print:expr) => {
        impl Value for $type {
            fn read(tree: &Tree, path: &Path<'_>) -> Result<$type, Error> {
                let parsed = match tree {
                    Tree::Text(text) => $parse(text.as_str()),
                    _ => None,
                };
                parsed.ok_or_else(|| path.wrong(tree, $hint))
            }

            fn write(&self) -> Tree {
                Tree::Text($print(self))
            }

            fn schema() -> Tree {
                schema::pattern($pattern)
            }
        }
    };
}

text_value!(
    Region,
    "^[A-Z]{2}$",
    "use an ISO 3166-1 alpha-2 code in capitals",
    |text| Region::new(text).filter(|r| r.as_str() == text && text.len() == 2),
    |region: &Region| region.as_str().to_string()
);
text_value!(
    NationalLanguage,
    "^[a-z]{2}$",
    "use the ISO 639-1 code of a language of 3GPP TS 23.038",
    NationalLanguage::from_iso_code,
    |language: &NationalLanguage| language.iso_code().to_string()
);
text_value!(
    TimeOfDay,
    "^([01][0-9]|2[0-3]):[0-5][0-9]$",
    "use hours and minutes as HH:MM",
    |text: &str| {
        let digits = |part: &str| {
            let two = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            if two { part.parse().ok() } else { None }
        };
        let (hour, minute) = text.split_once(':')?;
        TimeOfDay::new(digits(hour)?, digits(minute)?)
    },
    |time: &TimeOfDay| time.to_string()
);

impl Value for String {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<String, Error> {
        match tree {
            Tree::Text(text) => Ok(text.clone()),
            _ => Err(path.wrong(tree, "use a text in quotes")),
        }
    }

    fn write(&self) -> Tree {
        Tree::Text(self.clone())
    }

    fn schema() -> Tree {
        schema::of_type("string")
    }
}

impl Value for Languages {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<Languages, Error> {
        let list = Vec::<NationalLanguage>::read(tree, path)?;
        Ok(list.into_iter().fold(Languages::NONE, Languages::with))
    }

    fn write(&self) -> Tree {
        Tree::List(self.iter().map(|language| language.write()).collect())
    }

    fn schema() -> Tree {
        Vec::<NationalLanguage>::schema()
    }
}

/// `number.several`: `["unspecified"]` is an empty list.
#[derive(Clone, PartialEq)]
struct SeveralList(Vec<Several>);

impl Value for SeveralList {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<SeveralList, Error> {
        match tree {
            Tree::List(items) if *items == [Tree::Text("unspecified".into())] => {
                Ok(SeveralList(Vec::new()))
            }
            _ => Vec::read(tree, path).map(SeveralList),
        }
    }

    fn write(&self) -> Tree {
        self.0.write()
    }

    fn schema() -> Tree {
        let words = Several::ALL.iter().map(|word| word.as_str());
        schema::list_of(schema::one_of(words.chain(["unspecified"])))
    }
}

impl Fields for NumberRules {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        let mut several = SeveralList(core::mem::take(&mut self.several));
        file.stated("plus", &mut self.plus)?;
        file.stated("leading_00", &mut self.leading_00)?;
        file.field("emit", &mut self.emit, None)?;
        file.stated("min_digits", &mut self.min_digits)?;
        file.stated("max_digits", &mut self.max_digits)?;
        file.field("default_region", &mut self.default_region, None)?;
        file.stated("international", &mut self.international)?;
        file.field("several", &mut several, SeveralList(Vec::new()))?;
        self.several = several.0;
        Ok(())
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        in_order(path, "min_digits", self.min_digits, "max_digits", self.max_digits)
    }
}

/// Refuses a least value that is more than the most.
fn in_order(
    path: &Path<'_>,
    min_name: &str,
    min: Option<u32>,
    max_name: &str,
    max: Option<u32>,
) -> Result<(), Error> {
    match (min, max) {
        (Some(min), Some(max)) if min > max => {
            let hint = format!("it is more than {max_name}, {max}");
            Err(path.member(min_name).wrong(&Tree::Int(min.into()), &hint))
        }
        _ => Ok(()),
    }
}

impl Fields for SenderRules {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.stated("required", &mut self.required)?;
        file.stated("registered", &mut self.registered)?;
        file.field("alnum", &mut self.alnum, None)?;
        file.field("numeric", &mut self.numeric, false)?;
        file.field("phone", &mut self.phone, None)?;
        file.field("short_code", &mut self.short_code, None)?;
        file.field("suffix", &mut self.suffix, Vec::new())?;
        file.field("reserved", &mut self.reserved, Vec::new())
    }
}

impl Fields for AlnumRules {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.stated("min_chars", &mut self.min_chars)?;
        file.stated("max_chars", &mut self.max_chars)?;
        file.stated("charset", &mut self.charset)?;
        file.stated("spaces", &mut self.spaces)?;
        file.stated("must_contain_letter", &mut self.must_contain_letter)?;
        file.field("chars_are", &mut self.chars_are, CharsAre::Scalars)?;
        file.field("extra", &mut self.extra, String::new())?;
        file.stated("countries", &mut self.countries)
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        in_order(path, "min_chars", self.min_chars, "max_chars", self.max_chars)
    }
}

impl Fields for PhoneRules {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.stated("plus", &mut self.plus)?;
        file.stated("min_digits", &mut self.min_digits)?;
        file.stated("max_digits", &mut self.max_digits)?;
        file.stated("must_be_registered", &mut self.must_be_registered)
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        in_order(path, "min_digits", self.min_digits, "max_digits", self.max_digits)
    }
}

impl Fields for ShortCodeRules {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.stated("min_digits", &mut self.min_digits)?;
        file.stated("max_digits", &mut self.max_digits)
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        in_order(path, "min_digits", self.min_digits, "max_digits", self.max_digits)
    }
}

impl Default for Suffix {
    /// An empty ending, for a reader to fill in.
    fn default() -> Suffix {
        Suffix { value: String::new(), when: None }
    }
}

impl Fields for Suffix {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("value", &mut self.value)?;
        file.stated("when", &mut self.when)
    }
}

impl Fields for ReservedSender {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("sender", &mut self.sender)?;
        file.required("texts", &mut self.texts)?;
        file.field("code", &mut self.code, CodeRules::default())?;
        file.field("free", &mut self.free, false)?;
        file.field("skips_sender_rules", &mut self.skips_sender_rules, false)
    }
}

impl Fields for CodeRules {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.stated("min", &mut self.min)?;
        file.stated("max", &mut self.max)?;
        file.stated("digits", &mut self.digits)
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        in_order(path, "min", self.min, "max", self.max)
    }
}

impl Fields for TextRules {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.field("encodings", &mut self.encodings, Vec::new())?;
        file.field("default_encoding", &mut self.default_encoding, String::new())?;
        file.stated("max_chars", &mut self.max_chars)?;
        file.stated("chars_are", &mut self.chars_are)?;
        file.stated("max_parts", &mut self.max_parts)?;
        file.field("max_bytes", &mut self.max_bytes, None)?;
        file.field("on_conflict", &mut self.on_conflict, OnConflict::Strictest)?;
        file.stated("concat_ref", &mut self.concat_ref)?;
        file.stated("newline", &mut self.newline)?;
        file.stated("data_coding_0", &mut self.data_coding_0)?;
        file.stated("shift_tables", &mut self.shift_tables)?;
        file.field("added_text", &mut self.added_text, Vec::new())
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        let default = &self.default_encoding;
        if !default.is_empty() && !self.encodings.contains(default) {
            let hint = "it is not one of text.encodings";
            return Err(path.member("default_encoding").wrong(&default.write(), hint));
        }
        Ok(())
    }
}

impl Fields for ByteLimit {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("n", &mut self.n)?;
        file.stated("encoding", &mut self.encoding)
    }
}

impl Fields for AddedText {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("text", &mut self.text)?;
        file.required("position", &mut self.position)?;
        file.stated("when", &mut self.when)
    }
}

/// `charging.parts`
#[derive(Clone, Default, PartialEq)]
struct Capacities {
    gsm7: Option<[u16; 2]>,
    ucs2: Option<[u16; 2]>,
}

impl Fields for Capacities {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.stated("gsm7", &mut self.gsm7)?;
        file.stated("ucs2", &mut self.ucs2)
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        for (name, pair) in [("gsm7", self.gsm7), ("ucs2", self.ucs2)] {
            if pair.is_some_and(|pair| pair.contains(&0)) {
                let hint = "a charge holds at least one unit";
                return Err(path.member(name).error(ErrorKind::InvalidOption, hint));
            }
        }
        Ok(())
    }
}

impl Fields for ChargingProfile {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        let mut parts = Capacities { gsm7: self.parts_gsm7, ucs2: self.parts_ucs2 };
        file.stated("unit", &mut self.unit)?;
        file.field("currency", &mut self.currency, None)?;
        file.stated("per", &mut self.per)?;
        file.field("parts", &mut parts, Capacities::default())?;
        file.stated("gsm7_means", &mut self.gsm7_means)?;
        file.stated("recipients", &mut self.recipients)?;
        file.field("price_by", &mut self.price_by, Vec::new())?;
        file.field("price_pointers", &mut self.price_pointers, None)?;
        file.stated("on", &mut self.on)?;
        file.field("refund_on", &mut self.refund_on, Vec::new())?;
        file.stated("partial", &mut self.partial)?;
        file.field("billable", &mut self.billable, Default::default())?;
        (self.parts_gsm7, self.parts_ucs2) = (parts.gsm7, parts.ucs2);
        Ok(())
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        let iso = |c: &String| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase());
        match &self.currency {
            Some(currency) if !iso(currency) => Err(path
                .member("currency")
                .wrong(&currency.write(), "use an ISO 4217 code of three capitals")),
            _ => Ok(()),
        }
    }
}

impl Fields for PricePointers {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.field("country", &mut self.country, None)?;
        file.field("price", &mut self.price, None)?;
        file.field("currency", &mut self.currency, None)?;
        file.field("per_message", &mut self.per_message, None)
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        let pointers = [
            ("country", &self.country),
            ("price", &self.price),
            ("currency", &self.currency),
            ("per_message", &self.per_message),
        ];
        for (name, pointer) in pointers {
            if let Some(pointer) = pointer {
                check_pointer(pointer, &path.member(name))?;
            }
        }
        Ok(())
    }
}

/// RFC 6901: parts that begin with `/`; `~` only as `~0` and `~1`.
pub(super) fn check_pointer(pointer: &str, path: &Path<'_>) -> Result<(), Error> {
    let escapes = pointer.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    if pointer.starts_with('/') && escapes {
        return Ok(());
    }
    let hint = "use an RFC 6901 pointer such as /error/code";
    Err(path.wrong(&Tree::Text(pointer.into()), hint))
}

impl Fields for Limits {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.stated("max_recipients", &mut self.max_recipients)?;
        file.field("rate", &mut self.rate, Vec::new())?;
        file.field("flood", &mut self.flood, Vec::new())?;
        file.field("idempotency", &mut self.idempotency, None)?;
        file.field("client_id", &mut self.client_id, None)?;
        file.field("page_max", &mut self.page_max, None)?;
        file.field("upload_mb", &mut self.upload_mb, None)?;
        file.field("upload_types", &mut self.upload_types, Vec::new())?;
        file.field("quiet_hours", &mut self.quiet_hours, Vec::new())
    }
}

impl Fields for RateLimit {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("n", &mut self.n)?;
        file.required("per_s", &mut self.per_s)?;
        file.required("key", &mut self.key)
    }
}

impl Fields for FloodLimit {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("n", &mut self.n)?;
        file.required("per_s", &mut self.per_s)?;
        file.required("key", &mut self.key)?;
        file.required("count", &mut self.count)?;
        file.field("extendable", &mut self.extendable, false)
    }
}

impl Fields for Idempotency {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("header", &mut self.header)?;
        file.stated("ttl_s", &mut self.ttl_s)
    }
}

impl Fields for ClientId {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.stated("field", &mut self.field)?;
        file.field("unique", &mut self.unique, false)?;
        file.stated("window_s", &mut self.window_s)
    }
}

impl Default for QuietHours {
    fn default() -> QuietHours {
        let midnight = TimeOfDay::default();
        QuietHours { country: Region::WORLD, from: midnight, to: midnight, when: None }
    }
}

impl Fields for QuietHours {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("country", &mut self.country)?;
        file.required("from", &mut self.from)?;
        file.required("to", &mut self.to)?;
        file.stated("when", &mut self.when)
    }
}

impl Fields for DocumentFinding {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("id", &mut self.id)?;
        file.required("says", &mut self.says)?;
        file.required("silent_or_conflict", &mut self.gap)
    }
}
