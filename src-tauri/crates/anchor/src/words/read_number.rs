//! Numbers in a text, with what belongs to them.

use super::numbers::{chinese_power, english_number, letter_power, number};
use super::stem::stem;
use super::table::TABLE;
use super::{Kind, Reader};

/// Units that may be written without a space behind their number.
const UNITS: [&str; 31] = [
    "ms", "s", "sec", "h", "hr", "min", "gb", "mb", "tb", "kb", "hz", "khz", "mhz", "ghz", "w",
    "kw", "kwh", "g", "mg", "kg", "mm", "cm", "m", "km", "fps", "px", "nm", "db", "pp", "v", "mah",
];

impl Reader {
    /// The number that ends before a character, times the powers of ten that follow it.
    pub(super) fn multiplied(
        &self,
        digits: &str,
        mut power: usize,
        mut end: usize,
    ) -> (String, usize) {
        let next = |end: usize| {
            let gap = usize::from(self.characters.get(end) == Some(&' '));
            let c = *self.characters.get(end + gap)?;
            Some((end + gap + 1, chinese_power(c).filter(|power| *power >= 4)?))
        };
        // `1.5 万亿` is the longest.
        for _ in 0..2 {
            let Some((behind, more)) = next(end) else { break };
            (power, end) = (power + more, behind);
        }
        (number(digits, power), end)
    }

    pub(super) fn number(&mut self) -> usize {
        let word = self.word_end(self.at);
        let is_digit = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let digits: String =
            self.characters[self.at..word].iter().take_while(|c| is_digit(c)).collect();
        let split = self.at + digits.len();
        let letters: String = self.characters[split..word].iter().collect();
        if letters.is_empty() {
            let spoken = self.spoken_power(word);
            let (power, end) = spoken.unwrap_or((0, word));
            let (value, end) = self.multiplied(&digits, power, end);
            self.add(value, Kind::Exact, self.at, end);
            return end;
        }
        if let Some(power) = letter_power(&letters) {
            self.add(number(&digits, power), Kind::Exact, self.at, word);
        } else if letters == "x" || letters == "X" {
            self.add(number(&digits, 0), Kind::Exact, self.at, split);
            self.add("倍", Kind::Turn, split, word);
        } else if UNITS.contains(&letters.to_lowercase().as_str()) {
            self.add(number(&digits, 0), Kind::Exact, self.at, split);
            let unit = letters.to_lowercase();
            match TABLE.english(&stem(&unit)) {
                Some(entry) => self.add(entry.keys[0], Kind::Plain, split, word),
                None => self.add(unit, Kind::Exact, split, word),
            }
        } else {
            let name = self.characters[self.at..word].iter().collect::<String>().to_lowercase();
            self.add(name, Kind::Exact, self.at, word);
        }
        word
    }

    /// The power of ten that the next word is, as in `1.2 million`, and where it ends.
    fn spoken_power(&self, at: usize) -> Option<(usize, usize)> {
        let begin = at + usize::from(self.characters.get(at) == Some(&' '));
        self.characters.get(begin).filter(|c| c.is_ascii_alphabetic())?;
        let end = self.word_end(begin);
        let word: String = self.characters[begin..end].iter().collect();
        let power = match word.as_str() {
            "thousand" => 3,
            "million" => 6,
            "billion" => 9,
            "trillion" => 12,
            _ => return None,
        };
        Some((power, end))
    }

    /// A number of tens with the unit behind it, as in `sixty-four`, and where that ends.
    pub(super) fn with_unit(&self, tens: &str, end: usize) -> (String, usize) {
        let unit_end = self.word_end(end + 1).min(self.characters.len());
        let unit: String =
            self.characters.get(end + 1..unit_end).unwrap_or_default().iter().collect();
        let is_tens = tens.len() == 2 && tens.ends_with('0') && tens != "10";
        match english_number(&unit.to_lowercase()) {
            Some(unit) if is_tens && unit.len() == 1 && self.characters[end] == '-' => {
                (format!("{}{unit}", &tens[..1]), unit_end)
            }
            _ => (tens.to_owned(), end),
        }
    }
}
