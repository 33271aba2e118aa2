//! What a sender is to one vendor. Campaigns have few senders: the last one is remembered.

use alloc::string::String;

use super::finding::{FindingCode, FindingSet};
use super::open::OpenQuestions;
use crate::rate::SenderType;
use crate::sender::{SenderId, SenderRules, SenderVerdict, Traffic, check};

/// What is known of a row's sender.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct SenderSeen {
    pub(super) verdict: Option<SenderVerdict>,
    /// What rates may depend on.
    pub(super) kind: Option<SenderType>,
    /// The sender is the vendor's own and costs nothing with this text.
    pub(super) is_free: bool,
    pub(super) findings: FindingSet,
}

/// Judges senders under one vendor's rules.
#[derive(Clone, Debug)]
pub(super) struct SenderJudge<'a> {
    rules: &'a SenderRules,
    traffic: Traffic,
    default: &'a str,
    open: Option<OpenQuestions>,
    last: String,
    last_seen: Option<SenderSeen>,
}

impl<'a> SenderJudge<'a> {
    pub(super) fn new(rules: &'a SenderRules, traffic: Traffic, default: Option<&'a str>) -> Self {
        let default = default.unwrap_or_default();
        SenderJudge { rules, traffic, default, open: None, last: String::new(), last_seen: None }
    }

    /// Says what the vendor's document leaves open, too.
    pub(super) fn asking(mut self, open: OpenQuestions) -> Self {
        self.open = Some(open);
        self
    }

    pub(super) fn judge(&mut self, from: Option<&str>, text: &str) -> SenderSeen {
        let sender = from.filter(|from| !from.is_empty()).unwrap_or(self.default);
        let mut seen = match self.last_seen {
            Some(seen) if self.last == sender => seen,
            _ => {
                let seen = self.look(sender);
                self.last.clear();
                self.last.push_str(sender);
                self.last_seen = Some(seen);
                seen
            }
        };
        if seen.verdict == Some(SenderVerdict::Reserved)
            && let Some(reserved) = self.rules.reserved_sender(sender)
        {
            if reserved.takes(text) {
                seen.is_free = reserved.free;
                seen.findings.insert(FindingCode::VendorSender);
            } else {
                seen.findings.insert(FindingCode::SenderTextNotAllowed);
            }
        }
        seen
    }

    fn look(&self, sender: &str) -> SenderSeen {
        let mut seen = SenderSeen::default();
        if sender.is_empty() {
            if self.rules.required == Some(true) {
                seen.findings.insert(FindingCode::SenderMissing);
            }
            return seen;
        }
        let found = check(sender, self.rules, self.traffic);
        seen.verdict = Some(found.verdict);
        seen.kind = SenderId::parse(sender).ok().map(|id| match id {
            SenderId::Alphanumeric(_) => SenderType::Alpha,
            SenderId::ShortCode(_) => SenderType::ShortCode,
            _ => SenderType::LongCode,
        });
        if let Some(code) = refusal(found.verdict) {
            seen.findings.insert(code);
        } else if found.unspecified.is_some()
            || found.verdict == SenderVerdict::OkAlpha
                && self.open.is_some_and(|open| open.asks(FindingCode::SenderRuleUnspecified))
        {
            seen.findings.insert(FindingCode::SenderRuleUnspecified);
        }
        seen
    }
}

/// The finding of a verdict that refuses.
fn refusal(verdict: SenderVerdict) -> Option<FindingCode> {
    Some(match verdict {
        SenderVerdict::OkAlpha
        | SenderVerdict::OkE164
        | SenderVerdict::OkShortCode
        | SenderVerdict::OkNumeric
        | SenderVerdict::Reserved => return None,
        SenderVerdict::Empty => FindingCode::SenderMissing,
        SenderVerdict::TooLong => FindingCode::SenderTooLong,
        SenderVerdict::TooShort => FindingCode::SenderTooShort,
        SenderVerdict::BadCharacter => FindingCode::SenderBadCharacter,
        SenderVerdict::NotGsm7 => FindingCode::SenderNotGsm7,
        SenderVerdict::NoLetter => FindingCode::SenderNoLetter,
        SenderVerdict::NumberInvalid => FindingCode::SenderNumberInvalid,
        SenderVerdict::MissingSuffix => FindingCode::SenderMissingSuffix,
    })
}
