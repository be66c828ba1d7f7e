//! The words of the made-up papers: the field's own terms first, then terms composed of two, and
//! then a long tail of coined words: most words of a real library are names that hardly anybody
//! else uses, and its dictionaries grow by them.

/// How many Chinese terms there are; the last ones are rare.
pub const CHINESE: usize =
    CHINESE_HEAD.len() + MODIFIERS.len() * ACTIONS.len() + CHARACTERS.len() * MORE_CHARACTERS.len();

/// How many English terms there are; the last ones are rare.
pub const ENGLISH: usize =
    ENGLISH_HEAD.len() + PREFIXES.len() * STEMS.len() + BEGINNINGS.len() * ENDINGS.len();

/// The Chinese term of a rank below [`CHINESE`]; rank 0 is the most frequent.
pub fn chinese_term(rank: usize) -> (&'static str, &'static str) {
    ranked(rank, &CHINESE_HEAD, (&MODIFIERS, &ACTIONS), (&CHARACTERS, &MORE_CHARACTERS))
}

/// The English term of a rank below [`ENGLISH`]; rank 0 is the most frequent.
pub fn english_term(rank: usize) -> (&'static str, &'static str) {
    ranked(rank, &ENGLISH_HEAD, (&PREFIXES, &STEMS), (&BEGINNINGS, &ENDINGS))
}

/// How many names of models there are.
pub const MODELS: usize = NAME_FIRST.len() * NAME_SECOND.len() * NAME_FORMS;

const NAME_FORMS: usize = 20;

/// The name of a made-up model or method, for a number below [`MODELS`].
pub fn model_name(number: usize) -> String {
    let (first, rest) = (NAME_FIRST[number % NAME_FIRST.len()], number / NAME_FIRST.len());
    let (second, form) = (NAME_SECOND[rest % NAME_SECOND.len()], rest / NAME_SECOND.len());
    match form % NAME_FORMS {
        0 => format!("{first}{second}"),
        1 => format!("{first}-{second}"),
        2 => format!("{first}{second}++"),
        version @ 3..=11 => format!("{first}{second}-{}", version - 1),
        size => format!("{first}{second}-{}B", [1, 3, 7, 8, 13, 14, 32, 70][(size - 12) % 8]),
    }
}

type Parts = (&'static [&'static str], &'static [&'static str]);

fn ranked(
    rank: usize,
    head: &[&'static str],
    terms: Parts,
    coined: Parts,
) -> (&'static str, &'static str) {
    let Some(behind) = rank.checked_sub(head.len()) else { return (head[rank], "") };
    match behind.checked_sub(terms.0.len() * terms.1.len()) {
        None => composed(behind, terms.0, terms.1),
        Some(behind) => composed(behind, coined.0, coined.1),
    }
}

/// Two parts, so that neighbours in rank differ in both.
fn composed(
    tail: usize,
    firsts: &[&'static str],
    seconds: &[&'static str],
) -> (&'static str, &'static str) {
    let first = tail % firsts.len();
    (firsts[first], seconds[(tail / firsts.len() + first * 7) % seconds.len()])
}

#[rustfmt::skip]
static CHINESE_HEAD: [&str; 173] = [
    "模型", "训练", "数据", "推理", "图像", "生成", "任务", "视频", "注意力机制", "大语言模型", "特征", "扩散模型", "文本", "策略", "强化学习", "多模态",
    "奖励", "智能体", "编码器", "解码器", "微调", "预训练", "蒸馏", "采样", "损失函数", "优化", "对齐", "检索", "表示", "语义", "轨迹", "规划",
    "机器人", "世界模型", "长上下文", "思维链", "知识", "幻觉", "检索增强生成", "代码生成", "数学推理", "自回归", "自监督学习", "对比学习", "混合专家", "路由",
    "缓存", "量化", "剪枝", "稀疏注意力", "位置编码", "词元", "潜空间", "去噪", "噪声", "条件控制", "文生图", "文生视频", "图像编辑", "超分辨率", "三维重建",
    "高斯泼溅", "神经辐射场", "点云", "深度估计", "光流", "目标检测", "语义分割", "实例分割", "姿态估计", "人脸识别", "动作识别", "视觉问答", "视觉语言模型",
    "语音识别", "语音合成", "音频", "音乐生成", "说话人", "唇形同步", "数字人", "情感分析", "机器翻译", "摘要", "对话系统", "信息抽取", "命名实体识别", "知识图谱",
    "推荐系统", "图神经网络", "时间序列", "异常检测", "联邦学习", "隐私保护", "差分隐私", "对抗攻击", "后门攻击", "鲁棒性", "可解释性", "公平性", "安全对齐",
    "越狱攻击", "红队测试", "偏好优化", "奖励模型", "人类反馈", "过程监督", "自我反思", "自我博弈", "课程学习", "元学习", "迁移学习", "领域自适应", "持续学习",
    "灾难性遗忘", "小样本学习", "零样本学习", "主动学习", "数据增强", "合成数据", "数据清洗", "数据配比", "基准测试", "评测", "人工标注", "一致性", "不确定性",
    "贝叶斯", "因果推断", "反事实", "蒙特卡洛树搜索", "工具调用", "函数调用", "网页浏览", "图形界面", "操作系统", "软件工程", "代码修复", "形式化证明", "定理证明",
    "科学发现", "药物设计", "蛋白质结构", "分子生成", "材料设计", "天气预报", "遥感", "医学影像", "病理切片", "电子病历", "手术机器人", "自动驾驶", "车道线",
    "导航", "抓取", "灵巧手", "人形机器人", "触觉", "仿真", "虚实迁移", "模仿学习", "离线强化学习", "多智能体", "博弈", "通信", "边缘设备", "显存", "吞吐量", "延迟",
    "并行", "流水线", "投机解码", "算子融合",
];

#[rustfmt::skip]
static MODIFIERS: [&str; 84] = [
    "层级化", "多尺度", "跨模态", "自适应", "轻量级", "动态", "渐进式", "双向", "因果", "时序", "空间", "频域", "局部", "全局", "稀疏", "稠密", "可微", "概率", "分层", "联合",
    "解耦", "隐式", "显式", "在线", "离线", "异步", "增量", "弱监督", "半监督", "无监督", "细粒度", "粗粒度", "长时", "短时", "实时", "低秩", "高阶", "非线性", "正交", "球面",
    "双曲", "流形", "图结构", "树状", "模块化", "端到端", "单目", "双目", "多视角", "全景", "红外", "夜间", "水下", "低光照", "透明物体", "柔性物体", "可形变", "刚体", "室内", "室外",
    "城市", "农田", "海洋", "卫星", "显微", "超声", "心电", "脑电", "基因", "化学", "金融", "法律", "教育", "古籍", "方言", "手语", "表格", "文档", "图表", "公式",
    "电路", "芯片", "日志", "网络流量",
];

#[rustfmt::skip]
static ACTIONS: [&str; 80] = [
    "建模", "编码", "解码", "融合", "对齐", "蒸馏", "检索", "重排序", "聚类", "匹配", "跟踪", "分割", "检测", "识别", "重建", "渲染", "补全", "修复", "增强", "压缩",
    "量化", "剪枝", "搜索", "规划", "控制", "决策", "仿真", "采样", "插值", "外推", "校准", "归因", "解释", "验证", "监督", "正则化", "归一化", "初始化", "预测", "估计",
    "去偏", "去噪", "去重", "过滤", "标注", "评估", "排序", "路由", "调度", "缓存", "并行", "切分", "合并", "共享", "更新", "遗忘", "记忆", "反思", "纠错", "问答",
    "对话", "翻译", "摘要", "改写", "生成", "编辑", "迁移", "泛化", "适配", "微调", "预训练", "提示", "约束", "引导", "激励", "博弈", "协作", "通信", "防御", "水印",
];

#[rustfmt::skip]
static ENGLISH_HEAD: [&str; 163] = [
    "model", "training", "Transformer", "LLM", "attention", "diffusion", "token", "policy", "reward", "GPU", "agent", "benchmark", "inference", "Reinforcement Learning",
    "fine-tuning", "LoRA", "GRPO", "PPO", "DPO", "SFT", "RLHF", "Chain-of-Thought", "prompt", "latent", "encoder", "decoder", "KV Cache", "MoE", "router", "expert", "distillation",
    "Classifier-Free Guidance", "Flow Matching", "DiT", "U-Net", "VAE", "CLIP", "ViT", "Vision-Language Model", "VLA", "World Model", "video generation", "text-to-image", "3D Gaussian Splatting",
    "NeRF", "point cloud", "optical flow", "depth", "segmentation", "detection", "pose", "retrieval", "RAG", "embedding", "contrastive learning", "self-supervised", "zero-shot", "few-shot",
    "in-context learning", "long context", "RoPE", "FlashAttention", "sparse attention", "linear attention", "State Space Model", "Mamba", "quantization", "INT4", "FP8", "pruning", "speculative decoding",
    "throughput", "latency", "pipeline parallelism", "tensor parallelism", "ZeRO", "scaling law", "emergent ability", "hallucination", "alignment", "jailbreak", "red teaming", "watermark",
    "interpretability", "sparse autoencoder", "circuit", "probing", "calibration", "uncertainty", "Bayesian", "causal inference", "MCTS", "process reward", "verifier", "self-play", "curriculum",
    "synthetic data", "data mixture", "deduplication", "tokenizer", "BPE", "multilingual", "machine translation", "summarization", "question answering", "code generation", "program repair",
    "theorem proving", "Lean", "tool use", "function calling", "GUI agent", "web browsing", "multi-agent", "planning", "memory", "reflection", "robot", "manipulation", "imitation learning", "sim-to-real",
    "teleoperation", "dexterous hand", "humanoid", "locomotion", "navigation", "SLAM", "autonomous driving", "lane", "trajectory", "medical imaging", "pathology", "protein", "molecule",
    "materials", "weather", "remote sensing", "time series", "anomaly detection", "graph neural network", "recommendation", "federated learning", "differential privacy", "backdoor", "adversarial",
    "fairness", "speech recognition", "text-to-speech", "audio", "music", "talking head", "lip sync", "avatar", "OCR", "document", "chart", "table", "SQL", "knowledge graph", "ontology", "survey",
    "dataset", "ablation",
];

#[rustfmt::skip]
static PREFIXES: [&str; 56] = [
    "adaptive ", "hierarchical ", "multi-scale ", "cross-modal ", "causal ", "temporal ", "spatial ", "spectral ", "latent ", "sparse ", "dense ", "low-rank ", "token-level ", "step-wise ", "layer-wise ",
    "training-free ", "plug-and-play ", "end-to-end ", "weakly supervised ", "open-vocabulary ", "instruction-aware ", "geometry-aware ", "physics-informed ", "uncertainty-aware ", "memory-efficient ",
    "gradient-free ", "on-policy ", "off-policy ", "asynchronous ", "bidirectional ", "autoregressive ", "masked ", "discrete ", "continuous ", "equivariant ", "modular ", "recursive ", "streaming ",
    "incremental ", "federated ", "egocentric ", "panoramic ", "monocular ", "multi-view ", "hyperbolic ", "stochastic ", "variational ", "contrastive ", "retrieval-augmented ", "self-improving ",
    "long-horizon ", "fine-grained ", "region-level ", "object-centric ", "scene-level ", "query-driven ",
];

#[rustfmt::skip]
static STEMS: [&str; 64] = [
    "alignment", "distillation", "tokenization", "routing", "caching", "pruning", "sampling", "denoising", "decoding", "encoding", "rendering", "reconstruction", "matting", "inpainting", "tracking",
    "grounding", "captioning", "reranking", "clustering", "matching", "registration", "calibration", "attribution", "editing", "steering", "unlearning", "forecasting", "imputation", "simulation",
    "control", "grasping", "exploration", "bootstrapping", "regularization", "normalization", "quantization", "merging", "ensembling", "scheduling", "offloading", "sharding", "verification",
    "proof search", "self-critique", "debate", "negotiation", "personalization", "moderation", "translation", "transcription", "diarization", "synthesis", "compression", "super-resolution",
    "deblurring", "relighting", "retargeting", "animation", "segmentation", "detection", "parsing", "summarization", "retrieval", "generation",
];

#[rustfmt::skip]
static CHARACTERS: [&str; 120] = [
    "阿", "埃", "艾", "安", "奥", "巴", "邦", "贝", "毕", "波", "伯", "布", "查", "昌", "达", "戴", "丹", "德", "迪", "蒂", "丁", "杜", "多", "恩", "法", "凡", "费", "芬", "佛", "弗", "福", "盖", "冈", "高",
    "戈", "格", "葛", "古", "哈", "海", "汉", "赫", "亨", "洪", "胡", "华", "霍", "基", "吉", "加", "嘉", "简", "杰", "金", "卡", "凯", "康", "柯", "科", "克", "库", "昆", "拉", "莱", "兰", "劳", "雷", "黎",
    "里", "丽", "列", "林", "琳", "卢", "鲁", "伦", "罗", "洛", "马", "迈", "麦", "曼", "梅", "蒙", "米", "明", "莫", "穆", "纳", "乃", "南", "尼", "涅", "纽", "诺", "欧", "帕", "潘", "佩", "彭", "皮", "珀",
    "普", "奇", "齐", "乔", "钦", "琼", "日", "荣", "萨", "塞", "桑", "沙", "舍", "圣", "施", "史", "朔", "斯",
];

#[rustfmt::skip]
static MORE_CHARACTERS: [&str; 120] = [
    "塔", "泰", "汤", "陶", "特", "腾", "提", "廷", "图", "托", "瓦", "万", "威", "韦", "维", "温", "翁", "沃", "乌", "伍", "西", "希", "锡", "夏", "香", "谢", "辛", "兴", "休", "雅", "亚", "延", "扬", "耶",
    "伊", "宜", "因", "英", "尤", "于", "约", "云", "扎", "詹", "泽", "张", "哲", "珍", "芝", "朱", "卓", "宗", "祖", "尊", "佐", "衡", "岚", "岳", "峦", "屿", "川", "泉", "湖", "溪", "潮", "澜", "汐", "沐",
    "浔", "淮", "渭", "洮", "霖", "霁", "霄", "雯", "霞", "岩", "砂", "砾", "矿", "钧", "铎", "铂", "钨", "钛", "锆", "铌", "钽", "镧", "铈", "镨", "钕", "钐", "铕", "钆", "铽", "镝", "钬", "铒", "铥", "镱",
    "镥", "枫", "柏", "桦", "榆", "槐", "椿", "楠", "樟", "桐", "梓", "柘", "檀", "栎", "栗", "榛", "杉", "松",
];

#[rustfmt::skip]
static BEGINNINGS: [&str; 140] = [
    "abra", "aceto", "aldo", "alli", "ambro", "anti", "apo", "argo", "astro", "auri", "axio", "bala", "baro", "bento", "beri", "bora", "brevi", "calo", "cando", "carto", "celo", "cera", "chalo", "chroma",
    "cino", "cogni", "cora", "cryo", "cumu", "dacty", "deca", "dendro", "dexi", "dialo", "duo", "dyna", "eido", "elasto", "elu", "ento", "epi", "equi", "ergo", "eury", "exo", "fabri", "fero", "fibro", "flexi",
    "foli", "fracto", "gali", "gemi", "geno", "glypho", "grado", "gyro", "halo", "hapto", "helio", "hepta", "hexa", "holo", "homo", "hydra", "iconi", "idio", "igni", "infra", "iso", "juxta", "kala", "kine",
    "kryo", "lacto", "lexi", "limi", "litho", "logo", "lumi", "macro", "mani", "medio", "mello", "meso", "mimo", "mira", "mono", "morpho", "multi", "myria", "nano", "necto", "neuro", "nima", "noto", "octa",
    "omni", "opto", "orbi", "ortho", "oxy", "paleo", "panto", "para", "penta", "peri", "phono", "photo", "pico", "plasto", "poly", "proto", "pseudo", "pyro", "quadri", "quasi", "radi", "reti", "rheo", "sapi",
    "scala", "seismo", "semi", "seri", "silo", "sono", "spira", "stella", "stereo", "sylla", "tachy", "tele", "tetra", "thermo", "topo", "tri", "ultra", "velo", "xeno",
];

#[rustfmt::skip]
static ENDINGS: [&str; 120] = [
    "bank", "base", "beam", "bind", "blade", "block", "board", "bond", "bound", "branch", "cade", "cast", "cell", "chart", "clast", "cline", "coil", "cord", "core", "craft", "crypt", "cube", "curve", "cyte",
    "dex", "dome", "drome", "duct", "dyne", "fact", "feed", "field", "fold", "form", "frame", "front", "fuge", "gate", "gauge", "genesis", "glance", "gloss", "glyph", "gram", "graph", "grid", "grove", "guide",
    "hedron", "hinge", "join", "kernel", "knot", "lattice", "layer", "leaf", "lect", "lens", "lift", "limb", "line", "link", "lith", "lock", "logue", "loop", "map", "mark", "mask", "merge", "mesh", "meter",
    "mode", "morph", "nexus", "node", "nome", "note", "pane", "patch", "path", "phase", "phore", "plane", "plex", "pod", "point", "port", "probe", "quest", "ray", "reach", "ridge", "ring", "root", "scope",
    "score", "seed", "shard", "shell", "shift", "sketch", "slope", "span", "sphere", "stack", "stage", "state", "stem", "step", "stride", "strand", "tact", "tape", "tome", "trace", "tract", "trope", "type",
    "zone",
];

#[rustfmt::skip]
static NAME_FIRST: [&str; 72] = [
    "Aero", "Amber", "Arc", "Atlas", "Aura", "Beacon", "Birch", "Bolt", "Bridge", "Cascade", "Cedar", "Cipher", "Clear", "Cobalt", "Comet", "Coral", "Crisp", "Delta", "Drift", "Echo", "Ember", "Falcon",
    "Fern", "Flint", "Flux", "Forge", "Fuse", "Glide", "Grain", "Harbor", "Hex", "Iris", "Jade", "Juno", "Kite", "Lark", "Lumen", "Lyra", "Maple", "Meta", "Mosaic", "Nimbus", "Nova", "Onyx", "Open", "Orbit",
    "Pebble", "Pivot", "Prism", "Pulse", "Quartz", "Quill", "Rapid", "Reef", "Ripple", "Sage", "Scout", "Sigma", "Spark", "Spiral", "Swift", "Terra", "Thread", "Tide", "Uni", "Vector", "Vivid", "Wave",
    "Weave", "Willow", "Zen", "Zephyr",
];

#[rustfmt::skip]
static NAME_SECOND: [&str; 48] = [
    "Act", "Agent", "Align", "Bench", "Caster", "Chain", "Coder", "Diff", "Dreamer", "Drive", "Edit", "Flow", "Former", "Fusion", "Gen", "Graph", "Grasp", "Guard", "Judge", "Lens", "LM", "Mem", "Mind",
    "Mix", "MoE", "Net", "Nav", "Pilot", "Plan", "Policy", "Rank", "Reason", "Recon", "RL", "Router", "Scene", "Search", "Seg", "Splat", "Talk", "Track", "Tune", "VL", "VLA", "Voice", "Walker", "World", "Zip",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_rank_has_a_term_of_its_own() {
        let chinese: HashSet<_> = (0..CHINESE)
            .map(|rank| {
                let (first, second) = chinese_term(rank);
                format!("{first}{second}")
            })
            .collect();
        let english: HashSet<_> = (0..ENGLISH)
            .map(|rank| {
                let (first, second) = english_term(rank);
                format!("{first}{second}")
            })
            .collect();
        // A composed term may by chance be one of the head's; no more than a handful is.
        assert!(chinese.len() > CHINESE - 20 && CHINESE > 20_000, "{} of {CHINESE}", chinese.len());
        assert!(english.len() > ENGLISH - 20 && ENGLISH > 20_000, "{} of {ENGLISH}", english.len());
    }

    #[test]
    fn no_two_numbers_give_the_same_model_name() {
        let names: HashSet<_> = (0..MODELS).map(model_name).collect();
        assert_eq!(names.len(), MODELS);
    }
}
