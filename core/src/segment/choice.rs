//! Which encoding and which pair of tables a text takes, in how many segments.

use super::capacity::Capacity;
use super::offending::not_encodable;
use super::options::{Boundary, TextOptions};
use super::walk::{CodeUnits, FirstCuts, Septets, Walk};
use crate::alphabet::LanguagePair;
use crate::encoding::{Census, Encoding, EncodingReason, SeptetCount, count_text};
use crate::kernel::TextCounts;
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
/// the offsets of an error. Cuts that had to be looked for are noted in `cuts`, which is empty.
#[inline]
pub(crate) fn choose(
    text: &str,
    given: &str,
    options: &TextOptions,
    cuts: &mut FirstCuts,
) -> Result<Choice, Error> {
    if options.encoding.is_none() && options.languages.is_none() {
        return Ok(choose_default(text, options, cuts));
    }
    choose_among(text, given, options, cuts)
}

#[inline(never)]
fn choose_among(
    text: &str,
    given: &str,
    options: &TextOptions,
    cuts: &mut FirstCuts,
) -> Result<Choice, Error> {
    match options.encoding {
        None => {
            Ok(gsm7(text, options, cuts).unwrap_or_else(|reason| ucs2(text, options, reason, cuts)))
        }
        Some(Encoding::Gsm7) => {
            gsm7(text, options, cuts).map_err(|_| not_encodable(given, options))
        }
        Some(Encoding::Ucs2) => Ok(ucs2(text, options, EncodingReason::Requested, cuts)),
        Some(Encoding::Data8) => Err(Error::new(
            ErrorKind::InvalidOption,
            "8-bit data is not text: give its octets (data_hex in records)",
        )
        .with_field("encoding")
        .with_value("data8")),
    }
}

/// The default alphabet or UCS-2: one pass counts for both. Part of each caller, so that what it
/// leaves aside of the choice is not made.
#[inline(always)]
fn choose_default(text: &str, options: &TextOptions, cuts: &mut FirstCuts) -> Choice {
    let counts = count_text(text);
    match SeptetCount::default_alphabet(&counts) {
        Some(count) => default_alphabet(text, count, options, cuts),
        None => ucs2_counted(text, &counts, options, EncodingReason::OutsideAlphabet, cuts),
    }
}

/// The default alphabet, which has no cluster of characters but CR LF, which may be cut.
#[inline]
fn default_alphabet(
    text: &str,
    count: SeptetCount,
    options: &TextOptions,
    cuts: &mut FirstCuts,
) -> Choice {
    Candidate::new(LanguagePair::DEFAULT, count, options).exact(text, MayCut::Anywhere, cuts)
}

/// The cheapest pair of tables, or why there is none.
fn gsm7(text: &str, options: &TextOptions, cuts: &mut FirstCuts) -> Result<Choice, EncodingReason> {
    if options.languages.is_none() {
        let count = SeptetCount::default_alphabet(&count_text(text));
        let count = count.ok_or(EncodingReason::OutsideAlphabet)?;
        return Ok(default_alphabet(text, count, options, cuts));
    }
    let census = Census::of(text, options.languages).ok_or(EncodingReason::OutsideAlphabet)?;
    let may_cut = if census.may_cluster() { options.boundary.into() } else { MayCut::Anywhere };
    let mut best: Option<(Price, Choice)> = None;
    // pairs come in the order of their ids, so a later one must be cheaper to win
    for (pair, count) in census.pairs(options.languages) {
        let candidate = Candidate::new(pair, count, options);
        if best.as_ref().is_some_and(|(price, _)| candidate.at_least() >= *price) {
            continue;
        }
        let mut found = FirstCuts::default();
        let choice = candidate.exact(text, may_cut, &mut found);
        let price = candidate.price(choice.segments);
        if best.as_ref().is_none_or(|(best, _)| price < *best) {
            best = Some((price, choice));
            *cuts = found;
        }
    }
    best.map(|(_, choice)| choice).ok_or(EncodingReason::NoLanguagePair)
}

fn ucs2(text: &str, options: &TextOptions, reason: EncodingReason, cuts: &mut FirstCuts) -> Choice {
    ucs2_counted(text, &count_text(text), options, reason, cuts)
}

/// UCS-2, for a text of these counts.
#[inline]
fn ucs2_counted(
    text: &str,
    counts: &TextCounts,
    options: &TextOptions,
    reason: EncodingReason,
    cuts: &mut FirstCuts,
) -> Choice {
    let units = counts.code_units();
    let capacity = options.capacity(Encoding::Ucs2, LanguagePair::DEFAULT);
    let counted = Counted { units, wide: counts.pairs, capacity };
    let (segments, last) = counted.segments(options.boundary.into(), |limit, boundary| {
        code_unit_ends(Walk::new(text, CodeUnits, limit, boundary), units, cuts)
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

#[inline(never)]
fn code_unit_ends(walk: Walk<'_, CodeUnits>, units: usize, cuts: &mut FirstCuts) -> (usize, usize) {
    walk.ends(units, cuts)
}

#[inline(never)]
fn septet_ends(walk: Walk<'_, Septets>, units: usize, cuts: &mut FirstCuts) -> (usize, usize) {
    walk.ends(units, cuts)
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

    #[inline]
    fn exact(&self, text: &str, may_cut: MayCut, cuts: &mut FirstCuts) -> Choice {
        let (segments, last) = self.counted.segments(may_cut, |limit, boundary| {
            let walk = Walk::new(text, Septets::new(self.pair), limit, boundary);
            septet_ends(walk, self.counted.units, cuts)
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

/// Where a text may be cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MayCut {
    /// Between any two characters.
    Anywhere,
    AtClusters,
}

impl From<Boundary> for MayCut {
    fn from(boundary: Boundary) -> MayCut {
        match boundary {
            Boundary::Scalar => MayCut::Anywhere,
            Boundary::Grapheme => MayCut::AtClusters,
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
    #[inline]
    fn segments(
        &self,
        may_cut: MayCut,
        walk: impl FnOnce(usize, Boundary) -> (usize, usize),
    ) -> (usize, Option<usize>) {
        if self.units <= self.capacity.single as usize {
            return (1, Some(self.units));
        }
        let per = self.capacity.concatenated as usize;
        let boundary = match may_cut {
            MayCut::AtClusters => Boundary::Grapheme,
            MayCut::Anywhere => {
                let fewest = self.fewest();
                if self.units + self.wide.min(fewest - 1) <= per * fewest {
                    let full = self.wide == 0;
                    return (fewest, full.then(|| self.units - per * (fewest - 1)));
                }
                Boundary::Scalar
            }
        };
        let (segments, last) = walk(per, boundary);
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
        let mut cuts = FirstCuts::default();
        match self.last {
            Some(units) => units,
            None if self.encoding == Encoding::Gsm7 => {
                let walk = Walk::new(text, Septets::new(self.pair), per, boundary);
                septet_ends(walk, self.units, &mut cuts).1
            }
            None => {
                let walk = Walk::new(text, CodeUnits, per, boundary);
                code_unit_ends(walk, self.units, &mut cuts).1
            }
        }
    }
}
