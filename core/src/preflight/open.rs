//! What a vendor's document leaves open or contradicts and no field of the profile can say: the
//! registry of findings names the ids of such documents, and a profile has one in its `findings`
//! block or has none.

use super::finding::{FindingCode, FindingSet};
use super::text::TextVerdict;
use crate::alphabet::LanguagePair;
use crate::encoding::Encoding;
use crate::segment::Capacity;
use crate::vendor::Vendor;

/// The findings for which a vendor's profile has a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenQuestions(FindingSet);

impl OpenQuestions {
    /// Of one vendor.
    pub(super) fn of(vendor: &Vendor) -> OpenQuestions {
        let mut asked = FindingSet::EMPTY;
        for code in FindingCode::ALL {
            let ids = code.documents();
            if vendor.findings().iter().any(|finding| ids.contains(&&*finding.id)) {
                asked.insert(*code);
            }
        }
        OpenQuestions(asked)
    }

    /// Everything is open, or nothing.
    #[cfg(test)]
    pub(super) fn of_all(is_open: bool) -> OpenQuestions {
        let mut asked = FindingSet::EMPTY;
        let all = FindingCode::ALL.iter().filter(|_| is_open);
        all.for_each(|code| asked.insert(*code));
        OpenQuestions(asked)
    }

    /// Whether the vendor's document leaves this open.
    pub(super) fn asks(self, code: FindingCode) -> bool {
        self.0.contains(code)
    }

    /// Adds what is open about a text to its verdict; `gsm7` is the capacity of segments in
    /// the default tables.
    pub(super) fn look_at_text(self, text: &str, gsm7: Capacity, verdict: &mut TextVerdict) {
        if self.asks(FindingCode::EncodingChargeUnclear) && !text.is_ascii() {
            verdict.findings.insert(FindingCode::EncodingChargeUnclear);
        }
        if verdict.segments < 2 {
            return;
        }
        if self.asks(FindingCode::LengthLimitUnspecified) {
            verdict.findings.insert(FindingCode::LengthLimitUnspecified);
        }
        if self.asks(FindingCode::ExtensionCountUnclear) && verdict.encoding == Encoding::Gsm7 {
            let units = verdict.units - extension_count(text);
            let segments = match units <= gsm7.single {
                true => 1,
                false => units.div_ceil(gsm7.concatenated),
            };
            if segments < verdict.segments {
                verdict.findings.insert(FindingCode::ExtensionCountUnclear);
                verdict.segments_by_chars = Some(segments);
            }
        }
    }
}

/// Characters of the extension table of the default alphabet.
fn extension_count(text: &str) -> u32 {
    let pair = LanguagePair::default();
    let is_extension = |c: &char| pair.septets_of(*c).is_some_and(|septets| septets.count() == 2);
    text.chars().filter(is_extension).count() as u32
}
