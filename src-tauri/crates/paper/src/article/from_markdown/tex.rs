//! Where the LaTeX of a formula begins in the text before its reading.

use super::reading::Atom;

/// The start of the LaTeX that has these atoms and ends at the end of `text`.
pub(super) fn tex_start(text: &str, atoms: &[Atom]) -> Option<usize> {
    let mut at = text.trim_end().len();
    let mut depth = 0usize;
    let mut left = atoms;
    while !left.is_empty() || depth > 0 {
        let c = text[..at].chars().next_back()?;
        if !c.is_ascii() {
            return None;
        }
        // A sign after a backslash is one sign, or white space.
        if !c.is_ascii_alphanumeric()
            && text[..at - 1].ends_with('\\')
            && !text[..at - 1].ends_with("\\\\")
        {
            match left.split_last() {
                Some((Atom::Sign(sign), rest)) if *sign == c => left = rest,
                Some((Atom::Symbol(_), rest)) if c == '|' => left = rest,
                _ => {}
            }
            at -= 2;
            continue;
        }
        // A command: its letters belong together.
        let letters = text[..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let command = letters > 0 && text[..at - letters].ends_with('\\');
        if command {
            let name = &text[at - letters..at];
            match left.split_last() {
                Some((Atom::Symbol(_), rest)) if !is_frame(name) => left = rest,
                Some((Atom::Sign('|'), rest))
                    if matches!(name, "mid" | "vert" | "lvert" | "rvert") =>
                {
                    left = rest
                }
                Some((Atom::Sign('\''), rest)) if name == "prime" => left = rest,
                Some((Atom::Sign('*'), rest)) if matches!(name, "ast" | "star") => left = rest,
                Some((Atom::Word(word), rest)) if word == name => left = rest,
                _ => {}
            }
            at -= letters + 1;
            continue;
        }
        match left.split_last() {
            Some((Atom::Word(word), rest)) if text[..at].ends_with(word.as_str()) => {
                at -= word.len();
                left = rest;
                continue;
            }
            Some((Atom::Sign(sign), rest)) if *sign == c && !matches!(c, '{' | '}') => {
                at -= 1;
                left = rest;
                continue;
            }
            _ => {}
        }
        match c {
            '}' => depth += 1,
            '{' => depth = depth.checked_sub(1)?,
            '_' | '^' | '&' | ' ' | '\\' | '~' | ',' | '!' | ';' | ':' | '|' | '\'' | '(' | ')'
            | '[' | ']' | '.' => {}
            // A letter that the reading has not: of an environment's name, or of another text.
            c if c.is_ascii_alphanumeric() && depth > 0 => {}
            _ => return None,
        }
        at -= 1;
    }
    // The command or the script that contains the match.
    loop {
        let before = &text[..at];
        let letters = before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        if before.ends_with('\\') && !before.ends_with("\\\\") {
            at -= 1;
        } else if letters > 0
            && before[..at - letters].ends_with('\\')
            && text[at..].starts_with('{')
        {
            at -= letters + 1;
        } else {
            return Some(at);
        }
    }
}

/// Commands that change the look of a sign, and are no signs.
fn is_frame(name: &str) -> bool {
    name.starts_with("math")
        || name.starts_with("text")
        || matches!(
            name,
            "begin"
                | "end"
                | "limits"
                | "nolimits"
                | "bigg"
                | "Bigg"
                | "biggl"
                | "biggr"
                | "Bigl"
                | "Bigr"
                | "dfrac"
                | "tfrac"
                | "sqrt"
                | "widehat"
                | "widetilde"
                | "vec"
                | "dot"
                | "ddot"
                | "underline"
                | "underbrace"
                | "overbrace"
                | "label"
                | "nonumber"
                | "qquad"
                | "hspace"
                | "phantom"
                | "color"
                | "middle"
                | "stackrel"
                | "overset"
                | "underset"
                | "check"
                | "rm"
                | "bf"
                | "it"
                | "cal"
                | "scriptstyle"
                | "textstyle"
        )
        || matches!(
            name,
            "left"
                | "right"
                | "frac"
                | "hat"
                | "bar"
                | "tilde"
                | "overline"
                | "boldsymbol"
                | "bm"
                | "operatorname"
                | "big"
                | "Big"
                | "bigl"
                | "bigr"
                | "displaystyle"
                | "quad"
        )
}
