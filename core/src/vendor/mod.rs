//! A vendor is a file: what it takes, what it charges and what its answers mean, as data in the
//! format `septet.profile/1`.
//!
//! [`Vendor::builtin`] gives those that come with septet, [`Vendor::load`] reads one of yours, by
//! the same reader. Nothing in septet knows a vendor's name: all that a stage does with one comes
//! from the file.

#[cfg(feature = "vendors")]
mod builtin;
mod compile;
mod fields;
mod profile;
mod source;
#[cfg(feature = "load")]
mod toml;

use alloc::format;
use alloc::string::String;

pub use profile::*;

use crate::error::Error;
use crate::error::ErrorKind;
use crate::number::Region;
use crate::sender::SenderRules;
use crate::status::Rules;
use crate::status::file::{Path, Tree, Value, read, schema};
use crate::user_data::SmscAlphabet;
use source::ProfileSource;

/// The format of a profile's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// JSON.
    Json,
    /// TOML.
    #[cfg(feature = "load")]
    Toml,
}

/// A vendor's profile, checked and ready.
#[derive(Clone, Debug, PartialEq)]
pub struct Vendor {
    source: ProfileSource,
    rules: Rules,
}

impl Vendor {
    /// The profile with this id or alias that comes with septet; `neutral` is that of
    /// [`Vendor::neutral`].
    ///
    /// # Errors
    /// `vendor_unknown`, with the ids there are.
    #[cfg(feature = "vendors")]
    pub fn builtin(id: &str) -> Result<&'static Vendor, Error> {
        builtin::find(id)
    }

    /// No vendor: the rules that every network has (E.164, 3GPP TS 23.040) and none that a vendor
    /// makes. A campaign can be priced with it and a rate card alone; what only a vendor's document
    /// says is not said.
    ///
    /// # Errors
    /// None that is known: the profile comes with septet.
    #[cfg(feature = "vendors")]
    pub fn neutral() -> Result<&'static Vendor, Error> {
        builtin::neutral()
    }

    /// All profiles of vendors that come with septet, by id: not [`Vendor::neutral`].
    ///
    /// # Errors
    /// None that is known: the profiles come with septet.
    #[cfg(feature = "vendors")]
    pub fn builtins() -> Result<&'static [Vendor], Error> {
        builtin::all()
    }

    /// Reads a profile.
    ///
    /// # Errors
    /// `syntax` with line and column; `field_unknown`, `field_missing`, `field_duplicate`,
    /// `invalid_option` and `table_unknown` with the path of the field.
    pub fn load(text: &str, format: Format) -> Result<Vendor, Error> {
        let tree = match format {
            Format::Json => Tree::from_json(text)?,
            #[cfg(feature = "load")]
            Format::Toml => toml::read(text)?,
        };
        let source: ProfileSource = read(&tree, &Path::ROOT)?;
        let rules = source.rules()?;
        Ok(Vendor { source, rules })
    }

    /// The profile as JSON: fields that differ from their defaults, in the order of the format's
    /// description. [`Vendor::load`] reads an equal profile from it.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.source.write().to_json()
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.source.id
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// Other ids by which it is found.
    #[must_use]
    pub fn aliases(&self) -> &[String] {
        &self.source.aliases
    }

    /// Whether `id` is its id or an alias.
    #[must_use]
    pub fn is_called(&self, id: &str) -> bool {
        self.id() == id || self.aliases().iter().any(|alias| alias == id)
    }

    /// Date or version of the vendor's document; empty where it has none.
    #[must_use]
    pub fn revision(&self) -> &str {
        &self.source.revision
    }

    /// Where the vendor's document is.
    #[must_use]
    pub fn docs(&self) -> &[String] {
        &self.source.docs
    }

    /// Where the vendor is at home; empty where its document does not say.
    #[must_use]
    pub fn countries(&self) -> &[Region] {
        &self.source.countries
    }

    /// How it wants numbers written.
    #[must_use]
    pub fn number(&self) -> &NumberRules {
        &self.source.number
    }

    /// What it takes as sender.
    #[must_use]
    pub fn sender(&self) -> &SenderRules {
        &self.source.sender
    }

    /// What it takes as text.
    #[must_use]
    pub fn text(&self) -> &TextRules {
        &self.source.text
    }

    /// What `data_coding` 0 means at this vendor, for
    /// [`ShortMessage::decode`](crate::user_data::ShortMessage::decode).
    ///
    /// # Errors
    /// `invalid_option` where its document does not say: nothing is assumed.
    pub fn smsc_alphabet(&self) -> Result<SmscAlphabet, Error> {
        self.text().data_coding_0.map(SmscAlphabet::from).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidOption,
                "this vendor's document does not say what data_coding 0 is: give smsc_alphabet",
            )
            .with_field("vendor")
            .with_value(self.id())
        })
    }

    /// The same where it may be said otherwise: as it is `stated`, or as the vendor's profile says;
    /// the default where neither is there.
    ///
    /// # Errors
    /// `invalid_option` for both, and those of [`smsc_alphabet`](Self::smsc_alphabet).
    pub fn smsc_alphabet_or(
        stated: Option<SmscAlphabet>,
        vendor: Option<&Vendor>,
    ) -> Result<SmscAlphabet, Error> {
        match (stated, vendor) {
            (None, None) => Ok(SmscAlphabet::default()),
            (Some(alphabet), None) => Ok(alphabet),
            (None, Some(vendor)) => vendor.smsc_alphabet(),
            (Some(_), Some(_)) => {
                let message = "give smsc_alphabet or vendor, not both";
                Err(Error::new(ErrorKind::InvalidOption, message).with_field("vendor"))
            }
        }
    }

    /// How it charges.
    #[must_use]
    pub fn charging(&self) -> &ChargingProfile {
        &self.source.charging
    }

    /// How much it takes in a time.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.source.limits
    }

    /// How its answers are read.
    #[must_use]
    pub fn status(&self) -> &Rules {
        &self.rules
    }

    /// The name of a group of status codes.
    #[must_use]
    pub fn group_name(&self, group: &str) -> Option<&str> {
        self.source.groups.get(group).map(String::as_str)
    }

    /// What its document leaves open or contradicts.
    #[must_use]
    pub fn findings(&self) -> &[DocumentFinding] {
        &self.source.findings
    }

    /// Free text of the profile for a reader.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.source.notes
    }
}

/// Reads a `sender` object of a profile that stands alone, as JSON.
///
/// # Errors
/// As [`Vendor::load`].
pub fn sender_rules(text: &str) -> Result<SenderRules, Error> {
    read(&Tree::from_json(text)?, &Path::ROOT)
}

/// The JSON Schema of a profile, draft 2020-12.
#[must_use]
pub fn json_schema() -> String {
    let title = Tree::Text(format!("{} of septet", source::Schema::NAME));
    schema::document(title, ProfileSource::schema()).to_json()
}

#[cfg(feature = "vendors")]
fn unknown(id: &str, known: &str) -> Error {
    Error::new(ErrorKind::VendorUnknown, format!("no such vendor; there are {known}"))
        .with_value(id)
}
