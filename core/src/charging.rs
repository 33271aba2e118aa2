//! What a vendor charges a text as: a profile's charging rule and the measures of a text give the
//! units of a bill, as a range where the vendor's document leaves it open.
//!
//! Whether a unit of the bill is such a part or the whole message is the rate card's to say
//! (`charge_unit`), then the profile's.

use crate::encoding::Encoding;

/// How much of a text one charge holds: a message of its own, and each of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartCapacity {
    /// Units of a message that is charged once.
    pub single: u16,
    /// Units of each part of a longer message; at least 1.
    pub each: u16,
}

impl PartCapacity {
    /// What a segment of GSM-7 holds (TS 23.040, with an 8-bit reference).
    pub const GSM7: PartCapacity = PartCapacity { single: 160, each: 153 };
    /// What a segment of UCS-2 holds.
    pub const UCS2: PartCapacity = PartCapacity { single: 70, each: 67 };

    /// Parts of a text of so many units.
    fn parts(self, units: u32) -> u32 {
        if units <= u32::from(self.single) {
            1
        } else {
            units.div_ceil(u32::from(self.each.max(1)))
        }
    }
}

/// Which texts are charged with the capacity of GSM-7.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Gsm7Texts {
    /// Those that are sent in GSM-7.
    #[default]
    Encoded,
    /// "English" ones, and the vendor does not say what that is: surely ASCII that is sent in
    /// GSM-7, surely not what is neither; in between both are possible.
    EnglishUndefined,
}

/// How a vendor counts the parts of a text that it charges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ChargingRule {
    /// Septets that one charge holds; none: those of a segment.
    pub gsm7: Option<PartCapacity>,
    /// Code units that one charge holds; none: those of a segment.
    pub ucs2: Option<PartCapacity>,
    /// Which texts get the capacity of GSM-7.
    pub gsm7_texts: Gsm7Texts,
}

/// The measures of a text that a charge depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Measures {
    /// The encoding on the air.
    pub encoding: Encoding,
    /// Septets, code units or octets in that encoding.
    pub units: u32,
    /// Segments on the air.
    pub segments: u32,
    /// UTF-16 code units of the text.
    pub code_units: u32,
    /// Whether every character is ASCII.
    pub ascii: bool,
}

/// Units of a bill: the least and the most that the vendor's words allow, and what is likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BillableUnits {
    /// The least.
    pub min: u32,
    /// By the encoding on the air.
    pub expected: u32,
    /// The most.
    pub max: u32,
}

impl BillableUnits {
    /// Without doubt so many.
    pub const fn exactly(units: u32) -> BillableUnits {
        BillableUnits { min: units, expected: units, max: units }
    }

    /// Whether the vendor's words leave it open.
    pub const fn is_range(self) -> bool {
        self.min != self.max
    }
}

impl ChargingRule {
    /// Units that a text is charged as.
    pub fn billable(&self, text: &Measures) -> BillableUnits {
        let expected = match text.encoding {
            Encoding::Gsm7 => self.parts(self.gsm7, PartCapacity::GSM7, text),
            Encoding::Ucs2 => self.parts(self.ucs2, PartCapacity::UCS2, text),
            _ => text.segments,
        };
        let mut units = BillableUnits::exactly(expected);
        if self.gsm7_texts == Gsm7Texts::EnglishUndefined {
            let other = match (text.encoding, text.ascii) {
                (Encoding::Gsm7, false) => {
                    self.ucs2.unwrap_or(PartCapacity::UCS2).parts(text.code_units)
                }
                (Encoding::Ucs2, true) => {
                    self.gsm7.unwrap_or(PartCapacity::GSM7).parts(text.code_units)
                }
                _ => expected,
            };
            units.min = expected.min(other);
            units.max = expected.max(other);
        }
        units
    }

    /// Parts in the encoding on the air. Where the vendor's parts are segments their number is that
    /// of the segments, in which no character is torn.
    fn parts(&self, own: Option<PartCapacity>, segment: PartCapacity, text: &Measures) -> u32 {
        match own {
            Some(capacity) if capacity != segment => capacity.parts(text.units),
            _ => text.segments,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gsm7(units: u32, segments: u32, ascii: bool) -> Measures {
        Measures { encoding: Encoding::Gsm7, units, segments, code_units: units, ascii }
    }

    #[test]
    fn parts_are_segments_unless_the_vendor_says_otherwise() {
        let rule = ChargingRule::default();
        // 153 septets would hold it, but a pair of escape and character is not torn
        assert_eq!(rule.billable(&gsm7(306, 3, true)), BillableUnits::exactly(3));
        let same = ChargingRule { gsm7: Some(PartCapacity::GSM7), ..rule };
        assert_eq!(same.billable(&gsm7(306, 3, true)), BillableUnits::exactly(3));
        let blocks = PartCapacity { single: 160, each: 160 };
        let rule = ChargingRule { gsm7: Some(blocks), ..rule };
        for (units, parts) in [(0, 1), (160, 1), (161, 2), (320, 2), (321, 3)] {
            assert_eq!(rule.billable(&gsm7(units, 9, true)).expected, parts, "{units}");
        }
    }

    #[test]
    fn english_leaves_it_open_for_accents_only() {
        let rule =
            ChargingRule { gsm7_texts: Gsm7Texts::EnglishUndefined, ..ChargingRule::default() };
        assert_eq!(rule.billable(&gsm7(160, 1, true)), BillableUnits::exactly(1));
        let accents = rule.billable(&gsm7(160, 1, false));
        assert_eq!(accents, BillableUnits { min: 1, expected: 1, max: 3 });
        assert!(accents.is_range());
        let arabic = Measures {
            encoding: Encoding::Ucs2,
            units: 71,
            segments: 2,
            code_units: 71,
            ascii: false,
        };
        assert_eq!(rule.billable(&arabic), BillableUnits::exactly(2));
        // a backtick is ASCII and in no table of GSM-7
        let backtick = rule.billable(&Measures { ascii: true, ..arabic });
        assert_eq!(backtick, BillableUnits { min: 1, expected: 2, max: 2 });
    }
}
