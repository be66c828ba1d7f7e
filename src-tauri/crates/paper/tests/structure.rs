//! Headings, tables, theorems and leftovers of pages as authors and converters write them.
#![allow(clippy::unwrap_used)]

use paperboy_paper::PaperId;
use paperboy_paper::article::{Article, Block, Part, Reading, Table, html};

const FILLER: &str = "A sentence that a person could read, and another one behind it. ";

fn article(body: &str) -> Article {
    let page = format!(
        "<html><head><base href='/html/2601.00001v1/'></head><body><article class='ltx_document'><h1 class='ltx_title ltx_title_document'>Beans</h1>\
         <section class='ltx_section'><h2 class='ltx_title'><span class='ltx_tag'>1 </span>Introduction</h2><p class='ltx_p'>{}</p></section>{body}</article></body></html>",
        FILLER.repeat(12)
    );
    match html::read(page.as_bytes(), &PaperId::parse("2601.00001").unwrap()) {
        Reading::Article(article) => *article,
        other => panic!("{other:?}"),
    }
}

fn parts(article: &Article) -> Vec<(u8, String, Part)> {
    article
        .sections
        .iter()
        .map(|section| (section.level, section.heading(), section.part))
        .collect()
}

#[test]
fn thanks_are_thanks_under_any_heading() {
    for (class, tag, heading) in [
        ("ltx_section", "h2", "Acknowledgments"),
        ("ltx_section", "h2", "Acknowledgement"),
        ("ltx_section", "h2", "6 Acknowledgements"),
        ("ltx_section", "h2", "Acknowledgments and Disclosure of Funding"),
        ("ltx_section", "h2", "Author Contributions and Acknowledgments"),
        ("ltx_subsection", "h3", "Acknowledgments"),
        ("ltx_paragraph", "h5", "Acknowledgements."),
        ("ltx_subparagraph", "h6", "Acknowledgments:"),
        ("ltx_section", "h1", "ACKNOWLEDGMENTS"),
        ("ltx_appendix", "h2", "Acknowledgments"),
        ("ltx_section", "h2", "Funding"),
        ("ltx_section", "h2", "致谢"),
    ] {
        let article = article(&format!(
            "<section class='{class}'><{tag} class='ltx_title'>{heading}</{tag}><p class='ltx_p'>We thank the rain.</p></section>"
        ));
        let last = article.sections.last().unwrap();
        assert_eq!(
            (last.part, last.plain().as_str()),
            (Part::Acknowledgements, "We thank the rain."),
            "{class} {heading}"
        );
    }
    for body in [
        "<p class='ltx_p'><span class='ltx_text ltx_font_bold'>Acknowledgments.</span> We thank the rain.</p>",
        "<p class='ltx_p'><b>Acknowledgement</b>: We thank the rain.</p>",
        "<p class='ltx_p'><i>Acknowledgements</i> — We thank the rain.</p>",
    ] {
        let article = article(&format!(
            "<section class='ltx_section'><h2 class='ltx_title'>Conclusion</h2><p class='ltx_p'>It grows.</p>{body}</section>"
        ));
        let last = article.sections.last().unwrap();
        assert_eq!(
            (last.part, last.plain().as_str()),
            (Part::Acknowledgements, "We thank the rain."),
            "{body}"
        );
    }
    for heading in
        ["Acoustics", "Funding of Early Research and What Came of It", "Results", "Thanksgiving"]
    {
        let article = article(&format!(
            "<section class='ltx_section'><h2 class='ltx_title'>{heading}</h2><p class='ltx_p'>Acknowledging limits, we stop.</p></section>"
        ));
        assert_eq!(article.sections.last().unwrap().part, Part::Body, "{heading}");
    }
}

#[test]
fn a_heading_of_the_first_level_is_a_section() {
    let section = |tag: &str, class: &str, heading: &str| {
        format!(
            "<section class='{class}'><{tag} class='ltx_title'>{heading}</{tag}><p>Words.</p></section>"
        )
    };
    let body = [
        section("h1", "ltx_section", "2 Rows"),
        section("h2", "ltx_subsection", "2.1 Straight"),
        section("h1", "ltx_section", "3 End"),
    ]
    .concat();
    let found = parts(&article(&body));
    let expected = [
        (1, "2 Rows".to_owned(), Part::Body),
        (2, "2.1 Straight".to_owned(), Part::Body),
        (1, "3 End".to_owned(), Part::Body),
    ];
    assert_eq!(found[1..], expected);
    let stray = parts(&article("<h1>Rows</h1><p>Words.</p><h2>Straight</h2><p>Words.</p>"));
    assert_eq!(
        stray[1..],
        [(1, "Rows".to_owned(), Part::Body), (2, "Straight".to_owned(), Part::Body)]
    );
}

fn table(rows: &str) -> Table {
    let article = article(&format!(
        "<figure class='ltx_table'><table class='ltx_tabular'>{rows}</table></figure>"
    ));
    let blocks = article.sections.iter().flat_map(|section| &section.blocks);
    blocks
        .clone()
        .find_map(|block| if let Block::Table(table) = block { Some(table.clone()) } else { None })
        .unwrap()
}

fn header(table: &Table) -> Vec<String> {
    table.header.iter().map(paperboy_paper::article::Text::plain).collect()
}

#[test]
fn rows_of_names_without_a_first_cell_are_the_header() {
    let two = table(
        "<tr><td>Method</td><td colspan=2>English</td><td colspan=2>Chinese</td></tr><tr><td></td><td>P</td><td>R</td><td>P</td><td>R</td></tr>\
         <tr><td>Ours</td><td>71.4</td><td>70</td><td>69</td><td>68</td></tr>",
    );
    assert_eq!(
        (header(&two), two.rows.len()),
        (
            ["Method", "English / P", "English / R", "Chinese / P", "Chinese / R"]
                .map(str::to_owned)
                .to_vec(),
            1
        )
    );
    let first = table(
        "<tr><td></td><td colspan=2>English</td></tr><tr><td>Method</td><td>P</td><td>R</td></tr><tr><td>Ours</td><td>71.4</td><td>70</td></tr>",
    );
    assert_eq!(
        (header(&first), first.rows.len()),
        (["Method", "English / P", "English / R"].map(str::to_owned).to_vec(), 1)
    );
    let headed = table(
        "<thead><tr><th></th><th>P</th><th>R</th></tr></thead><tbody><tr><td></td><td>in %</td><td>in %</td></tr><tr><td>Ours</td><td>1</td><td>2</td></tr></tbody>",
    );
    assert_eq!(
        (header(&headed), headed.rows.len()),
        (["", "P / in %", "R / in %"].map(str::to_owned).to_vec(), 1)
    );
    // A row of figures is data, whether it has a name or not.
    let data = table(
        "<tr><td>Method</td><td>P</td><td>R</td></tr><tr><td></td><td>71.4</td><td>70</td></tr><tr><td>Ours</td><td>1</td><td>2</td></tr>",
    );
    assert_eq!(
        (header(&data), data.rows.len()),
        (["Method", "P", "R"].map(str::to_owned).to_vec(), 2)
    );
    let words = table(
        "<tr><td>Kind</td><td>Example</td></tr><tr><td>Bean</td><td>green</td></tr><tr><td>Pea</td><td>round</td></tr>",
    );
    assert_eq!(
        (header(&words), words.rows.len()),
        (["Kind", "Example"].map(str::to_owned).to_vec(), 2)
    );
}

#[test]
fn a_theorem_s_end_is_seen() {
    let article = article(
        "<section class='ltx_section'><h2 class='ltx_title'>Rows</h2><div class='ltx_theorem'><h6 class='ltx_title ltx_runin'>Theorem 1.</h6><p>Rows are straight.</p></div><p>This is proved below.</p></section>",
    );
    assert!(
        article
            .markdown()
            .contains("> **Theorem 1.**\n>\n> Rows are straight.\n\nThis is proved below."),
        "{}",
        article.markdown()
    );
}

#[test]
fn options_of_boxes_that_were_not_converted_go() {
    for leftover in [
        "<p class='ltx_p'>max width=0.97</p>",
        "<p class='ltx_p'><span class='ltx_ERROR undefined'>{adjustbox}</span>max width=0.97</p>",
        "<p class='ltx_p'><span class='ltx_ERROR undefined'>\\adjustbox</span>width=1.0\\textwidth,center Words that stay.</p>",
        "<div class='ltx_para'><span class='ltx_ERROR undefined'>{adjustbox}</span><p class='ltx_p'>max width=</p></div>",
        "<figure class='ltx_figure'><span class='ltx_ERROR undefined'>{adjustbox}</span><p class='ltx_p'>max totalheight=0.5, keepaspectratio</p><figcaption class='ltx_caption'>Words.</figcaption></figure>",
    ] {
        let text = article(leftover).plain();
        assert!(
            !text.contains("width") && !text.contains("height") && !text.contains("adjustbox"),
            "{leftover}: {text}"
        );
        assert_eq!(text.contains("Words that stay."), leftover.contains("Words that stay."));
    }
    assert!(
        article("<p>The width=3 case is hard, and width = 5 is not.</p>")
            .plain()
            .contains("The width=3 case is hard, and width = 5 is not.")
    );
}

#[test]
fn a_work_without_a_label_has_the_number_that_it_is_cited_by() {
    let labels = |cited: &str| {
        let page = format!(
            "<section class='ltx_section'><h2 class='ltx_title'>Method</h2><p class='ltx_p'>Beans grow <cite class='ltx_cite'>{cited}</cite>.</p></section>\
             <section class='ltx_bibliography'><h2 class='ltx_title'>References</h2><ul class='ltx_biblist'>\
             <li id='bib.bib7' class='ltx_bibitem'>A. Author. On beans.</li>\
             <li id='bib.bib8' class='ltx_bibitem'><span class='ltx_tag'>[8]</span>B. Author.</li>\
             <li id='bib.bib9' class='ltx_bibitem'>C. Author.</li></ul></section>"
        );
        let references = article(&page).references;
        references.into_iter().map(|reference| reference.label).collect::<Vec<_>>()
    };
    let eight = Some("[8]".to_owned());
    assert_eq!(
        labels(
            "[<a class='ltx_ref' href='#bib.bib7'>7</a>, <a class='ltx_ref' href='#bib.bib8'>8</a>]"
        ),
        [Some("[7]".to_owned()), eight.clone(), None]
    );
    // Works that are cited by their authors have no number.
    assert_eq!(
        labels("(<a class='ltx_ref' href='#bib.bib7'>Author</a>, 2020)"),
        [None, eight, None]
    );
}

#[test]
fn a_name_in_small_capitals_is_read_in_capitals() {
    let small = |text: &str| format!("<span class='ltx_text ltx_font_smallcaps'>{text}</span>");
    let long = "every word of a long sentence that somebody set in small capitals";
    let article = article(&format!(
        "<section class='ltx_section'><h2 class='ltx_title'>Results</h2><p class='ltx_p'>We compare {} with {}s and {} on {}. {}</p></section>",
        small("bert"),
        small("drec<em>nn</em>"),
        small("Delft"),
        small("quiz bowl "),
        small(long),
    ));
    assert_eq!(
        article.sections.last().unwrap().plain().trim(),
        format!("We compare BERT with DRECNNs and Delft on QUIZ BOWL. {long}")
    );
}
