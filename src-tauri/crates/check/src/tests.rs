use super::*;
use paperboy_paper::article::{Article, Block, Caption, Part, Section as Chapter, Table, Text};

fn against(article: Option<&Article>, abstract_text: Option<&str>, text: &str) -> Checked {
    check(&[text], &Paper { title: "A Paper", abstract_text, article })
}

/// The claims that a text makes against an abstract, with whether they are found there.
fn claims_of(results: &str, source: &str) -> Vec<(String, bool)> {
    let check = against(None, Some(source), results);
    check.claims.into_iter().map(|claim| (claim.text, claim.outcome.is_supported())).collect()
}

fn chapter(title: &str, blocks: Vec<Block>) -> Chapter {
    Chapter { level: 1, number: None, title: Text::words(title), part: Part::Body, blocks }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Text::with_formulas(text))
}

fn table(caption: &str, rows: &[&str]) -> Block {
    let cells = |row: &&str| {
        row.split('|').map(|cell| Text::with_formulas(cell.trim())).collect::<Vec<_>>()
    };
    let caption = Some(Caption { label: Some("Table 1".to_owned()), text: Text::words(caption) });
    Block::Table(Table {
        caption,
        header: cells(&rows[0]),
        rows: rows[1..].iter().map(cells).collect(),
    })
}

fn article(sections: Vec<Chapter>) -> Article {
    Article { title: Text::words("A Paper"), sections, ..Article::default() }
}

#[test]
fn a_figure_is_found_in_another_spelling() {
    for (claim, source) in [
        ("达到 24.82 FPS", "It runs at 24.82 frames per second."),
        ("提升 20倍", "It is 20x faster."),
        ("提升20倍", "a 20-fold gain"),
        ("提升 20 倍", "It is $20\\times$ faster."),
        ("提升两倍", "It is twice as fast."),
        ("仅 0.33秒", "It takes 0.33 s."),
        ("仅 0.33 s", "It takes 330 ms."),
        ("仅 0.5 小时", "within 30 minutes"),
        ("1.59× 至 1.95×", "It is from 1.59x to 1.95x faster."),
        ("1.59×-1.95×", "between $1.59\\times$ and $1.95\\times$ faster"),
        ("开销 <1%", "an overhead of less than 1%"),
        ("开销 <1%", "an overhead ($<1\\%$)"),
        ("准确率 71.47%", "an accuracy of 71.47 percent"),
        ("准确率 71.47％", "71.47\\% accuracy"),
        ("准确率 71.47%", "with \\textbf{71.47}\\% accuracy"),
        ("准确率 71.47%", "an accuracy of 71.47"),
        ("准确率 71.47%", "an accuracy of 0.7147"),
        ("百分之七十", "70% of them"),
        ("3B至15B", "models of 3 billion to 15 billion parameters"),
        ("3B至15B", "from 3B to 15B"),
        ("10%-20%", "by 10–20%"),
        ("10%-20%", "by 10 to 20 percent"),
        ("1.2万小时", "12,000 hours of speech"),
        ("1.2万小时", "12K hours"),
        ("1.2 万个样本", "12000 samples"),
        ("3亿参数", "300M parameters"),
        ("3亿", "0.3 billion"),
        ("132万帧", "1.32 million frames"),
        ("2,447 个片段", "2447 clips"),
        ("$0.12", "costs \\$0.12"),
        ("0.12 美元", "costs $0.12 per call"),
        ("8×A100", "on 8 NVIDIA A100 GPUs"),
        ("8×A100", "on eight A100s"),
        ("4步", "in four steps"),
        ("四步", "in 4 denoising steps"),
        ("十二层", "twelve layers"),
        ("224×224", "images of $224\\times 224$"),
        ("降低 3.2%", "changes by −3.2%"),
        ("变化 -3.2%", "changes by $-3.2\\%$"),
        ("71.47±0.2%", "$71.47\\pm 0.2$%"),
        ("学习率 1e-4", "a rate of $10^{-4}$"),
        ("学习率 3e-4", "a rate of $3\\times 10^{-4}$"),
        ("2.3 个百分点", "by 2.3 points"),
        ("7B 模型", "of Qwen-7B only"),
        ("PSNR 为 18.73", "a PSNR of 18.73 dB"),
        ("3个数量级", "three orders of magnitude"),
        ("３２ 层", "32 layers"),
        ("20.8GB 显存", "20.8 GB of memory"),
        ("71.4、72.5%", "71.4 and 72.5 percent"),
        ("171.3 米/秒", "171.3 m/s"),
        ("迎角 25 度", "$25^{\\circ}$"),
        ("1.2 万个", "12 000 clips in all"),
        ("WER 下降", "the word error rate falls"),
        ("每秒 11 个词元", "11 tokens per second"),
        ("64×288×512", "64 times 288 times 512 videos"),
        ("5 个公开数据集", "five publicly available datasets"),
    ] {
        let claims = claims_of(claim, source);
        assert!(
            !claims.is_empty() && claims.iter().all(|(_, found)| *found),
            "{claim} | {source}: {claims:?}"
        );
    }
}

#[test]
fn another_value_or_another_unit_is_not_found() {
    for (claim, source) in [
        ("提升 20%", "It is 20x faster."),
        ("提升 20倍", "by 20%"),
        ("耗时 0.33秒", "in 0.33 ms"),
        ("耗时 33秒", "in 33 minutes"),
        ("准确率 71.47%", "It runs at 71.47 FPS."),
        ("准确率 71.47%", "a score of 71.47"),
        ("提升 20%", "its accuracy is the same at a speedup of 20"),
        ("达到 20%", "on a map of 20"),
        ("71.48%", "71.47%"),
        ("1.2万小时", "1,200 hours"),
        ("1.2万小时", "12,000 samples"),
        ("10%-20%", "by 10%"),
        ("1.59× 至 1.95×", "by 1.59x"),
        ("3B至15B", "from 3M to 15M"),
        ("4步", "in 4 layers"),
        ("开销 <1%", "an overhead of 1%"),
        ("8×A100", "8 H100 GPUs with an A100"),
        ("8×A100", "16 A100"),
        ("变化 -3.2%", "by 3.2%"),
        ("224×224", "224 by 256"),
        ("$0.12", "0.12 seconds"),
        ("12 层", "Table 12 has layers"),
        ("15 个样本", "as they say [15]"),
        ("7B 模型", "of 70B"),
        ("3亿", "300K"),
        ("百分之三十", "30 of them"),
        ("10%-20%", "10 runs by 20%"),
        ("20 GB", "20 GB/s"),
        ("72位医生", "72.0% of them"),
        ("GPT-4", "GPT-4o"),
    ] {
        let claims = claims_of(claim, source);
        assert!(claims.iter().any(|(_, found)| !found), "{claim} | {source}: {claims:?}");
    }
}

#[test]
fn labels_dates_marks_and_words_are_no_claims() {
    for text in [
        "第4个方法，第 12 层，图 3 与表12，公式(5)，见 [12] 和 [3, 4]",
        "1. 先\n2. 后\n12. 末",
        "（1）先，（2）后，(12) 末",
        "2023年，2025年12月30日，2025-12-30，v1.5，1.2.3",
        "一种方法，十分有效，数十倍，三维，一个，一致",
        "Top-5，L1，2D 与 3D，3C 机制，LLM",
        "三个，两者",
        "论文的摘要没有说明。",
        "The paper's abstract does not say.",
        "Built-in extraction found nothing about this in the paper.",
        "内置摘录未在摘要中找到相关内容。",
    ] {
        assert_eq!(claims_of(text, "nothing"), [], "{text}");
    }
}

#[test]
fn claims_are_as_they_are_in_the_text() {
    let text = "速度：24.82 FPS（比 GPT-4o 快 20倍），再次 24.82 FPS\n在 <1\\% 内，GPT-4o 为 71.47%，1.59× 至 1.95×";
    let check = against(None, Some("none"), text);
    let texts: Vec<&str> = check.claims.iter().map(|claim| claim.text.as_str()).collect();
    assert_eq!(
        texts,
        ["24.82 FPS", "GPT-4o", "20倍", "24.82 FPS", "<1\\%", "GPT-4o", "71.47%", "1.59× 至 1.95×"]
    );
    let mut last = 0;
    for claim in &check.claims {
        let (at, _) = text.match_indices(&claim.text).nth(claim.occurrence as usize).unwrap();
        assert!(at >= last, "{claim:?}");
        last = at;
    }
}

#[test]
fn a_bare_cell_has_the_unit_of_its_column_row_or_caption() {
    for (caption, rows, claim) in [
        ("Results.", &["Model | Acc. (%)", "Ours | 71.47"][..], "71.47%"),
        ("Accuracy (%) on all.", &["Model | A", "Ours | 71.47"], "71.47%"),
        ("Results.", &["Model | A", "Latency (ms) | 330"], "0.33秒"),
        ("Results.", &["Model | Speedup", "Ours | 1.95"], "1.95倍"),
        ("Results.", &["Model | Params (M)", "Ours | 86"], "8600万参数"),
        ("Results.", &["Model | FPS | Acc", "Ours | 24.8 | 71.5"], "24.8 FPS"),
        ("Results.", &["Model | #Layers", "Ours | 12"], "12 层"),
    ] {
        let article = article(vec![chapter("Experiments", vec![table(caption, rows)])]);
        let check = against(Some(&article), None, claim);
        assert!(
            !check.claims.is_empty()
                && check.claims.iter().all(|claim| claim.outcome.is_supported()),
            "{claim} {rows:?} {check:?}"
        );
    }
    let article = article(vec![chapter(
        "Experiments",
        vec![table("Results.", &["Model | Speedup | Acc (%)", "Ours | 1.59 | 71.47"])],
    )]);
    for claim in ["1.59%", "71.47倍", "71.47 FPS"] {
        assert!(!against(Some(&article), None, claim).claims[0].outcome.is_supported(), "{claim}");
    }
}

#[test]
fn the_passage_is_the_one_that_says_most_of_the_sentence() {
    let article = article(vec![
        chapter("Introduction", vec![paragraph("Others reach 71.47% on COCO. We are first.")]),
        chapter("Method", vec![paragraph("We keep 30% of the tokens.")]),
        chapter(
            "Experiments",
            vec![
                paragraph(
                    "On ImageNet our model reaches 71.47%, i.e. 2.1% more than GPT-4o. It keeps 30% of the tokens.",
                ),
                table(
                    "Results.",
                    &["Model | ImageNet (%) | FPS", "Base | 69.37 | 10.1", "Ours | 71.47 | 24.82"],
                ),
            ],
        ),
    ]);
    let check = against(
        Some(&article),
        None,
        "在 ImageNet 上达到 71.47%，比 GPT-4o 高 2.1%。速度为 24.82 FPS。保留 30% 的词元。",
    );
    let found = |text: &str| {
        check.claims.iter().find(|claim| claim.text == text).unwrap().outcome.passages()[0].clone()
    };
    for text in ["71.47%", "GPT-4o", "2.1%", "ImageNet"] {
        assert_eq!(
            found(text).text,
            "On ImageNet our model reaches 71.47%, i.e. 2.1% more than GPT-4o.",
            "{text}"
        );
        assert_eq!(found(text).place, Place::Section(2));
    }
    let row = found("24.82 FPS");
    assert_eq!(row.text, "Model: Ours; ImageNet (%): 71.47; FPS: 24.82");
    let marked: String = row
        .text
        .chars()
        .skip(row.highlight.0 as usize)
        .take((row.highlight.1 - row.highlight.0) as usize)
        .collect();
    assert_eq!(marked, "24.82");
    assert_eq!(found("30%").text, "It keeps 30% of the tokens.", "results come before the method");
}

#[test]
fn an_abstract_alone_is_what_is_looked_in_and_without_one_nothing_is() {
    let claims = against(None, Some("It is 20% better than GPT4o."), "比 GPT-4o 好 20%，快 30%");
    let places: Vec<_> = claims
        .claims
        .iter()
        .map(|claim| claim.outcome.passages().first().map(|passage| passage.place))
        .collect();
    assert_eq!(places, [Some(Place::Abstract), Some(Place::Abstract), None]);
    assert_eq!(against(None, None, "快 30%").claims, []);
}

#[test]
fn a_report_of_nothing_but_figures_is_looked_up_within_bounds() {
    let hostile: String = (0..200_000).map(|n| format!("{n}.5% ")).collect();
    let check = against(None, Some(&hostile), &hostile);
    assert_eq!(check.claims.len(), claim::MAX_CLAIMS);
    assert!(check.claims.iter().all(|claim| claim.outcome.is_supported()));
}
