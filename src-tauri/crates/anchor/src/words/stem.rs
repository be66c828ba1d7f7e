//! The stem that all forms and spellings of an English word share.

/// The stem of a word, in lower case and American spelling.
pub(crate) fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    if !word.is_ascii() || word.len() < 4 {
        return word;
    }
    american(&without_ending(&word))
}

fn without_ending(word: &str) -> String {
    if let Some(rest) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied"))
        && rest.len() > 1
    {
        return format!("{rest}y");
    }
    let cut = ["ing", "ed", "es", "s"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() > 2))
        .filter(|_| !word.ends_with("ss") && !word.ends_with("is") && !word.ends_with("us"))
        .unwrap_or(word);
    let cut = cut.strip_suffix('e').filter(|rest| rest.len() > 2).unwrap_or(cut);
    let bytes = cut.as_bytes();
    // `dropped` and `drop`.
    let is_doubled =
        cut.len() > 3 && cut.len() < word.len() && bytes[cut.len() - 1] == bytes[cut.len() - 2];
    if is_doubled && !cut.ends_with("ss") && !cut.ends_with("ll") {
        return cut[..cut.len() - 1].to_owned();
    }
    cut.to_owned()
}

/// British endings, without a last `e`, and the American ones.
const SPELLINGS: [(&str, &str); 11] = [
    ("iser", "izer"),
    ("yser", "yzer"),
    ("isation", "ization"),
    ("lys", "lyz"),
    ("is", "iz"),
    ("our", "or"),
    ("ter", "tr"),
    ("ber", "br"),
    ("ogu", "og"),
    ("ll", "l"),
    ("enc", "ens"),
];

fn american(stem: &str) -> String {
    // Short words end so in both.
    if stem.len() > 5 || (stem.len() > 4 && !stem.ends_with("our")) {
        for (british, american) in SPELLINGS {
            if let Some(rest) = stem.strip_suffix(british) {
                return format!("{rest}{american}");
            }
        }
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_spellings_of_a_word_have_one_stem() {
        for words in [
            ["drop", "dropped"],
            ["study", "studies"],
            ["generalise", "generalized"],
            ["labelling", "labeled"],
            ["behaviour", "behaviors"],
            ["analyse", "analyzes"],
            ["centre", "center"],
            ["normalisation", "normalization"],
            ["tokenisers", "tokenizer"],
            ["analyser", "analyzers"],
            ["programme", "programs"],
            ["catalogue", "catalog"],
            ["licence", "license"],
        ] {
            assert_eq!(stem(words[0]), stem(words[1]), "{words:?}");
        }
        for words in [["four", "for"], ["hour", "hor"], ["increase", "decrease"], ["basis", "base"]]
        {
            assert_ne!(stem(words[0]), stem(words[1]), "{words:?}");
        }
    }
}
