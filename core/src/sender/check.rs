use core::fmt;

use super::gsm7::septets;
use super::{
    AlnumRules, CharsAre, Charset, MAX_SEPTETS, PhoneRules, PlusRule, SenderRules, SuffixWhen,
};
use crate::number::E164;

/// What a sender is under a vendor's rules, or why it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SenderVerdict {
    /// A word.
    OkAlpha,
    /// A full number.
    OkE164,
    /// A short code.
    OkShortCode,
    /// Digits only, where such senders of any length are allowed.
    OkNumeric,
    /// A sender of the vendor's own, which takes certain texts only.
    Reserved,
    /// No character at all.
    Empty,
    /// More characters than allowed.
    TooLong,
    /// Fewer characters than allowed.
    TooShort,
    /// A character that is not allowed.
    BadCharacter,
    /// A character outside the GSM 7 bit alphabet, where that is the rule.
    NotGsm7,
    /// No letter, where one is needed.
    NoLetter,
    /// Looks like a number and is none that is allowed.
    NumberInvalid,
    /// Lacks a required ending.
    MissingSuffix,
}

impl SenderVerdict {
    /// The word used in JSON, such as `ok_alpha`.
    pub const fn as_str(self) -> &'static str {
        match self {
            SenderVerdict::OkAlpha => "ok_alpha",
            SenderVerdict::OkE164 => "ok_e164",
            SenderVerdict::OkShortCode => "ok_short_code",
            SenderVerdict::OkNumeric => "ok_numeric",
            SenderVerdict::Reserved => "reserved",
            SenderVerdict::Empty => "empty",
            SenderVerdict::TooLong => "too_long",
            SenderVerdict::TooShort => "too_short",
            SenderVerdict::BadCharacter => "bad_character",
            SenderVerdict::NotGsm7 => "not_gsm7",
            SenderVerdict::NoLetter => "no_letter",
            SenderVerdict::NumberInvalid => "number_invalid",
            SenderVerdict::MissingSuffix => "missing_suffix",
        }
    }

    /// Whether the vendor takes the sender. A reserved one it takes with its own texts only.
    pub const fn is_ok(self) -> bool {
        matches!(
            self,
            SenderVerdict::OkAlpha
                | SenderVerdict::OkE164
                | SenderVerdict::OkShortCode
                | SenderVerdict::OkNumeric
                | SenderVerdict::Reserved
        )
    }
}

impl fmt::Display for SenderVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a message is for, where a rule depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Traffic {
    /// Not said.
    #[default]
    Unknown,
    /// What the recipient asked for or must know.
    Transactional,
    /// Advertising.
    Promotional,
}

/// The verdict on a sender, and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SenderCheck {
    /// The verdict.
    pub verdict: SenderVerdict,
    /// The first profile field that could turn an accepted sender into a refused one and that the
    /// vendor leaves open, such as `sender.alnum.charset`: reason to warn, not to refuse.
    pub unspecified: Option<&'static str>,
}

/// Judges `sender` by `rules`: empty, reserved, number or short code, and then, as a word, length,
/// characters, letter, suffix. Under [`Charset::Gsm7`] characters come before length.
pub fn check(sender: &str, rules: &SenderRules, traffic: Traffic) -> SenderCheck {
    let certain = |verdict| SenderCheck { verdict, unspecified: None };
    if sender.is_empty() {
        return certain(SenderVerdict::Empty);
    }
    if rules.reserved_sender(sender).is_some() {
        return certain(SenderVerdict::Reserved);
    }
    match number(sender, rules) {
        Number::Is(verdict) => certain(verdict),
        Number::No => word(sender, rules, traffic),
        Number::Refused => match word(sender, rules, traffic) {
            // the word rules would let it pass, but the receiver's phone would show a broken number
            check if check.verdict.is_ok() => certain(SenderVerdict::NumberInvalid),
            check => check,
        },
    }
}

/// What a sender is as a number.
enum Number {
    Is(SenderVerdict),
    /// It looks like one but is not one that the rules allow.
    Refused,
    No,
}

fn number(sender: &str, rules: &SenderRules) -> Number {
    let (digits, plus) = match sender.strip_prefix('+') {
        Some(digits) => (digits, true),
        None => (sender, false),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Number::No;
    }
    let invalid = if rules.numeric || rules.alnum.is_none() {
        Number::Is(SenderVerdict::NumberInvalid)
    } else {
        Number::Refused
    };
    let phone = rules.phone.as_ref();
    if plus {
        return match phone {
            Some(phone) if phone.plus != Some(PlusRule::Forbidden) && fits(digits, phone) => {
                Number::Is(SenderVerdict::OkE164)
            }
            Some(_) => invalid,
            None => Number::No,
        };
    }
    if let Some(short) = &rules.short_code
        && within(digits.len(), short.min_digits, short.max_digits)
    {
        return Number::Is(SenderVerdict::OkShortCode);
    }
    if rules.numeric {
        let max = phone.and_then(|phone| phone.max_digits).unwrap_or(15).min(15);
        return if digits.len() <= max as usize {
            Number::Is(SenderVerdict::OkNumeric)
        } else {
            invalid
        };
    }
    match phone {
        Some(phone) if phone.plus != Some(PlusRule::Required) && fits(digits, phone) => {
            Number::Is(SenderVerdict::OkE164)
        }
        // digits are a word like any other where words are described
        _ if rules.alnum.is_some() => Number::No,
        None if rules.short_code.is_none() => Number::No,
        _ => invalid,
    }
}

fn fits(digits: &str, phone: &PhoneRules) -> bool {
    E164::from_digits(digits.as_bytes()).is_ok()
        && within(digits.len(), phone.min_digits, phone.max_digits)
}

fn within(count: usize, min: Option<u32>, max: Option<u32>) -> bool {
    min.is_none_or(|min| count >= min as usize) && max.is_none_or(|max| count <= max as usize)
}

fn word(sender: &str, rules: &SenderRules, traffic: Traffic) -> SenderCheck {
    let mut open = None;
    let verdict = match &rules.alnum {
        None => {
            open = Some("sender.alnum");
            Ok(())
        }
        Some(alnum) => as_word(sender, alnum, &mut open),
    };
    let verdict = match verdict.and_then(|()| suffix(sender, rules, traffic, &mut open)) {
        Ok(()) => SenderVerdict::OkAlpha,
        Err(refusal) => return SenderCheck { verdict: refusal, unspecified: None },
    };
    SenderCheck { verdict, unspecified: open }
}

fn as_word(
    sender: &str,
    rules: &AlnumRules,
    open: &mut Option<&'static str>,
) -> Result<(), SenderVerdict> {
    let gsm7 = rules.charset == Some(Charset::Gsm7);
    if gsm7 && sender.chars().any(|c| septets(c).is_none() && !rules.extra.contains(c)) {
        return Err(SenderVerdict::NotGsm7);
    }
    let count: usize = match rules.chars_are {
        CharsAre::Scalars => sender.chars().count(),
        CharsAre::Septets => sender.chars().map(|c| septets(c).unwrap_or(1)).sum(),
    };
    let max = rules.max_chars.map_or(MAX_SEPTETS, |max| max as usize);
    if count > max {
        return Err(SenderVerdict::TooLong);
    }
    if rules.min_chars.is_some_and(|min| count < min as usize) {
        return Err(SenderVerdict::TooShort);
    }
    for c in sender.chars() {
        if rules.extra.contains(c) || c.is_ascii_alphanumeric() {
            continue;
        }
        let allowed = match (c, rules.charset) {
            (' ', _) => rules.spaces.ok_or("sender.alnum.spaces"),
            ('\r' | '\n', Some(Charset::Gsm7)) => Ok(true),
            _ if c.is_control() => Ok(false),
            (_, Some(Charset::AsciiAlnum)) => Ok(false),
            (_, Some(Charset::Gsm7 | Charset::Any)) => Ok(true),
            (_, None) => Err("sender.alnum.charset"),
        };
        match allowed {
            Ok(true) => {}
            Ok(false) => return Err(SenderVerdict::BadCharacter),
            Err(field) => _ = open.get_or_insert(field),
        }
    }
    if !sender.chars().any(char::is_alphabetic) {
        match rules.must_contain_letter {
            Some(true) => return Err(SenderVerdict::NoLetter),
            Some(false) => {}
            None => _ = open.get_or_insert("sender.alnum.must_contain_letter"),
        }
    }
    Ok(())
}

/// One of the endings that apply is enough.
fn suffix(
    sender: &str,
    rules: &SenderRules,
    traffic: Traffic,
    open: &mut Option<&'static str>,
) -> Result<(), SenderVerdict> {
    let mut missing = false;
    let mut perhaps = false;
    for suffix in &rules.suffix {
        if sender.ends_with(&suffix.value) {
            return Ok(());
        }
        match (suffix.when, traffic) {
            (Some(SuffixWhen::Always), _)
            | (Some(SuffixWhen::Promotional), Traffic::Promotional) => missing = true,
            (Some(SuffixWhen::Promotional), Traffic::Transactional) => {}
            (Some(SuffixWhen::Promotional), Traffic::Unknown) | (None, _) => perhaps = true,
        }
    }
    if missing {
        return Err(SenderVerdict::MissingSuffix);
    }
    if perhaps {
        open.get_or_insert("sender.suffix.when");
    }
    Ok(())
}
