//! What a paper means, in the form in which it is kept: one vector of small numbers, and for each
//! sentence the signs of its own, by which the sentence is found that is nearest to a query.

use super::encoder::{Encoder, Vector};

/// The largest number of a paper's sentences that are encoded.
pub const MAX_SENTENCES: usize = 12;
/// The title says what the paper is about.
const WEIGHT_OF_TITLE: f32 = 2.0;
/// Each further sentence counts less than the one before it.
const DECAY: f32 = 0.9;

/// A vector of numbers from -127 to 127.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedVector(Vec<i8>);

impl PackedVector {
    /// A vector as small numbers; its length is lost.
    pub fn of(numbers: &[f32]) -> Self {
        let largest = numbers.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
        let step = largest.max(f32::MIN_POSITIVE) / 127.0;
        // A cast of what is out of range, or no number, is within it.
        Self(numbers.iter().map(|number| (number / step).round() as i8).collect())
    }

    /// Out of its bytes.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.iter().map(|byte| byte.cast_signed()).collect())
    }

    /// Its bytes, one for each number.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.iter().map(|number| number.cast_unsigned()).collect()
    }

    /// Its length, by which a product is divided.
    pub fn length(&self) -> f32 {
        // At most 4,096 × 127².
        (self.0.iter().map(|number| i32::from(*number).pow(2)).sum::<i32>() as f32).sqrt()
    }

    /// The sum of the products with another one's numbers, in their bytes.
    pub fn product(&self, bytes: &[u8]) -> i32 {
        let products = self.0.iter().zip(bytes).map(|(own, byte)| {
            // Within 128², which is said in a form that the processor multiplies many of at once.
            i32::from(i16::from(*own) * i16::from(byte.cast_signed()))
        });
        products.sum()
    }

    /// How alike two directions are, from -1 to 1; 0 when one of them is none.
    pub fn likeness(&self, other: &Self) -> f32 {
        let lengths = self.length() * other.length();
        if lengths > 0.0 { self.product(&other.bytes()) as f32 / lengths } else { 0.0 }
    }
}

/// The signs of a vector's numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch(Vec<u8>);

impl Sketch {
    /// How many bytes that of a vector has.
    pub const fn bytes_for(dimensions: usize) -> usize {
        dimensions.div_ceil(8)
    }

    /// The signs of a vector.
    pub fn of(vector: &Vector) -> Self {
        let numbers = vector.numbers();
        let mut bytes = vec![0; Self::bytes_for(numbers.len())];
        for (at, number) in numbers.iter().enumerate() {
            bytes[at / 8] |= u8::from(*number > 0.0) << (at % 8);
        }
        Self(bytes)
    }

    /// Out of its bytes.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.to_owned())
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// How alike the vector is to another one: for comparison with other sketches' alone.
    pub fn likeness(&self, numbers: &PackedVector) -> i32 {
        let signs = self.0.iter().flat_map(|byte| (0..8).map(move |at| byte >> at & 1 == 1));
        let signed = signs.zip(&numbers.0);
        signed.map(|(up, number)| if up { i32::from(*number) } else { -i32::from(*number) }).sum()
    }
}

/// What a paper means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperMeaning {
    /// The mean of its sentences, the title first among them.
    pub vector: PackedVector,
    /// Its sentences, in their order.
    pub sketches: Vec<Sketch>,
}

impl Encoder {
    /// What a paper means whose title is the first of its sentences; only the first
    /// [`MAX_SENTENCES`] count.
    pub fn meaning(&self, sentences: &[&str]) -> PaperMeaning {
        PaperMeaning::of(&self.vectors(&sentences[..sentences.len().min(MAX_SENTENCES)]))
    }

    /// What several papers mean, faster than one by one.
    pub fn meanings(&self, papers: &[Vec<&str>]) -> Vec<PaperMeaning> {
        let taken = |sentences: &Vec<&str>| sentences.len().min(MAX_SENTENCES);
        let all: Vec<&str> =
            papers.iter().flat_map(|sentences| &sentences[..taken(sentences)]).copied().collect();
        let mut vectors = self.vectors(&all);
        let each = papers.iter().map(|sentences| {
            let behind = vectors.split_off(taken(sentences));
            PaperMeaning::of(&std::mem::replace(&mut vectors, behind))
        });
        each.collect()
    }
}

impl PaperMeaning {
    /// Out of the vectors of its sentences, the title's first, all of one encoder.
    pub fn of(vectors: &[Vector]) -> Self {
        let dimensions = vectors.first().map_or(0, |vector| vector.numbers().len());
        let mut mean = vec![0.0; dimensions];
        for (place, vector) in vectors.iter().enumerate() {
            let weight = if place == 0 { WEIGHT_OF_TITLE } else { DECAY.powi(place as i32) };
            mean.iter_mut().zip(vector.numbers()).for_each(|(mean, n)| *mean += weight * n);
        }
        Self { vector: PackedVector::of(&mean), sketches: vectors.iter().map(Sketch::of).collect() }
    }

    /// The place of the sentence that is nearest to a vector.
    pub fn nearest_sentence(sketches: &[Sketch], to: &PackedVector) -> Option<usize> {
        let likeness = sketches.iter().map(|sketch| sketch.likeness(to));
        // Of equals the first.
        likeness
            .enumerate()
            .max_by_key(|(place, likeness)| (*likeness, std::cmp::Reverse(*place)))
            .map(|(place, _)| place)
    }
}

#[cfg(test)]
mod tests {
    use super::super::DIMENSIONS;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn small_numbers_are_nearly_the_same_direction(numbers in prop::collection::vec(-1.0_f32..1.0, DIMENSIONS), scale in 1e-6_f32..1e6) {
            let scaled: Vec<f32> = numbers.iter().map(|number| number * scale).collect();
            let (one, other) = (PackedVector::of(&numbers), PackedVector::of(&scaled));
            prop_assert!(one.likeness(&other) > 0.999);
            prop_assert_eq!(PackedVector::from_bytes(&one.bytes()), one);
        }

        #[test]
        fn any_bytes_and_numbers_have_a_likeness(bytes in prop::collection::vec(any::<u8>(), DIMENSIONS), numbers in prop::collection::vec(any::<f32>(), DIMENSIONS)) {
            let likeness = PackedVector::of(&numbers).likeness(&PackedVector::from_bytes(&bytes));
            prop_assert!((-1.02..=1.02).contains(&likeness), "{}", likeness);
        }
    }

    #[test]
    fn nothing_is_like_nothing() {
        let none = PackedVector::of(&[0.0; DIMENSIONS]);
        assert_eq!(none.likeness(&none), 0.0);
        assert_eq!(PaperMeaning::nearest_sentence(&[], &none), None);
    }
}
