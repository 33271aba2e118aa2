//! All stages joined: what a message, and a campaign of them, will become and cost, and what is to
//! be said of it.
//!
//! A [`Preflight`] joins a vendor, rate cards and options; it is shared. A [`Session`] judges
//! messages one by one and counts them into [`Totals`]; those of threads, files or machines merge,
//! and become a [`Report`]. Findings are those of one registry, `data/findings.toml`.

mod advised;
mod alike;
pub mod audit;
mod billing;

pub mod consecutive;
pub mod duplicates;
mod finding;
pub mod flood;
pub mod funds;
mod heuristics;
mod idempotency;
mod limits;
mod open;
mod options;
mod pace;
mod price;
mod quiet;
mod recipient;
mod report;
mod saved;
mod sender;
mod session;
mod setup;
mod standing;
mod status;
mod text;
mod totals;
mod units;
pub mod whatif;

use alloc::vec::Vec;

pub use advised::AdvisedSenders;
pub use finding::{FindingCode, FindingSet, Severity};
pub use heuristics::Heuristics;
pub use idempotency::IdempotencyKey;
use open::OpenQuestions;
pub use options::{PreflightOptions, text_options};
pub use pace::{Pace, PacedLimit};
pub use price::Range;
pub use quiet::TimeZones;
use recipient::RecipientJudge;
pub use recipient::{Recipient, Recipients};
pub use report::{CurrencyCost, Finding, Length, Report, Slice};
pub use saved::SavedTotals;
pub use session::{Message, Session, Verdict};
pub use setup::Setup;
pub use status::RowStatus;
pub use text::TextVerdict;
pub use totals::{FIRST_ROW_COUNT, RowRef, Tally, Totals};
pub use units::{PartUnits, Units};

use crate::charging::ChargingRule;
use crate::rate::{BookCard, RateBook, RateCard, TierMode, Traffic};
use crate::segment::TextOptions;
use crate::vendor::{DocumentFinding, Vendor};
use crate::{Error, ErrorKind, sender::Traffic as SenderTraffic};

/// A vendor, rate cards and options: everything that a campaign is judged by.
#[derive(Clone, Debug)]
pub struct Preflight {
    vendor: Vendor,
    book: Option<RateBook>,
    options: PreflightOptions,
    text: TextOptions,
    charging: ChargingRule,
    open: OpenQuestions,
    /// Whether a pass notes what `whatif` begins with.
    looks_for_savings: bool,
}

impl Preflight {
    /// Joins them. Without a card messages are counted and not priced. Where a card does not say
    /// whether it charges per segment or per message, the vendor's profile does.
    ///
    /// # Errors
    /// `time_required` for a card with dates and no time; `card_id_duplicate`; `invalid_option` for
    /// a text encoding: preflight chooses it; `language_unknown` for a table of the profile that
    /// does not exist.
    pub fn new(
        vendor: Vendor,
        cards: Vec<RateCard>,
        options: PreflightOptions,
    ) -> Result<Preflight, Error> {
        let text = match options.text {
            Some(text) => text,
            None => text_options(vendor.text())?,
        };
        if text.encoding.is_some() {
            let what = "preflight says which encoding a text takes: leave it to auto";
            return Err(Error::new(ErrorKind::InvalidOption, what).with_field("encoding"));
        }
        let mut cards = cards;
        if let Some(unit) = billing::charge_unit(vendor.charging()) {
            for card in &mut cards {
                card.apply_profile_charge_unit(unit)?;
            }
        }
        let book = match cards.is_empty() {
            true => None,
            // a message may have a time of its own
            false => Some(RateBook::of_every_time(cards, options.at)?),
        };
        if let Some(book) = &book {
            options.units_before.check(book)?;
        }
        let charging = billing::rule(vendor.charging());
        let open = OpenQuestions::of(&vendor);
        Ok(Preflight { vendor, book, options, text, charging, open, looks_for_savings: false })
    }

    /// Whether a pass notes which changes could save money, for [`Preflight::changes`]: not unless
    /// it is told to.
    #[must_use]
    pub fn with_savings(mut self, looks_for_savings: bool) -> Preflight {
        self.looks_for_savings = looks_for_savings;
        self
    }

    /// Begins a pass over a campaign, or over its first part.
    ///
    /// # Errors
    /// `overflow`.
    pub fn session(&self) -> Result<Session<'_>, Error> {
        Session::new(self, &PartUnits::first(self))
    }

    /// Begins a pass over a part of a campaign that stands where `units` says: see
    /// [`PartUnits`].
    ///
    /// # Errors
    /// `units_before_unknown`; `overflow`.
    pub fn session_at(&self, units: &PartUnits) -> Result<Session<'_>, Error> {
        Session::new(self, units)
    }

    /// What a recipient, as it is written, is to this vendor.
    pub fn recipient(&self, to: &str) -> Recipient {
        self.recipients().judge(to)
    }

    /// What recipients are to this vendor, a column at a time.
    pub fn recipients(&self) -> Recipients<'_> {
        let (rules, home) = (self.vendor.number(), self.vendor.countries());
        Recipients::new(RecipientJudge::new(rules, home, self.options.default_region))
    }

    /// Whether the cost of a message depends on those before it: graduated tiers. The parts of such
    /// a campaign must be judged in order.
    pub fn depends_on_order(&self) -> bool {
        let cards = self.book.iter().flat_map(RateBook::cards);
        let tiered = |card: &BookCard| card.keys().iter().any(|key| key.tiers.len() > 1);
        cards.filter(|card| card.card().tier_mode() == TierMode::Graduated).any(tiered)
    }

    /// Whether the cost of a message depends on the whole campaign: volume tiers. Its rows have
    /// costs in a second pass only; the totals are the same.
    pub fn depends_on_volume(&self) -> bool {
        let cards = self.book.iter().flat_map(RateBook::cards);
        let tiered = |card: &BookCard| card.keys().iter().any(|key| key.tiers.len() > 1);
        cards.filter(|card| card.card().tier_mode() == TierMode::Volume).any(tiered)
    }

    /// The vendor.
    pub fn vendor(&self) -> &Vendor {
        &self.vendor
    }

    /// What the vendor's profile says of its document where `code` is found: what it leaves open or
    /// contradicts.
    pub fn documents(&self, code: FindingCode) -> impl Iterator<Item = &DocumentFinding> {
        let ids = code.documents();
        self.vendor.findings().iter().filter(move |finding| ids.contains(&&*finding.id))
    }

    /// The rate cards, if any were given.
    pub fn book(&self) -> Option<&RateBook> {
        self.book.as_ref()
    }

    /// The options as they were given.
    pub fn options(&self) -> &PreflightOptions {
        &self.options
    }

    /// How texts are counted and cut.
    pub fn text_options(&self) -> TextOptions {
        self.text
    }

    fn charging(&self) -> &ChargingRule {
        &self.charging
    }

    fn sender_traffic(&self) -> SenderTraffic {
        match self.options.traffic {
            None => SenderTraffic::Unknown,
            Some(Traffic::Promotional) => SenderTraffic::Promotional,
            Some(_) => SenderTraffic::Transactional,
        }
    }
}
