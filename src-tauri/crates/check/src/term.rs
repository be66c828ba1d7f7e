//! The field's common words in Chinese and English: counted things and topics of sentences.

use std::sync::LazyLock;

/// A set of common words, whichever language they are in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Terms(u128);

/// Words of one meaning: in Chinese, and how they begin in English. The first
/// [`COUNTED_WORDS`] are what figures count.
const WORDS: [(&[&str], &[&str]); 111] = [
    (&["步", "步骤"], &["step", "iteration"]),
    (&["层"], &["layer"]),
    (&["帧"], &["frame"]),
    (&["轮", "回合"], &["round", "turn", "epoch"]),
    (&["迭代", "轮"], &["iteration"]),
    (&["数据集"], &["dataset", "data", "corpora", "corpus", "benchmark"]),
    (&["基准", "评测集", "测试集"], &["benchmark", "dataset", "test"]),
    (&["任务"], &["task"]),
    (&["模型"], &["model", "param"]),
    (&["参数"], &["param", "weight", "model"]),
    (&["样本", "样例", "示例", "实例", "例"], &["sample", "example", "instance", "case", "data"]),
    (&["类别", "类"], &["class", "categor", "type", "kind"]),
    (&["问题", "题", "道题"], &["question", "problem", "quer", "item"]),
    (&["图像", "图片", "张图"], &["image", "picture", "photo", "figure"]),
    (&["视频"], &["video", "clip"]),
    (&["片段"], &["clip", "segment", "snippet"]),
    (&["词元", "token", "Token", "tokens", "Tokens", "令牌"], &["token"]),
    (&["词", "单词", "词汇"], &["word", "vocabular", "term"]),
    (&["句", "句子"], &["sentence", "utterance"]),
    (&["文档", "篇", "论文"], &["document", "paper", "article"]),
    (&["对话"], &["dialog", "conversation"]),
    (&["语言", "语种"], &["language"]),
    (&["维", "维度"], &["dim", "dimension", "d", "aspect", "axes", "axis", "criteri"]),
    (&["阶段"], &["stage", "phase"]),
    (&["头", "注意力头"], &["head"]),
    (&["专家"], &["expert"]),
    (
        &["人", "名", "位", "受试者", "志愿者", "参与者", "用户", "被试"],
        &[
            "people",
            "person",
            "participant",
            "volunteer",
            "user",
            "subject",
            "student",
            "annotator",
            "rater",
            "human",
            "patient",
            "speaker",
            "player",
        ],
    ),
    (&["标注员", "标注者"], &["annotator", "rater"]),
    (&["块显卡", "张显卡", "卡", "GPU", "张GPU", "块GPU", "显卡"], &["gpu", "card", "device"]),
    (&["节点"], &["node", "vert"]),
    (&["边"], &["edge"]),
    (&["机器人"], &["robot"]),
    (&["场景"], &["scene", "scenario", "setting"]),
    (&["环境"], &["environment"]),
    (&["次", "遍"], &["time", "run", "trial", "repetition", "call", "seed", "pass", "attempt"]),
    (&["数量级"], &["order"]),
    (&["领域", "学科", "行业"], &["domain", "field", "disciplin", "subject", "area"]),
    (&["指标"], &["metric", "measure", "indicator"]),
    (&["模块", "组件"], &["module", "component", "part", "block"]),
    (&["区块", "分块", "图块"], &["block", "chunk", "patch"]),
    (&["智能体", "代理"], &["agent"]),
    (&["工具"], &["tool"]),
    (&["动作", "操作"], &["action", "operation", "move", "motion"]),
    (&["城市"], &["cit"]),
    (&["国家"], &["countr", "nation"]),
    (&["医院"], &["hospital", "cent"]),
    (&["轨迹"], &["trajector", "episode", "rollout"]),
    (&["图", "子图"], &["graph", "subgraph", "figure", "map"]),
    (&["对"], &["pair"]),
    (&["特征", "通道"], &["feature", "channel"]),
    (
        &["方法", "基线", "算法"],
        &["method", "baseline", "approach", "algorithm", "system", "competitor"],
    ),
    (&["分子", "化合物"], &["molecul", "compound"]),
    (&["蛋白质", "蛋白"], &["protein"]),
    (&["物体", "对象"], &["object"]),
    (&["点"], &["point"]),
    (&["传感器", "摄像头", "相机"], &["sensor", "camera"]),
    (&["神经元", "单元"], &["neuron", "unit", "cell"]),
    (&["处理器核", "线程"], &["core", "kernel", "thread", "processor"]),
    (&["种子"], &["seed"]),
    (&["字", "字符"], &["character", "char", "letter"]),
    (&["音频", "录音", "语音"], &["audio", "record", "speech", "utterance"]),
    (&["关系"], &["relation"]),
    (&["实体"], &["entit"]),
    (&["规则"], &["rule"]),
    (&["准确率", "正确率", "精度", "准确度"], &["accura", "acc"]),
    (&["召回"], &["recall", "sensitivit"]),
    (&["成功率"], &["success"]),
    (&["错误率", "误差", "错误"], &["error", "mistake"]),
    (&["加速", "提速", "更快", "速度"], &["speed", "faster", "accelerat"]),
    (&["延迟", "时延", "耗时", "时间"], &["laten", "time", "delay", "duration"]),
    (&["吞吐"], &["throughput"]),
    (&["显存", "内存", "存储"], &["memor", "storage", "footprint", "vram"]),
    (&["成本", "费用", "开销", "代价"], &["cost", "price", "overhead", "expens", "budget"]),
    (&["训练", "预训练"], &["train", "pretrain", "pre-train"]),
    (&["推理", "推断"], &["infer", "decod", "reason", "test-time"]),
    (&["微调"], &["fine-tun", "finetun"]),
    (&["消融"], &["ablat", "without", "remov"]),
    (&["泛化", "零样本"], &["generali", "zero-shot", "unseen", "transfer"]),
    (&["鲁棒", "噪声"], &["robust", "noise", "noisy", "perturb"]),
    (
        &["提升", "提高", "改善", "增益", "超过", "优于", "上升", "增加", "增长", "升高"],
        &[
            "improv",
            "gain",
            "increas",
            "outperform",
            "surpass",
            "better",
            "exceed",
            "higher",
            "rise",
            "rose",
            "rising",
            "grow",
            "grew",
        ],
    ),
    (
        &["降低", "下降", "减少", "缩减", "缩短"],
        &[
            "reduc", "decreas", "drop", "lower", "fewer", "less", "cut", "fell", "declin",
            "shorten", "fall", "down",
        ],
    ),
    (&["平均"], &["average", "mean", "avg"]),
    (&["最佳", "最好", "最优", "最高"], &["best", "state-of-the-art", "highest", "top"]),
    (&["人类", "人工"], &["human", "manual", "hand"]),
    (&["偏好"], &["prefer"]),
    (&["压缩", "量化", "剪枝"], &["compress", "quanti", "prun"]),
    (&["检索", "搜索"], &["retriev", "search"]),
    (&["翻译"], &["translat"]),
    (&["分割"], &["segment"]),
    (&["检测", "识别"], &["detect", "recogni", "identif"]),
    (&["分类"], &["classif"]),
    (&["生成"], &["generat", "synthes"]),
    (&["首帧", "第一"], &["first"]),
    (&["能耗", "功耗", "能量"], &["energ", "power"]),
    (&["验证"], &["valid", "verif", "dev"]),
    (&["大小", "规模", "长度", "大型"], &["size", "scale", "length", "large", "long"]),
    (&["攻击"], &["attack", "adversar"]),
    (&["防御", "防护"], &["defen", "guard"]),
    (&["效率"], &["efficien"]),
    (&["概率"], &["probab", "likel", "chance"]),
    (&["频率"], &["frequen"]),
    (&["温度"], &["temperatur"]),
    (&["质量"], &["mass", "quality"]),
    (&["距离"], &["distanc"]),
    (&["女性"], &["women", "female"]),
    (&["年龄", "岁"], &["age", "years"]),
    (&["缓存"], &["cache"]),
    (&["标注"], &["annotat", "label"]),
    (&["采样"], &["sampl"]),
    (&["寿命"], &["lifetime"]),
    (&["占比", "比例", "份额"], &["share", "proportion", "fraction"]),
];

/// How many of [`WORDS`] are what figures count.
const COUNTED_WORDS: u32 = 64;

/// Chinese measure words that do not determine the counted thing.
const MEASURE_WORDS: &str = "个名位张条种项次组类款份块台只篇对段幅部支枚例家间所座套处道轮层步帧维句词人字颗粒株棵件辆艘架匹册批根束滴";

/// The number of Chinese characters after a figure in which the counted thing is looked for.
const MAX_CHARS_AFTER: usize = 14;
/// The number of English words after a figure in which the counted thing is looked for.
const MAX_WORDS_AFTER: usize = 5;

impl Terms {
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn shares(self, other: Self) -> u32 {
        (self.0 & other.0).count_ones()
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn counted(self) -> Self {
        Self(self.0 & ((1 << COUNTED_WORDS) - 1))
    }

    /// The common words of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut terms = 0;
        if !text.is_ascii() {
            terms = chinese_in(text, 1).0;
        }
        for word in words(text) {
            terms |= english(word).0;
        }
        Self(terms)
    }

    /// What a figure counts that ends where this text begins.
    pub(super) fn behind(text: &str) -> Counted {
        let start = text.trim_start_matches([' ', '\u{a0}', '-', '余', '多', '+']);
        let skipped = text.len() - start.len();
        // 62.1 对 62.4 counts no pairs.
        let behind_pair = start.strip_prefix('对').map(str::trim_start);
        if behind_pair.is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit())) {
            return Counted::default();
        }
        let window = &start[..start.floor_char_boundary(100)];
        let window = &window[..window
            .find(['.', ',', ';', ':', '(', ')', '，', '。', '、', '；', '（', '\n'])
            .unwrap_or(window.len())];
        if start.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return in_english(window, skipped);
        }
        let mut terms = chinese_at_start(start);
        let mut length = longest_at_start(start).unwrap_or(0);
        if let Some(c) = start.chars().next().filter(|c| MEASURE_WORDS.contains(*c)) {
            let rest = window[c.len_utf8()..].trim_start_matches(' ');
            terms.0 |= chinese_at_start(rest).0 | in_english(rest, 0).terms.0;
            length = length.max(c.len_utf8());
        }
        let direct = terms.counted();
        // 5 个公开数据集: the counted thing follows its attributes.
        let far: String =
            window.chars().take(MAX_CHARS_AFTER).take_while(|c| !c.is_ascii_digit()).collect();
        if length > 0 {
            terms.0 |= chinese_in(&far, 2).0;
        }
        Counted {
            terms: terms.counted(),
            is_direct: !direct.is_empty(),
            length: if length > 0 { skipped + length } else { 0 },
        }
    }
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counted {
    pub(super) terms: Terms,
    /// Whether the counted thing comes right after the figure or its measure word.
    pub(super) is_direct: bool,
    /// How many bytes after the figure belong to it.
    pub(super) length: usize,
}

fn in_english(window: &str, skipped: usize) -> Counted {
    let mut terms = 0;
    for (n, word) in words(window).take(MAX_WORDS_AFTER).enumerate() {
        // The text from another figure on belongs to that figure.
        if n > 0 && word.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        terms |= english(word).0;
    }
    let first = words(window).next().filter(|word| !english(word).counted().is_empty());
    Counted {
        terms: Terms(terms).counted(),
        is_direct: first.is_some(),
        length: first.map_or(0, |first| skipped + first.len()),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).filter(|word| !word.is_empty())
}

/// The English beginnings with the number of their words, by their first letter.
static BEGINNINGS: LazyLock<[Vec<(&str, usize)>; 26]> = LazyLock::new(|| {
    let mut terms_by_letter: [Vec<(&str, usize)>; 26] = Default::default();
    for (n, (_, beginnings)) in WORDS.iter().enumerate() {
        for beginning in beginnings.iter() {
            terms_by_letter[usize::from(beginning.as_bytes()[0] - b'a')].push((beginning, n));
        }
    }
    terms_by_letter
});

fn english(word: &str) -> Terms {
    let Some(first) = word.bytes().next().filter(u8::is_ascii_alphabetic) else {
        return Terms::default();
    };
    let of_letter = &BEGINNINGS[usize::from(first.to_ascii_lowercase() - b'a')];
    let terms_by_letter = of_letter.iter().filter(|(beginning, _)| begins_with(word, beginning));
    Terms(terms_by_letter.fold(0, |terms, (_, n)| terms | 1 << n))
}

/// Short beginnings are whole words, or their plurals.
fn begins_with(word: &str, beginning: &str) -> bool {
    let Some((start, rest)) = word.split_at_checked(beginning.len()) else { return false };
    start.eq_ignore_ascii_case(beginning)
        && (beginning.len() > 3 || matches!(rest, "" | "s" | "y" | "ies"))
}

/// The Chinese words of a text with a minimum number of characters.
fn chinese_in(text: &str, shortest: usize) -> Terms {
    let mut terms = 0;
    for (n, (chinese, _)) in WORDS.iter().enumerate() {
        let terms_by_letter = chinese.iter().any(|word| {
            word.chars().count() >= shortest && !word.is_ascii() && text.contains(word)
        });
        terms |= u128::from(terms_by_letter) << n;
    }
    Terms(terms)
}

fn chinese_at_start(text: &str) -> Terms {
    let mut terms = 0;
    for (n, (chinese, _)) in WORDS.iter().enumerate() {
        terms |= u128::from(chinese.iter().any(|word| text.starts_with(word))) << n;
    }
    Terms(terms)
}

fn longest_at_start(text: &str) -> Option<usize> {
    let counted = WORDS.iter().take(COUNTED_WORDS as usize);
    counted
        .flat_map(|(chinese, _)| chinese.iter())
        .filter(|word| text.starts_with(**word))
        .map(|word| word.len())
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_is_the_same_in_both_languages() {
        for (chinese, english) in [
            ("4步", "4 denoising steps"),
            ("12层", "12-layer"),
            ("210 个问题", "210 questions"),
            ("5 个公开数据集", "5 publicly available datasets"),
            ("8张GPU", "8 GPUs"),
            ("50 名志愿者", "50 volunteers"),
        ] {
            let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap();
            let a = Terms::behind(&chinese[digits(chinese)..]).terms;
            let b = Terms::behind(&english[digits(english)..]).terms;
            assert!(a.shares(b) > 0, "{chinese} {english}");
        }
        assert_eq!(Terms::behind("步").terms.shares(Terms::behind(" layers").terms), 0);
        assert!(Terms::of("准确率提升").shares(Terms::of("improves accuracy")) == 2);
    }

    #[test]
    fn what_is_counted_ends_where_it_ends() {
        for (text, taken) in [
            ("个数据集上", "个"),
            (" 步去噪", " 步"),
            ("卡训练", "卡"),
            (" layers deep", " layers"),
            ("。", ""),
            (" 和", ""),
        ] {
            assert_eq!(Terms::behind(text).length, taken.len(), "{text}");
        }
    }
}
