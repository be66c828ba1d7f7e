//! References made up from a seed, with the titles and names that break other programs.

use paperboy_cite::{CitedDate, Key, Name, Reference, one_line};
use paperboy_paper::PaperId;
use std::collections::HashSet;

/// Titles, and parts of titles.
const TITLES: [&str; 46] = [
    "Attention Is All You Need",
    "BERT: Pre-training of Deep Bidirectional Transformers",
    "Variational inference with the Gaussian process and Bayes",
    "$\\pi_0$: A Vision-Language-Action Flow Model",
    "Bounds of $O(n^{2}\\log n)$ and $\\tilde{O}(\\sqrt{T})$ for bandits",
    "From $5 to $10: Prices of GPUs",
    "$\\alpha$-$\\beta$ Divergence",
    "A title with { one open brace",
    "A title with } one closed brace",
    "Nested {{braces}} and {some} more",
    "100% of R&D at 50% cost",
    "C# and F# at #1",
    "snake_case_names and x^2 ~ y",
    "Back\\slash \\textbf{bold} \\n \\",
    "Quotes \"double\" and 'single'",
    "A `code` span and ``two''",
    "Dashes - and -- and ---",
    "<b>HTML</b> & entities &amp; a < b > c | d",
    "Emoji 🚀🔬 and 👩‍🔬 in titles",
    "שלום עולם: a title from right to left",
    "نموذج لغوي كبير للغة العربية",
    "面向大语言模型的推理优化",
    "LLM 推理中的 KV 缓存：一种 100% 有效的方法",
    "日本語の言語モデル",
    "한국어 언어 모델",
    "Über die Größe naïver Modèles",
    "Łódź, Kraków & Gdańsk",
    "line one\nline two\r\nTY  - JOUR\r\nER  - ",
    "tabs\tand\u{b}controls\u{0}\u{1b}[31m",
    "\u{202e}reversed\u{202c} marks\u{200f}",
    "@article{forged, title = {No}}",
    "}, note = {forged",
    "\", \"title\": \"forged",
    "% a comment",
    "Do you trust it?!",
    "Title ending in a backslash \\",
    "Title ending in a dollar $",
    "$x",
    "$$display$$ mathematics",
    "$a % b$ and $a # b$ and $a & b$",
    "Unbalanced $\\{x$ formula",
    "A, B, and C; D: E / F = G",
    "3D Gaussian Splatting in iOS with LoRA, QLoRA and DoRA",
    "«Guillemets» “quotes” ‘single’ – en — em … dots",
    "1+1=2",
    "ﬁ ligature and ½ and x² and K",
];

/// Authors as sources name them.
const AUTHORS: [&str; 41] = [
    "Ashish Vaswani",
    "Yann LeCun",
    "Ludwig van Beethoven",
    "Jean de la Fontaine",
    "Luc Van Gool",
    "Gerard 't Hooft",
    "Martin Luther King, Jr.",
    "José Ortega y Gasset",
    "Artur da Costa e Silva",
    "Łukasz Kaiser",
    "Özgür Çelik",
    "Þórður Ólafsson",
    "Nguyễn Văn An",
    "Fernando De la Torre",
    "Marco Dos Santos",
    "Tersoo Upaa III",
    "danah boyd",
    "J. R. R. Tolkien",
    "Jean-Luc Picard",
    "O'Brien, Conan",
    "DeepSeek-AI",
    "OpenAI",
    "Kimi Team",
    "Barnes and Noble",
    "NVIDIA, Inc.",
    "AT&T Labs",
    "Group #1 of 100%",
    "The Llama 3 Herd",
    "Weird {Name",
    "Under_score Tilde~Caret^",
    "张三",
    "欧阳修",
    "山田 太郎",
    "김민수",
    "Владимир Набоков",
    "محمد العربي",
    "🙂 Smile",
    "others",
    "Plato",
    "Line\nBreak",
    "Anna Maria and",
];

const CLASSES: [&str; 5] = ["cs.CL", "cs.CV", "math-ph", "stat.ML", "hep-th"];

/// A generator that gives the same numbers everywhere.
pub struct Seeded(u64);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// References with their keys, as the program makes them from sources.
pub fn references(count: usize) -> Vec<(Key, Reference)> {
    let mut random = Seeded::new(7);
    let mut taken = HashSet::new();
    (0..count)
        .map(|n| {
            let reference = reference(n, &mut random);
            let key = Key::for_newcomer(&reference, &taken);
            taken.insert(key.folded());
            (key, reference)
        })
        .collect()
}

fn reference(n: usize, random: &mut Seeded) -> Reference {
    let title = match n {
        // Each once alone, then two or three at a time, then very long ones.
        0..46 => TITLES[n].to_owned(),
        _ if n.is_multiple_of(25) => TITLES.join(" ").chars().cycle().skip(n).take(1_000).collect(),
        _ => {
            let parts: Vec<&str> = (0..2 + random.below(2)).map(|_| random.pick(&TITLES)).collect();
            parts.join([" ", ": ", " — "][random.below(3)])
        }
    };
    let authors = match n {
        0..41 => vec![AUTHORS[n], random.pick(&AUTHORS)],
        _ if n.is_multiple_of(50) => (0..60).map(|_| random.pick(&AUTHORS)).collect(),
        _ => (0..1 + random.below(6)).map(|_| random.pick(&AUTHORS)).collect(),
    };
    let (year, month) = (7 + random.below(20), 1 + random.below(12));
    let id = match n % 10 {
        0 => format!("hep-th/{:02}{month:02}{n:03}", 91 + random.below(9)),
        _ => format!("{year:02}{month:02}.{:05}", 10_000 + n),
    };
    let id = PaperId::parse(&id).filter(|id| !id.as_str().starts_with("hep-th/00"));
    let date = id.as_ref().and_then(CitedDate::of_id);
    let date = date.and_then(|date| match n % 3 {
        0 => None,
        1 => Some(date),
        _ => CitedDate::new(date.year, date.month, i8::try_from(1 + random.below(28)).ok()),
    });
    Reference {
        id,
        version: n.is_multiple_of(4).then_some(1 + n as u32 % 9),
        title: one_line(&title),
        authors: authors.into_iter().filter_map(Name::parse).collect(),
        date,
        abstract_text: n.is_multiple_of(2).then(|| {
            one_line(&format!("We study {} and {}.", random.pick(&TITLES), random.pick(&TITLES)))
        }),
        categories: (!n.is_multiple_of(7))
            .then(|| random.pick(&CLASSES).to_owned())
            .into_iter()
            .collect(),
        doi: n.is_multiple_of(11).then(|| format!("10.1145/3{n:06}.{n}(a)_b")),
        journal: n
            .is_multiple_of(13)
            .then(|| "Journal of Tests & Trials, 5% (2020) 1-10".to_owned()),
        licence: n
            .is_multiple_of(5)
            .then(|| "http://creativecommons.org/licenses/by/4.0/".to_owned()),
        url: n.is_multiple_of(17).then(|| format!("https://example.org/p?a={n}&b=%20c#d_e")),
        note: n.is_multiple_of(3).then(|| one_line(&format!("My note: {}", random.pick(&TITLES)))),
        tags: if n.is_multiple_of(4) {
            vec!["to read".to_owned(), "方法".to_owned(), "R&D 50%".to_owned()]
        } else {
            Vec::new()
        },
    }
}
