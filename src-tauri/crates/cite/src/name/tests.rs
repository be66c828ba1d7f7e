#![allow(clippy::unwrap_used)]
use super::*;

fn parts(text: &str) -> [String; 4] {
    match Name::parse(text).unwrap() {
        Name::Person { given, particle, family, suffix } => [given, particle, family, suffix],
        Name::Whole(name) => panic!("{name} is whole"),
    }
}

#[test]
fn persons_have_given_and_family_names() {
    for (text, expected) in [
        ("Yann LeCun", ["Yann", "", "LeCun", ""]),
        ("J. R. R. Tolkien", ["J. R. R.", "", "Tolkien", ""]),
        ("Ludwig van Beethoven", ["Ludwig", "van", "Beethoven", ""]),
        ("Jean de la Fontaine", ["Jean", "de la", "Fontaine", ""]),
        ("Charles de la Vallée Poussin", ["Charles", "de la", "Vallée Poussin", ""]),
        ("Gerard 't Hooft", ["Gerard", "'t", "Hooft", ""]),
        ("Luc Van Gool", ["Luc", "", "Van Gool", ""]),
        ("Laurens Van Der Maaten", ["Laurens", "", "Van Der Maaten", ""]),
        ("Hung Van Nguyen", ["Hung Van", "", "Nguyen", ""]),
        ("The Viet Bui", ["The Viet", "", "Bui", ""]),
        ("Fernando De la Torre", ["Fernando", "", "De la Torre", ""]),
        ("Tersoo Upaa Jr", ["Tersoo", "", "Upaa", "Jr"]),
        ("José Ortega y Gasset", ["José", "", "Ortega y Gasset", ""]),
        ("Artur da Costa e Silva", ["Artur", "da", "Costa e Silva", ""]),
        ("Martin Luther King, Jr.", ["Martin Luther", "", "King", "Jr."]),
        ("Martin Luther King Jr.", ["Martin Luther", "", "King", "Jr."]),
        ("King, Jr., Martin Luther", ["Martin Luther", "", "King", "Jr."]),
        ("King, Martin Luther, III", ["Martin Luther", "", "King", "III"]),
        ("van Beethoven, Ludwig", ["Ludwig", "van", "Beethoven", ""]),
        ("danah boyd", ["danah", "", "boyd", ""]),
        ("Łukasz  Kaiser\n", ["Łukasz", "", "Kaiser", ""]),
        ("محمد العربي", ["محمد", "", "العربي", ""]),
        ("Fei-Fei Li", ["Fei-Fei", "", "Li", ""]),
    ] {
        assert_eq!(parts(text), expected, "{text}");
    }
}

#[test]
fn groups_single_words_and_cjk_names_are_whole() {
    for text in [
        "DeepSeek-AI",
        "OpenAI",
        "Kimi Team",
        "Gemini Team, Google",
        "Google DeepMind",
        "Meta AI",
        "The Llama 3 Herd",
        "NVIDIA, Inc.",
        "Barnes and Noble",
        "ATLAS Collaboration",
        "Plato",
        "张三",
        "欧阳 修",
        "山田 太郎",
        "김민수",
        "张三 (San Zhang)",
        "Qwen2 Contributors",
        "a, b, c, d, e",
    ] {
        assert_eq!(Name::parse(text), Some(Name::Whole(text.into())), "{text}");
    }
}

#[test]
fn what_names_nobody_is_no_author() {
    for text in ["others", "et al.", "", ":", " , ", "\u{202e}", "--"] {
        assert_eq!(Name::parse(text), None, "{text}");
    }
}

#[test]
fn a_name_is_one_line_of_bounded_length() {
    assert_eq!(Name::parse("A\r\nER  - \u{0}B").unwrap().shown(), "A ER - B");
    assert!(Name::parse(&"长".repeat(10_000)).unwrap().shown().len() <= MAX_NAME_BYTES);
}

#[test]
fn parts_of_a_chinese_name_are_joined() {
    assert_eq!(Name::of_parts("三", "", "张", ""), Name::Whole("张三".into()));
    assert_eq!(Name::of_parts("", "", "Plato", ""), Name::Whole("Plato".into()));
    assert_eq!(Name::of_parts("Cher", "", "", ""), Name::Whole("Cher".into()));
}
