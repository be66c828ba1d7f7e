//! Figures of articles: their images in order, and which may be shown on the card.
#![allow(clippy::unwrap_used)]

use paperboy_paper::PaperId;
use paperboy_paper::article::{Article, Block, ImageSource, Reading, html};
use std::path::Path;

fn id() -> PaperId {
    PaperId::parse("2601.00001").unwrap()
}

fn read(head: &str, body: &str) -> Article {
    let text =
        "The method reaches an accuracy of 71.47 on the benchmark and needs no labels. ".repeat(20);
    let page = format!(
        r#"<!DOCTYPE html><html><head>{head}</head><body><article class="ltx_document"><h1 class="ltx_title ltx_title_document">T</h1>
        <section class="ltx_section" id="S1"><h2 class="ltx_title">1 A</h2><div class="ltx_para"><p class="ltx_p">{text}</p></div>{body}</section></article></body></html>"#
    );
    match html::read(page.as_bytes(), &id()) {
        Reading::Article(article) => *article,
        other => panic!("{other:?}"),
    }
}

fn figure(label: &str, caption: &str, inside: &str) -> String {
    format!(
        r#"<figure class="ltx_figure">{inside}<figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_figure">{label}: </span>{caption}</figcaption></figure>"#
    )
}

fn image(address: &str) -> String {
    format!(
        r#"<img src="{address}" class="ltx_graphics" width="598" height="336" alt="Refer to caption">"#
    )
}

/// The paths of the files of an article's images.
fn files(article: &Article) -> Vec<String> {
    let path = |source: &ImageSource| match source {
        ImageSource::File(path) => path.clone(),
        ImageSource::Drawing(_) => "drawing".to_owned(),
    };
    article.images().into_iter().map(|image| path(&image.source)).collect()
}

#[test]
fn addresses_are_relative_to_the_base_and_lead_to_arxiv_alone() {
    let base = r#"<base href="/html/2601.00001v2/">"#;
    for (head, address, expected) in [
        (base, "x1.png", Some("2601.00001v2/x1.png")),
        (base, "./a%20b/c.jpg#f", Some("2601.00001v2/a%20b/c.jpg")),
        (base, " x1.png ", Some("2601.00001v2/x1.png")),
        ("", "2601.00001v1/x1.png", Some("2601.00001v1/x1.png")),
        ("", "x1.png", Some("2601.00001/x1.png")),
        ("", "", None),
        ("", "/html/2601.00001v1/x1.png", Some("2601.00001v1/x1.png")),
        ("", "https://arxiv.org/html/2601.00001v1/x1.png", Some("2601.00001v1/x1.png")),
        (
            r#"<base href="https://arxiv.org/html/2601.00001v3/">"#,
            "x.svg",
            Some("2601.00001v3/x.svg"),
        ),
        (base, "https://example.org/html/x1.png", None),
        (base, "//example.org/html/x1.png", None),
        (base, "https://arxiv.org.example.org/html/x.png", None),
        (base, "https://user@arxiv.org/html/x.png", None),
        (base, "https://arxiv.org:444/html/x.png", None),
        (base, "data:image/png;base64,AAAA", None),
        (base, "file:///etc/passwd", None),
        (base, "javascript:alert(1)", None),
        (base, "/abs/2601.00001", None),
        (base, "../../login?x=1", None),
        (base, "x.png?track=1", None),
        (base, "../../../../etc/passwd", None),
        (base, "a//x.png", None),
        (base, "a\\..\\x.png", Some("2601.00001v2/x.png")),
        (base, "", None),
    ] {
        let article = read(head, &figure("Figure 1", "C", &image(address)));
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(files(&article), expected, "{head} {address}");
    }
}

#[test]
fn images_keep_their_order_their_sizes_and_their_captions() {
    let panel = |label: &str, file: &str| {
        format!(
            r#"<div class="ltx_flex_cell">{}</div>"#,
            figure(label, "p", &image(file)).replace("ltx_figure", "ltx_figure ltx_figure_panel")
        )
    };
    let body = [
        figure("Figure 1", "The overview.", &image("a.png")),
        figure("Figure 2", "Both.", &format!(r#"<div class="ltx_flex_figure">{}{}</div>"#, panel("(a)", "b.png"), panel("(b)", "c.png"))),
        figure("Table 3", "As an image.", &image("t.png")).replace("ltx_figure", "ltx_table").replace("tag_figure", "tag_table"),
        figure("Figure 4", "An object.", r#"<object type="image/svg+xml" data="d.svg" width="476" height="185"></object>"#),
        r#"<div class="ltx_para"><img src="free.png" width="400" height="200"></div>"#.to_owned(),
        r#"<div class="ltx_para"><p class="ltx_p">A sign <img src="icon.png" width="12" height="12"> within.</p></div>"#.to_owned(),
    ]
    .concat();
    let article = read(r#"<base href="/html/2601.00001v1/">"#, &body);
    let names = ["a.png", "b.png", "c.png", "t.png", "d.svg", "free.png"];
    assert_eq!(files(&article), names.map(|name| format!("2601.00001v1/{name}")));
    let images = article.images();
    assert_eq!((images[0].width, images[0].height), (Some(598), Some(336)));
    assert_eq!((images[4].width, images[4].height), (Some(476), Some(185)));
    let figures = article.figures();
    let labels: Vec<_> =
        figures.iter().map(|figure| (figure.text(), figure.images.len())).collect();
    assert_eq!(labels[0], ("Figure 1: The overview.".to_owned(), 1));
    assert_eq!(labels[1], ("Figure 2: Both.".to_owned(), 2));
    let json = serde_json::to_string(&article).unwrap();
    assert_eq!(serde_json::from_str::<Article>(&json).unwrap(), article);
}

fn grid(rows: &[&[&str]]) -> String {
    let cell = |cell: &&str| format!(r#"<td class="ltx_td">{cell}</td>"#);
    let row = |row: &&[&str]| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
    format!(r#"<table class="ltx_tabular">{}</table>"#, rows.iter().map(row).collect::<String>())
}

#[test]
fn images_in_the_cells_of_a_table_are_those_of_its_figure_in_order() {
    let [a, b, c, d] = ["a.png", "b.png", "c.png", "d.png"].map(image);
    let base = r#"<base href="/html/2601.00001v1/">"#;
    let all = ["a.png", "b.png", "c.png", "d.png"].map(|name| format!("2601.00001v1/{name}"));
    let layouts = [
        ("a row", grid(&[&[&a, &b, &c, &d]])),
        ("a square", grid(&[&[&a, &b], &[&c, &d]])),
        ("with words under them", grid(&[&[&a, &b], &["(a) ours", "(b) theirs"], &[&c, &d]])),
        (
            "of data",
            grid(&[
                &["Method", "Sample"],
                &["ours", &a],
                &["theirs", &b],
                &["both", &format!("{c}{d}")],
            ]),
        ),
        (
            "by span",
            grid(&[&[&a, &b], &[&c, &d]])
                .replace("table", "span")
                .replace("<tr", "<span class=\"ltx_tr\"")
                .replace("/tr>", "/span>")
                .replace("<td", "<span")
                .replace("/td>", "/span>"),
        ),
    ];
    for (name, layout) in layouts {
        let article = read(base, &figure("Figure 6", "All of them.", &layout));
        assert_eq!(files(&article), all, "{name}");
        let figures = article.figures();
        assert_eq!(figures.len(), 1, "{name}");
        assert_eq!(figures[0].text(), "Figure 6: All of them.", "{name}");
    }
}

#[test]
fn a_table_with_images_keeps_its_words_its_caption_and_none_of_its_signs() {
    let tick = r#"<img src="tick.png" width="12" height="12">"#;
    let sample = image("a.png");
    let table =
        grid(&[&["Method", "Fits", "Sample"], &["ours", tick, &sample], &["theirs", "", "none"]]);
    let base = r#"<base href="/html/2601.00001v1/">"#;
    let float = figure("Table 3", "Samples.", &table).replace("ltx_figure", "ltx_table");
    let article = read(base, &float);
    assert_eq!(files(&article), ["2601.00001v1/a.png"]);
    let block = article.sections[0].blocks.last().unwrap();
    let Block::Figure { caption: None, blocks, .. } = block else { panic!("{block:?}") };
    let [Block::Table(table)] = blocks.as_slice() else { panic!("{blocks:?}") };
    assert_eq!(table.caption.as_ref().unwrap().label.as_deref(), Some("Table 3"));
    assert_eq!(table.rows.len(), 2);
    assert_eq!(article.figures()[0].text(), "Table 3: Samples.");
    assert!(article.card_figures().is_empty(), "a table is not on a card");
    // Without a float around it, and with signs alone.
    let free = read(base, &grid(&[&["Method", "Sample"], &["ours", &sample], &["theirs", "none"]]));
    assert_eq!(files(&free), ["2601.00001v1/a.png"]);
    let signs = read(base, &grid(&[&["Method", "Fits"], &["ours", tick], &["theirs", "no"]]));
    assert!(files(&signs).is_empty());
    assert!(matches!(signs.sections[0].blocks.last(), Some(Block::Table(_))));
}

#[test]
fn images_of_panels_in_a_list_within_a_figure_are_counted_where_they_are() {
    let panel = |file: &str| {
        figure("(a)", "p", &image(file)).replace("ltx_figure", "ltx_figure ltx_figure_panel")
    };
    let list = format!(
        r#"<ul class="ltx_itemize"><li class="ltx_item"><div class="ltx_para">{}</div></li><li class="ltx_item"><div class="ltx_para">{}</div></li></ul>"#,
        panel("b.png"),
        panel("c.png")
    );
    let body = figure("Figure 1", "A list.", &format!("{}{list}", image("a.png")))
        + &figure("Figure 2", "After it.", &image("d.png"));
    let article = read(r#"<base href="/html/2601.00001v1/">"#, &body);
    let names = ["a.png", "b.png", "c.png", "d.png"];
    assert_eq!(files(&article), names.map(|name| format!("2601.00001v1/{name}")));
    let counted: usize =
        article.sections.iter().flat_map(|section| &section.blocks).map(Block::image_count).sum();
    assert_eq!(counted, 4, "the text has as many places");
}

#[test]
fn the_licence_is_that_of_the_page() {
    let page = r#"<!DOCTYPE html><html><body><div id="infobox"><a id="license-tr" href="https://info.arxiv.org/">License: CC BY 4.0</a></div>"#;
    let text = "The method reaches an accuracy of 71.47 on the benchmark. ".repeat(20);
    let article = format!(
        r#"<article class="ltx_document"><section class="ltx_section"><h2 class="ltx_title">1 A</h2><p class="ltx_p">{text}</p></section></article></body></html>"#
    );
    let licence = |page: String| match html::read(page.as_bytes(), &id()) {
        Reading::Article(article) => article.licence,
        other => panic!("{other:?}"),
    };
    assert_eq!(licence(format!("{page}{article}")).as_deref(), Some("CC BY 4.0"));
    assert_eq!(licence(format!("<!DOCTYPE html><html><body>{article}")), None);
}

#[test]
fn an_image_changes_nothing_in_what_the_article_says() {
    let body = |image: &str| {
        figure("Figure 1", "The overview.", image)
            + &figure(
                "Table 2",
                "T",
                &format!(
                    r#"{image}<table class="ltx_tabular"><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>"#
                ),
            )
    };
    let (with, without) = (read("", &body(&image("2601.00001v1/a.png"))), read("", &body("")));
    assert_eq!(with.images().len(), 2);
    assert_eq!(with.markdown(), without.markdown());
    assert_eq!(with.plain(), without.plain());
}

#[test]
fn a_drawing_is_kept_without_anything_that_runs_or_loads() {
    let drawing = r##"<svg class="ltx_picture" width="320" height="120" viewBox="0 0 320 120" onload="alert(1)"><script>alert(2)</script><defs><clipPath id="c"><path d="M0 0h9v9z"></path></clipPath></defs>
        <g stroke="#000" fill="#9cf" style="--ltx-fill-color:#9cf" clip-path="url(#c)"><rect x="10" y="30" width="80" height="60"></rect><path d="M90,60 L200,60" style="fill:none"></path></g>
        <image href="https://example.org/x.png" width="9" height="9"></image><use href="https://example.org/#a"></use><use xlink:href="#c"></use>
        <g transform="matrix(1 0 0 1 20 40)"><foreignObject width="23.9" height="8.5" transform="matrix(1 0 0 -1 0 8.5)"><span>cost &lt; <math alttext="\\alpha_{1}"><mi>a</mi></math></span></foreignObject></g><text x="30" y="64">A</text></svg>"##;
    let article = read("", &figure("Figure 1", "Drawn.", drawing));
    let images = article.images();
    assert_eq!((images.len(), images[0].width, images[0].height), (1, Some(320), Some(120)));
    let ImageSource::Drawing(svg) = &images[0].source else { panic!() };
    for kept in [
        r#"viewBox="0 0 320 120""#,
        r#"d="M90,60 L200,60""#,
        "fill:none",
        r#"clip-path="url(#c)""#,
        r##"href="#c""##,
        "cost &lt; ",
        ">A</text>",
        r#"textLength="23.9""#,
    ] {
        assert!(svg.contains(kept), "{kept} in {svg}");
    }
    for gone in ["script", "alert", "onload", "example.org", "foreignObject", "<image"] {
        assert!(!svg.contains(gone), "{gone} in {svg}");
    }
}

#[test]
fn a_box_of_text_and_an_icon_are_no_images() {
    let text = "A long text in a box that the page draws with a frame around it. ".repeat(4);
    let boxed = format!(
        r#"<svg class="ltx_picture" width="320" height="120"><path d="M0 0h9v9z"></path><foreignObject width="300" height="100"><p>{text}</p></foreignObject></svg>"#
    );
    let article = read("", &figure("Figure 1", "A prompt.", &boxed));
    assert_eq!(files(&article), Vec::<String>::new());
    assert!(article.plain().contains("A long text in a box"));
    // An address that is given twice is one.
    let twice = r##"<svg class="ltx_picture" width="320" height="120"><path id="a" d="M0 0h9v9z"></path><use href="#a" xlink:href="#a"></use></svg>"##;
    let drawn = read("", &figure("Figure 1", "Drawn.", twice));
    let [image] = drawn.images()[..] else { panic!() };
    let ImageSource::Drawing(svg) = &image.source else { panic!() };
    assert_eq!(svg.matches("href=").count(), 1, "{svg}");
    let icon = r#"<div class="ltx_para"><svg width="16" height="16"><path d="M0 0h9v9z"></path></svg></div>"#;
    assert_eq!(files(&read("", icon)), Vec::<String>::new());
}

#[test]
fn the_card_has_the_figure_that_shows_the_whole() {
    let of = |captions: &[(&str, &str)]| {
        let body: String = captions
            .iter()
            .enumerate()
            .map(|(n, (label, caption))| {
                figure(label, caption, &image(&format!("2601.00001v1/{n}.png")))
            })
            .collect();
        let article = read("", &body);
        let order: Vec<usize> =
            article.card_figures().iter().map(|figure| figure.images[0].0).collect();
        order
    };
    assert_eq!(
        of(&[
            ("Figure 1", "A result."),
            ("Figure 2", "Overview of the method."),
            ("Figure 3", "x")
        ]),
        [1, 0, 2]
    );
    assert_eq!(of(&[("Figure 2", "A result."), ("Figure 1", "Another.")]), [1, 0]);
    assert_eq!(of(&[("Fig. 3", "x"), ("Fig. 4", "我们方法的整体框架")]), [1, 0]);
    assert_eq!(
        of(&[
            ("Algorithm 1", "The pipeline."),
            ("Table 1", "Overview of data."),
            ("Figure 1", "x")
        ]),
        [2]
    );
    assert_eq!(of(&[("Figure 1", "Frameworks compared."), ("Figure 2", "The framework.")]), [1, 0]);
    assert_eq!(of(&[]), Vec::<usize>::new());
}

#[test]
fn two_thousand_figures_and_a_page_of_drawings_are_bounded() {
    let many: String = (0..2_000)
        .map(|n| figure(&format!("Figure {n}"), "C", &image(&format!("2601.00001v1/{n}.png"))))
        .collect();
    assert_eq!(read("", &many).images().len(), 400);
    let drawing = format!(
        r#"<svg width="320" height="120">{}</svg>"#,
        r#"<path d="M90,60 L200,60 L300 300"></path>"#.repeat(9_000)
    );
    let drawings: String = (0..30).map(|_| figure("Figure 1", "C", &drawing)).collect();
    let bytes: usize = serde_json::to_string(&read("", &drawings)).unwrap().len();
    assert!(bytes < 6 << 20, "{bytes}");
}

#[test]
fn an_image_in_a_row_of_panels_is_no_wider_than_its_part_of_the_row() {
    let panel = |cells: &str, size: &str| {
        format!(
            r#"<div class="ltx_flex_cell {cells}"><figure class="ltx_figure ltx_figure_panel"><img src="x.png" {size}></figure></div>"#
        )
    };
    for (cells, size, expected) in [
        ("ltx_flex_size_2", r#"width="598" height="449""#, Some((299, 224))),
        ("ltx_flex_size_3", r#"width="180" height="90""#, Some((180, 90))),
        ("ltx_flex_size_many", r#"width="598" height="200""#, Some((149, 49))),
        ("ltx_flex_size_0", r#"width="598" height="1""#, Some((598, 1))),
        ("", r#"width="1000" height="500""#, Some((1000, 500))),
        ("ltx_flex_size_2", r#"width="598""#, None),
    ] {
        let row = format!(r#"<div class="ltx_flex_figure">{}</div>"#, panel(cells, size));
        let article = read("", &figure("Figure 1", "C", &row));
        let image = article.images()[0].clone();
        assert_eq!(image.width.zip(image.height), expected, "{cells} {size}");
    }
}

/// The generated pages have files beside them, a drawing and panels.
#[test]
fn the_generated_pages_keep_their_figures() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/arxiv_html/generated");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.starts_with("2609.99991v1_main") {
            continue;
        }
        let id = PaperId::parse("2609.99991").unwrap();
        let Reading::Article(article) = html::read(&std::fs::read(&path).unwrap(), &id) else {
            continue;
        };
        let files = files(&article);
        let ends = |end: &str| files.iter().any(|path| path.ends_with(end));
        assert!(
            ends("fig_arch.png") && ends("fig_a.png") && ends("fig_b.png"),
            "{name}: {files:?}"
        );
        let is_of_paper = |path: &String| path == "drawing" || path.starts_with("2609.99991");
        assert!(files.iter().all(is_of_paper), "{name}: {files:?}");
        let card = article.card_figures();
        assert!(card[0].text().contains("Architecture"), "{name}: {}", card[0].text());
        read += 1;
    }
    assert!(read >= 3, "{read} pages");
}
