//! What is looked for only because the user asked: the list or threshold is the user's, none comes
//! with septet.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::quiet::TimeZones;
use crate::money::Amount;
use crate::number::Region;
use crate::{Error, ErrorKind};

/// Lists and thresholds of the findings that are off without them. The default looks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Heuristics {
    /// Phrases by which a reader is told how to get no more messages, in lower case: a text without
    /// any is found.
    opt_out: Vec<String>,
    /// Hosts of services that shorten addresses, in lower case: a text with one is found.
    url_shorteners: Vec<String>,
    /// From how many rows on numbers that count up or down by one are found; at least 2.
    consecutive_min: Option<u32>,
    /// A destination is found where one segment costs more than this.
    high_cost_over: Option<Amount>,
    /// Countries that are found whatever they cost.
    high_cost_countries: Vec<Region>,
    /// The clocks of recipients, for the vendor's quiet hours.
    time_zones: TimeZones,
}

impl Heuristics {
    /// The names that [`set`](Heuristics::set) takes.
    pub const NAMES: [&str; 6] = [
        "opt_out",
        "url_shortener",
        "consecutive",
        "high_cost_over",
        "high_cost_country",
        "time_zone",
    ];

    /// Looks for one thing more. `opt_out` is a phrase, `url_shortener` a host such as `bit.ly`,
    /// `consecutive` a number of rows from 2, `high_cost_over` an amount in the card's currency,
    /// `high_cost_country` an ISO 3166 code, `time_zone` an offset such as `+03:00`, for one country
    /// `UG=+03:00`. Phrases, hosts, countries and zones add up; of the thresholds the last counts.
    ///
    /// # Errors
    /// `field_unknown`, `invalid_option`.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let wrong = |what: &str| {
            let field = name.to_string();
            Error::new(ErrorKind::InvalidOption, what).with_field(field).with_value(value)
        };
        match name {
            "opt_out" => {
                let phrase = lower_case(value.trim());
                if phrase.is_empty() {
                    return Err(wrong("give a phrase such as STOP"));
                }
                self.opt_out.push(phrase);
            }
            "url_shortener" => {
                let host = lower_case(value.trim());
                let letters = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
                if !host.contains('.') || !host.chars().all(letters) || host.starts_with('.') {
                    return Err(wrong("give a host such as bit.ly"));
                }
                self.url_shorteners.push(host);
            }
            "consecutive" => {
                let rows = value.parse().ok().filter(|rows| *rows >= 2);
                self.consecutive_min = Some(rows.ok_or_else(|| wrong("give a number from 2"))?);
            }
            "high_cost_over" => {
                self.high_cost_over =
                    Some(Amount::parse(value).map_err(|e| e.with_field(name.to_string()))?);
            }
            "high_cost_country" => {
                let country = Region::new(value);
                let what = "give an ISO 3166 code of two capital letters";
                self.high_cost_countries.push(country.ok_or_else(|| wrong(what))?);
            }
            "time_zone" => self.time_zones.set(value)?,
            _ => {
                let known = format!("there are {}", Heuristics::NAMES.join(", "));
                return Err(Error::new(ErrorKind::FieldUnknown, known).with_field(name.to_string()));
            }
        }
        Ok(())
    }

    /// What is looked for, as [`set`](Heuristics::set) takes it.
    pub fn to_settings(&self) -> Vec<(&'static str, String)> {
        let Heuristics {
            opt_out,
            url_shorteners,
            consecutive_min,
            high_cost_over,
            high_cost_countries,
            time_zones,
        } = self;
        let mut settings = Vec::new();
        let mut put = |name, value| settings.push((name, value));
        opt_out.iter().for_each(|phrase| put("opt_out", phrase.clone()));
        url_shorteners.iter().for_each(|host| put("url_shortener", host.clone()));
        if let Some(rows) = consecutive_min {
            put("consecutive", rows.to_string());
        }
        if let Some(amount) = high_cost_over {
            put("high_cost_over", amount.to_string());
        }
        for country in high_cost_countries {
            put("high_cost_country", country.as_str().to_string());
        }
        time_zones.to_settings().for_each(|zone| put("time_zone", zone));
        settings
    }

    /// From how many rows on numbers that count up or down by one are found; none: they are not
    /// looked for.
    pub fn consecutive_min(&self) -> Option<u32> {
        self.consecutive_min
    }

    /// The clocks of recipients.
    pub fn time_zones(&self) -> &TimeZones {
        &self.time_zones
    }

    /// Whether a destination is on the user's list.
    pub(super) fn names_country(&self, region: Option<Region>) -> bool {
        region.is_some_and(|region| self.high_cost_countries.contains(&region))
    }

    /// What one segment may cost.
    pub(super) fn high_cost_over(&self) -> Option<Amount> {
        self.high_cost_over
    }

    /// Whether texts are looked at.
    pub(super) fn looks_at_texts(&self) -> bool {
        !self.opt_out.is_empty() || !self.url_shorteners.is_empty()
    }

    /// Whether phrases were given and none stands in the text, given in lower case.
    pub(super) fn misses_opt_out(&self, text: &str) -> bool {
        !self.opt_out.is_empty() && !self.opt_out.iter().any(|phrase| has_phrase(text, phrase))
    }

    /// Whether a host that was given stands in the text, given in lower case.
    pub(super) fn has_shortener(&self, text: &str) -> bool {
        self.url_shorteners.iter().any(|host| has_host(text, host))
    }
}

/// A text in lower case, letter by letter: upper and lower case of a list do not matter.
fn lower_case(text: &str) -> String {
    let mut lower = String::new();
    push_lower_case(text, &mut lower);
    lower
}

/// Appends a text in lower case.
pub(super) fn push_lower_case(text: &str, into: &mut String) {
    into.extend(text.chars().flat_map(char::to_lowercase));
}

/// Whether a phrase stands in a text as whole words.
fn has_phrase(text: &str, phrase: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let open_before = letter(phrase.chars().next());
    let open_after = letter(phrase.chars().next_back());
    places(text, phrase).any(|(before, after)| {
        let joined_before = open_before && letter(before.chars().next_back());
        let joined_after = open_after && letter(after.chars().next());
        !joined_before && !joined_after
    })
}

/// Whether a host, or one below it, stands in a text: not as the end of a longer name, and not with
/// another label behind it.
fn has_host(text: &str, host: &str) -> bool {
    let label = |c: char| c.is_alphanumeric() || c == '-';
    places(text, host).any(|(before, after)| {
        let mut rest = after.chars();
        let ends = match rest.next() {
            Some('.') => !rest.next().is_some_and(label),
            Some('@') => false,
            next => !next.is_some_and(label),
        };
        ends && !before.chars().next_back().is_some_and(|c| label(c) || c == '@')
    })
}

/// What stands before and behind each place of `part`.
fn places<'a>(text: &'a str, part: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let split = move |at: usize| (&text[..at], &text[at + part.len()..]);
    text.match_indices(part).map(move |(at, _)| split(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        for (text, found) in [
            ("stop", true),
            ("reply stop.", true),
            ("nonstop", false),
            ("stopping", false),
            ("stop2end", false),
            ("non-stop and STOP", true),
        ] {
            assert_eq!(has_phrase(&lower_case(text), "stop"), found, "{text}");
        }
        assert!(has_phrase("للإلغاء أرسل قف", "قف"));
        assert!(has_phrase(&lower_case("ОТПРАВЬТЕ СТОП"), "стоп"));
        assert!(has_phrase("a(stop)", "(stop)"), "a phrase with edges of its own");
    }

    #[test]
    fn hosts_are_whole_names() {
        for (text, found) in [
            ("see bit.ly/abc", true),
            ("https://bit.ly", true),
            ("go to bit.ly.", true),
            ("go.bit.ly/x", true),
            ("orbit.ly/x", false),
            ("or-bit.ly/x", false),
            ("bit.ly.example.com", false),
            ("bit.lyx", false),
            ("me@bit.ly", false),
        ] {
            assert_eq!(has_host(text, "bit.ly"), found, "{text}");
        }
    }

    #[test]
    fn settings_lead_back() {
        let mut asked = Heuristics::default();
        assert!(asked.to_settings().is_empty());
        for (name, value) in [
            ("opt_out", "Reply STOP"),
            ("opt_out", "قف"),
            ("url_shortener", "Bit.LY"),
            ("consecutive", "5"),
            ("high_cost_over", "0.10"),
            ("high_cost_country", "NG"),
            ("time_zone", "+03:00"),
            ("time_zone", "NP=+05:45"),
        ] {
            asked.set(name, value).unwrap();
        }
        let mut again = Heuristics::default();
        for (name, value) in asked.to_settings() {
            again.set(name, &value).unwrap();
        }
        assert_eq!(again, asked);
        for (name, value) in [
            ("opt_out", " "),
            ("url_shortener", "bitly"),
            ("url_shortener", "https://bit.ly"),
            ("consecutive", "1"),
            ("high_cost_over", "cheap"),
            ("high_cost_country", "Nigeria"),
            ("time_zone", "Africa/Kampala"),
            ("colour", "red"),
        ] {
            let error = asked.set(name, value).unwrap_err();
            assert_eq!(error.field(), Some(name), "{error}");
        }
    }
}
