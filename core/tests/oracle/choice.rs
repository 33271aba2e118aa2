//! Encoding choice and segments, written as the rules read: every pair of tables is tried, every
//! text is walked cluster by cluster. Slow on purpose.

use std::collections::HashMap;
use std::sync::LazyLock;

use septet::segment::{Boundary, ReferenceWidth};
use septet::{Encoding, TextOptions};
use unicode_segmentation::UnicodeSegmentation;

use super::tables::codes;

static LOCKING: LazyLock<HashMap<u8, HashMap<char, u8>>> = LazyLock::new(|| codes(false));
static SINGLE: LazyLock<HashMap<u8, HashMap<char, u8>>> = LazyLock::new(|| codes(true));

/// What a text becomes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) encoding: Encoding,
    /// (locking, single)
    pub(crate) pair: (u8, u8),
    pub(crate) segments: Vec<String>,
    pub(crate) per_segment_units: Vec<usize>,
    pub(crate) remaining: usize,
}

/// The choice for a text that is not changed before; `None` where GSM-7 is demanded and cannot be.
pub(crate) fn choose(text: &str, options: &TextOptions) -> Option<Expected> {
    let mut ids: Vec<u8> = options.languages.iter().map(septet::NationalLanguage::id).collect();
    ids.push(0);
    let mut best: Option<((usize, usize, u8, u8), Expected)> = None;
    if options.encoding != Some(Encoding::Ucs2) {
        for locking in &ids {
            for single in &ids {
                let Some((header_septets, expected)) = try_pair(text, *locking, *single, options)
                else {
                    continue;
                };
                let septets: usize = expected.per_segment_units.iter().sum();
                let count = expected.segments.len();
                let price = (count, septets + count * header_septets, *locking, *single);
                if best.as_ref().is_none_or(|(cheapest, _)| price < *cheapest) {
                    best = Some((price, expected));
                }
            }
        }
    }
    match (best, options.encoding) {
        (Some((_, expected)), _) => Some(expected),
        (None, Some(Encoding::Gsm7)) => None,
        (None, _) => Some(ucs2(text, options)),
    }
}

/// Septets of a header in a concatenated or single message, and the message under one pair.
fn try_pair(
    text: &str,
    locking: u8,
    single: u8,
    options: &TextOptions,
) -> Option<(usize, Expected)> {
    let (main, shift) = (LOCKING.get(&locking)?, SINGLE.get(&single)?);
    if !text.chars().all(|c| main.contains_key(&c) || shift.contains_key(&c)) {
        return None;
    }
    let width = |c: char| if main.contains_key(&c) { 1 } else { 2 };
    let languages = 3 * usize::from(locking != 0) + 3 * usize::from(single != 0);
    let septets = |concatenated| (140 - header(languages, concatenated, options)) * 8 / 7;
    let (alone, each) = (septets(false), septets(true));
    let segments = cut(text, width, alone, each, options.boundary);
    let capacity = if segments.len() == 1 { alone } else { each };
    Some((160 - capacity, expected(Encoding::Gsm7, (locking, single), segments, width, capacity)))
}

fn ucs2(text: &str, options: &TextOptions) -> Expected {
    let units = |concatenated| (140 - header(0, concatenated, options)) / 2;
    let (alone, each) = (units(false), units(true));
    let segments = cut(text, char::len_utf16, alone, each, options.boundary);
    let capacity = if segments.len() == 1 { alone } else { each };
    expected(Encoding::Ucs2, (0, 0), segments, char::len_utf16, capacity)
}

fn expected(
    encoding: Encoding,
    pair: (u8, u8),
    segments: Vec<String>,
    width: impl Fn(char) -> usize,
    capacity: usize,
) -> Expected {
    let units = |segment: &String| segment.chars().map(&width).sum();
    let per_segment_units: Vec<usize> = segments.iter().map(units).collect();
    let remaining = capacity - per_segment_units.last().unwrap();
    Expected { encoding, pair, segments, per_segment_units, remaining }
}

/// Octets of the header, UDHL included.
fn header(languages: usize, concatenated: bool, options: &TextOptions) -> usize {
    let reference = match options.reference {
        ReferenceWidth::Bits8 => 5,
        ReferenceWidth::Bits16 => 6,
    };
    let elements = languages
        + if concatenated { reference } else { 0 }
        + if options.ports.is_some() { 6 } else { 0 };
    if elements == 0 { 0 } else { elements + 1 }
}

/// Cuts a text: pieces that must stay whole are put into the current segment, or into a new one
/// where they do not fit.
fn cut(
    text: &str,
    width: impl Fn(char) -> usize,
    alone: usize,
    each: usize,
    boundary: Boundary,
) -> Vec<String> {
    let units = |piece: &str| piece.chars().map(&width).sum::<usize>();
    if units(text) <= alone {
        return vec![text.to_owned()];
    }
    let mut pieces: Vec<String> = Vec::new();
    let clusters: Vec<&str> = text.graphemes(true).collect();
    for cluster in clusters {
        let whole = boundary == Boundary::Grapheme && cluster != "\r\n" && units(cluster) <= each;
        if whole {
            pieces.push(cluster.to_owned());
        } else {
            pieces.extend(cluster.chars().map(String::from));
        }
    }
    let mut segments = vec![String::new()];
    let mut used = 0;
    for piece in pieces {
        if used + units(&piece) > each {
            segments.push(String::new());
            used = 0;
        }
        used += units(&piece);
        segments.last_mut().unwrap().push_str(&piece);
    }
    segments
}
