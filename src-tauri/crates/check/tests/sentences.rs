//! Sentences of the kind in reports about one small table, with the right and the wrong owner of a
//! figure.
#![allow(clippy::unwrap_used)]

mod common;

use common::{article, wrong_of};
use paperboy_check::Paper;
use paperboy_paper::article::{Block, Caption, Table, Text};

#[test]
fn sentences_give_figures_to_their_owners() {
    let texts = |cells: [&str; 5]| cells.map(Text::words).to_vec();
    let table = Table {
        caption: Some(Caption {
            label: Some("Table 1".to_owned()),
            text: Text::words("Results on two sets."),
        }),
        header: texts(["Model", "ShopQA / Acc.", "ShopQA / F1", "MapQA / Acc.", "Latency (ms)"]),
        rows: vec![
            texts(["AlphaNet", "71.2", "69.5", "64.5", "330"]),
            texts(["BetaNet", "68.4", "66.1", "66.9", "512"]),
            texts(["GammaNet", "70.3", "67.7", "61.8", "205"]),
        ],
    };
    let article = article(vec![
        Block::Paragraph(Text::words(
            "AlphaNet is trained on 12,000 samples. It cuts the latency of BetaNet from 512 ms to 330 ms.",
        )),
        Block::Table(table),
    ]);
    let paper = Paper { title: "A Paper", abstract_text: None, article: Some(&article) };
    let mut wrong = Vec::new();
    // `+`: in the paper, `-`: not so.
    for (sentence, figures) in [
        (
            "在 ShopQA 上，AlphaNet 的准确率达到 71.2%，较 BetaNet 提升 2.8 个百分点。",
            "+71.2% +2.8",
        ),
        (
            "AlphaNet achieves 71.2% on ShopQA, outperforming BetaNet (68.4%) and GammaNet (70.3%).",
            "+71.2% +68.4% +70.3%",
        ),
        (
            "AlphaNet achieves 71.2% on ShopQA, outperforming BetaNet (70.3%) and GammaNet (68.4%).",
            "+71.2% -70.3% -68.4%",
        ),
        (
            "AlphaNet、BetaNet 和 GammaNet 在 ShopQA 上的准确率分别为 71.2%、68.4% 和 70.3%。",
            "+71.2% +68.4% +70.3%",
        ),
        (
            "AlphaNet、BetaNet 和 GammaNet 在 ShopQA 上的准确率分别为 68.4%、71.2% 和 70.3%。",
            "-68.4% -71.2% +70.3%",
        ),
        (
            "On ShopQA and MapQA, AlphaNet reaches an accuracy of 71.2% and 64.5%, respectively.",
            "+71.2% +64.5%",
        ),
        (
            "On ShopQA and MapQA, AlphaNet reaches an accuracy of 64.5% and 71.2%, respectively.",
            "-64.5% -71.2%",
        ),
        ("相比 BetaNet（68.4%），AlphaNet 在 ShopQA 上的准确率提高到 71.2%。", "+68.4% +71.2%"),
        ("AlphaNet 以 71.2% 的准确率在 ShopQA 上领先 BetaNet。", "+71.2%"),
        ("The best accuracy on MapQA is 66.9% (BetaNet).", "+66.9%"),
        ("The best accuracy on MapQA is 66.9% (AlphaNet).", "-66.9%"),
        ("AlphaNet 在 ShopQA 上的 F1 为 69.5，延迟 330 ms。", "+69.5 +330"),
        ("AlphaNet 在 ShopQA 上的 F1 为 71.2，延迟 512 ms。", "-71.2 -512"),
        ("GammaNet has the lowest latency, 205 ms, while BetaNet needs 0.512 s.", "+205 +0.512"),
        ("GammaNet 的延迟最低，仅 205 毫秒；BetaNet 则需 512 毫秒。", "+205 +512"),
        ("AlphaNet reaches 71.2% accuracy and 69.5% F1 on ShopQA.", "+71.2% +69.5%"),
        ("AlphaNet reaches 69.5% accuracy and 71.2% F1 on ShopQA.", "-69.5% -71.2%"),
        ("AlphaNet 的准确率在 ShopQA 上为 71.2%，在 MapQA 上为 64.5%。", "+71.2% +64.5%"),
        ("AlphaNet 的准确率在 ShopQA 上为 64.5%，在 MapQA 上为 71.2%。", "-64.5% -71.2%"),
        (
            "With an accuracy of 66.9% on MapQA, BetaNet beats AlphaNet by 2.4 points.",
            "+66.9% +2.4",
        ),
        ("BetaNet 在 MapQA 上比 AlphaNet 低 2.4 个百分点。", "-2.4"),
        ("AlphaNet 将延迟从 512 ms 降至 330 ms。", "+512 +330"),
        ("AlphaNet is 1.55 times faster than BetaNet.", "+1.55"),
        ("AlphaNet 的延迟比 BetaNet 低约 35.5%。", "+35.5%"),
        ("GammaNet 在 ShopQA 上的准确率约为 70%。", "+70%"),
        ("GammaNet 在 MapQA 上的准确率约为 70%。", "-70%"),
    ] {
        wrong.extend(wrong_of(&paper, sentence, figures));
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
