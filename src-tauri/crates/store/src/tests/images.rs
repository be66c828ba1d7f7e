//! Images of figures: whole or not there, within their space, and nothing is lost with them.

use super::*;
use crate::{ImageKey, ImageRequest, Mark, NewArticle, NewImage, NewImageFile, StoredImage};
use paperboy_paper::ImageProblem;

fn image(seed: u8) -> NewImage {
    let file = |kind: u8, size: usize| NewImageFile {
        bytes: [&[kind, seed][..], &vec![seed; size]].concat(),
        width: 10,
        height: 5,
    };
    NewImage {
        width: 100,
        height: 50,
        text: file(0, 600),
        card: file(1, 396),
        etag: Some(format!("\"{seed}\"")),
        last_modified: None,
    }
}

fn asked(seconds: i64) -> ImageRequest<'static> {
    ImageRequest { article: "a", at: at(seconds) }
}

fn put(library: &Library, paper: u32, source: &str, seed: u8, seconds: i64) {
    library.put_image(&id(paper), source, &image(seed), asked(seconds)).unwrap();
}

fn sources(library: &Library, paper: u32) -> Vec<(String, bool)> {
    let images = library.images(&id(paper)).unwrap().into_iter();
    images.map(|StoredImage { source, image, .. }| (source, image.is_ok())).collect()
}

fn files(library: &Library) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(library.file("images")).into_iter().flatten().flatten();
    folders
        .flat_map(|folder| std::fs::read_dir(folder.path()).into_iter().flatten().flatten())
        .map(|file| file.path())
        .collect()
}

fn text_key(library: &Library, paper: u32) -> ImageKey {
    library.images(&id(paper)).unwrap()[0].image.as_ref().unwrap().text.key.clone()
}

#[test]
fn an_image_is_kept_under_the_digest_of_its_bytes() {
    let library = Library::with_days(&["2025-12-30"], 2);
    put(&library, 1, "x1.png", 7, 1);
    let key = text_key(&library, 1);
    assert_eq!(library.image_bytes(&key).unwrap().unwrap(), image(7).text.bytes);
    assert_eq!(library.image_size().unwrap(), 1000);
    assert_eq!(files(&library).len(), 2);
    // The same image in another paper is the same file.
    put(&library, 2, "y.png", 7, 2);
    assert_eq!((files(&library).len(), text_key(&library, 2)), (2, key));
    assert!(library.put_image(&id(77), "x", &image(1), asked(1)).is_err(), "an unknown paper");
    for no_key in ["", "../library.db", &"g".repeat(64), &"A".repeat(64), &"a".repeat(63)] {
        assert_eq!(ImageKey::parse(no_key), None, "{no_key}");
    }
}

#[test]
fn what_is_not_whole_is_never_an_image_and_is_fetched_again() {
    let library = Library::with_days(&["2025-12-30"], 1);
    put(&library, 1, "x1.png", 7, 1);
    library.set_card_figure(&id(1), Some(("x1.png", "Figure 1: A."))).unwrap();
    let key = text_key(&library, 1);
    let path = library.file("images").join(&key.as_str()[..2]).join(key.as_str());
    for damage in [&b""[..], b"half", &image(8).text.bytes] {
        put(&library, 1, "x1.png", 7, 1);
        std::fs::write(&path, damage).unwrap();
        assert_eq!(library.image_bytes(&key).unwrap(), None);
        assert_eq!(sources(&library, 1), [], "it is to be fetched again");
        assert!(!path.exists());
    }
    put(&library, 1, "x1.png", 7, 3);
    assert_eq!(library.image_bytes(&key).unwrap().unwrap(), image(7).text.bytes);
    // A file whose row was not written, and one that was being written, are swept.
    let folder = path.parent().unwrap();
    let (orphan, half) = (folder.join("b".repeat(64)), folder.join(format!("{key}.77.unfinished")));
    let others = folder.join("notes.txt");
    for file in [&orphan, &half, &others] {
        std::fs::write(file, "x").unwrap();
    }
    library.sweep_images().unwrap();
    assert!(!orphan.exists() && !half.exists() && path.exists());
    assert!(others.exists(), "what was not written here stays");
}

#[test]
fn the_oldest_images_go_first_and_those_of_kept_papers_last() {
    let library = Library::with_days(&["2025-12-30"], 4);
    for paper in 1..=4 {
        put(&library, paper, "x1.png", paper as u8, i64::from(paper));
    }
    library.mark(&ids(&[1]), Mark::Starred, true, at(5)).unwrap();
    library.mark(&ids(&[2]), Mark::Later, true, at(5)).unwrap();
    assert_eq!(library.fit_images(4000).unwrap(), 0);
    assert_eq!(library.fit_images(3000).unwrap(), 1);
    let there =
        |library: &Library| (1..=4).filter(|n| sources(library, *n)[0].1).collect::<Vec<_>>();
    assert_eq!(there(&library), [1, 2, 4]);
    assert_eq!(library.fit_images(1500).unwrap(), 2);
    assert_eq!((there(&library), files(&library).len()), (vec![2], 2));
    let removed = &library.images(&id(3)).unwrap()[0];
    assert_eq!(removed.image, Err(ImageProblem::Removed));
}

#[test]
fn a_file_stays_while_another_paper_has_it() {
    let library = Library::with_days(&["2025-12-30"], 2);
    put(&library, 1, "x1.png", 7, 1);
    put(&library, 2, "x1.png", 7, 2);
    assert_eq!(library.fit_images(1000).unwrap(), 1);
    assert_eq!(files(&library).len(), 2);
    assert!(sources(&library, 2)[0].1);
    assert_eq!(library.fit_images(0).unwrap(), 1);
    assert_eq!(files(&library), Vec::<PathBuf>::new());
}

#[test]
fn deleting_images_loses_nothing_else() {
    let library = Library::with_days(&["2025-12-30"], 2);
    library.mark(&ids(&[1]), Mark::Starred, true, at(1)).unwrap();
    library.set_note(&id(1), Some("a note"), at(1)).unwrap();
    put(&library, 1, "x1.png", 7, 1);
    library.set_card_figure(&id(1), Some(("x1.png", "Figure 1: A."))).unwrap();
    let before = (library.one(1), library.one(2), library.undo(None, at(2)).unwrap().is_some());
    library.delete_images().unwrap();
    assert_eq!(files(&library), Vec::<PathBuf>::new());
    assert_eq!((library.image_size().unwrap(), sources(&library, 1)), (0, Vec::new()));
    assert!(library.card_images(&ids(&[1])).unwrap().is_empty());
    assert!(before.2 && library.one(2) == before.1);
    assert_eq!(library.one(1).title, before.0.title);
    assert_eq!(library.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_card_keeps_a_place_for_what_is_still_to_come() {
    let library = Library::with_days(&["2025-12-30"], 3);
    library.set_card_figure(&id(1), Some(("x1.png", "Figure 1: A."))).unwrap();
    library.set_card_figure(&id(2), None).unwrap();
    let card = |n: u32| library.card_images(&ids(&[n])).unwrap().remove(&id(n));
    let awaited = card(1).unwrap();
    assert_eq!((awaited.caption.as_str(), awaited.image), ("Figure 1: A.", None));
    assert_eq!((card(2), card(3)), (None, None));
    put(&library, 1, "x1.png", 7, 1);
    assert_eq!(card(1).unwrap().image.unwrap().width, 10);
    library.image_failed(&id(1), "x1.png", ImageProblem::NotFound, asked(2)).unwrap();
    assert_eq!(card(1), None, "what can't be shown has no place");
    library.complete_images(&id(1)).unwrap();
    assert!(library.known_figures(&id(1)).unwrap().complete);
    assert!(!library.known_figures(&id(3)).unwrap().complete);
}

#[test]
fn images_that_an_article_has_no_more_are_forgotten() {
    let library = Library::with_days(&["2025-12-30"], 1);
    put(&library, 1, "v1/x1.png", 7, 1);
    put(&library, 1, "v2/x1.png", 8, 1);
    library.forget_other_images(&id(1), &["v2/x1.png".to_owned()]).unwrap();
    assert_eq!(sources(&library, 1), [("v2/x1.png".to_owned(), true)]);
    library.sweep_images().unwrap();
    assert_eq!(files(&library).len(), 2);
}

#[test]
fn a_tries_count_rises_and_an_image_that_came_ends_it() {
    let library = Library::with_days(&["2025-12-30"], 1);
    for tries in 1..4 {
        library.image_failed(&id(1), "x1.png", ImageProblem::NotFetched, asked(tries)).unwrap();
        assert_eq!(i64::from(library.images(&id(1)).unwrap()[0].tries), tries);
    }
    put(&library, 1, "x1.png", 7, 9);
    assert_eq!(sources(&library, 1), [("x1.png".to_owned(), true)]);
    assert_eq!(library.images(&id(1)).unwrap()[0].tries, 0);
}

#[test]
fn only_what_ended_the_program_counts_as_that() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let row = |library: &Library| {
        let image = library.images(&id(1)).unwrap().remove(0);
        (image.interrupted, image.tries, image.image.err())
    };
    let begin = |library: &Library| library.image_begun(&id(1), "x1.png", at(1)).unwrap();
    for interrupted in 1..3 {
        begin(&library);
        assert_eq!(row(&library), (interrupted, 0, Some(ImageProblem::Interrupted)));
    }
    library.image_failed(&id(1), "x1.png", ImageProblem::Damaged, asked(2)).unwrap();
    assert_eq!(row(&library), (0, 1, Some(ImageProblem::Damaged)), "any outcome takes it back");
    begin(&library);
    library.image_not_begun(&id(1), "x1.png").unwrap();
    assert_eq!(
        row(&library),
        (0, 1, Some(ImageProblem::Interrupted)),
        "the program ended in order"
    );
    // What is shown stays while another version of it is read.
    put(&library, 1, "x1.png", 7, 3);
    begin(&library);
    assert_eq!(row(&library), (1, 0, None));
}

#[test]
fn an_image_that_can_not_be_asked_for_again_stays_and_one_that_is_gone_does_not() {
    let library = Library::with_days(&["2025-12-30"], 1);
    put(&library, 1, "x1.png", 7, 1);
    let now = |library: &Library| library.stored_image(&id(1), "x1.png").unwrap().unwrap();
    let later = ImageRequest { article: "b", at: at(2) };
    library.image_failed(&id(1), "x1.png", ImageProblem::NotFetched, later).unwrap();
    let kept = now(&library);
    assert!(kept.image.is_ok());
    assert_eq!(
        (kept.article.as_deref(), kept.tries),
        (Some("a"), 1),
        "it is still to be asked for"
    );
    library.image_unchanged(&id(1), "x1.png", later).unwrap();
    let kept = now(&library);
    assert_eq!(
        (kept.article.as_deref(), kept.etag.as_deref(), kept.tries),
        (Some("b"), Some("\"7\""), 0)
    );
    library.image_failed(&id(1), "x1.png", ImageProblem::NotFound, later).unwrap();
    assert_eq!(now(&library).image, Err(ImageProblem::NotFound));
    assert_eq!(library.image_size().unwrap(), 0);
}

#[test]
fn a_file_that_is_gone_takes_no_space_and_its_paper_is_not_whole_any_more() {
    let library = Library::with_days(&["2025-12-30"], 2);
    put(&library, 1, "x1.png", 7, 1);
    put(&library, 2, "x1.png", 8, 2);
    library.complete_images(&id(1)).unwrap();
    let key = text_key(&library, 1);
    std::fs::remove_file(library.file("images").join(&key.as_str()[..2]).join(key.as_str()))
        .unwrap();
    library.sweep_images().unwrap();
    assert_eq!(library.image_size().unwrap(), 1000);
    assert!(!library.known_figures(&id(1)).unwrap().complete);
    assert!(sources(&library, 2)[0].1);
}

#[test]
fn deleting_images_leaves_what_a_fetch_is_writing() {
    let library = Library::with_days(&["2025-12-30"], 1);
    put(&library, 1, "x1.png", 7, 1);
    let key = text_key(&library, 1);
    let folder = library.file("images").join(&key.as_str()[..2]);
    let half = folder.join(format!("{}.77.unfinished", "b".repeat(64)));
    std::fs::write(&half, "x").unwrap();
    library.delete_images().unwrap();
    assert_eq!(files(&library), [half]);
}

#[test]
fn papers_that_lack_images_take_turns() {
    let library = Library::with_days(&["2025-12-30"], 3);
    for n in 1..=3 {
        let article = NewArticle {
            source: ReadingSource::Html,
            body: b"{}".to_vec(),
            etag: None,
            last_modified: None,
            reasons: Vec::new(),
        };
        library.put_article(&id(n), &article, at(1)).unwrap();
    }
    library.mark(&ids(&[1, 2, 3]), Mark::Starred, true, at(1)).unwrap();
    let next = |library: &Library| library.papers_to_complete(1).unwrap().remove(0);
    let mut seen = Vec::new();
    for turn in 0..3 {
        let id = next(&library);
        library.images_tried(&id, at(10 + turn)).unwrap();
        seen.push(id);
    }
    let first = seen[0].clone();
    seen.sort();
    seen.dedup();
    assert_eq!((seen.len(), next(&library)), (3, first));
}

#[test]
fn images_count_as_no_change_for_which_a_backup_is_due() {
    let library = Library::with_days(&["2025-12-30"], 1);
    let revision = |library: &Library| library.read(crate::schema::revision).unwrap();
    let before = revision(&library);
    put(&library, 1, "x1.png", 7, 1);
    library.image_begun(&id(1), "x2.png", at(1)).unwrap();
    library.image_failed(&id(1), "x2.png", ImageProblem::Blank, asked(2)).unwrap();
    library.set_card_figure(&id(1), Some(("x1.png", "Figure 1"))).unwrap();
    library.complete_images(&id(1)).unwrap();
    assert_eq!(revision(&library), before);
    library.mark(&ids(&[1]), Mark::Starred, true, at(5)).unwrap();
    assert!(revision(&library) > before);
}
