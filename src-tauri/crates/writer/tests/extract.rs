//! Reports of invented papers: `tests/papers`, each article beside its report.
//!
//! `PAPERBOY_WRITE_GOLDEN=1 cargo test -p paperboy-writer` writes the reports again; read the
//! difference before keeping it.
#![allow(clippy::unwrap_used)]

use paperboy_paper::PaperId;
use paperboy_paper::article::{
    Article, Block, Caption, Item, List, Reading, Section as Part, Table, Text, from_markdown,
};
use paperboy_report::Section;
use paperboy_writer::{Extract, Language, Source, extract};

fn id() -> PaperId {
    PaperId::parse("2601.00001").unwrap()
}

fn source<'a>(id: &'a PaperId, title: &'a str) -> Source<'a> {
    Source {
        id,
        title,
        abstract_text: None,
        keywords: &[],
        code: None,
        project: None,
        article: None,
        whole: false,
    }
}

fn of_abstract(title: &str, text: &str) -> Extract {
    extract(&Source { abstract_text: Some(text), ..source(&id(), title) })
}

fn of_article(title: &str, article: &Article) -> Extract {
    extract(&Source { article: Some(article), whole: true, ..source(&id(), title) })
}

fn article(markdown: &str) -> Article {
    match from_markdown::read(markdown.as_bytes()) {
        Reading::Article(article) => *article,
        other => panic!("{other:?}"),
    }
}

fn section(extract: &Extract, section: Section) -> &str {
    extract.sections[section as usize].as_deref().unwrap_or_default()
}

fn assert_is_unchanged(report: &str, name: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("tests/papers/{name}.report.md"));
    if std::env::var_os("PAPERBOY_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, report).unwrap();
    }
    assert_eq!(report, std::fs::read_to_string(&path).unwrap());
}

const MOLES: &str = "Moles dig in the dark, and recent planners for digging robots still rely on cameras. To close this gap, we propose \
    Talpa, a planner that digs by touch alone. Talpa represents soil as a grid of forces and updates it with every scratch. A learned policy \
    then chooses the next scratch, guided by a simple rule that avoids stones. In experiments with 40 tunnels, Talpa digs 2.3times faster \
    than a planner with cameras and breaks 61\\% fewer claws. Our simulator and code are available at https://example.org/talpa.";

#[test]
fn a_whole_paper_gives_five_sections_of_its_own_sentences() {
    let heron = article(include_str!("papers/heron.md"));
    let report = of_article("Heron: Counting Birds from Sound with Sparse Listening", &heron)
        .report(Language::En)
        + "\n";
    assert_is_unchanged(&report, "heron");
}

#[test]
fn an_abstract_alone_gives_its_content() {
    let report = of_abstract("Talpa: Planning to Dig by Touch", MOLES).report(Language::Zh) + "\n";
    assert_is_unchanged(&report, "talpa");
}

#[test]
fn a_chinese_paper_speaks_chinese() {
    let text = "候鸟计数费时费力。现有方法难以处理重叠的鸟群。本文提出苍鹭网络，一种先选择片段再计数的稀疏聆听方法。该方法采用轻量门控模块选择\
        关键片段，并通过弱监督损失联合训练。实验结果表明，在两个数据集上误差降低31.5%，优于现有基线。代码已在https://example.org/heron公开。";
    let report = of_abstract("苍鹭：基于稀疏聆听的候鸟计数", text).report(Language::Zh) + "\n";
    assert_is_unchanged(&report, "cranes");
}

#[test]
fn what_the_paper_does_not_say_is_said_in_one_sentence_and_counts_as_nothing() {
    let extract = of_abstract("Moles", "Moles dig. We like moles.");
    assert_eq!(extract.sections[Section::Results as usize], None);
    assert_eq!(extract.section(Section::Results, Language::Zh), "内置摘录未在摘要中找到相关内容。");
    assert_eq!(
        extract.section(Section::Results, Language::En),
        "Built-in extraction found nothing about this in the abstract."
    );
    let whole = Extract { whole: true, ..extract };
    assert_eq!(whole.section(Section::Results, Language::Zh), "内置摘录未在论文中找到相关内容。");
    assert_eq!(
        whole.section(Section::Results, Language::En),
        "Built-in extraction found nothing about this in the paper."
    );
}

#[test]
fn a_report_of_nothing_still_has_its_five_sections() {
    for language in [Language::Zh, Language::En] {
        let cut = paperboy_report::sections(&extract(&source(&id(), "")).report(language));
        assert_eq!(cut.problems, []);
        assert!(cut.texts.iter().all(Option::is_some));
    }
}

#[test]
fn a_paper_that_brings_nothing_has_no_contribution() {
    let text = "Moles are known to dig deep tunnels under many gardens. The soil of such gardens is moved by them every single night.";
    assert_eq!(of_abstract("Moles", text).sections[Section::Contribution as usize], None);
}

#[test]
fn the_field_is_the_subject_and_the_keywords() {
    let mut article = article(include_str!("papers/heron.md"));
    article.subjects = vec!["cs.SD".to_owned(), "Machine Learning (cs.LG)".to_owned()];
    let keywords = ["bird counting".to_owned(), "weak labels".to_owned()];
    let id = id();
    let source =
        Source { article: Some(&article), keywords: &keywords, ..source(&id, "Heron: Birds") };
    let extract = extract(&source);
    let domain = section(&extract, Section::Domain);
    assert_eq!(domain, "Sound (cs.SD) / Machine Learning (cs.LG) - bird counting, weak labels");
    assert_eq!(
        paperboy_report::domain_chips(domain),
        ["Sound (cs.SD)", "Machine Learning (cs.LG)", "bird counting", "weak labels"]
    );
}

#[test]
fn addresses_of_the_list_appear_once() {
    let id = id();
    let with = Source {
        abstract_text: Some(MOLES),
        code: Some("https://example.org/talpa/"),
        project: Some("https://example.org/moles"),
        ..source(&id, "Talpa: Planning to Dig by Touch")
    };
    let extract = extract(&with);
    let usage = section(&extract, Section::Usage);
    assert_eq!(usage.matches("example.org/talpa").count(), 1, "{usage}");
    assert!(usage.ends_with("- Project page: <https://example.org/moles>"), "{usage}");
    let unsafe_link =
        Source { code: Some("https://127.0.0.1/"), abstract_text: None, project: None, ..with };
    assert_eq!(paperboy_writer::extract(&unsafe_link).sections[Section::Usage as usize], None);
}

#[test]
fn no_sentence_appears_twice_however_often_the_paper_repeats_it() {
    let mut twice = article(include_str!("papers/heron.md"));
    let again: Vec<Block> = twice.abstract_blocks.clone();
    for section in &mut twice.sections {
        section.blocks.extend(again.clone());
    }
    let extract = of_article("Heron: Counting Birds from Sound with Sparse Listening", &twice);
    let report = extract.report(Language::En);
    let mut lines: Vec<&str> =
        report.lines().map(str::trim).filter(|line| line.len() > 40).collect();
    let count = lines.len();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), count, "{report}");
    assert!(report.matches("which seconds of a recording to analyse").count() == 1);
}

#[test]
fn a_point_of_a_list_keeps_its_label() {
    let item = |label: &str, text: &str| Item {
        label: Some(Text::words(label)),
        blocks: vec![Block::Paragraph(Text::words(text))],
    };
    let article = Article {
        sections: vec![Part {
            level: 1,
            title: Text::words("Introduction"),
            blocks: vec![
                Block::Paragraph(Text::words("We make the following contributions.")),
                Block::List(List {
                    start: None,
                    items: vec![
                        item("Soil*", "A grid of forces that every scratch updates"),
                        item("Rule", "A simple rule that keeps claws off stones."),
                    ],
                }),
            ],
            ..Part::default()
        }],
        ..Article::default()
    };
    assert_eq!(
        section(&of_article("Talpa", &article), Section::Innovations),
        "- **Soil\\*** A grid of forces that every scratch updates\n- **Rule** A simple rule that keeps claws off stones."
    );
}

#[test]
fn the_own_row_of_a_table_is_a_result() {
    let texts = |cells: &[&str]| cells.iter().map(|cell| Text::words(cell)).collect::<Vec<_>>();
    let table = Table {
        caption: Some(Caption {
            label: Some("Table 1".to_owned()),
            text: Text::words("Claws broken in forty tunnels."),
        }),
        header: texts(&["Planner", "Claws"]),
        rows: vec![texts(&["Camera", "18"]), texts(&["Talpa", "7"])],
    };
    let article = Article {
        sections: vec![Part {
            level: 1,
            title: Text::words("Results"),
            blocks: vec![Block::Table(table)],
            ..Part::default()
        }],
        ..Article::default()
    };
    assert_eq!(
        section(&of_article("Talpa: Digging", &article), Section::Results),
        "- Table 1: Claws broken in forty tunnels — **Talpa**: Claws: 7"
    );
}

/// The sentences that an abstract shows as innovations, one a line.
fn innovations(title: &str, text: &str) -> String {
    let extract = of_abstract(title, text);
    section(&extract, Section::Innovations).to_owned()
}

#[test]
fn a_problem_stated_after_the_first_own_sentence_is_no_innovation() {
    let layers = "This work presents Layered Nest Mapping, a method for drawing nests in layers. In practice, ornithologists typically draw \
        and refine each layer independently before joining them. However, this process is irreversible. To address these challenges, we \
        propose two key modules: a splitter, which decouples twigs into layers, and an adapter, which guides the drawing. A benchmark is built \
        with the method.";
    let shown = innovations("Layered Nest Mapping", layers);
    assert!(
        shown.contains("two key modules")
            && !shown.contains("ornithologists")
            && !shown.contains("irreversible"),
        "{shown}"
    );

    let stream = "We present Wader, enabling live counting on a single chip. Our approach begins by training a teacher with attention to \
        flocks. Several key challenges arise when counting in long films: bridging the gap from training on short films, and using memory \
        that grows with attention. To overcome them, we introduce sliding-window attention, combined with attention sinks.";
    let shown = innovations("Wader: Live Counting", stream);
    assert!(
        shown.contains("Our approach begins")
            && shown.contains("sliding-window")
            && !shown.contains("Several key"),
        "{shown}"
    );

    let finding = "Reinforcement learning trains bird counters. However, we identify a systematic lack of hard flocks in existing methods. \
        Algorithmically, widely used policy optimization suffers from an implicit imbalance of the training loss. Data-wise, augmentation \
        strategies primarily rephrase labels using templates. To address these issues, we propose a framework of two modules for hard \
        flocks. The first module samples hard flocks dynamically.";
    let shown = innovations("Harder Flocks Are Better", finding);
    assert!(
        !shown.contains("Algorithmically")
            && !shown.contains("Data-wise")
            && shown.contains("The first module"),
        "{shown}"
    );
}

#[test]
fn how_the_own_thing_works_stays_an_innovation_before_a_problem_is_answered() {
    let text = "We present Heron, a network that counts birds. The encoder combines a gate module with an attention module. Heron is \
        often challenging to train, since it uses sparse attention. However, long films exceed the memory. To address this, we further introduce a \
        streaming strategy.";
    let shown = innovations("Heron: Counting Birds", text);
    assert!(
        shown.contains("The encoder combines")
            && shown.contains("streaming strategy")
            && !shown.contains("However"),
        "{shown}"
    );

    let text = "We first introduce NestNet, a module that reads nests. NestNet uses attention to learn challenging nests. Unlike existing networks, \
        the module uses two stages for training. To address noise, we then propose a second module, which uses filtering.";
    let shown = innovations("On Reading Nests", text);
    assert!(
        shown.contains("NestNet uses attention") && shown.contains("Unlike existing networks"),
        "{shown}"
    );
}

#[test]
fn what_is_found_wrong_is_no_contribution_where_something_is_proposed() {
    let text = "Next-scale models draw birds from coarse to fine. However, they suffer from exposure bias. We identify two primary causes of this \
        issue: a mismatch, where the model must rely on its own drawings, and an imbalance of the scales. Through a comprehensive analysis of \
        training dynamics, we propose Gentle Refinement to address these limitations.";
    let extract = of_abstract("Rethinking the Drawing of Birds", text);
    assert!(
        section(&extract, Section::Contribution).contains("we propose Gentle Refinement"),
        "{:?}",
        extract.sections
    );
}
