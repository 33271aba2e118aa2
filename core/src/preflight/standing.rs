//! What becomes of a message before any money is looked at. One place for it: a message is judged
//! alike when it is counted and when a change to it is tried.

use super::Preflight;
use super::billing::{Billed, billed};
use super::finding::FindingCode;
use super::recipient::Recipient;
use super::sender::SenderSeen;
use super::session::Message;
use super::status::RowStatus;
use super::text::TextVerdict;
use crate::rate::{Destination, Timestamp};
use crate::{Error, ErrorKind};

/// Whether a message has a price to be looked up.
#[derive(Clone, Copy, Debug)]
pub(super) enum Standing {
    /// It has none, and this is why.
    Without(RowStatus),
    /// The vendor's own sender with a text that it takes: it costs nothing.
    Free,
    /// A rate is to be looked up.
    Charged(Charge),
}

/// What a rate is looked up for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Charge {
    pub(super) to: Destination,
    pub(super) billed: Billed,
    /// When it is sent, if not at the time of the options.
    pub(super) at: Option<Timestamp>,
}

impl Preflight {
    /// The standing of a message with this text, recipient and sender.
    ///
    /// # Errors
    /// `invalid_option` for a card index that was not given.
    pub(super) fn standing(
        &self,
        message: &Message<'_>,
        text: &TextVerdict,
        recipient: &Recipient,
        sender: &SenderSeen,
    ) -> Result<Standing, Error> {
        if message.findings.contains(FindingCode::Suppressed) {
            return Ok(Standing::Without(RowStatus::Suppressed));
        }
        let Some(number) = recipient.number else {
            return Ok(Standing::Without(RowStatus::InvalidNumber));
        };
        if text.findings.contains(FindingCode::TooLong) {
            return Ok(Standing::Without(RowStatus::TooLong));
        }
        let Some(book) = self.book() else {
            return Ok(Standing::Without(RowStatus::Counted));
        };
        if book.cards().len() <= message.card {
            let what = "there is no rate card with this index";
            return Err(Error::new(ErrorKind::InvalidOption, what).with_field("card"));
        }
        if sender.is_free {
            return Ok(Standing::Free);
        }
        let to = Destination {
            region: message.country.or(recipient.region),
            mcc: message.mcc,
            mnc: message.mnc,
            sender_type: sender.kind,
            traffic: self.options().traffic,
            ..Destination::to(number.key())
        };
        let billed = billed(self.charging(), message.text, text);
        Ok(Standing::Charged(Charge { to, billed, at: message.time }))
    }
}
