//! Words that may be meant by one another when somebody describes a paper: the built-in table, and
//! the user's own lines.
//!
//! It is wider than the synonyms, and serves the loosest pass alone: there a wrong word costs a
//! place in the order, never a strict hit.

use crate::analyser::stems;
use crate::synonyms;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The table as it is written down.
pub(crate) const TABLE: &str = include_str!("glossary.txt");

/// The largest number of bytes and lines of a user's table, and of names in a line, that are read.
pub const MAX_GLOSSARY_BYTES: usize = 1 << 20;
const MAX_LINES: usize = 20_000;
const MAX_NAMES: usize = 32;
/// The longest name; a longer one is a sentence.
const MAX_NAME_BYTES: usize = 64;
/// The largest number of words of a name …
pub(crate) const MAX_NAME_WORDS: usize = 5;
/// … or of characters of a script without spaces.
pub(crate) const MAX_NAME_CHARS: usize = 12;

/// English stop words.
const STOP_WORDS: &str = "a an the of to in on at by for from with and or nor but not no is are was \
    were be been being it its this that these those as than then so such who whom whose what where \
    when how which why while do does did done has have had can could may might must shall should \
    will would i you he she we they them their theirs our your his her my me us him into onto over \
    under between within without about above after again all also any because before both few more \
    most other others some only own same too very just now up out off down there here if one even \
    per via use uses used using paper papers way something thing things really make makes making \
    made get gets getting got look looks looking inside against somebody someone everybody everyone \
    anybody anything everything nothing much many little lot every each instead rather quite still \
    never always often ever want wants need needs take takes taking give gives giving let lets come \
    comes going goes say says like well kind sort bit part able try tries trying s t re ve ll don";

/// A name of a concept, as it is looked for in the whole paper.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Name {
    /// Its terms, without stop words. Never empty.
    pub terms: Vec<String>,
    /// Whether it is written without spaces.
    pub han: bool,
}

#[derive(Debug, Default)]
struct Groups {
    groups: Vec<Vec<Name>>,
    by_key: HashMap<String, Vec<usize>>,
}

/// The user's own lines, beside the built-in tables.
#[derive(Debug, Default)]
pub struct Glossary(Groups);

static BUILT_IN: LazyLock<Groups> =
    LazyLock::new(|| Groups::read(synonyms::TABLE.lines().chain(TABLE.lines())));

static STOPS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words: Vec<&str> = STOP_WORDS.split_whitespace().collect();
    words.sort_unstable();
    words
});

/// Reads the built-in tables, unless they were read.
pub(crate) fn warm() {
    LazyLock::force(&BUILT_IN);
}

/// Whether characters without spaces are a name in the built-in tables.
pub(crate) fn is_known(characters: &str) -> bool {
    BUILT_IN.by_key.contains_key(characters)
}

/// Whether an English word is a stop word.
pub(crate) fn is_stop_word(word: &str) -> bool {
    STOPS.binary_search(&word).is_ok()
}

impl Glossary {
    /// Reads a user's table: a group of names a line, parted by `=`; lines that begin with `#` are
    /// comments. What can't be used is passed over.
    pub fn new(text: &str) -> Self {
        let mut end = text.len().min(MAX_GLOSSARY_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Self(Groups::read(text[..end].lines().take(MAX_LINES)))
    }

    /// How many groups were read.
    pub fn groups(&self) -> usize {
        self.0.groups.len()
    }

    /// The names in all groups that hold the name with this key, each once; none when it is
    /// unknown. `own`: the user's table, beside the built-in ones.
    pub(crate) fn names(own: Option<&Self>, key: &str) -> Vec<Name> {
        let tables = [Some(&*BUILT_IN), own.map(|own| &own.0)];
        let mut names: Vec<Name> =
            tables.into_iter().flatten().flat_map(|table| table.names(key)).cloned().collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl Groups {
    fn read<'t>(lines: impl Iterator<Item = &'t str>) -> Self {
        let mut read = Self::default();
        for line in lines.map(str::trim).filter(|line| !line.starts_with('#')) {
            let written: Vec<&str> =
                line.split('=').map(str::trim).filter(|name| is_name(name)).collect();
            let group = read.groups.len();
            let mut names = Vec::new();
            for written in written.iter().take(MAX_NAMES) {
                names.extend(Name::of(written));
                if let Some(key) = key(written) {
                    let groups = read.by_key.entry(key).or_default();
                    // A group may name one word in two spellings.
                    if groups.last() != Some(&group) {
                        groups.push(group);
                    }
                }
            }
            read.groups.push(names);
        }
        read
    }

    fn names(&self, key: &str) -> impl Iterator<Item = &Name> {
        self.by_key.get(key).into_iter().flatten().flat_map(|&group| &self.groups[group])
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= MAX_NAME_BYTES
}

impl Name {
    fn of(text: &str) -> Option<Self> {
        let mut terms = stems(text);
        let meant = terms.iter().filter(|term| !is_stop_word(term)).count();
        if meant > 0 {
            terms.retain(|term| !is_stop_word(term));
        }
        // Words in another order are the same for a paper as a whole.
        terms.sort_unstable();
        terms.dedup();
        let han = terms.iter().any(|term| term.chars().any(is_han));
        (!terms.is_empty()).then_some(Self { terms, han })
    }
}

/// How a name is looked up: its characters, or the stems of its words. `None` for a mix of both and
/// for nothing.
pub(crate) fn key(text: &str) -> Option<String> {
    let folded = crate::folded(text);
    let bare: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    if !bare.is_empty() && bare.chars().all(is_han) {
        return (bare.chars().count() <= MAX_NAME_CHARS).then_some(bare);
    }
    let words = stems(text);
    let fits = !bare.chars().any(is_han) && (1..=MAX_NAME_WORDS).contains(&words.len());
    fits.then(|| words.join(" "))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn names(own: Option<&Glossary>, text: &str) -> Vec<String> {
        Glossary::names(own, &key(text).unwrap())
            .into_iter()
            .map(|name| name.terms.join("+"))
            .collect()
    }

    /// Every line of the table is used, and none is repeated.
    #[test]
    fn the_table_is_well_formed() {
        let (mut groups, mut pairs) = (0, 0);
        for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let written: Vec<&str> = line.split('=').map(str::trim).collect();
            let (zh, en): (Vec<&str>, Vec<&str>) =
                written.iter().partition(|name| name.chars().any(is_han));
            assert!(!zh.is_empty() && !en.is_empty(), "a group has both languages: {line}");
            for (at, name) in written.iter().enumerate() {
                assert!(is_name(name), "“{name}” is no name: {line}");
                assert!(!written[..at].contains(name), "“{name}” is listed twice: {line}");
                // A single character is looked up and searched by its other names.
                let is_character = name.chars().count() == 1;
                assert!(is_character || Name::of(name).is_some(), "nothing to ask for: {line}");
            }
            groups += 1;
            pairs += zh.len() * en.len();
        }
        assert!(groups >= 1_700 && pairs >= 4_000, "{groups} groups, {pairs} pairs");
    }

    #[test]
    fn a_word_of_either_language_has_the_names_of_the_other_in_any_form() {
        assert!(names(None, "糊").contains(&"blurri".to_owned()));
        assert!(names(None, "Blurred").contains(&"模糊".to_owned()));
        assert!(names(None, "optical flows").contains(&"光流".to_owned()));
        assert!(names(None, "光流").contains(&"flow+optic".to_owned()));
        assert!(names(None, "no such name at").is_empty());
    }

    #[test]
    fn a_users_table_adds_to_the_built_in_one_and_never_fails() {
        let own = Glossary::new("# mine\n光流 = pixel motion\n\n=\n = = \n单独\n小红书 = RedNote");
        assert!(names(Some(&own), "光流").contains(&"flow+optic".to_owned()));
        assert!(names(Some(&own), "光流").contains(&"motion+pixel".to_owned()));
        assert_eq!(names(Some(&own), "小红书"), ["rednot", "小红+红书"]);
        let long = format!("{} = b\n{}", "长".repeat(2_000_000), "a = b = ".repeat(100_000));
        assert!(Glossary::new(&long).groups() <= MAX_LINES);
    }
}
