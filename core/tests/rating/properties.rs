//! What holds for every card and campaign, against slow obvious twins.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use septet::ErrorKind;
use septet::cost::{Rater, Totals, UnitsBefore};
use septet::money::{Amount, RoundingMode};
use septet::rate::{
    Destination, Mcc, Mnc, Prefix, PrefixTable, RateBook, RateCard, RateStatus, SenderType, Traffic,
};
use serde_json::{Value, json};

fn amount() -> impl Strategy<Value = Amount> {
    // halves of every step, where the modes differ, besides any amount
    let halves = (0..4000i128, 0..9u32).prop_map(|(count, scale)| count * 5 * 10i128.pow(scale));
    let size = prop_oneof![halves, 0..=2_000_000_000i128, 0..=Amount::MAX.nanos()];
    (size, any::<bool>()).prop_map(|(size, negative)| {
        Amount::from_nanos(if negative { -size } else { size }).unwrap()
    })
}

/// Twin of rounding: among the two neighbours on the grid, by the definition of each mode.
fn rounded(size: u128, step: u128, mode: RoundingMode) -> u128 {
    let below = size - size % step;
    if below == size {
        return size;
    }
    let above = below + step;
    match mode {
        RoundingMode::Down => below,
        RoundingMode::Up => above,
        RoundingMode::HalfUp if size - below >= above - size => above,
        RoundingMode::HalfUp => below,
        RoundingMode::HalfEven => match (size - below).cmp(&(above - size)) {
            std::cmp::Ordering::Less => below,
            std::cmp::Ordering::Greater => above,
            std::cmp::Ordering::Equal if (below / step).is_multiple_of(2) => below,
            std::cmp::Ordering::Equal => above,
        },
    }
}

proptest! {
    #[test]
    fn amounts_come_back_from_their_text(amount in amount()) {
        let text = amount.to_string();
        match text.strip_prefix('-') {
            None => prop_assert_eq!(Amount::parse(&text).unwrap(), amount),
            Some(size) => {
                prop_assert_eq!(Amount::parse(size).unwrap().nanos(), -amount.nanos());
                prop_assert_eq!(Amount::parse(&text).unwrap_err().kind(), ErrorKind::AmountNegative);
            }
        }
        let (units, nanos) = amount.to_units_nanos();
        prop_assert_eq!(Amount::from_units_nanos(units, nanos), Some(amount));
    }

    #[test]
    fn rounding_is_its_definition(amount in amount(), scale in 0u8..=9, mode in select(&RoundingMode::ALL)) {
        let step = 10u128.pow(9 - u32::from(scale));
        let size = rounded(amount.nanos().unsigned_abs(), step, mode) as i128;
        let expected = Amount::from_nanos(if amount.nanos() < 0 { -size } else { size });
        prop_assert_eq!(amount.round(scale, mode).ok(), expected);
    }

    /// A fraction of a small amount, multiplied out in 128 bits.
    #[test]
    fn fractions_are_rounded_once(
        nanos in 0..=9_000_000_000_000_000i128,
        rate in 0..=9_000_000_000_000i128,
        scale in 0u8..=9,
        mode in select(&RoundingMode::ALL),
    ) {
        let product = nanos.unsigned_abs() * rate.unsigned_abs(); // in 1e-18
        let step = 10u128.pow(18 - u32::from(scale));
        let expected = rounded(product, step, mode) / 1_000_000_000;
        let amount = Amount::from_nanos(nanos).unwrap();
        let got = amount.fraction(Amount::from_nanos(rate).unwrap(), scale, mode).unwrap();
        prop_assert_eq!(got.nanos(), expected as i128);
    }

    /// The table against trying every prefix.
    #[test]
    fn longest_prefix_is_the_longest_of_all(
        prefixes in vec("[1-9][0-9]{0,5}|256[0-9]{0,12}|4477[0-9]{4,5}", 0..60),
        numbers in vec("[1-9][0-9]{1,14}|256[0-9]{0,12}|4477[0-9]{0,8}", 1..60),
    ) {
        let prefixes: Vec<Prefix> = prefixes.iter().map(|p| Prefix::parse(p).unwrap()).collect();
        let table = PrefixTable::new(prefixes.iter().copied());
        for number in &numbers {
            let begins = |p: &&Prefix| number.starts_with(&p.to_string());
            let longest = prefixes.iter().filter(begins).max_by_key(|p| p.digit_count());
            let got = table.longest(number.parse().unwrap()).and_then(|i| table.get(i));
            prop_assert_eq!(got.as_ref(), longest, "{}", number);
        }
    }
}

/// A rate of a card: its fields that are given.
fn row() -> impl Strategy<Value = Value> {
    let optional = |values: &'static [&'static str]| proptest::option::of(select(values));
    (
        optional(&["UG", "KE"]),
        optional(&["641", "639"]),
        any::<bool>(),
        optional(&["2", "25", "256", "2567", "25670", "254"]),
        optional(&["alpha", "long_code"]),
        optional(&["otp", "promotional"]),
    )
        .prop_map(|(country, mcc, network, prefix, sender_type, traffic)| {
            let mnc = mcc.filter(|_| network).map(|_| "10");
            let mut row = json!({"price": "1"});
            let fields = [
                ("country", country),
                ("mcc", mcc),
                ("mnc", mnc),
                ("prefix", prefix),
                ("sender_type", sender_type),
                ("traffic", traffic),
            ];
            for (name, value) in fields {
                if let Some(value) = value {
                    row[name] = json!(value);
                }
            }
            row
        })
}

proptest! {
    /// The look-up against trying every row, for messages whose network is known.
    #[test]
    fn the_rate_is_the_heaviest_row_that_fits(
        rows in vec(row(), 1..12),
        digits in select(&[256_701_521_269u64, 256_901_521_269, 254_712_123_456, 14_155_552_671][..]),
        region in select(&[Some("UG"), Some("KE"), Some("US"), None][..]),
        mcc in select(&["641", "639", "310"][..]),
        sender_type in select(&[Some("alpha"), Some("long_code"), None][..]),
        traffic in select(&[Some("otp"), None][..]),
    ) {
        let mut rates: Vec<Value> = Vec::new();
        for mut row in rows {
            let same = |other: &Value| {
                let mut other = other.clone();
                other.as_object_mut().unwrap().remove("id");
                other == row
            };
            if !rates.iter().any(same) {
                row["id"] = json!(format!("r{}", rates.len()));
                rates.push(row);
            }
        }
        let card = json!({"format": "septet-ratecard/1", "id": "c", "currency": "USD", "rates": rates});
        let book = book(&card);
        let card = book.card(0).unwrap();
        let message = Destination {
            region: region.and_then(septet::Region::new),
            mcc: Mcc::parse(mcc),
            mnc: Mnc::parse("10"),
            sender_type: sender_type.and_then(SenderType::from_word),
            traffic: traffic.and_then(Traffic::from_word),
            ..Destination::to(digits)
        };
        let fitting: Vec<_> =
            card.card().rates().iter().filter(|rate| rate.matchers.fits(&message)).collect();
        let top = fitting.iter().map(|rate| rate.matchers.weight()).max();
        let heaviest: Vec<_> =
            fitting.iter().filter(|rate| Some(rate.matchers.weight()) == top).collect();
        let expected = match heaviest[..] {
            [] => Err(RateStatus::Unpriced),
            [rate] => Ok(rate.id.as_str()),
            _ => Err(RateStatus::AmbiguousRate),
        };
        prop_assert_eq!(card.choose(&message).map(|(key, _)| card.key_id(key)), expected);
    }
}

/// Three rates, with tiers or without, that differ in what they round.
fn card(mode: &str, scope: &str, tiers: &[u64], rounding: &str) -> Value {
    let mut rates = vec![
        json!({"id": "ug", "country": "UG", "price": "0.0285"}),
        json!({"id": "p1", "prefix": "1", "price": "0.0079"}),
        json!({"id": "free", "country": "KE", "action": "free"}),
    ];
    for (i, from) in tiers.iter().enumerate() {
        let price = format!("0.01{}", 9 - i);
        rates.push(
            json!({"id": format!("ug-{i}"), "country": "UG", "tier_from": from, "price": price}),
        );
    }
    json!({
        "format": "septet-ratecard/1", "id": "c", "currency": "USD", "charge_failed": false,
        "tier_mode": mode, "tier_scope": scope, "minimum_per_message": "0.012",
        "rounding": {"at": rounding, "mode": "half_even", "scale": 3},
        "tax": {"rate": "0.19", "scale": 2}, "rates": rates,
        "surcharges": [
            {"id": "s", "name": "fee", "prefix": "1", "per": "percent", "amount": "0.015"},
            {"id": "f", "name": "failed", "per": "failed_message", "amount": "0.001"},
        ],
    })
}

/// Where tiers after the first begin.
const MANY_TIERS: &[&[u64]] = &[&[], &[1], &[50, 1000]];
const FEW_TIERS: &[&[u64]] = &[&[1], &[7, 50]];

/// To whom, segments, count, failed.
type Sent = (u8, u64, u64, bool);

fn sent() -> impl Strategy<Value = Vec<Sent>> {
    vec((0..5u8, 1..5u64, prop_oneof![Just(1u64), 1..2000u64], any::<bool>()), 0..40)
}

fn destination(to: u8) -> Destination {
    let (digits, region) = [
        (256_701_521_269, Some("UG")),
        (14_155_552_671, Some("US")),
        (254_712_123_456, Some("KE")),
        (33_612_345_678, Some("FR")),
        (256_772_123_456, Some("UG")),
    ][usize::from(to)];
    Destination { region: region.and_then(septet::Region::new), ..Destination::to(digits) }
}

fn count(book: &RateBook, before: &UnitsBefore, part: &[Sent]) -> (Totals, UnitsBefore) {
    let mut rater = Rater::new(book, before).unwrap();
    for (to, segments, count, failed) in part {
        let rated = rater.rate(0, &destination(*to), *segments, *failed);
        rater.add(&rated, *count, u32::from(*to)).unwrap();
    }
    let used = rater.units_used();
    (rater.into_totals(), used)
}

/// Everything that a report shows of totals.
fn shown(totals: &Totals, book: &RateBook) -> String {
    let none = UnitsBefore::none();
    let mut lines: Vec<String> =
        totals.lines(book, &none).unwrap().iter().map(|line| format!("{line:?}")).collect();
    lines.sort();
    format!("{:?} {} {lines:?}", totals.costs(book, &none).unwrap(), totals.units())
}

fn book(card: &Value) -> RateBook {
    RateBook::new(vec![RateCard::from_json(&card.to_string()).unwrap()], None).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Parts merged in any order and grouping are the whole; graduated ones begin where the part
    /// before them ended.
    #[test]
    fn parts_are_the_whole(
        sent in sent(),
        cuts in (0..40usize, 0..40usize),
        mode in select(&["graduated", "volume"][..]),
        scope in select(&["rate", "card"][..]),
        tiers in select(MANY_TIERS),
        rounding in select(&["none", "unit", "message", "campaign"][..]),
    ) {
        let book = book(&card(mode, scope, tiers, rounding));
        let none = UnitsBefore::none();
        let (a, b) = (cuts.0.min(cuts.1).min(sent.len()), cuts.0.max(cuts.1).min(sent.len()));
        let (whole, _) = count(&book, &none, &sent);
        let (first, used) = count(&book, &none, &sent[..a]);
        let (second, used) = count(&book, &used, &sent[a..b]);
        let (third, _) = count(&book, &used, &sent[b..]);
        let merged = |parts: &[&Totals]| {
            let mut sum = Totals::default();
            for part in parts {
                sum.merge(part).unwrap();
            }
            sum
        };
        let expected = shown(&whole, &book);
        prop_assert_eq!(&shown(&merged(&[&first, &second, &third]), &book), &expected);
        prop_assert_eq!(&shown(&merged(&[&third, &first, &second]), &book), &expected);
        let right = merged(&[&second, &third]);
        prop_assert_eq!(&shown(&merged(&[&first, &right]), &book), &expected);
    }

    /// One entry of many messages costs what as many entries of one do.
    #[test]
    fn counts_are_messages_one_by_one(
        sent in vec((0..5u8, 1..5u64, 1..60u64, any::<bool>()), 0..12),
        mode in select(&["graduated", "volume"][..]),
        scope in select(&["rate", "card"][..]),
        tiers in select(FEW_TIERS),
        rounding in select(&["none", "unit", "message", "campaign"][..]),
    ) {
        let book = book(&card(mode, scope, tiers, rounding));
        let none = UnitsBefore::none();
        let one_by_one: Vec<Sent> = sent
            .iter()
            .flat_map(|(to, segments, count, failed)| {
                (0..*count).map(|_| (*to, *segments, 1, *failed))
            })
            .collect();
        let (many, _) = count(&book, &none, &sent);
        let (single, _) = count(&book, &none, &one_by_one);
        prop_assert_eq!(shown(&many, &book), shown(&single, &book));
    }
}

/// A part that does not know where the one before it ended cannot be joined to it, and a missing
/// part is seen.
#[test]
fn graduated_parts_need_the_units_before() {
    let book = book(&card("graduated", "rate", &[50], "none"));
    let none = UnitsBefore::none();
    let sent = [(0, 3, 40, false)];
    let (first, used) = count(&book, &none, &sent);
    let (blind, _) = count(&book, &none, &sent);
    let (second, _) = count(&book, &used, &sent);
    let mut joined = first.clone();
    joined.merge(&second).unwrap();
    assert!(joined.costs(&book, &none).is_ok());
    let mut overlapping = first;
    overlapping.merge(&blind).unwrap();
    let needs = |totals: &Totals| totals.costs(&book, &none).unwrap_err().kind();
    assert_eq!(needs(&overlapping), ErrorKind::NeedsUnitsBefore);
    assert_eq!(needs(&second), ErrorKind::NeedsUnitsBefore);
}

/// What is written is what was loaded.
#[test]
fn cards_come_back_from_their_text() {
    for mode in ["graduated", "volume"] {
        let card = card(mode, "card", &[50, 1000], "campaign").to_string();
        let card = RateCard::from_json(&card).unwrap();
        assert_eq!(RateCard::from_json(&card.to_json()).unwrap(), card);
        assert_eq!(RateCard::from_csv(&card.to_csv()).unwrap(), card);
    }
    for name in ["rates.csv", "rates.toml"] {
        let path = format!("{}/../examples/{name}", env!("CARGO_MANIFEST_DIR"));
        let card = RateCard::load(name, &std::fs::read(path).unwrap()).unwrap();
        assert_eq!(RateCard::from_json(&card.to_json()).unwrap(), card);
        assert_eq!(RateCard::from_csv(&card.to_csv()).unwrap(), card);
    }
}
