//! Messages that are judged alike. Millions of messages are of a few hundred kinds: the same
//! country and prefix of the rate cards, the same length, the same findings. The first of a kind is
//! judged in full; of those behind it only rows are counted, and what they add is added at the end,
//! once a kind. Not where prices depend on the order of the messages.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::advised::Advised;
use super::billing::Billed;
use super::finding::FindingCode;
use super::recipient::Recipient;
use super::sender::SenderSeen;
use super::session::{Message, Verdict};
use super::standing::Charge;
use super::text::TextVerdict;
use super::totals::{FIRST_ROW_COUNT, RowRef};
use crate::money::Amount;
use crate::number::Region;
use crate::rate::{Mcc, Mnc};

/// Words of [`Alike`].
const WORD_COUNT: usize = 13;

/// Everything that a verdict depends on but for its row, its number and the units of its text. In
/// words: millions are compared and looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Alike([u64; WORD_COUNT]);

impl Alike {
    /// Of a message that has no time of its own; `prefix` is the longest of its card's rows that its
    /// number begins with.
    #[inline]
    pub(super) fn of(
        message: &Message<'_>,
        (text, recipient): (&TextVerdict, &Recipient),
        sender: &SenderSeen,
        billed: &Billed,
        (prefix, advised): (Option<u32>, Option<Advised>),
    ) -> Alike {
        let Message { to: _, text: _, from: _, country, mcc, mnc, card, time: _, findings } =
            *message;
        let TextVerdict {
            encoding,
            units: _,
            segments,
            segments_range,
            segments_in_gsm7,
            segments_replaced,
            segments_alone,
            segments_by_chars,
            findings: text_findings,
        } = *text;
        let Recipient { number, region, kind, error, findings: recipient_findings } = *recipient;
        let SenderSeen { verdict, kind: sender_kind, is_free, findings: sender_findings } = *sender;
        let Billed { min, expected, max, unclear } = *billed;
        let bits = |region: Option<Region>| u64::from(region.map_or(0, Region::bits));
        // small ones share a word: none is 0, and what there is one more than its number
        let small = [
            encoding as u64,
            kind as u64,
            error.map_or(0, |error| error as u64 + 1),
            verdict.map_or(0, |verdict| verdict as u64 + 1),
            sender_kind.map_or(0, |kind| kind as u64 + 1),
            advised.map_or(0, |advised| advised.kind as u64 + 1),
            u64::from(number.is_some()) | u64::from(is_free) << 1 | u64::from(unclear) << 2,
        ];
        let network = bits(region) | bits(country) << 16;
        let codes = pair(mcc.map_or(0, Mcc::bits), mnc.map_or(0, Mnc::bits));
        let billed = [min, expected, max].map(|parts| u32::try_from(parts).unwrap_or(u32::MAX));
        Alike([
            // no list has so many prefixes, no text so many segments
            pair(prefix.unwrap_or(u32::MAX), advised.map_or(u32::MAX, |advised| advised.prefix)),
            small.iter().fold(0, |word, part| word << 8 | part),
            network | (card as u64) << 32,
            codes,
            text_findings.bits(),
            recipient_findings.bits(),
            sender_findings.bits(),
            findings.bits(),
            pair(segments, segments_range.0),
            pair(segments_range.1, billed[0]),
            pair(billed[1], billed[2]),
            pair(segments_in_gsm7.unwrap_or(u32::MAX), segments_replaced.unwrap_or(u32::MAX)),
            pair(segments_alone.unwrap_or(u32::MAX), segments_by_chars.unwrap_or(u32::MAX)),
        ])
    }

    /// A number that differs between most kinds.
    #[inline]
    fn mix(&self) -> usize {
        // each word by an odd number of its own, so that none waits for another
        let mut odd = 0x9E37_79B9_7F4A_7C15u64;
        let mut mixed = 0u64;
        for word in &self.0 {
            mixed = mixed.wrapping_add((word ^ word >> 29).wrapping_mul(odd));
            odd = odd.wrapping_add(0xBF58_476D_1CE4_E5B8);
        }
        ((mixed ^ mixed >> 29).wrapping_mul(0x94D0_49BB_1331_11EB) >> 40) as usize
    }
}

/// Two in one word.
#[inline]
fn pair(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// A kind of messages, and how many of it came behind the first.
#[derive(Clone, Debug)]
pub(super) struct Known {
    alike: Alike,
    /// No other kind of this pass has it.
    pub(super) number: u64,
    /// That of the first.
    pub(super) verdict: Verdict,
    pub(super) region: Option<Region>,
    pub(super) charge: Option<Charge>,
    /// Money at stake of one message.
    pub(super) staked: Vec<(FindingCode, Amount)>,
    /// Messages behind the first.
    pub(super) count: u64,
    first: [RowRef; FIRST_ROW_COUNT],
}

impl Known {
    pub(super) fn new(
        (alike, number): (Alike, u64),
        verdict: Verdict,
        region: Option<Region>,
        charge: Option<Charge>,
        staked: Vec<(FindingCode, Amount)>,
    ) -> Known {
        let first = Default::default();
        Known { alike, number, verdict, region, charge, staked, count: 0, first }
    }

    /// One more message.
    fn note(&mut self, row: RowRef) {
        if let Some(first) = self.first.get_mut(self.count as usize) {
            *first = row;
        }
        self.count += 1;
    }

    /// The first rows behind the first message.
    pub(super) fn first_rows(&self) -> &[RowRef] {
        &self.first[..FIRST_ROW_COUNT.min(self.count as usize)]
    }
}

/// Kinds that stand ready; a power of two.
const SLOT_COUNT: usize = 2048;

/// The kinds that came last, each at a place of its own.
#[derive(Debug)]
pub(super) struct Kinds {
    /// None before the first kind came.
    slots: Vec<Option<Box<Known>>>,
    slot_count: usize,
}

impl Default for Kinds {
    fn default() -> Kinds {
        Kinds { slots: Vec::new(), slot_count: SLOT_COUNT }
    }
}

impl Kinds {
    /// Counts a message of a kind that is known.
    #[inline]
    pub(super) fn count(&mut self, alike: &Alike, row: RowRef) -> Option<&Known> {
        let slot = alike.mix() % self.slot_count;
        let known = self.slots.get_mut(slot)?.as_mut().filter(|known| known.alike == *alike)?;
        known.note(row);
        Some(known)
    }

    /// Puts a new kind in its place; another that stood there is to be added up now.
    pub(super) fn put(&mut self, known: Known) -> Option<Box<Known>> {
        if self.slots.is_empty() {
            self.slots.resize_with(self.slot_count, || None);
        }
        let slot = known.alike.mix() % self.slot_count;
        self.slots[slot].replace(Box::new(known))
    }

    /// All kinds.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Known> {
        self.slots.iter().flatten().map(|known| &**known)
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::FindingSet;
    use super::super::{Preflight, PreflightOptions, Session};
    use super::*;
    use crate::batch::OffsetColumn;
    use crate::number::NumberColumn;
    use crate::rate::{RateCard, Timestamp};
    use crate::vendor::Vendor;
    use alloc::format;
    use alloc::string::{String, ToString};
    use proptest::prelude::*;
    use proptest::sample::select;

    const HEADS: [&str; 4] = [
        "#! unknown_network = max\n",
        "#! unknown_network = min\n#! tier_mode = volume\n#! max_segments = 2\n",
        "#! tier_mode = volume\n#! tier_scope = card\n",
        // prices depend on the order: nothing is taken for alike
        "#! tier_mode = graduated\n",
    ];

    fn preflight(vendor: &str, head: &str) -> Preflight {
        let card = format!(
            "#! format = septet-ratecard/1\n#! id = test\n#! currency = USD\n{head}\
             record,id,name,country,mcc,mnc,prefix,sender_type,price,per,tier_from,action,valid_to\n\
             rate,ug,,UG,,,,,0.02,,0,,\nrate,ug-5,,UG,,,,,0.017,,5,,\n\
             rate,ug-7,,,,,2567015,,0.013,,,,\nrate,ug-77,,,,,25677,alpha,0.011,,,,2026-08-01\n\
             rate,ke-1,,KE,639,02,,,0.031,,,,\nrate,ke-2,,KE,639,03,,,0.047,,,,\n\
             rate,tz,,TZ,,,,,,,,block,\nrate,de,,DE,,,,,,,,free,\n\
             surcharge,fee,carrier,UG,,,25670,,0.003,message,,,\n\
             surcharge,levy,levy,,,,,,0.1,percent,,,\n"
        );
        let mut options = PreflightOptions {
            sender: Some("Kito".to_string()),
            at: Some(Timestamp::parse("2026-07-01").unwrap()),
            ..PreflightOptions::default()
        };
        options.heuristics.set("high_cost_over", "0.03").unwrap();
        let vendor = Vendor::builtin(vendor).unwrap().clone();
        let cards = alloc::vec![RateCard::from_csv(&card).unwrap()];
        Preflight::new(vendor, cards, options).unwrap().with_savings(true)
    }

    #[derive(Clone, Debug)]
    struct Row {
        to: &'static str,
        text: String,
        from: Option<&'static str>,
        mcc: Option<Mcc>,
        country: Option<Region>,
        time: Option<Timestamp>,
        findings: FindingSet,
    }

    fn row() -> impl Strategy<Value = Row> {
        let to = select(alloc::vec![
            "+256701521269",
            "+256701621270",
            "256772000001",
            "+254711223344",
            "+255754321987",
            "+33612345678",
            "+4915112345678",
            "12",
            "+12345",
        ]);
        let text = select(alloc::vec!["", "€", "It’s", "’", "\u{200B}", "ж", "a{", "1½"]);
        let text = (text, 0..180usize).prop_map(|(text, len)| format!("{text}{}", "a".repeat(len)));
        let from = select(alloc::vec![None, None, Some("Other"), Some("x"), Some("+256701521269")]);
        let rare = |text: &'static str| select(alloc::vec![None, None, None, Some(text)]);
        let mut found = FindingSet::EMPTY;
        found.insert(FindingCode::DuplicateRecipient);
        let mut suppressed = FindingSet::EMPTY;
        suppressed.insert(FindingCode::Suppressed);
        let findings = select(alloc::vec![FindingSet::EMPTY, FindingSet::EMPTY, found, suppressed]);
        (to, text, from, rare("639"), rare("KE"), rare("2026-08-02"), findings).prop_map(
            |(to, text, from, mcc, country, time, findings)| Row {
                to,
                text,
                from,
                mcc: mcc.and_then(Mcc::parse),
                country: country.and_then(Region::new),
                time: time.map(|time| Timestamp::parse(time).unwrap()),
                findings,
            },
        )
    }

    fn message(row: &Row) -> Message<'_> {
        let Row { to, text, from, mcc, country, time, findings } = row;
        Message {
            to,
            text,
            from: *from,
            mcc: *mcc,
            country: *country,
            time: *time,
            findings: *findings,
            ..Message::default()
        }
    }

    fn column(fields: impl Iterator<Item = String>) -> (String, Vec<i32>) {
        let (mut whole, mut offsets) = (String::new(), alloc::vec![0]);
        for field in fields {
            whole.push_str(&field);
            offsets.push(whole.len() as i32);
        }
        (whole, offsets)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Rows that follow many alike, in few and many slots, are judged and counted as each alone.
        #[test]
        fn messages_alike_are_judged_as_each_alone(
            few in prop::collection::vec(row(), 1..9),
            picked in prop::collection::vec(any::<prop::sample::Index>(), 1..60),
            slot_count in select(alloc::vec![1, 2, SLOT_COUNT]),
            vendor in select(alloc::vec!["msegat", "msgine", "macksms", "msmpusher"]),
            head in select(HEADS.to_vec()),
        ) {
            let preflight = preflight(vendor, head);
            let rows: Vec<&Row> = picked.iter().map(|index| &few[index.index(few.len())]).collect();
            let (numbers, number_offsets) = column(rows.iter().map(|row| row.to.to_string()));
            let (texts, text_offsets) = column(rows.iter().map(|row| row.text.clone()));
            let mut alone: Session<'_> = preflight.session().unwrap();
            let mut together = preflight.session().unwrap();
            together.kinds.slot_count = slot_count;
            let numbers = NumberColumn::new(numbers.as_bytes(), &number_offsets).unwrap();
            let texts = OffsetColumn::new(&texts, &text_offsets).unwrap();
            together.look_ahead(&numbers, Some(&texts)).unwrap();
            for (index, row) in rows.iter().enumerate() {
                let at = RowRef { row: index as u64 + 1, line: index as u64 + 2 };
                let message = message(row);
                let expected = alone.message(at, &message).unwrap();
                let found = together.message_of_column(index, at, &message).unwrap();
                prop_assert_eq!(found, expected);
                prop_assert_eq!(together.rate_id(&found), alone.rate_id(&expected));
            }
            let running = preflight.save(together.totals().unwrap());
            let (alone, together) = (alone.into_totals().unwrap(), together.into_totals().unwrap());
            prop_assert_eq!(together.save_survey(), alone.save_survey());
            let expected = preflight.save(alone);
            prop_assert_eq!((running, preflight.save(together)), (expected.clone(), expected));
        }
    }
}
