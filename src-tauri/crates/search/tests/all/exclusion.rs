use super::*;
use proptest::prelude::*;

/// Words, each in several spellings that mean the same.
const WORDS: [&[&str]; 7] = [
    &["强化学习", "強化學習"],
    &["学习", "學習"],
    &["图", "圖"],
    &["robot", "Robot", "ＲＯＢＯＴ", "ro\u{AD}bot"],
    &["qwen3", "Qwen3", "ｑｗｅｎ３"],
    &["kv缓存", "KV緩存", "ＫＶ缓存"],
    &["world-model", "World-Model", "WORLD‑MODEL"],
];
const FIELDS: [Field; 5] = [Field::Title, Field::Usage, Field::Author, Field::Note, Field::Tag];

fn spelling() -> impl Strategy<Value = (usize, String)> {
    (0..WORDS.len(), 0..4usize).prop_map(|(word, spelling)| (word, WORDS[word][spelling % WORDS[word].len()].to_owned()))
}

/// A text: its field, and its words with their numbers in [`WORDS`].
type Text = (Field, Vec<(usize, String)>);

fn corpus() -> impl Strategy<Value = Vec<Vec<Text>>> {
    let text = (0..FIELDS.len(), proptest::collection::vec(spelling(), 1..3)).prop_map(|(field, words)| (FIELDS[field], words));
    proptest::collection::vec(proptest::collection::vec(text, 1..4), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_excluded_word_is_in_no_hit_in_any_field_spelling_or_pass(
        corpus in corpus(), (word, excluded) in spelling(), (_, wanted) in spelling(), shape in 0..5usize
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
            _ => format!("{wanted} title:{wanted} -{excluded}"),
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
