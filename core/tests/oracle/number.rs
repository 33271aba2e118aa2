//! Numbers by the obvious way: libphonenumber's steps for `+` and digits, one regular expression
//! after the other, over the records of core/data/numbering/metadata.tsv.
//!
//! The steps are those of PyPI phonenumbers (`parse`, `region_code_for_number`, `number_type`,
//! `is_possible_number_with_reason`), without anything that makes them fast.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use regex::Regex;

/// What is said of a number.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    /// With the calling code, without a plus.
    pub(crate) digits: String,
    pub(crate) region: Option<String>,
    pub(crate) kind: &'static str,
    pub(crate) possible: &'static str,
    /// Whether a national prefix was dropped or replaced.
    pub(crate) changed: bool,
}

/// A kind of number: its pattern, and its lengths where they are not those of all numbers.
pub(crate) struct Desc {
    pub(crate) pattern: String,
    regex: OnceCell<Regex>,
    lengths: Vec<usize>,
    local_lengths: Vec<usize>,
}

impl Desc {
    fn matches_pattern(&self, number: &str) -> bool {
        self.regex
            .get_or_init(|| Regex::new(&format!("^(?:{})$", self.pattern)).unwrap())
            .is_match(number)
    }

    fn matches(&self, number: &str) -> bool {
        (self.lengths.is_empty() || self.lengths.contains(&number.len()))
            && self.matches_pattern(number)
    }
}

/// The numbering plan of a region.
pub(crate) struct Plan {
    pub(crate) code: String,
    pub(crate) region: String,
    prefix: Option<Regex>,
    transform: String,
    leading: Option<Regex>,
    pub(crate) descs: BTreeMap<String, Desc>,
}

impl Plan {
    fn is(&self, kind: &str, number: &str) -> bool {
        self.descs.get(kind).is_some_and(|desc| desc.matches(number))
    }

    fn kind(&self, number: &str) -> &'static str {
        if !self.is("general_desc", number) {
            return "UNKNOWN";
        }
        for (kind, word) in [
            ("premium_rate", "PREMIUM_RATE"),
            ("toll_free", "TOLL_FREE"),
            ("shared_cost", "SHARED_COST"),
            ("voip", "VOIP"),
            ("personal_number", "PERSONAL_NUMBER"),
            ("pager", "PAGER"),
            ("uan", "UAN"),
            ("voicemail", "VOICEMAIL"),
        ] {
            if self.is(kind, number) {
                return word;
            }
        }
        match (self.is("fixed_line", number), self.is("mobile", number)) {
            (true, true) => "FIXED_LINE_OR_MOBILE",
            (true, false) => "FIXED_LINE",
            (false, true) => "MOBILE",
            (false, false) => "UNKNOWN",
        }
    }

    fn possible(&self, number: &str) -> &'static str {
        let general = &self.descs["general_desc"];
        let (len, lengths) = (number.len(), &general.lengths);
        if general.local_lengths.contains(&len) {
            "IS_POSSIBLE_LOCAL_ONLY"
        } else if lengths.contains(&len) {
            "IS_POSSIBLE"
        } else if len < lengths[0] {
            "TOO_SHORT"
        } else if len > lengths[lengths.len() - 1] {
            "TOO_LONG"
        } else {
            "INVALID_LENGTH"
        }
    }

    /// The number without its national prefix, or with what takes its place.
    fn without_prefix(&self, number: &str) -> String {
        let general = &self.descs["general_desc"];
        let Some(captures) = self.prefix.as_ref().and_then(|prefix| prefix.captures(number)) else {
            return number.into();
        };
        let last_group = captures.iter().skip(1).last();
        let rest = &number[captures[0].len()..];
        let stripped = if self.transform.is_empty() || !matches!(last_group, Some(Some(_))) {
            rest.to_string()
        } else {
            let mut transformed = self.transform.clone();
            for group in 1..captures.len() {
                let text = captures.get(group).map_or("", |group| group.as_str());
                transformed = transformed.replace(&format!("\\{group}"), text);
            }
            transformed + rest
        };
        if general.matches_pattern(number) && !general.matches_pattern(&stripped) {
            return number.into();
        }
        stripped
    }
}

/// All plans.
pub(crate) struct Plans {
    /// Calling codes with the places of their regions, the main one first.
    codes: BTreeMap<String, Vec<usize>>,
    pub(crate) plans: Vec<Plan>,
}

impl Plans {
    pub(crate) fn load() -> Plans {
        let text = include_str!("../../data/numbering/metadata.tsv").replace("\\d", "[0-9]");
        let mut codes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut plans: Vec<Plan> = Vec::new();
        let at_begin = |p: &str| (!p.is_empty()).then(|| Regex::new(&format!("^(?:{p})")).unwrap());
        let lengths = |list: &str| list.split(',').filter_map(|n| n.parse().ok()).collect();
        for line in text.lines() {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["region", region, code, _, prefix, transform, leading, ..] => {
                    codes.entry(code.into()).or_default().push(plans.len());
                    plans.push(Plan {
                        code: code.into(),
                        region: region.into(),
                        prefix: at_begin(prefix),
                        transform: transform.into(),
                        leading: at_begin(leading),
                        descs: BTreeMap::new(),
                    });
                }
                ["desc", kind, pattern, possible, local] => {
                    let desc = Desc {
                        pattern: pattern.into(),
                        regex: OnceCell::new(),
                        lengths: lengths(possible),
                        local_lengths: lengths(local),
                    };
                    plans.last_mut().unwrap().descs.insert(kind.into(), desc);
                }
                ["short", ..] => break,
                _ => {}
            }
        }
        Plans { codes, plans }
    }

    /// The verdict on ASCII digits that stand behind a plus, or the word of the failed parse.
    pub(crate) fn judge(&self, digits: &str) -> Result<Judgement, &'static str> {
        if digits.len() <= 2 {
            return Err("TOO_SHORT_AFTER_IDD");
        }
        let code = (1..=3).map(|len| &digits[..len]).find(|code| self.codes.contains_key(*code));
        let code = code.ok_or("INVALID_COUNTRY_CODE")?;
        let written = &digits[code.len()..];
        if written.len() < 2 {
            return Err("TOO_SHORT_NSN");
        }
        let regions: Vec<&Plan> = self.codes[code].iter().map(|at| &self.plans[*at]).collect();
        let main = regions[0];
        let mut number = main.without_prefix(written);
        if matches!(
            main.possible(&number),
            "TOO_SHORT" | "IS_POSSIBLE_LOCAL_ONLY" | "INVALID_LENGTH"
        ) {
            number = written.into();
        }
        if number.len() < 2 {
            return Err("TOO_SHORT_NSN");
        }
        if number.len() > 17 {
            return Err("TOO_LONG");
        }
        let plan = match regions[..] {
            [only] => Some(only),
            _ => regions.into_iter().find(|plan| match &plan.leading {
                Some(leading) => leading.is_match(&number),
                None => plan.kind(&number) != "UNKNOWN",
            }),
        };
        Ok(Judgement {
            digits: format!("{code}{number}"),
            region: plan.map(|plan| plan.region.clone()),
            kind: plan.map_or("UNKNOWN", |plan| plan.kind(&number)),
            possible: main.possible(&number),
            changed: number != written,
        })
    }
}
