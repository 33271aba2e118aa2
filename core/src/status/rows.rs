//! A table of codes as it stands in a file, and what becomes of it.

use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;

use super::file::fields::word_values;
use super::file::{Archive, Fields, Path, Tree, Value, schema};
use super::generated::{Actor, Billable, Cause, Certainty, Retry, Scope, State};
use super::outcome::Outcome;
use super::table::{CODE_LEN_MAX, CodeType, Row, Table, trimmed};
use super::words::words;
use crate::error::{Error, ErrorKind};

words! {
    /// One part of the key of a table.
    pub(crate) enum KeyPart {
        /// The code itself.
        Code = 0, "code";
        /// The group in which it stands.
        Group = 1, "group";
    }
}
word_values!(KeyPart);

/// What a vendor says of charging by state, where it says something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BillableByState(Vec<(State, Billable)>);

impl BillableByState {
    /// Whether a message in this state is charged.
    #[must_use]
    pub fn get(&self, state: State) -> Option<Billable> {
        self.0.iter().find(|(s, _)| *s == state).map(|(_, billable)| *billable)
    }

    /// The same outcome with the vendor's word on charging.
    pub(crate) fn apply(&self, mut outcome: Outcome) -> Outcome {
        if let Some(billable) = self.get(outcome.state) {
            outcome.billable = billable;
        }
        outcome
    }
}

impl Value for BillableByState {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<BillableByState, Error> {
        let Tree::Table(members) = tree else {
            return Err(path.wrong(tree, "use a table of states"));
        };
        let members = members.iter().map(|(name, value)| {
            let path = path.member(name);
            let state = State::from_word(name)
                .ok_or_else(|| path.error(ErrorKind::FieldUnknown, "no such state"))?;
            Ok((state, Billable::read(value, &path)?))
        });
        members.collect::<Result<_, _>>().map(BillableByState)
    }

    fn write(&self) -> Tree {
        let members = self.0.iter().map(|(state, b)| (state.as_str().into(), b.write()));
        Tree::Table(members.collect())
    }

    fn schema() -> Tree {
        schema::record(State::ALL.iter().map(|s| s.as_str()), &Billable::schema())
    }
}

/// `true`, `false` or `null` in a file; TOML, which has no null, says `"null"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BoolOrNull(Option<bool>);

impl Value for BoolOrNull {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<BoolOrNull, Error> {
        match tree {
            Tree::Bool(b) => Ok(BoolOrNull(Some(*b))),
            Tree::Null => Ok(BoolOrNull(None)),
            Tree::Text(word) if word == "null" => Ok(BoolOrNull(None)),
            _ => Err(path.wrong(tree, "use true, false or null (in TOML \"null\")")),
        }
    }

    fn write(&self) -> Tree {
        self.0.map_or(Tree::Text("null".into()), Tree::Bool)
    }

    fn schema() -> Tree {
        schema::bool_or_null()
    }
}

/// One row of a table in a file. Everything but code and state has a default: name and note
/// nothing, cause none, the rest what follows from state and cause.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RowSource {
    pub(crate) group: Option<Box<str>>,
    pub(crate) code: Box<str>,
    pub(crate) name: Box<str>,
    pub(crate) state: State,
    pub(crate) cause: Cause,
    pub(crate) is_final: Option<BoolOrNull>,
    pub(crate) success: Option<BoolOrNull>,
    pub(crate) billable: Option<Billable>,
    pub(crate) retry: Option<Retry>,
    pub(crate) backoff_s: Option<u32>,
    pub(crate) actor: Option<Actor>,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) scope: Option<Scope>,
    pub(crate) note: Box<str>,
}

impl Fields for RowSource {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.field("group", &mut self.group, None)?;
        file.required("code", &mut self.code)?;
        file.field("name", &mut self.name, "".into())?;
        file.required("state", &mut self.state)?;
        file.field("cause", &mut self.cause, Cause::None)?;
        file.field("final", &mut self.is_final, None)?;
        file.field("success", &mut self.success, None)?;
        file.field("billable", &mut self.billable, None)?;
        file.field("retry", &mut self.retry, None)?;
        file.field("backoff_s", &mut self.backoff_s, None)?;
        file.field("actor", &mut self.actor, None)?;
        file.field("certainty", &mut self.certainty, None)?;
        file.field("scope", &mut self.scope, None)?;
        file.field("note", &mut self.note, "".into())
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        let code = |name, text: &str| {
            if trimmed(text) == Some(text) {
                return Ok(());
            }
            let hint = format!("use 1 to {CODE_LEN_MAX} octets without white space around them");
            Err(path.member(name).wrong(&Tree::Text(text.into()), &hint))
        };
        code("code", &self.code)?;
        self.group.as_deref().map_or(Ok(()), |group| code("group", group))?;
        let later = self.retry.unwrap_or(self.cause.facts().retry) == Retry::Later;
        if self.backoff_s.is_some() && !later {
            let hint = "a wait means something only where retry is later: remove it";
            return Err(path.member("backoff_s").error(ErrorKind::InvalidOption, hint));
        }
        Ok(())
    }
}

impl RowSource {
    /// The row with all that follows from state and cause.
    fn compile(&self, scope: Scope, billable: &BillableByState) -> Row {
        let of = Outcome::of(self.scope.unwrap_or(scope), self.state, self.cause);
        let retry = self.retry.unwrap_or(of.retry);
        let backoff_s = self.backoff_s.or(of.backoff_s);
        let outcome = Outcome {
            is_final: self.is_final.map_or(of.is_final, |b| b.0),
            success: self.success.map_or(of.success, |b| b.0),
            retry,
            backoff_s: if retry == Retry::Later { backoff_s } else { None },
            actor: self.actor.unwrap_or(of.actor),
            billable: self.billable.or(billable.get(self.state)).unwrap_or(of.billable),
            certainty: self.certainty.unwrap_or(of.certainty),
            ..of
        };
        Row {
            code: self.code.clone(),
            group: self.group.clone(),
            name: self.name.clone(),
            note: self.note.clone(),
            outcome,
        }
    }
}

/// A table in a file. `R` is the kind of its rows: those of a standard also name their source.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct TableSource<R = RowSource> {
    pub(crate) key: Vec<KeyPart>,
    pub(crate) code_type: CodeType,
    pub(crate) scope: Scope,
    pub(crate) rows: Vec<R>,
}

impl<R: Fields> Fields for TableSource<R> {
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error> {
        file.required("key", &mut self.key)?;
        file.required("code_type", &mut self.code_type)?;
        file.field("scope", &mut self.scope, Scope::Message)?;
        file.required("rows", &mut self.rows)
    }

    fn check(&self, path: &Path<'_>) -> Result<(), Error> {
        if !matches!(self.key[..], [KeyPart::Code] | [KeyPart::Group, KeyPart::Code]) {
            let hint = "use [\"code\"] or [\"group\", \"code\"]";
            return Err(path.member("key").error(ErrorKind::InvalidOption, hint));
        }
        Ok(())
    }
}

impl<R: AsRef<RowSource>> TableSource<R> {
    pub(crate) fn is_grouped(&self) -> bool {
        self.key.contains(&KeyPart::Group)
    }

    /// Fills in and sorts the rows, and checks codes and keys.
    pub(crate) fn compile(
        &self,
        name: &str,
        billable: &BillableByState,
        path: &Path<'_>,
    ) -> Result<Table, Error> {
        let rows_path = path.member("rows");
        for (i, row) in self.rows.iter().enumerate() {
            let (row, path) = (row.as_ref(), rows_path.item(i));
            let digits = row.code.strip_prefix('-').unwrap_or(&row.code);
            let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            if self.code_type == CodeType::Int && !is_number {
                let tree = Tree::Text((&*row.code).into());
                return Err(path.member("code").wrong(&tree, "code_type int takes digits only"));
            }
            if self.is_grouped() && row.group.is_none() {
                let hint = "the key of this table holds a group";
                return Err(path.member("group").error(ErrorKind::FieldMissing, hint));
            }
        }
        let rows = self.rows.iter().map(|row| row.as_ref().compile(self.scope, billable));
        Table::new(name, self.code_type, self.is_grouped(), rows.collect()).map_err(|row| {
            let hint = "this key stands twice in the table";
            rows_path.error(ErrorKind::FieldDuplicate, hint).with_value(&*row.code)
        })
    }
}

impl AsRef<RowSource> for RowSource {
    fn as_ref(&self) -> &RowSource {
        self
    }
}
