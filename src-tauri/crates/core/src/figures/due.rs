//! What is to be asked for: which images of a paper are due, and which figures may be on its card.

use super::source_key;
use jiff::{SignedDuration, Timestamp};
use paperboy_paper::article::{Image, html};
use paperboy_paper::{Article, ImageProblem};
use paperboy_store::{ShownImage, StoredImage};
use std::collections::HashMap;

/// The most figures that are tried for a card.
const MAX_CANDIDATES: usize = 3;
/// The smallest image that is shown on a card, in pixels of the original.
const MIN_CARD_WIDTH: u32 = 200;
const MIN_CARD_HEIGHT: u32 = 60;
/// How often an image that ends the program is read.
pub(super) const MAX_INTERRUPTED: u32 = 2;
/// How often a file is requested that was no image, or a damaged one.
const MAX_TRIES: u32 = 3;
/// How long after it was asked for a file that arXiv did not have is asked for again, while its paper
/// is young.
const NOT_FOUND_INTERVAL: SignedDuration = SignedDuration::from_hours(24);

/// Which images of a paper are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// The one on its card.
    Card,
    /// All of them.
    All,
}

/// Whether an image is to be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    /// Now.
    Now,
    /// Not now.
    Later,
    /// Never again.
    Never,
}

/// By what the images of a paper are judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) scope: Scope,
    /// The digest of the paper's article.
    pub(super) stamp: &'a str,
    pub(super) now: Timestamp,
    /// Whether arXiv may still be making the paper's page.
    pub(super) is_young: bool,
}

impl Look<'_> {
    pub(super) fn due(&self, stored: Option<&StoredImage>) -> Due {
        let Some(stored) = stored else { return Due::Now };
        if stored.interrupted >= MAX_INTERRUPTED {
            return Due::Never;
        }
        let after = |wait: SignedDuration| {
            // Of a clock that was set back nothing is to be waited for.
            let passed = self.now.duration_since(stored.asked);
            match passed >= wait || passed.is_negative() {
                true => Due::Now,
                false => Due::Later,
            }
        };
        // The article was read again since: the file of this name may be another one.
        if stored.article.as_ref().is_some_and(|article| article != self.stamp) {
            return after(pause(stored.tries));
        }
        match stored.image {
            Ok(_) => Due::Never,
            Err(ImageProblem::Waiting | ImageProblem::Interrupted) => Due::Now,
            Err(ImageProblem::NotFetched) => after(pause(stored.tries)),
            // It may have been a gatekeeper's page.
            Err(ImageProblem::NotAnImage | ImageProblem::Damaged | ImageProblem::TooSlow)
                if stored.tries < MAX_TRIES =>
            {
                Due::Now
            }
            Err(ImageProblem::NotFound) if self.is_young => after(NOT_FOUND_INTERVAL),
            // To save space: only for a paper that the user wants whole.
            Err(ImageProblem::Removed) if self.scope == Scope::All => Due::Now,
            Err(ImageProblem::Removed) => Due::Later,
            Err(_) => Due::Never,
        }
    }

    pub(super) fn of(&self, images: &HashMap<String, StoredImage>, image: &Image) -> Due {
        self.due(images.get(&source_key(image)))
    }

    /// Whether it is known that an image is not for a card.
    pub(super) fn is_unfit(&self, stored: Option<&StoredImage>) -> bool {
        stored.is_some_and(|stored| match &stored.image {
            Ok(image) => !fits_card(image),
            Err(problem) => !is_passing(*problem) && self.due(Some(stored)) != Due::Now,
        })
    }
}

/// How long after a try in vain the next one is made: the first is made again at once.
fn pause(tries: u32) -> SignedDuration {
    SignedDuration::from_mins(match tries {
        0 | 1 => 0,
        2 => 10,
        3 => 60,
        4 => 6 * 60,
        5..10 => 24 * 60,
        _ => 7 * 24 * 60,
    })
}

/// Whether an article was read by a version that kept no images.
pub(super) fn is_old(article: &Article) -> bool {
    article.version < html::VERSION
}

/// A figure that may be on the card.
pub(super) struct Candidate {
    pub(super) image: Image,
    pub(super) source: String,
    pub(super) caption: String,
}

/// The figures that are tried for the card, that of the user's choice first: of each, the first image.
pub(super) fn candidates(article: &Article, chosen: Option<&str>) -> Vec<Candidate> {
    let candidate = |image: &Image, caption: String| Candidate {
        image: image.clone(),
        source: source_key(image),
        caption,
    };
    let figures = article.figures();
    let chosen = figures.iter().find_map(|figure| {
        let of_choice = |image: &&(usize, &Image)| Some(source_key(image.1)).as_deref() == chosen;
        let (_, image) = figure.images.iter().find(of_choice)?;
        Some(candidate(image, figure.text()))
    });
    let others = article.card_figures().into_iter().filter_map(|figure| {
        let (_, image) = figure.images.first()?;
        // The page says itself that it is a sign or a rule.
        let is_small = image.width.is_some_and(|width| width < MIN_CARD_WIDTH / 2);
        (!is_small).then(|| candidate(image, figure.text()))
    });
    chosen.into_iter().chain(others.take(MAX_CANDIDATES)).collect()
}

pub(super) fn fits_card(image: &ShownImage) -> bool {
    image.width >= MIN_CARD_WIDTH && image.height >= MIN_CARD_HEIGHT
}

/// Whether what kept an image away may be gone the next time.
pub(super) fn is_passing(problem: ImageProblem) -> bool {
    matches!(problem, ImageProblem::Waiting | ImageProblem::NotFetched | ImageProblem::Removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn stored(problem: ImageProblem, tries: u32, asked: SignedDuration) -> StoredImage {
        StoredImage {
            source: "x".to_owned(),
            image: Err(problem),
            tries,
            interrupted: 0,
            asked: NOW - asked,
            article: Some("a".to_owned()),
            etag: None,
            last_modified: None,
        }
    }

    fn look(is_young: bool) -> Look<'static> {
        Look { scope: Scope::All, stamp: "a", now: NOW, is_young }
    }

    #[test]
    fn what_arxiv_did_not_have_is_asked_for_again_after_a_day_while_the_paper_is_young() {
        let of = |is_young, hours| {
            let asked = SignedDuration::from_hours(hours);
            look(is_young).due(Some(&stored(ImageProblem::NotFound, 1, asked)))
        };
        assert_eq!((of(true, 23), of(true, 24)), (Due::Later, Due::Now));
        assert_eq!(of(false, 900), Due::Never);
    }

    #[test]
    fn what_could_not_be_fetched_is_asked_for_less_and_less_often_and_never_given_up() {
        let mut last = SignedDuration::ZERO;
        for tries in 1..99 {
            let wait = pause(tries);
            assert!(wait >= last);
            last = wait;
            let failed = stored(ImageProblem::NotFetched, tries, wait);
            assert_eq!(look(false).due(Some(&failed)), Due::Now);
            let second = SignedDuration::from_secs(1);
            let early = stored(ImageProblem::NotFetched, tries, wait - second);
            let expected = if wait.is_zero() { Due::Now } else { Due::Later };
            assert_eq!(look(false).due(Some(&early)), expected, "{tries}");
        }
    }

    #[test]
    fn after_the_article_changed_each_image_is_due_but_those_that_end_the_program() {
        let mut image = stored(ImageProblem::TooLarge, 0, SignedDuration::ZERO);
        assert_eq!(look(false).due(Some(&image)), Due::Never);
        let changed = Look { stamp: "b", ..look(false) };
        assert_eq!(changed.due(Some(&image)), Due::Now);
        image.interrupted = MAX_INTERRUPTED;
        assert_eq!(changed.due(Some(&image)), Due::Never);
        // One from before this was noted is taken for one of today's article.
        image = stored(ImageProblem::TooLarge, 0, SignedDuration::ZERO);
        image.article = None;
        assert_eq!(changed.due(Some(&image)), Due::Never);
    }
}
