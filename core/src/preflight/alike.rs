//! Messages that are judged alike. Millions of messages are of a few hundred kinds: the same
//! country and prefix of the rate cards, the same length, the same findings. The first of a kind is
//! judged in full; of those behind it only rows are counted, and what they add is added at the end,
//! once a kind. Not where prices depend on the order of the messages.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::advised::Advised;
use super::billing::Billed;
use super::finding::{FindingCode, FindingSet};
use super::recipient::Recipient;
use super::sender::SenderSeen;
use super::session::{Message, Verdict};
use super::standing::Charge;
use super::text::TextVerdict;
use super::totals::{FIRST_ROW_COUNT, RowRef};
use crate::money::Amount;
use crate::number::Region;
use crate::rate::{Mcc, Mnc};

/// Everything that a verdict depends on but for its row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Alike {
    card: usize,
    /// The longest prefix of the card's rows that the number begins with.
    prefix: Option<u32>,
    has_number: bool,
    country: Option<Region>,
    mcc: Option<Mcc>,
    mnc: Option<Mnc>,
    text: TextVerdict,
    recipient: Recipient,
    sender: SenderSeen,
    billed: Billed,
    advised: Option<Advised>,
    /// What the caller found.
    findings: FindingSet,
}

impl Alike {
    /// Of a message that has no time of its own; `prefix` is of its card and number.
    pub(super) fn of(
        message: &Message<'_>,
        (text, recipient): (&TextVerdict, &Recipient),
        sender: SenderSeen,
        billed: Billed,
        (prefix, advised): (Option<u32>, Option<Advised>),
    ) -> Alike {
        Alike {
            card: message.card,
            prefix,
            has_number: recipient.number.is_some(),
            country: message.country,
            mcc: message.mcc,
            mnc: message.mnc,
            text: TextVerdict { units: 0, ..*text },
            recipient: Recipient { number: None, ..*recipient },
            sender,
            billed,
            advised,
            findings: message.findings,
        }
    }

    /// A number that differs between most kinds.
    fn mix(&self) -> usize {
        let region = |region: Option<Region>| match region.as_ref().map(Region::as_str) {
            Some(code) => code.bytes().fold(0, |sum, byte| sum << 8 | u64::from(byte)),
            None => 0,
        };
        let text = &self.text;
        let lengths = [Some(text.segments), text.segments_in_gsm7, text.segments_replaced];
        let mut mixed = u64::from(self.prefix.unwrap_or(u32::MAX)) << 8 | text.encoding as u64;
        for part in [
            region(self.recipient.region) | region(self.country) << 24,
            text.findings.bits(),
            self.recipient.findings.bits() ^ self.sender.findings.bits().rotate_left(32),
            lengths.iter().fold(0, |sum, length| sum << 16 | u64::from(length.unwrap_or(0))),
            self.findings.bits() ^ (self.card as u64) << 48 ^ u64::from(self.has_number),
        ] {
            mixed = (mixed.rotate_left(5) ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
        (mixed >> 32) as usize
    }
}

/// A kind of messages, and how many of it came behind the first.
#[derive(Clone, Debug)]
pub(super) struct Known {
    alike: Alike,
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
        alike: Alike,
        verdict: Verdict,
        region: Option<Region>,
        charge: Option<Charge>,
        staked: Vec<(FindingCode, Amount)>,
    ) -> Known {
        let first = Default::default();
        Known { alike, verdict, region, charge, staked, count: 0, first }
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
    /// Counts a message of a kind that is known, and says what the first was.
    pub(super) fn count(&mut self, alike: &Alike, row: RowRef) -> Option<&Verdict> {
        let slot = alike.mix() % self.slot_count;
        let known = self.slots.get_mut(slot)?.as_mut().filter(|known| known.alike == *alike)?;
        known.note(row);
        Some(&known.verdict)
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
