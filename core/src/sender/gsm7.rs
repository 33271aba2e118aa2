//! Septets of a character, for the length of a sender.

use crate::alphabet::LanguagePair;

/// How many septets `c` takes in the default alphabet and its extension table; None when it is in
/// neither (3GPP TS 23.038, 6.2.1). A sender has no header that could choose a national language.
pub(super) fn septets(c: char) -> Option<usize> {
    LanguagePair::DEFAULT.septets_of(c).map(|septets| usize::from(septets.count()))
}
