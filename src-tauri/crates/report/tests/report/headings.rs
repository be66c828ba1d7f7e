//! Section headings in the forms in which other models write them.

use paperboy_report::{Section, openings, sections};

const NAMES: [&str; 5] = ["应用领域", "一句话核心贡献", "使用指南", "主要创新点", "实验效果"];
const TEXTS: [&str; 5] = [
    "语音 - 合成",
    "用一个模型完成两件事。",
    "- 输入：文字\n- 输出：语音",
    "1. **对齐**：先对齐后训练。\n2. **蒸馏**：四步采样。",
    "- 在两个数据集上 MOS 为 4.3。",
];

/// Five sections under headings of one form; in the form, `{n}` and similar marks are replaced by
/// the number, and `N` by the name.
fn report(form: &str, names: [&str; 5]) -> String {
    let numbers = [
        ("{n}", ["1", "2", "3", "4", "5"]),
        ("{c}", ["一", "二", "三", "四", "五"]),
        ("{w}", ["１", "２", "３", "４", "５"]),
        ("{o}", ["①", "②", "③", "④", "⑤"]),
        ("{p}", ["⑴", "⑵", "⑶", "⑷", "⑸"]),
        ("{r}", ["I", "II", "III", "IV", "V"]),
        ("{u}", ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ"]),
        ("{a}", ["A", "B", "C", "D", "E"]),
        ("{f}", ["壹", "贰", "叁", "肆", "伍"]),
        ("{e}", ["🎯", "💡", "🛠️", "✨", "📊"]),
        ("{g}", ["Domain", "Contribution", "Usage", "Innovations", "Results"]),
    ];
    let section = |at: usize| {
        let heading = numbers
            .iter()
            .fold(form.to_owned(), |heading, (mark, forms)| heading.replace(mark, forms[at]));
        format!("{}\n{}", heading.replace('N', names[at]), TEXTS[at])
    };
    (0..5).map(section).collect::<Vec<_>>().join("\n\n")
}

fn assert_whole(text: &str) {
    let cut = sections(text);
    assert_eq!(cut.problems, [], "{text}");
    for (section, expected) in Section::ALL.into_iter().zip(TEXTS) {
        assert_eq!(cut.get(section), Some(expected), "{text}");
    }
}

const FORMS: [&str; 85] = [
    "### 部分{c}：N",
    "## {c}、N",
    "{c}、N",
    "**{c}、N**",
    "（{c}）N",
    "（{n}）N",
    "### ({n}) N",
    "### {n} N",
    "### {n}：N",
    "### {w}．N",
    "{w}、N",
    "### {o} N",
    "{o}N",
    "{p} N",
    "## {r}. N",
    "{r}、N",
    "{u}. N",
    "{u} N",
    "【N】",
    "### 【N】",
    "【N】：",
    "**【N】**",
    "《N》",
    "「N」",
    "『N』",
    "〔N〕",
    "［N］",
    "[N]",
    "（N）",
    "“N”",
    "### {e} N",
    "{e} **N**",
    "{e} N：",
    "### {n}\u{fe0f}\u{20e3} N",
    "{n}\u{fe0f}\u{20e3} **N**",
    "- **N**：",
    "*   **N**:",
    "• **N**",
    "+ N：",
    "### {n}. N（Section title）",
    "### {n}. N ({g})",
    "**{n}. N（{g}）**",
    "### {n}. N / {g}",
    "### {n}. N | {g}",
    "## N {g}",
    "<h3>{n}. N</h3>",
    "<h2 id=\"s{n}\">N</h2>",
    "<b>N</b>",
    "<strong>{n}. N：</strong>",
    "<p><b>N</b></p>",
    "__{n}. N__",
    "_N_",
    "***N***",
    "### {n}\\. N",
    "{n}\\) N",
    "### {n}. 《N》",
    "### {n}. “N”",
    "### 第{c}部分：N",
    "**第{n}部分 N**",
    "第{c}、N",
    "Part {n}: N",
    "Section {r}. N",
    "### {a}. N",
    "### `N`",
    "`N`",
    "==N==",
    "—— N ——",
    "★ N ★",
    "    ### {n}. N",
    "\t{n}. **N**",
    "{n}. N\n------",
    "N\n====",
    "**N**\n---",
    "### {n}.1 N",
    "###{n}.N",
    "#### **{n}）N** ####",
    "{f}、N",
    "> ### {n}. N",
    "> **N**",
    "- [ ] N",
    "☑ N",
    "＃＃ N",
    "【{c}】N",
    "【{n}. N】",
    "### N：",
];

#[test]
fn headings_of_every_form_open_their_sections() {
    for form in FORMS {
        assert_whole(&report(form, NAMES));
    }
}

#[test]
fn traditional_characters_and_english_names_are_read_in_every_form() {
    for form in FORMS {
        assert_whole(&report(
            form,
            ["應用領域", "一句話核心貢獻", "使用指南", "主要創新點", "實驗效果"],
        ));
        assert_whole(&report(
            form,
            [
                "Application domain",
                "Core contribution",
                "Usage guide",
                "Main innovations",
                "Experimental results",
            ],
        ));
    }
}

#[test]
fn near_names_are_read_when_the_headings_bear_each_other_out() {
    for names in [
        ["应用领域", "核心贡献", "使用方法", "创新点", "实验结果"],
        ["研究领域", "一句话总结", "使用指南", "主要创新", "实验结果与分析"],
        ["应用场景", "主要贡献", "使用说明", "核心创新点", "实验分析"],
        ["所属领域", "一句话概括核心贡献", "如何使用", "技术创新", "主要结果"],
        ["應用場景", "核心貢獻", "使用方法", "創新之處", "實驗結果"],
        ["应用领域", "一句话核心贡献", "使用指南", "主要创新点", "实验结果"],
        ["Research area", "Contribution", "Usage", "Innovations", "Results"],
        [
            "Domain",
            "One-sentence summary",
            "How to use it",
            "Key novelty",
            "Experiments and results",
        ],
    ] {
        for form in [
            "### {n}. N",
            "## {c}、N",
            "**N**",
            "{n}. **N**",
            "【N】",
            "- **N**：",
            "### {e} N",
            "<h3>N</h3>",
            "{c}、N",
        ] {
            assert_whole(&report(form, names));
        }
    }
}

#[test]
fn a_near_name_alone_is_text() {
    for text in [
        "## 实验结果\n\n表 1",
        "**核心贡献**\n一",
        "【创新点】\n- 一\n\n【使用方法】\n- 二",
        "Results: 5\nUsage: 3",
    ] {
        assert_eq!(sections(text).texts, [const { None }; 5], "{text}");
        assert_eq!(openings(text), []);
    }
}

#[test]
fn a_marked_heading_with_an_exact_name_needs_no_company() {
    for (text, section) in [
        ("## 三、使用指南\nx", Section::Usage),
        ("<h3>五、实验效果</h3>\nx", Section::Results),
        ("### 【应用领域】\nx", Section::Domain),
    ] {
        assert_eq!(sections(text).get(section), Some("x"), "{text}");
    }
}

#[test]
fn text_on_the_headings_own_line_belongs_to_the_section() {
    for form in [
        "- **N**：T",
        "- **N：** T",
        "{c}、N：T",
        "**{c}、N**：T",
        "【N】：T",
        "<b>N</b>：T",
        "{e} N: T",
        "（{n}）N：T",
        "{o} N（{g}）：T",
        "> **N**：T",
    ] {
        let text = report(form, NAMES).replace("T\n", "一行字\n");
        let cut = sections(&text);
        assert_eq!(cut.problems, [], "{text}");
        for (section, expected) in Section::ALL.into_iter().zip(TEXTS) {
            assert_eq!(cut.get(section), Some(format!("一行字\n{expected}").as_str()), "{text}");
        }
    }
}

#[test]
fn lines_within_a_section_that_only_look_like_headings_stay_text() {
    let usual = report("### {n}. N", NAMES);
    for line in [
        "- **实验效果**：好",
        "**实验结果**",
        "#### 实验结果",
        "【实验效果】",
        "（一）应用领域",
        "> 应用领域",
        "一、使用指南",
        "• 创新点",
        "#### 使用方法",
        "- 应用场景：医疗",
        "【应用领域】医疗",
        "实验结果表明，该方法有效。",
        "**创新点**：新",
        "| 应用领域 | 医疗 |",
        "<b>核心贡献</b>",
    ] {
        for within in [0, 2, 3, 4] {
            let text = usual.replace(TEXTS[within], &format!("{}\n{line}\n甲", TEXTS[within]));
            let cut = sections(&text);
            assert_eq!(cut.problems, [], "{line} in {within}");
            assert_eq!(
                cut.get(Section::ALL[within]),
                Some(format!("{}\n{line}\n甲", TEXTS[within]).as_str())
            );
        }
    }
}

#[test]
fn the_same_holds_in_a_report_of_another_form() {
    for form in ["【N】", "## {c}、N", "- **N**：", "**{c}、N**"] {
        let report = report(form, NAMES);
        for line in [
            "实验效果：提升 5%",
            "**实验结果**",
            "（一）应用领域",
            "应用领域：医疗",
            "  - **实验效果**：好",
            "> 使用指南",
        ] {
            let text = report.replace(TEXTS[4], &format!("{}\n{line}\n甲", TEXTS[4]));
            let cut = sections(&text);
            assert_eq!(cut.problems, [], "{line} in {form}");
            assert_eq!(
                cut.get(Section::Results),
                Some(format!("{}\n{line}\n甲", TEXTS[4]).as_str()),
                "{form}"
            );
        }
    }
}

#[test]
fn running_text_is_no_report() {
    for text in [
        "本文讨论应用领域、使用指南与实验效果。",
        "应用领域广泛。\n使用指南见附录。\n实验效果良好。\n主要创新点如下。",
        "- 应用领域很多\n- 使用指南很长\n- 实验效果很好",
        "我们的贡献：\n方法：\n结果：",
        "实验结果如下：\n贡献在于：\n使用方法见第三节：",
        "# 应用领域自适应\n\n一篇论文",
        "> 应用领域\n> 说了什么",
        "目录：应用领域 / 使用指南 / 实验效果",
        "Results show gains.\nUsage is simple.\nContributions are many.",
        "实验结果：好。\n使用方法：易。\n核心贡献：多。",
    ] {
        assert_eq!(sections(text).texts, [const { None }; 5], "{text}");
    }
}

#[test]
fn a_section_of_another_form_that_comes_twice_is_joined_and_reported() {
    let text = format!("{}\n\n## 三、使用指南\n再说", report("## {c}、N", NAMES));
    let cut = sections(&text);
    assert_eq!(cut.get(Section::Usage), Some(format!("{}\n\n再说", TEXTS[2]).as_str()));
    assert_eq!(cut.problems.len(), 1);
}

#[test]
fn a_json_object_of_the_five_is_a_report() {
    let object = |keys: [&str; 5]| {
        let fields: Vec<String> = keys
            .iter()
            .zip(TEXTS)
            .map(|(key, text)| format!(" \"{key}\": \"{}\"", text.replace('\n', "\\n")))
            .collect();
        format!("{{\n{}\n}}", fields.join(",\n"))
    };
    for keys in [
        NAMES,
        ["1. 应用领域", "2. 一句话核心贡献", "3. 使用指南", "4. 主要创新点", "5. 实验效果"],
        ["domain", "contribution", "usage", "innovations", "results"],
        [
            "application_domain",
            "core_contribution",
            "usage_guide",
            "main_innovations",
            "experimental_results",
        ],
        [
            "applicationDomain",
            "coreContribution",
            "usageGuide",
            "mainInnovations",
            "experimentalResults",
        ],
        ["研究领域", "核心贡献", "使用方法", "创新点", "实验结果"],
        ["應用領域", "一句話核心貢獻", "使用指南", "主要創新點", "實驗效果"],
    ] {
        let object = object(keys);
        for text in [
            object.clone(),
            object.replace('\n', ""),
            format!("```json\n{object}\n```"),
            format!("以下是结果：\n\n```json\n{object}\n```\n希望有帮助！"),
            format!("{{\"title\": \"题目\", \"report\": {object}}}"),
            format!("[{object}]"),
            object.replace("\n}", ",\n}"),
            object.replace("文字\\n", "文字\n"),
        ] {
            assert_whole(&text);
        }
    }
    let items: Vec<String> = NAMES
        .iter()
        .zip(TEXTS)
        .map(|(name, text)| format!("{{\"title\": \"{name}\", \"content\": {text:?}}}"))
        .collect();
    assert_whole(&format!("{{\"sections\": [{}]}}", items.join(",")));
    let lists = sections(
        "{\"应用领域\": [\"语音\", \"合成\"], \"使用指南\": {\"输入\": \"文字\"}, \"实验效果\": \"好\"}",
    );
    assert_eq!(lists.get(Section::Domain), Some("- 语音\n- 合成"));
    assert_eq!(lists.get(Section::Usage), Some("- **输入**：文字"));
}

#[test]
fn a_table_of_the_five_is_a_report() {
    let cell = |text: &str| text.replace('\n', "<br>");
    let rows: String = NAMES
        .iter()
        .zip(TEXTS)
        .map(|(name, text)| format!("| {name} | {} |\n", cell(text)))
        .collect();
    let numbered: String = NAMES
        .iter()
        .zip(TEXTS)
        .enumerate()
        .map(|(n, (name, text))| format!("| {} | **{name}** | {} |\n", n + 1, cell(text)))
        .collect();
    let across = format!(
        "| {} |\n|---|---|---|---|---|\n| {} |",
        NAMES.join(" | "),
        TEXTS.map(cell).join(" | ")
    );
    for text in [
        format!("| 项目 | 内容 |\n|---|---|\n{rows}"),
        format!("# 题目\n\n|项目|内容|\n|:-:|:--|\n{rows}\n希望有帮助！"),
        rows.clone(),
        format!("| # | 项目 | 内容 |\n|---|---|---|\n{numbered}"),
        across,
    ] {
        assert_whole(&text);
    }
    let with_bars =
        sections("| 应用领域 | $P(A|B)$ |\n| 使用指南 | a \\| b |\n| 实验效果 | `x|y` |");
    let texts =
        [Section::Domain, Section::Usage, Section::Results].map(|section| with_bars.get(section));
    assert_eq!(texts, [Some("$P(A|B)$"), Some("a | b"), Some("`x|y`")]);
    for text in [
        "| 应用领域 | 医疗 |\n|---|---|\n| 方法 | 好 |",
        "| 实验效果 | a |\n| 使用指南 | b |\n| 应用领域 | c |",
    ] {
        assert_eq!(sections(text).texts, [const { None }; 5], "{text}");
    }
}

#[test]
fn an_object_or_a_table_within_a_section_is_its_text() {
    let object = "{\n \"应用领域\": \"a\",\n \"使用指南\": \"b\",\n \"实验效果\": \"c\"\n}";
    for inside in [
        format!("```json\n{object}\n```"),
        "| 应用领域 | a |\n|---|---|\n| 使用指南 | b |\n| 实验效果 | c |".to_owned(),
    ] {
        let text = report("### {n}. N", NAMES).replace(TEXTS[2], &inside);
        let cut = sections(&text);
        assert_eq!((cut.get(Section::Usage), cut.problems.len()), (Some(inside.as_str()), 0));
    }
}

#[test]
fn reasoning_and_talk_around_an_imported_report_are_no_part_of_it() {
    let report = report("### {n}. N", NAMES);
    for text in [
        format!("<think>\n### 1. 应用领域\n也许？\n</think>\n\n{report}"),
        format!("### 1. 应用领域\n也许？\n</think>\n\n{report}"),
        format!(
            "好的，以下是报告：\n\n---\n\n{report}\n\n---\n希望以上内容对您有所帮助！如有问题请随时告诉我。"
        ),
        format!("**思考过程**\n\n想。\n\n---\n\n{report}"),
    ] {
        assert_whole(&text);
        assert_eq!(sections(&text).preamble, "");
    }
    let unended = sections(&format!("<think>\n{report}"));
    assert!(
        unended.texts.iter().all(Option::is_some),
        "what was imported is not hidden by a mark that nothing closes"
    );
}

#[test]
fn many_candidates_are_read() {
    for line in [
        "**一、应用领域**\n",
        "- 实验结果：x\n",
        "【使用方法】\n",
        "创新点\n---\n",
        "| 应用领域 | x |\n",
        "{\"应用领域\":[",
        "<b>",
        "（一）",
        "> - ",
    ] {
        sections(&line.repeat(5_000));
    }
}

#[test]
fn the_project_owners_examples_are_read_where_they_are_at_hand() {
    let path = crate::root().join("../shared/cases/09-headings.txt");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let blocks: Vec<&str> = text.split("\n@@ ").skip(1).collect();
    assert!(blocks.len() > 20);
    for block in blocks {
        let (name, report) = block.split_once('\n').unwrap();
        assert_eq!(sections(report).problems, [], "{name}");
    }
}
