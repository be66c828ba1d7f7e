//! Files of other programs, whole and broken. All text is our own.

#![allow(clippy::unwrap_used)]

use paperboy_archive::{Archive, MAX_BYTES, NoArchive, ProblemKind, Source, read};
use paperboy_cite::Format;
use std::path::Path;

fn taken(text: &str) -> Archive {
    read(text.as_bytes()).unwrap()
}

fn ids(archive: &Archive) -> Vec<&str> {
    let ids = archive.papers.iter().map(|paper| paper.reference.id.as_ref());
    ids.map(|id| id.map_or("", |id| id.as_str())).collect()
}

fn kinds(archive: &Archive) -> Vec<ProblemKind> {
    archive.problems.iter().map(|problem| problem.kind).collect()
}

const DAILY_LINE: &str = r#"{"id": "2510.24801v2", "categories": ["cs.LG", "cs.AI"], "pdf": "https://arxiv.org/pdf/2510.24801", "abs": "https://arxiv.org/abs/2510.24801", "authors": ["Ann Bee", "张三"], "title": "A Title", "comment": null, "summary": "Two\nlines.", "AI": {"tldr": "短", "motivation": "因为", "method": "Error", "result": "好", "conclusion": ""}}"#;

#[test]
fn a_day_of_daily_arxiv_is_read_line_by_line() {
    let failed = DAILY_LINE.replace("短", "Error").replace("因为", "").replace("好", "error.");
    let text = format!(
        "{DAILY_LINE}\n\nError\n{{\"id\": \"2510.2\n{failed}\n{}\n",
        DAILY_LINE.replace("2510.24801", "none")
    );
    let archive = taken(&text);
    assert_eq!(archive.source, Source::DailyArxiv);
    assert_eq!(archive.source.writer(), Some("daily-arXiv-ai-enhanced"));
    assert_eq!(ids(&archive), ["2510.24801", "2510.24801", ""]);
    assert_eq!(
        kinds(&archive),
        [ProblemKind::Broken, ProblemKind::Broken, ProblemKind::NotWritten]
    );
    assert_eq!(archive.problems[0].place, Some(3));
    let paper = &archive.papers[0];
    let parts: Vec<(&str, &str)> =
        paper.parts.iter().map(|part| (part.name.as_str(), part.text.as_str())).collect();
    assert_eq!(parts, [("tldr", "短"), ("motivation", "因为"), ("result", "好")]);
    assert_eq!(paper.reference.version, Some(2));
    assert_eq!(paper.reference.categories, ["cs.LG", "cs.AI"]);
    assert_eq!(paper.reference.abstract_text.as_deref(), Some("Two lines."));
    assert_eq!(paper.reference.authors[1].shown(), "张三");
}

#[test]
fn a_day_of_daily_arxiv_may_begin_with_a_broken_line_or_be_an_array() {
    let text = format!("Error\n{DAILY_LINE}\n{DAILY_LINE}\n");
    let archive = taken(&text);
    assert_eq!((archive.source, archive.papers.len()), (Source::DailyArxiv, 2));
    assert_eq!(archive.problems[0].place, Some(1));
    let archive = taken(&format!("[{DAILY_LINE},\n{DAILY_LINE}, 5]"));
    assert_eq!((archive.source, archive.papers.len()), (Source::DailyArxiv, 2));
    assert_eq!(kinds(&archive), [ProblemKind::Broken]);
    let failed = r#"{"id":"2510.24801","title":"T","summary":"S","AI":"Error"}"#;
    assert_eq!(kinds(&taken(failed)), [ProblemKind::NotWritten]);
    // A text that quotes a line is a text.
    let quoted = format!("# A text\n\nwith words\nand more\n{DAILY_LINE}\nand others\n");
    assert_eq!(read(quoted.as_bytes()), Err(NoArchive::Unknown));
}

#[test]
fn fields_of_a_newsletter_may_be_in_a_list_and_without_stars() {
    for (bullet, star) in [("- ", "**"), ("", ""), ("* ", ""), ("> ", "**")] {
        let text = format!(
            "# 日报\n\n## 标题\n{bullet}{star}原文标题：{star} A Title\n{bullet}{star}作者{star}：Ann Bee、张三\n\
            {bullet}{star}摘要:{star} 短\n{bullet}{star}论文链接：{star} https://arxiv.org/abs/2610.12374\n"
        );
        let archive = taken(&text);
        assert_eq!((archive.source, ids(&archive)), (Source::Newsletter, vec!["2610.12374"]));
        let paper = &archive.papers[0];
        assert_eq!((paper.reference.title.as_str(), paper.reference.authors.len()), ("A Title", 2));
        assert_eq!(paper.parts.last().unwrap().text, "短", "{text}");
    }
}

#[test]
fn lists_of_hugging_face_are_read_with_and_without_translations() {
    let item = r#"{"paper": {"id": "2510.24801", "title": "T", "summary": "S",
        "authors": [{"name": "Ann Bee"}], "upvotes": 5}, "publishedAt": "2025-10-28T10:00:00Z"}"#;
    let archive = taken(&format!("[{item}, {{\"paper\": {{\"title\": \"x\"}}}}, {item}]"));
    assert_eq!((archive.source, ids(&archive)), (Source::HuggingFace, vec!["2510.24801"]));
    assert_eq!(archive.problems.len(), 2);
    assert_eq!(archive.papers[0].listed.as_ref().unwrap().upvotes, 5);
    assert_eq!(archive.papers[0].parts, []);
    for translation in ["\"译文\"", "{\"摘要\": \"译文\", \"n\": 5}"] {
        let item =
            item.replacen("{\"paper\"", &format!("{{\"translation\": {translation}, \"paper\""), 1);
        let archive = taken(&format!("[{item}]"));
        assert_eq!(archive.source, Source::Newsletter);
        assert_eq!(archive.papers[0].parts.len(), 1);
        assert_eq!(archive.papers[0].parts[0].text, "译文");
    }
    let cut = taken(&format!("[{item}, {{\"paper\": {{\"id\""));
    assert_eq!(kinds(&cut), [ProblemKind::Broken]);
}

#[test]
fn a_list_names_its_day_where_all_its_papers_do() {
    let item = |id: &str, day: &str| {
        format!(
            r#"{{"paper":{{"id":"{id}","title":"T","submittedOnDailyAt":"{day}T00:12:00.000Z"}}}}"#
        )
    };
    let day = |items: &[String]| taken(&format!("[{}]", items.join(","))).date;
    let (one, other) = (item("2510.24801", "2025-10-29"), item("2510.24802", "2025-10-29"));
    assert_eq!(day(&[one.clone(), other]).unwrap().to_string(), "2025-10-29");
    assert_eq!(day(&[one, item("2510.24803", "2025-10-30")]), None);
}

#[test]
fn papers_that_paperboy_exported_are_read_with_what_the_user_added() {
    let item = |id: &str, note: &str| {
        format!(
            r#"{{"id":"{id}","title":"T","dates":["2026-01-05"],"authors":["Ann Bee"],"abstract":null,
            "starred":true,"read":false,"later":true,"tags":["a, b","C"],"note":{note},
            "collections":["组会"],"links":{{"arxiv":"https://arxiv.org/abs/{id}"}}}}"#
        )
    };
    let (first, second) = (item("1706.03762", "\"arXiv:1\\n two\""), item("2510.24801", "null"));
    let archive = taken(&format!("[{first},\n{second}, {{\"x\": 1}}"));
    assert_eq!(archive.source, Source::Paperboy);
    assert_eq!(ids(&archive), ["1706.03762", "2510.24801"]);
    assert_eq!(kinds(&archive), [ProblemKind::Broken, ProblemKind::Broken]);
    let paper = &archive.papers[0];
    assert_eq!(paper.reference.note.as_deref(), Some("arXiv:1\n two"));
    assert_eq!(paper.reference.tags, ["a, b", "C"]);
    assert_eq!(paper.collections, ["组会"]);
    assert!(paper.marks.starred && paper.marks.later && !paper.marks.read);
    assert_eq!(archive.papers[1].reference.note, None);
}

#[test]
fn highlights_and_collections_that_paperboy_exported_are_read_with_all_that_is_known_of_them() {
    let archive = taken(
        r#"[{"id":"1706.03762","dates":[],"starred":false,"links":{"arxiv":"x"},"highlights":[
            {"id":"0b0cdd5c-7f0d-4a6e-8d4f-0d9f1c0b7a11","colour":"pink","note":"why","quote":"a b","section":"3 Method",
             "text":"article","added":"2026-01-05T00:00:00Z",
             "anchor":{"exact":"a\nb","prefix":"p","suffix":"s","repeated":true,"digest":"d","ranges":[{"part":"2","from":1,"to":3},{"part":1}]}},
            {"quote":"alone"}]},
           {"id":"00112233445566aa","name":" 组会 ","parent":null,"note":"n","papers":["1706.03762",7,"no id"]}]"#,
    );
    let [first, second] = &archive.papers[0].highlights[..] else { panic!("{archive:?}") };
    assert_eq!((first.quote.as_str(), first.color.as_deref()), ("a\nb", Some("pink")));
    let anchor = first.anchor.as_ref().unwrap();
    assert_eq!((anchor.section.as_str(), anchor.repeated), ("3 Method", true));
    assert_eq!(anchor.ranges, [("2".to_owned(), 1, 3)], "a broken range is left out");
    assert_eq!(second.quote, "alone");
    let [collection] = &archive.collections[..] else { panic!("{archive:?}") };
    assert_eq!((collection.name.as_str(), collection.papers.len()), ("组会", 1));
    // `collect --json` lists them with numbers.
    let list = taken(r#"[{"id":"a","name":"b","parent":"c","note":null,"papers":3}]"#);
    assert_eq!((list.papers.len(), list.collections.len()), (0, 1));
}

#[test]
fn real_lists_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/hf_api");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files: Vec<_> = files.map(|file| file.path()).filter(|path| path.is_file()).collect();
    if files.is_empty() {
        println!("skipped: there are no captures of Hugging Face's lists");
    }
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        // Two of the files are damaged.
        let Ok(archive) = read(&bytes) else { continue };
        assert_eq!(archive.source, Source::HuggingFace, "{}", path.display());
        for paper in &archive.papers {
            let listed = paper.listed.as_ref().unwrap();
            assert_eq!(paper.reference.id.as_ref(), Some(&listed.id));
            assert!(
                paper.parts.is_empty() && paper.reference.authors.len() <= listed.authors.len()
            );
        }
    }
}

#[test]
fn newsletters_in_markdown_are_read() {
    let archive = taken(
        "# 2026-10-09 论文日报\n\n## 📊 统计\n- 总论文数：2\n\n### 1. 一个标题\n\n\
        **原文标题：** A Title\n\n**摘要：**\n第一行。\n\n第二行。\n\n\
        **论文链接：** [HuggingFace](https://huggingface.co/papers/2610.12374) | \
        [arXiv](https://arxiv.org/abs/2610.12374)\n\n---\n\n### 2. 其二\n**原文标题**：Second\n\
        **论文链接：** 无\n---\n",
    );
    assert_eq!((archive.source, ids(&archive)), (Source::Newsletter, vec!["2610.12374", ""]));
    assert_eq!(archive.date.unwrap().to_string(), "2026-10-09");
    let paper = &archive.papers[0];
    assert_eq!(paper.reference.title, "A Title");
    let parts: Vec<(&str, &str)> =
        paper.parts.iter().map(|part| (part.name.as_str(), part.text.as_str())).collect();
    assert_eq!(parts, [("标题", "一个标题"), ("摘要", "第一行。\n\n第二行。")]);
}

#[test]
fn tables_of_highlights_and_notes_are_read() {
    let readwise = taken(
        "Highlight,Book Title,Book Author,Note,Color,Tags,Highlighted at,URL\r\n\
        \"A, \"\"quoted\"\" line\nand another\",A Paper,Ann Bee,my note,yellow,\"a,b\",2025-01-02,\
        https://arxiv.org/abs/1706.03762v5\r\nSecond,A Paper,,,,,,https://arxiv.org/pdf/1706.03762\r\n\
        Third,Only a title,,,,,,\r\n,,,,,,,\r\n",
    );
    assert_eq!((readwise.source, ids(&readwise)), (Source::Table, vec!["1706.03762", ""]));
    assert_eq!(kinds(&readwise), [ProblemKind::NamesNoPaper]);
    let first = &readwise.papers[0];
    assert_eq!(first.highlights.len(), 2);
    assert_eq!(first.highlights[0].quote, "A, \"quoted\" line\nand another");
    assert_eq!(first.highlights[0].note.as_deref(), Some("my note"));
    assert_eq!(first.highlights[0].tags, ["a", "b"]);
    assert_eq!(first.highlights[0].color.as_deref(), Some("yellow"));
    let hypothesis =
        taken("Created\tURL\tQuote\tComment\nx\thttps://arxiv.org/abs/1706.03762\tq\tc\n");
    assert_eq!(hypothesis.papers[0].highlights[0].note.as_deref(), Some("c"));
    let zotero = taken(
        "\u{feff}\"Key\",\"Item Type\",\"Author\",\"Title\",\"DOI\",\"Url\",\"Notes\",\"Manual Tags\",\"Extra\"\n\
        \"K\",\"preprint\",\"Vaswani, Ashish; Kimi Team\",\"T\",\"10.48550/arXiv.1706.03762\",\
        \"http://arxiv.org/abs/1706.03762\",\"<p>One</p>\",\"a; b\",\"arXiv:1706.03762 [cs]\"\n",
    );
    let paper = &zotero.papers[0];
    assert_eq!((ids(&zotero), paper.reference.note.as_deref()), (vec!["1706.03762"], Some("One")));
    assert_eq!(
        (paper.highlights.len(), &paper.reference.tags[..]),
        (0, &["a".into(), "b".into()][..])
    );
    let names: Vec<String> = paper.reference.authors.iter().map(|name| name.shown()).collect();
    assert_eq!(names, ["Ashish Vaswani", "Kimi Team"]);
}

#[test]
fn lists_of_ids_and_links_are_read() {
    let archive = taken(
        "# my list\n1706.03762\narXiv:2510.24801v2, 2510.24802\n\n- https://arxiv.org/abs/2510.24803\n\
        * [A paper](https://huggingface.co/papers/2510.24804)\nhep-th/9901001 A title\n1706.03762\n\
        https://example.org/2512.23576 https://example.org/arxiv.org/abs/2512.23577\n",
    );
    assert_eq!(archive.source, Source::Ids);
    assert_eq!(
        ids(&archive),
        ["1706.03762", "2510.24801", "2510.24802", "2510.24803", "2510.24804", "hep-th/9901001"]
    );
    assert_eq!(kinds(&archive), [ProblemKind::NamesNoPaper]);
}

#[test]
fn references_are_read_as_such() {
    let archive = taken("@misc{a, title={T}, eprint={1706.03762}}\n@misc{b, title={Two");
    assert_eq!(archive.source, Source::References(Format::Bibtex));
    assert_eq!((ids(&archive), archive.problems.len()), (vec!["1706.03762"], 1));
    let csl = "[{\"type\": \"article\", \"title\": \"T\", \"number\": \"arXiv:1706.03762\"}]";
    assert_eq!(taken(csl).source, Source::References(Format::CslJson));
    assert_eq!(taken("TY  - UNPD\nTI  - T\nER  - \n").source, Source::References(Format::Ris));
}

#[test]
fn a_daily_report_and_other_texts_are_no_archive() {
    let report = "# Hugging Face Daily Papers\n\n## 📄 [A paper](https://huggingface.co/papers/1706.03762)\n\
        论文链接：https://arxiv.org/abs/1706.03762\n\n**应用领域**\n\nSome text.\n\nMore text.\n";
    for text in [report, "", "hello\nworld", "a,b,c\n1,2,3\n", "{\"a\": 1}", "[]", "null", "\u{0}"]
    {
        assert_eq!(read(text.as_bytes()), Err(NoArchive::Unknown), "{text}");
    }
    assert_eq!(read(&vec![b' '; MAX_BYTES + 1]), Err(NoArchive::TooLarge));
}

#[test]
fn nothing_takes_more_than_in_proportion_to_its_length() {
    for part in [
        "{\"id\":",
        "[",
        "**原文标题：** **论文链接：**\n",
        "### a\n",
        "\"",
        ",",
        "Title,URL\n",
        "1706.03762 ",
        "{}\n",
        "\n",
        "#",
    ] {
        let _ = read(part.repeat(60_000 / part.len()).as_bytes());
        let _ = read(format!("Title,Quote,URL\n{}", part.repeat(60_000 / part.len())).as_bytes());
        let _ = read(format!("**原文标题**\n**论文链接**\n{}", part.repeat(5_000)).as_bytes());
    }
}
