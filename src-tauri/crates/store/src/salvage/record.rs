//! A row's record, read without SQLite.

use super::pages::varint;
use rusqlite::types::Value;

/// The most columns: none of our tables has more.
const MAX_COLUMNS: usize = 64;

/// The values of a record; `None` where its parts do not fill it exactly or a text is not UTF-8.
pub(super) fn values(payload: &[u8]) -> Option<Vec<Value>> {
    let mut at = 0;
    let header = usize::try_from(varint(payload, &mut at)?)
        .ok()
        .filter(|&header| header <= payload.len())?;
    let mut types = Vec::new();
    while at < header {
        types.push(varint(payload, &mut at)?);
        if types.len() > MAX_COLUMNS {
            return None;
        }
    }
    if at != header {
        return None;
    }
    let values =
        types.into_iter().map(|kind| value(payload, &mut at, kind)).collect::<Option<Vec<_>>>()?;
    (at == payload.len()).then_some(values)
}

fn value(payload: &[u8], at: &mut usize, kind: i64) -> Option<Value> {
    let mut take = |length: usize| {
        let bytes = payload.get(*at..at.checked_add(length)?)?;
        *at += length;
        Some(bytes)
    };
    Some(match kind {
        0 => Value::Null,
        1..=6 => {
            let bytes = take([1, 2, 3, 4, 6, 8][usize::try_from(kind - 1).ok()?])?;
            let sign = if bytes[0] & 0x80 == 0 { 0 } else { -1 };
            Value::Integer(bytes.iter().fold(sign, |value, &byte| value << 8 | i64::from(byte)))
        }
        7 => Value::Real(f64::from_be_bytes(take(8)?.try_into().ok()?)),
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        12.. => {
            let bytes = take(usize::try_from((kind - 12) / 2).ok()?)?.to_vec();
            if kind % 2 == 0 {
                Value::Blob(bytes)
            } else {
                Value::Text(String::from_utf8(bytes).ok()?)
            }
        }
        _ => return None,
    })
}
