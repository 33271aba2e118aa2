//! libphonenumber's dialling plans as tables, made by septet-gen from `core/data/numbering`.

#[rustfmt::skip]
mod generated;

use super::{Possible, Region, Verdict};

pub use generated::METADATA_VERSION;
pub(super) use generated::ZEROS;

/// The dialling plan of a region.
pub(super) struct Plan {
    /// [`Region::WORLD`] for calling codes without a country.
    pub(super) region: Region,
    pub(super) calling_code: u16,
    /// Whether numbers move between operators, so that a number does not tell its operator.
    pub(super) portable: bool,
    /// Program of what is dialled before a calling code.
    pub(super) international_prefix: u16,
    /// Program of what is dialled before a national number, and how many groups it captures.
    pub(super) national_prefix: u16,
    pub(super) captures: u8,
    /// What takes the prefix's place, with `\1` for the first group; empty: nothing.
    pub(super) transform: &'static str,
    /// Program of all national numbers.
    pub(super) general: u16,
    /// Possible lengths of national numbers: bit n is length n.
    lengths: u32,
    /// Lengths that are possible in local calls only.
    local_lengths: u32,
}

impl Plan {
    /// Whether a national number of `len` digits is possible.
    pub(super) const fn possible(&self, len: usize) -> Possible {
        let len = len as u32;
        if len < 32 && self.local_lengths >> len & 1 == 1 {
            Possible::IsPossibleLocalOnly
        } else if len < 32 && self.lengths >> len & 1 == 1 {
            Possible::IsPossible
        } else if len < self.lengths.trailing_zeros() {
            Possible::TooShort
        } else if len > 31 - self.lengths.leading_zeros() {
            Possible::TooLong
        } else {
            Possible::InvalidLength
        }
    }
}

/// How many digits national numbers under a calling code may have, ascending: what
/// [`Possible`] rests on. Nothing for a calling code that is not assigned.
pub fn possible_lengths(calling_code: u16) -> impl Iterator<Item = usize> {
    let lengths = plan_of_code(calling_code).map_or(0, |plan| plan.lengths);
    (0..32).filter(move |length| lengths >> length & 1 == 1)
}

/// The plan of a calling code's main region.
pub(super) fn plan_of_code(calling_code: u16) -> Option<&'static Plan> {
    let at = generated::CODES.binary_search_by_key(&calling_code, |row| row.0).ok()?;
    generated::PLANS.get(usize::from(generated::CODES[at].1))
}

/// The plan of a country.
pub(super) fn plan_of_region(region: Region) -> Option<&'static Plan> {
    let plan = |at: &u8| &generated::PLANS[usize::from(*at)];
    let at = generated::BY_REGION.binary_search_by_key(&region, |at| plan(at).region).ok()?;
    generated::BY_REGION.get(at).map(plan)
}

/// The calling code of a country, as libphonenumber knows countries; none for another region.
pub fn calling_code_of_region(region: Region) -> Option<u16> {
    plan_of_region(region).map(|plan| plan.calling_code)
}

/// The programs of [`Plan`], to be run by `pattern`.
pub(super) fn program(at: u16) -> &'static [u16] {
    &generated::PROGRAMS[usize::from(at)..]
}

/// For the generated table.
const fn region(code: [u8; 2]) -> Region {
    Region::from_bytes(code)
}

/// Little-endian words of a file.
const fn words<const N: usize>(bytes: &[u8]) -> [u16; N] {
    assert!(bytes.len() == 2 * N);
    let mut words = [0; N];
    let mut i = 0;
    while i < N {
        words[i] = u16::from_le_bytes([bytes[2 * i], bytes[2 * i + 1]]);
        i += 1;
    }
    words
}

const fn verdicts<const N: usize>(bytes: &[u8]) -> [Verdict; N] {
    assert!(bytes.len() == 8 * N);
    let mut verdicts = [Verdict::from_bytes([0; 8]); N];
    let mut i = 0;
    while i < N {
        let b = 8 * i;
        verdicts[i] = Verdict::from_bytes([
            bytes[b],
            bytes[b + 1],
            bytes[b + 2],
            bytes[b + 3],
            bytes[b + 4],
            bytes[b + 5],
            bytes[b + 6],
            bytes[b + 7],
        ]);
        i += 1;
    }
    verdicts
}

/// Starts on a cache line, so that a node of 24 octets touches at most two.
#[repr(C, align(64))]
struct Aligned<T>(T);

/// Declares a static table of words from a file beside this one.
macro_rules! words_of {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(super) static $name: &[u16] = {
            const BYTES: &[u8] = include_bytes!($file);
            static TABLE: Aligned<[u16; BYTES.len() / 2]> = Aligned(words(BYTES));
            &TABLE.0
        };
    };
}

words_of!(
    /// Automaton of numbers of 3 to 15 digits; see `automaton` for its form.
    E164_NODES,
    "e164_nodes.bin"
);
words_of!(E164_ROWS, "e164_rows.bin");
words_of!(E164_FIRST, "e164_first.bin");
words_of!(
    /// Automaton of numbers of 16 to 20 digits.
    LONG_NODES,
    "long_nodes.bin"
);
words_of!(LONG_ROWS, "long_rows.bin");
words_of!(LONG_FIRST, "long_first.bin");

/// What the automata end in.
pub(super) static VERDICTS: &[Verdict] = {
    const BYTES: &[u8] = include_bytes!("labels.bin");
    static TABLE: [Verdict; BYTES.len() / 8] = verdicts(BYTES);
    &TABLE
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_small() {
        let octets = 2
            * (E164_NODES.len()
                + E164_ROWS.len()
                + E164_FIRST.len()
                + LONG_NODES.len()
                + LONG_ROWS.len()
                + LONG_FIRST.len()
                + generated::PROGRAMS.len())
            + size_of_val(VERDICTS)
            + size_of_val(&generated::PLANS)
            + size_of_val(&generated::CODES)
            + size_of_val(&generated::ZEROS);
        assert!(octets <= 320 * 1024, "{octets} octets");
    }
}
