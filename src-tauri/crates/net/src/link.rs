//! The `Link` header (RFC 8288), as far as it names the next page.

use crate::Next;
use url::Url;

/// The target of `rel="next"` among `Link` headers, resolved against the page they came with.
pub(crate) fn next<'a>(headers: impl Iterator<Item = &'a str>, page: &Url) -> Next {
    let Some(target) = headers.flat_map(links).find(|link| link.is_next).map(|link| link.target)
    else {
        return Next::End;
    };
    match page.join(target) {
        Ok(url) if url.origin() == page.origin() => Next::Page(url),
        _ => Next::Elsewhere(target.to_owned()),
    }
}

struct Link<'a> {
    target: &'a str,
    is_next: bool,
}

fn links(header: &str) -> impl Iterator<Item = Link<'_>> {
    let mut rest = header;
    std::iter::from_fn(move || {
        let (target, behind) = rest.split_once('<')?.1.split_once('>')?;
        let (parameters, after) =
            behind.split_at(outside_quotes(behind, ',').next().unwrap_or(behind.len()));
        rest = after;
        Some(Link { target, is_next: is_next(parameters) })
    })
}

fn is_next(parameters: &str) -> bool {
    let mut start = 0;
    let ends: Vec<usize> = outside_quotes(parameters, ';').chain([parameters.len()]).collect();
    ends.into_iter().any(|end| {
        let parameter = parameters[start..end].trim_start_matches(';');
        start = end;
        parameter.split_once('=').is_some_and(|(name, value)| {
            let relations = value.trim().trim_matches('"');
            name.trim().eq_ignore_ascii_case("rel")
                && relations.split_whitespace().any(|one| one.eq_ignore_ascii_case("next"))
        })
    })
}

/// Where `mark` is outside quoted strings.
fn outside_quotes(text: &str, mark: char) -> impl Iterator<Item = usize> {
    let mut quoted = false;
    text.char_indices().filter_map(move |(at, character)| {
        quoted ^= character == '"';
        (character == mark && !quoted).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next_of(headers: &[&str]) -> Next {
        next(
            headers.iter().copied(),
            &Url::parse("https://huggingface.co/api/daily_papers?date=2026-03-02&limit=100&p=0")
                .unwrap(),
        )
    }

    fn page(url: &str) -> Next {
        Next::Page(Url::parse(url).unwrap())
    }

    #[test]
    fn the_next_page_is_found_in_every_spelling() {
        let url = "https://huggingface.co/api/daily_papers?date=2026-03-02&limit=100&p=1";
        assert_eq!(next_of(&[&format!("<{url}>; rel=\"next\"")]), page(url));
        assert_eq!(next_of(&[&format!("<{url}>;REL=next")]), page(url));
        assert_eq!(
            next_of(&[&format!(
                "</a?x=1,2;3>; title=\"a, rel=next; b\"; rel=prev, <{url}>; rel=\"last next\""
            )]),
            page(url)
        );
        assert_eq!(next_of(&["</first>; rel=first", &format!("<{url}>; rel=\"next\"")]), page(url));
        assert_eq!(
            next_of(&["<?p=1>; rel=\"next\""]),
            page("https://huggingface.co/api/daily_papers?p=1")
        );
    }

    #[test]
    fn a_list_without_a_next_page_ends() {
        for header in [
            "",
            "garbage",
            "<",
            "<unclosed; rel=next",
            "</p>",
            "</p>; rel=\"prev\"",
            "</p>; title=\"rel=next\"",
            "</p>; rel=\"nextish\"",
        ] {
            assert_eq!(next_of(&[header]), Next::End, "{header}");
        }
    }

    #[test]
    fn a_next_page_on_another_host_port_or_scheme_is_not_followed() {
        for target in [
            "https://evil.example/api",
            "//evil.example/",
            "http://huggingface.co/api",
            "https://huggingface.co:444/api",
            "file:///etc/passwd",
        ] {
            assert_eq!(
                next_of(&[&format!("<{target}>; rel=\"next\"")]),
                Next::Elsewhere(target.to_owned())
            );
        }
    }
}
