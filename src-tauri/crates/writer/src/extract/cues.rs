//! Words that indicate what a sentence is about.

use super::words::{WordMap, number};
use std::sync::LazyLock;

/// A set of kinds of words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cues(u32);

impl Cues {
    /// The authors speak of themselves.
    pub const WE: Self = Self(1);
    /// They bring something.
    pub const PROPOSE: Self = Self(1 << 1);
    /// They look into something: weaker.
    pub const STUDY: Self = Self(1 << 2);
    /// This paper, this work.
    pub const PAPER: Self = Self(1 << 3);
    /// The nouns of contributions.
    pub const THING: Self = Self(1 << 4);
    /// It is new.
    pub const NEW: Self = Self(1 << 5);
    /// What others lack.
    pub const PROBLEM: Self = Self(1 << 6);
    /// How it works.
    pub const METHOD: Self = Self(1 << 7);
    /// One of several points is named.
    pub const ORDER: Self = Self(1 << 8);
    /// What was found.
    pub const RESULT: Self = Self(1 << 9);
    /// Against what.
    pub const RIVAL: Self = Self(1 << 10);
    /// Something can be had.
    pub const AVAILABLE: Self = Self(1 << 11);
    /// What can be had.
    pub const ARTEFACT: Self = Self(1 << 12);
    /// What it runs on.
    pub const HARDWARE: Self = Self(1 << 13);
    /// What it costs.
    pub const COST: Self = Self(1 << 14);
    /// What goes in.
    pub const INPUT: Self = Self(1 << 15);
    /// What comes out.
    pub const OUTPUT: Self = Self(1 << 16);
    /// A word that often ties a sentence to the one before.
    pub const TIE: Self = Self(1 << 17);
    /// The contributions are announced.
    pub const CONTRIBUTION: Self = Self(1 << 18);
    /// Not this paper: thanks, and future work.
    pub const ASIDE: Self = Self(1 << 19);
    /// A word that means nothing alone.
    pub const STOP: Self = Self(1 << 20);

    /// Whether one of the kinds is there.
    pub fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// Both sets.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The authors as the acting subject: "our" is not.
    pub const SUBJECT: Self = Self(1 << 21);
    /// What results come from.
    pub const TRIAL: Self = Self(1 << 22);

    /// Code, where a sentence may announce that it is available.
    pub const OFFER: Self = Self(1 << 23);

    /// It comes on top of something.
    pub const MORE: Self = Self(1 << 24);

    /// The kinds of a word, which is in lower case; a Chinese one is two characters.
    pub fn of(word: &str) -> Self {
        LEXICON.get(&number(word)).copied().unwrap_or_default()
    }
}

static LEXICON: LazyLock<WordMap<Cues>> = LazyLock::new(|| {
    let mut lexicon: WordMap<Cues> = WordMap::default();
    for (cues, words) in WORDS {
        for word in words.split_whitespace() {
            let known = lexicon.entry(number(word)).or_default();
            *known = known.and(cues);
        }
    }
    lexicon
});

const WORDS: [(Cues, &str); 25] = [
    (Cues::WE, "we our us 我们 本文"),
    (Cues::OFFER, "codebase code-base provide sourced 公布"),
    (Cues::MORE, "additionally moreover furthermore further finally second besides also 此外"),
    (Cues::SUBJECT, "we 我们 本文"),
    (
        Cues::TRIAL,
        "experiment experiments experimental experimentally result results evaluation evaluations evaluate evaluated empirical empirically findings analyses analysis \
         extensive 实验 结果 评估",
    ),
    (
        Cues::PROPOSE,
        "propose proposes proposed introduce introduces introduced introducing present presents presented presenting develop develops \
         developed design devise devised unveil contribute formulate build builds built construct create created curate curated \
         establish pioneer 提出 引入 构建 设计 开发 构造 建立 给出",
    ),
    (
        Cues::STUDY,
        "investigate investigates investigated ask asks study studies explore explores argue analyze analyse examine examines revisit target targets \
         aim aims address addresses learn train extend adopt 研究 探索 探讨 分析 旨在",
    ),
    (Cues::PAPER, "paper work article report 本文 论文 本研"),
    (
        Cues::THING,
        "framework method approach model models paradigm benchmark dataset corpus system architecture algorithm pipeline strategy loss \
         mechanism technique agent network toolkit library policy module suite estimator 框架 方法 模型 算法 系统 机制 数据 基准 架构 策略",
    ),
    (
        Cues::NEW,
        "novel new first unified simple general lightweight efficient end-to-end training-free open-source 新的 新颖 首次 首个 新型 一种",
    ),
    (
        Cues::PROBLEM,
        "however existing challenge challenges challenging remain remains despite although lack lacks lacking limited limits limitation \
         limitations struggle struggles suffer suffers hinder hinders hindered often traditional prior typically fail fails unfortunately \
         bottleneck unclear scarcity underexplored previous conventional recent recently yet overlook hampered restricted difficult \
         然而 现有 挑战 困难 不足 局限 难以 传统 瓶颈 近年",
    ),
    (
        Cues::METHOD,
        "consists comprises finetune finetunes finetuned fine-tune fine-tuned comprising uses using use leverages leverage leveraging employs employ employing via integrates integrating \
         integrate combines combining combine decomposes decouples decouple unifies enables enable enabling adopts encode encodes decode \
         learns trained train optimize optimizes optimized fine-tuning finetuning distillation reinforcement supervised attention module \
         modules component components stage stages mechanism mechanisms architecture loss objective encoder decoder transformer strategy \
         strategies treats feeds enforces constraints updates reuses reusing blends samples sampling aligns align guided filtering \
         pre-training post-training reward rewards adapters allocates dynamically adaptively iteratively jointly hierarchical \
         模块 机制 策略 训练 采用 利用 通过 结合 融合 优化 阶段 结构 损失",
    ),
    (
        Cues::ORDER,
        "first second third fourth firstly secondly thirdly finally lastly specifically furthermore key core central concretely \
         首先 其次 再次 最后 具体 此外 其一 其二 其三 核心 关键",
    ),
    (
        Cues::RESULT,
        "achieve achieves achieved achieving outperform outperforms outperformed outperforming surpass surpasses surpassed surpassing improve \
         improves improved improvement improvements improving gain gains reduce reduces reduced reducing reduction accuracy results result \
         experiments experimental evaluation evaluations evaluate evaluated empirical empirically superior superiority demonstrate \
         demonstrates demonstrated demonstrating show shows showing score scores speedup faster validate validates validating \
         effectiveness comparable competitive reveal reveals state-of-the-art sota yields yield boosts boosting boost exceeds exceeding \
         matches rates rate suggest suggests find finds found observe observes underscore underscores highlight highlights performance effective significantly substantially accurate predicts indicate indicates confirm confirms fid psnr ssim bleu rouge f1 auc map recall precision perplexity wins \
         结果 实验 表明 优于 提升 达到 超过 准确 性能 降低 显示 验证 精度 提高",
    ),
    (
        Cues::RIVAL,
        "baseline baselines than over compared comparison against versus vs outperform outperforms outperforming surpassing surpasses \
         benchmark benchmarks dataset datasets state-of-the-art sota strong leading relative absolute counterparts \
         基线 相比 相较 对比 基准 优于 超过",
    ),
    (
        Cues::AVAILABLE,
        "available release releases released releasing open-source open-sourced open-sourcing publicly github repository provided provide \
         download huggingface host hosted 开源 公开 发布 下载 获取",
    ),
    (
        Cues::ARTEFACT,
        "code codebase dataset datasets data weights checkpoints models model project demo page website code-base scripts 代码 数据 模型 权重 项目",
    ),
    (
        Cues::HARDWARE,
        "gpu gpus nvidia a100 a800 h100 h200 h800 v100 rtx a6000 l40s tpu tpus cpu cpus vram gb gib a100s h100s 4090 3090 cuda npu npus \
         on-device jetson smartphone laptop workstation 显存 显卡 硬件",
    ),
    (
        Cues::COST,
        "hours latency fps throughput runtime memory epochs batch inference cost costs minutes seconds ms wall-clock tokens/s overhead runs run requires \
         flops compute s/frame 延迟 耗时 成本 内存 小时 推理",
    ),
    (
        Cues::INPUT,
        "input inputs given takes taking prompt prompts conditioned query reference 输入 给定 提示",
    ),
    (
        Cues::OUTPUT,
        "output outputs outputting generates generate generated predicts predict produces produce returns synthesizes 输出 生成 预测 得到",
    ),
    (
        Cues::TIE,
        "it its this these those such they their them he she both former latter here thus therefore hence consequently so then another each building together further \
         其 该 这些 这种 它们 因此",
    ),
    (Cues::CONTRIBUTION, "contribution contributions contribute twofold threefold 贡献"),
    (
        Cues::ASIDE,
        "future acknowledge acknowledgements acknowledgments thank thanks grant funded copyright license section sections chapter chapters fig figs appendix organized \
         figure table algorithm equation theorem lemma proof supplementary ethics 致谢 未来 章节 附录 图中 表中",
    ),
    (Cues::STOP, STOPS),
];

const STOPS: &str = "a an the and or but of in on at to for from by with without within me yourself into onto over under between among across through during \
    before after above below up down out off about against as is are was were be been being am do does did done have has had having can could \
    may might must shall should will would not no nor so if then than that this these those there here it its they them their we our us you your \
    i he she his her which who whom whose what when where why how all any each every both either neither some such same other another more most \
    much many few less least very too also only just even still yet while although though because since unless until however moreover further \
    furthermore therefore thus hence e.g i.e et al etc via per vs using used use uses based well one two three new novel propose proposed \
    paper work show shows result results method approach first second third towards toward";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_by_its_kinds() {
        assert!(Cues::of("propose").has(Cues::PROPOSE));
        assert!(
            Cues::of("outperforms").has(Cues::RESULT) && Cues::of("outperforms").has(Cues::RIVAL)
        );
        assert!(Cues::of("提出").has(Cues::PROPOSE));
        assert_eq!(Cues::of("zebra"), Cues::default());
    }
}
