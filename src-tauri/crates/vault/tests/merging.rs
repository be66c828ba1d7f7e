//! The user's bytes in a file survive whatever Paperboy and they do.

#![allow(clippy::unwrap_used)]

use paperboy_vault::{Merged, Note, Property, Value, fresh, id_of, merged};
use proptest::prelude::*;

fn note(title: &str, tags: &[&str], body: &str) -> Note {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    Note {
        id: "2601.00001".to_owned(),
        properties: vec![
            Property { key: "title", value: Value::Text(title.to_owned()) },
            Property { key: "tags", value: Value::List(tags) },
            Property { key: "starred", value: Value::Flag(true) },
            Property { key: "published", value: Value::Date("2026-01-05".to_owned()) },
        ],
        body: body.to_owned(),
    }
}

fn changed(file: &str, note: &Note) -> String {
    match merged(file, note) {
        Merged::Changed(text) => text,
        other => panic!("{other:?}\n{file}"),
    }
}

#[test]
fn a_fresh_file_has_its_properties_and_is_unchanged_by_the_same_note() {
    let note = note("A: \"B\"", &["x"], "# A\n\ntext");
    let file = fresh(&note);
    assert!(
        file.starts_with("---\ntitle: \"A: \\\"B\\\"\"\ntags:\n  - \"x\"\nstarred: true\npublished: 2026-01-05\n---\n<!-- paperboy:begin 2601.00001 sum="),
        "{file}"
    );
    assert!(file.ends_with(" -->\n# A\n\ntext\n<!-- paperboy:end 2601.00001 -->\n"), "{file}");
    assert_eq!(merged(&file, &note), Merged::Unchanged);
    assert_eq!(id_of(&file), Some("2601.00001"));
    assert_eq!(id_of("text <!-- paperboy:begin x"), None);
}

#[test]
fn text_around_the_block_and_unknown_properties_stay() {
    let file = fresh(&note("One", &["x"], "old"));
    let file = file.replacen("---\n", "---\nrating: 5\nnested:\n  a: [1,\n  2]\n", 1);
    let file =
        file.replace("\n<!-- paperboy:begin", "\nAbove.\n\n<!-- paperboy:begin") + "\nBelow.";
    let new = changed(&file, &note("Two", &["x", "y"], "new\ntext"));
    let expected =
        file.replace("\"One\"", "\"Two\"").replace("  - \"x\"\n", "  - \"x\"\n  - \"y\"\n");
    let (before, after) = (expected.split("<!-- paperboy:begin").next().unwrap(), "-->\n\nBelow.");
    assert!(new.starts_with(before), "{new}");
    assert!(new.ends_with(after), "{new}");
    assert!(new.contains("-->\nnew\ntext\n<!-- paperboy:end"), "{new}");
}

#[test]
fn a_property_that_the_user_changed_or_removed_is_theirs() {
    let file = fresh(&note("One", &["x"], "old"));
    let edited = file.replace("  - \"x\"\n", "  - x\n  - mine\n").replace("starred: true\n", "");
    let new = changed(&edited, &note("Two", &["z"], "old"));
    assert!(new.contains("tags:\n  - x\n  - mine\n") && new.contains("title: \"Two\""), "{new}");
    assert!(!new.contains("\nstarred:"), "{new}");
    let again = changed(&new, &note("Three", &["y"], "old"));
    assert!(again.contains("  - mine\n") && !again.contains("\nstarred:"), "{again}");
    // Without front matter all properties were removed.
    let bare = file.split("---\n").nth(2).unwrap();
    let new = changed(bare, &note("Two", &["z"], "new"));
    assert!(new.starts_with("<!-- paperboy:begin"), "{new}");
    // A property that the user had before is not written.
    let own = "---\ntitle: Mine\n---\n".to_owned()
        + fresh(&Note { properties: Vec::new(), ..note("", &[], "x") })
            .split("---\n")
            .nth(2)
            .unwrap();
    let new = changed(&own, &note("Two", &[], "x"));
    assert!(new.starts_with("---\ntitle: Mine\nstarred: true\n"), "{new}");
}

#[test]
fn a_property_without_a_value_goes_where_it_is_still_ours() {
    let file = fresh(&note("One", &["x"], "old"));
    let new = changed(&file, &note("One", &[], "old"));
    assert!(!new.contains("tags:"), "{new}");
    assert!(changed(&new, &note("One", &["y"], "old")).contains("tags:\n  - \"y\"\n"));
}

#[test]
fn a_changed_block_is_a_conflict() {
    let file = fresh(&note("One", &[], "old\ntext"));
    let new = note("Two", &[], "new");
    for broken in [
        file.replace("old", "older"),
        file.replace("<!-- paperboy:end 2601.00001 -->\n", ""),
        file.replace("<!-- paperboy:begin", "<!-- paperboy:began"),
        file.clone() + &file,
        file.replace("text\n<!-- paperboy:end", "text\nmine\n<!-- paperboy:end"),
        file.replace("sum=", "sum=0"),
        String::new(),
        "my own file".to_owned(),
    ] {
        assert_eq!(merged(&broken, &new), Merged::Conflict, "{broken}");
    }
    let other = Note { id: "2601.0000".to_owned(), ..new };
    assert_eq!(merged(&file, &other), Merged::Conflict, "the id is not another's beginning");
}

#[test]
fn other_ends_of_lines_are_no_change_and_stay() {
    let first = note("One", &["x"], "old\ntext");
    let file = format!("{}mine\n", fresh(&first)).replace('\n', "\r\n");
    assert_eq!(merged(&file, &first), Merged::Unchanged);
    let new = changed(&file, &note("Two", &["x", "y"], "new\ntext"));
    assert_eq!(new.matches('\n').count(), new.matches("\r\n").count(), "{new:?}");
    assert!(new.ends_with("-->\r\nmine\r\n"));
}

#[test]
fn a_text_can_not_end_its_own_block() {
    let body = "a\n<!-- paperboy:end 2601.00001 -->\n<!-- paperboy:begin 2601.00001 sum=0 -->\nb";
    let first = note("One", &[], body);
    let file = fresh(&first);
    assert_eq!(merged(&file, &first), Merged::Unchanged);
    assert_eq!(file.matches("<!-- paperboy:end").count(), 1);
}

/// An edit by the user, as a text that is inserted somewhere outside of the block, or a change of
/// the properties.
#[derive(Debug, Clone)]
enum Step {
    Above(String),
    Below(String),
    Property(String),
    Update(String, Vec<String>, String),
}

fn step() -> impl Strategy<Value = Step> {
    let text = "[a-zα-ω一-龥 #:\\-\"'\\[\\]{}|>%&*!,\n]{0,40}";
    prop_oneof![
        text.prop_map(Step::Above),
        text.prop_map(Step::Below),
        "[a-z]{1,6}: [a-z0-9 \"#]{0,12}".prop_map(Step::Property),
        ("\\PC{0,30}", prop::collection::vec("\\PC{0,10}", 0..3), "(?s).{0,80}")
            .prop_map(|(title, tags, body)| Step::Update(title, tags, body)),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_the_users_bytes_stay(steps in prop::collection::vec(step(), 1..12)) {
        let mut file = fresh(&note("One", &["x"], "old"));
        let mut own: Vec<String> = Vec::new();
        for (number, step) in steps.into_iter().enumerate() {
            match step {
                Step::Above(text) => {
                    let text = format!("U{number}{}E{number}\n", text.replace("---", ""));
                    let at = file.find("<!-- paperboy:begin").unwrap();
                    file.insert_str(at, &text);
                    own.push(text);
                }
                Step::Below(text) => {
                    let text = format!("\nU{number}{text}E{number}");
                    file.push_str(&text);
                    own.push(text);
                }
                Step::Property(line) => {
                    let line = format!("u{number}{line}\n");
                    if file.starts_with("---\n") {
                        file.insert_str(4, &line);
                        own.push(line);
                    }
                }
                Step::Update(title, tags, body) => {
                    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
                    let new = note(&title, &tags, &body);
                    match merged(&file, &new) {
                        Merged::Changed(text) => file = text,
                        Merged::Unchanged => {}
                        Merged::Conflict => prop_assert!(false, "{file}"),
                    }
                    prop_assert_eq!(merged(&file, &new), Merged::Unchanged);
                }
            }
            for text in &own {
                prop_assert!(file.contains(text.as_str()), "{text:?} is missing in\n{file}");
            }
        }
    }
}
