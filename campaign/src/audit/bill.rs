//! The bill: a vendor's invoice or delivery export, one row a message.

use septet::money::{Amount, Currency};
use septet::{Error, ErrorKind};

use crate::input::{Block, Input, ReadOptions, Reader, Wanted};

/// Fields of a bill that are read from columns, in the order of their slots.
pub const BILL_FIELDS: [&str; 7] = ["id", "to", "text", "parts", "price", "currency", "status"];

pub(super) const ID: usize = 0;
pub(super) const TO: usize = 1;
pub(super) const TEXT: usize = 2;
pub(super) const PARTS: usize = 3;
pub(super) const PRICE: usize = 4;
const CURRENCY: usize = 5;
pub(super) const STATUS: usize = 6;

/// What the price column of a bill is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PricePer {
    /// Of the whole message.
    #[default]
    Message,
    /// Of each part: the bill then needs its parts.
    Part,
}

/// What is read from where in a bill.
#[derive(Clone, Debug, Default)]
pub struct BillFile {
    /// Names in the header, where they are not those of [`BILL_FIELDS`]: field, column. An empty
    /// column name means that the field is not read.
    pub columns: Vec<(String, String)>,
    /// How the file is read.
    pub read: ReadOptions,
    /// What its prices are of.
    pub price_per: PricePer,
    /// The currency of rows that name none; the card's when absent.
    pub currency: Option<Currency>,
    /// Charges have a minus sign and credits none, as in the statement of an account.
    pub charges_negative: bool,
}

impl BillFile {
    /// Names a column: `parts=segments`.
    ///
    /// # Errors
    /// `invalid_option`, `field_unknown`.
    pub fn set_column(&mut self, setting: &str) -> Result<(), Error> {
        let wrong =
            |kind, what: &str| Error::new(kind, what).with_field("bill-column").with_value(setting);
        let Some((field, column)) = setting.split_once('=') else {
            let what = "write the field, =, and the name in the header, such as parts=segments";
            return Err(wrong(ErrorKind::InvalidOption, what));
        };
        if !BILL_FIELDS.contains(&field) {
            let what = format!("a bill has the fields {}", BILL_FIELDS.join(", "));
            return Err(wrong(ErrorKind::FieldUnknown, &what));
        }
        self.columns.push((field.to_string(), column.to_string()));
        Ok(())
    }

    /// Opens the bill.
    ///
    /// # Errors
    /// Those of [`Reader::open`].
    pub fn open<'a>(&self, input: Input<'a>) -> Result<Reader<'a>, Error> {
        self.open_with(input, "")
    }

    /// Opens the bill, where it has this field.
    pub(super) fn open_with<'a>(
        &self,
        input: Input<'a>,
        needed: &str,
    ) -> Result<Reader<'a>, Error> {
        let wanted = BILL_FIELDS.map(|field| {
            let mut want = Wanted::new(field, field == needed);
            for (_, column) in self.columns.iter().filter(|(named, _)| named == field) {
                want.column.clone_from(column);
                // an optional column that was named must be there; a row may still lack it
                (want.required, want.may_be_absent) = (!column.is_empty(), true);
            }
            want
        });
        Reader::open(input, &wanted, &self.read).map_err(of_bill)
    }

    /// What a row bills.
    pub(super) fn row(&self, block: &Block, index: usize, card: Currency) -> Billed {
        let get = |slot: usize| block.column(slot).get(index).trim();
        let unreadable = |slot: usize| {
            let value = get(slot).chars().take(VALUE_LEN).collect();
            Billed::Unreadable(Unreadable { field: BILL_FIELDS[slot], value })
        };
        let Ok(parts) = optional(get(PARTS), |text| text.parse().ok()) else {
            return unreadable(PARTS);
        };
        let Ok(price) = optional(get(PRICE), amount) else { return unreadable(PRICE) };
        let Ok(currency) = optional(get(CURRENCY), |text| Currency::parse(text).ok()) else {
            return unreadable(CURRENCY);
        };
        let price = match (self.price_per, price, parts) {
            (PricePer::Message, price, _) => price,
            (PricePer::Part, None, _) => None,
            (PricePer::Part, Some(_), None) => return unreadable(PARTS),
            (PricePer::Part, Some(price), Some(parts)) => {
                let Ok(price) = price.checked_mul(parts) else { return unreadable(PRICE) };
                Some(price)
            }
        };
        let price: Option<Amount> = match price {
            Some(price) if self.charges_negative => Amount::ZERO.checked_sub(price).ok(),
            price => price,
        };
        if parts.is_none() && price.is_none() {
            return unreadable(PRICE);
        }
        if currency.or(self.currency).unwrap_or(card) != card {
            return Billed::OtherCurrency;
        }
        Billed::As { parts, price }
    }
}

/// Characters of a value that are shown.
const VALUE_LEN: usize = 20;

/// A cell of a bill that is not what it should be, and so its row cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its field, of [`BILL_FIELDS`].
    pub field: &'static str,
    /// What stands there: the first characters.
    pub value: String,
}

/// The options of a bill have names of their own.
fn of_bill(error: Error) -> Error {
    let mut message = error.message().to_owned();
    for option in ["column", "encoding", "delimiter"] {
        message = message.replace(&format!("--{option}"), &format!("--bill-{option}"));
    }
    let mut of_bill = Error::new(error.kind(), message);
    for (text, with) in [
        (error.field(), Error::with_field as fn(Error, String) -> Error),
        (error.value(), Error::with_value),
        (error.file(), Error::with_file),
    ] {
        if let Some(text) = text {
            of_bill = with(of_bill, text.to_owned());
        }
    }
    match error.line() {
        Some(line) => of_bill.with_line(line),
        None => of_bill,
    }
}

/// What a row of a bill says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Billed {
    /// Parts and price of the message, as far as it says them.
    As { parts: Option<u64>, price: Option<Amount> },
    /// An amount in another currency than the card's.
    OtherCurrency,
    /// Parts, price or currency are not what they should be, or neither is there.
    Unreadable(Unreadable),
}

/// A field that may be empty and must otherwise be what it says.
fn optional<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
    if text.is_empty() { Ok(None) } else { parse(text).map(Some).ok_or(()) }
}

/// An amount; a credit has a minus sign.
fn amount(text: &str) -> Option<Amount> {
    match text.strip_prefix('-') {
        None => Amount::parse_json_number(text).ok(),
        Some(credit) => Amount::ZERO.checked_sub(Amount::parse_json_number(credit).ok()?).ok(),
    }
}
