//! Figures in exports: those that the licence allows, as files beside the export, or all for the user's
//! own use.

use crate::fetch::{DAY, Round, until};
use paperboy_core::wire::{
    ExportFormat, ExportOf, ExportedFigures, ExportedFile, JobKind, Mark, VaultUpdate, View,
};
use paperboy_core::{DateSpan, Job, VaultOptions};
use paperboy_paper::ImageProblem;
use paperboy_tests::png;
use std::fs;
use std::path::{Path, PathBuf};

const OPEN: &str = "2601.00001";
const CLOSED: &str = "2601.00002";
/// An old id, with hostile captions and no word about a licence.
const OLD: &str = "hep-th/9901001";

fn figure(n: u32, label: &str, caption: &str) -> String {
    format!(
        r#"<figure class="ltx_figure"><img src="x{n}.png" class="ltx_graphics" width="598" height="336"><figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_figure">{label}: </span>{caption}</figcaption></figure>"#
    )
}

fn page(id: &str, licence: &str, figures: &str) -> String {
    let text = "The method reaches an accuracy of 71.47 on the benchmark. ".repeat(20);
    let frame = match licence {
        "" => String::new(),
        licence => format!(
            r#"<div id="infobox"><a id="license-tr" href="https://info.arxiv.org/">License: {licence}</a></div>"#
        ),
    };
    format!(
        r#"<!DOCTYPE html><html><head><base href="/html/{id}v1/"></head><body>{frame}<article class="ltx_document"><h1 class="ltx_title ltx_title_document">Paper {id}</h1>
        <section class="ltx_section" id="S1"><h2 class="ltx_title">1 A</h2><div class="ltx_para"><p class="ltx_p">{text}</p></div>{figures}</section></article></body></html>"#
    )
}

/// A library with the figures of three papers, and a folder for exports.
struct Exports {
    round: Round,
    folder: PathBuf,
}

impl Exports {
    fn new() -> Self {
        let round = Round::new(&[OPEN, CLOSED, OLD]);
        let two = figure(1, "Figure 1", "A <b>result</b> of $x$.")
            + &figure(2, "Figure 2", "Overview [of](http://x.example) <em>all</em>.");
        let hostile = figure(
            1,
            "../../etc/passwd\u{202e}: CON|",
            "\"><script>alert(1)</script> ](x) ![y](http://x.example/y.png)",
        ) + &figure(2, "图 2", "---\n# Not a heading");
        for (id, licence, figures) in [
            (OPEN, "CC BY 4.0", &two),
            (CLOSED, "arXiv.org perpetual non-exclusive license", &two),
            (OLD, "", &hostile),
        ] {
            round.source.answer(&format!("/html/{id}"), 200, &page(id, licence, figures));
            for n in 1..=2 {
                let seed = n + u32::from(id == CLOSED) * 2 + u32::from(id == OLD) * 4;
                round.source.answer_bytes(
                    &format!("/html/{id}v1/x{n}.png"),
                    200,
                    &png::bars(640, 360, seed),
                );
            }
        }
        let app = round.test.app();
        app.set_setting("figures.fetch", "kept").unwrap();
        let ids = [OPEN, CLOSED, OLD].map(str::to_owned);
        round.fetch();
        app.mark(&ids, Mark::Starred, true).unwrap();
        round.fetch();
        for id in &ids {
            let problems = || -> Vec<Option<ImageProblem>> {
                let images = app.figures(id).unwrap().images;
                images.into_iter().map(|image| image.problem).collect()
            };
            until("the figures", || problems() == [None, None]);
        }
        let folder = round.test.path("exports");
        fs::create_dir(&folder).unwrap();
        Self { round, folder }
    }

    fn which(&self, which: &str) {
        self.round.test.app().set_setting("export.figures", which).unwrap();
    }

    fn export(&self, ids: &[&str], format: ExportFormat, name: &str) -> (ExportedFile, String) {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        let path = self.folder.join(name);
        let of = ExportOf::Papers { ids };
        let file = self.round.test.app().export_file(&of, format, &path).unwrap();
        (file, fs::read_to_string(path).unwrap())
    }

    fn files(&self, folder: &str) -> Vec<String> {
        names(&self.folder.join(folder))
    }

    fn update_vault(&self, vault: &Path) -> VaultUpdate {
        let app = self.round.test.app();
        let picked = app.pick_for_vault().unwrap();
        let options = VaultOptions { folder: Some(vault.to_owned()), ..VaultOptions::default() };
        app.update_vault(&picked, &options, &Job::unwatched(JobKind::Vault)).unwrap()
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What a text links to as images, in Markdown and in HTML.
fn linked(text: &str) -> Vec<String> {
    let markdown = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let html = text.split("<img src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let all = markdown.filter(|link| link.ends_with(".webp")).chain(html);
    all.map(str::to_owned).collect()
}

#[test]
fn an_open_licence_puts_figures_beside_the_export_and_another_keeps_them_out() {
    let exports = Exports::new();
    let all = [OPEN, CLOSED, OLD];
    for (format, name) in [(ExportFormat::Html, "a b.html"), (ExportFormat::Markdown, "a b.md")] {
        let (file, text) = exports.export(&all, format, name);
        assert_eq!((file.papers, file.withheld), (3, 2), "{name}");
        let folder = exports.folder.join("a b.figures");
        assert_eq!(file.figures.as_deref(), folder.to_str());
        let files = exports.files("a b.figures");
        assert_eq!(files.len(), 2, "{files:?}");
        assert!(files.iter().all(|name| name.starts_with("2601.00001-figure-")), "{files:?}");
        // The one on the card is first.
        let links = linked(&text);
        let links_to: Vec<String> =
            files.iter().rev().map(|name| format!("a%20b.figures/{name}")).collect();
        assert_eq!(links, links_to, "{text}");
        for name in &files {
            let bytes = fs::read(folder.join(name)).unwrap();
            assert!(bytes.starts_with(b"RIFF"), "what Paperboy encoded, and not the original");
        }
        assert!(text.contains("CC BY 4.0") && !text.contains("perpetual"), "{text}");
    }
    let (_, page) = exports.export(&[OPEN], ExportFormat::Html, "one.html");
    assert!(page.contains("alt=\"Figure 2: Overview [of](http://x.example) all.\""), "{page}");
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:\""));
    // The same images under the same names, and nothing of the user's is replaced.
    let name = &exports.files("a b.figures")[0];
    let path = exports.folder.join("a b.figures").join(name);
    fs::write(&path, "mine").unwrap();
    exports.export(&all, ExportFormat::Html, "a b.html");
    assert_eq!(exports.files("a b.figures").len(), 2);
    assert_eq!(fs::read_to_string(path).unwrap(), "mine");
}

#[test]
fn the_setting_keeps_all_figures_out_or_in_and_text_without_them_is_as_before() {
    let exports = Exports::new();
    let plain = exports.export(&[CLOSED], ExportFormat::Markdown, "closed.md").1;
    exports.which("none");
    for (format, name) in [(ExportFormat::Markdown, "n.md"), (ExportFormat::Html, "n.html")] {
        let (file, text) = exports.export(&[OPEN, CLOSED], format, name);
        assert_eq!((file.figures, file.withheld, linked(&text).len()), (None, 0, 0));
        assert!(!text.contains("<img") && !text.contains("CC BY"), "{text}");
    }
    assert!(exports.files("n.figures").is_empty() && !exports.folder.join("n.figures").exists());
    assert_eq!(exports.export(&[CLOSED], ExportFormat::Markdown, "c.md").1, plain);

    exports.which("all");
    let (file, text) = exports.export(&[OPEN, CLOSED, OLD], ExportFormat::Markdown, "all.md");
    assert_eq!((file.withheld, exports.files("all.figures").len()), (0, 6));
    assert_eq!(linked(&text).len(), 6);
    assert_eq!(text.matches("（不允许转载，插图仅供自己使用）").count(), 1, "{text}");
    assert_eq!(text.matches("未知（插图仅供自己使用）").count(), 1, "{text}");
    assert!(exports.round.test.app().set_setting("export.figures", "some").is_err());
}

#[test]
fn no_name_and_no_caption_of_a_paper_leaves_its_place() {
    let exports = Exports::new();
    exports.which("all");
    let (_, markdown) = exports.export(&[OLD], ExportFormat::Markdown, "x.md");
    let (_, page) = exports.export(&[OLD], ExportFormat::Html, "x.html");
    let files = exports.files("x.figures");
    assert_eq!(names(&exports.folder), ["x.figures", "x.html", "x.md"]);
    for name in &files {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
        assert!(name.chars().all(is_plain) && name.starts_with("hep-th-9901001-"), "{name}");
    }
    for text in [&markdown, &page] {
        let mut links = linked(text);
        links.sort();
        let expected: Vec<String> = files.iter().map(|name| format!("x.figures/{name}")).collect();
        assert_eq!(links, expected, "{text}");
    }
    assert!(!markdown.contains("![y](http"), "{markdown}");
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.contains("src=\"http") && !page.contains("<h1>Not"), "{page}");
    let shown = paperboy_report::html(&markdown);
    assert!(!shown.contains("<script") && !shown.contains("Not a heading</h1>"), "{shown}");
}

#[test]
fn a_day_as_its_report_is_the_same_whatever_the_setting_says() {
    let exports = Exports::new();
    let app = exports.round.test.app();
    let date = DAY.parse().unwrap();
    let report = || app.export_days(DateSpan { from: date, to: date }).unwrap().remove(0).bytes;
    let before = report();
    exports.which("all");
    assert_eq!(report(), before);
    let path = exports.folder.join("day.md");
    let of = ExportOf::List { view: View::Day { date: DAY.to_owned() } };
    let file = app.export_file(&of, ExportFormat::Markdown, &path).unwrap();
    assert_eq!((fs::read(&path).unwrap(), file.figures), (before, None));
    assert_eq!(names(&exports.folder), ["day.md"]);
    // As a document it has them.
    let selection = paperboy_core::Selection::Days(DateSpan { from: date, to: date });
    let picked = app.pick(&selection).unwrap();
    let which = Some(ExportedFigures::Open);
    let mut figures = app.figures_beside(&path, ExportFormat::Markdown, which).unwrap();
    let mut bytes = Vec::new();
    app.export_to(&picked, ExportFormat::Markdown, &selection, figures.as_mut(), &mut bytes)
        .unwrap();
    assert_eq!(linked(&String::from_utf8(bytes).unwrap()).len(), 2);
}

#[test]
fn notes_show_the_figures_that_the_setting_allows_and_lose_nothing_of_the_users() {
    let exports = Exports::new();
    let vault = exports.round.test.path("Vault");
    fs::create_dir(&vault).unwrap();
    let first = exports.update_vault(&vault);
    assert_eq!((first.written, first.images, first.withheld, first.failed), (3, 2, 2, 0));
    let files = names(&vault.join("paperboy-figures"));
    let note = |id: &str| fs::read_to_string(vault.join(format!("{id}.md"))).unwrap();
    let links: Vec<String> =
        files.iter().rev().map(|name| format!("paperboy-figures/{name}")).collect();
    assert_eq!(linked(&note(OPEN)), links);
    assert_eq!(linked(&note(CLOSED)), Vec::<String>::new());
    let second = exports.update_vault(&vault);
    assert_eq!((second.written, second.unchanged), (0, 3));
    // What the user wrote stays; a figure that is gone comes again, and one of theirs stays.
    let own = format!("{}\nmine\n", note(OPEN));
    fs::write(vault.join(format!("{OPEN}.md")), &own).unwrap();
    fs::remove_file(vault.join("paperboy-figures").join(&files[0])).unwrap();
    fs::write(vault.join("paperboy-figures").join(&files[1]), "mine").unwrap();
    assert_eq!(exports.update_vault(&vault).unchanged, 3);
    assert_eq!(note(OPEN), own);
    assert!(fs::read(vault.join("paperboy-figures").join(&files[0])).unwrap().starts_with(b"RIFF"));
    let changed = fs::read_to_string(vault.join("paperboy-figures").join(&files[1])).unwrap();
    assert_eq!(changed, "mine");
    exports.which("all");
    let all = exports.update_vault(&vault);
    assert_eq!((all.written, all.images, all.withheld), (2, 6, 0));
    exports.which("none");
    assert_eq!(exports.update_vault(&vault).written, 3);
    assert!(linked(&note(OPEN)).is_empty() && note(OPEN).ends_with("\nmine\n"));
    assert_eq!(names(&vault.join("paperboy-figures")).len(), 6, "nothing is deleted");
}

#[test]
fn a_text_that_changed_shows_the_captions_and_the_licence_of_today() {
    let exports = Exports::new();
    assert_eq!(linked(&exports.export(&[OPEN], ExportFormat::Markdown, "x.md").1).len(), 2);
    let figures = figure(1, "Figure 1", "Newer words.") + &figure(2, "Figure 2", "Overview.");
    let id = paperboy_core::PaperId::parse(OPEN).unwrap();
    let newer = page(OPEN, "CC BY-NC-ND 4.0", &figures);
    exports.round.source.answer(&format!("/html/{OPEN}"), 200, &newer);
    exports.round.test.pass_days(1);
    let app = exports.round.test.app();
    app.read_again(&id, &Job::unwatched(JobKind::Fetch)).unwrap();
    let (file, text) = exports.export(&[OPEN], ExportFormat::Markdown, "x.md");
    assert_eq!((file.withheld, linked(&text).len()), (1, 0));
    exports.which("all");
    assert!(exports.export(&[OPEN], ExportFormat::Markdown, "x.md").1.contains("Newer words."));
}
