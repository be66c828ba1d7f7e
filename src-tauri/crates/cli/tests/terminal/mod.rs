//! No text from outside commands the terminal, whichever command prints it.

use crate::harness::{Library, Run, report};

/// Sets a terminal's title, in both forms of control characters, fills its clipboard, turns the
/// direction of writing, and says something that only programs see.
const ORDERS: &str = "\u{1b}]0;pwned\u{7}\u{9d}0;pwned\u{9c}\u{1b}]52;c;cHduZWQ=\u{1b}\\\u{202e}dem\u{2066}x\u{7f}\u{200f}\u{e0068}\u{e0069}\u{e007f}x\u{200b}\u{2060}y\u{fe03}\r";

fn clean(run: &Run, what: &str) {
    let stdout = String::from_utf8(run.stdout.clone()).unwrap();
    for (name, text) in [("stdout", &stdout), ("stderr", &run.stderr)] {
        let obeyed = |c: char| {
            (c.is_control() && !matches!(c, '\n' | '\t'))
                || "\u{61c}\u{200e}\u{200f}".contains(c)
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
                || ('\u{e0000}'..='\u{e0fff}').contains(&c)
                || "\u{200b}\u{2060}\u{fe03}".contains(c)
        };
        assert!(!text.contains(obeyed), "{what}: {name}: {text:?}");
    }
}

#[test]
fn what_is_printed_of_a_text_holds_no_control_character_and_no_override() {
    let library = Library::new();
    // The control sequences are in the title, in each section, and in the text outside of papers.
    let text: String = report("2026-01-05", 3)
        .lines()
        .map(|line| {
            if line.len() > 3
                && !line.contains("http")
                && !line.starts_with("===")
                && !line.starts_with("**")
                && !line.starts_with("# ")
                && !line.starts_with("### ")
                && !line.contains("阅读来源")
            {
                format!("{line}{ORDERS}\n")
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    let file = library.write(&format!("day{}.md", ORDERS.replace(['/', '\r'], "")), &text);
    let import = library.run(&["import", &file]);
    clean(&import, "import");
    let list = library.run(&["list", "--json"]);
    clean(&list, "list --json");
    let id = list.json()[0]["id"].as_str().unwrap().to_owned();
    assert!(
        list.json()[0]["title"].as_str().unwrap().contains("pwned"),
        "the orders are in the library"
    );
    clean(&library.run(&["note", &id, ORDERS]), "note");
    clean(&library.run(&["tag", &id, &format!("+t{ORDERS}")]), "tag");
    clean(
        &library.run(&[
            "saved",
            "add",
            &format!("name{ORDERS}"),
            &format!("date:2026 OR x{ORDERS}"),
        ]),
        "saved add",
    );
    for words in [
        &["list"][..],
        &["days"],
        &["show", &id],
        &["show", &id, "--json"],
        &["note", &id],
        &["search", "date:2026"],
        &["search", "pwned", "--explain"],
        &["search", ORDERS, "--explain"],
        &["search", "pwned", "--json"],
        &["related", &id],
        &["saved"],
        &["saved", "--json"],
        &["saved", "run", &format!("no{ORDERS}")],
        &["export", &id, "--format", "json"],
        &[
            "export",
            "2026-01-05",
            "--format",
            "markdown",
            "--out",
            &library.path(&format!("no/{ORDERS}")),
        ],
        &["import", &library.path(&format!("missing{ORDERS}"))],
        &["list", &format!("2026{ORDERS}")],
        &["settings", &format!("no{ORDERS}")],
        &["restore", &library.path(&format!("missing{ORDERS}"))],
        &["--library", &file, "days"],
        &[&format!("frobnicate{ORDERS}")],
        &["list", &format!("--no{ORDERS}")],
    ] {
        clean(&library.run(words), &format!("{words:?}"));
    }
    // Only a terminal does not get the bytes as they are.
    assert!(
        String::from_utf8(library.run(&["show", &id, "--markdown"]).stdout)
            .unwrap()
            .contains("\u{1b}]0;pwned")
    );
    assert!(
        library.run(&["show", &id]).stdout.windows(3).any(|bytes| bytes == "␛".as_bytes()),
        "shown as a picture"
    );
}
