//! Which encoding and which pair of tables a text takes, in how many segments.

use super::capacity::Capacity;
use super::offending::not_encodable;
use super::options::{Boundary, TextOptions};
use super::walk::{CodeUnits, Septets, Walk};
use crate::alphabet::LanguagePair;
use crate::encoding::{Census, Encoding, EncodingReason, SeptetCount, count_text};
use crate::{Error, ErrorKind};

/// What was chosen for a text. The segments may be more than a message can have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    pub(crate) encoding: Encoding,
    pub(crate) reason: EncodingReason,
    pub(crate) pair: LanguagePair,
    pub(crate) units: usize,
    pub(crate) segments: usize,
    pub(crate) capacity: Capacity,
    /// Units of the last segment, where they came with the count.
    last: Option<usize>,
}

/// Chooses for a text that no option changes any more; `given` is the text before they did, for
/// the offsets of an error.
pub(crate) fn choose(text: &str, given: &str, options: &TextOptions) -> Result<Choice, Error> {
    match options.encoding {
        None if options.languages.is_none() => Ok(choose_default(text, options)),
        None => Ok(gsm7(text, options).unwrap_or_else(|reason| ucs2(text, options, reason))),
        Some(Encoding::Gsm7) => gsm7(text, options).map_err(|_| not_encodable(given, options)),
        Some(Encoding::Ucs2) => Ok(ucs2(text, options, EncodingReason::Requested)),
        Some(Encoding::Data8) => Err(Error::new(
            ErrorKind::InvalidOption,
            "8-bit data is not text: give its octets (data_hex in records)",
        )
        .with_field("encoding")
        .with_value("data8")),
    }
}

/// The default alphabet or UCS-2: one pass counts for both.
fn choose_default(text: &str, options: &TextOptions) -> Choice {
    let counts = count_text(text);
    match SeptetCount::default_alphabet(&counts) {
        Some(count) => default_alphabet(text, count, options),
        None => {
            let units = (counts.code_units(), counts.pairs);
            ucs2_counted(text, units, options, EncodingReason::OutsideAlphabet)
        }
    }
}

/// The default alphabet, which has no cluster of characters but CR LF, which may be cut.
fn default_alphabet(text: &str, count: SeptetCount, options: &TextOptions) -> Choice {
    Candidate::new(LanguagePair::DEFAULT, count, options).exact(text, Cuts::Free)
}

/// The cheapest pair of tables, or why there is none.
fn gsm7(text: &str, options: &TextOptions) -> Result<Choice, EncodingReason> {
    if options.languages.is_none() {
        let count = SeptetCount::default_alphabet(&count_text(text));
        let count = count.ok_or(EncodingReason::OutsideAlphabet)?;
        return Ok(default_alphabet(text, count, options));
    }
    let census = Census::of(text, options.languages).ok_or(EncodingReason::OutsideAlphabet)?;
    let cuts = if census.may_cluster() { options.boundary.into() } else { Cuts::Free };
    let mut best: Option<(Price, Choice)> = None;
    // pairs come in the order of their ids, so a later one must be cheaper to win
    for (pair, count) in census.pairs(options.languages) {
        let candidate = Candidate::new(pair, count, options);
        if best.as_ref().is_some_and(|(price, _)| candidate.at_least() >= *price) {
            continue;
        }
        let choice = candidate.exact(text, cuts);
        let price = candidate.price(choice.segments);
        if best.as_ref().is_none_or(|(best, _)| price < *best) {
            best = Some((price, choice));
        }
    }
    best.map(|(_, choice)| choice).ok_or(EncodingReason::NoLanguagePair)
}

fn ucs2(text: &str, options: &TextOptions, reason: EncodingReason) -> Choice {
    let counts = count_text(text);
    ucs2_counted(text, (counts.code_units(), counts.pairs), options, reason)
}

/// UCS-2, for a text of so many code units with so many surrogate pairs among them.
fn ucs2_counted(
    text: &str,
    (units, pairs): (usize, usize),
    options: &TextOptions,
    reason: EncodingReason,
) -> Choice {
    let capacity = options.capacity(Encoding::Ucs2, LanguagePair::DEFAULT);
    let counted = Counted { units, wide: pairs, capacity };
    let (segments, last) = counted.segments(options.boundary.into(), |limit, boundary| {
        Walk::new(text, CodeUnits, limit, boundary).ends(units)
    });
    Choice {
        encoding: Encoding::Ucs2,
        reason,
        pair: LanguagePair::DEFAULT,
        units,
        segments,
        capacity,
        last,
    }
}

/// Fewest segments win, then fewest septets with headers.
type Price = (usize, usize);

/// A pair that takes the text.
struct Candidate {
    pair: LanguagePair,
    counted: Counted,
    reason: EncodingReason,
}

impl Candidate {
    fn new(pair: LanguagePair, count: SeptetCount, options: &TextOptions) -> Candidate {
        let capacity = options.capacity(Encoding::Gsm7, pair);
        Candidate {
            pair,
            counted: Counted { units: count.septets, wide: count.escapes, capacity },
            reason: match options.encoding {
                Some(_) => EncodingReason::Requested,
                None if pair.is_default() => EncodingReason::DefaultAlphabet,
                None => EncodingReason::NationalLanguage,
            },
        }
    }

    fn price(&self, segments: usize) -> Price {
        let header = 160 - self.counted.capacity.per_segment(segments as u32) as usize;
        (segments, self.counted.units + segments * header)
    }

    /// The price if every segment could be filled to the last septet.
    fn at_least(&self) -> Price {
        self.price(self.counted.fewest())
    }

    fn exact(&self, text: &str, cuts: Cuts) -> Choice {
        let (segments, last) = self.counted.segments(cuts, |limit, boundary| {
            Walk::new(text, Septets::new(self.pair), limit, boundary).ends(self.counted.units)
        });
        Choice {
            encoding: Encoding::Gsm7,
            reason: self.reason,
            pair: self.pair,
            units: self.counted.units,
            segments,
            capacity: self.counted.capacity,
            last,
        }
    }
}

/// Whether a text may be cut between any two characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cuts {
    Free,
    AtClusters,
}

impl From<Boundary> for Cuts {
    fn from(boundary: Boundary) -> Cuts {
        match boundary {
            Boundary::Scalar => Cuts::Free,
            Boundary::Grapheme => Cuts::AtClusters,
        }
    }
}

/// A counted text: so many units, and among its characters so many that take two.
struct Counted {
    units: usize,
    wide: usize,
    capacity: Capacity,
}

impl Counted {
    /// The segments if every one could be filled.
    fn fewest(&self) -> usize {
        if self.units <= self.capacity.single as usize {
            1
        } else {
            self.units.div_ceil(self.capacity.concatenated as usize)
        }
    }

    /// The segments, and the units of the last one if they are known; by arithmetic where that is
    /// proven.
    ///
    /// With n units in k = ceil(n / per) pieces, a piece before the last is one unit short only
    /// where a character of two units stands across its end. There are `wide` such characters and
    /// k - 1 such ends, so n + min(wide, k - 1) <= per * k leaves no way to need more than k.
    fn segments(
        &self,
        cuts: Cuts,
        walk: impl FnOnce(usize, Boundary) -> (usize, usize),
    ) -> (usize, Option<usize>) {
        let fewest = self.fewest();
        if fewest == 1 {
            return (1, Some(self.units));
        }
        let per = self.capacity.concatenated as usize;
        let (segments, last) = match cuts {
            Cuts::Free if self.units + self.wide.min(fewest - 1) <= per * fewest => {
                let full = self.wide == 0;
                return (fewest, full.then(|| self.units - per * (fewest - 1)));
            }
            Cuts::Free => walk(per, Boundary::Scalar),
            Cuts::AtClusters => walk(per, Boundary::Grapheme),
        };
        (segments, Some(last))
    }
}

impl Choice {
    /// The choice for octets that are not text: each of them is a unit.
    pub(crate) fn of_data(octet_len: usize, capacity: Capacity) -> Choice {
        let counted = Counted { units: octet_len, wide: 0, capacity };
        let segments = counted.fewest();
        let before = capacity.concatenated as usize * (segments - 1);
        Choice {
            encoding: Encoding::Data8,
            reason: EncodingReason::Requested,
            pair: LanguagePair::DEFAULT,
            units: octet_len,
            segments,
            capacity,
            last: Some(octet_len - before),
        }
    }

    /// Units of the last segment.
    pub(crate) fn last_units(&self, text: &str, boundary: Boundary) -> usize {
        let per = self.capacity.concatenated as usize;
        match self.last {
            Some(units) => units,
            None if self.encoding == Encoding::Gsm7 => {
                Walk::new(text, Septets::new(self.pair), per, boundary).ends(self.units).1
            }
            None => Walk::new(text, CodeUnits, per, boundary).ends(self.units).1,
        }
    }
}
