//! Footnotes stand where they are referred to, in brackets: nothing in a web view has to be jumped to and back from.

use super::tidy::text;
use comrak::Arena;
use comrak::nodes::{Node, NodeValue};
use std::collections::HashMap;

/// Moves each footnote to the first place that refers to it. One that nothing refers to is dropped, as everywhere.
pub fn put_in_place<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let (mut notes, mut places) = (HashMap::new(), Vec::new());
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::FootnoteDefinition(note) => drop(notes.insert(note.name.clone(), node)),
            NodeValue::FootnoteReference(place) => places.push((node, place.name.clone())),
            _ => {}
        }
    }
    for note in notes.values() {
        note.detach();
    }
    for (place, name) in places {
        let Some(note) = notes.remove(&name) else {
            place.detach();
            continue;
        };
        place.insert_before(text(arena, " (".to_owned()));
        for (number, paragraph) in note.children().collect::<Vec<_>>().into_iter().enumerate() {
            if number > 0 {
                place.insert_before(text(arena, " ".to_owned()));
            }
            for piece in paragraph.children().collect::<Vec<_>>() {
                place.insert_before(piece);
            }
        }
        place.data_mut().value = NodeValue::Text(")".into());
    }
}
