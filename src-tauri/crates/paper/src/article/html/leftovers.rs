//! The remaining text of an environment that was not converted.

/// Where the options of a box end that a text begins with, as `max width=0.97` of an `adjustbox`
/// that was not converted.
pub(super) fn box_options(text: &str) -> Option<usize> {
    const KEYS: [&str; 22] = [
        "width",
        "height",
        "totalheight",
        "depth",
        "scale",
        "angle",
        "trim",
        "clip",
        "center",
        "left",
        "right",
        "valign",
        "margin",
        "frame",
        "rotate",
        "minipage",
        "keepaspectratio",
        "raise",
        "padding",
        "env",
        "nofloat",
        "tabular",
    ];
    const UNITS: [&str; 16] = [
        "textwidth",
        "linewidth",
        "columnwidth",
        "textheight",
        "paperwidth",
        "hsize",
        "width",
        "pt",
        "cm",
        "mm",
        "in",
        "em",
        "ex",
        "px",
        "true",
        "!",
    ];
    let (mut at, mut end, mut set) = (0, None, false);
    loop {
        let skip = |at: usize, chars: &[char]| {
            at + text[at..].len() - text[at..].trim_start_matches(chars).len()
        };
        at = skip(at, &[' ', '\n', '[', '{']);
        for word in ["max", "min"] {
            at += text[at..]
                .strip_prefix(word)
                .filter(|rest| rest.starts_with(' '))
                .map_or(0, |_| word.len() + 1);
        }
        let key = KEYS.iter().find(|key| {
            text[at..]
                .strip_prefix(**key)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        });
        let Some(key) = key else { break };
        at += key.len();
        let after = skip(at, &[' ']);
        if let Some(value) = text[after..].strip_prefix('=') {
            set = true;
            at = after + 1 + value.len()
                - value
                    .trim_start_matches(|c: char| {
                        c.is_ascii_digit() || matches!(c, '.' | ' ' | '-')
                    })
                    .len();
            at = skip(at, &['\\']);
            at += UNITS
                .iter()
                .find(|unit| text[at..].starts_with(**unit))
                .map_or(0, |unit| unit.len());
            // The value was a word.
            if text[after + 1..at].trim().is_empty() {
                at += text[at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            }
        }
        at = skip(at, &[' ', ']', '}']);
        end = Some(at);
        if !text[at..].starts_with(',') {
            break;
        }
        at += 1;
    }
    end.filter(|_| set)
}

#[cfg(test)]
mod tests {
    use super::box_options;

    #[test]
    fn the_options_of_a_box_are_distinguished_from_sentences() {
        for options in [
            "max width=0.97",
            "width=1.0\\textwidth",
            "max width=\\linewidth,center",
            "[width=0.8textwidth, height=3cm]",
            "scale=0.9",
            "center, max width=433.62pt",
        ] {
            assert_eq!(box_options(options), Some(options.len()), "{options}");
        }
        for sentence in [
            "The width=3 case",
            "Width matters",
            "centre",
            "max over all",
            "height of plants",
            "left and right",
        ] {
            assert_ne!(box_options(sentence), Some(sentence.len()), "{sentence}");
        }
    }
}
