use alloc::string::String;
use alloc::vec::Vec;

use crate::number::Region;

/// What a vendor accepts as sender: the `sender` object of a profile. `None` in an optional field
/// means that the vendor does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "load", derive(serde::Deserialize), serde(deny_unknown_fields, default))]
pub struct SenderRules {
    /// Whether a request must name a sender.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub required: Option<bool>,
    /// Whether senders must be registered before use.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub registered: Option<Registration>,
    /// Words as senders; `None`: the vendor does not describe them.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::present"))]
    pub alnum: Option<AlnumRules>,
    /// Senders of digits only, of any length that a number can have.
    pub numeric: bool,
    /// Full numbers as senders.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::present"))]
    pub phone: Option<PhoneRules>,
    /// Short codes as senders.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::present"))]
    pub short_code: Option<ShortCodeRules>,
    /// Required endings; one of those that apply is enough.
    pub suffix: Vec<Suffix>,
    /// Senders of the vendor's own.
    pub reserved: Vec<ReservedSender>,
}

/// How a vendor treats senders that are not registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "load", derive(serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Registration {
    /// Refused.
    Required,
    /// It depends on the account.
    AccountSetting,
    /// Accepted.
    NotRequired,
}

/// Words as senders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "load", derive(serde::Deserialize), serde(deny_unknown_fields, default))]
pub struct AlnumRules {
    /// Fewest characters, counted as `chars_are` says.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub min_chars: Option<u32>,
    /// Most characters, counted as `chars_are` says.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub max_chars: Option<u32>,
    /// Which characters.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub charset: Option<Charset>,
    /// Whether blanks are allowed.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub spaces: Option<bool>,
    /// Whether at least one letter is needed.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub must_contain_letter: Option<bool>,
    /// What `min_chars` and `max_chars` count.
    pub chars_are: CharsAre,
    /// Characters allowed besides the charset.
    pub extra: String,
    /// Regions where word senders work.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::regions"))]
    pub countries: Option<Vec<Region>>,
}

/// Characters that a word sender may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "load", derive(serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Charset {
    /// ASCII letters and digits.
    AsciiAlnum,
    /// The GSM 7 bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1).
    Gsm7,
    /// All but control characters.
    Any,
}

/// What the length of a word sender counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "load", derive(serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum CharsAre {
    /// Unicode scalars.
    #[default]
    Scalars,
    /// Septets: `€` counts two.
    Septets,
}

/// Full numbers as senders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "load", derive(serde::Deserialize), serde(deny_unknown_fields, default))]
pub struct PhoneRules {
    /// Whether the number is written with a plus.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub plus: Option<PlusRule>,
    /// Fewest digits.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub min_digits: Option<u32>,
    /// Most digits; E.164 allows 15 in any case.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub max_digits: Option<u32>,
    /// Whether the number must be registered with the vendor.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub must_be_registered: Option<bool>,
}

/// Whether a number is written with a plus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "load", derive(serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum PlusRule {
    /// Always.
    Required,
    /// Never.
    Forbidden,
    /// Either way.
    Optional,
}

/// Short codes as senders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "load", derive(serde::Deserialize), serde(deny_unknown_fields, default))]
pub struct ShortCodeRules {
    /// Fewest digits.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub min_digits: Option<u32>,
    /// Most digits.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub max_digits: Option<u32>,
}

/// An ending that senders must have, as `-AD` marks advertising.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "load", derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct Suffix {
    /// The ending, compared exactly.
    pub value: String,
    /// Which senders need it.
    #[cfg_attr(feature = "load", serde(default, deserialize_with = "super::load::stated"))]
    pub when: Option<SuffixWhen>,
}

/// Which senders need a suffix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "load", derive(serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum SuffixWhen {
    /// All.
    Always,
    /// Those of promotional messages.
    Promotional,
}

/// A sender of the vendor's own that takes only certain texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "load", derive(serde::Deserialize), serde(deny_unknown_fields, default))]
pub struct ReservedSender {
    /// The sender, compared exactly.
    pub sender: String,
    /// Its texts, with `{code}` where the one-time password goes.
    pub texts: Vec<String>,
    /// What `{code}` may be.
    pub code: CodeRules,
    /// Whether its messages cost nothing.
    pub free: bool,
    /// Whether charset, length and suffix do not apply to it.
    pub skips_sender_rules: bool,
}

/// What the `{code}` of a reserved sender's text may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "load", derive(serde::Deserialize), serde(deny_unknown_fields, default))]
pub struct CodeRules {
    /// Fewest characters.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub min: Option<u32>,
    /// Most characters.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub max: Option<u32>,
    /// Whether it is ASCII digits only.
    #[cfg_attr(feature = "load", serde(deserialize_with = "super::load::stated"))]
    pub digits: Option<bool>,
}

impl SenderRules {
    /// The vendor's own sender of this name.
    pub fn reserved_sender(&self, sender: &str) -> Option<&ReservedSender> {
        self.reserved.iter().find(|reserved| reserved.sender == sender)
    }
}

impl ReservedSender {
    /// Whether the sender takes this text: one of its [`texts`](ReservedSender::texts) with a code
    /// in its place.
    pub fn takes(&self, text: &str) -> bool {
        self.texts.iter().any(|pattern| match pattern.split_once("{code}") {
            None => text == pattern,
            Some((before, after)) => text
                .strip_prefix(before)
                .and_then(|rest| rest.strip_suffix(after))
                .is_some_and(|code| self.code.allows(code)),
        })
    }
}

impl CodeRules {
    /// Whether `code` is not empty and within these rules; what is not said is not checked.
    pub fn allows(&self, code: &str) -> bool {
        let count = code.chars().count();
        !code.is_empty()
            && self.min.is_none_or(|min| count >= min as usize)
            && self.max.is_none_or(|max| count <= max as usize)
            && (self.digits != Some(true) || code.bytes().all(|b| b.is_ascii_digit()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;

    #[test]
    fn a_reserved_sender_takes_its_texts_only() {
        let mut reserved = ReservedSender {
            sender: "auth".to_string(),
            texts: vec!["Pin Code is: {code}".to_string(), "hello".to_string()],
            ..ReservedSender::default()
        };
        assert!(reserved.takes("Pin Code is: 1234"));
        assert!(reserved.takes("Pin Code is: x"));
        assert!(reserved.takes("hello"));
        assert!(!reserved.takes("Pin Code is: "));
        assert!(!reserved.takes("Your Pin Code is: 1234"));
        assert!(!reserved.takes("hello 1234"));
        reserved.code = CodeRules { min: Some(4), max: Some(6), digits: Some(true) };
        assert!(reserved.takes("Pin Code is: 1234"));
        for refused in ["123", "1234567", "12a4"] {
            assert!(!reserved.takes(&alloc::format!("Pin Code is: {refused}")), "{refused}");
        }
    }
}
