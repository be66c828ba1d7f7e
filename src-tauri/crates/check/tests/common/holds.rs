//! What holds of every check, whatever was looked up in whatever.

use paperboy_check::{Checked, Outcome};

/// Claims are in their texts; nothing is found or computed without what it rests on, and a cell
/// comes with its table.
pub fn of_check(checked: &Checked, texts: &[&str]) {
    assert!(checked.claims.len() <= 300);
    for claim in &checked.claims {
        assert!(
            texts[claim.of].match_indices(&claim.text).nth(claim.occurrence as usize).is_some(),
            "{claim:?}"
        );
        let passages = claim.outcome.passages();
        let rests_on_nothing = matches!(claim.outcome, Outcome::NotFound | Outcome::NotChecked(_));
        assert_eq!(passages.is_empty(), rests_on_nothing, "{claim:?}");
        for passage in passages {
            let (start, end) = passage.highlight;
            assert!(start < end && end as usize <= passage.text.chars().count(), "{claim:?}");
            if let Some(cell) = &passage.cell {
                assert!(!cell.value.is_empty() && passage.text.contains(&cell.value), "{claim:?}");
            }
        }
        if let Outcome::Computed { sum, .. } = &claim.outcome {
            assert!(
                sum.parts.len() > 1 && sum.parts.iter().all(|part| !part.is_empty()),
                "{claim:?}"
            );
        }
        if let Outcome::AnotherOwner { asked, .. } = &claim.outcome {
            assert!(claim.sentence.contains(asked.as_str()), "{claim:?}");
        }
    }
}
