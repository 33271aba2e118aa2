//! From a profile's file to what the stages use.

use alloc::vec::Vec;

use super::source::{
    Basis, BorrowSource, HttpSource, MissingGroup, PartsSource, PayloadSource, ProfileSource, Raw,
    RecoverSource,
};
use crate::error::{Error, ErrorKind};
use crate::status::file::Path;
use crate::status::{
    BillableByState, Borrowed, Certainty, HttpRules, Parts, Payload, ReceiptOptions, ReceiptRules,
    Recover, Rules, Shape, Table, standard_table,
};

impl ProfileSource {
    /// The part of the profile that decoding needs, with every name in it resolved.
    pub(super) fn rules(&self) -> Result<Rules, Error> {
        let billable = &self.charging.billable;
        let root = Path::ROOT;
        let status = root.member("status");
        let tables = self
            .status
            .iter()
            .map(|(name, table)| table.compile(name, billable, &status.member(name)));
        let tables = Tables(tables.collect::<Result<_, _>>()?);
        let borrow = root.member("borrow");
        let borrowed = self.borrow.iter().enumerate();
        let borrowed = borrowed.map(|(i, b)| b.compile(billable, &borrow.item(i)));
        let payloads = root.member("payloads");
        let shapes = self.payloads.iter().enumerate();
        let shapes = shapes.map(|(i, p)| p.compile(&tables, &payloads.item(i)));
        let recover = self.recover.as_ref();
        Ok(Rules {
            borrowed: borrowed.collect::<Result<_, _>>()?,
            merges_missing_group: self.missing_group == MissingGroup::Merge,
            payloads: shapes.collect::<Result<_, _>>()?,
            recover: recover.map(|r| r.compile(&tables)).transpose()?,
            http: self.http.compile(&tables, billable)?,
            receipt: self.receipt_rules()?,
            billable: billable.clone(),
            tables: tables.0.into(),
        })
    }

    fn receipt_rules(&self) -> Result<ReceiptRules, Error> {
        let receipt = &self.receipt;
        let extra = receipt.stat_extra.iter();
        ReceiptRules::new(&ReceiptOptions {
            err_table: receipt.err_table.as_deref(),
            stat_extra: extra.map(|s| (&*s.word, s.state, s.cause)).collect(),
            twelve_digit_dates: receipt.twelve_digit_dates,
            // within a day: checked when it was read
            offset_min: receipt.utc_offset_min.map(|offset| offset as i16),
            id_compare: &receipt.id_compare,
        })
        .map_err(|e| e.with_field("receipt.err_table"))
    }
}

/// The tables of a profile, to be found by name.
struct Tables(Vec<Table>);

impl Tables {
    fn index(&self, name: &str, path: &Path<'_>) -> Result<usize, Error> {
        self.0.iter().position(|table| table.name() == name).ok_or_else(|| {
            path.error(ErrorKind::TableUnknown, "no table of this name in status").with_value(name)
        })
    }
}

impl BorrowSource {
    fn compile(&self, billable: &BillableByState, path: &Path<'_>) -> Result<Borrowed, Error> {
        let wrong =
            |e: Error| path.member("table").error(e.kind(), e.message()).with_value(&*self.table);
        let table = standard_table(&self.table).map_err(wrong)?;
        let mut rows = table.rows().to_vec();
        for row in &mut rows {
            row.outcome = billable.apply(row.outcome);
            // a row that is in doubt stays so
            row.outcome.certainty = row.outcome.certainty.min(self.certainty);
        }
        rows.retain(|row| row.group.is_some());
        if rows.is_empty() {
            let hint = "its rows have no groups, so nothing can be borrowed from it";
            return Err(path.member("table").error(ErrorKind::InvalidOption, hint));
        }
        let table = Table::new(table.name(), table.code_type(), true, rows)
            .map_err(|_| path.error(ErrorKind::Internal, "a standard lists a key twice"))?;
        Ok(Borrowed { groups: self.groups.clone().into(), table })
    }
}

impl HttpSource {
    fn compile(&self, tables: &Tables, billable: &BillableByState) -> Result<HttpRules, Error> {
        let http = Path::ROOT.member("http");
        let path = http.member("table");
        let own = if &*self.table == HttpSource::GENERIC {
            None
        } else {
            let index = tables.index(&self.table, &path)?;
            if tables.0.get(index).is_some_and(Table::is_grouped) {
                let hint = "a table of HTTP statuses has no groups";
                return Err(path.error(ErrorKind::InvalidOption, hint));
            }
            Some(index)
        };
        let generic = HttpRules::generic(billable)?;
        let (body_wins, retry_after) = (self.body_wins, self.retry_after);
        Ok(HttpRules { own, generic, body_wins, retry_after })
    }
}

impl RecoverSource {
    fn compile(&self, tables: &Tables) -> Result<Recover, Error> {
        let recover = Path::ROOT.member("recover");
        let path = recover.member("table");
        let table = tables.index(&self.table, &path)?;
        if tables.0.get(table).is_some_and(Table::is_grouped) {
            let hint = "a code alone is recovered, and this table needs a group";
            return Err(path.error(ErrorKind::InvalidOption, hint));
        }
        Ok(Recover { keys: self.keys.clone().into(), table })
    }
}

impl PayloadSource {
    fn compile(&self, tables: &Tables, path: &Path<'_>) -> Result<Payload, Error> {
        let item = path.member("item");
        let (table, parts, table_path) = match &self.item {
            Some(source) => (Some(&*source.table), &source.parts, item.member("table")),
            None => (self.table.as_deref(), &self.parts, path.member("table")),
        };
        let table = tables.index(table.unwrap_or(""), &table_path)?;
        let shape = if let Some(pointer) = &self.list {
            Shape::List { pointer: pointer.clone() }
        } else if let Some(raw) = self.raw {
            Shape::Raw { digits_only: raw == Raw::Int }
        } else if self.form {
            Shape::Form { when: self.when.clone().into() }
        } else if !self.search.is_empty() {
            Shape::Search { names: self.search.clone().into() }
        } else {
            Shape::Object { when: self.when.clone().into() }
        };
        let mut parts = parts.compile();
        if let Some(cross) = &self.cross_check {
            let index = tables.index(&cross.table, &path.member("cross_check").member("table"))?;
            parts.cross_check = Some((index, cross.code.clone()));
        }
        parts.unlisted_asks_http = self.unlisted.is_some();
        let documented = self.basis == Basis::Documented;
        Ok(Payload { id: self.id.clone(), documented, shape, table, parts })
    }
}

impl PartsSource {
    fn compile(&self) -> Parts {
        let source = self.clone();
        Parts {
            code: source.code.unwrap_or_default(),
            group: source.group,
            name: source.name,
            description: source.description,
            detail: source.detail,
            reference: source.reference,
            to: source.to,
            text: source.text.into(),
            cost: source.cost,
            currency: source.currency,
            balance: source.balance,
            required: source.required,
            retry_after: source.retry_after,
            cross_check: None,
            unlisted_asks_http: false,
        }
    }
}

/// The weaker of two certainties is the lesser.
const _: () = assert!((Certainty::Uncertain as u8) < Certainty::Certain as u8);
