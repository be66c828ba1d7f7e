//! References that were read from any file are written so that reading them again gives the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paperboy_cite::{Format, Key, Style, formatted, read, write};
use std::collections::HashSet;

fuzz_target!(|bytes: &[u8]| {
    let Ok(references) = read(bytes) else { return };
    let mut taken = HashSet::new();
    let cited: Vec<_> = references
        .entries
        .into_iter()
        .map(|entry| {
            let key = Key::for_newcomer(&entry.reference, &taken);
            assert!(Key::parse(key.as_str()).is_ok() && taken.insert(key.folded()), "{key}");
            (key, entry.reference)
        })
        .collect();
    let today = paperboy_cite::CitedDate::new(2026, None, None).unwrap();
    for (_, reference) in &cited {
        assert!(!formatted(reference, Style::Apa, today).contains(['\n', '\r']));
        assert!(!formatted(reference, Style::GbT7714, today).contains(['\n', '\r']));
    }
    for format in [Format::Bibtex, Format::Biblatex, Format::Ris, Format::CslJson] {
        if cited.is_empty() {
            continue;
        }
        let file = write(format, &cited);
        let again = read(file.as_bytes()).unwrap_or_else(|_| panic!("{file}"));
        assert_eq!(again.problems, [], "{file}");
        assert_eq!(again.entries.len(), cited.len(), "{file}");
        for (entry, (key, reference)) in again.entries.iter().zip(&cited) {
            assert_eq!(entry.key.as_deref(), Some(key.as_str()), "{file}");
            assert_eq!(entry.reference.title, reference.title, "{format:?}\n{file}");
            assert_eq!(entry.reference.id, reference.id, "{file}");
            let year = reference.cited_date().map(|date| date.year);
            assert_eq!(entry.reference.date.map(|date| date.year), year, "{file}");
            if format != Format::Ris {
                assert_eq!(entry.reference.authors, reference.authors, "{format:?}\n{file}");
            }
        }
    }
});
