//! One paper of a made-up report.

use super::random::Random;
use super::{BYTES_A_PAPER, vocabulary};

/// What a paper is about: its own terms come again and again, as in real ones.
struct Subject {
    name: String,
    chinese: [usize; 8],
    english: [usize; 8],
}

/// How a paper's headings are written.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    /// `1. **应用领域**`, bodies indented as list content.
    Item,
    /// The same with a full-width colon.
    ItemColon,
    /// `### 1. 应用领域`
    Third,
    /// `## 1. 应用领域`
    Second,
    /// `### 1. **应用领域**`
    ThirdBold,
}

const HEADINGS: [&str; 5] = ["应用领域", "一句话核心贡献", "使用指南", "主要创新点", "实验效果"];

/// Writes a paper from its heading to the two blank lines that end it.
pub fn write(out: &mut String, id: &str, random: &mut Random) {
    let subject = Subject {
        name: vocabulary::model_name(random.below(vocabulary::MODELS)),
        chinese: std::array::from_fn(|_| random.zipf(vocabulary::CHINESE)),
        english: std::array::from_fn(|_| random.zipf(vocabulary::ENGLISH)),
    };
    let begin = out.len();
    // From 0.6 to 1.4 of the usual size.
    let size = BYTES_A_PAPER * (600 + random.below(801)) / 1_000;
    let style = [Style::Item, Style::ItemColon, Style::Third, Style::Second, Style::ThirdBold]
        [random.below(5)];
    let mut title = String::new();
    fill(&mut title, random.pick(&TITLES), &subject, random);
    let source = if random.once_in(10) { "ArXiv Abs" } else { "HTML" };
    out.push_str(&format!("## 📄 {title}\n\n- **链接**: https://huggingface.co/papers/{id}\n- **阅读来源**: {source}\n\n"));
    match random.below(4) {
        0 => out.push_str(&format!("# {title}\n\n")),
        1 => out.push_str(&format!("# {title} 研究报告\n\n")),
        2 => out.push_str(&format!("# 论文阅读报告：{title}\n\n")),
        _ => {}
    }
    let mut page = Page { out, style, random, subject };
    page.heading(0);
    page.line(0, "", &DOMAINS);
    page.heading(1);
    page.line(0, "", &CONTRIBUTIONS);
    page.heading(2);
    page.usage(begin + size * 45 / 100);
    page.heading(3);
    page.innovations(begin + size * 75 / 100);
    page.heading(4);
    page.results(begin + size);
    out.push_str("\n\n");
}

/// A paper being written.
struct Page<'a> {
    out: &'a mut String,
    style: Style,
    random: &'a mut Random,
    subject: Subject,
}

impl Page<'_> {
    fn heading(&mut self, section: usize) {
        if section > 0 {
            self.out.push('\n');
        }
        let (number, name) = (section + 1, HEADINGS[section]);
        let heading = match self.style {
            Style::Item => format!("{number}. **{name}**\n"),
            Style::ItemColon => format!("{number}. **{name}**：\n"),
            Style::Third => format!("### {number}. {name}\n"),
            Style::Second => format!("## {number}. {name}\n"),
            Style::ThirdBold => format!("### {number}. **{name}**\n"),
        };
        self.out.push_str(&heading);
    }

    /// A line of the body: at a depth of list nesting, after a list's mark, one of the shapes.
    fn line(&mut self, depth: usize, mark: &str, shapes: &[&str]) {
        let shape = self.random.pick(shapes);
        self.indent(depth);
        self.out.push_str(mark);
        fill(self.out, shape, &self.subject, self.random);
        self.out.push('\n');
    }

    fn indent(&mut self, depth: usize) {
        let body = if matches!(self.style, Style::Item | Style::ItemColon) { 3 } else { 0 };
        self.out.extend(std::iter::repeat_n(' ', body + depth * 4));
    }

    fn usage(&mut self, end: usize) {
        self.line(0, "*   ", &INPUTS);
        for _ in 0..1 + self.random.below(3) {
            self.line(1, "*   ", &DETAILS);
        }
        self.line(0, "*   ", &OUTPUTS);
        self.line(0, "*   **流程**：", &[""]);
        for step in ["1.  ", "2.  ", "3.  "] {
            self.line(1, step, &STEPS);
            if self.random.once_in(4) {
                self.line(2, "*   ", &DETAILS);
            }
        }
        while self.out.len() < end {
            self.line(0, "*   ", &NOTES);
        }
        self.line(0, "*   ", &HARDWARE);
        if self.random.once_in(6) {
            self.code();
        }
    }

    fn innovations(&mut self, end: usize) {
        let mut number = 0;
        while number < 2 || self.out.len() < end {
            number += 1;
            let mark = if matches!(self.style, Style::Third | Style::ThirdBold) {
                format!("{number}.  ")
            } else {
                "*   ".to_owned()
            };
            self.line(0, &mark, &POINTS);
            self.line(1, "", &EXPLANATIONS);
            if self.random.once_in(3) {
                self.line(1, "*   ", &DETAILS);
                self.line(2, "*   ", &DETAILS);
            }
        }
    }

    fn results(&mut self, end: usize) {
        self.line(0, "*   ", &MEASUREMENTS);
        if self.random.once_in(5) {
            self.table();
        }
        while self.out.len() < end {
            self.line(0, "*   ", &MEASUREMENTS);
            if self.random.once_in(4) {
                self.line(1, "*   ", &DETAILS);
            }
        }
    }

    fn table(&mut self) {
        self.out.push('\n');
        self.line(0, "", &["| 方法 | {d} | {d} |"]);
        self.line(0, "", &["| --- | ---: | ---: |"]);
        for _ in 0..2 + self.random.below(3) {
            self.line(0, "", &["| {M} | {p} | {p} |"]);
        }
        self.line(0, "", &["| **{N}** | **{p}** | **{p}** |"]);
        self.out.push('\n');
    }

    fn code(&mut self) {
        self.out.push('\n');
        self.line(0, "", &["```python"]);
        self.line(0, "", &["model = load(\"{N}\", dtype=\"bfloat16\")  # {e}"]);
        self.line(0, "", &["print(model.generate(prompt, max_new_tokens={n}))"]);
        self.line(0, "", &["```"]);
    }
}

/// Writes a sentence shape with its gaps filled: `{z}` and `{e}` a Chinese and an English term,
/// `{E}` an English term with capitals, `{N}` the paper's own name, `{M}` another model's, `{d}` a
/// data set, `{m}` a measure, `{n}` a number, `{p}` a percentage, `{f}` a formula.
fn fill(out: &mut String, shape: &str, subject: &Subject, random: &mut Random) {
    let mut rest = shape;
    while let Some((before, gap)) = rest.split_once('{') {
        out.push_str(before);
        let (name, after) = gap.split_once('}').unwrap_or((gap, ""));
        rest = after;
        match name {
            "z" => push(
                out,
                vocabulary::chinese_term(choose(&subject.chinese, vocabulary::CHINESE, random)),
            ),
            "e" => push(
                out,
                vocabulary::english_term(choose(&subject.english, vocabulary::ENGLISH, random)),
            ),
            "E" => capitals(
                out,
                vocabulary::english_term(choose(&subject.english, vocabulary::ENGLISH, random)),
            ),
            "N" => out.push_str(&subject.name),
            "M" => out.push_str(&vocabulary::model_name(random.zipf(vocabulary::MODELS))),
            "d" => out.push_str(DATA_SETS[random.zipf(DATA_SETS.len())]),
            "m" => out.push_str(MEASURES[random.zipf(MEASURES.len())]),
            "n" => decimal(out, random.below(999) + 1, ""),
            "p" => {
                decimal(out, random.below(99) + 1, ".");
                decimal(out, random.below(10), "%");
            }
            "f" => out.push_str(random.pick(&FORMULAS)),
            _ => unreachable!("the shapes have no gap named {name}"),
        }
    }
    out.push_str(rest);
}

/// Half the terms are the paper's own, the first of them most often; the rest are anyone's.
fn choose(own: &[usize; 8], all: usize, random: &mut Random) -> usize {
    if random.once_in(2) { own[random.zipf(own.len())] } else { random.zipf(all) }
}

fn push(out: &mut String, (first, second): (&str, &str)) {
    out.push_str(first);
    out.push_str(second);
}

fn capitals(out: &mut String, (first, second): (&str, &str)) {
    let mut begins = true;
    for letter in first.chars().chain(second.chars()) {
        out.push(if begins { letter.to_ascii_uppercase() } else { letter });
        begins = letter == ' ' || letter == '-';
    }
}

fn decimal(out: &mut String, number: usize, after: &str) {
    use std::fmt::Write;
    // Writing to a String never fails.
    let _ = write!(out, "{number}{after}");
}

#[rustfmt::skip]
static DATA_SETS: [&str; 24] = [
    "MMLU", "GSM8K", "ImageNet-1K", "COCO", "HumanEval", "MATH-500", "LIBERO", "VBench", "ScanNet", "nuScenes", "LibriSpeech", "MMMU", "SWE-bench", "WebArena", "Kinetics-400", "KITTI", "BEIR",
    "FLORES-200", "AIME", "GPQA", "RealEstate10K", "PubMedQA", "Spider", "VoxCeleb",
];

#[rustfmt::skip]
static MEASURES: [&str; 16] = [
    "准确率", "F1", "FID", "PSNR", "成功率", "mAP", "BLEU", "困惑度", "pass@1", "SSIM", "mIoU", "FVD", "WER", "nDCG@10", "吞吐量", "首字延迟",
];

#[rustfmt::skip]
static FORMULAS: [&str; 10] = [
    r"$\mathcal{L}=\mathcal{L}_{\text{task}}+\lambda\mathcal{L}_{\text{reg}}$", r"$\beta \in [0, 2]$", r"$O(n \log n)$", r"$\nabla_\theta J(\theta)$", r"$z_t=\sqrt{\bar\alpha_t}z_0+\sqrt{1-\bar\alpha_t}\epsilon$",
    r"$\mathrm{softmax}(QK^\top/\sqrt{d})V$", r"$k=8$", r"$D_{\mathrm{KL}}(\pi_\theta\,\|\,\pi_{\text{ref}})$", r"$\tau=0.07$", r"$\hat{A}_i=\frac{r_i-\mu}{\sigma}$",
];

static TITLES: [&str; 10] = [
    "{N}: {E} via {E}",
    "{N}: Towards {E} with {E} and {E}",
    "{E} for {E}: A Simple Approach",
    "Rethinking {E} in {E}",
    "{N}: A Benchmark for {E} under {E}",
    "Scaling {E} with {E}",
    "On the Limits of {E} for {E}",
    "{N}: {E}-Guided {E}",
    "Does {E} Help {E}? An Empirical Study",
    "Learning {E} from {E} & {E}",
];

static DOMAINS: [&str; 8] = [
    "{z} - {z} / {z}",
    "**{z}** - **{z}** / {e}",
    "{z}（{e}）、{z}、{z}",
    "**{z} ({e})** / {z}",
    "{z} - {z}，{e}",
    "{z}、{e} 与 {z}",
    "**{z}**，面向{z}的{z}",
    "{z} / {z} / {z}（{E}）",
];

static CONTRIBUTIONS: [&str; 6] = [
    "提出 **{N}**，一种面向{z}的{z}框架，通过把{z}与{z}结合，在不增加{z}开销的前提下，将 {d} 上的{m}提升了 {p}。",
    "针对{z}中{z}不足的问题，{N} 引入 {e} 机制，使{z}能够随{z}自动调整，从而同时改善{z}和{z}。",
    "构建了首个覆盖{z}、{z}与{z}的 {E} 基准 **{N}**，揭示了现有 {e} 方法在{z}上的系统性缺陷，并给出可行的改进方向。",
    "证明{z}可以转写为{z}问题，并据此设计了 {N}：只需一次{z}即可完成{z}，训练成本降低约 {p}。",
    "{N} 用 {e} 取代传统的{z}，在{z}、{z}两类任务上超过 {M}，而参数量只有后者的 {p}。",
    "发现{z}的瓶颈在于{z}而非{z}，并以 {f} 形式的目标加以约束，使 {e} 在长程{z}中保持稳定。",
];

static INPUTS: [&str; 4] = [
    "**输入**：{z}数据与 {e} 指令，分辨率或长度不超过 {n}。",
    "**输入数据**：来自 {d} 的{z}样本，附带{z}标注。",
    "**输入**：一段{z}描述、可选的{z}条件，以及 {e} 配置。",
    "**输入**：{z}序列 $x_1,\\dots,x_T$，先经过 {e} 预处理。",
];

static OUTPUTS: [&str; 4] = [
    "**输出**：{z}结果及其{z}置信度。",
    "**输出**：与输入对齐的{z}，可直接用于{z}。",
    "**输出结果**：{z}与 {e} 的联合预测，格式为 JSON。",
    "**输出**：经{z}校验的{z}序列。",
];

static STEPS: [&str; 8] = [
    "先以{z}方式预训练 {e} 模块，学习率取 `{n}e-6`。",
    "**{z}**：冻结{z}，仅更新 {e} 部分，训练 {n} 步。",
    "用 {M} 生成{z}候选，再经{z}过滤，保留约 {p}。",
    "将{z}与{z}拼接后送入 {e}，得到{z}表示。",
    "在 {d} 上做{z}评估，必要时回到上一步。",
    "部署时启用 {e} 与{z}，端到端{z}约 {n} 毫秒。",
    "对每个样本采样 {n} 条{z}轨迹，按{z}打分。",
    "合并{z}权重，导出为 {e} 格式。",
];

static NOTES: [&str; 8] = [
    "**{z}建议**：当{z}较弱时，宜先做{z}，再开启 {e}；反之容易出现{z}失衡。",
    "**关键超参数**：{f}，{e} 的权重取 0.{n}，其余沿用 {M} 的设置。",
    "**代码与数据**：https://github.com/example/{n}-{n} ，含{z}脚本与 {d} 的划分。",
    "**适用场景**：{z}、{z}，以及需要{z}的 {e} 应用。",
    "**限制**：尚不支持{z}；在{z}场景下，{e} 的效果会下降约 {p}。",
    "**与现有系统的衔接**：可作为 {M} 的插件，替换其中的{z}部分，无需改动{z}。",
    "**训练数据**：{n} 万条{z}样本，其中 {p} 来自{z}，其余由 {e} 合成。",
    "**推理设置**：温度 0.{n}，启用 {e}，每次{z}最多 {n} 个 token。",
];

static HARDWARE: [&str; 5] = [
    "**硬件需求**：训练使用 {n} 张 H100，推理单张 24 GB 显存的 GPU 即可。",
    "**硬件需求**：8 张 A100 训练约 {n} 小时；{z}阶段可在边缘设备上运行。",
    "**硬件需求**：论文未说明；从{z}规模推测需要多卡 {e}。",
    "**硬件需求**：无需训练，单张消费级显卡即可完成{z}，速度约 {n} FPS。",
    "**资源**：{z}占用显存约 {n} GB，开启 {e} 后下降 {p}。",
];

static POINTS: [&str; 8] = [
    "**{z}机制（{E}）**：",
    "**{E}**：",
    "**面向{z}的{z}**：",
    "**基于 {e} 的{z}**：",
    "**{z}与{z}的统一**：",
    "**{N} 架构**：",
    "**{z}正则（{E} Loss）**：",
    "**全新的{z}数据集**：",
];

static EXPLANATIONS: [&str; 10] = [
    "以往方法把{z}与{z}分开处理，误差会逐级累积；{N} 在同一个 {e} 空间中联合优化二者，使{z}直接受{z}监督。",
    "通过 {f} 衡量{z}的变化，只在必要时触发{z}，既保留了 {e} 的精度，又避免了冗余的{z}。",
    "设计了{z}感知的 {e} 模块：先由{z}给出粗略估计，再由{z}逐步细化，两者共享参数，几乎不增加{z}成本。",
    "观察到{z}主要集中在少数{z}上，因此引入{z}约束，将 {e} 的搜索范围缩小 {p}，训练更稳定。",
    "用 {M} 产生的{z}信号代替人工{z}，并以{z}筛去低质量样本；消融显示，去掉这一步后{m}下降 {p}。",
    "不同于 {M} 依赖固定的{z}，这里让{z}随 {e} 的状态动态变化，从理论上保证{z}单调改进。",
    "提出两阶段的{z}策略：第一阶段学习{z}，第二阶段在 {e} 环境中通过{z}纠正偏差，缓解了{z}遗忘。",
    "将{z}重写为 {f}，从而能够用现成的 {e} 求解器完成{z}，复杂度由平方降为线性。",
    "首次系统研究{z}对{z}的影响，发现 {e} 的收益随{z}规模呈对数增长，并在 {n} 亿参数附近出现拐点。",
    "在{z}层面引入 {e}，把原本需要{z}的步骤移到训练期，推理时只做一次{z}即可。",
];

static DETAILS: [&str; 10] = [
    "{z}采用 {e}，默认 {f}；",
    "对{z}做归一化后再进行{z}；",
    "每 {n} 步更新一次{z}；",
    "与 {M} 相比，{z}更少依赖{z}；",
    "{e} 部分可选，关闭后{m}下降 {p}；",
    "支持{z}与{z}两种模式；",
    "长尾{z}由 {e} 单独处理；",
    "缓存{z}以复用{z}结果；",
    "当{z}超过 {n} 时自动切换到 {e}；",
    "附带{z}可视化工具。",
];

static MEASUREMENTS: [&str; 10] = [
    "**{d}**：{m}达到 **{p}**，比 {M} 高 {p}，同时{z}开销减少 {p}。",
    "**{z}任务**：在 {d} 与 {d} 上均取得最好成绩，{m}分别为 {p} 和 {p}。",
    "**效率**：吞吐量提升 {n} 倍，{z}延迟由 {n} 毫秒降至 0.{n} 秒以内，{e} 占用下降 {p}。",
    "**消融实验**：去掉{z}后{m}下降 {p}；去掉 {e} 后，{z}几乎失效。",
    "**泛化性**：在未见过的{z}上零样本迁移，{m}仍有 {p}，而 {M} 只有 {p}。",
    "**人工评测**：{p} 的评审认为 {N} 在{z}方面优于 {M}，{z}一致性尤其突出。",
    "**规模分析**：{z}从 {n}M 增至 {n}B 参数时，{m}持续改善，{e} 的收益没有饱和。",
    "**鲁棒性**：在{z}扰动下，{m}仅下降 {p}，明显好于依赖{z}的 {M}。",
    "**真实场景**：部署于{z}系统 {n} 天，{z}成功率为 {p}，人工介入减少 {p}。",
    "**局限**：面对极端{z}时，{e} 仍会失败，作者计划结合{z}加以改进。",
];
