//! How many segments a vendor bills for a text, as far as its profile says.

use super::text::TextVerdict;
use crate::charging::{ChargingRule, Gsm7Texts, Measures, PartCapacity};
use crate::rate::ChargeUnit;
use crate::vendor::{ChargePer, ChargingProfile, Gsm7Means};

/// Segments that are billed: least, expected, most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Billed {
    pub(super) min: u64,
    pub(super) expected: u64,
    pub(super) max: u64,
    /// The profile leaves open which capacity the text gets.
    pub(super) unclear: bool,
}

/// The charge unit of a vendor, if its profile says one.
pub(super) fn charge_unit(charging: &ChargingProfile) -> Option<ChargeUnit> {
    charging.per.map(|per| match per {
        ChargePer::Part => ChargeUnit::Segment,
        ChargePer::Message => ChargeUnit::Message,
    })
}

/// The charging rule of a profile.
pub(super) fn rule(charging: &ChargingProfile) -> ChargingRule {
    let capacity = |said: [u16; 2]| PartCapacity { single: said[0], each: said[1] };
    ChargingRule {
        gsm7: charging.parts_gsm7.map(capacity),
        ucs2: charging.parts_ucs2.map(capacity),
        gsm7_texts: match charging.gsm7_means {
            Some(Gsm7Means::EnglishUndefined) => Gsm7Texts::EnglishUndefined,
            Some(Gsm7Means::Gsm7) | None => Gsm7Texts::Encoded,
        },
    }
}

/// Segments that are billed for a text.
pub(super) fn billed(rule: &ChargingRule, text: &str, verdict: &TextVerdict) -> Billed {
    // only an undefined "English" asks for more than the verdict knows
    let open = rule.gsm7_texts == Gsm7Texts::EnglishUndefined;
    let units = rule.billable(&Measures {
        encoding: verdict.encoding,
        units: verdict.units,
        segments: verdict.segments,
        code_units: if open { text.encode_utf16().count() as u32 } else { 0 },
        ascii: open && text.is_ascii(),
    });
    let (mut min, mut max) = (units.min, units.max);
    if units.expected == verdict.segments {
        min = min.min(verdict.segments_range.0);
        max = max.max(verdict.segments_range.1);
    }
    Billed {
        min: u64::from(min),
        expected: u64::from(units.expected),
        max: u64::from(max),
        unclear: units.is_range(),
    }
}
