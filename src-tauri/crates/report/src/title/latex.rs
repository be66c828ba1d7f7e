//! LaTeX's commands for text.

use super::resolve;
use paperboy_paper::latex::{ACCENTS, SIGNS};
use unicode_normalization::char::compose;

/// Commands that only change the look of their argument.
const STYLES: [&str; 26] = [
    "textbf",
    "textit",
    "emph",
    "texttt",
    "textsc",
    "textsf",
    "textrm",
    "textsl",
    "textup",
    "textmd",
    "textnormal",
    "text",
    "mbox",
    "hbox",
    "underline",
    "uline",
    "ul",
    "textsuperscript",
    "textsubscript",
    "mathrm",
    "mathbf",
    "mathit",
    "mathsf",
    "mathtt",
    "boldsymbol",
    "uppercase",
];

/// Commands whose last argument alone is shown: how many come before it.
const LEADING_ARGUMENTS: [(&str, usize); 3] = [("textcolor", 1), ("href", 1), ("colorbox", 1)];

/// Switches of style, which a blank ends.
const SWITCHES: [&str; 14] = [
    "em",
    "bf",
    "it",
    "tt",
    "sc",
    "sf",
    "rm",
    "sl",
    "bfseries",
    "itshape",
    "ttfamily",
    "scshape",
    "sffamily",
    "normalfont",
];

/// Signs of formulas that titles have outside of formulas.
const MATH_SIGNS: [(&str, &str); 30] = [
    ("times", "×"),
    ("infty", "∞"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("eta", "η"),
    ("theta", "θ"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Delta", "Δ"),
    ("Gamma", "Γ"),
    ("Lambda", "Λ"),
    ("Omega", "Ω"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Sigma", "Σ"),
];

/// Writes what the command at the beginning of a text means; gives its length. A command that is
/// not known stays.
pub fn command(text: &str, depth: usize, out: &mut String) -> usize {
    let letters = text[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let sign = text[1..].chars().next().map_or(0, char::len_utf8);
    let length = 1 + if letters > 0 { letters } else { sign };
    let name = &text[1..length];
    let behind = &text[length..];
    if let Some(&(_, accent)) = ACCENTS.iter().find(|&&(own, _)| own == name)
        && let Some(used) = accented(behind, accent, letters > 0, out)
    {
        return length + used;
    }
    if STYLES.contains(&name)
        && let Some(inside) = group(behind)
    {
        resolve(inside, depth + 1, out);
        return length + inside.len() + 2;
    }
    if let Some(&(_, others)) = LEADING_ARGUMENTS.iter().find(|&&(own, _)| own == name) {
        let mut used = 0;
        for n in 0..=others {
            let Some(inside) = group(&behind[used..]) else { break };
            used += inside.len() + 2;
            if n == others {
                resolve(inside, depth + 1, out);
                return length + used;
            }
        }
    }
    if let Some(&(_, shown)) = SIGNS.iter().chain(&MATH_SIGNS).find(|&&(own, _)| own == name) {
        out.push_str(shown);
        return length + empty_argument(behind, shown);
    }
    match name {
        "&" | "%" | "#" | "_" | "{" | "}" | " " => out.push_str(name),
        "," | ";" | ":" | "quad" | "qquad" => out.push(' '),
        "-" | "/" | "@" => {}
        _ => out.push_str(&text[..length]),
    }
    length
}

/// What ends a command for a letter: `{}`, or the one blank that TeX swallows before a letter.
fn empty_argument(behind: &str, shown: &str) -> usize {
    if behind.starts_with("{}") {
        return 2;
    }
    let is_letter = shown.chars().count() <= 2
        && shown.chars().all(|c| c.is_alphabetic() && !matches!(c, 'α'..='ω' | 'Α'..='Ω'));
    usize::from(
        (is_letter || matches!(shown, "“" | "‘" | "„" | "‚" | "«" | "¡" | "¿"))
            && behind.starts_with(' '),
    )
}

/// Writes the next letter with an accent; gives the length of what was read.
fn accented(behind: &str, accent: char, is_name: bool, out: &mut String) -> Option<usize> {
    let blanks = behind.len() - behind.trim_start_matches(' ').len();
    let (base, used) = match group(&behind[blanks..]) {
        Some(inside) => (inside, blanks + inside.len() + 2),
        // `\'e` needs no braces, `\v` does: `\vx` is another command.
        None if is_name && blanks == 0 => return None,
        None => {
            let rest = &behind[blanks..];
            let length = if rest.starts_with("\\i") || rest.starts_with("\\j") {
                2
            } else {
                rest.chars().next()?.len_utf8()
            };
            (&rest[..length], blanks + length)
        }
    };
    let base = match base {
        "\\i" => "i",
        "\\j" => "j",
        base => base,
    };
    let first = base.chars().next().filter(|c| c.is_alphabetic())?;
    match compose(first, accent) {
        Some(c) => out.push(c),
        None => out.extend([first, accent]),
    }
    out.push_str(&base[first.len_utf8()..]);
    Some(used)
}

/// Writes a group that begins with a switch of style, or holds nothing but an accented letter;
/// gives the length of what was read.
pub fn styled_group(text: &str, depth: usize, out: &mut String) -> usize {
    let inside = group(text).filter(|inside| inside.trim_start().starts_with('\\'));
    let Some(inside) = inside else {
        out.push('{');
        return 1;
    };
    let words = inside.trim_start();
    let name = words[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let shown = if SWITCHES.contains(&&words[1..1 + name]) {
        words[1 + name..].trim_start()
    } else {
        inside
    };
    resolve(shown, depth + 1, out);
    inside.len() + 2
}

/// The inside of the group at the beginning of a text.
fn group(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('{')?;
    let (mut depth, mut escaped) = (1_usize, false);
    // No title is longer; looking further again and again would take long.
    for (at, byte) in inside.bytes().enumerate().take(2_000) {
        match byte {
            b'{' if !escaped => depth += 1,
            b'}' if !escaped => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&inside[..at]);
        }
        escaped = byte == b'\\' && !escaped;
    }
    None
}
