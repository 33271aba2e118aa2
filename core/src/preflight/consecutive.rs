//! Numbers that count up or down by one from row to row: the mark of a list that was made up.

/// Watches the numbers of a list in its order.
#[derive(Clone, Debug)]
pub struct ConsecutiveWatch {
    min: u32,
    last: Option<u64>,
    /// By how much the numbers of the run differ: 1 or -1; 0 while it has one number.
    step: i64,
    /// Rows of the run.
    len: u32,
}

impl ConsecutiveWatch {
    /// Watches for runs of at least `min` rows; at least 2.
    pub fn new(min: u32) -> ConsecutiveWatch {
        ConsecutiveWatch { min: min.max(2), last: None, step: 0, len: 0 }
    }

    /// The number of the next row, as [`E164::key`](crate::E164::key); none where the row has none,
    /// which ends a run. How many rows, this one and those before it, are found to be in a run now:
    /// none, the whole run when it becomes long enough, then one by one.
    pub fn push(&mut self, number: Option<u64>) -> u32 {
        let step = match (self.last, number) {
            (Some(last), Some(number)) if number.checked_sub(last) == Some(1) => 1,
            (Some(last), Some(number)) if last.checked_sub(number) == Some(1) => -1,
            _ => 0,
        };
        self.last = number;
        self.len = match (number, step) {
            (None, _) => 0,
            (Some(_), 0) => 1,
            (Some(_), step) if self.step == 0 || self.step == step => self.len.saturating_add(1),
            // the row before turns the other way: it begins the new run
            (Some(_), _) => 2,
        };
        self.step = step;
        match self.len {
            len if len < self.min => 0,
            len if len == self.min => len,
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;

    fn found(min: u32, numbers: &[u64]) -> Vec<bool> {
        let mut watch = ConsecutiveWatch::new(min);
        let mut found = vec![false; numbers.len()];
        for (row, number) in numbers.iter().enumerate() {
            let count = watch.push(Some(*number).filter(|n| *n > 0)) as usize;
            found[row + 1 - count..=row].fill(true);
        }
        found
    }

    /// A row is found when some stretch of `min` rows around it counts up, or down.
    fn slow(min: usize, numbers: &[u64]) -> Vec<bool> {
        let mut found = vec![false; numbers.len()];
        for start in 0..(numbers.len() + 1).saturating_sub(min) {
            let stretch = &numbers[start..start + min];
            let counts = |step: i64| {
                stretch.iter().all(|n| *n > 0)
                    && stretch.windows(2).all(|w| w[1] as i64 - w[0] as i64 == step)
            };
            if counts(1) || counts(-1) {
                found[start..start + min].fill(true);
            }
        }
        found
    }

    #[test]
    fn as_the_slow_twin_finds_them() {
        // every list of five and six numbers of 0 (none) to 4
        for len in [5_u32, 6] {
            for code in 0..5_u64.pow(len) {
                let numbers: Vec<u64> = (0..len).map(|i| code / 5_u64.pow(i) % 5).collect();
                for min in [2, 3, 4] {
                    assert_eq!(found(min, &numbers), slow(min as usize, &numbers), "{numbers:?}");
                }
            }
        }
    }
}
