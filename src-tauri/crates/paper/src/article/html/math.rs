//! Converts the LaTeX of LaTeXML's `alttext` to the form between dollar signs.

/// A formula and what it hides.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Formula {
    pub(super) tex: String,
    /// Text in white.
    pub(super) hidden: String,
}

pub(super) fn formula(alttext: &str) -> Formula {
    let mut formula = Formula::default();
    let tex = without_comments(alttext);
    let tex = if tex.contains("phantom") || tex.contains("color") {
        without_hidden(&tex, &mut formula.hidden)
    } else {
        tex
    };
    let tex = tex.trim();
    let tex = tex
        .strip_prefix("\\displaystyle")
        .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        .unwrap_or(tex);
    formula.tex = fit(tex.trim());
    formula
}

/// Takes out `%` at line ends, which TeX reads as "no space here", and joins lines.
fn without_comments(tex: &str) -> String {
    let mut out = String::with_capacity(tex.len());
    for line in tex.split('\n') {
        let line = line.trim_end();
        match line.strip_suffix('%') {
            Some(before) if backslashes_before(before).is_multiple_of(2) => out.push_str(before),
            _ => {
                out.push_str(line);
                out.push(' ');
            }
        }
    }
    out
}

fn backslashes_before(text: &str) -> usize {
    text.bytes().rev().take_while(|&byte| byte == b'\\').count()
}

/// Dollar signs inside become `\(` and `\)`, per cent signs are escaped, and the last character is
/// no lone backslash.
fn fit(tex: &str) -> String {
    let mut out = String::with_capacity(tex.len());
    let mut escaped = false;
    let mut opens = true;
    for c in tex.chars() {
        match c {
            '$' if !escaped => {
                out.push_str(if opens { "\\(" } else { "\\)" });
                opens = !opens;
            }
            '%' if !escaped => out.push_str("\\%"),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    if escaped {
        out.pop();
    }
    out.truncate(out.trim_end().len());
    out
}

/// Leaves out phantoms, text in white, and colours, which the user's window cannot set.
fn without_hidden(tex: &str, hidden: &mut String) -> String {
    let mut out = String::with_capacity(tex.len());
    let mut rest = tex;
    let mut depth = 0usize;
    // The depth at which white began: it ends with the group.
    let mut white: Option<usize> = None;
    while let Some(c) = rest.chars().next() {
        let target = if white.is_some() { &mut *hidden } else { &mut out };
        if c != '\\' {
            match c {
                '{' => depth += 1,
                '}' => {
                    depth = depth.saturating_sub(1);
                    if white.is_some_and(|from| depth < from) {
                        white = None;
                        out.push(c);
                        rest = &rest[1..];
                        continue;
                    }
                }
                _ => {}
            }
            target.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let name = rest[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let (command, after) = rest.split_at(1 + name);
        let mut arguments = Arguments(after);
        match command {
            "\\phantom" | "\\hphantom" | "\\vphantom" => {
                // It only reserves space: nothing is hidden from a person.
                arguments.group();
            }
            "\\definecolor" => {
                arguments.option();
                (0..3).for_each(|_| {
                    arguments.group();
                });
            }
            "\\color" => {
                let model = arguments.option();
                if is_white(model, arguments.group().unwrap_or_default()) {
                    white = white.or(Some(depth));
                }
            }
            "\\textcolor" => {
                let model = arguments.option();
                if is_white(model, arguments.group().unwrap_or_default()) {
                    hidden.push_str(arguments.group().unwrap_or_default());
                    hidden.push(' ');
                }
            }
            _ => {
                target.push_str(command);
                // `\{` is one sign, no group.
                let sign =
                    if name == 0 { after.chars().next().map_or(0, char::len_utf8) } else { 0 };
                target.push_str(&after[..sign]);
                arguments.0 = &after[sign..];
            }
        }
        rest = arguments.0;
    }
    out
}

fn is_white(model: Option<&str>, value: &str) -> bool {
    match model {
        Some("rgb") | Some("gray") => {
            value.split(',').all(|part| part.trim().parse::<f32>().is_ok_and(|part| part > 0.9))
        }
        Some("RGB") => {
            value.split(',').all(|part| part.trim().parse::<f32>().is_ok_and(|part| part > 229.0))
        }
        Some("HTML") => u32::from_str_radix(value.trim(), 16)
            .is_ok_and(|rgb| rgb.to_be_bytes()[1..].iter().all(|&part| part > 229)),
        Some("cmyk") => {
            value.split(',').all(|part| part.trim().parse::<f32>().is_ok_and(|part| part < 0.1))
        }
        _ => value.trim().eq_ignore_ascii_case("white"),
    }
}

/// What follows a command.
struct Arguments<'a>(&'a str);

impl<'a> Arguments<'a> {
    fn option(&mut self) -> Option<&'a str> {
        let text = self.0.trim_start().strip_prefix('[')?;
        // No colour model has a longer name; looking further again and again would take long.
        let end = text.bytes().take(64).position(|byte| byte == b']')?;
        self.0 = &text[end + 1..];
        Some(&text[..end])
    }

    /// The inside of a group in braces; a missing last brace closes at the end.
    fn group(&mut self) -> Option<&'a str> {
        let text = self.0.trim_start().strip_prefix('{')?;
        let (mut depth, mut escaped) = (1usize, false);
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'{' if !escaped => depth += 1,
                b'}' if !escaped => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.0 = &text[at + 1..];
                return Some(&text[..at]);
            }
            escaped = byte == b'\\' && !escaped;
        }
        self.0 = "";
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tex(alttext: &str) -> String {
        formula(alttext).tex
    }

    #[test]
    fn a_formula_is_made_fit_for_dollar_signs() {
        assert_eq!(tex(" \\displaystyle a_{i}<b "), "a_{i}<b");
        assert_eq!(tex("\\displaystylex"), "\\displaystylex");
        assert_eq!(tex("a\\_\\_%\n\\_b"), "a\\_\\_\\_b");
        assert_eq!(tex("50\\%\nof"), "50\\% of");
        assert_eq!(tex("5%of"), "5\\%of");
        assert_eq!(tex("\\text{if $x$}"), "\\text{if \\(x\\)}");
        assert_eq!(tex("\\$3"), "\\$3");
        assert_eq!(tex("a\\ "), "a");
        assert_eq!(tex("a\\\\"), "a\\\\");
    }

    #[test]
    fn phantoms_white_and_colours_are_left_out() {
        let it = formula("a\\phantom{\\text{wide}}+{\\color[rgb]{1,1,1}\\text{obey}b}c");
        assert_eq!((it.tex.as_str(), it.hidden.trim()), ("a+{}c", "\\text{obey}b"));
        assert_eq!(tex("{\\color[rgb]{1,0,0}\\definecolor[named]{p}{rgb}{1,0,0}x}"), "{x}");
        assert_eq!(formula("x\\phantom{=}y"), Formula { tex: "xy".into(), hidden: String::new() });
        assert_eq!(formula("\\textcolor{white}{no}y").tex, "y");
        assert_eq!(tex("\\color[rgb]{1,1,1"), "");
        assert_eq!(tex("\\{\\color{red}a\\}"), "\\{a\\}");
    }
}
