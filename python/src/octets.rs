//! Octets back to text.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use septet::reassembly::{Reassembly as Engine, Received};
use septet::user_data::{self, Content, DataCoding, ShortMessage};
use septet::vendor::Vendor as Profile;
use septet::{Error, ErrorKind};

use crate::error::{Failure, Result};
use crate::text::{LanguagePair, Reduced};
use crate::vendor::vendor_of;
use crate::words::ENCODING;

/// The user data of one segment as it was received: TP-UD, with the three fields of the message
/// that it takes to read it. ``repr`` shows neither octets nor text.
///
/// >>> septet.UserData(bytes.fromhex("e8329bfd06"), udl=5).decode()
/// 'hello'
#[pyclass(frozen, eq, hash, module = "septet")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct UserData {
    octets: Vec<u8>,
    /// TP-UDL: septets in 7-bit coding, else octets; header included.
    #[pyo3(get)]
    udl: u8,
    /// TP-DCS.
    #[pyo3(get)]
    dcs: u8,
    /// TP-UDHI: whether the octets begin with a header.
    #[pyo3(get)]
    udhi: bool,
}

#[pymethods]
impl UserData {
    #[new]
    #[pyo3(signature = (octets, /, *, udl, dcs=0, udhi=false))]
    fn new(octets: &Bound<'_, PyBytes>, udl: u8, dcs: u8, udhi: bool) -> UserData {
        UserData { octets: octets.as_bytes().to_vec(), udl, dcs, udhi }
    }

    /// TP-UD, header included.
    #[getter]
    fn octets<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.octets)
    }

    /// The header, its length octet included; empty without one. Raises ReassemblyError for a
    /// damaged one.
    #[getter]
    fn header<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyBytes>> {
        let header = self.engine().header()?;
        Ok(PyBytes::new(py, header.map_or(&[], |header| header.octets())))
    }

    /// The text, or the octets after the header of 8-bit data. Raises ReassemblyError for
    /// damage.
    ///
    /// >>> septet.UserData(bytes.fromhex("00e90020"), udl=4, dcs=8).decode()
    /// 'é '
    fn decode<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyAny>> {
        content(py, self.engine().decode()?)
    }

    fn __repr__(&self) -> String {
        let UserData { octets, udl, dcs, udhi } = self;
        let udhi = if *udhi { "True" } else { "False" };
        format!("UserData(<{} octets>, udl={udl}, dcs={dcs}, udhi={udhi})", octets.len())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Parts<'py>)> {
        let restore = py.get_type::<UserData>().getattr("_restore")?;
        Ok((restore, (PyBytes::new(py, &self.octets), self.udl, self.dcs, self.udhi)))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(octets: &Bound<'_, PyBytes>, udl: u8, dcs: u8, udhi: bool) -> UserData {
        UserData::new(octets, udl, dcs, udhi)
    }
}

type Parts<'py> = (Bound<'py, PyBytes>, u8, u8, bool);

impl From<user_data::UserData<'_>> for UserData {
    fn from(data: user_data::UserData<'_>) -> UserData {
        UserData {
            octets: data.octets().to_vec(),
            udl: data.udl(),
            dcs: data.data_coding().octet(),
            udhi: data.has_header(),
        }
    }
}

impl UserData {
    fn engine(&self) -> user_data::UserData<'_> {
        let coding = DataCoding::from_octet(self.dcs);
        user_data::UserData::new(&self.octets, self.udl, coding, self.udhi)
    }
}

fn content(py: Python<'_>, content: Content) -> Result<Bound<'_, PyAny>> {
    match content {
        Content::Text(text) => Ok(PyString::new(py, &text).into_any()),
        Content::Data(data) => Ok(PyBytes::new(py, &data).into_any()),
        other => Err(Failure::Septet(Error::new(
            ErrorKind::Internal,
            format!(
                "content that this package does not know: {}",
                std::any::type_name_of_val(&other)
            ),
        ))),
    }
}

/// Reads septets, one to an octet, as SMPP carries them.
///
/// >>> septet.decode_septets(bytes([0x1B, 0x65]))
/// '€'
#[pyfunction]
#[pyo3(signature = (septets, /, language=None))]
pub(crate) fn decode_septets(
    septets: &Bound<'_, PyBytes>,
    language: Option<&Bound<'_, LanguagePair>>,
) -> Result<String> {
    let pair = language.map_or(Ok(septet::LanguagePair::default()), |pair| pair.get().engine())?;
    Ok(user_data::decode_septets(septets.as_bytes(), pair)?)
}

/// Reads a short message of SMPP (deliver_sm): its text, or the octets of 8-bit data. ``esm_class`` is
/// 0x40 where a header comes first. What ``data_coding`` 0 means the protocol leaves to the vendor: say
/// it by ``smsc_alphabet`` ("gsm7", the default, "latin1" or "ascii"), or by the ``vendor`` whose
/// profile knows. Raises ReassemblyError for octets that are damaged; UsageError for a ``data_coding`` of
/// another character set, and for a vendor whose document is silent.
///
/// >>> septet.decode_short_message(b"caf\xe9", smsc_alphabet="latin1")
/// 'café'
#[pyfunction]
#[pyo3(signature = (octets, /, *, data_coding=0, esm_class=0, smsc_alphabet=None, vendor=None))]
pub(crate) fn decode_short_message<'py>(
    octets: &Bound<'py, PyBytes>,
    data_coding: u8,
    esm_class: u8,
    smsc_alphabet: Option<&str>,
    vendor: Option<&Bound<'py, PyAny>>,
) -> Result<Bound<'py, PyAny>> {
    let stated = smsc_alphabet.map(str::parse).transpose()?;
    let vendor = vendor.map(vendor_of).transpose()?;
    let profile = vendor.as_ref().map(|vendor| &*vendor.profile);
    let alphabet = Profile::smsc_alphabet_or(stated, profile)?;
    let message = ShortMessage { short_message: octets.as_bytes(), data_coding, esm_class };
    content(octets.py(), message.decode(alphabet)?)
}

/// A message made of segments, complete or not. ``repr`` shows neither sender nor text.
#[pyclass(frozen, eq, hash, module = "septet")]
pub(crate) struct Message(septet::reassembly::Message);

impl PartialEq for Message {
    fn eq(&self, other: &Message) -> bool {
        self.0.from() == other.0.from() && self.0.segments().eq(other.0.segments())
    }
}

impl std::hash::Hash for Message {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.from().hash(state);
        self.0.segments().for_each(|segment| segment.octets().hash(state));
    }
}

#[pymethods]
impl Message {
    /// The sender, as given with its segments.
    #[getter]
    fn sender(&self) -> &str {
        self.0.from()
    }

    /// How many segments it has in all.
    #[getter]
    fn segment_count(&self) -> u8 {
        self.0.segment_count()
    }

    /// The places of segments that have not come, counted from 1.
    #[getter]
    fn missing(&self) -> Vec<u16> {
        self.0.missing().map(u16::from).collect()
    }

    /// Whether every segment has come.
    #[getter]
    fn is_complete(&self) -> bool {
        self.0.is_complete()
    }

    /// How its text is coded.
    #[getter]
    fn encoding<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        ENCODING.member(py, self.0.encoding().as_str())
    }

    /// Its language tables; ``None`` when they are the default ones.
    #[getter]
    fn language(&self) -> Option<LanguagePair> {
        let pair = self.0.languages();
        (!pair.is_default()).then(|| pair.into())
    }

    /// Destination and source port, if a segment names them.
    #[getter]
    fn ports(&self) -> Option<(u16, u16)> {
        self.0.ports().map(|ports| (ports.destination, ports.source))
    }

    /// The whole text, or the octets of 8-bit data. Raises ReassemblyError while segments are
    /// missing.
    ///
    /// >>> segments = septet.split("a" * 161, reference_number=7)
    /// >>> [message] = septet.reassemble(("MyShop", one.user_data) for one in segments)
    /// >>> message.decode() == "a" * 161
    /// True
    fn decode<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyAny>> {
        content(py, self.0.decode()?)
    }

    fn __repr__(&self) -> String {
        format!("Message(segment_count={}, missing={:?})", self.0.segment_count(), self.missing())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, (String, Vec<UserData>)>> {
        let segments = self.0.segments().map(UserData::from).collect();
        let restore = py.get_type::<Message>().getattr("_restore")?;
        Ok((restore, (self.0.from().to_owned(), segments)))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(sender: &str, segments: Vec<PyRef<'_, UserData>>) -> Result<Message> {
        let mut engine = Engine::new();
        for segment in &segments {
            engine.push(sender, segment.engine())?;
        }
        let message = engine.messages().next().map(|(_, message)| Message(message.clone()));
        message.ok_or_else(|| PyValueError::new_err("a message has segments").into())
    }
}

/// Joins segments to messages as they come, in any order.
///
/// There are no timers: the caller knows the time, and takes or drops what stays incomplete.
///
/// >>> reassembly = septet.Reassembly()
/// >>> second = septet.UserData(bytes.fromhex("0500032a0202d06536fb0d"), udl=12, udhi=True)
/// >>> reassembly.push("+256701521269", second) is None
/// True
/// >>> reassembly.messages()[0].missing
/// [1]
#[pyclass(module = "septet")]
pub(crate) struct Reassembly(Engine);

#[pymethods]
impl Reassembly {
    #[new]
    fn new() -> Reassembly {
        Reassembly(Engine::new())
    }

    /// Takes one segment. Returns the message when this completes it, and forgets that message;
    /// else ``None``.
    #[pyo3(signature = (sender, user_data, /))]
    fn push(&mut self, sender: &str, user_data: &Bound<'_, UserData>) -> Result<Option<Message>> {
        Ok(match self.0.push(sender, user_data.get().engine())? {
            Received::Complete(id) => self.0.take(id).map(Message),
            Received::Waiting(_) | Received::Duplicate(_) => None,
        })
    }

    /// The messages that still lack segments, in the order in which they were first heard of.
    fn messages(&self) -> Vec<Message> {
        self.0.messages().map(|(_, message)| Message(message.clone())).collect()
    }

    /// Forgets every message that still lacks segments, and returns them.
    ///
    /// >>> septet.Reassembly().clear()
    /// []
    fn clear(&mut self) -> Vec<Message> {
        let ids: Vec<_> = self.0.messages().map(|(id, _)| id).collect();
        ids.into_iter().filter_map(|id| self.0.take(id)).map(Message).collect()
    }

    /// How many segments came twice and were dropped.
    #[getter]
    fn duplicate_count(&self) -> u64 {
        self.0.duplicate_count()
    }

    fn __repr__(&self) -> String {
        format!("Reassembly({} incomplete)", self.0.messages().count())
    }
}

/// Joins pairs of sender and user data to messages: the complete and the incomplete ones, in the
/// order in which they were first heard of. A segment that came twice counts once, also when its
/// message was complete by then.
///
/// >>> segments = septet.split("a" * 161, reference_number=7)
/// >>> arrived = [("MyShop", one.user_data) for one in segments]
/// >>> [message.is_complete for message in septet.reassemble(arrived)]
/// [True]
#[pyfunction]
#[pyo3(signature = (segments, /))]
pub(crate) fn reassemble(segments: &Bound<'_, PyAny>) -> Result<Vec<Message>> {
    let mut engine = Engine::new();
    for pair in segments.try_iter()? {
        let (sender, user_data): (String, Bound<'_, UserData>) = pair?.extract()?;
        engine.push(&sender, user_data.get().engine())?;
    }
    Ok(engine.messages().map(|(_, message)| Message(message.clone())).collect())
}
