//! Words that are known to be names, or known to be none.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Acronyms and names of the field that a paper can't contradict, in lower case.
const GENERIC: &str = "acl agi ai aigc amd api apis ar arxiv asr ast aws bev bf16 bpe chatbot cli cnn cot cpu csv cuda cv cvpr dag deepmind \
    dl dllm dnn dof eccv emnlp etc ffn flop flops fp16 fp32 fp4 fp8 fps gan gb github gnn gpu gui hd html http https \
    huggingface i2v iccv iclr icl icml id ide ieee iid imu int4 int8 io ios javascript json k-means kv latex llm lm lmm lr \
    lstm lvlm macos mcp ml mllm mlp moe mp3 mp4 neurips nips nlg nlp nlu npu nvidia ocr ood oom openai os pca pdf pe plm \
    pr qa rag ram rgb rgb-d rgbd rl rlhf rlvr rnn rope sde sdk sft sgd slam slm sota sql svd svm t2i t2v \
    todo tpu tts typescript ui url usd v2v vae vfm vit vla vlm vr vram vs vqa wifi x-axis x-ray xml xr y-axis \
    yaml youtube zip t-test q-value q-function u-shape dit ode kl kl-divergence mlops faq tldr gflops tflops ghz mhz khz \
    top stage step level phase part type task fig figure table section rank case mllms vlms llms cnns gpus mb kb tb gib \
    mib and or not the only";

/// Families of models and devices whose versions are written with a space as well: `Claude 3.5`,
/// `RTX 4090`.
const FAMILIES: &str = "alpaca baichuan claude cosmos deepseek falcon flux gemini gemma glm gpt grok internvl kimi llama llava mamba mistral \
    mixtral olmo palm phi qwen rtx sora veo vicuna wan whisper yolo titan yi ernie hunyuan";

/// Names that look like ordinary words or are short.
const NAMES: &str = "AP AUC CER Cityscapes EM F1 F2 FID FVD GLUE H20 Kinetics L4 L20 L40 MRR o1 o3 o4 R1 SQuAD T4 T5 WER Perplexity ROUGE \
    BLEU COCO SQUAD Pile mAP IoU";

/// Words between the name of a family and its version: `Claude Sonnet 4.5`.
const LINES: &str = "Sonnet Opus Haiku Pro Flash Mini Turbo Large Small Medium Max Ultra Nano Instruct Coder Math VL Thinking Preview Lite Plus \
    Next Omni Chat Base Vision Audio Distill Guard Scout Maverick Codestral";

/// Capitalised words that name nothing of their own, in lower case: the field's common words,
/// languages, months.
const COMMON: &str = "agent agents token tokens prompt prompts pipeline benchmark benchmarks embedding embeddings transformer transformers \
    attention encoder decoder adapter adapters diffusion baseline baselines english chinese french german \
    spanish japanese korean russian arabic hindi italian portuguese asian european american african january february march april \
    june july august september october november december monday tuesday wednesday thursday friday saturday sunday stage \
    first second third model models method methods dataset datasets task tasks data code paper papers appendix chapter equation \
    algorithm theorem lemma layer layers block blocks head heads loss score scores table tables figure figures section sections this that these those \
    they their there here when while with what which where from into over under between both each some many most more less also such only even \
    however moreover furthermore additionally finally overall specifically notably unlike compared using based given since although because \
    machine learning deep neural network networks language large small vision image images video videos text audio speech graph tree \
    reward policy critic actor teacher student planner solver verifier router memory cache context query queries value values key keys \
    train training test testing validation inference reasoning chain thought thoughts step steps loop state states action actions tool tools \
    search retrieval generation augmented fine tuning instruction instructions system user assistant human mean average median total \
    accuracy precision recall latency throughput speed cost time memory error rate success softmax sigmoid cosine \
    internet http world open source time best ours full base \
    demo online offline scaling mixture experts expert sparse dense linear nonlinear kernel batch epoch prefill decode rollout rollouts sandbox";

/// What English words begin with before a hyphen, in lower case.
const PREFIXES: &str = "self cross multi zero few one two three single double co pre post non anti inter intra semi sub super \
    meta auto pseudo quasi bi tri uni high low long short large small full half real state top end plug open closed cold warm \
    early late best worst mid near far fine coarse hard soft in out on off up down left right first second last all";

/// Suffixes after a hyphen for sizes and uses of one model or data set; they do not make it another
/// one.
const VARIANTS: &str =
    "base chat dev hard huge instruct it large mini rl score sft small test tiny train val xl xxl";

/// Suffixes that make a name an adjective.
const ENDINGS: &[&str] = &[
    "-based",
    "-like",
    "-style",
    "-level",
    "-aware",
    "-guided",
    "-free",
    "-driven",
    "-trained",
    "-tuned",
    "-specific",
    "-generated",
    "-enhanced",
    "-augmented",
    "-as-a-judge",
    "-score",
    "-family",
    "-class",
    "-type",
];

/// What metrics are called in full, in lower case.
const SPELLED_OUT: [(&str, &str); 16] = [
    ("AUC", "area under the curve"),
    ("CER", "character error rate"),
    ("EM", "exact match"),
    ("FID", "inception distance"),
    ("IoU", "intersection over union"),
    ("MAE", "mean absolute error"),
    ("mAP", "mean average precision"),
    ("mIoU", "mean intersection over union"),
    ("MOS", "mean opinion score"),
    ("MRR", "mean reciprocal rank"),
    ("MSE", "mean squared error"),
    ("PPL", "perplexity"),
    ("PSNR", "peak signal-to-noise ratio"),
    ("RMSE", "root mean squared error"),
    ("SSIM", "structural similarity"),
    ("WER", "word error rate"),
];

/// What a metric is called in full.
pub(super) fn spelled_out(name: &str) -> Option<&'static str> {
    SPELLED_OUT.iter().find(|(metric, _)| *metric == name).map(|(_, full)| *full)
}

/// A list of words with spaces between them, looked up quickly.
struct Words(LazyLock<HashSet<&'static str>>);

impl Words {
    const fn of(read: fn() -> HashSet<&'static str>) -> Self {
        Self(LazyLock::new(read))
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    fn has_lower(&self, word: &str) -> bool {
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.has(&word.to_ascii_lowercase())
        } else {
            self.has(word)
        }
    }
}

static GENERIC_WORDS: Words = Words::of(|| GENERIC.split(' ').collect());
static COMMON_WORDS: Words = Words::of(|| COMMON.split(' ').collect());
static FAMILY_WORDS: Words = Words::of(|| FAMILIES.split(' ').collect());
static NAME_WORDS: Words = Words::of(|| NAMES.split(' ').collect());
static PREFIX_WORDS: Words = Words::of(|| PREFIXES.split(' ').collect());
static LINE_WORDS: Words = Words::of(|| LINES.split(' ').collect());

pub(super) fn is_generic(word: &str) -> bool {
    GENERIC_WORDS.has_lower(word)
}

pub(super) fn is_prefix(word: &str) -> bool {
    PREFIX_WORDS.has_lower(word)
}

pub(super) fn is_line(word: &str) -> bool {
    LINE_WORDS.has(word)
}

pub(crate) fn is_common(word: &str) -> bool {
    COMMON_WORDS.has_lower(word)
}

pub(super) fn is_family(word: &str) -> bool {
    FAMILY_WORDS.has_lower(word)
}

/// Whether a word is a name although nothing in it shows that.
pub(super) fn is_name(word: &str) -> bool {
    NAME_WORDS.has(word) || word.starts_with(|c: char| c.is_ascii_uppercase()) && is_family(word)
}

pub(super) fn is_variant(word: &[u8]) -> bool {
    VARIANTS.split(' ').any(|variant| variant.as_bytes().eq_ignore_ascii_case(word))
}

pub(super) fn without_ending(word: &str) -> &str {
    ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}
