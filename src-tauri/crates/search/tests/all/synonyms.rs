//! Terms of the field find one another in both languages, as looser hits alone.

use super::*;

#[test]
fn a_term_finds_its_other_names_below_the_divider() {
    let library = Library::titled(&[
        "强化学习",
        "Reinforcement Learning",
        "RL for all",
        "reinforcement of learning",
        "烹饪",
    ]);
    for (query, strict, looser) in [
        // Over the whole paper, a term's words count in any order.
        ("强化学习", vec![1], vec![2, 3, 4]),
        ("RL", vec![3], vec![1, 2, 4]),
        ("reinforcement learning", vec![2, 4], vec![1, 3]),
        ("title:RL", vec![3], vec![1, 2]),
        ("contribution:RL", vec![], vec![]),
    ] {
        assert_eq!((library.strict(query), library.looser(query)), (strict, looser), "{query}");
    }
}

#[test]
fn each_term_of_a_run_is_looked_for_in_its_other_names() {
    let library = Library::titled(&[
        "depth estimation of transparent objects",
        "depth estimation",
        "transparent objects",
    ]);
    assert_eq!(library.strict("透明物体深度估计"), [0; 0]);
    let answer = library.answer("透明物体深度估计");
    assert_eq!(answer.hits[0].key, 1, "both terms come before one");
}

#[test]
fn what_is_excluded_or_quoted_has_no_other_names() {
    let library = Library::titled(&["agent 强化学习", "agent reinforcement learning", "agent RL"]);
    assert_eq!(library.strict("agent -强化学习"), [2, 3]);
    assert_eq!((library.strict("\"强化学习\""), library.looser("\"强化学习\"")), (vec![1], vec![]));
    assert_eq!(library.looser("agent -强化学习"), [0; 0]);
    assert_eq!(library.looser("\"RL\" 智能体"), [3], "the word is looser, the phrase is not");
}

#[test]
fn a_looser_hit_is_marked_at_the_other_name() {
    let entry = paper(1, &[(Field::Title, "Cooking"), (Field::Contribution, "We use RL to cook.")]);
    let query = parse("强化学习", "2026-01-02".parse().unwrap());
    let shown = paperboy_search::snippet(&query, &entry, true);
    assert_eq!(
        (shown.text.as_str(), shown.highlights.as_slice()),
        ("We use RL to cook.", &[(7, 9)][..])
    );
    assert!(paperboy_search::snippet(&query, &entry, false).highlights.is_empty());
}
