//! The automaton against regular expressions over the same metadata, in every path.

#![cfg(feature = "metadata")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "oracle/number.rs"]
mod oracle;

use oracle::{Judgement, Plans};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::string_regex;
use septet::number::{
    E164, NumberColumn, NumberError, ParseOptions, judge_batch, judge_strict, parse,
};

thread_local! {
    static PLANS: Plans = Plans::load();
}

/// Digits behind a plus: any; behind a calling code in use; and numbers of every kind of every
/// region, also with a digit too many in front, as a national prefix is, or at the end.
fn digits() -> impl Strategy<Value = String> {
    let (codes, numbers): (Vec<_>, Vec<_>) = PLANS.with(|plans| {
        let codes = plans.plans.iter().map(|plan| plan.code.clone()).collect();
        let numbers = plans.plans.iter().flat_map(|plan| {
            plan.descs.values().map(|desc| (plan.code.clone(), desc.pattern.clone()))
        });
        (codes, numbers.collect())
    });
    let of_a_kind = (select(numbers), "[0-9]{0,2}", "[0-9]?").prop_flat_map(
        |((code, pattern), before, behind)| {
            let number = string_regex(&pattern).unwrap();
            number.prop_map(move |number| format!("{code}{before}{number}{behind}"))
        },
    );
    prop_oneof![
        1 => "[0-9]{1,22}",
        2 => (select(codes), "[0-9]{0,18}").prop_map(|(code, rest)| code + &rest),
        5 => of_a_kind,
    ]
}

/// How people write digits: in groups, with what stands between them.
fn grouped(digits: &str, separators: &[&str]) -> String {
    let mut text = String::from("+");
    for (i, digit) in digits.chars().enumerate() {
        text.push(digit);
        if i % 3 == 2 {
            text.push_str(separators[i / 3 % separators.len()]);
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn verdicts_are_those_of_the_patterns(digits in digits()) {
        let expected = PLANS.with(|plans| plans.judge(&digits));
        let text = format!("+{digits}");
        let number = parse(&text, None);
        let found = number.map_err(NumberError::as_str).map(|number| Judgement {
            digits: number.digits().into(),
            region: number.region().map(|region| region.as_str().into()),
            kind: number.kind().as_str(),
            possible: number.possible().as_str(),
            changed: number.verdict().changed(),
        });
        // one or two digits are no number to libphonenumber's first look
        let expected = if digits.len() < 3 { Err("NOT_A_NUMBER") } else { expected };
        prop_assert_eq!(&found, &expected);

        let verdict = number.map(|number| number.verdict());
        if (3..=15).contains(&digits.len()) {
            let strict = judge_strict(text.as_bytes()).unwrap();
            prop_assert_eq!(verdict.ok(), strict.error().is_none().then_some(strict));
        }
        for separators in [&[" "][..], &["-"], &[" (", ") ", "/"], &["\u{A0}"], &[".", ""]] {
            let grouped = grouped(&digits, separators);
            prop_assert_eq!(parse(&grouped, None), number, "{}", grouped);
        }
        let (before, after) = digits.split_at(digits.len() / 2);
        if !before.is_empty() {
            let error = parse(&format!("+{before} +{after}"), None).err();
            prop_assert_eq!(error, Some(NumberError::NotANumber), "a plus among the digits");
        }
        // as the first, a middle and the last row of a column
        let rows = [text.as_str(), "+12015550123", &text, "x", "+1", &text];
        let mut ends = vec![0i64];
        ends.extend(rows.iter().scan(0, |end, row| {
            *end += row.len() as i64;
            Some(*end)
        }));
        let bytes = rows.concat();
        let column = NumberColumn::new(bytes.as_bytes(), &ends).unwrap();
        let mut verdicts = [judge_strict(b"+12015550123").unwrap(); 6];
        let mut keys = [0; 6];
        let options = ParseOptions { letters: true, ..ParseOptions::default() };
        judge_batch(&column, &options, &mut verdicts, &mut keys).unwrap();
        for at in [0, 2, 5] {
            prop_assert_eq!(verdicts[at].error(), number.err());
            prop_assert!(number.map_or(true, |number| number.verdict() == verdicts[at]));
            let key = number.ok().and_then(|number| number.e164()).map_or(0, E164::key);
            prop_assert_eq!(keys[at], key);
        }
    }
}
