//! Vendor, cards and options of a preflight as plain values: a part of a campaign carries them, so
//! that parts can be merged without the files they were made with, and only with their like.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Heuristics, Preflight, PreflightOptions};
use crate::alphabet::NationalLanguage;
use crate::cost::UnitsBefore;
use crate::number::Region;
use crate::rate::{RateBook, RateCard, Timestamp, Traffic};
use crate::segment::{Boundary, Newline, Normalize, ReferenceWidth, SubstituteMode, TextOptions};
use crate::vendor::{Format, Vendor};
use crate::{Error, ErrorKind};

/// Everything that a campaign is judged by. Written and read by serde.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    vendor: Value,
    cards: Vec<Value>,
    options: SavedOptions,
}

/// The options by name; absent is as by default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedOptions {
    text: BTreeMap<String, String>,
    sender: Option<String>,
    region: Option<String>,
    traffic: Option<String>,
    at: Option<String>,
    #[serde(default)]
    units_before: UnitsBefore,
    /// Name and value, as [`Heuristics::set`] takes them.
    #[serde(default)]
    heuristics: Vec<(String, String)>,
}

impl Preflight {
    /// What this is made of, as plain values.
    ///
    /// # Errors
    /// `internal`: profile and cards that were loaded can be written.
    pub fn setup(&self) -> Result<Setup, Error> {
        let value = |text: &str| {
            serde_json::from_str(text).map_err(|e| Error::new(ErrorKind::Internal, e.to_string()))
        };
        let cards = self.book().into_iter().flat_map(RateBook::cards);
        let cards = cards.map(|card| value(&card.card().to_json()));
        let PreflightOptions {
            text: _,
            sender,
            default_region,
            traffic,
            at,
            units_before,
            heuristics,
        } = self.options();
        Ok(Setup {
            vendor: value(&self.vendor().to_json())?,
            cards: cards.collect::<Result<_, _>>()?,
            options: SavedOptions {
                text: text_words(&self.text_options()),
                sender: sender.clone(),
                region: default_region.as_ref().map(|region| region.as_str().to_string()),
                traffic: traffic.map(|traffic| traffic.as_str().to_string()),
                at: at.map(|at| at.to_string()),
                units_before: units_before.clone(),
                heuristics: heuristics
                    .to_settings()
                    .into_iter()
                    .map(|(name, value)| (name.to_string(), value))
                    .collect(),
            },
        })
    }
}

impl Setup {
    /// The preflight that this is made of.
    ///
    /// # Errors
    /// Those of [`Vendor::load`], [`RateCard::from_json`] and [`Preflight::new`].
    pub fn preflight(&self) -> Result<Preflight, Error> {
        let Setup { vendor, cards, options } = self;
        let vendor = Vendor::load(&vendor.to_string(), Format::Json)?;
        let cards = cards.iter().map(|card| RateCard::from_json(&card.to_string()));
        let SavedOptions {
            text: words,
            sender,
            region,
            traffic,
            at,
            units_before,
            heuristics: asked,
        } = options;
        let mut text = TextOptions::default();
        for (name, value) in words {
            text.set(name, value)?;
        }
        let unknown = |field: &str, value: &str| {
            let what = "this version does not know this value";
            Error::new(ErrorKind::InvalidOption, what).with_field(field).with_value(value)
        };
        let region =
            region.as_deref().map(|code| Region::new(code).ok_or_else(|| unknown("region", code)));
        let traffic = traffic
            .as_deref()
            .map(|word| Traffic::from_word(word).ok_or_else(|| unknown("traffic", word)));
        let mut heuristics = Heuristics::default();
        for (name, value) in asked {
            heuristics.set(name, value)?;
        }
        let options = PreflightOptions {
            heuristics,
            text: Some(text),
            sender: sender.clone(),
            default_region: region.transpose()?,
            traffic: traffic.transpose()?,
            at: at.as_deref().map(Timestamp::parse).transpose()?,
            units_before: units_before.clone(),
        };
        Preflight::new(vendor, cards.collect::<Result<_, _>>()?, options)
    }

    /// The first field in which two differ, such as `options.sender`; none when they are equal.
    pub fn difference(&self, other: &Setup) -> Option<String> {
        if self.vendor != other.vendor {
            return Some("vendor".to_string());
        }
        if self.cards != other.cards {
            return Some("cards".to_string());
        }
        let options = |setup: &Setup| serde_json::to_value(&setup.options).unwrap_or_default();
        let (own, other) = (options(self), options(other));
        let fields = own.as_object().into_iter().flat_map(|fields| fields.iter());
        let mut differing = fields.filter(|(name, value)| other.get(*name) != Some(*value));
        differing.next().map(|(name, _)| format!("options.{name}"))
    }
}

/// The options of a text by name, as [`TextOptions::set`] reads them; what preflight does not use
/// is left out.
fn text_words(options: &TextOptions) -> BTreeMap<String, String> {
    let TextOptions {
        languages,
        boundary,
        reference,
        newline,
        normalize,
        substitute,
        substitute_mode,
        max_segments,
        // these neither change a count nor are they used: preflight makes no octets
        reference_number: _,
        encoding: _,
        message_class: _,
        ports,
    } = options;
    let ids: Vec<String> = languages.iter().map(|l: NationalLanguage| l.id().to_string()).collect();
    let mut words = BTreeMap::new();
    let mut put = |name: &str, value: &str| words.insert(name.to_string(), value.to_string());
    put("languages", if ids.is_empty() { "none".to_string() } else { ids.join(",") }.as_str());
    put(
        "boundary",
        match boundary {
            Boundary::Grapheme => "grapheme",
            Boundary::Scalar => "scalar",
        },
    );
    put(
        "reference",
        match reference {
            ReferenceWidth::Bits8 => "8",
            ReferenceWidth::Bits16 => "16",
        },
    );
    put(
        "newline",
        match newline {
            Newline::Keep => "keep",
            Newline::Crlf => "crlf",
        },
    );
    put(
        "normalize",
        match normalize {
            Normalize::None => "none",
            Normalize::Nfc => "nfc",
        },
    );
    put("substitute", substitute.map_or("none", |map| map.as_str()));
    put(
        "substitute_mode",
        match substitute_mode {
            SubstituteMode::AllOrNothing => "all_or_nothing",
            SubstituteMode::BestEffort => "best_effort",
        },
    );
    put("max_segments", &max_segments.to_string());
    if let Some(ports) = ports {
        put("ports", &format!("{}:{}", ports.destination, ports.source));
    }
    words
}
