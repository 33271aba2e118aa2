/// ASCII digits of a number while it is taken apart; as many as an input can have.
#[derive(Clone, Copy)]
pub(super) struct Digits {
    bytes: [u8; Digits::MAX],
    len: usize,
}

impl Digits {
    /// 250 characters of input, and room for the few digits that a prefix is replaced by.
    const MAX: usize = 272;

    pub(super) const EMPTY: Digits = Digits { bytes: [0; Digits::MAX], len: 0 };

    /// Adds one ASCII digit. What is over the longest input is dropped: it is refused anyway.
    pub(super) fn push(&mut self, digit: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = digit;
            self.len += 1;
        }
    }

    pub(super) fn extend(&mut self, digits: &[u8]) {
        digits.iter().for_each(|digit| self.push(*digit));
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}
