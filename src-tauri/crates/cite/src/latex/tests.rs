use super::*;
use crate::one_line;
use proptest::prelude::*;

#[test]
fn a_title_is_escaped_and_its_capitals_are_kept() {
    for (plain, latex) in [
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("BERT: Pre-training of Deep Transformers", "{BERT}: Pre-training of Deep Transformers"),
        ("LoRA and DeepSeek-R1", "{LoRA} and {DeepSeek-R1}"),
        (
            "Variational inference with the Gaussian process",
            "Variational inference with the {Gaussian} process",
        ),
        ("3D scenes & 100% of R&D #1 a_b", "{3D} scenes \\& 100\\% of {R\\&D} \\#1 a\\_b"),
        ("$\\Pi_{0.5}$-VLA from $5 to $6", "{$\\Pi_{0.5}$}-{VLA} from \\$5 to \\$6"),
        (
            "a {b \\c} ~^`|<>\"",
            "a \\{b \\textbackslash{}c\\} \\textasciitilde{}\\textasciicircum{}`|\\textless{}\
            \\textgreater{}\"",
        ),
        ("a {B1", "a \\textbraceleft{}{B1}"),
        ("} c {", "\\textbraceright{} c \\textbraceleft{}"),
        ("a -- b --- ''c'' ,,", "a -{}- b -{}-{}- '{}'c'{}' ,{},"),
        ("$x{$ and $y%z$", "\\$x\\textbraceleft{}\\$ and \\$y\\%z\\$"),
        ("&T and %R", "\\&T and \\%R"),
        ("(GPT-4) is here", "({GPT-4}) is here"),
        ("面向 LLM 的推理", "面向 {LLM} 的推理"),
    ] {
        assert_eq!(title(plain), latex, "{plain}");
    }
}

#[test]
fn latex_is_read_as_it_would_be_set() {
    for (latex, plain) in [
        (
            "Schr{\\\"o}dinger, Erd\\H{o}s, {\\'E}cole, Poincar\\'e",
            "Schrödinger, Erdős, École, Poincaré",
        ),
        ("Na{\\\"\\i}ve {\\'{\\i}} \\v{C}ech \\v Cech Fran\\c{c}ois", "Naïve í Čech Čech François"),
        (
            "\\AA ngstr\\\"om stra\\ss e \\o re {\\L}ukasz \\L{}ukasz",
            "Ångström straße øre Łukasz Łukasz",
        ),
        ("{BERT} and \\emph{\\textbf{nested}} {\\em new}", "BERT and nested new"),
        ("pages 1--2---3 ``quoted'' `x'", "pages 1–2—3 “quoted” `x'"),
        ("$\\alpha^{2}$ costs \\$5 or $6", "$\\alpha^{2}$ costs $5 or $6"),
        ("\\href{https://a.org}{here} \\unknown{x} \\foo bar", "here x bar"),
        ("a~b \\LaTeX{} c \\textbackslash{}d", "a b LaTeX c \\d"),
        ("\\", ""),
        ("\\'", ""),
        ("{{{", ""),
        ("中文 \\& 文", "中文 & 文"),
    ] {
        assert_eq!(text(latex), plain, "{latex}");
    }
}

#[test]
fn deep_nesting_is_read_in_one_pass() {
    for part in ["{", "\\a{", "\\'{", "$", "\\href{", "``", "{}", "\\"] {
        assert!(text(&part.repeat(50_000)).len() <= part.len() * 100_000);
    }
}

/// The depth of braces, as BibTeX counts it; `None` when one closes that was not opened.
fn depth(text: &str) -> Option<usize> {
    text.bytes().try_fold(0_usize, |depth, byte| match byte {
        b'{' => Some(depth + 1),
        b'}' => depth.checked_sub(1),
        _ => Some(depth),
    })
}

proptest! {
    #[test]
    fn any_title_balances_and_comes_back(raw in "(\\PC|[\\\\{}$%&#~^_`'\"<>|, A-Za-z0-9-]){0,60}") {
        let plain = one_line(&raw);
        for latex in [title(&plain), literal(&plain)] {
            prop_assert_eq!(depth(&latex), Some(0), "{}", latex);
            prop_assert_eq!(&text(&latex), &plain, "{}", latex);
        }
    }
}
