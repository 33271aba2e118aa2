//! How one vendor's answers are to be read: its tables, the shapes of its bodies, and what to do
//! where its document leaves a gap. Made from a profile; nothing here knows a vendor.

use alloc::boxed::Box;

use super::generated::State;
use super::outcome::Outcome;
use super::receipt::ReceiptRules;
use super::rows::BillableByState;
use super::table::{Row, Table, trimmed};
use crate::error::{Error, ErrorKind};

/// Everything that decoding needs to know of a vendor.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// At least one.
    pub(crate) tables: Box<[Table]>,
    pub(crate) borrowed: Box<[Borrowed]>,
    /// A code without its group is what all rows with this code share.
    pub(crate) merges_missing_group: bool,
    pub(crate) payloads: Box<[Payload]>,
    pub(crate) recover: Option<Recover>,
    pub(crate) http: HttpRules,
    pub(crate) receipt: ReceiptRules,
    pub(crate) billable: BillableByState,
}

/// Groups whose codes are those of a standard.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Borrowed {
    pub(crate) groups: Box<[Box<str>]>,
    /// Its rows as this vendor charges them.
    pub(crate) table: Table,
}

/// One shape of a body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Payload {
    pub(crate) id: Box<str>,
    pub(crate) documented: bool,
    pub(crate) shape: Shape,
    /// Index into [`Rules::tables`].
    pub(crate) table: usize,
    pub(crate) parts: Parts,
}

/// How a body is recognised. Strings are RFC 6901 pointers, or names where it says so.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// All of these exist and are not null, and so does the code.
    Object { when: Box<[Box<str>]> },
    /// Every object anywhere that has members of all these names, none null.
    Search { names: Box<[Box<str>]> },
    /// An array here, one answer an item.
    List { pointer: Box<str> },
    /// The whole body is a code: of digits only, or of letters, digits, `_`, `.` and `-`.
    Raw { digits_only: bool },
    /// `a=b&c=d` with fields of all these names.
    Form { when: Box<[Box<str>]> },
}

/// Where the parts of an answer stand, in the body or in the item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Parts {
    /// Empty for a raw code.
    pub(crate) code: Box<str>,
    pub(crate) group: Option<Box<str>>,
    pub(crate) name: Option<Box<str>>,
    pub(crate) description: Option<Box<str>>,
    pub(crate) detail: Option<Box<str>>,
    pub(crate) reference: Option<Box<str>>,
    pub(crate) to: Option<Box<str>>,
    pub(crate) text: Box<[Box<str>]>,
    pub(crate) cost: Option<Box<str>>,
    pub(crate) currency: Option<Box<str>>,
    pub(crate) balance: Option<Box<str>>,
    pub(crate) required: Option<Box<str>>,
    pub(crate) retry_after: Option<Box<str>>,
    /// A table, by index, and the pointer to its code.
    pub(crate) cross_check: Option<(usize, Box<str>)>,
    pub(crate) unlisted_asks_http: bool,
}

/// Which names stand before a code in JSON that cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Recover {
    pub(crate) keys: Box<[Box<str>]>,
    pub(crate) table: usize,
}

/// What HTTP has to say.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HttpRules {
    /// The vendor's own table, by index.
    pub(crate) own: Option<usize>,
    /// `http.status` as this vendor charges it.
    pub(crate) generic: Table,
    pub(crate) body_wins: bool,
    pub(crate) retry_after: WhichWait,
}

super::words::words! {
    /// Which wait counts when header and body both give one.
    pub enum WhichWait {
        /// The longer of the two.
        Larger = 0, "larger";
        /// That of the header; that of the body where there is no header.
        Header = 1, "header";
        /// That of the body; that of the header where the body has none.
        Body = 2, "body";
    }
}

/// A code that was looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'r> {
    /// What it means.
    pub outcome: Outcome,
    /// The row that says so; none when the code is not listed, or when several rows were merged.
    pub row: Option<&'r Row>,
}

impl HttpRules {
    /// The table of RFC 9110 and RFC 6585 as a vendor charges it.
    pub(crate) fn generic(billable: &BillableByState) -> Result<Table, Error> {
        let table = super::standard::table("http.status")?;
        let mut rows = table.rows().to_vec();
        for row in &mut rows {
            row.outcome = billable.apply(row.outcome);
        }
        Table::new(table.name(), table.code_type(), false, rows)
            .map_err(|row| Error::new(ErrorKind::Internal, row.code))
    }
}

impl<'r> Reading<'r> {
    pub(crate) const UNLISTED: Reading<'static> = Reading { outcome: Outcome::UNLISTED, row: None };

    fn of(row: &'r Row) -> Reading<'r> {
        Reading { outcome: row.outcome, row: Some(row) }
    }
}

impl Rules {
    /// The vendor's tables, in the order of the profile; the first is the default.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The table with this name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name() == name)
    }

    /// The ids of the shapes of bodies, in the order in which they are tried.
    pub fn payload_ids(&self) -> impl Iterator<Item = &str> {
        self.payloads.iter().map(|payload| &*payload.id)
    }

    /// How the vendor's delivery receipts are read.
    #[must_use]
    pub fn receipt(&self) -> &ReceiptRules {
        &self.receipt
    }

    /// What a code of the vendor's first table means; `group` only where the vendor has groups.
    /// Does not allocate.
    #[must_use]
    pub fn code(&self, group: Option<&str>, code: &str) -> Reading<'_> {
        self.tables.first().map_or(Reading::UNLISTED, |table| self.code_in(table, group, code))
    }

    /// What a code of one of the vendor's tables means. Does not allocate.
    ///
    /// A code that is not listed under this group stays unlisted: never by the nearest code, a
    /// prefix or the number alone. Without a group, one row is taken as it stands; of several,
    /// where the profile allows it, what they share.
    #[must_use]
    pub fn code_in<'r>(&'r self, table: &'r Table, group: Option<&str>, code: &str) -> Reading<'r> {
        if !table.is_grouped() {
            return table.get(code).map_or(Reading::UNLISTED, Reading::of);
        }
        let Some(group) = group else {
            return match table.candidates(code) {
                [] => Reading::UNLISTED,
                [row] => Reading::of(row),
                rows if self.merges_missing_group => Reading { outcome: shared(rows), row: None },
                _ => Reading::UNLISTED,
            };
        };
        table
            .get_in_group(group, code)
            .or_else(|| self.borrowed_row(group, code))
            .map_or(Reading::UNLISTED, Reading::of)
    }

    fn borrowed_row(&self, group: &str, code: &str) -> Option<&Row> {
        let group = trimmed(group)?;
        let mut lenders =
            self.borrowed.iter().filter(|b| b.groups.iter().any(|name| **name == *group));
        lenders.find_map(|lender| lender.table.get_in_group(group, code))
    }
}

/// What all rows agree on; where they do not, nothing is known. States that differ but all failed
/// are a failure.
fn shared(rows: &[Row]) -> Outcome {
    fn agreed<T: PartialEq>(rows: &[Row], unknown: T, of: impl Fn(&Outcome) -> T) -> T {
        let mut values = rows.iter().map(|row| of(&row.outcome));
        match values.next() {
            Some(first) if values.all(|value| value == first) => first,
            _ => unknown,
        }
    }
    let unlisted = Outcome::UNLISTED;
    let mut outcome = Outcome {
        recognized: true,
        scope: agreed(rows, unlisted.scope, |o| o.scope),
        state: agreed(rows, unlisted.state, |o| o.state),
        is_final: agreed(rows, unlisted.is_final, |o| o.is_final),
        success: agreed(rows, unlisted.success, |o| o.success),
        cause: agreed(rows, unlisted.cause, |o| o.cause),
        retry: agreed(rows, unlisted.retry, |o| o.retry),
        backoff_s: agreed(rows, unlisted.backoff_s, |o| o.backoff_s),
        actor: agreed(rows, unlisted.actor, |o| o.actor),
        billable: agreed(rows, unlisted.billable, |o| o.billable),
        certainty: unlisted.certainty,
    };
    if outcome.state == State::Unknown && rows.iter().all(|r| r.outcome.success == Some(false)) {
        outcome.state = State::Failed;
    }
    outcome
}
