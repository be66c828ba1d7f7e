//! Fetching the images of figures, one request at arXiv's interval each, after the articles.
//!
//! The outcome for each image is stored at once, so that an interrupted run continues where it ended
//! and nothing is requested twice.

use super::due::{Candidate, Due, Look, Scope, candidates, fits_card, is_old, is_passing};
use super::outcome::{Answer, Faulty, drawn};
use super::queue::FigureWork;
use super::source_key;
use super::turn::{Health, Turn};
use crate::fetch::{Halt, Run, YOUNG_DAYS};
use crate::wire::{FetchedFigures, Phase};
use crate::{App, Error, Job};
use paperboy_net::Validators;
use paperboy_paper::article::{Image, ImageSource};
use paperboy_paper::{Article, ImageProblem, PaperId};
use paperboy_store::{ImageRequest, ShownImage, StoreError, StoredImage};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// The most papers that are starred or kept for later whose figures are fetched after a day.
const MAX_COMPLETED: u32 = 20;
/// How many papers are looked at before the first of them is fetched.
const PAPERS_AT_ONCE: usize = 20;
/// How often it is looked whether another program still reads articles.
const LOOK_AT_OTHERS: Duration = Duration::from_millis(200);

/// What is to be fetched for a paper.
struct Work {
    id: PaperId,
    title: String,
    scope: Scope,
    /// Whether its article was read by a version that kept no images, and is to be requested again.
    is_old: bool,
    is_young: bool,
}

/// The article of a paper whose images are fetched.
pub(super) struct Text {
    pub(super) article: Article,
    pub(super) stamp: String,
}

/// Why fetching figures ends before its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// The user stopped it.
    Cancelled,
    /// There is no network.
    Offline,
    /// Something else goes first.
    Postponed,
    /// Another program on this library fetches figures.
    NotFirst,
    /// arXiv fails, or asks to wait, so long.
    Held(Option<Duration>),
    /// Images take as much space as they may.
    Full,
    /// A drawing that took too long is still being drawn.
    Busy,
    /// The library failed.
    Error(Error),
}

impl From<Halt> for Stop {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::Cancelled => Self::Cancelled,
            Halt::Offline(_) => Self::Offline,
            Halt::Error(error) => Self::Error(error),
        }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Error(error.into())
    }
}

/// A run that fetches figures.
pub(super) struct FigureRun<'a> {
    pub(super) run: Run<'a>,
    pub(super) app: &'a App,
    pub(super) job: &'a Job,
    /// Its turn in the queue; none where nothing else is fetched meanwhile.
    pub(super) turn: Option<&'a Turn<'a>>,
    pub(super) health: &'a Health,
    /// The image that met a fault, if the last request did: it counts once arXiv answers.
    pub(super) faulty: RefCell<Option<Faulty>>,
}

impl App {
    /// Fetches figures as far as the setting says. A step is prepared when its turn comes.
    pub(super) fn fetch_figures(
        &self,
        work: &FigureWork,
        job: &Job,
        turn: Option<&Turn<'_>>,
        health: &Health,
    ) -> Result<(), Stop> {
        let wanted = self.figures_to_fetch()?;
        let is_pdf = matches!(work, FigureWork::Pdfs(_));
        if wanted == FetchedFigures::None && !is_pdf && !self.keeps_pdfs()? {
            return Ok(());
        }
        // One program at a time fetches figures and sweeps their files.
        let Some(_first) = self.lock_figures() else { return Err(Stop::NotFirst) };
        if !self.jobs.figures_swept.swap(true, Ordering::Relaxed) {
            self.store().sweep_images()?;
            self.store().sweep_pdfs()?;
        }
        let run = FigureRun {
            run: self.run(None, &|_| (), job)?,
            app: self,
            job,
            turn,
            health,
            faulty: RefCell::default(),
        };
        self.runtime()?.block_on(run.all(work, wanted))?;
        run.note_faulty()
    }

    /// Fetches figures at the end of a fetch that somebody waits for. What fails here is only noted:
    /// the fetch has done its work, and the next one fetches them.
    pub(crate) fn figures_after(&self, work: &FigureWork, job: &Job) {
        if job.is_cancelled() {
            return;
        }
        match self.fetch_figures(work, job, None, &Health::default()) {
            Ok(()) | Err(Stop::Cancelled) => {}
            Err(why) => tracing::warn!(?why, "figures were not fetched"),
        }
    }

    /// Whether figures like these are fetched at all.
    pub(super) fn wants_figures(&self, work: &FigureWork) -> Result<bool, Error> {
        let is_wanted = match work {
            FigureWork::Pdfs(_) => true,
            FigureWork::Days { .. } | FigureWork::Cards(_) if self.keeps_pdfs()? => true,
            _ => self.figures_to_fetch()? != FetchedFigures::None,
        };
        Ok(!self.read_only() && is_wanted && !work.is_empty())
    }

    /// The papers of these whose figures are to be fetched now that the user has opened or marked
    /// them.
    pub(crate) fn lacking_figures(&self, ids: &[PaperId]) -> Result<Vec<PaperId>, Error> {
        if self.read_only() || self.figures_to_fetch()? == FetchedFigures::None {
            return Ok(Vec::new());
        }
        let mut lacking = Vec::new();
        for (n, id) in ids.iter().enumerate() {
            // The articles of many take long to read: what is known of each is enough.
            let lacks = match n < PAPERS_AT_ONCE {
                true => self.lacks_figures(id)?,
                false => !self.store().known_figures(id)?.complete,
            };
            if lacks {
                lacking.push(id.clone());
            }
        }
        Ok(lacking)
    }

    fn lacks_figures(&self, id: &PaperId) -> Result<bool, Error> {
        // A damaged article is fetched again, and its figures after it.
        let Some((article, stamp)) = self.article_with_figures(id).unwrap_or_default() else {
            return Ok(false);
        };
        if is_old(&article) {
            return Ok(!self.store().known_figures(id)?.complete);
        }
        let stored = self.images_by_source(id)?;
        let is_young = self.is_young(id)?;
        let look = Look { scope: Scope::All, stamp: &stamp, now: self.now(), is_young };
        Ok(article.images().into_iter().any(|image| look.of(&stored, image) == Due::Now))
    }

    /// Whether arXiv may still be making a paper's page.
    fn is_young(&self, id: &PaperId) -> Result<bool, Error> {
        let newest = self.store().paper(id)?.and_then(|paper| paper.dates.first().copied());
        let end = newest.and_then(|day| day.checked_add(jiff::Span::new().days(YOUNG_DAYS)).ok());
        Ok(end.is_some_and(|end| self.today() <= end))
    }
}

impl FigureRun<'_> {
    async fn all(&self, work: &FigureWork, wanted: FetchedFigures) -> Result<(), Stop> {
        let store = self.app.store();
        let has_cards = wanted == FetchedFigures::All;
        match work {
            FigureWork::Pdfs(ids) => return self.asked_pdfs(ids).await,
            FigureWork::All(ids) => {
                let mut left = ids.as_slice();
                while !left.is_empty() {
                    let (now, later) = left.split_at(left.len().min(PAPERS_AT_ONCE));
                    self.papers(now.to_vec(), Scope::All).await?;
                    left = later;
                    self.shrink(FigureWork::All(left.to_vec()))?;
                }
                return Ok(());
            }
            FigureWork::Days { from, to } if has_cards => {
                let mut day = *to;
                while day >= *from {
                    let ids = store.readings(day)?.into_iter().map(|reading| reading.id).collect();
                    self.papers(ids, Scope::Card).await?;
                    let Ok(before) = day.yesterday() else { break };
                    day = before;
                    if day >= *from {
                        self.shrink(FigureWork::Days { from: *from, to: day })?;
                    }
                }
            }
            FigureWork::Cards(ids) if has_cards => {
                self.papers(ids.clone(), Scope::Card).await?;
            }
            FigureWork::Days { .. } | FigureWork::Cards(_) => {}
        }
        self.shrink(FigureWork::Cards(Vec::new()))?;
        if wanted != FetchedFigures::None {
            self.papers(store.papers_to_complete(MAX_COMPLETED)?, Scope::All).await?;
        }
        self.kept_pdfs().await
    }

    /// Writes down what is left.
    pub(super) fn shrink(&self, left: FigureWork) -> Result<(), Stop> {
        self.turn.map_or(Ok(()), |turn| Ok(turn.shrink(left)?))
    }

    /// The figures of the papers of one day, or of a few.
    async fn papers(&self, ids: Vec<PaperId>, scope: Scope) -> Result<(), Stop> {
        let mut work = Vec::new();
        for id in ids {
            self.go_on().await?;
            work.extend(self.work(id, scope)?);
        }
        if work.is_empty() {
            return Ok(());
        }
        self.job.phase(Phase::Figures);
        // Cards keep a place for what comes.
        self.app.background.wake();
        let (total, began) = (work.len(), Instant::now());
        for (done, work) in work.iter().enumerate() {
            self.job.at_with_time_left(done, total, &work.title, began);
            let ended = self.run.patiently(Phase::Figures, self.paper(work)).await;
            self.app.background.wake();
            if matches!(ended, Err(Stop::Full)) {
                tracing::info!(
                    "no more figures are fetched: they would take more space than they may"
                );
            }
            ended?;
        }
        self.job.at(total, total, "");
        Ok(())
    }

    /// Whether it is still the turn of this work. Where it has none, it waits until no other program
    /// reads articles.
    pub(super) async fn go_on(&self) -> Result<(), Stop> {
        loop {
            if self.job.is_cancelled() {
                return Err(Stop::Cancelled);
            }
            match self.turn {
                Some(turn) if turn.is_over() => return Err(Stop::Postponed),
                None if self.app.is_read_by_others() => tokio::time::sleep(LOOK_AT_OTHERS).await,
                _ => return Ok(()),
            }
        }
    }

    /// Waits for an answer until something else goes first.
    pub(super) async fn in_turn<T>(
        &self,
        request: impl Future<Output = Result<T, Halt>>,
    ) -> Result<T, Stop> {
        let Some(turn) = self.turn else { return Ok(request.await?) };
        tokio::select! {
            biased;
            () = turn.over() => Err(Stop::Postponed),
            answer = request => Ok(answer?),
        }
    }

    /// A paper's article; `None`: none of arXiv's HTML is kept.
    fn text(&self, id: &PaperId) -> Option<Text> {
        // A damaged article is fetched again, and its figures after it.
        let kept = self.app.article_with_figures(id).unwrap_or_default();
        kept.map(|(article, stamp)| Text { article, stamp })
    }

    fn look<'a>(&self, scope: Scope, is_young: bool, text: &'a Text) -> Look<'a> {
        Look { scope, stamp: &text.stamp, now: self.app.now(), is_young }
    }

    /// What is to be fetched for a paper; `None`: nothing.
    fn work(&self, id: PaperId, scope: Scope) -> Result<Option<Work>, Stop> {
        let store = self.app.store();
        let is_complete = store.known_figures(&id)?.complete;
        let Some(text) = self.text(&id) else { return Ok(None) };
        let is_young = self.app.is_young(&id)?;
        let is_old = is_old(&text.article);
        let is_due = if is_old {
            !is_complete
        } else {
            let stored = self.app.images_by_source(&id)?;
            let images = text.article.images();
            let sources: Vec<String> = images.iter().map(|image| source_key(image)).collect();
            store.forget_other_images(&id, &sources)?;
            let look = self.look(scope, is_young, &text);
            let is_any = |due: Due| images.iter().any(|image| look.of(&stored, image) == due);
            let is_due = self.is_card_due(&id, &text.article, &stored, look)?
                || scope == Scope::All && is_any(Due::Now);
            if scope == Scope::All && !is_complete && !is_due {
                match is_any(Due::Later) {
                    true => store.images_tried(&id, self.app.now())?,
                    false => store.complete_images(&id)?,
                }
            }
            is_due
        };
        if !is_due {
            return Ok(None);
        }
        let title = store.paper(&id)?.map_or_else(|| id.to_string(), |paper| paper.title);
        Ok(Some(Work { id, title, scope, is_old, is_young }))
    }

    /// Whether the figure on the card is to be fetched; its card keeps a place for it then.
    fn is_card_due(
        &self,
        id: &PaperId,
        article: &Article,
        stored: &HashMap<String, StoredImage>,
        look: Look<'_>,
    ) -> Result<bool, Stop> {
        let store = self.app.store();
        let has_card = store.card_images(std::slice::from_ref(id))?.contains_key(id);
        let candidates = self.candidates(id, article)?;
        let Some(candidate) =
            candidates.iter().find(|each| !look.is_unfit(stored.get(&each.source)))
        else {
            if has_card {
                store.set_card_figure(id, None)?;
            }
            return Ok(false);
        };
        // Its caption may be another one in the article of today.
        let is_on_card =
            store.known_figures(id)?.card.is_some_and(|(source, _)| source == candidate.source);
        if !has_card || is_on_card {
            store.set_card_figure(id, Some((&candidate.source, &candidate.caption)))?;
        }
        Ok(look.of(stored, &candidate.image) == Due::Now)
    }

    /// The figures that are tried for the card, that of the user's choice first.
    fn candidates(&self, id: &PaperId, article: &Article) -> Result<Vec<Candidate>, Stop> {
        let chosen = self.app.store().chosen_figure(id)?;
        Ok(candidates(article, chosen.as_ref().map(|chosen| chosen.source.as_str())))
    }

    /// Fetches the images of a paper.
    async fn paper(&self, work: &Work) -> Result<(), Stop> {
        let (store, id) = (self.app.store(), &work.id);
        if work.is_old && !self.in_turn(self.run.read_with_images(id)).await? {
            // arXiv has no such page any more: there are no images to ask for.
            return Ok(store.complete_images(id)?);
        }
        let Some(text) = self.text(id) else { return Ok(()) };
        if is_old(&text.article) {
            // Its page could not be had for now.
            store.images_tried(id, self.app.now())?;
            let ends = self.health.fails() && !self.health.counts();
            return if ends { Err(Stop::Held(None)) } else { Ok(()) };
        }
        let mut stored = self.app.images_by_source(id)?;
        self.card(work, &text, &mut stored).await?;
        if work.scope == Scope::All {
            let images = text.article.images();
            for image in &images {
                let _ = self.image(work, &text, image, &mut stored).await?;
            }
            let look = self.look(work.scope, work.is_young, &text);
            let stored = self.app.images_by_source(id)?;
            match images.iter().all(|image| look.of(&stored, image) == Due::Never) {
                true => store.complete_images(id)?,
                false => store.images_tried(id, self.app.now())?,
            }
        }
        if store.fit_images(self.app.figure_space()?)? == 0 {
            return Ok(());
        }
        // Where what just came had to go, more would only take its turn.
        let left = self.app.images_by_source(id)?;
        let went = left.values().any(|image| image.image == Err(ImageProblem::Removed));
        if went { Err(Stop::Full) } else { Ok(()) }
    }

    /// The first figure that fits is on the card.
    async fn card(
        &self,
        work: &Work,
        text: &Text,
        stored: &mut HashMap<String, StoredImage>,
    ) -> Result<(), Stop> {
        let (store, id) = (self.app.store(), &work.id);
        let candidates = self.candidates(id, &text.article)?;
        for candidate in &candidates {
            match self.image(work, text, &candidate.image, stored).await? {
                Ok(image) if !fits_card(&image) => continue,
                Err(problem) if !is_passing(problem) => continue,
                _ => {}
            }
            // It fits, or may still come.
            store.set_card_figure(id, Some((&candidate.source, &candidate.caption)))?;
            return Ok(());
        }
        let look = self.look(work.scope, work.is_young, text);
        if candidates.iter().all(|each| look.is_unfit(stored.get(&each.source))) {
            store.set_card_figure(id, None)?;
        }
        Ok(())
    }

    /// One image as it is stored, or as it comes now.
    async fn image(
        &self,
        work: &Work,
        text: &Text,
        image: &Image,
        stored: &mut HashMap<String, StoredImage>,
    ) -> Result<Result<ShownImage, ImageProblem>, Stop> {
        let source = source_key(image);
        let before = stored.get(&source);
        let look = self.look(work.scope, work.is_young, text);
        if look.due(before) != Due::Now {
            let known = before.map(|before| before.image.clone());
            return Ok(known.unwrap_or(Err(ImageProblem::Waiting)));
        }
        self.go_on().await?;
        let (id, store) = (&work.id, self.app.store());
        let answer = match &image.source {
            ImageSource::Drawing(_) if before.is_some_and(|before| before.image.is_ok()) => {
                Ok(Answer::Unchanged)
            }
            ImageSource::Drawing(svg) => {
                Ok(Answer::File(svg.clone().into_bytes(), Validators::NONE))
            }
            ImageSource::File(path) => self.file(id, path, before, text).await?,
        };
        let asked = ImageRequest { article: &text.stamp, at: self.app.now() };
        match answer {
            Ok(Answer::Unchanged) => store.image_unchanged(id, &source, asked)?,
            Ok(Answer::File(bytes, validators)) => {
                self.drawing_place().await?;
                self.app.begin_image(id, &source)?;
                let kept = self.keep(id, &source, drawn(bytes).await, validators, asked);
                self.app.end_image(kept.is_ok());
                kept?;
            }
            // It counts once arXiv answers.
            Err(ImageProblem::NotFetched) if self.faulty.borrow().is_some() => {
                return Ok(Err(ImageProblem::NotFetched));
            }
            Err(problem) => {
                tracing::info!(%id, source, problem = problem.key(), "an image can't be shown");
                store.image_failed(id, &source, problem, asked)?;
            }
        }
        self.app.background.wake();
        match store.stored_image(id, &source)? {
            Some(now) => {
                let image = now.image.clone();
                stored.insert(source, now);
                Ok(image)
            }
            None => Ok(Err(ImageProblem::Waiting)),
        }
    }
}
