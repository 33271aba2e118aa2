//! Keys by which a request that is sent again is told from a new message.

use core::fmt;

use sha2::{Digest, Sha256};

use super::Preflight;
use super::session::Message;
use crate::number::{E164, NumberForm};
use crate::rate::Timestamp;

/// Parts what is hashed: the unit separator of ASCII, which stands in none of the parts but perhaps
/// the text.
const SEPARATOR: u8 = 0x1F;

/// What one message is known by, however often it is tried: the first 16 octets of the SHA-256 over
/// vendor id, number with plus, sender, text and time of sending, parted by U+001F. Written as 32
/// hexadecimal digits, in lower case.
///
/// A key tells nothing to who does not know the rest; who knows all but the number can find it by
/// trying. It is as private as the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey([u8; 16]);

impl IdempotencyKey {
    /// The key of a message; `sender` is empty where there is none, and a message without a time of
    /// its own has an empty one, so that trying again tomorrow gives the same key.
    pub fn of(
        vendor: &str,
        number: E164,
        sender: &str,
        text: &str,
        time: Option<Timestamp>,
    ) -> IdempotencyKey {
        let mut hash = Sha256::new();
        hash.update(vendor);
        hash.update([SEPARATOR]);
        hash.update(number.in_form(NumberForm::Plus).as_bytes());
        hash.update([SEPARATOR]);
        hash.update(sender);
        hash.update([SEPARATOR]);
        hash.update(text);
        hash.update([SEPARATOR]);
        if let Some(time) = time {
            hash.update(alloc::string::ToString::to_string(&time));
        }
        let mut key = [0; 16];
        key.copy_from_slice(&hash.finalize()[..16]);
        IdempotencyKey(key)
    }

    /// The octets.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl Preflight {
    /// The key of a message to `number`, which is what its recipient was judged to be.
    pub fn idempotency_key(&self, message: &Message<'_>, number: E164) -> IdempotencyKey {
        let own = message.from.filter(|from| !from.is_empty());
        let sender = own.or(self.options().sender.as_deref()).unwrap_or_default();
        IdempotencyKey::of(self.vendor().id(), number, sender, message.text, message.time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    /// Expected values by Python's hashlib:
    /// `sha256("\x1f".join((vendor, number, sender, text, time)).encode()).hexdigest()[:32]`.
    #[test]
    fn as_hashlib_gives_it() {
        let number = E164::parse("+256701521269").unwrap();
        let time = Timestamp::parse("2026-07-01T15:00:00+03:00").unwrap();
        for (sender, text, time, expected) in [
            ("MyShop", "Hello", None, "3b0504b29ed4e7df9e986cdaa05a5b22"),
            ("MyShop", "Hello", Some(time), "ebe7e17628e3912822507b528c4bf7cf"),
            ("", "It’s here 😀", None, "38c89fa8799eb65bd72b6be894854992"),
        ] {
            let key = IdempotencyKey::of("msgine", number, sender, text, time);
            assert_eq!(key.to_string(), expected, "{text}");
        }
    }
}
