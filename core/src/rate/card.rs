//! A rate card as it was loaded: checked, but not yet looked at for one point in time.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::load;
use super::matcher::Matchers;
use super::time::Timestamp;
use super::words::{
    Action, ChargeUnit, RoundAt, SurchargePer, TierMode, TierScope, UnknownNetwork,
};
use crate::error::{Error, ErrorKind};
use crate::money::{Amount, Currency, RoundingMode};

/// When a row is in force: from the first second on, until before the second one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first second; none: always was.
    pub from: Option<Timestamp>,
    /// The first second after it; none: no end.
    pub to: Option<Timestamp>,
}

impl Validity {
    /// Whether it holds at a time; with no time, whether it always does.
    pub fn holds(&self, at: Option<Timestamp>) -> bool {
        match at {
            Some(at) => self.from.is_none_or(|f| f <= at) && self.to.is_none_or(|t| at < t),
            None => self.is_unlimited(),
        }
    }

    /// Whether it has neither beginning nor end.
    pub fn is_unlimited(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether both hold at some time.
    pub(super) fn meets(&self, other: &Validity) -> bool {
        let before = |end: Option<Timestamp>, start: Option<Timestamp>| match (end, start) {
            (Some(end), Some(start)) => end <= start,
            _ => false,
        };
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}

/// One price: a row of `rates`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Its id, unique in the card.
    pub id: String,
    /// What it fits.
    pub matchers: Matchers,
    /// The network's name: a label, never compared.
    pub network: String,
    /// Per what it is charged: its own unit, else the card's.
    pub charge_unit: ChargeUnit,
    /// What it says of the destination.
    pub action: Action,
    /// The price of a unit; zero unless the action is price.
    pub price: Amount,
    /// The unit, counted from 0, at which this tier begins.
    pub tier_from: u64,
    /// When it is in force.
    pub validity: Validity,
    /// Free text.
    pub note: String,
    /// Whether the row itself gives its charge unit.
    pub(super) own_unit: bool,
}

impl Rate {
    /// Whether the row itself says per what it is charged.
    pub fn has_own_charge_unit(&self) -> bool {
        self.own_unit
    }
}

/// One amount on top: a row of `surcharges`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surcharge {
    /// Its id, unique in the card.
    pub id: String,
    /// What it is for. Different names add up; of one name the most specific row counts.
    pub name: String,
    /// What it fits.
    pub matchers: Matchers,
    /// The network's name: a label, never compared.
    pub network: String,
    /// Per what it is added.
    pub per: SurchargePer,
    /// How much; a fraction for percent (0.02 = 2 %).
    pub amount: Amount,
    /// When it is in force.
    pub validity: Validity,
    /// Free text.
    pub note: String,
}

/// Where and how a card rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// Where.
    pub at: RoundAt,
    /// How.
    pub mode: RoundingMode,
    /// Decimals that are kept, 0 to 9.
    pub scale: u8,
}

impl Rounding {
    /// The amount, rounded if this is where the card rounds.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`].
    pub fn apply(&self, at: RoundAt, amount: Amount) -> Result<Amount, Error> {
        if self.at == at { amount.round(self.scale, self.mode) } else { Ok(amount) }
    }
}

/// The tax on a card's subtotal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tax {
    /// A fraction: 0.19 = 19 %.
    pub rate: Amount,
    /// Decimals that are kept, 0 to 9.
    pub scale: u8,
    /// How it is rounded.
    pub mode: RoundingMode,
}

/// A price list of one vendor in one currency: format `septet-ratecard/1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateCard {
    pub(super) id: String,
    pub(super) vendor: String,
    pub(super) currency: Currency,
    pub(super) default_charge_unit: Option<ChargeUnit>,
    pub(super) max_segments: Option<u64>,
    pub(super) unknown_network: UnknownNetwork,
    pub(super) charge_failed: bool,
    pub(super) tier_mode: TierMode,
    pub(super) tier_scope: TierScope,
    pub(super) minimum_per_message: Amount,
    pub(super) rounding: Rounding,
    pub(super) tax: Option<Tax>,
    pub(super) rates: Vec<Rate>,
    pub(super) surcharges: Vec<Surcharge>,
}

impl RateCard {
    /// Loads a card from the content of a file; the name's ending says the format: `.json`,
    /// `.toml` or `.csv`.
    ///
    /// # Errors
    /// One of the format's kinds, with file, line, column, field, value and row where they are
    /// known; [`ErrorKind::Syntax`] when the content is not what the ending says;
    /// [`ErrorKind::InvalidOption`] for another ending.
    pub fn load(file: &str, content: &[u8]) -> Result<RateCard, Error> {
        let text = core::str::from_utf8(content).map_err(|e| {
            let line = content[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count();
            Error::new(ErrorKind::Syntax, "a rate card is UTF-8: save it in that encoding")
                .with_file(file)
                .with_line(line as u64 + 1)
        })?;
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        let card = match ending.to_ascii_lowercase().as_str() {
            "json" => RateCard::from_json(text),
            "toml" => RateCard::from_toml(text),
            "csv" => RateCard::from_csv(text),
            _ => Err(Error::new(
                ErrorKind::InvalidOption,
                "the ending of a rate card's name says its format: .json, .toml or .csv",
            )),
        };
        card.map_err(|e| e.with_file(file))
    }

    /// Reads a card written as JSON.
    ///
    /// # Errors
    /// As [`RateCard::load`].
    pub fn from_json(text: &str) -> Result<RateCard, Error> {
        RateCard::from_json_among(text, &[])
    }

    /// Reads a card written as JSON, whose id must differ from those of the cards before it.
    ///
    /// # Errors
    /// As [`RateCard::load`], and [`ErrorKind::CardIdDuplicate`].
    pub fn from_json_among(text: &str, before: &[RateCard]) -> Result<RateCard, Error> {
        load::card(&load::json::read(text)?, before)
    }

    /// Reads a card written as TOML, in which prices are strings.
    ///
    /// # Errors
    /// As [`RateCard::load`].
    pub fn from_toml(text: &str) -> Result<RateCard, Error> {
        load::card(&load::toml::read(text)?, &[])
    }

    /// Reads a card written as CSV: `#! key = value` lines, then one table.
    ///
    /// # Errors
    /// As [`RateCard::load`].
    pub fn from_csv(text: &str) -> Result<RateCard, Error> {
        load::card(&load::csv::read(text)?, &[])
    }

    /// Uses the charge unit of a vendor profile where neither the card nor the row gives one.
    ///
    /// # Errors
    /// [`ErrorKind::TierInvalid`] when tiers of one key would then have different units: the card
    /// leaves one of them open and must say it.
    pub fn apply_profile_charge_unit(&mut self, unit: ChargeUnit) -> Result<(), Error> {
        if self.default_charge_unit.is_some() {
            return Ok(());
        }
        let open = |rate: &Rate| !rate.own_unit && rate.charge_unit != unit;
        for rate in self.rates.iter().filter(|r| open(r)) {
            let clash = self.rates.iter().find(|other| {
                other.own_unit
                    && other.charge_unit != unit
                    && other.matchers == rate.matchers
                    && other.validity.meets(&rate.validity)
            });
            if let Some(other) = clash {
                return Err(Error::new(
                    ErrorKind::TierInvalid,
                    format!(
                        "the vendor charges per {}, row {} per {}: give this row its charge unit",
                        unit.as_str(),
                        other.id,
                        other.charge_unit.as_str()
                    ),
                )
                .with_row(&*rate.id)
                .with_field("charge_unit"));
            }
        }
        for rate in self.rates.iter_mut().filter(|r| !r.own_unit) {
            rate.charge_unit = unit;
        }
        Ok(())
    }

    /// The card's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whose prices they are; free text, may be empty.
    pub fn vendor(&self) -> &str {
        &self.vendor
    }

    /// What every amount of the card is of.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The charge unit of rows without their own; none when the card does not say (then it is the
    /// profile's, else segment).
    pub fn default_charge_unit(&self) -> Option<ChargeUnit> {
        self.default_charge_unit
    }

    /// Most segments that the vendor takes; none when the card does not say.
    pub fn max_segments(&self) -> Option<u64> {
        self.max_segments
    }

    /// What is taken when the network is unknown and prices differ by it.
    pub fn unknown_network(&self) -> UnknownNetwork {
        self.unknown_network
    }

    /// Whether a failed message costs like a sent one.
    pub fn charge_failed(&self) -> bool {
        self.charge_failed
    }

    /// How tiers apply.
    pub fn tier_mode(&self) -> TierMode {
        self.tier_mode
    }

    /// Whose counter the units of a tiered rate run on.
    pub fn tier_scope(&self) -> TierScope {
        self.tier_scope
    }

    /// The least base of a message, before surcharges; zero when the card does not say.
    pub fn minimum_per_message(&self) -> Amount {
        self.minimum_per_message
    }

    /// Where and how the card rounds.
    pub fn rounding(&self) -> Rounding {
        self.rounding
    }

    /// The tax on the subtotal.
    pub fn tax(&self) -> Option<Tax> {
        self.tax
    }

    /// The prices, in file order.
    pub fn rates(&self) -> &[Rate] {
        &self.rates
    }

    /// The surcharges, in file order.
    pub fn surcharges(&self) -> &[Surcharge] {
        &self.surcharges
    }

    /// Whether any row begins or ends at a date, so that rating needs a time.
    pub fn has_dates(&self) -> bool {
        let dated = |v: &Validity| !v.is_unlimited();
        self.rates.iter().any(|r| dated(&r.validity))
            || self.surcharges.iter().any(|s| dated(&s.validity))
    }

    /// Rows that can never be chosen for a message whose network is unknown, because they have a
    /// network but no country: their ids, in file order (`rates check` warns of them).
    pub fn rows_unreachable_without_mcc(&self) -> impl Iterator<Item = &str> {
        let unreachable = |m: &Matchers| m.mnc.is_some() && m.region.is_none();
        let rates = self.rates.iter().filter(move |r| unreachable(&r.matchers)).map(|r| &*r.id);
        let more = self.surcharges.iter().filter(move |s| unreachable(&s.matchers));
        rates.chain(more.map(|s| &*s.id))
    }
}
