use super::Region;

/// How a vendor wants a number written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberForm {
    /// `+256701521269`
    Plus,
    /// `256701521269`
    Digits,
}

/// What may be read into a number that is not written as `+` and digits. By default nothing: what
/// remains is libphonenumber's parse without a region, and letters are refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ParseOptions {
    /// Region of numbers without a calling code; its international and national prefixes apply.
    pub default_region: Option<Region>,
    /// A leading `00` is an international prefix even where there is no default region.
    pub idd00: bool,
    /// Digits without plus or prefix begin with a calling code. Wins over the default region.
    pub assume_international: bool,
    /// Letters are digits of a keypad, as in `1-800-FLOWERS`. Otherwise they are refused.
    pub letters: bool,
}
