//! The places at which a large file of references can be divided, to be read in pieces.

use paperboy_cite::Format;

/// The end of the last complete record in the first part of a file; `None` if there is no complete
/// record, or if the format can't be divided.
pub fn records_end(beginning: &[u8], format: Format) -> Option<usize> {
    match format {
        Format::Bibtex | Format::Biblatex => last_line(beginning, b"@", is_after_entry),
        Format::Ris => last_line(beginning, b"TY ", is_after_record),
        Format::CslJson => None,
    }
}

/// The start of the last line that begins with a mark and follows the end of a record.
fn last_line(bytes: &[u8], mark: &[u8], ends_record: impl Fn(&[u8]) -> bool) -> Option<usize> {
    let mut end = bytes.len();
    while let Some(at) = bytes[..end].iter().rposition(|byte| *byte == b'\n') {
        if bytes[at + 1..].starts_with(mark) && ends_record(bytes[..at].trim_ascii_end()) {
            return Some(at + 1);
        }
        end = at;
    }
    None
}

/// Whether a text ends with an entry of BibTeX. A line of an abstract may begin like one.
fn is_after_entry(text: &[u8]) -> bool {
    text.ends_with(b"}") || text.ends_with(b")")
}

fn is_after_record(text: &[u8]) -> bool {
    let line = text.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    line.starts_with(b"ER ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn parts(text: &str, format: Format) -> (&str, &str) {
        text.split_at(records_end(text.as_bytes(), format).unwrap())
    }

    #[test]
    fn a_file_is_divided_between_two_records() {
        let first = "@misc{a,\n abstract = {x\n@home y},\n}\n\n";
        let text = format!("{first}@misc{{b,\n title = {{T");
        assert_eq!(parts(&text, Format::Bibtex).0, first);
        let first = "TY  - UNPD\r\nTI  - One\r\nER  - \r\n\r\n";
        let text = format!("{first}TY  - UNPD\r\nTI  - Two\r\n");
        assert_eq!(parts(&text, Format::Ris).0, first);
        assert_eq!(records_end(b"@misc{a, title = {T}", Format::Bibtex), None);
        assert_eq!(records_end(b"[{}\n,{}]", Format::CslJson), None);
    }
}
