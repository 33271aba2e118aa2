//! Dates of delivery receipts: digits whose count tells their form.

use core::fmt;

use super::words::words;

words! {
    /// How twelve digits are read, which may be either of two dates.
    pub enum TwelveDigitDates {
        /// As the only one of the two that is a date; where both are, as neither.
        Auto = 0, "auto";
        /// Year of two digits, with seconds.
        YymmddHhmmss = 1, "yymmddhhmmss";
        /// Year of four digits, without seconds.
        YyyymmddHhmm = 2, "yyyymmddhhmm";
    }
}

/// A date and time as a receipt writes it: local, of a clock that the receipt seldom names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReceiptDate {
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
}

impl ReceiptDate {
    /// The year, 1990 to 2099; one of two digits is taken as 20YY.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The hour, 0 to 23.
    #[must_use]
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    #[must_use]
    pub const fn minute(self) -> u8 {
        self.minute
    }

    /// The second, 0 to 59; 0 where the receipt has none.
    #[must_use]
    pub const fn second(self) -> u8 {
        self.second
    }

    /// From pairs of digits: month, day, hour, minute and perhaps second.
    fn new(year: u16, rest: &[u8]) -> Option<ReceiptDate> {
        let pair = |at: usize| rest.get(at..at + 2).and_then(number).map(|n| n as u8);
        let (month, day, hour, minute) = (pair(0)?, pair(2)?, pair(4)?, pair(6)?);
        let second = if rest.len() > 8 { pair(8)? } else { 0 };
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        let exists = (1990..=2099).contains(&year)
            && (1..=days).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        exists.then_some(ReceiptDate { year, month, day, hour, minute, second })
    }

    /// `YYMMDDhhmm` with or without `ss`
    fn of_short_year(digits: &[u8]) -> Option<ReceiptDate> {
        let (year, rest) = digits.split_at_checked(2)?;
        ReceiptDate::new(2000 + number(year)?, rest)
    }

    /// `YYYYMMDDhhmm` with or without `ss`
    fn of_long_year(digits: &[u8]) -> Option<ReceiptDate> {
        let (year, rest) = digits.split_at_checked(4)?;
        ReceiptDate::new(number(year)?, rest)
    }
}

impl fmt::Display for ReceiptDate {
    /// `YYYY-MM-DDThh:mm:ss`, local as written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ReceiptDate { year, month, day, hour, minute, second } = self;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

/// The value of one date field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DateField {
    pub(super) date: Option<ReceiptDate>,
    /// Minutes east of UTC, where the field itself says so.
    pub(super) offset_min: Option<i16>,
    /// Twelve digits that are two different dates.
    pub(super) ambiguous: bool,
}

impl DateField {
    pub(super) fn read(value: &[u8], twelve: TwelveDigitDates) -> DateField {
        let date = |date| DateField { date, ..DateField::default() };
        match value.len() {
            10 => date(ReceiptDate::of_short_year(value)),
            14 => date(ReceiptDate::of_long_year(value)),
            12 => {
                let (short, long) =
                    (ReceiptDate::of_short_year(value), ReceiptDate::of_long_year(value));
                match twelve {
                    TwelveDigitDates::YymmddHhmmss => date(short),
                    TwelveDigitDates::YyyymmddHhmm => date(long),
                    TwelveDigitDates::Auto if short.is_some() && long.is_some() => {
                        DateField { ambiguous: true, ..DateField::default() }
                    }
                    TwelveDigitDates::Auto => date(short.or(long)),
                }
            }
            16 => DateField::absolute(value).unwrap_or_default(),
            _ => DateField::default(),
        }
    }

    /// `YYMMDDhhmmsstnnp`, SMPP 5.0, 4.7.23.4: tenths of a second, quarters of an hour, and on
    /// which side of UTC. `R` there makes it a period, which is no date.
    fn absolute(value: &[u8]) -> Option<DateField> {
        let (digits, rest) = value.split_at_checked(12)?;
        let &[tenths, q1, q2, side] = rest else { return None };
        let date = ReceiptDate::of_short_year(digits)?;
        let quarters = number(&[q1, q2])? as i16;
        let sign = match side {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let known = tenths.is_ascii_digit() && quarters <= 48;
        let offset_min = Some(sign * quarters * 15);
        known.then_some(DateField { date: Some(date), offset_min, ambiguous: false })
    }
}

/// Two or four digits.
fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u16::from(b - b'0')))
}
