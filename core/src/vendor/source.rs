//! A whole `septet.profile/1` file: what [`fields`](super::fields) does not hold.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::fields::check_pointer;
use super::profile::{ChargingProfile, DocumentFinding, Limits, NumberRules, TextRules};
use crate::error::{Error, ErrorKind};
use crate::number::Region;
use crate::sender::SenderRules;
use crate::status::file::fields::word_values;
use crate::status::file::{Archive, Fields, Named, Path, Tree, Value, schema};
use crate::status::words::words;
use crate::status::{Cause, Certainty, IdCompare, State, TableSource, TwelveDigitDates, WhichWait};

word_values!(WhichWait, TwelveDigitDates, IdCompare, MissingGroup, Raw, Unlisted, Basis);

words! {
    /// What a code without its group means.
    pub(super) enum MissingGroup {
        /// Nothing.
        Unknown = 0, "unknown";
        /// What all rows with this code share.
        Merge = 1, "merge";
    }
}

words! {
    /// The spelling of a body that is a code and nothing else.
    pub(super) enum Raw {
        /// Digits.
        Int = 0, "int";
        /// Letters, digits, `_`, `.` and `-`.
        Token = 1, "token";
    }
}

words! {
    /// Who speaks when a code is not listed.
    pub(super) enum Unlisted {
        /// HTTP, where it says 4xx or 5xx.
        HttpError = 0, "http_error";
    }
}

words! {
    /// Where a shape comes from.
    pub(super) enum Basis {
        /// From the vendor's document.
        Documented = 0, "documented";
        /// It is assumed.
        Assumed = 1, "assumed";
    }
}

/// The name of the format and its version.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Schema;

impl Schema {
    pub(super) const NAME: &'static str = "septet.profile/1";
}

impl Value for Schema {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<Schema, Error> {
        match tree {
            Tree::Text(name) if name == Schema::NAME => Ok(Schema),
            _ => Err(path.wrong(tree, "this version reads \"septet.profile/1\"")),
        }
    }

    fn write(&self) -> Tree {
        Tree::Text(Schema::NAME.into())
    }

    fn schema() -> Tree {
        schema::one_of([Schema::NAME].into_iter())
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ProfileSource {
    pub(super) schema: Schema,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) revision: String,
    pub(super) docs: Vec<String>,
    pub(super) countries: Vec<Region>,
    pub(super) number: NumberRules,
    pub(super) sender: SenderRules,
    pub(super) text: TextRules,
    pub(super) charging: ChargingProfile,
    pub(super) limits: Limits,
    pub(super) status: Named<TableSource>,
    pub(super) groups: Named<String>,
    pub(super) borrow: Vec<BorrowSource>,
    pub(super) missing_group: MissingGroup,
    pub(super) payloads: Vec<PayloadSource>,
    pub(super) recover: Option<RecoverSource>,
    pub(super) http: HttpSource,
    pub(super) receipt: ReceiptSource,
    pub(super) notes: Vec<String>,
    pub(super) findings: Vec<DocumentFinding>,
}

impl Fields for ProfileSource {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("schema", &mut self.schema)?;
        file.required("id", &mut self.id)?;
        file.required("name", &mut self.name)?;
        file.field("aliases", &mut self.aliases, Vec::new())?;
        file.field("revision", &mut self.revision, String::new())?;
        file.field("docs", &mut self.docs, Vec::new())?;
        file.field("countries", &mut self.countries, Vec::new())?;
        file.field("number", &mut self.number, NumberRules::default())?;
        file.field("sender", &mut self.sender, SenderRules::default())?;
        file.field("text", &mut self.text, TextRules::default())?;
        file.field("charging", &mut self.charging, ChargingProfile::default())?;
        file.field("limits", &mut self.limits, Limits::default())?;
        file.field("status", &mut self.status, Named::default())?;
        file.field("groups", &mut self.groups, Named::default())?;
        file.field("borrow", &mut self.borrow, Vec::new())?;
        file.field("missing_group", &mut self.missing_group, MissingGroup::Unknown)?;
        file.field("payloads", &mut self.payloads, Vec::new())?;
        file.field("recover", &mut self.recover, None)?;
        file.field("http", &mut self.http, HttpSource::default())?;
        file.field("receipt", &mut self.receipt, ReceiptSource::default())?;
        file.field("notes", &mut self.notes, Vec::new())?;
        file.field("findings", &mut self.findings, Vec::new())
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        check_id(&self.id, &path.member("id"))?;
        let aliases = path.member("aliases");
        for (i, alias) in self.aliases.iter().enumerate() {
            check_id(alias, &aliases.item(i))?;
        }
        let findings = path.member("findings");
        for (i, finding) in self.findings.iter().enumerate() {
            if self.findings.iter().take(i).any(|other| other.id == finding.id) {
                let (path, hint) = (findings.item(i), "this id stands twice");
                return Err(path.member("id").error(ErrorKind::FieldDuplicate, hint));
            }
        }
        Ok(())
    }
}

fn check_id(id: &str, path: &Path<'_>) -> Result<(), Error> {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if !id.is_empty() && id.bytes().all(allowed) {
        return Ok(());
    }
    Err(path.wrong(&Tree::Text(id.into()), "use lower-case letters, digits and _"))
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct BorrowSource {
    pub(super) table: Box<str>,
    pub(super) groups: Vec<Box<str>>,
    pub(super) certainty: Certainty,
}

impl Fields for BorrowSource {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("table", &mut self.table)?;
        file.required("groups", &mut self.groups)?;
        file.field("certainty", &mut self.certainty, Certainty::Uncertain)
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CrossCheckSource {
    pub(super) table: Box<str>,
    pub(super) code: Box<str>,
}

impl Fields for CrossCheckSource {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("table", &mut self.table)?;
        file.required("code", &mut self.code)
    }
}

/// One shape. Which fields it may have depends on its kind, which `check` finds out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PayloadSource {
    pub(super) id: Box<str>,
    pub(super) when: Vec<Box<str>>,
    pub(super) search: Vec<Box<str>>,
    pub(super) list: Option<Box<str>>,
    pub(super) item: Option<ItemSource>,
    pub(super) raw: Option<Raw>,
    pub(super) form: bool,
    pub(super) table: Option<Box<str>>,
    pub(super) parts: PartsSource,
    pub(super) cross_check: Option<CrossCheckSource>,
    pub(super) unlisted: Option<Unlisted>,
    pub(super) basis: Basis,
}

/// Pointers that a shape has.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PartsSource {
    pub(super) code: Option<Box<str>>,
    pub(super) group: Option<Box<str>>,
    pub(super) name: Option<Box<str>>,
    pub(super) description: Option<Box<str>>,
    pub(super) detail: Option<Box<str>>,
    pub(super) reference: Option<Box<str>>,
    pub(super) to: Option<Box<str>>,
    pub(super) text: Vec<Box<str>>,
    pub(super) cost: Option<Box<str>>,
    pub(super) currency: Option<Box<str>>,
    pub(super) balance: Option<Box<str>>,
    pub(super) required: Option<Box<str>>,
    pub(super) retry_after: Option<Box<str>>,
}

impl PartsSource {
    /// Names and pointers of all that are given.
    fn pointers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let single = [
            ("code", &self.code),
            ("group", &self.group),
            ("name", &self.name),
            ("description", &self.description),
            ("detail", &self.detail),
            ("ref", &self.reference),
            ("to", &self.to),
            ("cost", &self.cost),
            ("currency", &self.currency),
            ("balance", &self.balance),
            ("required", &self.required),
            ("retry_after", &self.retry_after),
        ];
        let texts = self.text.iter().map(|pointer| ("text", &**pointer));
        single.into_iter().filter_map(|(name, p)| Some((name, p.as_deref()?))).chain(texts)
    }
}

impl Fields for PayloadSource {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("id", &mut self.id)?;
        file.field("when", &mut self.when, Vec::new())?;
        file.field("search", &mut self.search, Vec::new())?;
        file.field("list", &mut self.list, None)?;
        file.field("item", &mut self.item, None)?;
        file.field("raw", &mut self.raw, None)?;
        file.field("form", &mut self.form, false)?;
        file.field("table", &mut self.table, None)?;
        let parts = &mut self.parts;
        file.field("code", &mut parts.code, None)?;
        file.field("group", &mut parts.group, None)?;
        file.field("name", &mut parts.name, None)?;
        file.field("description", &mut parts.description, None)?;
        file.field("detail", &mut parts.detail, None)?;
        file.field("ref", &mut parts.reference, None)?;
        file.field("to", &mut parts.to, None)?;
        file.field("text", &mut parts.text, Vec::new())?;
        file.field("cost", &mut parts.cost, None)?;
        file.field("currency", &mut parts.currency, None)?;
        file.field("balance", &mut parts.balance, None)?;
        file.field("required", &mut parts.required, None)?;
        file.field("retry_after", &mut parts.retry_after, None)?;
        file.field("cross_check", &mut self.cross_check, None)?;
        file.field("unlisted", &mut self.unlisted, None)?;
        file.field("basis", &mut self.basis, Basis::Documented)
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        let wrong =
            |name: &str, hint: &str| Err(path.member(name).error(ErrorKind::InvalidOption, hint));
        let missing =
            |name: &str, hint: &str| Err(path.member(name).error(ErrorKind::FieldMissing, hint));
        let kinds = [!self.search.is_empty(), self.list.is_some(), self.raw.is_some(), self.form];
        if kinds.iter().filter(|kind| **kind).count() > 1 {
            return wrong("id", "a shape has one of search, list, raw and form");
        }
        let [search, list, raw, form] = kinds;
        if list != self.item.is_some() {
            return wrong("item", "list and item go together");
        }
        if list {
            if self.parts != PartsSource::default() || self.table.is_some() {
                return wrong("item", "table and pointers of a list stand in its item");
            }
        } else if self.table.is_none() {
            return missing("table", "name a table of status");
        }
        if raw && self.parts != PartsSource::default() {
            return wrong("raw", "a body that is a code has no other parts");
        }
        if !(list || raw) && self.parts.code.is_none() {
            return missing("code", "say where the code stands");
        }
        let plain = !(search || list || raw || form);
        if !(self.when.is_empty() || plain || form) {
            return wrong("when", "only a plain shape or a form has conditions");
        }
        if self.when.is_empty() && (plain || form) {
            return missing("when", "say what must be there for this shape to match");
        }
        if !plain && self.cross_check.is_some() {
            return wrong("cross_check", "only a plain shape has it");
        }
        if !plain && self.unlisted.is_some() {
            return wrong("unlisted", "only a plain shape has it");
        }
        if !plain && self.parts.retry_after.is_some() {
            return wrong("retry_after", "only a plain shape has it");
        }
        if form {
            return Ok(()); // fields of a form are names
        }
        let when = self.when.iter().map(|pointer| ("when", &**pointer));
        let list = self.list.as_deref().map(|pointer| ("list", pointer));
        for (name, pointer) in self.parts.pointers().chain(when).chain(list) {
            check_pointer(pointer, &path.member(name))?;
        }
        if let Some(cross) = &self.cross_check {
            check_pointer(&cross.code, &path.member("cross_check").member("code"))?;
        }
        Ok(())
    }
}

/// What an item of a list holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ItemSource {
    pub(super) table: Box<str>,
    pub(super) parts: PartsSource,
}

impl Fields for ItemSource {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        let parts = &mut self.parts;
        file.required("table", &mut self.table)?;
        file.field("code", &mut parts.code, None)?;
        file.field("group", &mut parts.group, None)?;
        file.field("ref", &mut parts.reference, None)?;
        file.field("to", &mut parts.to, None)?;
        file.field("text", &mut parts.text, Vec::new())?;
        file.field("cost", &mut parts.cost, None)?;
        file.field("currency", &mut parts.currency, None)
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        if self.parts.code.is_none() {
            let hint = "say where the code of an item stands";
            return Err(path.member("code").error(ErrorKind::FieldMissing, hint));
        }
        for (name, pointer) in self.parts.pointers() {
            check_pointer(pointer, &path.member(name))?;
        }
        Ok(())
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RecoverSource {
    pub(super) keys: Vec<Box<str>>,
    pub(super) table: Box<str>,
}

impl Fields for RecoverSource {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("keys", &mut self.keys)?;
        file.required("table", &mut self.table)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct HttpSource {
    pub(super) table: Box<str>,
    pub(super) body_wins: bool,
    pub(super) retry_after: WhichWait,
}

impl HttpSource {
    /// The word for the table of RFC 9110 alone.
    pub(super) const GENERIC: &'static str = "generic";
}

impl Default for HttpSource {
    fn default() -> HttpSource {
        let table = HttpSource::GENERIC.into();
        HttpSource { table, body_wins: true, retry_after: WhichWait::Larger }
    }
}

impl Fields for HttpSource {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.field("table", &mut self.table, HttpSource::GENERIC.into())?;
        file.field("body_wins", &mut self.body_wins, true)?;
        file.field("retry_after", &mut self.retry_after, WhichWait::Larger)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct ReceiptSource {
    pub(super) err_table: Option<Box<str>>,
    pub(super) stat_extra: Vec<StatSource>,
    pub(super) twelve_digit_dates: TwelveDigitDates,
    pub(super) utc_offset_min: Option<i32>,
    pub(super) id_compare: Vec<IdCompare>,
}

impl Default for ReceiptSource {
    fn default() -> ReceiptSource {
        ReceiptSource {
            err_table: None,
            stat_extra: Vec::new(),
            twelve_digit_dates: TwelveDigitDates::Auto,
            utc_offset_min: None,
            id_compare: [IdCompare::Exact].into(),
        }
    }
}

impl Fields for ReceiptSource {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.field("err_table", &mut self.err_table, None)?;
        file.field("stat_extra", &mut self.stat_extra, Vec::new())?;
        let auto = TwelveDigitDates::Auto;
        file.field("twelve_digit_dates", &mut self.twelve_digit_dates, auto)?;
        file.field("utc_offset_min", &mut self.utc_offset_min, None)?;
        file.field("id_compare", &mut self.id_compare, [IdCompare::Exact].into())
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        match self.utc_offset_min {
            // UTC-12:00 to UTC+14:00 are in use
            Some(offset) if !(-720..=840).contains(&offset) => Err(path
                .member("utc_offset_min")
                .wrong(&Tree::Int(offset.into()), "use minutes from -720 to 840")),
            _ => Ok(()),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct StatSource {
    pub(super) word: Box<str>,
    pub(super) state: State,
    pub(super) cause: Cause,
}

impl Fields for StatSource {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("word", &mut self.word)?;
        file.required("state", &mut self.state)?;
        file.field("cause", &mut self.cause, Cause::None)
    }
}
