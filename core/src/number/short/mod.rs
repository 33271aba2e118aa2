//! Numbers that mean something within one country only: emergency numbers, short codes, services.

#[rustfmt::skip]
mod generated;

use super::Region;
use super::pattern::matches;

/// A program and its possible lengths, bit n for length n.
type Numbers = (u16, u32);

/// The short numbers of a region.
struct ShortPlan {
    region: [u8; 2],
    general: Numbers,
    short_code: Numbers,
    emergency: Numbers,
    toll_free: Numbers,
    standard_rate: Numbers,
    premium_rate: Numbers,
    carrier_specific: Numbers,
    sms_services: Numbers,
}

/// What the one who calls or texts a short number pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ShortNumberCost {
    /// Nothing.
    TollFree,
    /// What a call or message within the country costs.
    StandardRate,
    /// More than that.
    PremiumRate,
    /// Not known.
    Unknown,
}

impl ShortNumberCost {
    /// libphonenumber's word, such as `PREMIUM_RATE`.
    pub const fn as_str(self) -> &'static str {
        match self {
            ShortNumberCost::TollFree => "TOLL_FREE",
            ShortNumberCost::StandardRate => "STANDARD_RATE",
            ShortNumberCost::PremiumRate => "PREMIUM_RATE",
            ShortNumberCost::Unknown => "UNKNOWN_COST",
        }
    }
}

/// What libphonenumber says of a short number in a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ShortNumber {
    /// Whether it is allocated. Whether it is in use, nobody can tell from the number.
    pub is_valid: bool,
    /// Whether it calls an emergency service, as 112 in Europe. Never a destination.
    pub is_emergency: bool,
    /// Whether it depends on the caller's operator.
    pub is_carrier_specific: bool,
    /// Whether it is a service by text message.
    pub is_sms_service: bool,
    /// What it costs whoever uses it.
    pub cost: ShortNumberCost,
}

/// Judges ASCII digits as a short number of `region`; None where they are no digits, or the region
/// has no list.
pub fn short_number(digits: &str, region: Region) -> Option<ShortNumber> {
    let is_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let code = region.as_str().as_bytes();
    let at = generated::PLANS.binary_search_by(|plan| plan.region[..].cmp(code)).ok()?;
    let plan = generated::PLANS.get(at).filter(|_| is_digits)?;
    let is_length = |(_, lengths): Numbers| digits.len() < 32 && lengths >> digits.len() & 1 == 1;
    let is_pattern = |(program, _): Numbers| {
        matches(&generated::PROGRAMS[usize::from(program)..], digits.as_bytes())
    };
    let is = |numbers| is_length(numbers) && is_pattern(numbers);
    // the emergency list is asked without lengths, as libphonenumber does
    let is_emergency = is_pattern(plan.emergency);
    let cost = if !is_length(plan.general) {
        ShortNumberCost::Unknown
    } else if is(plan.premium_rate) {
        ShortNumberCost::PremiumRate
    } else if is(plan.standard_rate) {
        ShortNumberCost::StandardRate
    } else if is(plan.toll_free) || is_emergency {
        ShortNumberCost::TollFree
    } else {
        ShortNumberCost::Unknown
    };
    Some(ShortNumber {
        is_valid: is(plan.general) && is(plan.short_code),
        is_emergency,
        is_carrier_specific: is(plan.carrier_specific),
        is_sms_service: is(plan.sms_services),
        cost,
    })
}
