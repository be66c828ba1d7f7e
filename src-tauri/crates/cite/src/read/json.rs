//! JSON read item by item, so that the items before a fault are not lost.

use serde::de::{
    Deserialize, Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer,
};
use serde_json::Value;
use std::fmt;

/// Gives each item of an array, or an object that is none, to `each`, until that answers `false` or
/// a fault comes.
///
/// # Errors
/// When the text is no array or object, or not to its end.
pub fn json_items(text: &str, each: impl FnMut(Value) -> bool) -> Result<(), serde_json::Error> {
    serde_json::Deserializer::from_str(text).deserialize_any(Items(each))
}

struct Items<F>(F);

impl<'de, F: FnMut(Value) -> bool> Visitor<'de> for Items<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element()? {
            if !(self.0)(item) {
                // What is left is of no interest, and reading it may fail.
                while items.next_element::<serde::de::IgnoredAny>()?.is_some() {}
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, fields: A) -> Result<(), A::Error> {
        (self.0)(Value::deserialize(MapAccessDeserializer::new(fields))?);
        Ok(())
    }
}
