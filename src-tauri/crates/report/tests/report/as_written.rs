//! The shown text equals the written text: Markdown's rules for Latin prose change no figure, no
//! formula and no address.

use paperboy_report::{html, plain};

/// Each text with the text that a user must see.
fn assert_plain(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(markdown, expected)| plain(markdown) != *expected)
        .map(|(markdown, expected)| {
            format!(
                "{markdown:?}\n  expected {expected:?}\n  got      {:?}\n  {}",
                plain(markdown),
                html(markdown)
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each text with what its HTML must hold.
fn assert_html(cases: &[(&str, &[&str])]) {
    let shown = |markdown: &str| html(markdown).replace(" rel=\"noopener noreferrer\"", "");
    let mut wrong = Vec::new();
    for (markdown, parts) in cases {
        for part in parts.iter().filter(|part| !shown(markdown).contains(**part)) {
            wrong.push(format!("{markdown:?}\n  lacks {part:?}\n  {}", shown(markdown)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Texts that must be seen as they are, to the character.
fn assert_unchanged(texts: &[&str]) {
    assert_plain(&texts.iter().map(|text| (*text, *text)).collect::<Vec<_>>());
}

#[test]
fn a_single_tilde_is_a_tilde() {
    assert_unchanged(&[
        "训练要 2~4 天，推理要 5~7 毫秒。",
        "显存 12~20GB，批量 8~16。",
        "准确率(60~70)，召回(50~55)。",
        "~10 万条，~20 万条",
        "学习率 1e-5~1e-4，步数 1k~2k",
        "约~5%到~8%",
        "从2019~2021到2022~2024",
        "a~b~c~d",
        "提升~3~个点",
        "第3~~5章与第6~~8章",
        "x ~ N(0,1)，y ~ N(1,2)",
        "路径 ~/a 与 ~/b",
        "（~3，~4）",
    ]);
    assert_plain(&[
        ("~~旧~~ 新，2~3 ~~删~~", "旧 新，2~3 删"),
        ("\\~a\\~", "~a~"),
        ("**3~5**天，**6~8**天", "3~5天，6~8天"),
    ]);
    assert_html(&[
        ("~~旧~~ 2~3", &["<del>旧</del> 2~3"]),
        ("3~5 与 `a~b~c`", &["3~5 与 <code>a~b~c</code>"]),
    ]);
}

#[test]
fn a_star_of_a_product_or_a_name_is_a_star() {
    assert_unchanged(&[
        "输入 128*128*3 的图像，输出 4*4*256；",
        "FPR*只算远处，FPR*越低越好。",
        "A*算法与D*算法",
        "CRT*、TPR*、FPR*",
        "p<0.05*，p<0.01**，p<0.001***（双侧）",
        "得分 85.3**，高于 84.1**，低于 86.0。",
        "张三*、李四*（*同等贡献）",
        "显著（***），较显著（**），一般（*）",
        "A 为 3.1**；B 为 2.9*；C 不显著（ns）",
        "CRT*",
        "文件 data_*.json 与 model_*.py",
        "logs/*/a 与 logs/*/b",
        "a*b*c",
        "α*β*γ",
        "(a+b)*(c+d)*(e+f)",
        "f(x)*g(x)*h(x)",
        "10%*20%*30%",
        "2**10 与 3**5",
        "x**2 + y**2",
        "3 * 4 * 5",
        "`a`*`b`*`c`".replace('`', "").as_str(),
        "*p<0.05，**p<0.01，***p<0.001",
        "模型* 与 方法*",
        "B*树，B*树的变体",
        "H100*8，A100*16",
        "8*H100*2天",
        "*.py 与 *.md",
        "Q*，V*，π*",
        "第一作者*，通讯作者*",
        "1*2，3*4，5*6",
    ]);
    assert_plain(&[
        ("$a$*$b$*$c$", "a*b*c"),
        ("`a`*`b`*`c`", "a*b*c"),
        ("*注：输入 224*224*3*", "注：输入 224*224*3"),
        ("**TPR*只算近处**，TPR*越高", "TPR*只算近处，TPR*越高"),
        ("A*算法比*普通*算法快", "A*算法比普通算法快"),
        ("V\\*与Q\\*", "V*与Q*"),
        ("| a*b*c | 2*3 |\n|---|---|\n| CRT*只 | CRT*高 |", "a*b*c\t2*3\nCRT*只\tCRT*高"),
        ("* a*b*c\n* d", "• a*b*c\n• d"),
        ("***\na", "a"),
    ]);
}

#[test]
fn stars_of_significance_behind_a_group_or_a_value_are_stars() {
    assert_unchanged(&[
        "甲组**（n=30）与乙组**（n=28）",
        "甲组*（n=30）与乙组*（n=28）",
        "甲组***（n=30）与乙组***（n=28）",
        "甲组**(n=30)与乙组**(n=28)",
        "对照组**（P<0.01）、实验组**（P<0.05）和空白组**（P=0.3）",
        "实验组**（M=3.2，SD=0.4）高于对照组**（M=2.9，SD=0.5）",
        "甲组**（对照）与乙组**（实验）",
        "方法A**（均值 0.82±0.03）优于方法B**（均值 0.79±0.02）",
        "甲组**（n=30）比乙组高",
        "BERT**（p<0.01）优于GPT**（p<0.05）",
        "系数为0.35**（0.02）与0.42**（0.03）",
        "系数由0.35**升至0.42**的水平",
        "提升1.2%**和3.4%**的幅度",
        "注：**表示p<0.01，***表示p<0.001",
        "*表示p<0.05，**表示p<0.01，***表示p<0.001",
        "***代表在1%水平上显著，**代表在5%水平上显著，*代表在10%水平上显著",
        "**：p<0.01；***：p<0.001",
        "The groups A**(n=30) and B**(n=28)",
        "* p<0.05, ** p<0.01, *** p<0.001",
        "* 表示 p<0.05，** 表示 p<0.01",
        "\"A\"*\"B\"*\"C\" 三因素",
    ]);
    assert_html(&[
        ("**重点**（说明）", &["<strong>重点</strong>（说明）"]),
        ("本文提出**重点**（说明）方法", &["提出<strong>重点</strong>（说明）"]),
        (
            "**甲**（n=30）与**乙**（n=28）",
            &["<strong>甲</strong>（n=30）与<strong>乙</strong>（n=28）"],
        ),
        (
            "**显著提升**（p<0.01）且**更快**（2.5×）",
            &["<strong>显著提升</strong>（p", "<strong>更快</strong>"],
        ),
        (
            "分为**（1）采样**（说明）和**（2）训练**（说明）",
            &["<strong>（1）采样</strong>", "<strong>（2）训练</strong>"],
        ),
        ("这是**（重要）内容**的一部分", &["<strong>（重要）内容</strong>"]),
        ("比GPT-4.1**高3.2%**的结果", &["<strong>高3.2%</strong>"]),
        ("甲组**（n=30）的**准确率**更高", &["甲组**（n=30）的<strong>准确率</strong>更高"]),
        (
            "**甲组**（n=30）优于乙组**（n=28）",
            &["<strong>甲组</strong>（n=30）优于乙组**（n=28）"],
        ),
        ("**表示学习**与**指令微调**", &["<strong>表示学习</strong>", "<strong>指令微调</strong>"]),
        ("**代表性结果**：显著", &["<strong>代表性结果</strong>"]),
        ("* p<0.05 的结果有**三项**\n* 其余不显著", &["<li>", "<strong>三项</strong>"]),
    ]);
}

#[test]
fn emphasis_beside_chinese_stays() {
    assert_html(&[
        ("模型*强调*很好", &["<em>强调</em>"]),
        ("使用Adam*优化器*训练", &["Adam<em>优化器</em>训练"]),
        ("*CRT*比较好", &["<em>CRT</em>比较好"]),
        ("(*注：略*)", &["(<em>注：略</em>)"]),
        ("*（注：略）*", &["<em>（注：略）</em>"]),
        ("*foo* and *bar*", &["<em>foo</em> and <em>bar</em>"]),
        ("**准确率**达到**95%**GPU", &["<strong>准确率</strong>", "<strong>95%</strong>GPU"]),
        ("比SOTA**3.2%**高", &["SOTA<strong>3.2%</strong>高"]),
        ("达到F1**0.92**的", &["F1<strong>0.92</strong>的"]),
        ("LLM**Agent**的", &["LLM<strong>Agent</strong>的"]),
        ("foo**bar**baz", &["foo<strong>bar</strong>baz"]),
        ("**Transformer**2024", &["<strong>Transformer</strong>2024"]),
        ("**加粗***斜体*", &["<strong>加粗</strong><em>斜体</em>"]),
        ("*a **b***", &["<em>a <strong>b</strong></em>"]),
        ("***重点***与", &["<em><strong>重点</strong></em>"]),
        ("**A*算法**与**B*算法**", &["<strong>A*算法</strong>与<strong>B*算法</strong>"]),
        ("的**$x$**是", &["的<strong><span data-math-style=\"inline\">x</span></strong>是"]),
        ("**$a$：说明**b", &["<strong><span data-math-style=\"inline\">a</span>：说明</strong>"]),
        ("*第一行\n第二行*", &["<em>第一行<br>\n第二行</em>"]),
        ("**注意：**后面", &["<strong>注意：</strong>后面"]),
        ("__粗体__ _斜体_", &["<strong>粗体</strong> <em>斜体</em>"]),
    ]);
    assert_unchanged(&["__init__.py 与 __main__", "snake_case_name 与 x_i"]);
}

#[test]
fn a_bare_address_ends_before_marks_and_chinese() {
    let link = |address: &str| format!("<a href=\"{address}\">{address}</a>");
    let (a, b, c) = (
        link("https://github.com/a/b"),
        link("https://example.org/c"),
        link("https://example.org/d_e_f"),
    );
    for (markdown, expected) in [
        (
            "- **代码**：**https://github.com/a/b**，已开源。",
            format!("<strong>代码</strong>：<strong>{a}</strong>，已开源。"),
        ),
        (
            "代码见https://github.com/a/b，数据见https://example.org/c，用https://example.org/d_e_f，`pip install x`安装。",
            format!("代码见{a}，数据见{b}，用{c}，<code>pip install x</code>安装。"),
        ),
        (
            "*https://github.com/a/b*与~~https://example.org/c~~",
            format!("<em>{a}</em>与<del>{b}</del>"),
        ),
        (
            "https://github.com/a/b、https://example.org/c（**重要**）",
            format!("{a}、{b}（<strong>重要</strong>）"),
        ),
        (
            "（https://github.com/a/b）`x` 与 $y_1$",
            format!("（{a}）<code>x</code> 与 <span data-math-style=\"inline\">y_1</span>"),
        ),
        ("https://github.com/a/b`main`", format!("{a}<code>main</code>")),
        ("https://github.com/a/b**代码**", format!("{a}<strong>代码</strong>")),
        ("https://github.com/a/b**x**y", format!("{a}**x**y")),
        ("https://github.com/a/b, https://example.org/c.", format!("{a}, {b}.")),
        (
            "| https://github.com/a/b|https://example.org/c |\n|---|---|",
            format!("<th>{a}</th>\n<th>{b}</th>"),
        ),
        ("“https://github.com/a/b”；《https://example.org/c》", format!("“{a}”；《{b}》")),
        ("__https://github.com/a/b__", format!("<strong>{a}</strong>")),
        (
            "见<https://github.com/a/b>和[https://example.org/c](https://example.org/c)。",
            format!("见{a}和{b}。"),
        ),
        ("https://example.org/d\\_e\\_f/", link("https://example.org/d_e_f/").to_string()),
        ("https://github.com/a/b：https://example.org/c", format!("{a}：{b}")),
        ("https://github.com/a/b\nhttps://example.org/c", format!("{a}<br>\n{b}")),
    ] {
        let shown = html(markdown).replace(" rel=\"noopener noreferrer\"", "");
        assert!(shown.contains(&expected), "{markdown}\n  expected {expected}\n  got      {shown}");
    }
    assert_html(&[
        (
            "见 www.example.org/x 。",
            &["<a href=\"http://www.example.org/x\">www.example.org/x</a>"],
        ),
        (
            "https://en.wikipedia.org/wiki/A_(b)与",
            &["<a href=\"https://en.wikipedia.org/wiki/A_(b)\">"],
        ),
        ("https://a.org/?a=1&amp;b=2", &["<a href=\"https://a.org/?a=1&amp;b=2\">"]),
        ("http://localhost:8000/x，**粗**", &["http://localhost:8000/x，<strong>粗</strong>"]),
        (
            "[a https://example.org b](https://example.com)",
            &["<a href=\"https://example.com/\">a https://example.org b</a>"],
        ),
        ("`https://a.org/b`", &["<code>https://a.org/b</code>"]),
    ]);
}

#[test]
fn a_formula_in_a_cell_is_one_cell() {
    let math = |tex: &str| format!("<span data-math-style=\"inline\">{tex}</span>");
    for (row, cells) in [
        ("| $Q(C|D)$ | 条件 |", [math("Q(C|D)"), "条件".to_owned()]),
        ("| $|x|$ | 绝对值 |", [math("|x|"), "绝对值".to_owned()]),
        ("| $\\|x\\|$ | 范数 |", [math("|x|"), "范数".to_owned()]),
        (
            "| 期望 | $E[X|Y]$ 与 $p(z|x)$ |",
            ["期望".to_owned(), format!("{} 与 {}", math("E[X|Y]"), math("p(z|x)"))],
        ),
        ("| $a$ | $b$ |", [math("a"), math("b")]),
        (
            "| $|x|$ 与 $\\|y\\|$ | 两个 |",
            [format!("{} 与 {}", math("|x|"), math("|y|")), "两个".to_owned()],
        ),
        ("| `a|b` | $\\{x|x>0\\}$ |", ["<code>a|b</code>".to_owned(), math("\\{x|x&gt;0\\}")]),
        ("| $5 | $6 |", ["$5".to_owned(), "$6".to_owned()]),
        ("|$5|$6|", ["$5".to_owned(), "$6".to_owned()]),
        ("| \\(p(a|b)\\) | x |", [math("p(a|b)"), "x".to_owned()]),
        ("| `a|b` | 或 |", ["<code>a|b</code>".to_owned(), "或".to_owned()]),
        ("| `a` | `b` |", ["<code>a</code>".to_owned(), "<code>b</code>".to_owned()]),
        ("| a | b | c |", ["a".to_owned(), "b | c".to_owned()]),
        ("| $ p(x|y) $ | 后验 |", [math("p(x|y)"), "后验".to_owned()]),
        ("$P(A|B)$ | 无边框", [math("P(A|B)"), "无边框".to_owned()]),
        (
            "| **$P(A|B)$** | 粗 |",
            [format!("<strong>{}</strong>", math("P(A|B)")), "粗".to_owned()],
        ),
        ("| $\\sum_{i|n} i$ | 整除 |", [math("\\sum_{i|n} i"), "整除".to_owned()]),
        ("| $p$ a|b $q$ |", [format!("{} a", math("p")), format!("b {}", math("q"))]),
    ] {
        let shown = html(&format!("| 甲 | 乙 |\n|---|---|\n{row}\n| 末 | 行 |"));
        let expected = format!(
            "<tr>\n<td>{}</td>\n<td>{}</td>\n</tr>\n<tr>\n<td>末</td>\n<td>行</td>",
            cells[0], cells[1]
        );
        assert!(shown.contains(&expected), "{row}\n{shown}");
    }
    assert_html(&[
        (
            "| $P(A|B)$ | 含义 |\n|---|---|\n| 1 | 2 |",
            &["<th><span data-math-style=\"inline\">P(A|B)</span></th>\n<th>含义</th>"],
        ),
        (
            "- | a | b |\n  |---|---|\n  | $x|y$ | c |",
            &["<td><span data-math-style=\"inline\">x|y</span></td>\n<td>c</td>"],
        ),
        (
            "> | a | b |\n> |---|---|\n> | $x|y$ | c |",
            &["<td><span data-math-style=\"inline\">x|y</span></td>\n<td>c</td>"],
        ),
    ]);
}

#[test]
fn lines_of_notes_are_seen_where_they_are() {
    assert_unchanged(&[
        "目标[^1]\n[^1]: 见附录C",
        "准确率 70%\n[注]: 未说明方差",
        "[1]: Smith, 2023",
        "[备注]: https://example.org/x",
        "[^note]: 两行\n[^b]: 另一行",
        "[*]: 仅限英文",
        "[a]: /path \"title\"",
        "结果见[1]。\n[1]: https://example.org/x",
        "[数据]:\n仅公开部分",
        "[表1]: 三次平均",
        "[1]: <https://example.org/x>".replace(['<', '>'], "").as_str(),
    ]);
    assert_plain(&[
        ("- 目标[^1]\n\n  [^1]: 见附录C", "• 目标[^1]\n[^1]: 见附录C"),
        ("> [注]: 一句", "[注]: 一句"),
        ("a\n\n[^1]: b\n\n[^2]: c", "a\n[^1]: b\n[^2]: c"),
        ("1. [注]: 一句", "1. [注]: 一句"),
        // A link that refers to a definition is Markdown as intended.
        (
            "[文字][a] 与 [b][]\n\n[a]: https://example.org/x\n[b]: https://example.org/y",
            "文字 与 b",
        ),
        ("[文字][a]\n\n[a]: 不是地址", "[文字][a]\n[a]: 不是地址"),
    ]);
    assert_html(&[(
        "[文字][a]\n\n[a]: https://example.org/x",
        &["<a href=\"https://example.org/x\">文字</a>"],
    )]);
}

#[test]
fn formulas_with_blanks_and_empty_lines_are_set() {
    let inline = |tex: &str| format!("<span data-math-style=\"inline\">{tex}</span>");
    let display = |tex: &str| format!("<span data-math-style=\"display\">{tex}</span>");
    for (markdown, expected) in [
        (
            "系数 $ \\beta $ 与 $ q_j $ 之和",
            format!("系数 {} 与 {} 之和", inline("\\beta"), inline("q_j")),
        ),
        ("1. $ x^2 $\n2. > $ y_1 $", inline("x^2")),
        ("> - $ \\hat{y} $：预测", inline("\\hat{y}")),
        ("$ O(n^2) $和$ \\log n $", format!("{}和{}", inline("O(n^2)"), inline("\\log n"))),
        ("**$ \\lambda $**", inline("\\lambda")),
        (
            "1. 目标：\n\n    \\[\n    L = \\sum_i x_i\n\n    + \\mu R\n    \\]",
            display("L = \\sum_i x_i\n+ \\mu R"),
        ),
        ("\\[\na\n\nb\n\\]", display("a\nb")),
        ("- a\n\n  $$\n  x\n\n  - y\n  $$\n  后", format!("{}<br>\n后", display("x\n- y"))),
        ("> \\[\n> a\n>\n> b\n> \\]", display("a\nb")),
        ("- a\n    - b\n\n        \\[ x\n\n        = y \\]\n", display("x\n= y")),
        ("式：\\[ a \\]。", format!("式：{}。", display("a"))),
        (
            "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}",
            display("\\begin{align}\na &amp;= b \\\\\nc &amp;= d\n\\end{align}"),
        ),
        (
            "$$\\begin{cases} 1 & x>0 \\\\ 0 \\end{cases}$$",
            display("\\begin{cases} 1 &amp; x&gt;0 \\\\ 0 \\end{cases}"),
        ),
        (
            "$a*b*c$ 与 $x~y~z$ 与 $[1](2)$",
            format!("{} 与 {} 与 {}", inline("a*b*c"), inline("x~y~z"), inline("[1](2)")),
        ),
        ("$a<b$ 与 $c>d$", format!("{} 与 {}", inline("a&lt;b"), inline("c&gt;d"))),
        ("$\\text{若 $x$ 成立}$", inline("\\text{若 $x$ 成立}")),
        ("    \\[\n    x\n    \\]", display("x")),
    ] {
        let shown = html(markdown);
        assert!(shown.contains(&expected), "{markdown}\n  expected {expected}\n  got      {shown}");
    }
    assert_unchanged(&[
        "价格从 $5 到 $10",
        "$5 and $6, $7-$8",
        "从$5降到$3，省$2",
        "US$ 5 到 US$ 8",
        "$HOME/bin:$PATH",
        "每小时 $ 3 与 $ 4",
    ]);
    assert_html(&[
        ("`$ x_1 $`", &["<code>$ x_1 $</code>"]),
        (
            "```\n$ x_1 $ a*b*c 3~5 https://a.org/x_y_z\n\\[\n\\]\n```",
            &["<code>$ x_1 $ a*b*c 3~5 https://a.org/x_y_z\n\\[\n\\]\n</code>"],
        ),
        ("a\n\n    $x_1$ 3~5 [注]: |", &["<code>$x_1$ 3~5 [注]: |\n</code>"]),
    ]);
}

#[test]
fn a_text_keeps_the_characters_that_are_reserved_while_it_is_parsed() {
    assert_unchanged(&["\u{fdd0}\u{fdd7}\u{fde0}\u{fde1} 3~5", "a\u{fde0}\u{fde1}b 2*3*4"]);
}

#[test]
fn formulas_in_algorithms_are_set_and_indentation_stays() {
    let algorithm = "```algorithm\nInput: $x_0$, cost of $5\n  for $t=1,\\dots,T$ do\n    $a*b*c$ 3~5\nend\n```";
    assert_html(&[(
        algorithm,
        &[
            "<blockquote>\n<p>Input: <span data-math-style=\"inline\">x_0</span>, cost of $5<br>",
            "&nbsp;&nbsp;for <span data-math-style=\"inline\">t=1,\\dots,T</span> do",
            "<span data-math-style=\"inline\">a*b*c</span> 3~5<br>\nend",
        ],
    )]);
    assert_html(&[
        ("```algorithm\nno formula: $5\n```", &["<pre><code>no formula: $5\n</code></pre>"]),
        ("```bash\necho $x_1$\n```", &["<pre><code>echo $x_1$\n</code></pre>"]),
    ]);
}
