//! What each pass over a campaign costs: `passes CAMPAIGN.csv RATES.csv VENDOR [ROUNDS [PASS…]]`.
//! Prints CPU time of this thread a pass, and how often it is that of the first: the best of so many
//! rounds (one, if not given), in which the passes take turns. Of passes whose names are given (their
//! first words do) only those are made: for `valgrind --tool=callgrind`. Linux only.

#![allow(clippy::unwrap_used)] // a measurement, not a library

use std::io::{self, Write};
use std::path::Path;

use septet::preflight::{Preflight, PreflightOptions};
use septet::rate::RateCard;
use septet::vendor::Vendor;
use septet_campaign::checks::{Flags, check};
use septet_campaign::driver::{self, Campaign};
use septet_campaign::input::Block;
use septet_campaign::rows::RowsOptions;

/// Nanoseconds that this thread has run.
fn cpu_ns() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or_default()
}

fn main() -> Result<(), septet::Error> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let one = "1".to_string();
    let (file, rates, vendor, rounds, chosen) = match &args[..] {
        [file, rates, vendor] => (file, rates, vendor, &one, &[][..]),
        [file, rates, vendor, rounds, chosen @ ..] => (file, rates, vendor, rounds, chosen),
        _ => {
            let _ = writeln!(io::stderr(), "give a campaign, a rate card and a vendor");
            return Ok(());
        }
    };
    let card = RateCard::load(rates, &std::fs::read(rates).unwrap_or_default())?;
    let mut options = PreflightOptions::default();
    options.sender = Some("Kito".to_string());
    let preflight = Preflight::new(Vendor::builtin(vendor)?.clone(), vec![card], options)?;
    let (campaign, path) = (Campaign::default(), Path::new(file));
    let mut best: Vec<(&'static str, u64)> = Vec::new();
    for _ in 0..rounds.parse().unwrap() {
        round(&preflight, &campaign, path, chosen, &mut best)?;
    }
    let alone = best.first().map_or(1, |(_, ns)| *ns);
    for (name, ns) in best {
        let (seconds, times) = (ns as f64 / 1e9, ns as f64 / alone as f64);
        let _ = writeln!(io::stdout(), "{name:<44}{seconds:>8.3} s {times:>6.2} x");
    }
    Ok(())
}

/// Every pass once, or those chosen; `best` has the least time of each so far.
fn round(
    preflight: &Preflight,
    campaign: &Campaign,
    path: &Path,
    chosen: &[String],
    best: &mut Vec<(&'static str, u64)>,
) -> Result<(), septet::Error> {
    let mut flags = Flags::default();
    let mut pass = |name: &'static str, run: &mut dyn FnMut() -> Result<(), septet::Error>| {
        if !chosen.is_empty() && !chosen.iter().any(|first| name.starts_with(first)) {
            return Ok(());
        }
        let start = cpu_ns();
        run()?;
        let ns = cpu_ns() - start;
        match best.iter_mut().find(|(other, _)| *other == name) {
            Some((_, least)) => *least = ns.min(*least),
            None => best.push((name, ns)),
        }
        Ok::<(), septet::Error>(())
    };
    pass("reading alone", &mut || {
        let mut reader = campaign.open_again(path.into())?;
        let mut block = Block::default();
        while reader.read(&mut block)? {}
        Ok(())
    })?;
    pass("digest: reading, with SHA-256", &mut || {
        let mut reader = campaign.open(path.into())?;
        let mut block = Block::default();
        while reader.read(&mut block)? {}
        Ok(())
    })?;
    pass("count, number, cost, text findings", &mut || {
        let mut reader = campaign.open_again(path.into())?;
        let none = Flags::default();
        driver::run(preflight, campaign, &none, &mut reader, None, 1, &mut |_, _| {}).map(drop)
    })?;
    pass("checks: duplicates, flood", &mut || {
        let again = || campaign.open_again(path.into());
        flags = check(preflight, campaign, again, None, &std::env::temp_dir())?;
        Ok(())
    })?;
    pass("rows: all findings and the rows file", &mut || {
        let mut reader = campaign.open_again(path.into())?;
        let mut rows = io::sink();
        let out = Some((&mut rows as &mut dyn Write, RowsOptions::default()));
        driver::run(preflight, campaign, &flags, &mut reader, out, 1, &mut |_, _| {}).map(drop)
    })?;
    pass("whole: the same with SHA-256 too", &mut || {
        let mut reader = campaign.open(path.into())?;
        let mut rows = io::sink();
        let out = Some((&mut rows as &mut dyn Write, RowsOptions::default()));
        driver::run(preflight, campaign, &flags, &mut reader, out, 1, &mut |_, _| {}).map(drop)
    })
}
