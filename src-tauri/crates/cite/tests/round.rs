//! What is written comes back as it was.

#![allow(clippy::unwrap_used)]

mod common;

use common::references;
use paperboy_cite::{Format, Key, Name, Reference, one_line, read, write};
use paperboy_paper::PaperId;
use proptest::prelude::*;

const FORMATS: [Format; 4] = [Format::Bibtex, Format::Biblatex, Format::Ris, Format::CslJson];

/// The reference as a format can give it back.
fn expected(reference: &Reference, format: Format) -> Reference {
    let mut expected = reference.clone();
    expected.date = reference.cited_date();
    match format {
        // Only the year; no version but in the address, no class beside the primary one.
        Format::Bibtex => {
            expected.date = expected.date.map(|date| paperboy_cite::CitedDate {
                month: None,
                day: None,
                ..date
            });
        }
        Format::Ris => {
            expected.categories.clear();
            expected.licence = None;
        }
        Format::Biblatex | Format::CslJson => expected.licence = None,
    }
    if matches!(format, Format::Bibtex | Format::Ris) && expected.url.is_some() {
        expected.version = None;
    }
    expected
}

#[test]
fn five_hundred_references_come_back_from_each_format() {
    let references = references(500);
    for format in FORMATS {
        let file = write(format, &references);
        let back = read(file.as_bytes()).unwrap();
        assert_eq!(back.format, format);
        assert_eq!(back.problems, [], "{format:?}");
        assert_eq!(back.entries.len(), 500, "{format:?}");
        for ((key, reference), entry) in references.iter().zip(&back.entries) {
            let mut expected = expected(reference, format);
            let mut read = entry.reference.clone();
            assert_eq!(entry.key.as_deref(), Some(key.as_str()));
            // RIS has no braces around a whole name, and no comma in it.
            if format == Format::Ris {
                let shown = |names: &[Name]| -> Vec<String> {
                    names.iter().map(|name| name.shown().replace(',', "")).collect()
                };
                assert_eq!(shown(&read.authors), shown(&expected.authors), "{reference:?}");
                read.authors.clear();
                expected.authors.clear();
            }
            assert_eq!(read, expected, "{format:?}\n{file:.0}");
        }
    }
}

#[test]
fn keys_of_all_are_different() {
    let references = references(500);
    let keys: std::collections::HashSet<String> =
        references.iter().map(|(key, _)| key.folded()).collect();
    assert_eq!(keys.len(), 500);
}

#[test]
fn bibtex_has_the_fields_that_arxiv_biblatex_and_zotero_know() {
    let reference = Reference {
        id: PaperId::parse("1706.03762"),
        title: "Attention Is All You Need".into(),
        authors: ["Ashish Vaswani", "DeepSeek-AI"].iter().filter_map(|n| Name::parse(n)).collect(),
        categories: vec!["cs.CL".into(), "cs.LG".into()],
        ..Default::default()
    };
    let cited = [(Key::parse("vaswani2017attention").unwrap(), reference)];
    assert_eq!(
        write(Format::Bibtex, &cited),
        "@misc{vaswani2017attention,\n  title = {Attention Is All You Need},\n  \
        author = {Vaswani, Ashish and {DeepSeek-AI}},\n  year = {2017},\n  \
        eprint = {1706.03762},\n  archivePrefix = {arXiv},\n  primaryClass = {cs.CL},\n  \
        eprinttype = {arxiv},\n  eprintclass = {cs.CL},\n  \
        doi = {10.48550/arXiv.1706.03762},\n  url = {https://arxiv.org/abs/1706.03762}\n}\n"
    );
    assert_eq!(
        write(Format::Ris, &cited),
        "TY  - UNPD\r\nID  - vaswani2017attention\r\nTI  - Attention Is All You Need\r\n\
        AU  - Vaswani, Ashish\r\nAU  - DeepSeek-AI\r\nPY  - 2017\r\nDA  - 2017/06//\r\n\
        DO  - 10.48550/arXiv.1706.03762\r\nUR  - https://arxiv.org/abs/1706.03762\r\n\
        M3  - Preprint\r\nPB  - arXiv\r\nAN  - arXiv:1706.03762\r\nER  - \r\n\r\n"
    );
    let csl: serde_json::Value = serde_json::from_str(&write(Format::CslJson, &cited)).unwrap();
    assert_eq!(
        csl,
        serde_json::json!([{
            "id": "vaswani2017attention", "type": "article", "title": "Attention Is All You Need",
            "author": [{"family": "Vaswani", "given": "Ashish"}, {"literal": "DeepSeek-AI"}],
            "issued": {"date-parts": [[2017, 6]]}, "publisher": "arXiv",
            "number": "arXiv:1706.03762", "note": "arXiv:1706.03762 [cs.CL]",
            "DOI": "10.48550/arXiv.1706.03762", "URL": "https://arxiv.org/abs/1706.03762"
        }])
    );
}

proptest! {
    #[test]
    fn any_title_and_name_come_back(
        raw in "(\\PC|[\\\\{}$%&#~^_`'\"<>|@,=\r\n\t A-Za-z0-9-]){1,80}",
        name in "[ -~äß张\n]{1,30}",
        year in 1991_i16..2099,
    ) {
        let reference = Reference {
            id: PaperId::parse("1706.03762"),
            title: one_line(&raw),
            authors: Name::parse(&name).into_iter().collect(),
            date: paperboy_cite::CitedDate::new(year, None, None),
            ..Default::default()
        };
        let cited = [(Key::parse("k").unwrap(), reference.clone())];
        for format in FORMATS {
            let file = write(format, &cited);
            let back = read(file.as_bytes()).unwrap();
            prop_assert_eq!(&back.problems, &[], "{}", file);
            prop_assert_eq!(back.entries.len(), 1, "{}", file);
            let read = &back.entries[0].reference;
            prop_assert_eq!(&read.title, &reference.title, "{}", file);
            prop_assert_eq!(read.date, reference.date);
            prop_assert_eq!(&read.id, &reference.id);
            if format == Format::Ris {
                let shown = |names: &[Name]| names.iter().map(|name| {
                    name.shown().replace(',', "").split_whitespace().collect::<String>()
                }).collect::<Vec<_>>();
                // A comma beside a word that is a suffix may move it.
                prop_assert_eq!(shown(&read.authors).len(), shown(&reference.authors).len());
            } else {
                prop_assert_eq!(&read.authors, &reference.authors, "{}", file);
            }
        }
    }
}
