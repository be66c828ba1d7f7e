//! Artificial inputs: each is checked within bounds of time and memory, and none makes the check
//! panic.
#![allow(clippy::unwrap_used)]

mod common;

use common::article;
use paperboy_check::{Checked, Paper, check};
use paperboy_paper::PaperId;
use paperboy_paper::article::{Article, Block, Caption, Reading, Table, Text, html};

fn against(article: &Article, text: &str) -> Checked {
    check(&[text], &Paper { title: "A Paper", abstract_text: None, article: Some(article) })
}

fn table(header: Vec<String>, rows: Vec<Vec<String>>) -> Block {
    let texts =
        |row: Vec<String>| row.into_iter().map(|cell| Text::words(&cell)).collect::<Vec<_>>();
    let caption = Some(Caption {
        label: Some("Table 1".to_owned()),
        text: Text::words("Results (%) of Model-1."),
    });
    Block::Table(Table {
        caption,
        header: texts(header),
        rows: rows.into_iter().map(texts).collect(),
    })
}

const CLAIMS: &str = "Model-7 在 Set-3 上达到 71.25%，比 Model-9 高 3.1 个百分点，平均提升 2.2%，约 40%，共 400 个。";

#[test]
fn a_table_of_ten_thousand_cells_is_read() {
    let header = std::iter::once("Model".to_owned())
        .chain((0..100).map(|n| format!("Set-{n} / Acc.")))
        .collect();
    let rows = (0..100)
        .map(|row| {
            std::iter::once(format!("Model-{row}"))
                .chain((0..100).map(|n| format!("{row}.{n}")))
                .collect()
        })
        .collect();
    let checked = against(&article(vec![table(header, rows)]), &CLAIMS.repeat(40));
    assert!(checked.claims.len() > 100);
    let long = (0..10_000).map(|n| vec![format!("Model-{n}"), format!("{n}.5")]).collect();
    let checked = against(
        &article(vec![table(vec!["Model".to_owned(), "Acc.".to_owned()], long)]),
        "Model-77 的 Acc 为 77.5%，Model-78 为 77.5%。",
    );
    let supported: Vec<bool> = checked
        .claims
        .iter()
        .filter(|claim| claim.text == "77.5%")
        .map(|claim| claim.outcome.is_supported())
        .collect();
    assert_eq!(supported, [true, false]);
}

#[test]
fn tables_without_heads_rows_or_sense_are_read() {
    for (header, rows) in [
        (vec![], vec![]),
        (vec![""; 3], vec![vec!["", "", ""], vec!["71.25", "", "3.1"]]),
        (vec!["Model"], vec![vec!["71.25"]]),
        (vec!["/ / /", "%", "(", ")"], vec![vec!["(((", "$$", "\\", "71.25"]]),
        (vec!["Model", "A"], vec![vec!["Model-7"], vec!["Model-7", "71.25", "3", "4"]]),
    ] {
        let owned = |row: Vec<&str>| row.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let article = article(vec![table(owned(header), rows.into_iter().map(owned).collect())]);
        against(&article, CLAIMS);
    }
}

#[test]
fn hostile_labels_are_bounded() {
    let label = |n: usize| match n % 5 {
        0 => "A".repeat(100_000),
        1 => "- ".repeat(500),
        2 => "[1]".repeat(300) + "\\",
        3 => "(".repeat(1_000),
        _ => format!("{}é中{}", "x1-".repeat(50), n),
    };
    let header = (0..20).map(label).collect();
    let rows = (0..200)
        .map(|row| {
            (0..20)
                .map(|column| if column == 0 { label(row) } else { format!("{column}.{row}") })
                .collect()
        })
        .collect();
    let text = format!("{CLAIMS}{}{}", "- ".repeat(5_000), "x1-".repeat(5_000));
    against(&article(vec![table(header, rows)]), &text);
}

#[test]
fn a_claim_of_ten_thousand_figures_is_cut() {
    let text: String = (0..10_000).map(|n| format!("{n}.5% 和 ")).collect();
    let header = vec!["Model".to_owned(), "Acc.".to_owned()];
    let rows = (0..50).map(|n| vec![format!("Model-{n}"), format!("{n}.5")]).collect();
    let checked =
        against(&article(vec![table(header, rows)]), &format!("Model-7 与 Model-8 分别为 {text}"));
    assert!((100..=300).contains(&checked.claims.len()));
}

#[test]
fn an_article_of_three_megabytes_is_looked_through() {
    let sentence = "On Set-3 Model-7 reaches 71.2% accuracy, from 68.1 to 71.2, in 330 ms and 4.5 GB (see Table 3), 12,000 samples of 2021. ";
    let paragraphs =
        (0..250).map(|_| Block::Paragraph(Text::words(&sentence.repeat(100)))).collect();
    let checked = against(&article(paragraphs), &CLAIMS.repeat(60));
    assert!(checked.claims.len() <= 300 && !checked.claims.is_empty());
}

#[test]
fn a_table_that_is_a_picture_is_counted() {
    let caption =
        Some(Caption { label: Some("Table 2".to_owned()), text: Text::words("Results.") });
    let checked = against(
        &article(vec![Block::Figure { caption, images: Vec::new(), blocks: Vec::new() }]),
        CLAIMS,
    );
    assert_eq!(checked.pictured_tables, 1);
}

#[test]
fn spans_that_overlap_are_read() {
    let page = format!(
        "<html><body><article class=\"ltx_document\"><h1 class=\"ltx_title ltx_title_document\">A Paper</h1><section class=\"ltx_section\"><h2 class=\"ltx_title\">Results</h2>\
         <div class=\"ltx_para\"><p class=\"ltx_p\">{}</p></div><table class=\"ltx_tabular\"><tr><th rowspan=\"9\" colspan=\"2\">Model</th><th rowspan=\"3\">Acc</th></tr>\
         <tr><td colspan=\"7\" rowspan=\"0\">71.25</td><td rowspan=\"65535\">3.1</td></tr><tr><td>Model-7</td></tr></table></section></article></body></html>",
        "We say much of little. ".repeat(60)
    );
    let id = PaperId::parse("2601.00001").unwrap();
    if let Reading::Article(article) = html::read(page.as_bytes(), &id) {
        against(&article, CLAIMS);
    }
}
