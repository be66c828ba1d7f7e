//! A report in another language, as one more version.

use super::{Draft, InPlace, ReportWriter, Stop, kept};
use crate::wire::WritingCause;
use crate::write::ask::{NoAnswer, Question};
use crate::write::material::Material;
use crate::write::stream::Stream;
use crate::write::trouble::Trouble;
use crate::write::{WrittenPaper, failed};
use paperboy_net::ChatError;
use paperboy_store::Record;
use paperboy_writer::{Language, Translation, judge_translation};

impl ReportWriter<'_> {
    /// Translates the shown report and shows the translation. A report in that language stays.
    pub(super) async fn translate(
        &self,
        material: &Material,
        into: Language,
    ) -> Result<WrittenPaper, Stop> {
        let id = &material.paper.id;
        let Some(report) = &material.paper.report else {
            return Ok(failed(id, WritingCause::NothingToTranslate));
        };
        if Language::of(&report.body) == into {
            return Ok(kept(id, report));
        }
        match self.translation(material, &report.body, into).await {
            Ok(draft) => self.store(material, draft, report.reading_source, true),
            Err(Stop::Left(trouble)) => Ok(failed(id, trouble.cause)),
            Err(stop) => Err(stop),
        }
    }

    async fn translation(
        &self,
        material: &Material,
        report: &str,
        into: Language,
    ) -> Result<Draft, Stop> {
        let Translation { version, messages } = Translation::of(report, into);
        let mut answers = Vec::new();
        let answer = match self.usable_model() {
            Ok(model) => {
                let mut stream = Stream::of(self.app, &material.paper.id);
                let judged = |text: &str| judge_translation(text, report, into);
                // The same report is not paid for twice.
                let question = Question { messages: &messages, again: false, more: 1 };
                let answer =
                    model.answer(self.app, question, &mut answers, &mut stream, judged).await;
                answer.map(|answer| (answer.value, model))
            }
            Err(trouble) => Err(NoAnswer::Trouble(trouble)),
        };
        let trouble = match answer {
            Ok((body, model)) => {
                let record = Record {
                    language: into.key().to_owned(),
                    prompt: Some(version.to_owned()),
                    source: material.digest.clone(),
                    ..Record::default()
                };
                let writer = format!("model:{}", model.name);
                return Ok(Draft { body, writer, record, answers, causes: Vec::new() });
            }
            Err(NoAnswer::Stop(stop)) => return Err(stop),
            Err(NoAnswer::Trouble(trouble)) => trouble,
            Err(NoAnswer::PromptTooLong) => {
                Trouble::chat(&ChatError::PromptTooLong { window: None })
            }
        };
        self.without(material, InPlace::Nothing, trouble, Some(version), answers)
    }
}
