//! Random numbers that are the same everywhere.

/// SplitMix64: small, fast, and good enough to choose words by.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The numbers that follow from a seed.
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed);
        // Seeds that differ in one bit would otherwise begin alike.
        random.0 = random.next();
        random
    }

    /// The next number.
    #[allow(clippy::should_implement_trait)] // It never ends, and nobody wants its combinators.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is at least 1.
    pub fn below(&mut self, bound: usize) -> usize {
        // The high half of the product: no division, and the bias is far below what anybody could
        // see.
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// Whether an event that happens once in `times` happens now.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    /// A rank below `count` by Zipf's law with exponent 1: rank 0 is the most frequent.
    pub fn zipf(&mut self, count: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        // The continuous law has a closed inverse: ranks are spread evenly over the logarithm.
        let rank = ((count + 1) as f64).powf(unit) - 1.0;
        (rank as usize).min(count - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_stay_in_bounds_and_the_first_is_seven_times_as_frequent_as_the_tenth() {
        let mut random = Random::new(1);
        let mut seen = [0u32; 1_000];
        for _ in 0..1_000_000 {
            seen[random.zipf(1_000)] += 1;
        }
        assert!(seen.iter().all(|times| *times > 0));
        let ratio = f64::from(seen[0]) / f64::from(seen[9]);
        assert!((6.0..9.0).contains(&ratio), "{ratio}");
        assert_eq!(random.zipf(1), 0);
    }
}
