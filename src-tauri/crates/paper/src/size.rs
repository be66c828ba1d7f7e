//! Amounts of data in words.

/// An amount of data as people read it, in the units of 1,024 that the limits are set in: 1,048,576
/// bytes are `1 MB`.
pub fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")];
    match UNITS.into_iter().find(|(unit, _)| bytes >= *unit) {
        // Tenths suffice, and no amount is so large that a float would lose them.
        #[allow(clippy::cast_precision_loss)]
        Some((unit, name)) => {
            format!("{} {name}", (bytes as f64 / unit as f64 * 10.0).round() / 10.0)
        }
        None => format!("{bytes} byte{}", if bytes == 1 { "" } else { "s" }),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_have_one_base_and_at_most_one_decimal() {
        let sizes = [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1_023, "1023 bytes"),
            (1_024, "1 KB"),
            (1_048_576, "1 MB"),
            (12_900, "12.6 KB"),
            (64 << 20, "64 MB"),
            (5_000_000_000, "4.7 GB"),
            (u64::MAX, "17179869184 GB"),
        ];
        for (bytes, words) in sizes {
            assert_eq!(size(bytes), words);
        }
    }
}
