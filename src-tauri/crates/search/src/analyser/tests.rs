#![allow(clippy::unwrap_used)]

use super::*;
use crate::highlight::run_at;
use proptest::prelude::*;

/// Tokens as `text@position[from..to]`, variants with a `~` in place of the position.
fn table(text: &str) -> String {
    let analysis = Analysis::of(text);
    let tokens: Vec<String> = analysis
        .tokens()
        .iter()
        .map(|token| {
            let place = if token.kind == Kind::Variant {
                "~".to_owned()
            } else {
                token.position.to_string()
            };
            format!("{}@{place}[{}..{}]", analysis.text(token), token.from, token.to)
        })
        .collect();
    tokens.join(" ")
}

#[test]
fn texts_become_these_tokens() {
    for (text, expected) in [
        ("", ""),
        ("。，! ✨", ""),
        ("强化学习", "强化@0[0..6] 化学@1[3..9] 学习@2[6..12] 习@3[9..12]"),
        ("图", "图@0[0..3]"),
        ("強化學習", "强化@0[0..6] 化学@1[3..9] 学习@2[6..12] 习@3[9..12]"),
        ("蒸馏，模型", "蒸馏@0[0..6] 馏@1[3..6] 模型@2[9..15] 型@3[12..15]"),
        ("KV缓存", "kv@0[0..2] 缓存@1[2..8] 存@2[5..8]"),
        ("0.33秒", "0.33@0[0..4] 秒@1[4..7]"),
        ("1.3B", "1.3b@0[0..4]"),
        ("1,000 fps", "1000@0[0..5] fps@1[6..9]"),
        ("1,2,3", "1@0[0..1] 2@1[2..3] 3@2[4..5]"),
        ("2512.23576v2", "2512.23576v2@0[0..12] 2512.23576@~[0..12]"),
        ("ＧＲＰＯ", "grpo@0[0..12]"),
        ("qwen3", "qwen3@0[0..5] qwen@~[0..5]"),
        ("Qwen2.5-VL", "qwen2.5@0[0..10] vl@1[0..10] qwen@~[0..10] qwen2.5vl@~[0..10]"),
        (
            "world-models",
            "world@0[0..12] models@1[0..12] model@1[0..12] worldmodels@~[0..12] worldmodel@~[0..12]",
        ),
        ("LiveTalk", "livetalk@0[0..8] live@~[0..8] talk@~[0..8]"),
        ("Act2Goal", "act2goal@0[0..8] act@~[0..8] act2@~[0..8] goal@~[0..8]"),
        ("LLaMA VLMs", "llama@0[0..5] vlms@1[6..10] vlm@1[6..10]"),
        ("Müller", "muller@0[0..7]"),
        ("e\u{301}toile", "etoile@0[0..8]"),
        ("ﬁne", "fine@0[0..5]"),
        ("强\u{200B}化", "强化@0[0..9] 化@1[6..9]"),
        ("😀强👨‍👩‍👧化", "强@0[4..7] 化@1[25..28]"),
        ("ガ", "ガ@0[0..3]"),
        ("ｶﾞ", "ガ@0[0..6]"),
        ("а́б", "аб@0[0..6]"),
        ("Łukasz Straße", "lukasz@0[0..7] strasse@1[8..15]"),
        ("Ærø Œuvre", "aero@0[0..5] oeuvre@1[6..12]"),
        ("C# and C++17", "c#@0[0..2] and@1[3..6] c++@2[7..12] 17@3[7..12] c++17@~[7..12]"),
        ("C++语言", "c++@0[0..3] 语言@1[3..9] 言@2[6..9]"),
        ("PointNet++", "pointnet++@0[0..10] pointnet@0[0..10] point@~[0..10] net@~[0..10]"),
        ("LLM+RAG", "llm@0[0..3] rag@1[4..7]"),
        ("A* x*y", "a*@0[0..2] a@0[0..2] x@1[3..4] y@2[5..6]"),
        (".NET", ".net@0[0..4] net@0[0..4]"),
        ("Node.js", "node@0[0..7] js@1[0..7] .js@~[0..7] nodejs@~[0..7] nodej@~[0..7]"),
        ("End.The", "end@0[0..3] the@1[4..7]"),
        ("βVAE", "beta@0[0..5] vae@1[0..5] betavae@~[0..5]"),
        ("μP", "mu@0[0..3] p@1[0..3] mup@~[0..3]"),
        ("π_{0.5}", "pi0.5@0[0..8] pi@~[0..8]"),
        ("π₀.₅", "pi0.5@0[0..9] pi@~[0..9]"),
        ("a $\\pi_{0.5}$ b", "a@0[0..1] pi0.5@1[2..13] b@2[14..15] pi@~[2..13]"),
        ("$\\beta$-VAE", "beta@0[0..11] vae@1[0..11] betavae@~[0..11]"),
        ("λόγος", "λόγος@0[0..10]"),
        ("H$_2$O CO_{2}", "h@0[0..6] 2o@1[0..6] co@2[7..13] 2@3[7..13] h2o@~[0..6] co2@~[7..13]"),
        ("US$5 and HK$10", "us@0[0..2] 5@1[3..4] and@2[5..8] hk@3[9..11] 10@4[12..14]"),
        ("\\textbf{L}arge", "large@0[8..14]"),
        (
            "dir\\beta x^2 10^6",
            "dir@0[0..8] beta@1[0..8] x@2[9..12] 2@3[9..12] 10@4[13..15] 6@5[16..17] dirbeta@~[0..8] x2@~[9..12]",
        ),
    ] {
        assert_eq!(table(text), expected, "{text}");
    }
}

#[test]
fn endless_notation_is_read_in_one_go() {
    // Reading any of these again and again does not come to an end.
    for part in [
        "\\", "$", "$x", "π_", "π_{", "_{", "{", "\\bm{", "\\pi", "π_{\\bm", "a+", "+", "C++",
        "a.", ".a", "π", "πa", "^", "*", "A*",
    ] {
        let text = part.repeat(200_000);
        assert!(
            Analysis::of(&text).tokens().iter().all(|token| token.to as usize <= text.len()),
            "{part}"
        );
        Analysis::of(&format!("π{text}}}"));
    }
}

#[test]
fn a_phrase_begins_and_ends_within_a_run_of_characters() {
    let sequence = |text| Sequence::of(text, false).map(|s| (s.terms, s.open));
    let term = |at: u32, text: &str| (at, text.to_owned());
    assert_eq!(sequence("强化学"), Some((vec![term(0, "强化"), term(1, "化学")], false)));
    assert_eq!(sequence("图"), Some((vec![term(0, "图")], true)));
    assert_eq!(sequence("0.33秒"), Some((vec![term(0, "0.33"), term(1, "秒")], true)));
    assert_eq!(
        sequence("缓存 KV"),
        Some((vec![term(0, "缓存"), term(1, "存"), term(2, "kv")], false))
    );
    assert_eq!(sequence("图 图"), Some((vec![term(0, "图"), term(1, "图")], true)));
    assert_eq!(sequence("!?"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn offsets_lie_on_characters_of_the_original_and_positions_rise(text in "(\\PC|\\\\pi|\\\\mathrm\\{|[π{}$^#+*ßł强化學習ＡﬁÅ\u{301}\u{200D}\u{1100}\u{1161}\u{FF76}\u{FF9E}a-cA-C0-9.,_ -]){0,40}") {
        let analysis = Analysis::of(&text);
        let mut position = 0;
        for token in analysis.tokens() {
            prop_assert!(text.get(token.from as usize..token.to as usize).is_some_and(|part| !part.is_empty()));
            prop_assert!(text.get(token.from as usize..token.first_to as usize).is_some_and(|part| !part.is_empty()));
            prop_assert!(!analysis.text(token).is_empty());
            prop_assert!(token.position >= position);
            position = token.position;
        }
        let _ = Unit::all(&text, true);
    }

    #[test]
    fn folding_what_was_folded_changes_nothing(text in "(\\PC|[a-cπβłß0-9.,_^#+* -]){0,30}") {
        // Capitals distinguish A* from a star, and what notation becomes may be notation again.
        let folded: String = Analysis::of(&text).cells.iter().map(|cell| cell.c).collect();
        let once = Analysis::of(&folded.replace(['\\', '$', '{'], " "));
        let words = |analysis: &Analysis| analysis.tokens().iter().filter(|t| t.kind != Kind::Variant).map(|t| analysis.text(t).to_owned()).collect::<Vec<_>>();
        let cells: String = once.cells.iter().map(|cell| cell.c).collect();
        let twice = Analysis::of(&cells);
        prop_assert_eq!(words(&once), words(&twice));
    }

    #[test]
    fn a_text_holds_each_piece_of_itself_as_a_query(text in "(\\PC|\\\\pi|\\\\mathrm\\{|[a-cA-Cπβλ{}$^#+*ßł强化學0-9.,_\\\\ -]){0,30}") {
        let analysis = Analysis::of(&text);
        for unit in Unit::all(&text, false) {
            for run in [&unit.exact[0], &unit.spellings[0]] {
                let found = analysis.tokens().iter().enumerate().any(|(at, token)| run_at(run, &analysis, at, token).is_some());
                prop_assert!(found, "{} in {:?}", run, table(&text));
            }
        }
    }
}
