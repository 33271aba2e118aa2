//! Numbers to measure and compare on: made by a fixed generator, so that every machine has the
//! same.

use septet::number::{NumberKind, parse};

/// Markets of the mix with their weight: East Africa and the Gulf first, then the large ones.
const MARKETS: &[(&str, u16, u32)] = &[
    ("UG", 256, 10),
    ("KE", 254, 7),
    ("TZ", 255, 5),
    ("RW", 250, 2),
    ("NG", 234, 7),
    ("GH", 233, 3),
    ("ZA", 27, 4),
    ("ET", 251, 2),
    ("EG", 20, 4),
    ("SA", 966, 8),
    ("AE", 971, 4),
    ("KW", 965, 1),
    ("QA", 974, 1),
    ("JO", 962, 1),
    ("IQ", 964, 1),
    ("US", 1, 8),
    ("CA", 1, 2),
    ("GB", 44, 4),
    ("DE", 49, 3),
    ("FR", 33, 3),
    ("IT", 39, 2),
    ("ES", 34, 2),
    ("PT", 351, 1),
    ("NL", 31, 1),
    ("PL", 48, 2),
    ("UA", 380, 1),
    ("RU", 7, 2),
    ("KZ", 7, 1),
    ("TR", 90, 2),
    ("IN", 91, 7),
    ("PK", 92, 3),
    ("BD", 880, 2),
    ("CN", 86, 3),
    ("JP", 81, 1),
    ("KR", 82, 1),
    ("VN", 84, 2),
    ("ID", 62, 3),
    ("MY", 60, 1),
    ("PH", 63, 2),
    ("AU", 61, 1),
    ("BR", 55, 3),
    ("MX", 52, 3),
    ("AR", 54, 1),
    ("CO", 57, 1),
];

/// A small generator of random numbers (xorshift64*).
pub struct Random(u64);

impl Random {
    /// Starts from any seed but 0.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }

    fn digits(&mut self, count: u64) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }
}

/// `+` and the digits of a mobile number that is in use in one of the markets.
fn mobile(random: &mut Random) -> String {
    let total: u32 = MARKETS.iter().map(|market| market.2).sum();
    let mut at = random.below(u64::from(total)) as u32;
    let market = MARKETS.iter().find(|(_, _, weight)| {
        let found = at < *weight;
        at = at.saturating_sub(*weight);
        found
    });
    let (region, code, _) = market.unwrap_or(&MARKETS[0]);
    loop {
        let count = 7 + random.below(5);
        let text = format!("+{code}{}", random.digits(count));
        let is_mobile = parse(&text, None).is_ok_and(|number| {
            !number.changed()
                && matches!(number.kind(), NumberKind::Mobile | NumberKind::FixedLineOrMobile)
                && number.region().is_some_and(|r| r.as_str() == *region)
        });
        if is_mobile {
            return text;
        }
    }
}

/// What people get wrong, in six ways.
fn mistake(random: &mut Random) -> String {
    let mut text = mobile(random);
    match random.below(6) {
        0 => text.truncate(text.len() - 1 - random.below(3) as usize),
        1 => {
            let count = 1 + random.below(3);
            text += &random.digits(count);
        }
        2 => text.replace_range(3..6, &random.digits(3)),
        3 => {
            let count = 8 + random.below(8);
            text = format!("+{}", random.digits(count));
        }
        4 => text.replace_range(1..2, "0"),
        _ => {
            let at = 1 + random.below(text.len() as u64 - 1) as usize;
            let stray = ["a", "O", "-", "l", " "][random.below(5) as usize];
            text.replace_range(at..=at, stray);
        }
    }
    text
}

/// `count` numbers, nine of ten of them mobile numbers in use.
pub fn mix(count: usize) -> Vec<String> {
    let mut random = Random::new(20_260_101);
    (0..count)
        .map(|_| if random.below(10) == 0 { mistake(&mut random) } else { mobile(&mut random) })
        .collect()
}

/// `count` texts `+digits` over all calling codes: half of them any digits, half near to numbers
/// that are in use.
pub fn any(count: usize) -> Vec<String> {
    let mut random = Random::new(7);
    (0..count)
        .map(|_| match random.below(4) {
            0 | 1 => {
                let count = 3 + random.below(13);
                format!("+{}", random.digits(count))
            }
            2 => mistake(&mut random),
            _ => mobile(&mut random),
        })
        .collect()
}
