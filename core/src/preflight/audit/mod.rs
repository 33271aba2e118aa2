//! What a vendor billed, held against what its rules and its rate card come to.
//!
//! An [`Auditor`] takes the messages in the order in which they were sent, as tiers depend on it:
//! [`expect`](Auditor::expect) says what a message should have cost, [`explain`](Auditor::explain)
//! also why a bill for it differs. A reason is a way to rate the message that gives exactly the
//! parts and the price that were billed; all that do are named, and none is guessed.

mod hypotheses;
mod reason;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

pub use reason::{Reason, Reasons};

use super::Preflight;
use super::recipient::RecipientJudge;
use super::sender::SenderJudge;
use super::session::Message;
use super::standing::{Charge, Standing};
use super::status::RowStatus;
use super::text::TextJudge;
use crate::cost::{Costs, Rated, RatedAs, Rater, Warnings};
use crate::money::Amount;
use crate::rate::TierMode;
use crate::{Error, ErrorKind};

/// How bills are looked at.
#[derive(Clone, Debug, Default)]
pub struct AuditOptions {
    /// Texts that the vendor may have added, besides those of its profile.
    pub added_texts: Vec<String>,
}

/// What was billed for one message. What the bill does not say is not compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    /// Parts.
    pub parts: Option<u64>,
    /// The price of the message, before rounding of the whole bill and tax. May be negative: a
    /// credit.
    pub price: Option<Amount>,
    /// The bill says that the message could not be sent. It counts for the tiers of others even
    /// so, unless the list of sent messages says it too.
    pub failed: bool,
}

/// What one message should have cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Whether it has a cost, and if not, why.
    pub status: RowStatus,
    /// Parts that are charged; none where the message cannot be sent.
    pub parts: Option<u64>,
    /// Units of a bill, where a rate is charged per message; otherwise as parts.
    pub units: Option<u64>,
    /// What it costs; none without a cost.
    pub price: Option<Amount>,
    /// The vendor's rules or an unknown network leave more than one answer open.
    pub is_open: bool,
}

impl Expected {
    /// Whether a bill says just this. Parts do not matter where nothing is due and nothing billed.
    pub fn agrees(&self, bill: &Bill) -> bool {
        let price = bill.price.is_none_or(|price| Some(price) == self.price);
        let nothing = bill.price.is_some_and(Amount::is_zero) && self.price == bill.price;
        price && (nothing || self.has_parts(bill))
    }

    fn has_parts(&self, bill: &Bill) -> bool {
        bill.parts.is_none_or(|parts| Some(parts) == self.parts || Some(parts) == self.units)
    }
}

/// What a bill for one message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// As expected.
    Agrees,
    /// Not what is most likely, but what the vendor's rules or an unknown network leave open.
    WithinOpen,
    /// Something else; all reasons that fit, and the first rate of the card that gives the price
    /// where that is another one.
    Differs(Reasons, Option<usize>),
}

/// Rates messages in the order in which they were sent, and explains bills.
#[derive(Debug)]
pub struct Auditor<'a> {
    preflight: &'a Preflight,
    options: &'a AuditOptions,
    text: TextJudge<'a>,
    recipient: RecipientJudge<'a>,
    sender: SenderJudge<'a>,
    rater: Rater,
    /// Prices of all rates, by what a message is; made when one is first asked for.
    prices: BTreeMap<RatedAs, Vec<(Amount, usize)>>,
    whole: String,
}

/// A message that was judged and not yet counted.
#[derive(Clone, Copy)]
struct Judged {
    expected: Expected,
    charged: Option<(Charge, Rated, RatedAs)>,
}

impl<'a> Auditor<'a> {
    /// An auditor for the first message of a list.
    ///
    /// # Errors
    /// `no_rates` without a rate card.
    pub fn new(preflight: &'a Preflight, options: &'a AuditOptions) -> Result<Auditor<'a>, Error> {
        let Some(book) = preflight.book() else {
            let what = "a bill is held against a rate card: give one";
            return Err(Error::new(ErrorKind::NoRates, what).with_field("rates"));
        };
        let (vendor, traffic) = (preflight.vendor(), preflight.sender_traffic());
        let given = preflight.options();
        let region = given.default_region;
        Ok(Auditor {
            preflight,
            options,
            text: TextJudge::new(vendor.text(), preflight.text_options(), traffic),
            recipient: RecipientJudge::new(vendor.number(), vendor.countries(), region),
            sender: SenderJudge::new(vendor.sender(), traffic, given.sender.as_deref()),
            rater: Rater::new(book, &given.units_before)?,
            prices: BTreeMap::new(),
            whole: String::new(),
        })
    }

    /// An auditor for the same list once more: the tier that volume rates reach is known from the
    /// first, which has seen the whole list.
    ///
    /// # Errors
    /// `overflow`.
    pub fn again(&self) -> Result<Auditor<'a>, Error> {
        let mut next = Auditor::new(self.preflight, self.options)?;
        let before = &self.preflight.options().units_before;
        next.rater = Rater::second_pass(self.rater.book(), before, self.rater.totals())?;
        Ok(next)
    }

    /// Whether prices are known only once the whole list was seen.
    pub fn needs_whole(&self) -> bool {
        self.rater.book().cards().any(|card| {
            let tiered = card.keys().iter().any(|key| key.tiers.len() > 1);
            card.card().tier_mode() == TierMode::Volume && tiered
        })
    }

    /// What the next message should cost.
    ///
    /// # Errors
    /// `overflow`; `invalid_option` for a card index that was not given.
    pub fn expect(&mut self, message: &Message<'_>, failed: bool) -> Result<Expected, Error> {
        let judged = self.judge(message, failed)?;
        self.count(&judged)?;
        Ok(judged.expected)
    }

    /// What the next message should cost, and what a bill for it is.
    ///
    /// # Errors
    /// Those of [`expect`](Auditor::expect).
    pub fn explain(
        &mut self,
        message: &Message<'_>,
        failed: bool,
        bill: &Bill,
    ) -> Result<(Expected, Comparison), Error> {
        let counted = self.judge(message, failed)?;
        let judged = match bill.failed && !failed {
            true => self.judge(message, true)?,
            false => counted,
        };
        let comparison = if judged.expected.agrees(bill) {
            Comparison::Agrees
        } else {
            self.compare(message, &judged, bill)?
        };
        self.count(&counted)?;
        Ok((judged.expected, comparison))
    }

    /// The id of a rate that a [`Comparison`] names.
    pub fn rate_id(&self, card: usize, rate: usize) -> &str {
        self.rater.book().card(card).map_or("", |card| card.key_id(rate))
    }

    /// What the messages so far should cost, by currency: with rounding of the whole and tax.
    ///
    /// # Errors
    /// `overflow`.
    pub(super) fn totals(&self) -> Result<Costs, Error> {
        self.rater.totals().costs(self.rater.book(), &self.preflight.options().units_before)
    }

    fn judge(&mut self, message: &Message<'_>, failed: bool) -> Result<Judged, Error> {
        let text = self.text.judge(message.text)?;
        let recipient = self.recipient.judge(message.to);
        let sender = self.sender.judge(message.from, message.text);
        let mut expected = Expected {
            status: RowStatus::Counted,
            parts: None,
            units: None,
            price: None,
            is_open: false,
        };
        let charge = match self.preflight.standing(message, &text, &recipient, &sender)? {
            Standing::Without(status) => {
                expected.status = status;
                return Ok(Judged { expected, charged: None });
            }
            Standing::Free => {
                expected.status = RowStatus::Free;
                expected.parts = Some(u64::from(text.segments));
                expected.units = expected.parts;
                expected.price = Some(Amount::ZERO);
                return Ok(Judged { expected, charged: None });
            }
            Standing::Charged(charge) => charge,
        };
        let Charge { to, billed, at } = charge;
        let rated = self.rater.rate_at(message.card, &to, billed.expected, failed, at);
        expected.status = rated.status.into();
        expected.parts = Some(billed.expected);
        expected.units = Some(rated.units);
        expected.price = self.rater.price(&rated)?;
        expected.is_open = billed.min != billed.max || network_is_open(&rated);
        let rated_as = RatedAs {
            card: message.card,
            segments: billed.expected,
            failed,
            sender_type: to.sender_type,
            traffic: to.traffic,
        };
        Ok(Judged { expected, charged: Some((charge, rated, rated_as)) })
    }

    fn count(&mut self, judged: &Judged) -> Result<(), Error> {
        if let Some((_, rated, _)) = &judged.charged {
            self.rater.add(rated, 1, 0)?;
        }
        Ok(())
    }
}

/// Whether the price was chosen because the network is not known.
fn network_is_open(rated: &Rated) -> bool {
    [
        Warnings::NETWORK_UNKNOWN_MAX_USED,
        Warnings::NETWORK_UNKNOWN_MIN_USED,
        Warnings::SURCHARGE_NETWORK_UNKNOWN_MAX_USED,
        Warnings::SURCHARGE_NETWORK_UNKNOWN_MIN_USED,
    ]
    .iter()
    .any(|warning| rated.warnings.contains(*warning))
}
