//! Properties of every check, tested on texts and tables that are built from meaningful pieces.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/holds.rs"]
mod holds;

use common::article;
use paperboy_check::{Outcome, Paper, check};
use paperboy_paper::article::{Block, Caption, Table, Text};
use proptest::prelude::*;

fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "AlphaNet",
        "BetaNet",
        "GPT-4o",
        "Claude Sonnet 4.5",
        "ShopQA",
        "准确率",
        "Acc. (%)",
        "latency (ms)",
        "w/o CRF",
        "Ours",
        "71.2",
        "68.4",
        "2.8",
        "0.712",
        "71.2%",
        "330 ms",
        "4.1×",
        "约",
        "比",
        "高",
        "下降",
        "从",
        "到",
        "分别为",
        "improves",
        "by",
        "than",
        " to ",
        "respectively",
        "，",
        "。",
        ". ",
        ", ",
        " ",
        "\n",
        "个百分点",
        "九种",
        "twelve roles",
        "10⁻⁴",
        "$\\mathbf{71.2}$",
        "±",
        "(",
        ")",
        "/",
        " / ",
        "平均",
        "共 ",
        "两个",
        "%",
        "第",
        "é中",
        "低于",
        "不如",
        "最高",
        "没有 ",
        "升到",
        "从",
        "相比",
        "更少见",
        "outperforms ",
        "compared with ",
        " from ",
        "without ",
        "more ",
        "fewer ",
        "the lowest ",
        "2019",
        "2023",
        "BE ↓",
        "−5.7",
        "40 (4.0%)",
        "w/o ",
        "baseline",
        "unstable",
        "稳定",
        " than those of ",
        "1e400",
        "99999999999999999999",
        "总计",
    ];
    prop_oneof![9 => proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,5}"]
}

fn text(max_chars: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..max_chars).prop_map(|pieces| pieces.concat())
}

fn table() -> impl Strategy<Value = Table> {
    (1..5usize, proptest::collection::vec(proptest::collection::vec(text(3), 1..6), 0..6), text(4))
        .prop_map(|(width, rows, caption)| {
            let row = |cells: &Vec<String>| {
                (0..width)
                    .map(|n| Text::words(cells.get(n).map_or("", String::as_str)))
                    .collect::<Vec<_>>()
            };
            let header = rows.first().map(row).unwrap_or_default();
            let caption =
                Some(Caption { label: Some("Table 1".to_owned()), text: Text::words(&caption) });
            Table { caption, header, rows: rows.iter().skip(1).map(row).collect() }
        })
}

/// How many cases are tried; `PAPERBOY_CASES` names another number, for a longer run.
fn cases() -> u32 {
    std::env::var("PAPERBOY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(256)
}

/// Whether all rows and columns of a table have names.
fn is_named(table: &Table) -> bool {
    let is_name = |text: &Text| text.plain().chars().any(char::is_alphabetic);
    table.header.iter().all(is_name)
        && table.rows.iter().all(|row| row.first().is_some_and(is_name))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_found_or_computed_without_its_evidence(report in text(40), prose in text(40), table in table()) {
        let has_names = is_named(&table);
        let article = article(vec![Block::Paragraph(Text::with_formulas(&prose)), Block::Table(table)]);
        let paper = Paper { title: "AlphaNet: A Paper", abstract_text: Some(&prose), article: Some(&article) };
        let checked = check(&[&report, &prose], &paper);
        holds::of_check(&checked, &[&report, &prose]);
        let passages = checked.claims.iter().flat_map(|claim| claim.outcome.passages());
        for cell in passages.filter_map(|passage| passage.cell.as_ref()) {
            assert!(!has_names || !cell.labels().is_empty(), "{cell:?}");
            assert!(cell.caption.starts_with("Table 1"), "{cell:?}");
        }
    }
}

#[test]
fn a_cell_comes_with_its_labels_and_a_sum_with_its_cells() {
    let texts = |cells: [&str; 3]| cells.map(Text::words).to_vec();
    let table = Table {
        caption: Some(Caption { label: Some("Table 1".to_owned()), text: Text::words("Results.") }),
        header: texts(["Model", "ShopQA / Acc.", "MapQA / Acc."]),
        rows: vec![texts(["AlphaNet", "71.2", "64.5"]), texts(["BetaNet", "68.4", "66.9"])],
    };
    let article = article(vec![Block::Table(table)]);
    let paper = Paper { title: "A Paper", abstract_text: None, article: Some(&article) };
    let outcomes = |text: &str| {
        check(&[text], &paper)
            .claims
            .into_iter()
            .filter(|claim| claim.text.contains("71.2") || claim.text.contains("2.8"))
            .map(|claim| claim.outcome)
            .collect::<Vec<_>>()
    };
    let found = outcomes("AlphaNet 在 ShopQA 上的准确率为 71.2%。");
    let cell = found[0].passages()[0].cell.clone().unwrap();
    assert_eq!(
        (cell.value.as_str(), cell.row, cell.column, cell.caption.as_str()),
        (
            "71.2",
            vec!["AlphaNet".to_owned()],
            vec!["ShopQA".to_owned(), "Acc.".to_owned()],
            "Table 1: Results."
        )
    );
    let Outcome::Computed { sum, passages } =
        &outcomes("AlphaNet 在 ShopQA 上比 BetaNet 高 2.8 个百分点。")[0]
    else {
        panic!()
    };
    assert_eq!((sum.to_string().as_str(), passages.all().len()), ("71.2 − 68.4 = 2.8 个百分点", 2));
    let Outcome::AnotherOwner { of, asked, there, .. } =
        &outcomes("BetaNet 在 ShopQA 上的准确率为 71.2%。")[0]
    else {
        panic!()
    };
    assert_eq!((of.as_str(), asked.as_str()), ("AlphaNet", "BetaNet"));
    assert_eq!(there.as_ref().unwrap().cell.as_ref().unwrap().value, "68.4");
}
