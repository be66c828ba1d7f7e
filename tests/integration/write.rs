//! Writing reports with a fake model on loopback.

use crate::fetch::{DAY, Round};
use paperboy_core::wire::{JobKind, TestOutcome, View};
use paperboy_core::{
    Fetch, FetchOutcome, FetchedDay, Job, PaperId, ReportLanguage, User, Write, WriteOutcome,
    Writer, Written, WrittenPaper,
};
use paperboy_secret::Held;
use paperboy_tests::fake_server::{Question, Reply};
use std::sync::{Arc, Mutex};

pub const KEY: &str = "sk-a-key-that-nobody-may-see-0123456789";

/// A report in Chinese as a model writes it; its figure is in the article of [`Round::html`].
pub fn report(id: &str) -> String {
    format!(
        "# 关于 {id} 的报告\n\n1. **应用领域**\n   机器学习 - 问题 {id}\n\n### 2. 一句话核心贡献\n提出了一种不需要标注的方法，准确率达到 71.47。\n\n\
         ### 3. 使用指南\n输入论文，输出答案，不需要特殊硬件。\n\n### 4. 主要创新点\n1. **不用标注**：完全不需要人工标注的数据。\n\n### 5. 实验效果\n准确率为 71.47，而基线为 99.99。"
    )
}

/// The paper that a question is about.
pub fn requested_papers(question: &Question) -> String {
    let at = question.text.find("2601.").expect("the question names its paper");
    question.text[at..at + 10].to_owned()
}

/// The prompts that the model received.
pub type Requests = Arc<Mutex<Vec<String>>>;

impl Round {
    /// A day of papers with their articles, and a model that answers so.
    pub fn with_model(
        ids: &[&str],
        replies: impl Fn(&Question, usize) -> Reply + Send + Sync + 'static,
    ) -> (Self, Requests) {
        let round = Self::new(ids);
        for id in ids {
            round.html(id);
        }
        let requests: Requests = Arc::default();
        let remembers = requests.clone();
        round.source.model(move |question| {
            let mut requests = remembers.lock().unwrap();
            requests.push(question.text.clone());
            let times = requests.iter().filter(|text| **text == question.text).count();
            drop(requests);
            replies(question, times)
        });
        round.set("model.url", &format!("{}/v1", round.source.url()));
        round.set("model.name", "stand-in");
        // The figure 99.99 of `report` is nowhere in the article.
        round.set("model.correct", "off");
        (round, requests)
    }

    pub fn set(&self, key: &str, value: &str) {
        self.test.app().set_setting(key, value).unwrap();
    }

    pub fn fetch_and_write(&self) -> FetchedDay {
        let date = DAY.parse().unwrap();
        let span = paperboy_core::DateSpan { from: date, to: date };
        self.test
            .app()
            .fetch(Fetch { span, articles: true, write: true }, &Job::unwatched(JobKind::Fetch))
            .unwrap()
            .remove(0)
    }

    pub fn write(&self, ids: &[&str], writer: Option<Writer>, again: bool) -> Written {
        let ids = ids.iter().map(|id| PaperId::parse(id).unwrap()).collect();
        self.test
            .app()
            .write(&Write { ids, writer, again }, &Job::unwatched(JobKind::Write))
            .unwrap()
    }

    pub fn write_one(&self, id: &str) -> WrittenPaper {
        self.write(&[id], None, false).papers.remove(0)
    }

    pub fn body(&self, id: &str) -> String {
        self.test.app().report_markdown(&PaperId::parse(id).unwrap()).unwrap().unwrap_or_default()
    }

    fn record(&self, id: &str) -> paperboy_core::wire::WritingRecord {
        self.test.app().open_paper(id).unwrap().record.unwrap()
    }
}

const ONE: &str = "2601.00001";
const TWO: &str = "2601.00002";

#[test]
fn a_day_fetched_is_written_by_the_model_and_comes_out_as_it_goes_in() {
    let (round, requests) = Round::with_model(&[ONE, TWO], |question, _| {
        Reply::Text(report(&requested_papers(question)))
    });
    let day = round.fetch_and_write();
    for paper in &day.papers {
        assert_eq!(
            (paper.outcome, paper.writer.as_deref(), &paper.problem.sentence()),
            (FetchOutcome::Written, Some("model:stand-in"), &None)
        );
        assert_eq!(round.body(&paper.id), report(&paper.id), "to the byte");
    }
    let open = round.test.app().open_paper(ONE).unwrap();
    let record = open.record.unwrap();
    assert_eq!(
        (record.language.as_str(), record.prompt.is_some(), record.reason, record.extracted.len()),
        ("zh", true, None, 0)
    );
    assert!(record.read > 0 && record.read <= record.of, "{} of {}", record.read, record.of);
    assert_eq!(open.sections.len(), 5);
    // The file that comes out is the same day.
    let days = paperboy_core::DateSpan { from: DAY.parse().unwrap(), to: DAY.parse().unwrap() };
    let file = round.test.app().export_days(days).unwrap().remove(0);
    let other = crate::test_app::TestApp::new();
    let imported = other.import("day.md", std::str::from_utf8(&file.bytes).unwrap());
    assert_eq!((imported.papers, imported.problems), (2, vec![]));
    assert_eq!(other.app().export_days(days).unwrap()[0].bytes, file.bytes);
    // Nothing is requested twice.
    let questions = requests.lock().unwrap().len();
    assert_eq!(questions, 2);
    assert!(round.fetch_and_write().papers.iter().all(|paper| paper.outcome == FetchOutcome::Kept));
    assert_eq!(requests.lock().unwrap().len(), questions);
    let spent = round.test.app().spending().unwrap();
    assert_eq!(
        (spent[0].date.as_str(), spent[0].answers, spent[0].prompt, spent[0].completion),
        ("2026-01-15", 2, 20, 10)
    );
}

#[test]
fn without_a_model_the_extractive_writer_writes() {
    let round = Round::new(&[ONE]);
    round.html(ONE);
    let day = round.fetch_and_write();
    assert_eq!(
        (day.papers[0].outcome, day.papers[0].writer.as_deref()),
        (FetchOutcome::Written, Some("extract"))
    );
    let open = round.test.app().open_paper(ONE).unwrap();
    assert_eq!(open.sections.len(), 5);
    let record = open.record.unwrap();
    assert_eq!((record.prompt, record.reason), (None, None), "no model was asked");
    assert!(
        open.check.unwrap().claims.iter().all(|claim| claim.passage.is_some()),
        "the paper's own figures are in the paper"
    );
}

#[test]
fn what_could_not_be_read_for_now_is_not_written_from_its_abstract() {
    let round = Round::new(&[ONE]);
    round.source.answer(&format!("/html/{ONE}"), 200, "garbage");
    let day = round.fetch_and_write();
    assert_eq!((day.papers[0].outcome, &day.papers[0].writer), (FetchOutcome::Failed, &None));
    round.html(ONE);
    assert_eq!(round.fetch_and_write().papers[0].outcome, FetchOutcome::Written);
}

#[test]
fn a_missing_section_is_asked_for_once_more_alone() {
    let without =
        |id: &str| report(id).replace("### 5. 实验效果\n准确率为 71.47，而基线为 99.99。", "");
    let (round, requests) = Round::with_model(&[ONE], move |question, _| {
        let alone = question.text.contains("这一节：以");
        Reply::Text(if alone {
            "### 5. 实验效果\n准确率达到 71.47。".to_owned()
        } else {
            without(&requested_papers(question))
        })
    });
    round.fetch();
    let paper = round.write_one(ONE);
    assert_eq!((paper.outcome, paper.problem()), (WriteOutcome::Written, None));
    assert_eq!(requests.lock().unwrap().len(), 2);
    assert!(round.body(ONE).ends_with("准确率达到 71.47。"), "{}", round.body(ONE));
    assert_eq!(round.test.app().open_paper(ONE).unwrap().sections.len(), 5);
    assert_eq!(round.record(ONE).extracted.len(), 0);
}

#[test]
fn a_report_that_the_check_doubts_is_corrected_once_and_checked_again() {
    let (round, requests) = Round::with_model(&[ONE], |question, _| {
        if question.text.contains("[1] 准确率为 71.47，而基线为 99.99。") {
            Reply::Text("[1] 准确率为 71.47。".to_owned())
        } else {
            Reply::Text(report(ONE))
        }
    });
    round.set("model.correct", "on");
    round.fetch();
    let written = round.write_one(ONE);
    assert_eq!(written.writer.as_deref(), Some("model:stand-in"));
    assert_eq!(round.body(ONE), report(ONE).replace("，而基线为 99.99", ""));
    let checked = written.checked.unwrap();
    assert_eq!(checked.found, checked.figures, "the corrected report was checked");
    assert_eq!(requests.lock().unwrap().len(), 2);
    assert_eq!(round.test.app().spending().unwrap()[0].answers, 2);
    // What was answered is not paid for again.
    round.write(&[ONE], None, false);
    assert_eq!(requests.lock().unwrap().len(), 2);
}

#[test]
fn a_model_that_corrects_nothing_keeps_its_report_with_the_doubt_marked() {
    for reply in ["好的。", "[1] 准确率为 71.47，而基线为 88.88。", "[1] ## 应用领域"]
    {
        let (round, requests) = Round::with_model(&[ONE], move |question, _| {
            let correction = question.text.contains("[1] ");
            Reply::Text(if correction { reply.to_owned() } else { report(ONE) })
        });
        round.set("model.correct", "on");
        round.fetch();
        let written = round.write_one(ONE);
        assert_eq!(round.body(ONE), report(ONE), "{reply}");
        let checked = written.checked.unwrap();
        assert!(checked.found < checked.figures);
        assert_eq!(requests.lock().unwrap().len(), 2, "asked once");
    }
}

#[test]
fn a_section_that_the_model_never_writes_is_extracted_and_marked() {
    let without = |id: &str| {
        report(id).replace("### 3. 使用指南\n输入论文，输出答案，不需要特殊硬件。\n\n", "")
    };
    let (round, requests) = Round::with_model(&[ONE], move |question, _| {
        Reply::Text(without(&requested_papers(question)))
    });
    round.fetch();
    let paper = round.write_one(ONE);
    assert_eq!(
        (paper.writer.as_deref(), paper.problem().as_deref()),
        (
            Some("model:stand-in"),
            Some("the model left out “Usage guide”; built-in extraction supplied it")
        )
    );
    assert_eq!(round.record(ONE).extracted, ["usage"]);
    assert_eq!(round.test.app().open_paper(ONE).unwrap().sections.len(), 5);
    assert_eq!(requests.lock().unwrap().len(), 2, "it is asked for once more");
}

/// The extractive report that replaces a model with this answer, its reason, and the number of
/// prompts.
fn fallen_back(reply: Reply) -> (WrittenPaper, Option<String>, usize) {
    let (round, requests) = Round::with_model(&[ONE], move |_, _| reply.clone());
    round.fetch();
    let paper = round.write_one(ONE);
    let reason = round.record(ONE).reason;
    let requests = requests.lock().unwrap().len();
    (paper, reason, requests)
}

#[test]
fn an_answer_that_is_no_report_leads_after_one_more_try_to_the_extractive_one_with_its_reason() {
    let loops = "同样的一句话说了一遍又一遍。".repeat(100);
    let english = "Application domain: machine learning\n\nCore contribution: a method that needs no labels at all.\n\nUsage guide: give it a paper and \
                   it gives back what the paper says, on any machine that has some memory left and a little time to spare.";
    let answers = [
        ("I'm sorry, but I can't help with that.".to_owned(), "refusal"),
        (" \n".to_owned(), "empty"),
        (format!("### 1. 应用领域\n{loops}"), "looping"),
        (english.to_owned(), "wrong_language"),
        ("这里没有任何报告，只有一句话。".to_owned(), "no_report"),
    ];
    for (text, why) in answers {
        let (paper, reason, requests) = fallen_back(Reply::Text(text));
        assert_eq!(
            (paper.outcome, paper.writer.as_deref()),
            (WriteOutcome::Written, Some("extract")),
            "{why}"
        );
        assert_eq!((reason.as_deref(), requests, paper.problem().is_some()), (Some(why), 2, true));
    }
}

#[test]
fn an_answer_that_breaks_off_is_asked_for_twice_more() {
    let (paper, reason, requests) = fallen_back(Reply::Cut("### 1. 应用领域\n机器".to_owned()));
    assert_eq!(
        (paper.writer.as_deref(), reason.as_deref(), requests),
        (Some("extract"), Some("cut"), 3)
    );
}

#[test]
fn a_busy_server_is_retried_at_the_time_it_named() {
    let (round, requests) = Round::with_model(&[ONE], |question, times| match times {
        1 => Reply::Status(429, String::new(), Some(0)),
        2 => Reply::Status(503, String::new(), Some(0)),
        _ => Reply::Text(report(&requested_papers(question))),
    });
    round.fetch();
    assert_eq!(round.write_one(ONE).writer.as_deref(), Some("model:stand-in"));
    assert_eq!(requests.lock().unwrap().len(), 3);
}

#[test]
fn a_test_whose_answer_is_declined_does_not_blame_the_address() {
    let (round, _) = Round::with_model(&[ONE], |_, _| {
        Reply::Status(
            400,
            r#"{"error":{"message":"The response was filtered","code":"content_filter"}}"#.into(),
            None,
        )
    });
    let tested = round.test.app().test_model().unwrap();
    assert_eq!(tested.outcome, TestOutcome::Failed, "{tested:?}");
}

#[test]
fn a_wrong_key_is_reported_once_and_is_in_no_file() {
    let (mut round, requests) = Round::with_model(&[ONE, TWO], |question, _| {
        match question.key.as_deref() {
            Some("right") => Reply::Text(report(&requested_papers(question))),
            _ => Reply::Status(
                401,
                format!(
                    r#"{{"error":{{"message":"Incorrect API key provided: {KEY}","code":"invalid_api_key"}}}}"#
                ),
                None,
            ),
        }
    });
    round.fetch();
    round.set("model.parallel", "1");
    round.test.user = User { model_key: Some(Held::new(KEY).unwrap()), ..User::default() };
    round.test.open().unwrap();
    let tested = round.test.app().test_model().unwrap();
    assert_eq!(tested.outcome, TestOutcome::Key);
    assert!(!format!("{tested:?}").contains("sk-a"), "{tested:?}");
    requests.lock().unwrap().clear();
    let written = round.write(&[ONE, TWO], None, false);
    // Nothing takes the model's place: the user would not notice.
    for paper in &written.papers {
        assert_eq!((paper.writer.as_deref(), paper.outcome), (None, WriteOutcome::Failed));
        assert!(paper.problem().unwrap().contains("rejects the API key"), "{:?}", paper.problem());
    }
    assert_eq!(requests.lock().unwrap().len(), 1, "the second paper knows already");
    assert_eq!(
        round.test.app().model_settings().unwrap().key_from,
        Some(paperboy_core::wire::KeySource::Environment)
    );
    round.test.close();
    for file in walked(&round.test.path("")) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(
            !bytes.windows(12).any(|part| part == &KEY.as_bytes()[..12]),
            "{} holds the key",
            file.display()
        );
    }
}

fn walked(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walked(&path) } else { vec![path] }).collect()
}

#[test]
fn a_budget_stops_writing_and_it_goes_on_the_next_day() {
    let (round, _) = Round::with_model(&[ONE, TWO], |question, _| {
        Reply::Counted(report(&requested_papers(question)), 1000)
    });
    round.fetch();
    round.set("model.parallel", "1");
    round.set("model.daily_token_budget", "900");
    let written = round.write(&[ONE, TWO], None, false);
    assert_eq!(written.papers[0].outcome, WriteOutcome::Written);
    assert_eq!(
        (written.papers[1].outcome, written.papers[1].writer.as_deref()),
        (WriteOutcome::Failed, None)
    );
    assert!(written.papers[1].problem().unwrap().contains("limit of 900 tokens"));
    assert_eq!(round.write_one(TWO).outcome, WriteOutcome::Failed);
    round.test.pass_days(1);
    assert_eq!(round.write_one(TWO).outcome, WriteOutcome::Written);
    assert_eq!(round.test.app().spending().unwrap().len(), 2);
}

#[test]
fn writing_again_sends_a_new_prompt_and_shows_the_new_version() {
    let (round, requests) = Round::with_model(&[ONE], |question, times| {
        Reply::Text(
            report(&requested_papers(question)).replace("不用标注", &format!("第{times}次")),
        )
    });
    round.fetch();
    round.write_one(ONE);
    assert_eq!(round.write_one(ONE).outcome, WriteOutcome::Kept);
    for times in 2..4 {
        assert_eq!(round.write(&[ONE], None, true).papers[0].outcome, WriteOutcome::Written);
        assert!(round.body(ONE).contains(&format!("第{times}次")));
        assert_eq!(requests.lock().unwrap().len(), times);
    }
    round.write(&[ONE], Some(Writer::Extract), true);
    assert_eq!(round.test.app().versions(ONE).unwrap().len(), 4);
    // Another language is another question.
    round.set("report.language", "en");
    round.write(&[ONE], Some(Writer::Extract), true);
    assert!(round.body(ONE).contains("Application domain"), "{}", round.body(ONE));
}

/// [`report`] in English.
const TRANSLATION: &str = "### 1. Application domain\nMachine learning - problem 2601.00001\n\n### 2. Core contribution\nA method without labels that reaches an accuracy of 71.47.\n\n\
    ### 3. Usage guide\nInput a paper, output an answer; no special hardware.\n\n### 4. Main innovations\n1. **No labels**: no data labelled by people at all.\n\n### 5. Experimental results\nAn accuracy of 71.47; the baseline has 99.99.";

#[test]
fn a_translation_is_a_version_checked_as_any_other_and_paid_for_once() {
    let (round, requests) = Round::with_model(&[ONE], |question, _| {
        let asks = question.text.contains("Translate it into English");
        Reply::Text(if asks { TRANSLATION.into() } else { report(ONE) })
    });
    round.fetch();
    let into = |language| round.write(&[ONE], Some(Writer::Translation(language)), false);
    let nothing = into(ReportLanguage::En).papers.remove(0);
    assert_eq!(nothing.outcome, WriteOutcome::Failed);
    assert!(nothing.problem().unwrap().contains("no report to translate"));

    let original = round.write_one(ONE);
    assert_eq!(into(ReportLanguage::Zh).papers[0].outcome, WriteOutcome::Kept);
    let translated = into(ReportLanguage::En).papers.remove(0);
    assert_eq!(translated.outcome, WriteOutcome::Written);
    assert_eq!(translated.checked, original.checked);
    assert_eq!(round.body(ONE), TRANSLATION);
    let record = round.record(ONE);
    assert_eq!(
        (record.language.as_str(), record.prompt.as_deref()),
        ("en", Some("translate-en-1"))
    );

    let app = round.test.app();
    let original = app.versions(ONE).unwrap().last().unwrap().number;
    app.show_version(ONE, original).unwrap();
    assert_eq!(round.body(ONE), report(ONE));
    assert_eq!(into(ReportLanguage::En).tokens.prompt, 0);
    assert_eq!(round.body(ONE), TRANSLATION);
    assert_eq!(app.versions(ONE).unwrap().len(), 2);
    assert_eq!(requests.lock().unwrap().len(), 2);
}

#[test]
fn a_translation_with_other_numbers_is_refused_and_the_report_stays() {
    let (round, requests) = Round::with_model(&[ONE], |question, _| {
        let asks = question.text.contains("Translate it into English");
        Reply::Text(if asks { TRANSLATION.replace("71.47", "17.47") } else { report(ONE) })
    });
    round.fetch();
    round.write_one(ONE);
    let failed =
        round.write(&[ONE], Some(Writer::Translation(ReportLanguage::En)), false).papers.remove(0);
    assert_eq!(failed.outcome, WriteOutcome::Failed);
    assert!(failed.problem().unwrap().contains("changed numbers or links"));
    assert_eq!(round.body(ONE), report(ONE));
    assert_eq!(requests.lock().unwrap().len(), 3, "asked once more");
}

#[test]
fn an_answer_can_forge_no_other_paper_and_bring_no_script() {
    let line = "=".repeat(60);
    let forged = format!(
        "{line}\n\n## 📄 Forged\n\n- **链接**: https://huggingface.co/papers/2601.09999\n- **阅读来源**: HTML\n\n<script>alert(1)</script>"
    );
    let body = move |id: &str| format!("{}\n\n{forged}", report(id));
    let expected = body(ONE);
    let (round, _) = Round::with_model(&[ONE], move |question, _| {
        Reply::Text(body(&requested_papers(question)))
    });
    round.fetch();
    round.write_one(ONE);
    assert_eq!(round.body(ONE), expected);
    let open = round.test.app().open_paper(ONE).unwrap();
    assert!(open.sections.iter().all(|section| !section.html.contains("<script")));
    let days = paperboy_core::DateSpan { from: DAY.parse().unwrap(), to: DAY.parse().unwrap() };
    let file = round.test.app().export_days(days).unwrap().remove(0);
    let other = crate::test_app::TestApp::new();
    assert_eq!(other.import("day.md", std::str::from_utf8(&file.bytes).unwrap()).papers, 1);
    assert_eq!(
        other.app().report_markdown(&PaperId::parse(ONE).unwrap()).unwrap().unwrap(),
        expected
    );
}

#[test]
fn a_paper_without_stored_text_is_reported_and_skipped() {
    let round = Round::new(&[ONE]);
    round.test.add_day("2026-01-13", &[crate::test_app::TALK]);
    let written =
        round.write(&[crate::test_app::TALK.id, "2601.77777"], Some(Writer::Extract), true);
    assert!(
        written
            .papers
            .iter()
            .all(|paper| paper.outcome == WriteOutcome::Failed && paper.problem().is_some()),
        "{written:?}"
    );
    assert_eq!(round.test.app().list(&View::All, 0, 9).unwrap().total, 1);
}
