//! Files of other digests and programs, recognised by their content.

use crate::test_app::{SURGERY, TALK, TestApp, day};
use paperboy_core::wire::{
    ArchiveProblemKind, ExportFormat, ExportOf, ImportKind, ImportProblem, ImportedFile, JobKind,
    Mark, Outcome, View,
};
use paperboy_core::{Job, PaperId};

const JSONL: &str = r#"{"id":"2601.00007v2","categories":["cs.CV"],"pdf":"https://arxiv.org/pdf/2601.00007","abs":"https://arxiv.org/abs/2601.00007","authors":["Ana Li","Bo Xu"],"title":"A First Paper","comment":null,"summary":"We show one thing.","AI":{"tldr":"一句话。","motivation":"为什么。","method":"怎么做。","result":"更快。","conclusion":"可用。"}}
{"id":"2601.00008","categories":["cs.CL"],"abs":"https://arxiv.org/abs/2601.00008","authors":["Cy Wu"],"title":"A Second Paper","summary":"We show another.","AI":{"tldr":"Error","motivation":"Error","method":"Error","result":"Error","conclusion":"Error"}}
{"id":"2601.0
"#;

fn sentences(file: &ImportedFile) -> Vec<String> {
    file.problems.iter().map(ToString::to_string).collect()
}

fn archive_problems(file: &ImportedFile) -> Vec<(Option<u32>, ArchiveProblemKind)> {
    let problem = |problem: &ImportProblem| match problem {
        ImportProblem::Archive { problem } => (problem.place, problem.kind),
        other => panic!("{other}"),
    };
    file.problems.iter().map(problem).collect()
}

fn paper(test: &TestApp, id: &str) -> paperboy_core::Paper {
    test.app().paper(&PaperId::parse(id).unwrap()).unwrap()
}

fn has_no_section(paper: &paperboy_core::Paper) -> bool {
    paper.sections.as_ref().unwrap() == &paperboy_core::PaperSections::default()
}

#[test]
fn a_day_of_another_digest_comes_with_its_texts_under_its_writers_name() {
    let test = TestApp::new();
    let name = "2026-01-05_AI_enhanced_Chinese.jsonl";
    let file = test.import(name, JSONL);
    assert_eq!((file.outcome, file.papers), (Outcome::Added, 2), "{:?}", sentences(&file));
    assert_eq!(file.kind, Some(ImportKind::DailyArxiv));
    assert_eq!(file.date.as_deref(), Some("2026-01-05"));
    assert_eq!(
        archive_problems(&file),
        [(Some(2), ArchiveProblemKind::NotWritten), (Some(3), ArchiveProblemKind::Broken)]
    );
    let first = paper(&test, "2601.00007");
    assert_eq!(first.writer.as_deref(), Some("daily-arXiv-ai-enhanced"));
    assert_eq!(first.authors, ["Ana Li", "Bo Xu"]);
    assert_eq!(first.abstract_text.as_deref(), Some("We show one thing."));
    assert_eq!(first.dates, ["2026-01-05"]);
    let body = test.app().report_markdown(&PaperId::parse("2601.00007").unwrap()).unwrap().unwrap();
    assert!(body.starts_with("### tldr\n\n一句话。\n\n### motivation"), "{body}");
    assert!(has_no_section(&first), "none of it is passed off as a section of a daily report");
    assert_eq!(paper(&test, "2601.00008").writer, None);
    assert_eq!(test.hit_ids("怎么做"), ["2601.00007"]);
    assert_eq!(test.import(name, JSONL).outcome, Outcome::Unchanged);
    let english = JSONL.replace("一句话。", "One sentence.");
    let file = test.import("2026-01-05_AI_enhanced_English.jsonl", &english);
    assert_eq!(file.outcome, Outcome::Updated);
    let open = test.app().open_paper("2601.00007").unwrap();
    assert_eq!(open.versions, 2);
    assert!(open.rest_html.unwrap().contains("一句话。"), "the first text stays shown");
    let nameless = test.import("papers.jsonl", JSONL);
    assert_eq!((nameless.outcome, nameless.date), (Outcome::Refused, None));
}

#[test]
fn headings_of_another_digest_are_no_sections_however_they_are_named() {
    let test = TestApp::new();
    let parts = "\"应用领域\":\"a\",\"核心贡献\":\"b\",\"使用指南\":\"c\",\"主要创新点\":\"d\",\"实验效果\":\"提升 99%\"";
    let json = format!(
        r#"[{{"paper":{{"id":"2601.00007","title":"A First Paper","summary":"S"}},"translation":{{{parts}}}}}]"#
    );
    let file = test.import("2026-01-05.json", &json);
    assert_eq!((file.outcome, file.kind), (Outcome::Added, Some(ImportKind::Newsletter)));
    assert!(has_no_section(&paper(&test, "2601.00007")));
    let open = test.app().open_paper("2601.00007").unwrap();
    assert!(open.sections.is_empty() && open.rest_html.unwrap().contains("99%"));
    assert_eq!(open.card.domain, Vec::<String>::new());
    test.app().check_reports(0).unwrap();
    let open = test.app().open_paper("2601.00007").unwrap();
    assert_eq!(open.check.map(|check| check.claims.len()).unwrap_or_default(), 0);
}

#[test]
fn a_digest_takes_no_reports_place_and_overwrites_nothing_that_is_known() {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK]);
    let list = format!(
        r#"[{{"paper":{{"id":"{}","title":"New","summary":"First abstract.","upvotes":9,"submittedOnDailyAt":"2026-01-05T01:00:00.000Z"}}}}]"#,
        TALK.id
    );
    assert_eq!(test.import("any.json", &list).outcome, Outcome::Updated);
    let line = format!(
        r#"{{"id":"{}","abs":"","title":"T","summary":"Other abstract.","AI":{{"tldr":"other"}}}}"#,
        TALK.id
    );
    let file = test.import("2026-01-05.jsonl", &line);
    assert_eq!(file.outcome, Outcome::Updated, "{:?}", sentences(&file));
    let open = test.app().open_paper(TALK.id).unwrap();
    assert_eq!((open.card.writer.as_deref(), open.versions), (Some("imported"), 2));
    assert_eq!((open.card.title.as_str(), open.card.upvotes), (TALK.title, Some(9)));
    assert_eq!(paper(&test, TALK.id).abstract_text.as_deref(), Some("First abstract."));
    // A later report takes the digest's place.
    let test = TestApp::new();
    test.import("2026-01-05.jsonl", &line);
    test.import("a.md", &day("2026-01-05", &[TALK]));
    assert_eq!(paper(&test, TALK.id).writer.as_deref(), Some("imported"));
}

#[test]
fn a_kept_answer_of_the_source_fills_a_day_without_a_network() {
    let test = TestApp::new();
    let json = r#"[{"paper":{"id":"2601.00007","title":"A First Paper","summary":"We show one thing.","authors":[{"name":"Ana Li"}],"publishedAt":"2026-01-04T00:00:00.000Z","upvotes":7},"title":"A First Paper"},{"paper":{"title":"No id"}}]"#;
    let file = test.import("2026-01-05.json", json);
    assert_eq!((file.outcome, file.papers), (Outcome::Added, 1));
    assert_eq!(archive_problems(&file), [(Some(2), ArchiveProblemKind::NamesNoPaper)]);
    let open = test.app().open_paper("2601.00007").unwrap();
    assert_eq!((open.card.upvotes, open.published.as_deref()), (Some(7), Some("2026-01-04")));
    assert_eq!(open.card.writer, None);
}

#[test]
fn a_newsletter_is_no_daily_report() {
    let test = TestApp::new();
    let text = "# 2026-01-05 论文日报\n\n## 1. 第一篇\n\n**原文标题：** A First Paper\n\n**摘要：** 我们展示了一件事。\n\n**论文链接：** https://arxiv.org/abs/2601.00007\n\n## 2. 没有编号\n\n**原文标题：** Elsewhere\n\n**论文链接：** 无\n";
    let file = test.import("newsletter.md", text);
    assert_eq!((file.outcome, file.papers), (Outcome::Added, 1), "{:?}", sentences(&file));
    assert_eq!(file.kind, Some(ImportKind::Newsletter));
    assert_eq!(file.problems, [ImportProblem::NotOnArxiv { count: 1 }]);
    let paper = paper(&test, "2601.00007");
    assert_eq!(paper.title, "A First Paper");
    assert_eq!(paper.writer.as_deref(), Some("hf-daily-paper-newsletter-chinese"));
    assert!(has_no_section(&paper));
}

fn library() -> TestApp {
    let test = TestApp::new();
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    test
}

#[test]
fn references_to_papers_of_the_library_are_starred_and_collected() {
    let test = library();
    let bibtex = format!(
        "@misc{{a, title={{One}}, eprint={{{}}}, archivePrefix={{arXiv}}, note={{Read twice.}}}}\n@article{{b, title={{Two}}, doi={{10.48550/arXiv.{}}}}}\n@book{{c, title={{Elsewhere}}}}\n@misc{{d, title={{Not here}}, eprint={{2601.00009}}}}\n",
        TALK.id, SURGERY.id
    );
    let file = test.import("My Reading.bib", &bibtex);
    assert_eq!((file.outcome, file.papers), (Outcome::Added, 2), "{:?}", sentences(&file));
    assert_eq!((file.kind, file.date), (Some(ImportKind::Bibtex), None));
    assert_eq!(file.collection.as_deref(), Some("My Reading"));
    assert_eq!(
        file.problems,
        [
            ImportProblem::NotInLibrary { count: 1, ids: vec!["2601.00009".into()] },
            ImportProblem::NotOnArxiv { count: 1 }
        ]
    );
    assert_eq!(test.hit_ids("in:\"my reading\" is:starred").len(), 2);
    assert_eq!(paper(&test, TALK.id).note.as_deref(), Some("Read twice."));
    assert_eq!(test.import("My Reading.bib", &bibtex).outcome, Outcome::Unchanged);
    assert_eq!(paper(&test, TALK.id).note.as_deref(), Some("Read twice."));
    test.app().set_note(TALK.id, "Mine.").unwrap();
    test.import("My Reading.bib", &bibtex);
    assert_eq!(paper(&test, TALK.id).note.as_deref(), Some("Mine.\n\nRead twice."));
    let none = test.import("others.ris", "TY  - UNPD\r\nTI  - Elsewhere\r\nER  - \r\n");
    assert_eq!((none.outcome, none.papers), (Outcome::Refused, 0));
    assert_eq!(none.problems, [ImportProblem::NotOnArxiv { count: 1 }]);
    let collections = test.app().collections().unwrap();
    assert_eq!(collections.len(), 1, "nothing was collected, so nothing was made");
}

#[test]
fn zoteros_csl_export_brings_its_notes() {
    let test = library();
    let csl = format!(
        r#"[{{"id":"http://zotero.org/users/1/items/K","type":"article","title":"T","number":"arXiv:{}","publisher":"arXiv","annote":"<p>Compare with <b>ours</b>.</p>"}}]"#,
        TALK.id
    );
    let file = test.import("zotero.csl.json", &csl);
    assert_eq!((file.outcome, file.kind), (Outcome::Added, Some(ImportKind::CslJson)));
    assert_eq!(file.collection.as_deref(), Some("zotero"));
    assert_eq!(paper(&test, TALK.id).note.as_deref(), Some("Compare with ours."));
}

#[test]
fn lists_of_ids_and_links_are_collected_and_a_daily_report_stays_one() {
    let test = library();
    let ids = format!("# to read\nhttps://arxiv.org/abs/{}v1\n- {}\n", TALK.id, SURGERY.id);
    let file = test.import("ids.txt", &ids);
    assert_eq!((file.outcome, file.papers), (Outcome::Added, 2), "{:?}", sentences(&file));
    assert_eq!(file.kind, Some(ImportKind::Ids));
    assert_eq!(test.hit_ids("in:ids").len(), 2);
    // A report may hold an entry of BibTeX, and consist of titles with links.
    let cited =
        day("2026-01-06", &[TALK]).replace("见论文。", "```\n@misc{a, eprint={2601.00009}}\n```");
    assert_eq!(test.import("a.md", &cited).kind, Some(ImportKind::Report));
    let dateless = cited.replace("2026-01-06", "");
    let file = test.import("b.md", &dateless);
    assert_eq!((file.kind, file.outcome), (Some(ImportKind::Report), Outcome::Refused));
    let titles = format!("# A day\n\n## One\nhttps://arxiv.org/abs/{}\n", TALK.id);
    assert_eq!(test.import("c.md", &titles).kind, Some(ImportKind::Ids));
}

#[test]
fn every_export_is_known_again() {
    let test = library();
    for (name, format, kind) in [
        ("a.bib", ExportFormat::Bibtex, ImportKind::Bibtex),
        ("b.bib", ExportFormat::Biblatex, ImportKind::Biblatex),
        ("c.ris", ExportFormat::Ris, ImportKind::Ris),
        ("d.csl.json", ExportFormat::CslJson, ImportKind::CslJson),
    ] {
        let path = test.path(name);
        test.app().export_file(&ExportOf::List { view: View::All }, format, &path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let file = test.import(name, &text);
        assert_eq!((file.papers, file.problems.len()), (2, 0), "{name}: {:?}", sentences(&file));
        assert_eq!(file.kind, Some(kind), "{name}");
        assert_eq!(test.hit_ids(&format!("in:{}", &name[..1])).len(), 2, "{name}");
    }
}

#[test]
fn what_the_user_added_comes_back_from_json_without_doubles() {
    let test = library();
    let app = test.app();
    let ids = [TALK.id.to_owned()];
    app.mark(&ids, Mark::Starred, true).unwrap();
    app.mark(&ids, Mark::Later, true).unwrap();
    app.tag(&ids, &["to teach, soon".to_owned()], &[]).unwrap();
    app.set_note(TALK.id, "arXiv:2601.00002 is alike.\n第二行").unwrap();
    let collection = app.add_collection("组会", None).unwrap().collection;
    app.collect(&ids, &[collection], &[]).unwrap();
    let path = test.path("papers.json");
    app.export_file(&ExportOf::List { view: View::All }, ExportFormat::Json, &path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(test.import("papers.json", &text).outcome, Outcome::Unchanged);
    let other = library();
    let file = other.import("papers.json", &text);
    assert_eq!((file.outcome, file.kind), (Outcome::Added, Some(ImportKind::Papers)));
    assert_eq!(file.problems, []);
    for id in [TALK.id, SURGERY.id] {
        assert_eq!(paper(&other, id), paper(&test, id));
    }
    assert_eq!(other.import("papers.json", &text).outcome, Outcome::Unchanged);
    assert_eq!(other.app().collections().unwrap().len(), 1);
}

#[test]
fn a_folder_of_mixed_files_is_reported_file_by_file() {
    let test = library();
    let folder = test.path("mixed");
    std::fs::create_dir(&folder).unwrap();
    let bibtex = format!("@misc{{a, eprint={{{}}}}}\n", TALK.id);
    for (name, text) in [
        ("1.md", day("2026-01-06", &[TALK])),
        ("2.bib", bibtex),
        ("2026-01-07.jsonl", JSONL.to_owned()),
        ("4.json", "{\"a\": 1}".to_owned()),
        ("5.csv", "x,y\n1,2\n".to_owned()),
        ("6.png", "no text".to_owned()),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let imported = test.app().import(&[folder], &Job::unwatched(JobKind::Import)).unwrap();
    let kinds: Vec<_> = imported.files.iter().map(|file| (file.kind, file.outcome)).collect();
    assert_eq!(
        kinds,
        [
            (Some(ImportKind::Report), Outcome::Added),
            (Some(ImportKind::Bibtex), Outcome::Added),
            (Some(ImportKind::DailyArxiv), Outcome::Added),
            (None, Outcome::Refused),
            (None, Outcome::Refused),
        ]
    );
    assert!(imported.files[3..].iter().all(|file| !file.problems.is_empty()));
}

#[test]
fn a_large_file_of_references_is_read_piece_by_piece() {
    let test = library();
    let path = test.path("large.bib");
    let filler = "x".repeat(60_000);
    let mut text = String::new();
    for number in 0..1_200 {
        text += &format!(
            "@misc{{k{number}, title={{T}}, eprint={{2602.{number:05}}}, abstract={{{filler}\n@x}}}}\n\n"
        );
    }
    text += &format!("@misc{{last, eprint={{{}}}}}\n@misc{{open, title={{T", TALK.id);
    assert!(text.len() > 64 << 20);
    std::fs::write(&path, &text).unwrap();
    let imported = test.app().import(&[path], &Job::unwatched(JobKind::Import)).unwrap();
    let file = &imported.files[0];
    assert_eq!((file.outcome, file.papers), (Outcome::Added, 1), "{:?}", file.problems.first());
    let lines = text.lines().count() as u32;
    let [ImportProblem::Archive { problem }, ImportProblem::NotInLibrary { count, ids }] =
        &file.problems[..]
    else {
        panic!("{:?}", sentences(file))
    };
    assert_eq!((problem.place, problem.kind), (Some(lines), ArchiveProblemKind::Broken));
    assert_eq!((*count, ids.len()), (1_200, 1_000));
    let other = test.path("large.txt");
    std::fs::write(&other, text.replace('@', "")).unwrap();
    let imported = test.app().import(&[other], &Job::unwatched(JobKind::Import)).unwrap();
    assert!(matches!(imported.files[0].problems[..], [ImportProblem::TooLarge { .. }]));
}
