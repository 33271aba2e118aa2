use core::fmt;

/// A region by its ISO 3166-1 alpha-2 code such as `GB`, or [`Region::WORLD`].
///
/// Only the shape is checked: libphonenumber and rate cards use a few codes that ISO reserves, such
/// as `AC` and `XK`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region([u8; 2]);

impl Region {
    /// `001`: the world, the region of calling codes that belong to no country (800, 870, 882 …).
    pub const WORLD: Region = Region(*b"00");

    /// For tables: two capital letters, or `00` for the world.
    #[cfg(feature = "metadata")]
    pub(super) const fn from_bytes(code: [u8; 2]) -> Region {
        Region(code)
    }

    /// Reads two ASCII letters of either case, or `001`.
    pub const fn new(code: &str) -> Option<Region> {
        match code.as_bytes() {
            b"001" => Some(Region::WORLD),
            &[a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Region([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }

    /// The code in capital letters, or `001`.
    pub const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.as_bytes()) {
            Ok(code) => code,
            Err(_) => "", // cannot be: `new` takes ASCII letters only
        }
    }

    /// The same as octets, for those who write millions: nothing is checked again.
    #[inline]
    pub const fn as_bytes(&self) -> &[u8] {
        if self.0[0] == b'0' { b"001" } else { &self.0 }
    }
}

#[cfg(feature = "preflight")]
impl Region {
    /// The code as a number other than 0.
    #[inline]
    pub(crate) const fn bits(self) -> u16 {
        u16::from_be_bytes(self.0)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Region({})", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_or_the_world() {
        assert_eq!(Region::new("gb").as_ref().map(Region::as_str), Some("GB"));
        assert_eq!(Region::new("001"), Some(Region::WORLD));
        assert_eq!(Region::WORLD.as_str(), "001");
        for bad in ["", "G", "GBR", "G1", "00", "é"] {
            assert_eq!(Region::new(bad), None, "{bad}");
        }
    }
}
