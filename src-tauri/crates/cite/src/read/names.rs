//! The names in an `author` field, still as LaTeX.

use crate::Name;
use crate::latex::text;
use std::ops::Range;

/// The most authors of a paper that are read.
pub const MAX_AUTHORS: usize = 5_000;

/// The names, and whether they end with "and others".
pub fn names(latex: &str) -> (Vec<Name>, bool) {
    let mut names = Vec::new();
    let mut is_cut = false;
    for name in split_at_and(latex).into_iter().take(MAX_AUTHORS) {
        if name.eq_ignore_ascii_case("others") {
            is_cut = true;
        } else {
            names.extend(self::name(name));
        }
    }
    (names, is_cut)
}

fn name(latex: &str) -> Option<Name> {
    if let Some(inside) = whole_group(latex) {
        let name = crate::one_line(&text(inside));
        return name.chars().any(char::is_alphanumeric).then(|| Name::parse_whole(&name));
    }
    let parts = split_at_commas(latex);
    let plain: Vec<String> = parts.iter().map(|part| text(part)).collect();
    match &plain[..] {
        _ if latex.contains("family=") => Some(extended(&plain)),
        [name] => {
            let family = words(latex).pop().unwrap_or_default();
            match latex.split_at(family.start) {
                (given, family) if whole_group(family).is_some() => {
                    Some(Name::of_parts(&text(given), "", &text(family), ""))
                }
                _ => Name::parse(name),
            }
        }
        [family, given] => Some(Name::of_parts(given, "", family, "")),
        [family, suffix, given, ..] => Some(Name::of_parts(given, "", family, suffix)),
        [] => None,
    }
    .filter(|name| name.shown().chars().any(char::is_alphanumeric))
}

/// BibLaTeX's own form: `family=Beethoven, given=Ludwig, prefix=van`.
fn extended(parts: &[String]) -> Name {
    let part = |name: &str| {
        let values = parts.iter().filter_map(|part| part.split_once('='));
        let mut values = values.filter(|(own, _)| own.trim() == name).map(|(_, value)| value);
        values.next().unwrap_or_default().trim().trim_matches('"').to_owned()
    };
    Name::of_parts(&part("given"), &part("prefix"), &part("family"), &part("suffix"))
}

/// The inside of a text that is one group of braces.
fn whole_group(latex: &str) -> Option<&str> {
    let inside = latex.strip_prefix('{')?.strip_suffix('}')?;
    // `{\"O}` is an accent. The first brace must not close before the last.
    let mut depth = 0_i32;
    let is_one = inside.bytes().all(|byte| {
        depth += i32::from(byte == b'{') - i32::from(byte == b'}');
        depth >= 0
    });
    is_one.then_some(inside)
}

/// The texts between the words `and` outside of braces, trimmed.
fn split_at_and(latex: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut begin = 0;
    for word in words(latex) {
        if latex[word.clone()].eq_ignore_ascii_case("and") {
            names.push(latex[begin..word.start].trim());
            begin = word.end;
        }
    }
    names.push(latex[begin..].trim());
    names.retain(|name| !name.is_empty());
    names
}

/// The places of the words that spaces outside of braces separate.
fn words(latex: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let (mut depth, mut begin) = (0_usize, 0);
    for (at, c) in latex.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_whitespace() => {
                words.push(begin..at);
                begin = at + c.len_utf8();
            }
            _ => {}
        }
    }
    words.push(begin..latex.len());
    words.retain(|word| !word.is_empty());
    words
}

fn split_at_commas(latex: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = latex.split(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(latex: &str) -> Vec<String> {
        let (names, _) = names(latex);
        names
            .iter()
            .map(|name| match name {
                Name::Whole(name) => format!("[{name}]"),
                Name::Person { given, particle, family, suffix } => {
                    format!("{given}|{particle}|{family}|{suffix}")
                }
            })
            .collect()
    }

    #[test]
    fn names_are_parted_outside_of_braces() {
        for (latex, expected) in [
            ("Yann LeCun and {DeepSeek-AI}", vec!["Yann||LeCun|", "[DeepSeek-AI]"]),
            (
                "{Barnes and Noble} AND\n van Beethoven, Ludwig",
                vec!["[Barnes and Noble]", "Ludwig|van|Beethoven|"],
            ),
            ("{\\\"O}zg{\\\"u}r Ak{\\i}n", vec!["Özgür||Akın|"]),
            ("King, Jr., Martin Luther", vec!["Martin Luther||King|Jr."]),
            (
                "{Ortega y Gasset}, José and Carlos {García Márquez}",
                vec!["José||Ortega y Gasset|", "Carlos||García Márquez|"],
            ),
            ("family=Beethoven, given=Ludwig, prefix=van", vec!["Ludwig|van|Beethoven|"]),
            ("张, 三 and 李四", vec!["[张三]", "[李四]"]),
            ("A B and others", vec!["A||B|"]),
            ("and and {}", vec![]),
        ] {
            assert_eq!(shown(latex), expected, "{latex}");
        }
        assert!(names("A B and others").1);
    }
}
