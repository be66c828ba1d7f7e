//! Files of other programs, whole and broken.

#![allow(clippy::unwrap_used)]

use paperboy_cite::{Format, MAX_BYTES, Name, NotReferences, ProblemKind, References, read};

fn taken(text: &str) -> References {
    read(text.as_bytes()).unwrap()
}

fn kinds(references: &References) -> Vec<ProblemKind> {
    references.problems.iter().map(|problem| problem.kind).collect()
}

fn titles(references: &References) -> Vec<&str> {
    references.entries.iter().map(|entry| entry.reference.title.as_str()).collect()
}

#[test]
fn the_papers_of_arxiv_are_known_in_every_usual_form() {
    for fields in [
        "eprint={1706.03762}, archivePrefix={arXiv}, primaryClass={cs.CL}",
        "eprint={1706.03762v5}, eprinttype={arxiv}",
        "eprint = 1706.03762",
        "journal={arXiv preprint arXiv:1706.03762}",
        "journal={CoRR}, volume={abs/1706.03762}",
        "journal={ArXiv}, volume={abs/1706.03762}",
        "doi={10.48550/arXiv.1706.03762}",
        "doi = {https://doi.org/10.48550/arXiv.1706.03762}",
        "url={http://arxiv.org/abs/1706.03762}",
        "url = \"https://huggingface.co/papers/1706.03762\"",
        "url={https://www.arxiv.org/pdf/1706.03762v2.pdf}",
        "url={http://export.arxiv.org/abs/1706.03762}",
        "url={https://dx.doi.org/10.48550/arXiv.1706.03762}",
        "number={arXiv:1706.03762}, publisher={arXiv}",
        "note = {arXiv:1706.03762 [cs.CL]}",
        "howpublished={\\url{https://arxiv.org/abs/1706.03762}}",
    ] {
        let read = taken(&format!("@misc{{k, title={{T}}, {fields}}}"));
        assert_eq!(read.problems, [], "{fields}");
        let id = read.entries[0].reference.id.as_ref().unwrap_or_else(|| panic!("{fields}"));
        assert_eq!(id.as_str(), "1706.03762");
        assert_eq!(read.entries[0].reference.journal, None, "{fields}");
    }
    for fields in [
        "url={https://example.org/1706.03762}",
        "url={https://example.org/arxiv.org/abs/1706.03762}",
        "url={https://notarxiv.org/abs/1706.03762}",
        "url={https://doi.org/10.1145/arxiv.org/abs/1706.03762}",
        "url={https://huggingface.co/datasets/1706.03762}",
        "doi={10.1145/1706.03762}",
        "eprint={17060376}, eprinttype={pubmed}",
        "eprint={1706.03762}, eprinttype={jstor}",
        "pages={1706.03762}",
    ] {
        let read = taken(&format!("@misc{{k, title={{T}}, {fields}}}"));
        assert_eq!(read.entries[0].reference.id, None, "{fields}");
    }
}

#[test]
fn bibtex_is_read_with_abbreviations_comments_and_accents() {
    let read = taken(
        "Some words, an address a@b.org and\n@comment{jabref-meta: x}\n\
        @STRING{nips = \"Advances in \" # {NIPS}}\n@string(me = {M{\\\"u}ller, Ute})\n\
        @Article{mueller:17,\n  title = \"{Deep} L{\\'e}vy--flights\" # { in } # \"3D\",\n\
        % a line that is left out\n  Author = me # { and Zhang, San and others},\n\
        journal = nips, month = jun # {~12}, year = 2017,\n  keywords={a, b; c},\n\
        annote = {My note}\n}\n@book (x, title = {A (small) book}, year = \"1999\")",
    );
    assert_eq!(read.format, Format::Bibtex);
    assert_eq!(titles(&read), ["Deep Lévy–flights in 3D", "A (small) book"]);
    assert_eq!(kinds(&read), [ProblemKind::AuthorsCut]);
    let first = &read.entries[0];
    assert_eq!((first.place, first.key.as_deref()), (5, Some("mueller:17")));
    let names: Vec<String> = first.reference.authors.iter().map(Name::shown).collect();
    assert_eq!(names, ["Ute Müller", "San Zhang"]);
    assert_eq!(first.reference.journal.as_deref(), Some("Advances in NIPS"));
    assert_eq!(first.reference.note.as_deref(), Some("My note"));
    assert_eq!(first.reference.tags, ["a", "b", "c"]);
    let date = first.reference.date.unwrap();
    assert_eq!((date.year, date.month), (2017, Some(6)));
}

#[test]
fn a_doi_that_no_format_could_give_back_names_no_paper() {
    for doi in ["10.1/a b", "10.1/ä", "10.1/a{b}", "10.1"] {
        let read = taken(&format!("TY  - JOUR\nDO  - {doi}\nER  - \n"));
        assert_eq!(
            (read.entries.len(), kinds(&read)),
            (0, vec![ProblemKind::NamesNoPaper]),
            "{doi}"
        );
    }
}

#[test]
fn a_broken_entry_costs_only_itself() {
    let read = taken(
        "@misc{a, title={One}}\n@misc{b, title={Two, year=2000\n@misc{c, title={Three}}\n\
        @misc{d, title=, year={2001}, doi={10.1/x}}\n@misc{e, title={Five} year={2}}\n\
        @misc{f, ###, title={Six}}\n@misc{g, year=2000}\n@misc{h, title={Eight}",
    );
    assert_eq!(titles(&read), ["One", "Three", "", "Six"]);
    assert_eq!(
        kinds(&read),
        [
            ProblemKind::NotClosed,
            ProblemKind::BrokenField,
            ProblemKind::BrokenField,
            ProblemKind::NamesNoPaper,
            ProblemKind::BrokenField,
            ProblemKind::NamesNoPaper,
            ProblemKind::NotClosed
        ]
    );
    assert_eq!(read.problems[0].place, Some(2));
    assert!(read.problems[0].to_string().starts_with("2: "), "{}", read.problems[0]);
}

#[test]
fn abbreviations_that_name_themselves_end() {
    let read = taken("@string{a = a # a}@string{b = b # b # a}\n@misc{k, title = a # b}");
    assert_eq!(titles(&read), ["aabbaa"]);
    let mut text = String::from("@string{s0 = {xxxxxxxxxx}}\n");
    for n in 1..60 {
        text.push_str(&format!("@string{{s{n} = s{} # s{}}}\n", n - 1, n - 1));
    }
    text.push_str("@misc{k, title = s59, doi = {10.1/x}}");
    assert_eq!(taken(&text).entries.len(), 1);
}

#[test]
fn ris_of_zotero_and_endnote_is_read() {
    let read = taken(
        "\u{feff}\r\nTY  - GEN\r\nTI  - A title\r\nthat goes on\r\nAU  - van Beethoven, Ludwig\r\n\
        AU  - King, Martin Luther, Jr.\r\nAU  - Kimi Team\r\nDA  - 2017/06/12/\r\nPY  - 2017\r\n\
        DO  - 10.48550/arXiv.1706.03762\r\nM1  - arXiv:1706.03762v3\r\n\
        N1  - <p>One &amp; <b>two</b></p>\r\nKW  - tag\r\nER  - \r\n\r\n\
        TY - JOUR\nT1 - Second\nA1 - Li, Wei\nY1 - 2020///\nJF - Nature\nER -\n\
        TY  - JOUR\nTI  - Third\nTY  - JOUR\nTI  - Fourth\n",
    );
    assert_eq!(titles(&read), ["A title that goes on", "Second", "Fourth"]);
    assert_eq!(kinds(&read), [ProblemKind::NotClosed, ProblemKind::NotEnded]);
    let first = &read.entries[0].reference;
    assert_eq!((first.id.as_ref().unwrap().as_str(), first.version), ("1706.03762", Some(3)));
    assert_eq!(first.note.as_deref(), Some("One & two"));
    assert_eq!(first.authors[0].shown(), "Ludwig van Beethoven");
    assert_eq!(first.authors[1].shown(), "Martin Luther King Jr.");
    assert_eq!(read.entries[1].reference.journal.as_deref(), Some("Nature"));
}

#[test]
fn csl_json_of_zotero_is_read_to_where_it_is_cut() {
    let item = r#"{"id":"http://zotero.org/users/1/items/X","type":"article","title":"T",
        "abstract":"A","DOI":"10.48550/arXiv.1706.03762","number":"arXiv:1706.03762",
        "note":"arXiv:1706.03762 [cs.CL]\nComment: 5 pages","source":"arXiv.org",
        "author":[{"family":"Vaswani","given":"Ashish"},{"literal":"Kimi Team"},
        {"family":"张","given":"三"},{"family":"Beethoven","given":"L","non-dropping-particle":"van"}],
        "issued":{"date-parts":[["2017",6,12]]}}"#;
    let read = taken(&format!("[{item}, 5, {{\"type\":\"book\"}}, {item}]"));
    assert_eq!(kinds(&read), [ProblemKind::NoObject, ProblemKind::NamesNoPaper]);
    assert_eq!(read.entries.len(), 2);
    let first = &read.entries[0].reference;
    assert_eq!(first.id.as_ref().unwrap().as_str(), "1706.03762");
    assert_eq!(
        (first.categories.join(" "), first.note.as_deref()),
        ("cs.CL".into(), Some("Comment: 5 pages"))
    );
    let names: Vec<String> = first.authors.iter().map(Name::shown).collect();
    assert_eq!(names, ["Ashish Vaswani", "Kimi Team", "张三", "L van Beethoven"]);
    let cut = taken(&format!("[{item}, {item}, {{\"type\": \"bo"));
    assert_eq!((cut.entries.len(), kinds(&cut)), (2, vec![ProblemKind::BrokenJson]));
}

#[test]
fn other_files_are_no_references() {
    for text in [
        "",
        "hello",
        "a@b.org {x}",
        "[]",
        "{}",
        "[1, 2]",
        "[{\"paper\": {\"id\": \"1706.03762\"}, \"title\": \"T\"}]",
        "{\"id\": \"1\", \"AI\": {\"tldr\": \"x\"}, \"title\": \"T\"}",
        "## 📄 [T](https://huggingface.co/papers/1706.03762)",
        "TYPE - x",
        "\u{0}\u{1}",
    ] {
        assert_eq!(read(text.as_bytes()), Err(NotReferences::NoReferences), "{text}");
    }
    assert_eq!(read(&vec![b'@'; MAX_BYTES + 1]), Err(NotReferences::TooLarge));
    assert!(NotReferences::TooLarge.to_string().contains("64 MB"));
}

#[test]
fn utf_16_is_read_and_bytes_that_are_no_text_are_reported() {
    let text = "@misc{k, title={Größe 张}}";
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(titles(&read(&bytes).unwrap()), ["Größe 张"]);
    let latin1 = read(b"@misc{k, title={Gr\xf6\xdfe}}").unwrap();
    assert_eq!(kinds(&latin1), [ProblemKind::NotUtf8]);
}

#[test]
fn nothing_takes_more_than_in_proportion_to_its_length() {
    // Each of these takes another parser minutes, or overflows its stack.
    for part in [
        "@",
        "@a{",
        "@a{b,",
        "\n@a{b,\n",
        "@a{b,c={",
        "@a(b,c=\"",
        "{",
        "}",
        "@string{a=a}",
        "%\n",
        "TY  - X\n",
        "TY  - X\nTI  - a\n",
        "[",
        "{\"a\":",
        "[{\"type\":\"x\"},",
        "#",
        ",",
        "=",
    ] {
        let text = part.repeat(300_000 / part.len());
        let _ = read(text.as_bytes());
        let _ = read(format!("@misc{{k, title={{{text}").as_bytes());
        let _ = read(format!("@misc{{k, author={{{}}}}}", "a and ".repeat(10_000)).as_bytes());
    }
    for inside in ["{}", "\\a{}", "\\'", "$", "{\\a", "\\href{", "a and ", "{x} and ", ", "] {
        let text = inside.repeat(100_000 / inside.len());
        let _ = read(format!("@misc{{k, title={{{text}}}, author={{{text}}}}}").as_bytes());
    }
}
