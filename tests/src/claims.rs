//! A paper with a table, and reports on it that have a claim of each outcome.

use serde_json::json;

/// The day of the papers.
pub const DAY: &str = "2026-01-14";
/// The papers whose reports are in Chinese and in English.
pub const PAPERS: [&str; 2] = ["2601.00001", "2601.00002"];

/// What arXiv serves of each paper.
pub const PAGE: &str = r#"<!DOCTYPE html><html><body><div class="ltx_page_main"><article class="ltx_document"><h1 class="ltx_title ltx_title_document">Anchored Networks</h1>
<section class="ltx_section" id="S1"><h2 class="ltx_title ltx_title_section"><span class="ltx_tag ltx_tag_section">1 </span>Introduction</h2>
<div class="ltx_para"><p class="ltx_p">We present AlphaNet, a network that answers questions about shops. For each question it keeps an anchor, to which every step of the answer is compared, so that a long answer stays with what was asked. Anchoring improves consistency by 13.4% at 93% lower cost. GammaNet was trained for 52 hours. The networks before it compare an answer with the question alone, and so lose the thread where an answer has many steps. No labels are needed, and no other network is asked.</p></div></section>
<section class="ltx_section" id="S2"><h2 class="ltx_title ltx_title_section"><span class="ltx_tag ltx_tag_section">2 </span>Experiments</h2>
<div class="ltx_para"><p class="ltx_p">The two test sets are ShopQA and MapQA. All models are of the same size and see the same questions in the same order.</p></div>
<figure class="ltx_table" id="S2.T1"><figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_table">Table 1: </span>Accuracy on the two test sets.</figcaption>
<table class="ltx_tabular"><thead class="ltx_thead"><tr class="ltx_tr"><th class="ltx_td ltx_th">Model</th><th class="ltx_td ltx_th">ShopQA / Acc.</th><th class="ltx_td ltx_th">MapQA / Acc.</th></tr></thead>
<tbody class="ltx_tbody"><tr class="ltx_tr"><td class="ltx_td">AlphaNet</td><td class="ltx_td">71.2</td><td class="ltx_td">64.5</td></tr>
<tr class="ltx_tr"><td class="ltx_td">BetaNet</td><td class="ltx_td">68.4</td><td class="ltx_td">66.9</td></tr>
<tr class="ltx_tr"><td class="ltx_td">GammaNet</td><td class="ltx_td">70.36</td><td class="ltx_td">61.8</td></tr></tbody></table></figure></section></article></div></body></html>"#;

/// The figures of both reports in their order, each with its outcome.
pub const FIGURES: [[(&str, &str); 7]; 2] = [
    [
        ("71.2%", "found"),
        ("70.4%", "rounded"),
        ("2.8 个百分点", "computed"),
        ("71.2%", "another_owner"),
        ("13.4%", "another_direction"),
        ("99.9 小时", "not_found"),
        ("52 小时", "not_checked"),
    ],
    [
        ("71.2%", "found"),
        ("70.4%", "rounded"),
        ("2.8 points", "computed"),
        ("71.2%", "another_owner"),
        ("93%", "another_direction"),
        ("99.9 hours", "not_found"),
        ("52 hours", "not_checked"),
    ],
];

/// The daily report with both.
pub fn daily_report() -> String {
    let line = "=".repeat(60);
    let paper = |id: &str, sections: [(&str, &str); 5]| {
        let sections: String =
            sections.iter().map(|(heading, text)| format!("### {heading}\n{text}\n\n")).collect();
        format!(
            "\n## 📄 Anchored Networks {id}\n\n- **链接**: https://huggingface.co/papers/{id}\n- **阅读来源**: HTML\n\n{sections}\n{line}\n"
        )
    };
    let chinese = [
        ("1. 应用领域", "自然语言处理 - 问答"),
        ("2. 一句话核心贡献", "为每个问题保留一个锚点，使长回答不偏题。"),
        ("3. 使用指南", "见论文。"),
        ("4. 主要创新点", "回答的每一步都与锚点比较。"),
        (
            "5. 实验效果",
            "AlphaNet 在 ShopQA 上的准确率为 71.2%。GammaNet 在 ShopQA 上的准确率约为 70.4%。AlphaNet 在 ShopQA 上比 BetaNet 高 2.8 个百分点。\n\nBetaNet 在 ShopQA 上的准确率为 71.2%。锚定使一致性下降 13.4%。AlphaNet 的训练耗时 99.9 小时。BetaNet 的训练耗时 52 小时。",
        ),
    ];
    let english = [
        ("1. Application domain", "Natural language processing, question answering"),
        ("2. Core contribution", "An anchor for each question keeps long answers to the point."),
        ("3. Usage guide", "See the paper."),
        ("4. Main innovations", "Every step of an answer is compared with the anchor."),
        (
            "5. Experimental results",
            "AlphaNet reaches an accuracy of 71.2% on ShopQA. GammaNet reaches about 70.4% on ShopQA. On ShopQA, AlphaNet is 2.8 points better than BetaNet.\n\nBetaNet reaches an accuracy of 71.2% on ShopQA. Anchoring raises the cost by 93%. AlphaNet was trained for 99.9 hours. BetaNet was trained for 52 hours.",
        ),
    ];
    format!(
        "# Hugging Face Daily Papers Report\n**Date**: {DAY}\n**Source URL**: https://huggingface.co/papers/date/{DAY}\n\n{line}\n{}{}",
        paper(PAPERS[0], chinese),
        paper(PAPERS[1], english)
    )
}

/// What Hugging Face lists.
pub fn list() -> String {
    let papers = PAPERS.map(|id| {
        json!({"title": format!("Anchored Networks {id}"), "paper": {"id": id, "title": format!("Anchored Networks {id}"), "summary": "We keep an anchor for each question.",
            "authors": [{"name": "A. Author"}], "upvotes": 3, "publishedAt": "2026-01-13T00:00:00.000Z"}})
    });
    serde_json::Value::from(papers.to_vec()).to_string()
}
