//! Small cases of each kind of claim, where they are at hand: `../shared/cases/check` beside the
//! repository.
#![allow(clippy::unwrap_used)]

mod common;

use common::{article, outcome_of};
use paperboy_check::{How, Outcome, Paper, check};
use serde_json::Value;
use std::path::Path;

#[test]
fn every_small_case_has_its_right_outcome() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/cases/check");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    };
    let mut files: Vec<_> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    let (mut right, mut wrong) = (0, Vec::new());
    for file in files {
        let case: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        let article = article(serde_json::from_value(case["article_blocks"].clone()).unwrap());
        for claim in case["claims"].as_array().unwrap() {
            let text = |key: &str| claim[key].as_str().unwrap();
            let (sentence, target, wanted) = (text("sentence"), text("target"), text("wanted"));
            let paper = Paper { title: "A Paper", abstract_text: None, article: Some(&article) };
            let checked = check(&[sentence], &paper);
            let outcome = outcome_of(&checked, sentence, target, 0);
            let is_right = match outcome {
                None => false,
                Some(outcome) if text("truth") == "false" => {
                    !outcome.is_supported() && !matches!(outcome, Outcome::NotChecked(_))
                }
                Some(outcome) if wanted.contains("computed") => {
                    matches!(outcome, Outcome::Computed { .. })
                }
                Some(outcome) if wanted.contains("rounded") || wanted.contains("bound") => {
                    matches!(outcome, Outcome::Found { how: How::Rounded | How::Bound, .. })
                }
                Some(outcome) => matches!(outcome, Outcome::Found { .. }),
            };
            if is_right {
                right += 1;
            } else {
                wrong.push(format!(
                    "{} {sentence} [{target}] wanted {wanted}; {outcome:?}",
                    file.file_name().unwrap().display()
                ));
            }
        }
    }
    assert!(
        right > 0 && wrong.is_empty(),
        "{right} right, {} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
