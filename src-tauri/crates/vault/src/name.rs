//! Names that every file system and Obsidian take.

/// The longest stem of a file's name, in bytes: file systems take 255 for the whole name.
const MAX_STEM_BYTES: usize = 120;
/// The longest text of a link, in characters.
const MAX_LINK_CHARS: usize = 200;

/// A name for a file, without its ending. Windows and Obsidian's links take fewer signs than other
/// systems, and some words are devices on Windows.
pub fn file_stem(text: &str) -> String {
    let mut stem = String::with_capacity(text.len());
    for c in text.chars() {
        let is_taken = c.is_control() || "<>:\"/\\|?*#^[]".contains(c);
        stem.push(if is_taken { '-' } else { c });
    }
    let stem = &stem[..stem.floor_char_boundary(MAX_STEM_BYTES)];
    // A leading dot hides a file; Windows drops dots and blanks at the end.
    let stem = stem.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let device = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let is_device = matches!(device.as_str(), "con" | "prn" | "aux" | "nul")
        || ["com", "lpt"].iter().any(|port| {
            device.strip_prefix(port).is_some_and(|rest| rest.chars().count() == 1 && rest != "0")
        });
    match stem {
        "" => "-".to_owned(),
        stem if is_device => format!("-{stem}"),
        stem => stem.to_owned(),
    }
}

/// A tag as Obsidian takes it: without blanks and most signs, and with more than digits. `None`
/// where nothing is left.
pub fn tag(text: &str) -> Option<String> {
    let mut tag = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '_' | '-' | '/' => tag.push(c),
            c if c.is_alphanumeric() => tag.push(c),
            // Emoji are allowed; ASCII signs and punctuation are not.
            c if !c.is_ascii() && !c.is_whitespace() && !c.is_control() && !is_punctuation(c) => {
                tag.push(c);
            }
            _ if !tag.ends_with('-') => tag.push('-'),
            _ => {}
        }
    }
    let tag = tag.trim_matches(['-', '/']);
    if tag.is_empty() {
        return None;
    }
    let is_number = tag.chars().all(|c| c.is_ascii_digit());
    Some(if is_number { format!("_{tag}") } else { tag.to_owned() })
}

fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// A link to another note with the text that is shown for it.
pub fn link(stem: &str, text: &str) -> String {
    let mut shown = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !shown.is_empty() && !word.is_empty() {
            shown.push(' ');
        }
        shown.extend(word.chars().map(|c| match c {
            '[' | '{' => '(',
            ']' | '}' => ')',
            '|' => '/',
            c => c,
        }));
    }
    let shown: String = shown.chars().take(MAX_LINK_CHARS).collect();
    if shown.is_empty() { format!("[[{stem}]]") } else { format!("[[{stem}|{shown}]]") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_that_every_system_takes() {
        for (text, stem) in [
            ("../../etc/passwd", "-..-etc-passwd"),
            ("A: B? \"C\" <d>|*#^[e]", "A- B- -C- -d------e-"),
            (".hidden.", "hidden"),
            ("CON", "-CON"),
            ("com1.txt", "-com1.txt"),
            ("comet", "comet"),
            ("aux .x", "-aux .x"),
            ("", "-"),
            (" . ", "-"),
            ("论文 😀", "论文 😀"),
            ("a\nb\0c", "a-b-c"),
        ] {
            assert_eq!(file_stem(text), stem, "{text}");
        }
        assert!(file_stem(&"长".repeat(300)).len() <= MAX_STEM_BYTES);
    }

    #[test]
    fn a_tag_has_no_blanks_and_more_than_digits() {
        for (text, expected) in [
            ("to teach, soon", Some("to-teach-soon")),
            ("2024", Some("_2024")),
            ("组会/第一次", Some("组会/第一次")),
            ("（重要）！", Some("重要")),
            ("#a:b", Some("a-b")),
            ("🔥", Some("🔥")),
            ("---", None),
            ("", None),
        ] {
            assert_eq!(tag(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_text_of_a_link_can_not_end_it() {
        assert_eq!(link("2601.00001", "A [[B]] | {C}\n d"), "[[2601.00001|A ((B)) / (C) d]]");
        assert_eq!(link("2601.00001", " "), "[[2601.00001]]");
    }
}
