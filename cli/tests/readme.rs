//! The README's commands print what the README shows.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use serde_json::Value;

use common::Place;

const README: &str = include_str!("../../README.md");

/// The blocks of the README in a language, without their fences.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    let found = README.split(&fence).skip(1);
    found.map(|rest| rest.split("```").next().unwrap()).collect()
}

/// The arguments of a command as a shell would pass them: words, or one text in double quotes.
fn arguments(command: &str) -> Vec<&str> {
    let quoted = |(index, part): (usize, &'static str)| match index % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    };
    let command: &'static str = README.split('\n').find(|line| line.contains(command)).unwrap();
    command.split('"').enumerate().flat_map(quoted).collect()
}

#[test]
fn inspect_draws_what_the_readme_shows() {
    let shown = blocks("text")[0];
    let (_, expected) = shown.split_once('\n').unwrap();
    let args = arguments("$ septet inspect ");
    let ran = Place::new("readme-inspect").septet(&args[2..], b"");
    let lines = |text: &str| text.lines().map(|l| l.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(lines(&ran.out), lines(expected));
}

#[test]
fn preflight_has_the_numbers_that_the_readme_names() {
    let args = arguments(" -- preflight examples/");
    let after = args.iter().position(|arg| *arg == "--").unwrap() + 1;
    let args: Vec<String> =
        args[after..].iter().map(|arg| arg.replace("examples/", "../examples/")).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).chain(["--json"]).collect();
    let ran = Place::new("readme-preflight").septet(&args, b"");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let countries = report["countries"].as_array().unwrap().len();
    assert!(README.contains(&format!("1,000 messages to {countries} countries")));
    assert_eq!(report["rows"], 1000);
}
