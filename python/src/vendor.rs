//! Vendors.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyType};
use septet::sender::{Traffic, check};
use septet::status::{Http, ReceiptRules, ReceiptTlvs};
use septet::vendor::{Format, Vendor as Profile};
use septet::{Error, ErrorKind};
use septet_campaign::inputs::{InputFile, Role};

use crate::error::Result;
use crate::status::{Outcome, decoded, octets, receipt};
use crate::text::Reduced;

/// A vendor: what it takes, what it charges and what its answers mean, as data.
///
/// >>> vendor = septet.Vendor("msgine")
/// >>> vendor.check_sender("MyShop").is_ok
/// True
///
/// The argument is the id or an alias of a profile that comes with septet; ``load``, ``from_json``
/// and ``from_toml`` read one of your own. Raises ProfileError.
#[pyclass(frozen, eq, module = "septet")]
#[derive(Clone)]
pub(crate) struct Vendor {
    pub(crate) profile: Arc<Profile>,
    /// What it was read from; none of one that comes with septet.
    pub(crate) file: Option<InputFile>,
}

impl PartialEq for Vendor {
    fn eq(&self, other: &Vendor) -> bool {
        self.profile == other.profile
    }
}

#[pymethods]
impl Vendor {
    #[new]
    #[pyo3(signature = (id, /))]
    fn new(id: &str) -> Result<Vendor> {
        Ok(Vendor { profile: Arc::new(Profile::builtin(id)?.clone()), file: None })
    }

    /// The ids of the profiles that come with septet.
    ///
    /// >>> septet.Vendor.builtin_ids()
    /// ['macksms', 'msegat', 'msgine', 'msmpusher']
    #[staticmethod]
    fn builtin_ids() -> Result<Vec<&'static str>> {
        Ok(Profile::builtins()?.iter().map(Profile::id).collect())
    }

    /// Reads a profile from a file, ``.json`` or ``.toml``.
    ///
    /// >>> septet.Vendor.load("core/data/vendors/msgine.json").id
    /// 'msgine'
    #[classmethod]
    #[pyo3(signature = (path, /))]
    fn load(_class: &Bound<'_, PyType>, path: PathBuf) -> Result<Vendor> {
        let format = match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => Format::Json,
            Some("toml") => Format::Toml,
            _ => {
                return Err(Error::new(ErrorKind::InvalidOption, "name a .json or .toml file")
                    .with_field("path")
                    .with_value(path.to_string_lossy())
                    .into());
            }
        };
        let file = path.to_string_lossy();
        let text = crate::error::read_file(&path)?;
        let text = String::from_utf8(text).map_err(|_| {
            Error::new(ErrorKind::InvalidUtf8, "write the profile in UTF-8").with_file(&*file)
        })?;
        Ok(Vendor::read(&path, &text, format).map_err(|error| error.with_file(&*file))?)
    }

    /// Reads a profile from the text of a JSON file.
    ///
    /// >>> septet.Vendor.from_json(septet.Vendor("msgine").to_json()) == septet.Vendor("msgine")
    /// True
    #[classmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(_class: &Bound<'_, PyType>, text: &str) -> Result<Vendor> {
        Ok(Vendor::read(Path::new("profile.json"), text, Format::Json)?)
    }

    /// Reads a profile from the text of a TOML file.
    ///
    /// >>> septet.Vendor.from_toml('schema = "septet.profile/1"\nid = "mine"\nname = "Mine"').id
    /// 'mine'
    #[classmethod]
    #[pyo3(signature = (text, /))]
    fn from_toml(_class: &Bound<'_, PyType>, text: &str) -> Result<Vendor> {
        Ok(Vendor::read(Path::new("profile.toml"), text, Format::Toml)?)
    }

    /// The profile as JSON, without fields at their defaults.
    fn to_json(&self) -> String {
        self.profile.to_json()
    }

    /// Its id.
    #[getter]
    fn id(&self) -> &str {
        self.profile.id()
    }

    /// Its name.
    #[getter]
    fn name(&self) -> &str {
        self.profile.name()
    }

    /// Other ids by which it is found.
    #[getter]
    fn aliases(&self) -> Vec<String> {
        self.profile.aliases().to_vec()
    }

    /// Date or version of the vendor's document; empty where it has none.
    #[getter]
    fn revision(&self) -> &str {
        self.profile.revision()
    }

    /// Where the vendor is at home; empty where its document does not say.
    #[getter]
    fn countries(&self) -> Vec<String> {
        self.profile.countries().iter().map(ToString::to_string).collect()
    }

    /// The names of its status tables; the first is the default.
    #[getter]
    fn tables(&self) -> Vec<&str> {
        self.profile.status().tables().iter().map(septet::status::Table::name).collect()
    }

    /// Judges a sender by the vendor's rules. ``traffic`` is "transactional" or "promotional",
    /// where a rule depends on it.
    ///
    /// >>> septet.Vendor("msgine").check_sender("A name that is too long").verdict
    /// <SenderVerdict.TOO_LONG: 'too_long'>
    #[pyo3(signature = (sender, /, traffic=None))]
    fn check_sender<'py>(
        &self,
        py: Python<'py>,
        sender: &str,
        traffic: Option<&str>,
    ) -> Result<Bound<'py, PyAny>> {
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let traffic = match traffic {
            None => Traffic::Unknown,
            Some("transactional") => Traffic::Transactional,
            Some("promotional") => Traffic::Promotional,
            Some(other) => {
                let message = "use transactional or promotional";
                return Err(Error::new(ErrorKind::InvalidOption, message)
                    .with_field("traffic")
                    .with_value(other)
                    .into());
            }
        };
        let found = check(sender, self.profile.sender(), traffic);
        let verdict = crate::words::SENDER_VERDICT.member(py, found.verdict.as_str())?;
        let class = CLASS.import(py, "septet._values", "SenderCheck")?;
        Ok(class.call1((verdict, found.verdict.is_ok(), found.unspecified))?)
    }

    /// What a status code means. ``group`` only where the vendor has groups; ``table`` is the
    /// first of ``tables`` unless named.
    ///
    /// >>> septet.Vendor("msegat").decode_status("1060").cause
    /// <Cause.INSUFFICIENT_CREDIT: 'insufficient_credit'>
    #[pyo3(signature = (code, /, group=None, table=None))]
    fn decode_status(
        &self,
        code: &Bound<'_, PyAny>,
        group: Option<&Bound<'_, PyAny>>,
        table: Option<&str>,
    ) -> Result<Outcome> {
        let rules = self.profile.status();
        let code = crate::status::code(code)?;
        let group = group.map(crate::status::code).transpose()?;
        let reading = match table {
            None => rules.code(group.as_deref(), &code),
            Some(name) => {
                let table = rules.table(name).ok_or_else(|| {
                    Error::new(ErrorKind::TableUnknown, "name one of the vendor's tables")
                        .with_field("table")
                        .with_value(name)
                })?;
                rules.code_in(table, group.as_deref(), &code)
            }
        };
        Ok(reading.outcome.into())
    }

    /// What an HTTP status means when there is no body to read.
    ///
    /// >>> septet.Vendor("msgine").decode_http(503).retry
    /// <Retry.LATER: 'later'>
    #[pyo3(signature = (status, /, retry_after_s=None))]
    fn decode_http(&self, status: u16, retry_after_s: Option<u32>) -> Outcome {
        self.profile.status().http(Http { status: Some(status), retry_after_s }).into()
    }

    /// Reads the body of an answer or a webhook.
    ///
    /// >>> decoded = septet.Vendor("msegat").decode_body('{"code": "1060", "message": "..."}')
    /// >>> decoded.answers[0].outcome.cause
    /// <Cause.INSUFFICIENT_CREDIT: 'insufficient_credit'>
    #[pyo3(signature = (body, /, http_status=None, retry_after_s=None))]
    fn decode_body<'py>(
        &self,
        py: Python<'py>,
        body: &Bound<'py, PyAny>,
        http_status: Option<u16>,
        retry_after_s: Option<u32>,
    ) -> Result<Bound<'py, PyAny>> {
        let http = Http { status: http_status, retry_after_s };
        Ok(decoded(py, &self.profile.status().body(octets(body)?, http))?)
    }

    /// Reads an SMPP delivery receipt by the vendor's rules. The optional parameters
    /// ``message_state`` and ``receipted_message_id`` win over the text; ``err_table`` names
    /// another meaning of ``err:``, such as "gsm3gpp.map_error".
    ///
    /// >>> septet.Vendor("msgine").decode_receipt("id:1 stat:DELIVRD err:000").outcome.state
    /// <State.DELIVERED: 'delivered'>
    #[pyo3(signature = (text, /, *, message_state=None, receipted_message_id=None, err_table=None))]
    fn decode_receipt<'py>(
        &self,
        py: Python<'py>,
        text: &Bound<'py, PyAny>,
        message_state: Option<u8>,
        receipted_message_id: Option<&Bound<'py, PyAny>>,
        err_table: Option<&str>,
    ) -> Result<Bound<'py, PyAny>> {
        let rules = self.profile.status().receipt();
        read_receipt(py, rules, text, message_state, receipted_message_id, err_table)
    }

    fn __hash__(&self) -> u64 {
        // equal profiles have equal ids
        use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
        BuildHasherDefault::<DefaultHasher>::default().hash_one(self.profile.id())
    }

    fn __repr__(&self) -> String {
        format!("Vendor('{}')", self.profile.id())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, (String, Option<String>)>> {
        let file = self.file.as_ref().and_then(|file| serde_json::to_string(file).ok());
        Ok((py.get_type::<Vendor>().getattr("_restore")?, (self.profile.to_json(), file)))
    }

    /// For pickle.
    #[staticmethod]
    #[pyo3(signature = (profile, file))]
    fn _restore(profile: &str, file: Option<&str>) -> Result<Vendor> {
        let file = file.and_then(|file| serde_json::from_str(file).ok());
        Ok(Vendor { profile: Arc::new(Profile::load(profile, Format::Json)?), file })
    }
}

impl Vendor {
    fn read(path: &Path, text: &str, format: Format) -> std::result::Result<Vendor, Error> {
        let profile = Arc::new(Profile::load(text, format)?);
        Ok(Vendor { profile, file: Some(InputFile::read(Role::Profile, path, text.as_bytes())) })
    }
}

/// Reads an SMPP delivery receipt as the standard has it.
///
/// >>> septet.decode_receipt("id:1 stat:DELIVRD err:000").outcome.state
/// <State.DELIVERED: 'delivered'>
#[pyfunction]
#[pyo3(signature = (text, /, *, message_state=None, receipted_message_id=None, err_table=None))]
pub(crate) fn decode_receipt<'py>(
    py: Python<'py>,
    text: &Bound<'py, PyAny>,
    message_state: Option<u8>,
    receipted_message_id: Option<&Bound<'py, PyAny>>,
    err_table: Option<&str>,
) -> Result<Bound<'py, PyAny>> {
    let rules = ReceiptRules::standard()?;
    read_receipt(py, &rules, text, message_state, receipted_message_id, err_table)
}

fn read_receipt<'py>(
    py: Python<'py>,
    rules: &ReceiptRules,
    text: &Bound<'py, PyAny>,
    message_state: Option<u8>,
    receipted_message_id: Option<&Bound<'py, PyAny>>,
    err_table: Option<&str>,
) -> Result<Bound<'py, PyAny>> {
    let own;
    let rules = match err_table {
        None => rules,
        Some(table) => {
            own = rules.clone().with_err_table(table)?;
            &own
        }
    };
    let receipted_message_id = receipted_message_id.map(|id| octets(id)).transpose()?;
    let tlvs = ReceiptTlvs { message_state, receipted_message_id };
    let (outcome, fields) = rules.decode(octets(text)?, tlvs);
    Ok(receipt(py, outcome, &fields)?)
}

/// What a vendor's status code means; ``vendor`` is a ``Vendor`` or the id of one that comes with
/// septet. As ``Vendor.decode_status``.
///
/// >>> septet.decode_status("msegat", "1060").state
/// <State.REJECTED: 'rejected'>
#[pyfunction]
#[pyo3(signature = (vendor, code, /, group=None, table=None))]
pub(crate) fn decode_status(
    vendor: &Bound<'_, PyAny>,
    code: &Bound<'_, PyAny>,
    group: Option<&Bound<'_, PyAny>>,
    table: Option<&str>,
) -> Result<Outcome> {
    vendor_of(vendor)?.decode_status(code, group, table)
}

/// As [`vendor_of`]; where none is given, that of the standards alone.
pub(crate) fn vendor_or_neutral(value: Option<&Bound<'_, PyAny>>) -> Result<Vendor> {
    value.map_or_else(|| Vendor::new("neutral"), vendor_of)
}

/// A vendor given as itself or by its id.
pub(crate) fn vendor_of(value: &Bound<'_, PyAny>) -> Result<Vendor> {
    if let Ok(id) = value.cast::<PyString>() {
        return Vendor::new(id.to_str()?);
    }
    Ok(value.cast::<Vendor>().map_err(PyErr::from)?.get().clone())
}
