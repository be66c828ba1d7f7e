//! One paper's report, from the stored text of the paper to the stored report.

mod translate;

use super::ask::{Model, NoAnswer, Question};
use super::check;
use super::material::Material;
use super::stream::Stream;
use super::trouble::{Of, Trouble};
use super::{Tokens, WriteOutcome, Writer, WrittenPaper, failed, prompt_budget};
use crate::reading::narrow;
use crate::wire::{KeyTrouble, WritingCause};
use crate::{App, Error};
use paperboy_net::{AddressCause, Chat, ChatLimits};
use paperboy_paper::{PaperId, ReadingSource};
use paperboy_store::{NewWritten, Record, Report};
use paperboy_writer::{
    Doubts, Extract, Language, extract, fill, instructions, judge, judge_section, prompt,
    prompt_for_section,
};
use std::cell::{Cell, RefCell};
use std::time::Duration;
use url::Url;

/// The writer of reports, with its settings.
pub(super) struct ReportWriter<'a> {
    app: &'a App,
    writer: Writer,
    language: Language,
    model: Result<Model, Trouble>,
    /// Whether the extractive writer replaces a model that is not available. Otherwise writing is
    /// put on hold.
    gives_way: bool,
    /// Whether the model is asked to correct what the check doubts.
    corrects: bool,
    /// Why no more requests are sent to the model.
    model_trouble: RefCell<Option<Trouble>>,
    /// How many reports are written at once.
    pub parallel: usize,
}

/// Why a report was not written.
pub(super) enum Stop {
    /// Nothing is written for now: because of the budget, or the model.
    Held(Trouble),
    /// There is no new report of this paper, and the shown one stays.
    Left(Trouble),
    /// The library failed.
    Error(Error),
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// The replacement for a report that the model did not write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InPlace {
    /// The extractive writer's.
    Extract,
    /// No replacement: the shown report stays.
    Nothing,
}

/// A report that is not stored yet.
struct Draft {
    body: String,
    writer: String,
    record: Record,
    answers: Vec<Vec<u8>>,
    causes: Vec<WritingCause>,
}

impl<'a> ReportWriter<'a> {
    /// By the current settings.
    pub(super) fn new(app: &'a App, gives_way: bool) -> Result<Self, Error> {
        let settings = app.model_settings_without_key()?;
        let writer = Writer::from_key(&settings.writer).unwrap_or(Writer::Extract);
        Ok(Self {
            app,
            writer,
            language: Language::from_key(&settings.language).unwrap_or_default(),
            model: app.model(&settings),
            gives_way,
            corrects: settings.correct,
            model_trouble: RefCell::default(),
            parallel: settings.parallel.clamp(1, 16) as usize,
        })
    }

    /// The writer of the settings, by name.
    pub(super) fn writer(&self) -> &'static str {
        self.writer.key()
    }

    pub(super) fn tokens(&self) -> Tokens {
        self.model.as_ref().map(|model| model.tokens.get()).unwrap_or_default()
    }

    /// Writes a paper's report and stores it, unless there is one and no other was requested.
    pub(super) async fn write(
        &self,
        id: &PaperId,
        writer: Option<Writer>,
        again: bool,
    ) -> Result<WrittenPaper, Stop> {
        let material = match Material::load(self.app, id) {
            Err(Error::TextAltered(_)) => return Ok(failed(id, WritingCause::TextAltered)),
            loaded => loaded?,
        };
        let Some(material) = material else {
            return Ok(failed(id, WritingCause::UnknownPaper { id: id.to_string() }));
        };
        if let Some(Writer::Translation(into)) = writer {
            return self.translate(&material, into).await;
        }
        if let (Some(report), false) = (&material.paper.report, again) {
            return Ok(kept(id, report));
        }
        if material.is_empty() {
            return Ok(failed(id, WritingCause::NothingToRead));
        }
        let draft = match writer.unwrap_or(self.writer) {
            Writer::Extract => self.extracted(&material, None),
            Writer::Model | Writer::Translation(_) => {
                // An extract fills a gap, and never replaces a model that was named.
                let place = if writer.is_none() && material.paper.report.is_none() {
                    InPlace::Extract
                } else {
                    InPlace::Nothing
                };
                match self.by_model(&material, again, place).await {
                    Err(Stop::Left(trouble)) => return Ok(failed(id, trouble.cause)),
                    drafted => drafted?,
                }
            }
        };
        self.store(&material, draft, Some(material.read), again)
    }

    /// Stores a draft as the paper's newest version.
    fn store(
        &self,
        material: &Material,
        draft: Draft,
        reading_source: Option<ReadingSource>,
        is_requested: bool,
    ) -> Result<WrittenPaper, Stop> {
        let id = &material.paper.id;
        let check = check::of(&draft.body, material)?;
        let checked = Some(check::numbers(check.checked));
        let written = NewWritten {
            title: material.paper.title.clone(),
            body: draft.body,
            writer: draft.writer.clone(),
            reading_source,
            record: draft.record,
            check,
            answers: draft.answers,
            is_requested,
        };
        let added = self.app.store().add_written(id, &written, self.app.now())?;
        let outcome = if added.unchanged { WriteOutcome::Kept } else { WriteOutcome::Written };
        let (writer, causes) = (Some(draft.writer), draft.causes);
        Ok(WrittenPaper {
            id: id.to_string(),
            outcome,
            writer,
            causes,
            checked,
            unchanged: added.unchanged,
        })
    }

    async fn by_model(
        &self,
        material: &Material,
        again: bool,
        place: InPlace,
    ) -> Result<Draft, Stop> {
        let model = match self.usable_model() {
            Ok(model) => model,
            Err(trouble) => return self.without(material, place, trouble, None, Vec::new()),
        };
        let (source, mut answers) = (material.source(), Vec::new());
        let mut stream = Stream::of(self.app, &material.paper.id);
        let mut unwatched = Stream::unwatched(self.app, &material.paper.id);
        let instructions = instructions(self.language);
        let mut max_paper_chars = prompt_budget::paper_chars_for(model.window.get(), instructions);
        loop {
            let prompt = prompt(&source, self.language, max_paper_chars);
            let judged = |text: &str| judge(text, self.language);
            let question = Question { messages: &prompt.messages, again, more: 1 };
            let answer = match model
                .answer(self.app, question, &mut answers, &mut stream, judged)
                .await
            {
                Ok(answer) => answer,
                Err(NoAnswer::PromptTooLong) => {
                    let fitted = prompt_budget::paper_chars_for(model.window.get(), instructions);
                    let smaller = (fitted < max_paper_chars).then_some(fitted);
                    if let Some(smaller) =
                        smaller.or_else(|| prompt_budget::smaller(max_paper_chars))
                    {
                        max_paper_chars = smaller;
                        continue;
                    }
                    let trouble =
                        Trouble::chat(&paperboy_net::ChatError::PromptTooLong { window: None });
                    return self.without(material, place, trouble, Some(prompt.version), answers);
                }
                Err(NoAnswer::Trouble(trouble)) => {
                    return self.without(material, place, trouble, Some(prompt.version), answers);
                }
                Err(NoAnswer::Stop(stop)) => return Err(stop),
            };
            let mut record = self.record(material, Some(prompt.version));
            (record.read, record.of, record.cut) = (prompt.read.chars, prompt.read.of, answer.cut);
            max_paper_chars = max_paper_chars
                .min(prompt_budget::paper_chars_for(model.window.get(), instructions));
            let mut body = answer.value.text;
            for section in answer.value.missing {
                let messages =
                    prompt_for_section(&source, self.language, max_paper_chars, section).messages;
                let judged = |text: &str| judge_section(text, section, self.language);
                // A missing section is requested once more, alone.
                let question = Question { messages: &messages, again, more: 0 };
                let text = match model
                    .answer(self.app, question, &mut answers, &mut unwatched, judged)
                    .await
                {
                    Ok(answer) => answer.value,
                    Err(NoAnswer::Stop(stop)) => return Err(stop),
                    Err(NoAnswer::Trouble(trouble)) if self.holds(&trouble) => {
                        return Err(Stop::Held(trouble));
                    }
                    Err(_) => {
                        record.extracted.push(section.key().to_owned());
                        extract(&source).section(section, self.language)
                    }
                };
                body = fill(&body, section, &text, self.language);
            }
            let body =
                self.corrected(model, material, body, again, &mut answers, &mut unwatched).await?;
            let sections = record.extracted.clone();
            let left_out = (!sections.is_empty()).then_some(WritingCause::LeftOut { sections });
            let cut = record.cut.map(|cut| WritingCause::PromptCut {
                read: narrow(cut.read),
                sent: narrow(cut.sent),
            });
            let causes = left_out.into_iter().chain(cut).collect();
            return Ok(Draft {
                body,
                writer: format!("model:{}", model.name),
                record,
                answers,
                causes,
            });
        }
    }

    /// The model, unless it is known not to answer.
    fn usable_model(&self) -> Result<&Model, Trouble> {
        let model = self.model.as_ref().map_err(Clone::clone)?;
        self.model_trouble.borrow().clone().map_or(Ok(model), Err)
    }

    /// A model's report with its corrections of the sentences that the check doubts; the report as
    /// it is when there are none. Only a failing library is an error: a report that is complete is
    /// not lost to a question about it.
    async fn corrected(
        &self,
        model: &Model,
        material: &Material,
        report: String,
        again: bool,
        answers: &mut Vec<Vec<u8>>,
        stream: &mut Stream<'_>,
    ) -> Result<String, Stop> {
        if !self.corrects {
            return Ok(report);
        }
        let source = material.source();
        let check = paperboy_writer::check(&report, &source);
        let Some(doubts) = Doubts::of(&report, &check, &source, self.language) else {
            return Ok(report);
        };
        let messages = doubts.messages(&source, self.language);
        let judged = |text: &str| doubts.corrected(&report, text, self.language);
        let question = Question { messages: &messages, again, more: 0 };
        let corrected = match model.answer(self.app, question, answers, stream, judged).await {
            Ok(answer) => answer.value,
            Err(NoAnswer::Stop(Stop::Error(error))) => return Err(Stop::Error(error)),
            Err(_) => {
                tracing::info!(id = %material.paper.id, "the model corrected nothing");
                return Ok(report);
            }
        };
        let before = Doubts::count(&check);
        let after = Doubts::count(&paperboy_writer::check(&corrected, &source));
        tracing::info!(id = %material.paper.id, before, after, "the model corrected its report");
        Ok(if after < before { corrected } else { report })
    }

    /// Whether a trouble blocks all writing. An empty account and a key that is wrong or missing are
    /// for the user to correct: the extractive writer does not take over a day for that.
    fn holds(&self, trouble: &Trouble) -> bool {
        match trouble.of {
            Of::Paper => false,
            Of::Account => true,
            Of::Model | Of::ModelForNow | Of::Budget => !self.gives_way,
        }
    }

    /// The extractive writer's report in place of the model's, or no report at all for now.
    fn without(
        &self,
        material: &Material,
        place: InPlace,
        trouble: Trouble,
        prompt: Option<&str>,
        answers: Vec<Vec<u8>>,
    ) -> Result<Draft, Stop> {
        if matches!(trouble.of, Of::Model | Of::Account) && self.gives_way {
            self.model_trouble.replace(Some(trouble.clone()));
        }
        if self.holds(&trouble) {
            return Err(Stop::Held(trouble));
        }
        if place == InPlace::Nothing {
            tracing::warn!(id = %material.paper.id, reason = trouble.reason.key(), why = %trouble.cause, "the model wrote no report");
            return Err(Stop::Left(trouble));
        }
        tracing::warn!(id = %material.paper.id, reason = trouble.reason.key(), why = %trouble.cause, "built-in extraction wrote the report in place of the model");
        let mut draft = self.extracted(material, Some(trouble));
        draft.record.prompt = prompt.map(str::to_owned);
        draft.answers = answers;
        Ok(draft)
    }

    fn extracted(&self, material: &Material, instead: Option<Trouble>) -> Draft {
        let extracted: Extract = extract(&material.source());
        let mut record = self.record(material, None);
        record.reason = instead.as_ref().map(|trouble| trouble.reason.key().to_owned());
        Draft {
            body: extracted.report(self.language),
            writer: Writer::Extract.key().to_owned(),
            record,
            answers: Vec::new(),
            causes: instead.into_iter().map(|trouble| trouble.cause).collect(),
        }
    }

    fn record(&self, material: &Material, prompt: Option<&str>) -> Record {
        let of = material.chars();
        Record {
            language: self.language.key().to_owned(),
            prompt: prompt.map(str::to_owned),
            read: of,
            of,
            source: material.digest.clone(),
            ..Record::default()
        }
    }
}

/// The outcome for a paper whose report stays.
fn kept(id: &PaperId, report: &Report) -> WrittenPaper {
    WrittenPaper {
        id: id.to_string(),
        outcome: WriteOutcome::Kept,
        writer: Some(report.writer.clone()),
        causes: Vec::new(),
        checked: report.checked.map(check::numbers),
        unchanged: false,
    }
}

impl App {
    /// The model of the settings.
    pub(super) fn model(&self, settings: &crate::wire::ModelSettings) -> Result<Model, Trouble> {
        if settings.url.is_empty() || settings.name.is_empty() {
            return Err(Trouble::unset());
        }
        let url = Url::parse(&settings.url).map_err(|error| {
            let why = AddressCause::Invalid { text: error.to_string() };
            Trouble::chat(&paperboy_net::ChatError::Address { why })
        })?;
        let key_result = self
            .model_key(&settings.url)
            .map_err(|trouble| self.key_trouble(trouble, &settings.url));
        let key = match &key_result {
            Ok(stored) => stored.as_ref().map(|(key, _)| key.clone()),
            // A model in the user's own network may want no key.
            Err(_) if Chat::is_near(&url) => None,
            Err(trouble) => return Err(trouble.clone()),
        };
        let limits = ChatLimits {
            first_token: Duration::from_secs(settings.first_token_seconds.into()),
            ..ChatLimits::default()
        };
        let agent = crate::fetch::USER_AGENT;
        let chat = Chat::with_limits(&url, &settings.name, key, agent, limits)
            .map_err(|error| Trouble::chat(&error))?;
        let model = Model {
            chat,
            name: settings.name.clone(),
            url: settings.url.clone(),
            key: key_result.map(|stored| stored.is_some()),
            window: Cell::default(),
            budget: settings.daily_token_budget.into(),
            tokens: Cell::default(),
        };
        // Unknown properties are determined again.
        Ok(model.known(&self.endpoint(&settings.url, &settings.name).unwrap_or_default()))
    }

    fn key_trouble(&self, trouble: KeyTrouble, url: &str) -> Trouble {
        match (trouble, self.key_given_for(url)) {
            (KeyTrouble::OtherHost, Some(given_for)) => Trouble::other_host(&given_for, url),
            (trouble, _) => Trouble::key(trouble),
        }
    }
}
