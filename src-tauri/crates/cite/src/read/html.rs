//! Notes that Zotero keeps as HTML.

/// The text of a note: without tags, if it has such as Zotero writes.
pub fn without_tags(note: &str) -> String {
    if !["<p", "<div", "<br", "<span", "<h1"].iter().any(|tag| note.contains(tag)) {
        return note.to_owned();
    }
    let mut text = String::with_capacity(note.len());
    let mut rest = note;
    while let Some(begin) = rest.find('<') {
        text.push_str(&rest[..begin]);
        let tag = &rest[begin..];
        let end = tag.bytes().take(300).position(|byte| byte == b'>').map_or(1, |end| end + 1);
        if end == 1 {
            text.push('<');
        } else if ["</p>", "<br", "</li>", "</div>", "</h"].iter().any(|end| tag.starts_with(end)) {
            text.push('\n');
        }
        rest = &tag[end..];
    }
    text.push_str(rest);
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&#39;", "'")];
    for (entity, sign) in entities {
        text = text.replace(entity, sign);
    }
    text.replace("&amp;", "&").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::without_tags;

    #[test]
    fn notes_are_text() {
        assert_eq!(
            without_tags("<div><p>A &amp; b &lt; <b>c</b></p><p>d</p></div>"),
            "A & b < c\nd"
        );
        assert_eq!(without_tags("if a < b and c > d"), "if a < b and c > d");
        assert!(without_tags(&"<p".repeat(100_000)).len() <= 200_000);
    }
}
