//! The English noun that a number counts.

/// The English noun that a number counts, in lower case without its plural's ending: `roles` of
/// `nine distinct roles`.
pub(crate) fn counted_noun(behind: &str) -> Option<String> {
    let start = behind.strip_prefix([' ', '-', '\u{a0}'])?;
    // 80 条 episode.
    if let Some(word) = start.strip_prefix(['个', '条', '张', '份', '段']).map(str::trim_start)
    {
        let letters = word.bytes().take_while(u8::is_ascii_lowercase).count();
        return (letters > 3).then(|| singular(&word[..letters]));
    }
    let mut words = start.split(' ').take(3);
    words
        .find_map(|word| {
            let end =
                word.find(|c: char| !(c.is_ascii_alphabetic() || c == '-')).unwrap_or(word.len());
            let (word, _) = word.split_at(end);
            is_plural(word).then(|| singular(word))
        })
        .filter(|_| start.starts_with(|c: char| c.is_ascii_lowercase()))
}

fn is_plural(word: &str) -> bool {
    const NO_PLURALS: [&str; 22] = [
        "is", "was", "as", "has", "its", "this", "thus", "plus", "versus", "times", "less",
        "across", "does", "vs", "percents", "points", "us", "perhaps", "always", "bias",
        "analysis", "loss",
    ];
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("ous")
        && !word.ends_with("sis")
        && !NO_PLURALS.contains(&word)
}

fn singular(word: &str) -> String {
    let word = word.to_ascii_lowercase();
    if let Some(stem) = word.strip_suffix("ies") {
        format!("{stem}y")
    } else {
        word.trim_end_matches('s').to_owned()
    }
}
