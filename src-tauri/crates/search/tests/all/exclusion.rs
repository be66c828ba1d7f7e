use super::*;
use proptest::prelude::*;

/// Words, each in several spellings that mean the same: other characters, widths, cases and
/// joinings.
const WORDS: [&[&str]; 8] = [
    &["强化学习", "強化學習", "强\u{200B}化学习"],
    &["学习", "學習"],
    &["图", "圖"],
    &["robot", "Robot", "ＲＯＢＯＴ", "ro\u{AD}bot"],
    &["qwen3", "Qwen3", "ｑｗｅｎ３"],
    &["kv缓存", "KV緩存", "ＫＶ缓存", "KV\u{200B}缓存"],
    &[
        "world-model",
        "World-Model",
        "WORLD‑MODEL",
        "worldmodel",
        "WorldModel",
        "world_model",
        "ｗｏｒｌｄ－ｍｏｄｅｌ",
    ],
    &["café", "CAFE\u{301}", "cafe", "ｃａｆé"],
];
/// Other queries: names for which the looser pass has alternatives, and other scripts.
const OTHERS: [&str; 4] = ["RL", "大语言模型", "rob*", "ロボット"];

fn spelling() -> impl Strategy<Value = (usize, String)> {
    (0..WORDS.len(), 0..8usize)
        .prop_map(|(word, spelling)| (word, WORDS[word][spelling % WORDS[word].len()].to_owned()))
}

fn wanted() -> impl Strategy<Value = String> {
    prop_oneof![
        spelling().prop_map(|(_, word)| word),
        proptest::sample::select(&OTHERS[..]).prop_map(str::to_owned)
    ]
}

/// A text: its field, and its words with their numbers in [`WORDS`].
type Text = (Field, Vec<(usize, String)>);

fn corpus() -> impl Strategy<Value = Vec<Vec<Text>>> {
    let text = (0..Field::ALL.len(), proptest::collection::vec(spelling(), 1..3))
        .prop_map(|(field, words)| (Field::ALL[field], words));
    proptest::collection::vec(proptest::collection::vec(text, 1..4), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_excluded_word_is_in_no_hit_in_any_field_spelling_or_pass(
        corpus in corpus(), (word, excluded) in spelling(), wanted in wanted(), shape in 0..7usize
    ) {
        let papers: Vec<Entry> = (1..).zip(&corpus).map(|(key, texts)| {
            let texts: Vec<(Field, String)> = texts.iter().map(|(field, words)| {
                (*field, words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join("，"))
            }).collect();
            Entry { texts, ..paper(key, &[]) }
        }).collect();
        let library = Library::of(&papers);
        let query = match shape {
            0 => format!("-{excluded}"),
            1 => format!("{wanted} -{excluded}"),
            2 => format!("{wanted} NOT (none OR {excluded})"),
            3 => format!("(none -\"{excluded}\") OR (x{wanted} -{excluded})"),
            4 => format!("{wanted} title:{wanted} -{excluded}"),
            5 => format!("({wanted} OR x) -{excluded}*"),
            _ => format!("{wanted} -(note:none OR {excluded}) -{excluded}"),
        };
        let holds = |key: u64| corpus[key as usize - 1].iter().flat_map(|(_, words)| words).any(|(of, _)| {
            *of == word || (word == 1 && *of == 0)
        });
        let answer = library.answer(&query);
        for hit in &answer.hits {
            prop_assert!(!holds(hit.key), "{query} shows {:?}", papers[hit.key as usize - 1].texts);
        }
        if shape == 0 {
            let others = (1..=papers.len() as u64).filter(|&key| !holds(key)).count();
            prop_assert_eq!(answer.total as usize, others, "{}", query);
        }
    }
}
