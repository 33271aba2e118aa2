//! What must hold for every input: a number written out reads back as itself, a batch says what
//! single calls say, nothing panics.

#![cfg(all(feature = "metadata", feature = "format"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use septet::number::{
    E164, NumberColumn, NumberForm, NumberKind, ParseOptions, Region, Verdict, judge_batch,
    judge_strict, parse, parse_with,
};

fn region() -> impl Strategy<Value = Option<Region>> {
    prop_oneof![
        Just(None),
        proptest::sample::select(vec![
            "US", "GB", "GG", "BR", "AR", "IT", "CI", "BM", "DE", "KZ", "JP", "MX", "SM", "ZZ",
        ])
        .prop_map(Region::new),
    ]
}

/// Digits behind calling codes in use, and any others.
fn digits() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,21}",
        ("(1|7|20|39|44|49|52|54|55|61|81|225|256|262|290|377|423|598|800|882)", "[0-9]{0,17}")
            .prop_map(|(code, rest)| code + &rest),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        digits().prop_map(|digits| format!("+{digits}")),
        digits(),
        "[+0-9 ()./x#;,~-]{0,40}",
        "[+＋]{0,2}[0-9٠-٩०-९]{2,12}( ?(ext|x|доб|;ext=|,,|#)[.: ]?[0-9]{1,9}#?)?",
        "(tel:)?[+0-9-]{1,14};phone-context=[+0-9a-z.-]{0,12}(;isub=[0-9]{1,4})?",
        ".{0,60}",
        "[A-Za-z0-9+ -]{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// What stands before the plus is skipped, and the text takes the general way instead of the
    /// short one for groups of digits and stray letters.
    #[test]
    fn the_short_way_says_what_the_general_one_says(
        text in "[+][0-9]{0,4}([0-9]{1,4}[-. ()/]?){1,4}[A-Za-z]?[0-9 ]{0,5}[A-Za-z/]{0,2}[0-9]{0,3}",
        region in region(),
        letters in any::<bool>(),
    ) {
        let options = ParseOptions { default_region: region, letters, ..ParseOptions::default() };
        prop_assert_eq!(parse_with(&text, &options), parse_with(&format!("!{text}"), &options));
    }

    #[test]
    fn what_is_written_out_reads_back(text in text(), region in region()) {
        if let Ok(number) = parse(&text, region) {
            let plus = number.in_form(NumberForm::Plus);
            prop_assert_eq!(&number.to_string(), &*plus);
            prop_assert_eq!(format!("+{}", number.digits()), number.to_string());
            let again = parse(&plus, None).unwrap();
            if !again.changed() {
                prop_assert_eq!(again.digits(), number.digits());
                prop_assert_eq!(again.verdict().kind(), number.kind());
                prop_assert_eq!(again.region(), number.region());
                prop_assert_eq!(again.possible(), number.possible());
            } else {
                // a number that is written with a national prefix too many is never valid
                prop_assert_eq!(number.kind(), NumberKind::Unknown);
            }
            if number.is_valid() {
                prop_assert_eq!(again.digits(), number.digits());
                prop_assert!(number.is_possible());
                prop_assert!(number.region().is_some());
            }
            let e164 = number.e164();
            prop_assert_eq!(e164.is_some(), number.digits().len() <= E164::MAX_DIGITS);
            if let Some(e164) = e164 {
                prop_assert_eq!(e164.to_string(), number.to_string());
                prop_assert_eq!(e164.calling_code(), number.calling_code());
                prop_assert_eq!(E164::from_key(e164.key()), Ok(e164));
                prop_assert_eq!(E164::parse(&e164.to_string()), Ok(e164));
            }
        }
    }

    #[test]
    fn formats_read_back(text in text(), region in region()) {
        if let Ok(number) = parse(&text, region) && number.is_valid() {
            let international = parse(&number.international().to_string(), None).unwrap();
            prop_assert_eq!(international.digits(), number.digits());
            prop_assert_eq!(international.extension(), number.extension());
            prop_assert!(number.national().to_string().len() >= 2);
        }
    }

    #[test]
    fn a_batch_says_what_single_calls_say(
        rows in proptest::collection::vec(text(), 0..40),
        region in region(),
        idd00: bool,
        assume_international: bool,
        letters: bool,
    ) {
        let options =
            ParseOptions { default_region: region, idd00, assume_international, letters };
        assert_batch(&rows, &options)?;
    }

    #[test]
    fn judging_is_parsing_without_the_number(digits in digits()) {
        let text = format!("+{digits}");
        match judge_strict(text.as_bytes()) {
            None => prop_assert!(!(3..=15).contains(&digits.len())),
            Some(verdict) => match parse(&text, None) {
                Ok(number) => prop_assert_eq!(number.verdict(), verdict),
                Err(error) => prop_assert_eq!(verdict.error(), Some(error)),
            },
        }
    }
}

fn assert_batch(rows: &[String], options: &ParseOptions) -> Result<(), TestCaseError> {
    let mut bytes = Vec::new();
    let mut offsets = vec![0i64];
    for row in rows {
        bytes.extend_from_slice(row.as_bytes());
        offsets.push(bytes.len() as i64);
    }
    let column = NumberColumn::new(&bytes, &offsets).unwrap();
    let any = judge_strict(b"+12015550123").unwrap();
    let (mut verdicts, mut keys) = (vec![any; rows.len()], vec![7; rows.len()]);
    judge_batch(&column, options, &mut verdicts, &mut keys).unwrap();
    for ((row, verdict), key) in rows.iter().zip(verdicts).zip(keys) {
        let single = parse_with(row, options);
        let expected: (Option<Verdict>, u64) = match single {
            Ok(number) => (Some(number.verdict()), number.e164().map_or(0, E164::key)),
            Err(_) => (None, 0),
        };
        prop_assert_eq!(verdict.error(), single.err(), "{:?}", row);
        prop_assert_eq!((verdict.error().is_none().then_some(verdict), key), expected, "{:?}", row);
    }
    Ok(())
}

#[test]
fn a_column_must_be_one() {
    let bytes = b"+12015550123+44";
    assert!(NumberColumn::new(bytes, &[] as &[i32]).is_err());
    assert!(NumberColumn::new(bytes, &[0, 12, 16]).is_err());
    assert!(NumberColumn::new(bytes, &[0, 12, 3]).is_err());
    assert!(NumberColumn::new(bytes, &[-1, 12, 15]).is_err());
    let column = NumberColumn::new(bytes, &[0u32, 12, 12, 15]).unwrap();
    assert_eq!(column.len(), 3);
    let any = judge_strict(b"+12015550123").unwrap();
    let options = ParseOptions::default();
    let mut two = [any; 2];
    assert!(judge_batch(&column, &options, &mut two, &mut [0; 3]).is_err());
    let mut three = [any; 3];
    assert!(judge_batch(&column, &options, &mut three, &mut [0; 2]).is_err());
    assert!(judge_batch(&column, &options, &mut three, &mut [0; 3]).is_ok());
    assert_eq!(three[0], any);
    assert!(three[1].error().is_some() && three[2].error().is_some());
}

#[test]
fn a_row_that_is_no_text_is_no_number() {
    let column = NumberColumn::new(b"+1201\xFF550123", &[0, 12]).unwrap();
    let mut verdicts = [judge_strict(b"+12015550123").unwrap()];
    judge_batch(&column, &ParseOptions::default(), &mut verdicts, &mut [0]).unwrap();
    assert_eq!(verdicts[0].error().map(septet::number::NumberError::as_str), Some("NOT_A_NUMBER"));
}
