//! The encoder against the package that its model comes from, where the model files are there:
//! `scripts/model` and `scripts/model --full` make them. Without them the test prints that it is
//! skipped.
#![allow(clippy::unwrap_used)]

use paperboy_rank::{DIMENSIONS, Encoder, ModelError, Vector};
use std::path::PathBuf;
use std::sync::LazyLock;

const TEXTS: &str = include_str!("texts.tsv");
/// Without optimisation a text takes a second: then a fraction of the texts is enough.
const EVERY: usize = if cfg!(debug_assertions) { 100 } else { 1 };
const LONG: usize = if cfg!(debug_assertions) { 200 } else { 5_000 };

/// A model file, if it was made.
fn model(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../target/model").join(name);
    let read = std::fs::read(&path).ok();
    if read.is_none() {
        eprintln!("skipped: {} is not there, scripts/model makes it", path.display());
    }
    read
}

/// The small model's encoder, read once.
fn small() -> Option<&'static Encoder> {
    static SMALL: LazyLock<Option<Encoder>> =
        LazyLock::new(|| Some(Encoder::new(&model("sentence-encoder.bin")?).unwrap()));
    SMALL.as_ref()
}

/// The texts, and some numbers of the vector of each.
fn texts() -> Vec<(String, Vec<f32>)> {
    let mut texts = Vec::new();
    for line in TEXTS.lines().filter(|line| !line.starts_with('#')) {
        let (text, numbers) = line.rsplit_once('\t').unwrap();
        let text = text.replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\");
        let numbers = numbers.split(' ').map(|n| n.parse::<f32>().unwrap() / 1e4).collect();
        texts.push((text, numbers));
    }
    assert_eq!(texts.len(), 1_000);
    texts
}

/// How far the known numbers are off, at worst and on average.
fn error(vector: &Vector, known: &[f32]) -> (f32, f32) {
    let numbers = vector.numbers().iter().step_by(73);
    let off: Vec<f32> = numbers.zip(known).map(|(ours, theirs)| (ours - theirs).abs()).collect();
    assert_eq!(off.len(), known.len());
    (off.iter().copied().fold(0.0, f32::max), off.iter().sum::<f32>() / off.len() as f32)
}

#[test]
fn the_whole_model_gives_what_the_package_gives() {
    let Some(file) = model("sentence-encoder-full.bin") else { return };
    let encoder = Encoder::new(&file).unwrap();
    let mut worst = 0.0_f32;
    for (text, known) in texts().iter().step_by(EVERY) {
        let (off, _) = error(&encoder.vector(text), known);
        assert!(off < 1e-2, "“{text}” is off by {off}");
        worst = worst.max(off);
    }
    eprintln!("at worst off by {worst:.5}");
}

#[test]
fn the_small_model_gives_nearly_the_same() {
    let Some(encoder) = small() else { return };
    let (mut sum, mut count) = (0.0, 0.0);
    for (text, known) in texts().iter().step_by(EVERY) {
        let (_, off) = error(&encoder.vector(text), known);
        sum += off;
        count += 1.0;
    }
    eprintln!("off by {:.5} on average", sum / count);
    assert!(sum / count < 1e-2, "{}", sum / count);
}

#[test]
fn sentences_of_one_meaning_are_alike_in_both_languages() {
    let Some(encoder) = small() else { return };
    let likeness = |a: &str, b: &str| encoder.vector(a).likeness(&encoder.vector(b));
    let same = likeness("把模糊的视频变清晰", "making blurry videos sharp");
    let other = likeness("把模糊的视频变清晰", "a proof of a theorem about groups");
    assert!(same > other + 0.2, "{same} {other}");
}

#[test]
fn every_text_has_a_vector_of_length_one() {
    let Some(encoder) = small() else { return };
    for text in ["", " ", "\u{0}", "한국어", "😀", &"长".repeat(LONG), &"a ".repeat(LONG)] {
        let vector = encoder.vector(text);
        let length = vector.likeness(&vector);
        assert_eq!(vector.numbers().len(), DIMENSIONS);
        assert!((length - 1.0).abs() < 1e-3, "{length}");
    }
}

#[test]
fn what_is_no_model_is_refused() {
    let refused = |file: &[u8]| Encoder::new(file).map(|_| ()).unwrap_err();
    assert_eq!(refused(b""), ModelError::Foreign);
    assert_eq!(refused(b"PK\x03\x04 something else"), ModelError::Foreign);
    assert_eq!(refused(b"PBSENT01"), ModelError::Damaged);
    assert_eq!(refused(&[b"PBSENT01".as_slice(), &[0; 500]].concat()), ModelError::Damaged);
}

#[test]
fn a_damaged_model_is_refused() {
    let Some(file) = model("sentence-encoder.bin") else { return };
    let refused = |file: &[u8]| Encoder::new(file).map(|_| ()).unwrap_err();
    for at in [8, file.len() - 1] {
        let mut damaged = file.clone();
        damaged[at] ^= 1;
        assert_eq!(refused(&damaged), ModelError::Damaged, "byte {at}");
    }
    assert_eq!(refused(&file[..file.len() - 1]), ModelError::Damaged);
    assert_eq!(refused(&[file.as_slice(), b"x"].concat()), ModelError::Damaged);
}
