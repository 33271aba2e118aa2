//! Rating: the longest prefix against a hash map that is asked for one length after the other, and
//! a campaign message by message.

#![allow(missing_docs)] // criterion's macros
#![allow(clippy::expect_used, clippy::panic)] // a bench says what it expected by failing

use std::collections::{BTreeSet, HashMap};
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use septet::Region;
use septet::cost::{Rater, UnitsBefore};
use septet::rate::{Destination, Prefix, PrefixTable, RateBook, RateCard};
use septet_benches::Random;

const NUMBERS: usize = 100_000;

/// 2,250 prefixes: calling codes of one to three digits, and up to four digits more.
fn prefixes(random: &mut Random) -> Vec<Prefix> {
    let mut set = BTreeSet::new();
    while set.len() < 250 {
        set.insert(random.between(10, 999) as u64);
    }
    let codes: Vec<u64> = set.iter().copied().collect();
    while set.len() < 2250 {
        let mut prefix = codes[random.between(0, codes.len() - 1)];
        for _ in 0..=random.between(0, 3) {
            prefix = prefix * 10 + random.between(0, 9) as u64;
        }
        set.insert(prefix);
    }
    set.iter().map(|p| Prefix::parse(&p.to_string()).expect("a prefix")).collect()
}

/// Numbers of 10 to 13 digits that begin with some prefix.
fn numbers(random: &mut Random, prefixes: &[Prefix]) -> Vec<u64> {
    let number = |_| {
        let mut number = prefixes[random.between(0, prefixes.len() - 1)].to_string();
        let len = random.between(10, 13);
        while number.len() < len {
            number.push(char::from(b'0' + random.between(0, 9) as u8));
        }
        number.parse().expect("a number")
    };
    (0..NUMBERS).map(number).collect()
}

/// What most programs do: a hash map of texts, asked for the longest prefix first.
fn by_hash(map: &HashMap<String, usize>, number: &str) -> Option<usize> {
    (1..=number.len().min(8)).rev().find_map(|len| map.get(&number[..len]).copied())
}

fn longest_prefix(c: &mut Criterion) {
    let mut random = Random::new(1);
    let prefixes = prefixes(&mut random);
    let numbers = numbers(&mut random, &prefixes);
    let texts: Vec<String> = numbers.iter().map(u64::to_string).collect();
    let table = PrefixTable::new(prefixes.iter().copied());
    let map: HashMap<String, usize> =
        (0..table.len()).map(|i| (table.get(i).expect("a prefix").to_string(), i)).collect();
    for (number, text) in numbers.iter().zip(&texts) {
        assert_eq!(table.longest(*number), by_hash(&map, text), "{number}");
    }
    let mut group = c.benchmark_group("longest prefix of 2250");
    group.throughput(Throughput::Elements(NUMBERS as u64));
    group.bench_function("septet", |b| {
        b.iter(|| numbers.iter().filter_map(|n| table.longest(black_box(*n))).sum::<usize>());
    });
    group.bench_function("hash map, text by text", |b| {
        b.iter(|| texts.iter().filter_map(|n| by_hash(&map, black_box(n))).sum::<usize>());
    });
    group.finish();
}

fn campaign(c: &mut Criterion) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/rates.csv");
    let card = RateCard::load("rates.csv", &std::fs::read(path).expect("a file")).expect("a card");
    let book = RateBook::new(vec![card], None).expect("a book");
    let places = [
        (256_701_000_000, "UG"),
        (254_712_000_000, "KE"),
        (14_155_000_000, "US"),
        (447_400_000_000, "GB"),
        (919_876_000_000, "IN"),
        (491_511_000_000, "DE"),
    ];
    let mut random = Random::new(2);
    let messages: Vec<(Destination, u64)> = (0..NUMBERS)
        .map(|_| {
            let (digits, region) = places[random.between(0, places.len() - 1)];
            let region = Region::new(region);
            let digits = digits + random.between(0, 999_999) as u64;
            (Destination { region, ..Destination::to(digits) }, random.between(1, 3) as u64)
        })
        .collect();
    let before = UnitsBefore::none();
    let rate = || {
        let mut rater = Rater::new(&book, &before).expect("a rater");
        for (to, segments) in &messages {
            let rated = rater.rate(0, black_box(to), *segments, false);
            rater.add(&rated, 1, 0).expect("no overflow");
        }
        rater.into_totals()
    };
    let totals = rate();
    assert_eq!(totals.not_priced().expect("a count"), 0);
    assert_eq!(totals.units(), messages.iter().map(|(_, segments)| segments).sum::<u64>());
    let mut group = c.benchmark_group("campaign");
    group.throughput(Throughput::Elements(NUMBERS as u64));
    group.bench_function("rate and count", |b| b.iter(rate));
    group.finish();
}

criterion_group!(benches, longest_prefix, campaign);
criterion_main!(benches);
