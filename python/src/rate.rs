//! Rate cards.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyString, PyTuple, PyType};
use septet::rate;
use septet_campaign::inputs::{InputFile, Role};

use crate::error::Result;
use crate::text::Reduced;

/// A price list, in the format ``septet-ratecard/1``.
///
/// ``RateCard.load`` reads a ``.csv``, ``.json`` or ``.toml`` file, the others its text. Raises
/// RateCardError with file, line, field and value.
///
/// >>> card = septet.RateCard.from_csv(
/// ...     "#! format = septet-ratecard/1\n#! id = mine\n#! currency = EUR\n"
/// ...     "record,id,country,price\nrate,r1,UG,0.05\n"
/// ... )
/// >>> card.id, card.currency, card.rate_count
/// ('mine', 'EUR', 1)
#[pyclass(frozen, module = "septet")]
#[derive(Clone)]
pub(crate) struct RateCard {
    card: rate::RateCard,
    /// Name and content of the file it was read from: for pickling and equality.
    source: Arc<(String, Vec<u8>)>,
}

#[pymethods]
impl RateCard {
    /// Reads a card from a file.
    ///
    /// >>> septet.RateCard.load("examples/rates.csv")
    /// RateCard('example-flat', USD, 48 rates)
    #[classmethod]
    #[pyo3(signature = (path, /))]
    fn load(_class: &Bound<'_, PyType>, path: PathBuf) -> Result<RateCard> {
        RateCard::open(path)
    }

    /// Reads a card from the text of a CSV file.
    #[classmethod]
    #[pyo3(signature = (text, /))]
    fn from_csv(_class: &Bound<'_, PyType>, text: &str) -> Result<RateCard> {
        RateCard::read("card.csv".to_owned(), text.into())
    }

    /// Reads a card from the text of a JSON file.
    ///
    /// >>> card = septet.RateCard.load("examples/rates.csv")
    /// >>> septet.RateCard.from_json(card.to_json()).rate_count == card.rate_count
    /// True
    #[classmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(_class: &Bound<'_, PyType>, text: &str) -> Result<RateCard> {
        RateCard::read("card.json".to_owned(), text.into())
    }

    /// Reads a card from the text of a TOML file.
    ///
    /// >>> septet.RateCard.from_toml('''
    /// ... format = "septet-ratecard/1"
    /// ... id = "mine"
    /// ... currency = "EUR"
    /// ... [[rates]]
    /// ... id = "ug"
    /// ... country = "UG"
    /// ... price = "0.05"
    /// ... ''')
    /// RateCard('mine', EUR, 1 rates)
    #[classmethod]
    #[pyo3(signature = (text, /))]
    fn from_toml(_class: &Bound<'_, PyType>, text: &str) -> Result<RateCard> {
        RateCard::read("card.toml".to_owned(), text.into())
    }

    /// Its id.
    #[getter]
    fn id(&self) -> &str {
        self.card.id()
    }

    /// The vendor it names.
    #[getter]
    fn vendor(&self) -> &str {
        self.card.vendor()
    }

    /// Its currency: ISO 4217, or ``x-`` and a word for points and credits.
    #[getter]
    fn currency(&self) -> String {
        self.card.currency().as_str().to_owned()
    }

    /// How many rates it has.
    #[getter]
    fn rate_count(&self) -> usize {
        self.card.rates().len()
    }

    /// How many surcharges it has.
    #[getter]
    fn surcharge_count(&self) -> usize {
        self.card.surcharges().len()
    }

    /// Whether a row has a date: rating then needs the time ``at``.
    #[getter]
    fn has_dates(&self) -> bool {
        self.card.has_dates()
    }

    /// The ids of rows with a network and no country, which are never compared when the network of
    /// a number is not known.
    #[getter]
    fn rows_unreachable_without_mcc(&self) -> Vec<String> {
        self.card.rows_unreachable_without_mcc().map(ToString::to_string).collect()
    }

    /// The card as a CSV file.
    ///
    /// >>> septet.RateCard.load("examples/rates.csv").to_csv().splitlines()[0]
    /// '#! format = septet-ratecard/1'
    fn to_csv(&self) -> String {
        self.card.to_csv()
    }

    /// The card as JSON.
    fn to_json(&self) -> String {
        self.card.to_json()
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<RateCard>().is_ok_and(|other| other.get().source.1 == self.source.1)
    }

    fn __hash__(&self) -> u64 {
        use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
        BuildHasherDefault::<DefaultHasher>::default().hash_one(&self.source.1)
    }

    fn __repr__(&self) -> String {
        let (id, currency) = (self.card.id(), self.card.currency());
        format!("RateCard('{id}', {}, {} rates)", currency.as_str(), self.rate_count())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<Reduced<'py, (String, Bound<'py, PyBytes>)>> {
        let restore = py.get_type::<RateCard>().getattr("_restore")?;
        Ok((restore, (self.source.0.clone(), PyBytes::new(py, &self.source.1))))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(name: String, content: &Bound<'_, PyBytes>) -> Result<RateCard> {
        RateCard::read(name, content.as_bytes().to_vec())
    }
}

impl RateCard {
    pub(crate) fn open(path: PathBuf) -> Result<RateCard> {
        let content = crate::error::read_file(&path)?;
        RateCard::read(path.to_string_lossy().into_owned(), content)
    }

    fn read(name: String, content: Vec<u8>) -> Result<RateCard> {
        let card = rate::RateCard::load(&name, &content)?;
        Ok(RateCard { card, source: Arc::new((name, content)) })
    }

    /// The card, and the file it was read from.
    pub(crate) fn into_parts(self) -> (rate::RateCard, InputFile) {
        let (name, content) = &*self.source;
        let file = InputFile::read(Role::Rates, Path::new(name), content);
        (self.card, file)
    }
}

/// Cards as Python gives them: one, a path to one, or a list of these.
pub(crate) fn cards_of(value: &Bound<'_, PyAny>) -> Result<Vec<RateCard>> {
    let mut cards = Vec::new();
    add_cards(value, &mut cards)?;
    Ok(cards)
}

fn add_cards(value: &Bound<'_, PyAny>, cards: &mut Vec<RateCard>) -> Result<()> {
    if let Ok(card) = value.cast::<RateCard>() {
        cards.push(card.get().clone());
    } else if is_path(value)? {
        cards.push(RateCard::open(value.extract()?)?);
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        for item in value.try_iter()? {
            add_cards(&item?, cards)?;
        }
    } else {
        let given = value.get_type().name()?;
        let message = format!("rates must be RateCard, a path or a list of these, not {given}");
        return Err(PyTypeError::new_err(message).into());
    }
    Ok(())
}

/// Whether a value is the name of a file.
pub(crate) fn is_path(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(value.is_instance_of::<PyString>() || value.hasattr("__fspath__")?)
}

/// The answer to a record of messages under cards, both as JSON: for `septet.rate`.
#[pyfunction]
#[pyo3(signature = (rates, record, /))]
pub(crate) fn rate_record(
    py: Python<'_>,
    rates: &Bound<'_, PyAny>,
    record: &str,
) -> Result<String> {
    let cards = cards_of(rates)?.into_iter().map(|card| card.card).collect();
    Ok(py.detach(|| septet::cost::campaign_text_under(cards, record))?)
}
