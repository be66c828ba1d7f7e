//! Saved searches and the history of searching.

use super::*;

fn saved(library: &Library) -> Vec<(String, String)> {
    library.saved_searches().unwrap().into_iter().map(|saved| (saved.name, saved.query)).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, query)| ((*name).to_owned(), (*query).to_owned())).collect()
}

#[test]
fn a_name_holds_one_search_whatever_its_case() {
    let library = Library::new();
    library.save_search(" Surgical  robots ", "手术 机器人", at(1)).unwrap();
    library.save_search("b", "x", at(2)).unwrap();
    library.save_search("surgical ROBOTS", "手术机器人", at(3)).unwrap();
    assert_eq!(saved(&library), pairs(&[("surgical ROBOTS", "手术机器人"), ("b", "x")]));
    assert_eq!(library.save_search("b", "x", at(4)).unwrap().id, None, "nothing changed");
}

#[test]
fn a_removed_search_comes_back_with_its_query_and_its_place() {
    let library = Library::new();
    library.save_search("a", "x", at(1)).unwrap();
    library.save_search("b", "y", at(2)).unwrap();
    let removed = library.remove_saved("A", at(3)).unwrap();
    assert_eq!(saved(&library), pairs(&[("b", "y")]));
    let undone = library.undo(removed.id, at(4)).unwrap().unwrap();
    assert_eq!((undone.what.as_str(), undone.ids.len()), ("saved", 0));
    assert_eq!(saved(&library), pairs(&[("a", "x"), ("b", "y")]));
    assert_eq!(library.remove_saved("c", at(5)).unwrap().id, None);
}

#[test]
fn a_search_is_renamed_in_its_place_but_never_over_another() {
    let library = Library::new();
    library.save_search("a", "x", at(1)).unwrap();
    library.save_search("b", "y", at(2)).unwrap();
    assert_eq!(library.rename_saved("a", "B", at(3)).unwrap(), None);
    assert!(library.rename_saved("c", "d", at(3)).unwrap().unwrap().id.is_none());
    library.rename_saved("a", "A", at(3)).unwrap().unwrap();
    let renamed = library.rename_saved("a", "c", at(4)).unwrap().unwrap();
    assert_eq!(saved(&library), pairs(&[("c", "x"), ("b", "y")]));
    library.undo(renamed.id, at(5)).unwrap();
    assert_eq!(saved(&library), pairs(&[("A", "x"), ("b", "y")]));
}

#[test]
fn saved_searches_touch_neither_the_papers_nor_the_index() {
    let library = Library::with_days(&["2025-12-30"], 2);
    let revision = library.revision().unwrap();
    library.save_search("a", "x", at(1)).unwrap();
    library.undo(None, at(2)).unwrap();
    assert_eq!(library.revision().unwrap(), revision);
}

#[test]
fn the_last_200_searches_are_remembered_the_newest_first() {
    let library = Library::new();
    for number in 0..205 {
        library.remember_search(&number.to_string()).unwrap();
    }
    library.remember_search("7").unwrap();
    let history = library.search_history().unwrap();
    assert_eq!((history.len(), history[0].as_str(), history[1].as_str()), (200, "7", "204"));
    assert_eq!(history.iter().filter(|query| *query == "7").count(), 1);
}

#[test]
fn searches_are_forgotten_one_by_one_or_all_at_once() {
    let library = Library::new();
    for query in ["a", "b", "c"] {
        library.remember_search(query).unwrap();
    }
    library.forget_search(Some("b")).unwrap();
    assert_eq!(library.search_history().unwrap(), ["c", "a"]);
    library.forget_search(None).unwrap();
    assert!(library.search_history().unwrap().is_empty());
    assert_eq!(library.undo(None, at(1)).unwrap(), None, "what is forgotten is gone");
}
