//! Papers that somebody describes in other words: the loosest pass.

use super::*;
use paperboy_search::{Glossary, Query};
use std::sync::Arc;

/// The keys of the hits, the best first.
fn hit_ids(library: &Library, query: &str) -> Vec<u64> {
    library.answer(query).hits.iter().map(|hit| hit.key).collect()
}

#[test]
fn a_title_with_a_common_word_does_not_win_over_a_paper_with_the_rare_ones() {
    let mut papers: Vec<Entry> =
        (1..=20).map(|key| paper(key, &[(Field::Title, "Training a video model")])).collect();
    papers.push(paper(
        21,
        &[
            (Field::Title, "Cupboards"),
            (Field::Abstract, "A model that counts teaspoons in a video of a kitchen drawer."),
        ],
    ));
    let library = Library::of(&papers);
    let query = "video model for training with teaspoons inside drawers somewhere";
    assert_eq!(hit_ids(&library, query)[0], 21);
}

#[test]
fn words_are_found_by_their_stems_and_only_loosely() {
    let library = Library::titled(&["Relabeling of goals", "Cooking"]);
    assert_eq!(
        (library.strict("relabel goal"), library.looser("relabelled goal")),
        (vec![], vec![1])
    );
}

#[test]
fn known_terms_are_found_inside_a_long_run_of_characters() {
    let library = Library::titled(&["Sharpening blurry footage", "Optical flow", "Cooking"]);
    assert_eq!(hit_ids(&library, "把糊的视频变清楚一些然后再看看")[0], 1);
    assert_eq!(hit_ids(&library, "根据光流来判断是不是同一个")[0], 2);
}

#[test]
fn the_word_as_it_is_written_never_counts_less_than_another_word_for_it() {
    let mut titles = vec!["teaspoon footage"; 6];
    titles.push("teaspoon movie");
    titles.extend(["video"; 6]);
    let library = Library::titled(&titles);
    // The rarer word replaces the more common one here, but is not in the query.
    let first = hit_ids(&library, "footage nowhere");
    assert!(first[..6].iter().all(|key| *key <= 6), "{first:?}");
}

#[test]
fn a_word_that_papers_have_is_no_typing_error() {
    let mut titles = vec!["fusion"; 3];
    titles.push("fusions and fashion");
    titles.push("Fission");
    let library = Library::titled(&titles);
    assert_eq!(library.looser("fusion").len(), 0, "{:?}", library.looser("fusion"));
    assert_eq!(library.looser("fussion"), [1, 2, 3, 4, 5], "nobody has this one");
}

#[test]
fn what_excludes_or_filters_holds_for_described_papers_too() {
    let library = Library::titled(&["blurry footage", "blurry footage of cats"]);
    assert_eq!(library.looser("糊的视频 -cats"), [1]);
    assert_eq!(library.looser("糊的视频 date:2020"), [0; 0]);
    assert_eq!(library.looser("nowhere -cats"), [0; 0], "nothing of it is anywhere");
}

#[test]
fn a_users_words_are_asked_loosely_and_marked() {
    let library = Library::titled(&["RedNote at large", "Cooking"]);
    let query = |text: &str| -> Query { parse(text, "2026-01-02".parse().unwrap()) };
    let keys = |query: &Query| -> Vec<u64> {
        let sets = HashMap::new();
        let request = SearchRequest { query, sets, sort: Sort::Relevance, offset: 0, limit: 10 };
        library.index.search(&request).unwrap().hits.iter().map(|hit| hit.key).collect()
    };
    assert_eq!(keys(&query("小红书上的帖子")), [0; 0]);
    let known = query("小红书上的帖子").with_glossary(Arc::new(Glossary::new("小红书 = RedNote")));
    assert_eq!(keys(&known), [1]);
    let marks = paperboy_search::matches_in(&known, Field::Title, "RedNote at large", true);
    assert_eq!(marks, [(0, 7)]);
    assert_eq!(known.understood(), query("小红书上的帖子").understood());
}

#[test]
fn a_described_paper_shows_the_words_it_was_found_by() {
    let query = parse("糊的视频", "2026-01-02".parse().unwrap());
    let entry =
        paper(1, &[(Field::Title, "Cooking"), (Field::Abstract, "It sharpens blurred clips.")]);
    let shown = paperboy_search::snippet(&query, &entry, true);
    let marked: Vec<String> = shown
        .highlights
        .iter()
        .map(|&(from, to)| shown.text.chars().skip(from).take(to - from).collect())
        .collect();
    assert_eq!(marked, ["blurred", "clips"]);
}

#[test]
fn long_and_odd_descriptions_are_answered() {
    let library = Library::titled(&["blurry footage", "Cooking"]);
    for query in
        ["糊".repeat(8_000), "的".repeat(500), "the of and".to_owned(), "视频 ".repeat(2_000)]
    {
        let _ = library.answer(&query);
    }
    assert_eq!(library.looser("the cooking that of"), [2]);
}
