//! Hours in which a vendor lets nothing through, by the clock of the recipient.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::number::Region;
use crate::rate::Timestamp;
use crate::sender::{SuffixWhen, Traffic};
use crate::vendor::{QuietHours, TimeOfDay};
use crate::{Error, ErrorKind};

const DAY_MIN: i64 = 24 * 60;

/// The clocks of recipients, as offsets from UTC: one for all, and others by country. Offsets and
/// not names of zones, because the engine has no rules of summer time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeZones {
    /// Minutes that the clock is ahead of UTC; negative: behind.
    others: Option<i16>,
    of: Vec<(Region, i16)>,
}

impl TimeZones {
    /// Takes `+03:00` for all countries without their own, `UG=+03:00` for one; `Z` is UTC.
    ///
    /// # Errors
    /// `invalid_option`.
    pub fn set(&mut self, setting: &str) -> Result<(), Error> {
        let wrong = || {
            let what = "give an offset from UTC, -14:00 to +14:00, such as +03:00 for all or \
                        UG=+03:00 for one country";
            Error::new(ErrorKind::InvalidOption, what).with_field("time_zone").with_value(setting)
        };
        let (country, offset) = match setting.split_once('=') {
            None => (None, setting),
            Some((country, offset)) => (Some(Region::new(country).ok_or_else(wrong)?), offset),
        };
        let offset_min = offset_min(offset).ok_or_else(wrong)?;
        match country {
            None => self.others = Some(offset_min),
            Some(country) => {
                self.of.retain(|(other, _)| *other != country);
                self.of.push((country, offset_min));
            }
        }
        Ok(())
    }

    /// What was set, as [`set`](TimeZones::set) takes it.
    pub fn to_settings(&self) -> impl Iterator<Item = String> {
        let one = |(country, offset): &(Region, i16)| format!("{country}={}", offset_text(*offset));
        self.others.map(offset_text).into_iter().chain(self.of.iter().map(one))
    }

    /// Whether none was set.
    pub fn is_empty(&self) -> bool {
        self.others.is_none() && self.of.is_empty()
    }

    /// Minutes that the clocks of a country are ahead of UTC; none where that is not known.
    pub fn offset_min(&self, country: Region) -> Option<i16> {
        let own = self.of.iter().find(|(other, _)| *other == country);
        own.map(|(_, offset)| *offset).or(self.others)
    }
}

/// `+03:00`, `-0330`, `+3` or `Z` as minutes.
fn offset_min(text: &str) -> Option<i16> {
    if text == "Z" {
        return Some(0);
    }
    let (sign, digits) = match text.as_bytes() {
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let number = |digits: &[u8]| {
        let all = digits.iter().all(u8::is_ascii_digit) && (1..=2).contains(&digits.len());
        all.then(|| digits.iter().fold(0, |n, digit| 10 * n + i16::from(digit - b'0')))
    };
    let (hours, minutes) = match digits {
        [hours @ .., b':', a, b] => (number(hours)?, number(&[*a, *b])?),
        [a, b, c, d] => (number(&[*a, *b])?, number(&[*c, *d])?),
        hours => (number(hours)?, 0),
    };
    let total = 60 * hours + minutes;
    (minutes < 60 && total <= 14 * 60).then_some(sign * total)
}

fn offset_text(offset_min: i16) -> String {
    if offset_min == 0 {
        return "Z".to_string();
    }
    let sign = if offset_min < 0 { '-' } else { '+' };
    let size = offset_min.unsigned_abs();
    format!("{sign}{:02}:{:02}", size / 60, size % 60)
}

/// Whether a message to `country` at this time falls into quiet hours, by the clock there. Hours
/// of which the vendor does not say for which messages they are hold for all.
pub(super) fn is_quiet(
    rules: &[QuietHours],
    zones: &TimeZones,
    country: Region,
    at: Timestamp,
    traffic: Traffic,
) -> bool {
    let mut rules = rules.iter().filter(|rule| {
        rule.country == country
            && (rule.when != Some(SuffixWhen::Promotional) || traffic != Traffic::Transactional)
    });
    let Some(offset_min) = zones.offset_min(country) else { return false };
    let local = (at.seconds().div_euclid(60) + i64::from(offset_min)).rem_euclid(DAY_MIN);
    let minutes = |time: TimeOfDay| i64::from(time.minutes());
    rules.any(|rule| {
        let (from, to) = (minutes(rule.from), minutes(rule.to));
        if from < to { (from..to).contains(&local) } else { local >= from || local < to }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zones(settings: &[&str]) -> TimeZones {
        let mut zones = TimeZones::default();
        settings.iter().for_each(|setting| zones.set(setting).unwrap());
        zones
    }

    #[test]
    fn offsets() {
        for (text, minutes) in [
            ("+03:00", 180),
            ("-03:30", -210),
            ("+0545", 345),
            ("+3", 180),
            ("Z", 0),
            ("-14:00", -840),
        ] {
            assert_eq!(offset_min(text), Some(minutes), "{text}");
            assert_eq!(offset_min(&offset_text(minutes)), Some(minutes));
        }
        for bad in ["03:00", "+15:00", "+14:01", "+03:60", "+", "+03:0", "UTC", "+123", "+a:00"] {
            assert_eq!(offset_min(bad), None, "{bad}");
        }
    }

    /// The same hours on every minute of a day, beside a list of the minutes that are quiet.
    #[test]
    fn hours_over_midnight_and_within_a_day() {
        let country = Region::new("KE").unwrap();
        let zones = zones(&["Z", "KE=+03:00"]);
        for (from, to) in [((20, 0), (8, 0)), ((8, 0), (20, 30)), ((9, 0), (9, 0))] {
            let time = |(h, m)| TimeOfDay::new(h, m).unwrap();
            let rule = QuietHours { country, from: time(from), to: time(to), when: None };
            let mut quiet = [false; 1440];
            let mut minute = usize::from(rule.from.minutes());
            loop {
                quiet[minute] = true;
                minute = (minute + 1) % 1440;
                if minute == usize::from(rule.to.minutes()) {
                    break;
                }
            }
            for utc in 0..1440 {
                // some day long ago, before 1970, and a second before the minute is over
                let at = Timestamp::from_seconds(-86_400 * 1000 + utc * 60 + 59);
                let local = (utc as usize + 180) % 1440;
                let found =
                    is_quiet(core::slice::from_ref(&rule), &zones, country, at, Traffic::Unknown);
                assert_eq!(found, quiet[local], "{from:?} to {to:?}, {utc}");
            }
        }
    }

    #[test]
    fn only_where_a_clock_is_known_and_for_such_messages() {
        let country = Region::new("KE").unwrap();
        let rule = |when| QuietHours {
            country,
            from: TimeOfDay::new(20, 0).unwrap(),
            to: TimeOfDay::new(8, 0).unwrap(),
            when,
        };
        let at = Timestamp::from_seconds(0);
        let quiet =
            |zones: &TimeZones, when, traffic| is_quiet(&[rule(when)], zones, country, at, traffic);
        assert!(!quiet(&zones(&[]), None, Traffic::Unknown));
        assert!(!quiet(&zones(&["UG=Z"]), None, Traffic::Unknown));
        assert!(quiet(&zones(&["Z"]), None, Traffic::Transactional));
        let promotional = Some(SuffixWhen::Promotional);
        assert!(!quiet(&zones(&["Z"]), promotional, Traffic::Transactional));
        assert!(quiet(&zones(&["Z"]), promotional, Traffic::Promotional));
        assert!(quiet(&zones(&["Z"]), promotional, Traffic::Unknown));
    }
}
