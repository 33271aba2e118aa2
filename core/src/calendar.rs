//! Days of the proleptic Gregorian calendar, for what is dated. septet reads no clock: the day is
//! given.

use core::fmt;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// Such as 2026.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

impl Date {
    /// The day, in UTC, of a time in seconds since 1970-01-01T00:00:00Z. Times outside the years 0
    /// to 9999 count as the nearest day of these.
    pub const fn from_seconds(seconds: i64) -> Date {
        let (year, month, day) = civil(seconds.div_euclid(86_400));
        match year {
            ..0 => Date { year: 0, month: 1, day: 1 },
            0..=9999 => Date { year: year as u16, month: month as u8, day: day as u8 },
            _ => Date { year: 9999, month: 12, day: 31 },
        }
    }
}

impl fmt::Display for Date {
    /// `2026-08-20`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Year, month and day of a day counted from 1970-01-01. Years are counted from March, so that the
/// leap day comes last.
pub(crate) const fn civil(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + (month <= 2) as i64, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    /// Seconds from GNU date: `date -u -d TEXT +%s`.
    #[test]
    fn days_of_known_seconds() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (951_868_799, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_782_864_000, "2026-07-01"),
            (253_402_300_799, "9999-12-31"),
            (i64::MAX, "9999-12-31"),
            (i64::MIN, "0000-01-01"),
        ] {
            assert_eq!(Date::from_seconds(seconds).to_string(), day, "{seconds}");
        }
    }
}
