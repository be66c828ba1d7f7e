//! Papers as sparse vectors (TF-IDF by field).

use super::paper::{Count, Field, Paper};

/// A coordinate of a paper's vector: eight bytes, since learning passes over all of them again and
/// again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    /// The word's number.
    pub word: u32,
    pub value: f32,
}

/// The vectors of papers, one after another.
#[derive(Debug)]
pub(super) struct Vectors {
    values: Vec<Value>,
    /// Where each vector ends.
    ends: Vec<usize>,
}

impl Vectors {
    pub fn get(&self, paper: usize) -> &[Value] {
        let start = if paper == 0 { 0 } else { self.ends[paper - 1] };
        &self.values[start..self.ends[paper]]
    }

    /// Multiplies each coordinate by the factor of its word, and scales each vector to length 1.
    pub fn multiply(&mut self, factors: &[f32]) {
        let mut start = 0;
        for end in &self.ends {
            let values = &mut self.values[start..*end];
            values.iter_mut().for_each(|x| x.value *= factors[x.word as usize]);
            scale(values);
            start = *end;
        }
    }
}

/// How rare words are.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Of each word, by its number.
    rarities: Vec<f32>,
    /// How rare a word is that no example has.
    rarest: f32,
}

impl Vocabulary {
    /// How rare the words of these papers are, and the vectors of the papers. `words`: how many
    /// words there are.
    pub fn of(papers: &[&Paper], words: usize) -> (Self, Vectors) {
        let mut papers_with = vec![0_u32; words];
        for paper in papers {
            let mut last = u32::MAX;
            for Count { word, .. } in &paper.counts {
                papers_with[*word as usize] += u32::from(*word != last);
                last = *word;
            }
        }
        // Few different numbers of papers, and many words.
        let by_papers: Vec<f32> = (0..=papers.len())
            .map(|with| (1.0 + papers.len() as f64 / with.max(1) as f64).ln() as f32)
            .collect();
        let rarities = papers_with.iter().map(|with| by_papers[*with as usize]).collect();
        let vocabulary = Self { rarities, rarest: by_papers[0] };
        let all = papers.iter().map(|paper| paper.counts.len()).sum();
        let mut vectors =
            Vectors { values: Vec::with_capacity(all), ends: Vec::with_capacity(papers.len()) };
        let mut weights = Vec::new();
        for paper in papers {
            vocabulary.weigh(&paper.counts, &mut weights, &mut vectors.values);
            vectors.ends.push(vectors.values.len());
        }
        (vocabulary, vectors)
    }

    /// The vector of a paper.
    pub fn vector(&self, paper: &Paper) -> Vec<Value> {
        let mut values = Vec::with_capacity(paper.counts.len());
        self.weigh(&paper.counts, &mut Vec::new(), &mut values);
        values
    }

    /// The field in which a word of a paper counts most; among equals the first.
    pub fn field_of(&self, paper: &Paper, word: u32) -> Option<Field> {
        let mut weights = Vec::new();
        let squares = self.weights(&paper.counts, &mut weights);
        let mut most: Option<(f32, Field)> = None;
        for (count, weight) in paper.counts.iter().zip(&weights) {
            let value = in_field(count.field, *weight, &squares);
            if count.word == word && most.is_none_or(|(most, _)| value > most) {
                most = Some((value, count.field));
            }
        }
        most.map(|(_, field)| field)
    }

    /// Adds the vector of a paper: each field as a direction, and their sum by shares as one, in
    /// the order of the words.
    fn weigh(&self, counts: &[Count], weights: &mut Vec<f32>, values: &mut Vec<Value>) {
        let start = values.len();
        let squares = self.weights(counts, weights);
        for (Count { word, field, .. }, weight) in counts.iter().zip(weights) {
            let value = in_field(*field, *weight, &squares);
            match values[start..].last_mut().filter(|last| last.word == *word) {
                Some(last) => last.value += value,
                None => values.push(Value { word: *word, value }),
            }
        }
        scale(&mut values[start..]);
    }

    /// The weight of each word in its field, and what the values of each field are multiplied by.
    fn weights(&self, counts: &[Count], weights: &mut Vec<f32>) -> [f32; Field::COUNT] {
        weights.clear();
        let mut squares = [0.0_f64; Field::COUNT];
        for Count { word, field, times } in counts {
            let rarity = self.rarities.get(*word as usize).unwrap_or(&self.rarest);
            let weight =
                if *times == 1 { *rarity } else { (1.0 + f32::from(*times).ln()) * rarity };
            squares[*field as usize] += f64::from(weight) * f64::from(weight);
            weights.push(weight);
        }
        squares.map(|square| if square > 0.0 { square.sqrt().recip() as f32 } else { 0.0 })
    }
}

fn in_field(field: Field, weight: f32, factors: &[f32; Field::COUNT]) -> f32 {
    field.share() as f32 * weight * factors[field as usize]
}

/// Scales a vector to length 1; nothing is left as it is.
fn scale(values: &mut [Value]) {
    let square: f64 = values.iter().map(|one| f64::from(one.value) * f64::from(one.value)).sum();
    if square > 0.0 {
        let factor = square.sqrt().recip() as f32;
        values.iter_mut().for_each(|one| one.value *= factor);
    }
}
