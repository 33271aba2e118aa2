//! Code tables of standards and of other vendors: SMPP, 3GPP, HTTP and ten more.

use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;

use super::file::{Archive, Fields, Named, Path, Tree, read};
use super::rows::{BillableByState, RowSource, TableSource};
use super::table::Table;
use crate::error::{Error, ErrorKind};

/// Ids and texts of the files in `core/data/standards`.
const FILES: &[(&str, &str)] = &[
    ("africastalking", include_str!("../../data/standards/africastalking.json")),
    ("aws", include_str!("../../data/standards/aws.json")),
    ("bird_messagebird", include_str!("../../data/standards/bird_messagebird.json")),
    ("err_8x8", include_str!("../../data/standards/err_8x8.json")),
    ("gsm3gpp", include_str!("../../data/standards/gsm3gpp.json")),
    ("http", include_str!("../../data/standards/http.json")),
    ("infobip", include_str!("../../data/standards/infobip.json")),
    ("nextsms", include_str!("../../data/standards/nextsms.json")),
    ("plivo", include_str!("../../data/standards/plivo.json")),
    ("sinch", include_str!("../../data/standards/sinch.json")),
    ("smpp", include_str!("../../data/standards/smpp.json")),
    ("twilio", include_str!("../../data/standards/twilio.json")),
    ("vonage", include_str!("../../data/standards/vonage.json")),
];

/// One file of code tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Standard {
    id: Box<str>,
    sources: Vec<Source>,
    notes: Vec<Box<str>>,
    tables: Box<[Table]>,
}

/// Where a part of a file comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    covers: Box<str>,
    source: Box<str>,
}

impl Source {
    /// The tables, or parts of a table, that come from there.
    #[must_use]
    pub fn covers(&self) -> &str {
        &self.covers
    }

    /// The document, with its clause where it has one.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}

impl Standard {
    /// The ids of the tables that come with septet, in alphabetical order.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(id, _)| *id)
    }

    /// The file with this id, such as `smpp`. Every call reads it anew; with feature `std`,
    /// [`Standard::shared`] keeps it.
    ///
    /// # Errors
    /// `table_unknown` when there is no such file.
    pub fn builtin(id: &str) -> Result<Standard, Error> {
        let (id, text) = FILES.iter().find(|(name, _)| *name == id).ok_or_else(|| unknown(id))?;
        Standard::parse(text).map_err(|e| e.with_file(format!("standards/{id}.json")))
    }

    /// Like [`Standard::builtin`], read once and kept.
    ///
    /// # Errors
    /// `table_unknown` when there is no such file.
    #[cfg(feature = "std")]
    pub fn shared(id: &str) -> Result<&'static Standard, Error> {
        static READ: [std::sync::OnceLock<Standard>; FILES.len()] =
            [const { std::sync::OnceLock::new() }; FILES.len()];
        let at = FILES.iter().position(|(name, _)| *name == id).ok_or_else(|| unknown(id))?;
        if let Some(standard) = READ[at].get() {
            return Ok(standard);
        }
        let standard = Standard::builtin(id)?;
        Ok(READ[at].get_or_init(|| standard))
    }

    fn parse(text: &str) -> Result<Standard, Error> {
        let file: StandardSource = read(&Tree::from_json(text)?, &Path::ROOT)?;
        let path = Path::ROOT.member("tables");
        let tables = file.tables.iter().map(|(name, table)| {
            table.compile(name, &BillableByState::default(), &path.member(name))
        });
        Ok(Standard {
            tables: tables.collect::<Result<_, _>>()?,
            id: file.id,
            sources: file.sources,
            notes: file.notes,
        })
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where its rows come from.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What a reader should know about it.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.notes.iter().map(|note| &**note)
    }

    /// Its tables, in the order of the file.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The table with this name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name() == name)
    }
}

/// The table `file.table` of the standards, such as `smpp.command_status`, as a value of its own.
pub(crate) fn table(name: &str) -> Result<Table, Error> {
    let (file, table) = name.split_once('.').ok_or_else(|| unknown(name))?;
    #[cfg(feature = "std")]
    let found = Standard::shared(file)?.table(table).cloned();
    #[cfg(not(feature = "std"))]
    let found = Standard::builtin(file)?.table(table).cloned();
    found.ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> Error {
    let ids: Vec<&str> = Standard::ids().collect();
    let hint = format!("no such standard table; the files are {}", ids.join(", "));
    Error::new(ErrorKind::TableUnknown, hint).with_value(name)
}

#[derive(Clone, Default, PartialEq)]
struct StandardSource {
    schema: Box<str>,
    id: Box<str>,
    sources: Vec<Source>,
    notes: Vec<Box<str>>,
    tables: Named<TableSource<StandardRow>>,
}

/// A row that may name its own source: `unverified` where no document was at hand.
#[derive(Clone, Default, PartialEq)]
struct StandardRow {
    row: RowSource,
    source: Box<str>,
}

impl AsRef<RowSource> for StandardRow {
    fn as_ref(&self) -> &RowSource {
        &self.row
    }
}

impl Fields for StandardSource {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("schema", &mut self.schema)?;
        file.required("id", &mut self.id)?;
        file.required("sources", &mut self.sources)?;
        file.required("notes", &mut self.notes)?;
        file.required("tables", &mut self.tables)
    }
}

impl Fields for StandardRow {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        self.row.fields(file)?;
        file.field("source", &mut self.source, "".into())
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        self.row.check(path)
    }
}

impl Fields for Source {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("covers", &mut self.covers)?;
        file.required("source", &mut self.source)
    }
}
