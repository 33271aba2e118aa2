//! Whole messages: the verdict on each row of a table, and the totals of them all.

use std::sync::Arc;

use arrow_array::builder::{Decimal128Builder, Int32Builder, ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, SchemaRef};
use self_cell::self_cell;
use septet::money::{Amount, Currency, SCALE};
use septet::number::{NumberError, NumberForm, Region};
use septet::preflight::{Message, Preflight, RowRef, Session, Totals, Verdict};
use septet::rate::{Mcc, Mnc, Timestamp};
use septet::sender::SenderVerdict;
use septet::{Error, ErrorKind};

use crate::cells::{Cell, Cells, plain};
use crate::column::{batch, schema};

/// The fields of a message that are read from columns.
pub const FIELDS: [&str; 8] = ["to", "text", "from", "country", "mcc", "mnc", "time", "card"];
/// How many of them must be there.
const NEEDED: usize = 2;
/// Rows of one batch: its findings stay below what offsets of 32 bits can say.
const MAX_ROWS: usize = 5_000_000;
/// Digits of amounts in results, the most that Arrow's and Spark's decimals have.
const PRECISION: u8 = 38;

/// Which columns hold the fields of [`FIELDS`]: those of the same names unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct ColumnNames {
    named: Vec<(usize, String)>,
    /// One text for every row; no column is read for it then.
    text: Option<String>,
}

impl ColumnNames {
    /// The field is read from this column, which must be there.
    ///
    /// # Errors
    /// `field_unknown`.
    pub fn set(&mut self, field: &str, column: &str) -> Result<(), Error> {
        let slot = FIELDS.iter().position(|known| *known == field).ok_or_else(|| {
            Error::new(ErrorKind::FieldUnknown, format!("use {}", FIELDS.join(", ")))
                .with_field("columns")
                .with_value(field)
        })?;
        self.named.push((slot, column.to_owned()));
        Ok(())
    }

    /// One text for every row.
    pub fn set_text(&mut self, text: impl Into<String>) {
        self.text = Some(text.into());
    }

    /// The column of a field, without its dictionary; none where an optional one is absent.
    fn find(&self, slot: usize, rows: &RecordBatch) -> Result<Option<ArrayRef>, Error> {
        let named = self.named.iter().rev().find(|(of, _)| *of == slot);
        let name = named.map_or(FIELDS[slot], |(_, name)| name);
        if slot == 1 && self.text.is_some() {
            return Ok(None);
        }
        match rows.column_by_name(name) {
            Some(column) => plain(column).map(Some).map_err(|e| e.with_field(name)),
            None if named.is_none() && slot >= NEEDED => Ok(None),
            None => {
                let what = format!("the table has no such column for the field {}", FIELDS[slot]);
                Err(Error::new(ErrorKind::ColumnMissing, what).with_field(name))
            }
        }
    }
}

self_cell! {
    struct Judge {
        owner: Arc<Preflight>,
        #[covariant]
        dependent: Session,
    }
}

/// One pass over the batches of a campaign: judges their rows in order and counts them.
///
/// What only the whole list can tell, duplicates and floods, is found in files, not here.
pub struct Pass {
    judge: Judge,
    columns: ColumnNames,
    rows: u64,
}

impl Pass {
    /// Begins a pass.
    ///
    /// # Errors
    /// `overflow`.
    pub fn new(preflight: Arc<Preflight>, columns: ColumnNames) -> Result<Pass, Error> {
        let judge = Judge::try_new(preflight, |preflight| preflight.session())?;
        Ok(Pass { judge, columns, rows: 0 })
    }

    /// Judges every row of a table: one row of verdicts each, in the columns of
    /// [`verdict_schema`].
    ///
    /// A null is an empty field, as in a file, where engines read empty fields as nulls. A row that
    /// is not UTF-8, or whose country, mcc, mnc, time (RFC 3339) or card
    /// (its id) is none, is `unreadable`.
    ///
    /// # Errors
    /// `column_missing`, `column_type`; `overflow`, also for more than 5,000,000 rows at once.
    pub fn judge(&mut self, rows: &RecordBatch) -> Result<RecordBatch, Error> {
        if rows.num_rows() > MAX_ROWS {
            let what = "give at most 5000000 rows at a time, such as a table in chunks";
            return Err(Error::new(ErrorKind::Overflow, what).with_detail("rows", rows.num_rows()));
        }
        let mut columns: [Option<ArrayRef>; 8] = Default::default();
        for (slot, column) in columns.iter_mut().enumerate() {
            *column = self.columns.find(slot, rows)?;
        }
        let mut cells: [Cells<'_>; 8] = [const { Cells::None }; 8];
        for ((slot, cells), column) in cells.iter_mut().enumerate().zip(&columns) {
            if let Some(column) = column {
                *cells = Cells::of(column).map_err(|error| error.with_field(FIELDS[slot]))?;
            }
        }
        let mut verdicts = Verdicts::default();
        let one_text = self.columns.text.as_deref();
        let mut number = self.rows;
        self.judge.with_dependent_mut(|preflight, session| {
            for row in 0..rows.num_rows() {
                number += 1;
                let at = RowRef { row: number, line: number };
                match message(preflight, &cells, row, one_text) {
                    Some(message) => {
                        let verdict = session.message(at, &message)?;
                        verdicts.push(session, &verdict);
                    }
                    None => {
                        session.unreadable(at);
                        verdicts.push_unreadable();
                    }
                }
            }
            Ok::<(), Error>(())
        })?;
        self.rows = number;
        batch(verdict_schema(), verdicts.finish()?, rows.num_rows())
    }

    /// Judges every row of an array, which is a table: as [`judge`](Pass::judge).
    ///
    /// # Errors
    /// Those of [`judge`](Pass::judge); `column_type` for something else than a table.
    pub fn judge_array(&mut self, array: &ArrayRef) -> Result<RecordBatch, Error> {
        match array.as_struct_opt() {
            Some(rows) => self.judge(&RecordBatch::from(crate::stream::whole(rows)?)),
            None => {
                let what = "give a table with the columns to and text";
                let found = array.data_type().to_string();
                Err(Error::new(ErrorKind::ColumnType, what).with_value(found))
            }
        }
    }

    /// Judges one message behind the rows so far; `judge` gets the session and the row's number.
    ///
    /// # Errors
    /// Those of `judge`; the row is not counted then.
    pub fn message<T>(
        &mut self,
        judge: impl FnOnce(&mut Session<'_>, RowRef) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let number = self.rows + 1;
        let at = RowRef { row: number, line: number };
        let judged = self.judge.with_dependent_mut(|_, session| judge(session, at))?;
        self.rows = number;
        Ok(judged)
    }

    /// What it judges by.
    pub fn preflight(&self) -> &Arc<Preflight> {
        self.judge.borrow_owner()
    }

    /// What was counted so far, while the pass goes on.
    ///
    /// # Errors
    /// `overflow`.
    pub fn running_totals(&self) -> Result<Totals, Error> {
        self.judge.borrow_dependent().totals()
    }

    /// What was counted since the pass began, or since this was last called.
    ///
    /// # Errors
    /// `overflow`.
    pub fn totals(&mut self) -> Result<Totals, Error> {
        // the session is used up where it stands: an empty one takes its place
        self.judge.with_dependent_mut(|preflight, session| {
            std::mem::replace(session, preflight.session()?).into_totals()
        })
    }
}

/// The message of a row; none where it cannot be read.
fn message<'a>(
    preflight: &Preflight,
    cells: &[Cells<'a>; 8],
    row: usize,
    text: Option<&'a str>,
) -> Option<Message<'a>> {
    // the outer none is a row that cannot be read, the inner one a field without a value
    let get = |slot: usize| match cells[slot].get(row) {
        Cell::Null => Some(""),
        Cell::Text(text) => Some(text),
        Cell::Invalid => None,
    };
    let optional = |slot: usize| Some(Some(get(slot)?.trim()).filter(|text| !text.is_empty()));
    Some(Message {
        to: get(0)?,
        text: match text {
            Some(text) => text,
            None => get(1)?,
        },
        from: Some(get(2)?),
        country: match optional(3)? {
            Some(code) => Some(Region::new(code)?),
            None => None,
        },
        mcc: match optional(4)? {
            Some(code) => Some(Mcc::parse(code)?),
            None => None,
        },
        mnc: match optional(5)? {
            Some(code) => Some(Mnc::parse(code)?),
            None => None,
        },
        time: match optional(6)? {
            Some(time) => Some(Timestamp::parse(time).ok()?),
            None => None,
        },
        card: match optional(7)? {
            Some(id) => preflight.book()?.card_index(id)?,
            None => 0,
        },
        ..Message::default()
    })
}

/// The columns of verdicts, with the names of the rows file of the command line.
///
/// `status`; `number`, the recipient in full; `country`; `encoding`, `units`, `segments`; `sender`,
/// the verdict on it; `rate`, its id; `currency`; `cost`, `cost_min`, `cost_max`, null where the
/// message has no cost; `findings`; `error`, why the number could not be read.
pub fn verdict_schema() -> SchemaRef {
    let amount = DataType::Decimal128(PRECISION, SCALE as i8);
    let words = DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true)));
    schema(&[
        ("status", DataType::Utf8),
        ("number", DataType::Utf8),
        ("country", DataType::Utf8),
        ("encoding", DataType::Utf8),
        ("units", DataType::Int32),
        ("segments", DataType::Int32),
        ("sender", DataType::Utf8),
        ("rate", DataType::Utf8),
        ("currency", DataType::Utf8),
        ("cost", amount.clone()),
        ("cost_min", amount.clone()),
        ("cost_max", amount),
        ("findings", words),
        ("error", DataType::Utf8),
    ])
}

#[derive(Default)]
struct Verdicts {
    status: StringBuilder,
    number: StringBuilder,
    country: StringBuilder,
    encoding: StringBuilder,
    units: Int32Builder,
    segments: Int32Builder,
    sender: StringBuilder,
    rate: StringBuilder,
    currency: StringBuilder,
    /// Expected, least, most.
    cost: [Decimal128Builder; 3],
    findings: ListBuilder<StringBuilder>,
    error: StringBuilder,
}

impl Verdicts {
    fn push(&mut self, session: &Session<'_>, verdict: &Verdict) {
        let (text, recipient) = (&verdict.text, &verdict.recipient);
        self.status.append_value(verdict.status.as_str());
        self.number.append_option(recipient.number.map(|n| n.in_form(NumberForm::Plus)));
        self.country.append_option(recipient.region.as_ref().map(Region::as_str));
        self.encoding.append_value(text.encoding.as_str());
        self.units.append_option(i32::try_from(text.units).ok());
        self.segments.append_option(i32::try_from(text.segments).ok());
        self.sender.append_option(verdict.sender.map(SenderVerdict::as_str));
        self.rate.append_option(session.rate_id(verdict));
        let currency = session.currency(verdict);
        self.currency.append_option(currency.as_ref().map(Currency::as_str));
        // a free message of a card has its currency, one without a card has none
        let cost = verdict.cost.map(|cost| [cost.expected, cost.min, cost.max]);
        for (place, column) in self.cost.iter_mut().enumerate() {
            column.append_option(cost.map(|cost| Amount::nanos(cost[place])));
        }
        for code in verdict.findings.iter() {
            self.findings.values().append_value(code.as_str());
        }
        self.findings.append(true);
        self.error.append_option(recipient.error.map(NumberError::as_str));
    }

    fn push_unreadable(&mut self) {
        self.status.append_value(septet::preflight::RowStatus::Unreadable.as_str());
        for column in [
            &mut self.number,
            &mut self.country,
            &mut self.encoding,
            &mut self.sender,
            &mut self.rate,
            &mut self.currency,
        ] {
            column.append_null();
        }
        self.units.append_null();
        self.segments.append_null();
        for column in &mut self.cost {
            column.append_null();
        }
        let code = septet::preflight::FindingCode::RowUnreadable.as_str();
        self.findings.values().append_value(code);
        self.findings.append(true);
        self.error.append_null();
    }

    fn finish(mut self) -> Result<Vec<ArrayRef>, Error> {
        let mut costs = Vec::with_capacity(self.cost.len());
        for column in &mut self.cost {
            let amounts = column.finish().with_precision_and_scale(PRECISION, SCALE as i8);
            costs.push(Arc::new(amounts.map_err(crate::column::damaged)?) as ArrayRef);
        }
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(self.status.finish()),
            Arc::new(self.number.finish()),
            Arc::new(self.country.finish()),
            Arc::new(self.encoding.finish()),
            Arc::new(self.units.finish()),
            Arc::new(self.segments.finish()),
            Arc::new(self.sender.finish()),
            Arc::new(self.rate.finish()),
            Arc::new(self.currency.finish()),
        ];
        columns.extend(costs);
        columns.push(Arc::new(self.findings.finish()));
        columns.push(Arc::new(self.error.finish()));
        Ok(columns)
    }
}
