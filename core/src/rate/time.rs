//! Points in time, as rate cards write them.

use core::fmt;

use alloc::format;

use crate::calendar::{Date, civil};
use crate::error::{Error, ErrorKind};

/// A point in time, in whole seconds since 1970-01-01T00:00:00Z. septet reads no clock: the time
/// of rating is given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From seconds since 1970-01-01T00:00:00Z.
    pub const fn from_seconds(seconds: i64) -> Timestamp {
        Timestamp(seconds)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// The day, in UTC.
    pub const fn date(self) -> Date {
        Date::from_seconds(self.0)
    }

    /// Reads `2026-07-01` (00:00Z) or RFC 3339 with seconds and `Z` or an offset, in years 1 to
    /// 9999; fractions of a second are dropped.
    ///
    /// # Errors
    /// [`ErrorKind::DateSyntax`].
    pub fn parse(text: &str) -> Result<Timestamp, Error> {
        read(text).ok_or_else(|| {
            Error::new(
                ErrorKind::DateSyntax,
                "write 2026-07-01, or a time with seconds and zone such as 2026-07-01T08:00:00Z",
            )
            .with_value(text)
        })
    }
}

fn read(text: &str) -> Option<Timestamp> {
    let (date, clock) = match text.split_once('T') {
        Some((date, clock)) => (date, Some(clock)),
        None => (text, None),
    };
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *date.as_bytes() else {
        return None;
    };
    let year = number(&[y1, y2, y3, y4])?;
    let (month, day) = (number(&[m1, m2])?, number(&[d1, d2])?);
    if year < 1 || !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return None;
    }
    let midnight = days_since_1970(year, month, day) * 86_400;
    let Some(clock) = clock else {
        return Some(Timestamp(midnight));
    };
    let (clock, offset) = zone(clock)?;
    let clock = match clock.split_once('.') {
        Some((clock, fraction)) => {
            if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            clock
        }
        None => clock,
    };
    let [h1, h2, b':', n1, n2, b':', s1, s2] = *clock.as_bytes() else {
        return None;
    };
    let (hour, minute, second) = (number(&[h1, h2])?, number(&[n1, n2])?, number(&[s1, s2])?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some(Timestamp(midnight + hour * 3600 + minute * 60 + second - offset))
}

/// The clock without its zone, and the zone's offset in seconds.
fn zone(clock: &str) -> Option<(&str, i64)> {
    if let Some(clock) = clock.strip_suffix('Z') {
        return Some((clock, 0));
    }
    let (clock, offset) = clock.split_at_checked(clock.len().checked_sub(6)?)?;
    let [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] = *offset.as_bytes() else {
        return None;
    };
    let (hours, minutes) = (number(&[h1, h2])?, number(&[m1, m2])?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3600 + minutes * 60;
    Some((clock, if sign == b'-' { -seconds } else { seconds }))
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0')))
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of the proleptic Gregorian calendar, counted in years that begin in March so that the leap
/// day comes last.
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + day_of_year - 719_468
}

impl fmt::Display for Timestamp {
    /// `2026-07-01T00:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.0.div_euclid(86_400));
        let second = self.0.rem_euclid(86_400);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        f.pad(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    /// Seconds from GNU date: `date -u -d TEXT +%s`.
    #[test]
    fn known_seconds() {
        for (text, seconds) in [
            ("1970-01-01", 0),
            ("2026-07-01", 1_782_864_000),
            ("2026-07-01T01:00:00+01:00", 1_782_864_000),
            ("2026-06-30T23:59:59-00:01", 1_782_864_059),
            ("2000-02-29T23:59:59.999Z", 951_868_799),
            ("1969-12-31T23:59:59Z", -1),
            ("0001-01-01", -62_135_596_800),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] {
            assert_eq!(Timestamp::parse(text).unwrap().seconds(), seconds, "{text}");
        }
    }

    #[test]
    fn every_day_of_a_cycle_comes_back() {
        for day in -800..146_097 * 2 {
            let time = Timestamp(day * 86_400 + 3661);
            assert_eq!(Timestamp::parse(&time.to_string()).unwrap(), time);
        }
    }

    #[test]
    fn refused() {
        for text in [
            "",
            "2026-7-1",
            "2026-02-30",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "0000-01-01",
            "20260701",
            "2026-07-01 00:00:00",
            "2026-07-01T00:00:00",
            "2026-07-01T00:00Z",
            "2026-07-01T24:00:00Z",
            "2026-07-01T00:60:00Z",
            "2026-07-01T00:00:60Z",
            "2026-07-01T00:00:00.Z",
            "2026-07-01T00:00:00+0100",
            "2026-07-01T00:00:00+24:00",
            "2026-07-01T00:00:00z",
            "2026-07-01t00:00:00Z",
            "2026-07-01T",
            "٢٠٢٦-07-01",
            "2026-07-01Z",
            "2026-07-01T00:00:00é00:00",
        ] {
            assert_eq!(Timestamp::parse(text).unwrap_err().kind(), ErrorKind::DateSyntax, "{text}");
        }
    }
}
