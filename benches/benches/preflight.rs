//! A campaign of 20,000 messages in memory: counted, numbers judged, priced, with findings; against
//! the least any program must do for the same answer, and against reading the file alone.

#![allow(missing_docs)] // criterion's macros
#![allow(clippy::expect_used, clippy::panic)] // a bench says what it expected by failing

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use septet::money::Amount;
use septet::preflight::{Message, Preflight, PreflightOptions, Report, RowRef};
use septet::rate::RateCard;
use septet::vendor::Vendor;
use septet_benches::Random;
use septet_campaign::checks::Flags;
use septet_campaign::driver::{self, Campaign};
use septet_campaign::input::Input;

const ROWS: usize = 20_000;

/// Prefix of a mobile number, digits after it, country, price of a segment in billionths.
const COUNTRIES: [(&str, usize, &str, i128); 3] = [
    ("+25670", 7, "UG", 25_000_000),
    ("+25471", 7, "KE", 8_000_000),
    ("+25575", 7, "TZ", 31_200_000),
];

/// Each with its segments: three of one segment, one of two (161 septets), one of two in UCS-2.
fn texts() -> [(String, i128); 5] {
    [
        ("Your code is 482913. It is valid for 10 minutes.".into(), 1),
        ("Hi Akello, your order 628246 is on its way and arrives today before 14:15.".into(), 1),
        ("Votre commande est prête: à bientôt au café!".replace(['ê', 'ô'], "e"), 1),
        ("a".repeat(161), 2),
        ("’".repeat(71), 2),
    ]
}

/// Rows, and what they cost in billionths by the table above.
fn rows() -> (Vec<(String, String)>, i128) {
    let (mut random, texts, mut cost) = (Random::new(7), texts(), 0);
    let rows = (0..ROWS)
        .map(|_| {
            let (prefix, digits, _, price) = COUNTRIES[random.between(0, COUNTRIES.len() - 1)];
            let (text, segments) = &texts[random.between(0, texts.len() - 1)];
            cost += price * segments;
            let tail: String = (0..digits)
                .map(|i| char::from(b'0' + random.between(usize::from(i == 0), 9) as u8))
                .collect();
            (format!("{prefix}{tail}"), text.clone())
        })
        .collect();
    (rows, cost)
}

fn preflight() -> Preflight {
    let mut card = String::from(
        "#! format = septet-ratecard/1\n#! id = bench\n#! currency = USD\nrecord,id,country,price\n",
    );
    for (_, _, country, nanos) in COUNTRIES {
        let price = Amount::from_nanos(nanos).expect("a price");
        card.push_str(&format!("rate,{country},{country},{price}\n"));
    }
    let card = RateCard::load("bench.csv", card.as_bytes()).expect("a card");
    let vendor = Vendor::builtin("msmpusher").expect("a profile").clone();
    Preflight::new(vendor, vec![card], PreflightOptions::default()).expect("a preflight")
}

fn in_memory(preflight: &Preflight, rows: &[(String, String)]) -> Report {
    let mut session = preflight.session().expect("a session");
    for (index, (to, text)) in rows.iter().enumerate() {
        let at = RowRef { row: index as u64 + 1, line: 0 };
        let message = Message { to, text, ..Message::default() };
        black_box(session.message(at, &message).expect("a verdict"));
    }
    preflight.report(session.into_totals().expect("totals")).expect("a report")
}

fn from_file(preflight: &Preflight, file: &[u8]) -> Report {
    let campaign = Campaign::default();
    let input = Input::Stream { name: "bench".into(), stream: Box::new(file) };
    let mut reader = campaign.open(input).expect("a reader");
    let flags = Flags::default();
    let totals = driver::run(preflight, &campaign, &flags, &mut reader, None, 1, &mut |_, _| ());
    preflight.report(totals.expect("totals")).expect("a report")
}

fn read_only(file: &[u8]) -> usize {
    let input = Input::Stream { name: "bench".into(), stream: Box::new(file) };
    let mut reader = Campaign::default().open(input).expect("a reader");
    let (mut block, mut rows) = (septet_campaign::input::Block::default(), 0);
    while reader.read(&mut block).expect("rows") {
        rows += block.row_count();
    }
    rows
}

fn campaign(c: &mut Criterion) {
    let (rows, cost) = rows();
    let preflight = preflight();
    let mut file = String::from("to,text\n");
    for (to, text) in &rows {
        file.push_str(&format!("{to},\"{text}\"\n"));
    }
    for report in [in_memory(&preflight, &rows), from_file(&preflight, file.as_bytes())] {
        assert_eq!(report.rows, ROWS as u64);
        assert_eq!(report.sendable.messages, ROWS as u64);
        assert_eq!(report.costs[0].total.expected.nanos(), cost);
    }
    assert_eq!(read_only(file.as_bytes()), ROWS);

    let mut group = c.benchmark_group("preflight of 20,000 messages");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("in memory", |b| b.iter(|| in_memory(&preflight, black_box(&rows))));
    group.bench_function("from CSV", |b| {
        b.iter(|| from_file(&preflight, black_box(file.as_bytes())));
    });
    group.bench_function("CSV read alone", |b| b.iter(|| read_only(black_box(file.as_bytes()))));
    group.finish();
}

criterion_group!(benches, campaign);
criterion_main!(benches);
