//! A model file whose encoder knows a handful of words: texts are alike by those that they share,
//! and words of one group mean the same. Tests of search by meaning need no other.

use sha2::{Digest, Sha256};

/// Words that mean the same, in both languages.
const GROUPS: [&[&str]; 6] = [
    &["blurry", "模糊", "糊"],
    &["footage", "视频", "录像"],
    &["sharp", "清晰", "清楚"],
    &["robots", "机器人"],
    &["kitchens", "厨房"],
    &["proofs", "证明"],
];
const WIDTH: usize = 512;
const BRANCH: usize = 256;
const HIDDEN: usize = 320;
const FEATURES: usize = WIDTH + 3 * BRANCH;

/// The file.
pub fn file() -> Vec<u8> {
    let mut pieces: Vec<(String, Option<usize>)> =
        ["<unk>", "<s>", "</s>"].map(|name| (name.to_owned(), None)).into();
    for (group, words) in GROUPS.iter().enumerate() {
        for word in *words {
            // With and without the space before a word.
            pieces.push(((*word).to_owned(), Some(group)));
            pieces.push((format!("\u{2581}{word}"), Some(group)));
        }
    }
    let map = [0_u8; 4];
    let mut body = Vec::new();
    for number in [pieces.len() as u32, map.len() as u32, 8, 8] {
        body.extend(number.to_le_bytes());
    }
    body.extend((-20.0_f32).to_le_bytes());
    body.extend(map);
    for (text, _) in &pieces {
        body.push(text.len() as u8);
        body.extend(text.as_bytes());
        body.extend((-1.0_f32).to_le_bytes());
    }
    for (_, group) in &pieces {
        body.extend(0.0_f32.to_le_bytes());
        body.extend((1.0_f32 / 255.0).to_le_bytes());
        body.extend((0..WIDTH).map(|at| if Some(at) == *group { 255 } else { 0 }));
    }
    layers(&mut body);
    [b"PBSENT01".as_slice(), Sha256::digest(&body).as_slice(), &body].concat()
}

/// A vector as the model's would be, with as many numbers as wanted: for a service that simulates it.
pub fn vector_of(text: &str, dimensions: usize) -> Vec<f32> {
    let mut vector = vec![0.0; dimensions];
    for (group, words) in GROUPS.iter().enumerate() {
        vector[group] = words.iter().filter(|word| text.contains(**word)).count() as f32;
    }
    // No text is without a direction.
    vector[dimensions - 1] = 0.1;
    vector
}

/// Layers that pass on which words there are.
fn layers(body: &mut Vec<u8>) {
    let branches = 3 * BRANCH;
    matrix(body, WIDTH, branches, false);
    (0..3).for_each(|_| vector(body, branches, 0.0));
    for size in [2, 3, 5] {
        for _ in 0..2 {
            matrix(body, size * BRANCH, BRANCH, false);
            vector(body, BRANCH, 0.0);
        }
    }
    vector(body, FEATURES, 1.0);
    vector(body, FEATURES, 0.0);
    matrix(body, FEATURES, WIDTH, true);
    vector(body, WIDTH, 0.0);
    matrix(body, WIDTH, HIDDEN, false);
    matrix(body, HIDDEN, HIDDEN, false);
    matrix(body, HIDDEN, WIDTH, false);
    matrix(body, WIDTH, WIDTH, false);
    matrix(body, WIDTH, HIDDEN, true);
    matrix(body, HIDDEN, WIDTH, true);
}

fn vector(body: &mut Vec<u8>, length: usize, value: f32) {
    (0..length).for_each(|_| body.extend(value.to_le_bytes()));
}

/// A matrix of zeros, or one that passes each input on to the output of its number.
fn matrix(body: &mut Vec<u8>, inputs: usize, outputs: usize, passes_on: bool) {
    vector(body, outputs, 1.0 / 127.0);
    for input in 0..inputs {
        let number = |output| if passes_on && input == output { 127 } else { 0 };
        body.extend((0..outputs).map(number));
    }
}
