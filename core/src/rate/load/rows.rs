//! Rows of a card: rates and surcharges, each checked in the order of the format.

use alloc::collections::BTreeSet;
use alloc::string::String;

use super::head::{amount, one_of};
use super::value::{Node, Place, Table, Value};
use crate::error::{Error, ErrorKind};
use crate::money::Amount;
use crate::rate::card::{Rate, Surcharge, Validity};
use crate::rate::matcher::{Matchers, Prefix, country};
use crate::rate::network::{Mcc, Mnc};
use crate::rate::time::Timestamp;
use crate::rate::words::{Action, ChargeUnit, Direction, SenderType, SurchargePer, Traffic};

const RATE_FIELDS: &[&str] = &[
    "id",
    "direction",
    "country",
    "mcc",
    "mnc",
    "prefix",
    "network",
    "sender_type",
    "traffic",
    "charge_unit",
    "price",
    "tier_from",
    "valid_from",
    "valid_to",
    "action",
    "note",
];
const SURCHARGE_FIELDS: &[&str] = &[
    "id",
    "name",
    "direction",
    "country",
    "mcc",
    "mnc",
    "prefix",
    "network",
    "sender_type",
    "traffic",
    "per",
    "amount",
    "valid_from",
    "valid_to",
    "note",
];

/// The ids of a card's rows: rates and surcharges share one set.
#[derive(Default)]
pub(super) struct Ids(BTreeSet<String>);

/// A checked rate and where its row stands.
pub(super) struct PlacedRate {
    pub(super) rate: Rate,
    pub(super) place: Place,
}

/// A checked surcharge and where its row stands.
pub(super) struct PlacedSurcharge {
    pub(super) surcharge: Surcharge,
    pub(super) place: Place,
}

/// The rows of a list; an item that is no table is an error in its place.
pub(super) fn list<'a>(
    card: &'a Table,
    field: &'a str,
) -> impl Iterator<Item = Result<&'a Table, Error>> {
    let node = card.get(field);
    let (rows, stray) = match node.map(|n| &n.value) {
        Some(Value::List(rows)) => (rows.as_slice(), None),
        _ => (&[][..], node),
    };
    rows.iter().chain(stray).map(move |node| match &node.value {
        Value::Table(row) => Ok(row),
        _ => Err(node.error(ErrorKind::Syntax, field, "give a list of rows, each with fields")),
    })
}

/// Checks a rate by itself.
pub(super) fn rate(
    row: &Table,
    ids: &mut Ids,
    card_unit: Option<ChargeUnit>,
) -> Result<PlacedRate, Error> {
    let row = Row { table: row };
    let id = row.begin(RATE_FIELDS, ids)?;
    let read = || -> Result<Rate, Error> {
        let matchers = row.matchers()?;
        let own_unit = row.word(
            "charge_unit",
            ErrorKind::ChargeUnitInvalid,
            ChargeUnit::from_word,
            ChargeUnit::WORDS,
        )?;
        let action = row
            .word("action", ErrorKind::ActionInvalid, Action::from_word, Action::WORDS)?
            .unwrap_or(Action::Price);
        Ok(Rate {
            id: id.clone(),
            matchers,
            charge_unit: own_unit.or(card_unit).unwrap_or(ChargeUnit::Segment),
            own_unit: own_unit.is_some(),
            action,
            price: row.price(action)?,
            tier_from: row.tier_from()?,
            validity: row.validity()?,
            network: row.label("network")?,
            note: row.label("note")?,
        })
    };
    let rate = read().map_err(|e| e.with_row(&*id))?;
    Ok(PlacedRate { rate, place: row.table.place })
}

/// Checks a surcharge by itself.
pub(super) fn surcharge(row: &Table, ids: &mut Ids) -> Result<PlacedSurcharge, Error> {
    let row = Row { table: row };
    let id = row.begin(SURCHARGE_FIELDS, ids)?;
    let read = || -> Result<Surcharge, Error> {
        let Some(name) = row.table.given("name").and_then(Node::text) else {
            let advice = "give the surcharge a name: different names add up";
            return Err(row.error("name", ErrorKind::SurchargeInvalid, advice));
        };
        let matchers = row.matchers()?;
        let per = row.word(
            "per",
            ErrorKind::SurchargeInvalid,
            SurchargePer::from_word,
            SurchargePer::WORDS,
        )?;
        let Some(per) = per else {
            let advice = "say per what: segment, message, percent or failed_message";
            return Err(row.error("per", ErrorKind::SurchargeInvalid, advice));
        };
        Ok(Surcharge {
            id: id.clone(),
            name: name.into(),
            matchers,
            per,
            amount: row.surcharge_amount()?,
            validity: row.validity()?,
            network: row.label("network")?,
            note: row.label("note")?,
        })
    };
    let surcharge = read().map_err(|e| e.with_row(&*id))?;
    Ok(PlacedSurcharge { surcharge, place: row.table.place })
}

struct Row<'a> {
    table: &'a Table,
}

impl Row<'_> {
    /// Known fields only, and an id that no other row has.
    fn begin(&self, fields: &[&str], ids: &mut Ids) -> Result<String, Error> {
        let id = self.table.given("id").and_then(Node::text);
        self.table.only(fields, "").map_err(|e| match id {
            Some(id) => e.with_row(id),
            None => e,
        })?;
        let Some(id) = id else {
            return Err(self.error("id", ErrorKind::RowIdMissing, "give every row an id"));
        };
        if !ids.0.insert(id.into()) {
            let advice = "another row of the card has this id: rates and surcharges share one set";
            return Err(self.error("id", ErrorKind::RowIdDuplicate, advice).with_row(id));
        }
        Ok(id.into())
    }

    /// An error about a field, at its place if it is there, else at the row's.
    fn error(&self, field: &str, kind: ErrorKind, advice: &str) -> Error {
        match self.table.get(field) {
            Some(node) => node.error(kind, field, advice),
            None => self.table.place.put(Error::new(kind, advice).with_field(field)),
        }
    }

    /// A field read by `parse`; none when it is not given.
    fn field<T>(
        &self,
        field: &str,
        kind: ErrorKind,
        parse: impl Fn(&str) -> Option<T>,
        advice: &str,
    ) -> Result<Option<T>, Error> {
        let Some(node) = self.table.given(field) else {
            return Ok(None);
        };
        match node.text().and_then(parse) {
            Some(value) => Ok(Some(value)),
            None => Err(node.error(kind, field, advice)),
        }
    }

    /// A field with a word of a list.
    fn word<T>(
        &self,
        field: &str,
        kind: ErrorKind,
        parse: impl Fn(&str) -> Option<T>,
        words: &[&str],
    ) -> Result<Option<T>, Error> {
        let Some(node) = self.table.given(field) else {
            return Ok(None);
        };
        match node.text().and_then(parse) {
            Some(value) => Ok(Some(value)),
            None => Err(one_of(node, kind, field, words)),
        }
    }

    fn matchers(&self) -> Result<Matchers, Error> {
        let direction = self
            .word("direction", ErrorKind::DirectionInvalid, Direction::from_word, Direction::WORDS)?
            .unwrap_or(Direction::Mt);
        let region = self.field(
            "country",
            ErrorKind::CountrySyntax,
            country,
            "a country is two capital letters of ISO 3166-1, such as UG",
        )?;
        let mcc = self.field(
            "mcc",
            ErrorKind::MccSyntax,
            Mcc::parse,
            "a mobile country code is three digits, as text: zeros in front count",
        )?;
        let mnc = self.field(
            "mnc",
            ErrorKind::MncSyntax,
            Mnc::parse,
            "a mobile network code is two or three digits, as text: a spreadsheet may have eaten \
             the zero in front",
        )?;
        if mnc.is_some() && mcc.is_none() {
            let advice = "a mobile network code needs its mobile country code (mcc)";
            return Err(self.error("mnc", ErrorKind::MncWithoutMcc, advice));
        }
        let prefix = self.field(
            "prefix",
            ErrorKind::PrefixSyntax,
            Prefix::parse,
            "a prefix is 1 to 15 digits, without plus and without zero in front",
        )?;
        Ok(Matchers {
            direction,
            region,
            mcc,
            mnc,
            prefix,
            sender_type: self.sender_type()?,
            traffic: self.word(
                "traffic",
                ErrorKind::TrafficInvalid,
                Traffic::from_word,
                Traffic::WORDS,
            )?,
        })
    }

    /// `any` says the same as an empty field.
    fn sender_type(&self) -> Result<Option<SenderType>, Error> {
        if self.table.get("sender_type").and_then(Node::text) == Some("any") {
            return Ok(None);
        }
        self.word(
            "sender_type",
            ErrorKind::SenderTypeInvalid,
            SenderType::from_word,
            SenderType::WORDS,
        )
    }

    fn price(&self, action: Action) -> Result<Amount, Error> {
        let node = match (action, self.table.given("price")) {
            (Action::Price, Some(node)) => node,
            (Action::Price, None) => {
                let advice = "give a price, or say action = free or action = block";
                return Err(self.error("price", ErrorKind::PriceMissing, advice));
            }
            (_, Some(node)) => {
                let advice = "a free or blocked row has no price: leave it out";
                return Err(node.error(ErrorKind::PriceWithAction, "price", advice));
            }
            (_, None) => return Ok(Amount::ZERO),
        };
        let price = amount(node).map_err(|fault| {
            let kind = fault.kind([
                ErrorKind::PriceSyntax,
                ErrorKind::PriceNegative,
                ErrorKind::PricePrecision,
                ErrorKind::PriceTooLarge,
            ]);
            node.error(kind, "price", advice_for(node, fault.advice()))
        })?;
        if price.is_zero() {
            let advice = "a price is over 0: a free destination says action = free, a refused one \
                          action = block";
            return Err(node.error(ErrorKind::PriceZero, "price", advice));
        }
        Ok(price)
    }

    fn surcharge_amount(&self) -> Result<Amount, Error> {
        let Some(node) = self.table.get("amount") else {
            let advice = "give the amount of the surcharge";
            return Err(self.error("amount", ErrorKind::SurchargeSyntax, advice));
        };
        amount(node).map_err(|fault| {
            let kind = fault.kind([
                ErrorKind::SurchargeSyntax,
                ErrorKind::SurchargeNegative,
                ErrorKind::SurchargePrecision,
                ErrorKind::SurchargeTooLarge,
            ]);
            node.error(kind, "amount", advice_for(node, fault.advice()))
        })
    }

    fn tier_from(&self) -> Result<u64, Error> {
        match self.table.get("tier_from") {
            None => Ok(0),
            Some(node) => node.whole().ok_or_else(|| {
                let advice = "a tier begins at a whole number of units, 0 to 18446744073709551615";
                node.error(ErrorKind::TierInvalid, "tier_from", advice)
            }),
        }
    }

    fn date(&self, field: &str) -> Result<Option<Timestamp>, Error> {
        let Some(node) = self.table.given(field) else {
            return Ok(None);
        };
        Timestamp::parse(node.text().unwrap_or_default())
            .map(Some)
            .map_err(|e| node.error(ErrorKind::DateSyntax, field, e.message()))
    }

    fn validity(&self) -> Result<Validity, Error> {
        let validity = Validity { from: self.date("valid_from")?, to: self.date("valid_to")? };
        match (validity.from, validity.to) {
            (Some(from), Some(to)) if from >= to => {
                let advice = "the row ends before it begins: valid_to is the first moment after it";
                Err(self.error("valid_to", ErrorKind::DateRangeEmpty, advice))
            }
            _ => Ok(validity),
        }
    }

    /// A text that is not looked into.
    fn label(&self, field: &str) -> Result<String, Error> {
        match self.table.get(field) {
            None => Ok(String::new()),
            Some(node) => match node.text() {
                Some(text) => Ok(text.into()),
                None => Err(node.error(ErrorKind::Syntax, field, "give a text")),
            },
        }
    }
}

/// A TOML number is a mistake of its own.
fn advice_for<'a>(node: &Node, advice: &'a str) -> &'a str {
    match node.value {
        Value::Integer(_) | Value::Other(_) => "write it in quotes, such as \"0.05\"",
        _ => advice,
    }
}
