//! What is published of senders by destination, where it bears on a campaign: reason to warn, never
//! to refuse.

use alloc::vec::Vec;

use super::Preflight;
use super::finding::FindingSet;
use super::recipient::Recipient;
use super::sender::SenderSeen;
use super::totals::Totals;
use crate::cost::recent::Kind;
use crate::rate::SenderType;
use crate::sender::{SenderAdvice, SenderSupport, SenderVerdict, advice_of_prefix, advice_row};

/// Senders of one kind in one destination, of which the list says that they may not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AdvisedSenders {
    /// The kind of the senders.
    pub sender_type: SenderType,
    /// What is published of the destination, by whom and when.
    pub advice: SenderAdvice,
    /// What that says of the kind: no, limited or registration.
    pub support: SenderSupport,
    /// How many messages.
    pub messages: u64,
    /// Whether the campaign's time is more than a year after the list was read. None without a
    /// time: septet reads no clock.
    pub is_stale: Option<bool>,
}

/// What such messages are counted by: a kind of sender and a prefix of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Advised {
    pub(super) prefix: u32,
    pub(super) kind: SenderType,
}

impl Advised {
    /// Of a message; none where nothing is to be said of its sender.
    pub(super) fn of(sender: &SenderSeen, recipient: &Recipient) -> Option<Advised> {
        let is_own = sender.verdict == Some(SenderVerdict::Reserved);
        if is_own || sender.findings.intersects(FindingSet::REFUSED_SENDER) {
            return None;
        }
        let (kind, row) = (sender.kind?, advice_row(recipient.number?)?);
        let said = support([row.alphanumeric, row.numeric, row.short_code], kind);
        said.is_warning().then_some(Advised { prefix: row.prefix, kind })
    }

    /// One of the list, as it was saved.
    pub(super) fn of_list(prefix: u32, kind: SenderType) -> Option<Advised> {
        advice_of_prefix(prefix).map(|_| Advised { prefix, kind })
    }
}

impl Kind for Advised {
    fn mix(&self) -> u32 {
        self.prefix ^ (self.kind as u32) << 4
    }
}

/// What is said of a kind, of what is said of words, numbers and short codes.
fn support(
    [alphanumeric, numeric, short_code]: [SenderSupport; 3],
    kind: SenderType,
) -> SenderSupport {
    match kind {
        SenderType::Alpha => alphanumeric,
        SenderType::LongCode | SenderType::TollFree => numeric,
        SenderType::ShortCode => short_code,
    }
}

impl Preflight {
    /// What was counted, most messages first; `totals` are settled.
    pub(super) fn advised(&self, totals: &Totals) -> Vec<AdvisedSenders> {
        let today = self.options().at.map(crate::rate::Timestamp::date);
        let mut advised: Vec<_> = totals
            .advised
            .iter()
            .filter_map(|(Advised { prefix, kind }, messages)| {
                let advice = advice_of_prefix(*prefix)?;
                Some(AdvisedSenders {
                    sender_type: *kind,
                    advice,
                    support: support(
                        [advice.alphanumeric, advice.numeric, advice.short_code],
                        *kind,
                    ),
                    messages: *messages,
                    is_stale: today.map(|today| advice.is_stale(today)),
                })
            })
            .collect();
        let rank = |of: &AdvisedSenders| {
            (core::cmp::Reverse(of.messages), of.advice.prefix, of.sender_type)
        };
        advised.sort_by_key(rank);
        advised
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FindingCode, Message, PreflightOptions, RowRef};
    use super::*;
    use crate::rate::Timestamp;
    use crate::vendor::Vendor;
    use alloc::format;

    #[test]
    fn the_registry_names_the_list_and_its_date() {
        let advice = advice_of_prefix(256).unwrap();
        let source = FindingCode::SenderAdvice.source();
        assert!(source.ends_with(&format!("{}, {}", advice.source, advice.as_of)), "{source}");
    }

    /// In each kind and country, in any parts, and with the age of the list.
    #[test]
    fn messages_are_counted_by_kind_and_destination() {
        let preflight = |at: Option<&str>| {
            let at = at.map(|at| Timestamp::parse(at).unwrap());
            let options = PreflightOptions { at, ..PreflightOptions::default() };
            Preflight::new(Vendor::builtin("msgine").unwrap().clone(), Vec::new(), options).unwrap()
        };
        let part = |preflight: &Preflight, messages: &[(&str, &str)]| {
            let mut session = preflight.session().unwrap();
            for (to, from) in messages {
                let message = Message { to, text: "Hi", from: Some(from), ..Message::default() };
                session.message(RowRef::default(), &message).unwrap();
            }
            session.into_totals().unwrap()
        };
        let campaign = [
            ("+256772000001", "Kito"),
            ("+256772000002", "Kito"),
            ("+254722000001", "Kito"),
            ("+254722000001", "+254722000002"),
            ("+4915123456789", "Kito"),
        ];
        for (at, is_stale) in
            [(None, None), (Some("2027-08-20"), Some(false)), (Some("2027-08-21"), Some(true))]
        {
            let preflight = preflight(at);
            for cut in 0..campaign.len() {
                let mut totals = part(&preflight, &campaign[cut..]);
                let saved = preflight.save(part(&preflight, &campaign[..cut]));
                totals.merge(preflight.restore(&saved).unwrap()).unwrap();
                let advised = preflight.report(totals).unwrap().sender_advice;
                let found = advised.iter().map(|of| {
                    (of.advice.prefix, of.sender_type, of.support, of.messages, of.is_stale)
                });
                use SenderSupport::{No, Registration};
                let expected = [
                    (256, SenderType::Alpha, Registration, 2, is_stale),
                    (254, SenderType::Alpha, Registration, 1, is_stale),
                    (254, SenderType::LongCode, No, 1, is_stale),
                ];
                assert!(found.eq(expected), "{cut}: {advised:?}");
            }
        }
    }
}
