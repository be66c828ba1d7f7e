//! Formulas as a web reader writes them out: what is seen, the content, the LaTeX and the reading in a row, as in
//! `t 4 subscript 𝑡 4 t_{4}italic_t start_POSTSUBSCRIPT 4 end_POSTSUBSCRIPT`. The LaTeX alone is kept, between dollar signs.

use super::names::CONTENT;
use super::signs::symbols;
use unicode_normalization::UnicodeNormalization;

/// Letters of LaTeXML's readings stand behind these words.
const STYLES: [&str; 12] = [
    "italic_",
    "bold_italic_",
    "bold_",
    "roman_",
    "caligraphic_",
    "bold_caligraphic_",
    "blackboard_",
    "fraktur_",
    "bold_fraktur_",
    "sansserif_",
    "typewriter_",
    "script_",
];
/// A formula's parts before its reading are looked for in this many bytes.
const BEFORE: usize = 4000;
/// A reading may begin with so many numbers and operators before its first mark.
const UNMARKED: usize = 12;

/// Whether a text holds formulas that are written out.
pub(super) fn are_written_out(text: &str) -> bool {
    text.contains("start_POST") || text.contains("italic_") || text.contains("start_ARG") || text.contains("caligraphic_")
}

/// The line with each formula as LaTeX between dollar signs.
pub(super) fn reduced(line: &str) -> String {
    if !line.contains(['\\', '_', '%']) && !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((start, end)) = next_reading(rest) {
        let (before, reading) = (&rest[..start], &rest[start..end]);
        match split(before, reading) {
            Some((kept, tex)) => {
                out.push_str(&symbols(kept));
                set(&tex, &mut out);
            }
            None => {
                out.push_str(&symbols(before));
                set(&from_reading(reading), &mut out);
            }
        }
        rest = &rest[end..];
    }
    out.push_str(&symbols(rest));
    out
}

pub(super) fn set(tex: &str, out: &mut String) {
    let tex = tex.trim().replace('$', "\\$");
    if tex.is_empty() {
        return;
    }
    if !out.is_empty() && !out.ends_with(|c: char| c.is_whitespace() || "([{-/\"'“‘".contains(c)) {
        out.push(' ');
    }
    out.push('$');
    out.push_str(&tex);
    out.push('$');
}

/// A word of a reading that no prose has.
fn is_mark(word: &str) -> bool {
    word.starts_with("start_") || word.starts_with("end_") || STYLES.iter().any(|style| word.starts_with(style) && word.len() > style.len())
}

fn is_mark_start(text: &str) -> bool {
    let upper = |rest: &str| rest.starts_with(|c: char| c.is_ascii_uppercase());
    text.strip_prefix("start_").is_some_and(upper)
        || text.strip_prefix("end_").is_some_and(upper)
        || STYLES
            .iter()
            .any(|style| text.strip_prefix(style).is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace() && c != '{')))
}

/// Where the next reading begins at its first mark, and where it ends.
fn next_reading(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    let start = loop {
        let at = from + text[from..].find('_')?;
        let word = text[..at].bytes().rev().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
        // The mark may follow letters of the LaTeX: `Nitalic_N` has none between.
        let found = (at - word..at).find(|&start| is_mark_start(&text[start..]));
        match found {
            // `overbold_˙ start_ARG`: what is done to the mark is one word with it.
            Some(start) => break ["over", "under"].iter().find_map(|name| text[..start].strip_suffix(name)).map_or(start, str::len),
            None => from = at + 1,
        }
    };
    let mut end = start;
    let mut open = 0usize;
    let mut at = start;
    for word in text[start..].split(' ') {
        let next = at + word.len();
        let bare = word.trim_end_matches([',', '.', ';', ':', ')', ']']);
        let inside = open > 0 && word.len() <= 40 || is_symbol(word) || lead(word) == Some(0);
        if word.starts_with("start_") {
            open += 1;
        } else if word.starts_with("end_") {
            open = open.saturating_sub(1);
        } else if !is_mark(word) && !inside {
            break;
        }
        if is_mark(word) {
            // Punctuation behind the last mark is the sentence's.
            end = at + if bare.is_empty() { word.len() } else { bare.len() };
            let glued =
                word.starts_with("end_").then(|| word.find(|c: char| !c.is_ascii_uppercase() && !c.is_ascii_lowercase() && c != '_'));
            if let Some(Some(cut)) = glued {
                end = at + cut;
                if open == 0 {
                    break;
                }
            }
        } else {
            // Apart from a mark, a sign is the reading's: prose has its punctuation at the word. So is a number behind a sign.
            let number = word.starts_with(|c: char| c.is_ascii_digit());
            let sign_before =
                text[start..at].trim_end().ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | ',' | '.' | ';' | ')' | ']'));
            if open > 0 || !word.is_empty() && (!number || sign_before) {
                end = next;
            }
        }
        at = next + 1;
    }
    Some((start, end.max(start + 1)))
}

/// A number or a sign, no word.
fn is_symbol(word: &str) -> bool {
    !word.is_empty()
        && word.chars().all(|c| !c.is_alphabetic() || !c.is_ascii() && plain(c).all(|c| !c.is_ascii_alphabetic()))
        && word.chars().count() <= 12
}

/// A mathematical letter as the letter it is.
fn plain(c: char) -> impl Iterator<Item = char> {
    let letter = matches!(c, '\u{1D400}'..='\u{1D7FF}' | '\u{2100}'..='\u{214F}');
    let normal = letter.then(|| std::iter::once(c).nfkc());
    normal.into_iter().flatten().chain((!letter).then_some(c)).map(|c| match c {
        '−' => '-',
        '∗' => '*',
        '′' => '\'',
        '∣' => '|',
        'ϵ' => 'ε',
        'ϕ' => 'φ',
        c => c,
    })
}

/// Where a word begins that says what is done to the mark behind it: `divide`, `over^`.
fn lead(word: &str) -> Option<usize> {
    for name in ["divide", "square-root"] {
        if let Some(rest) = word.strip_suffix(name) {
            return Some(rest.len());
        }
    }
    ["over", "under"].iter().find_map(|name| {
        let at = word.rfind(name)?;
        let sign = &word[at + name.len()..];
        let sign = sign.strip_prefix("bold_").unwrap_or(sign);
        (!sign.is_empty() && sign.chars().count() <= 2 && sign.chars().all(|c| !c.is_alphanumeric() && c != '_')).then_some(at)
    })
}

/// The signs of a reading in order: what must be found in the LaTeX and in what is seen.
fn atoms(reading: &str) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for word in reading.split_whitespace() {
        if word.starts_with("start_") || word.starts_with("end_") || lead(word) == Some(0) {
            continue;
        }
        let styled = STYLES.iter().filter_map(|style| word.strip_prefix(style)).min_by_key(|rest| rest.len());
        let letters = styled.unwrap_or(word);
        if letters.len() > 1 && letters.chars().all(|c| c.is_ascii_alphabetic()) {
            atoms.push(Atom::Word(letters.to_owned()));
            continue;
        }
        for c in letters.chars().flat_map(plain) {
            match c {
                c if c.is_ascii() => atoms.push(Atom::Sign(c)),
                c => atoms.push(Atom::Symbol(c)),
            }
        }
    }
    atoms
}

#[derive(Debug, PartialEq, Eq)]
enum Atom {
    /// A letter, a figure or a sign that LaTeX has as it is.
    Sign(char),
    /// A sign that LaTeX has a command for.
    Symbol(char),
    /// Several letters: a command or upright words.
    Word(String),
}

/// Parts what stands before a reading into the prose and the LaTeX; the formula as it is seen is dropped.
fn split<'a>(before: &'a str, reading: &str) -> Option<(&'a str, String)> {
    let floor = before.ceil_char_boundary(before.len().saturating_sub(BEFORE));
    // A reading may begin with numbers and operators, which have no mark.
    let mut starts = vec![before.len()];
    let mut at = before.len();
    while starts.len() <= UNMARKED {
        let Some(word) = before[floor..at].trim_end_matches(' ').rsplit(' ').next().filter(|word| !word.is_empty()) else { break };
        if let Some(lead) = lead(word) {
            // It says what is done to the mark, and belongs to it.
            at = before[..at].trim_end_matches(' ').len() - word.len() + lead;
            starts.clear();
            starts.push(at);
            if lead > 0 {
                break;
            }
            continue;
        }
        // Its first sign may touch the LaTeX before it, as in `10^{-4}10` and `|x|| italic_x`.
        let last = word.chars().next_back().unwrap_or_default();
        let sign = match word.rfind(['}', '\\']) {
            Some(cut) if is_symbol(&word[cut + 1..]) => &word[cut + 1..],
            _ if is_symbol(word) => word,
            _ if !last.is_alphanumeric() => &word[word.len() - last.len_utf8()..],
            _ => "",
        };
        if sign.is_empty() || !before[..at].ends_with(' ') || word[..word.len() - sign.len()].ends_with('\\') {
            break;
        }
        at = before[..at].trim_end_matches(' ').len() - sign.len();
        starts.push(at);
        if sign.len() < word.len() {
            break;
        }
    }
    let parted = |start: usize, tex_start: usize, atoms: &[Atom]| {
        let kept = without_what_is_seen(&before[..tex_start], atoms)?;
        Some((kept, before[tex_start..start].trim().to_owned()))
    };
    let matched = starts.iter().rev().find_map(|&start| {
        let atoms = atoms(&format!("{}{reading}", &before[start..]));
        parted(start, tex_start(&before[floor..start], &atoms)? + floor, &atoms)
    });
    // Else the LaTeX is what is ASCII behind the content's last letter, which is not.
    matched.or_else(|| {
        starts.iter().rev().find_map(|&start| {
            let ascii = before[floor..start]
                .rfind(|c: char| !c.is_ascii())
                .map(|at| floor + before[floor..start][at..].chars().next().map_or(0, char::len_utf8) + at)?;
            // A figure between blanks is still the content's.
            let skipped = before[ascii..start].find(|c: char| !c.is_ascii_digit() && c != ' ').unwrap_or(0);
            let tex = &before[ascii + skipped..start];
            let balanced = |one: char, other: char| tex.matches(one).count() == tex.matches(other).count();
            let whole = balanced('{', '}') && balanced('(', ')') && tex.contains('\\') && !tex.trim_end().ends_with('\\');
            let atoms = atoms(&format!("{}{reading}", &before[start..]));
            whole.then(|| parted(start, ascii + skipped, &atoms)).flatten()
        })
    })
}

/// Where the LaTeX begins that says these atoms and ends at the end of `text`.
fn tex_start(text: &str, atoms: &[Atom]) -> Option<usize> {
    let mut at = text.trim_end().len();
    let mut depth = 0usize;
    let mut left = atoms;
    while !left.is_empty() || depth > 0 {
        let c = text[..at].chars().next_back()?;
        if !c.is_ascii() {
            return None;
        }
        // A sign behind a backslash is one sign, or white space.
        if !c.is_ascii_alphanumeric() && text[..at - 1].ends_with('\\') && !text[..at - 1].ends_with("\\\\") {
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
                Some((Atom::Sign('|'), rest)) if matches!(name, "mid" | "vert" | "lvert" | "rvert") => left = rest,
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
            '_' | '^' | '&' | ' ' | '\\' | '~' | ',' | '!' | ';' | ':' | '|' | '\'' | '(' | ')' | '[' | ']' | '.' => {}
            // A letter that the reading has not: of an environment's name, or of another text.
            c if c.is_ascii_alphanumeric() && depth > 0 => {}
            _ => return None,
        }
        at -= 1;
    }
    // The command or the script that what was found stands in.
    loop {
        let before = &text[..at];
        let letters = before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        if before.ends_with('\\') && !before.ends_with("\\\\") {
            at -= 1;
        } else if letters > 0 && before[..at - letters].ends_with('\\') && text[at..].starts_with('{') {
            at -= letters + 1;
        } else {
            return Some(at);
        }
    }
}

/// Commands that say how a sign looks, and are no sign.
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

/// The text without the formula that is seen and its content, which stand at its end; `None` when neither does.
fn without_what_is_seen<'a>(text: &'a str, atoms: &[Atom]) -> Option<&'a str> {
    // Each sign stands there twice at most: as it is seen, and in the content.
    let mut left: Vec<(char, usize)> = Vec::new();
    for c in atoms.iter().flat_map(|atom| match atom {
        Atom::Sign(c) | Atom::Symbol(c) => vec![*c],
        Atom::Word(word) => word.chars().collect(),
    }) {
        match left.iter_mut().find(|(known, _)| *known == c) {
            Some((_, count)) => *count += 2,
            None => left.push((c, 2)),
        }
    }
    let mut end = text.len();
    let mut found = false;
    'words: loop {
        let trimmed = text[..end].trim_end_matches(' ');
        if trimmed.is_empty() || trimmed.ends_with('\n') {
            break;
        }
        let start = trimmed.rfind([' ', '\n']).map_or(0, |at| at + 1);
        let word = &trimmed[start..];
        let of_content = |text: &str| text.trim_end().ends_with(|c: char| matches!(c, '\u{1D400}'..='\u{1D7FF}'));
        let name = word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        if CONTENT.contains(&word) || word.starts_with("delimited-") || name && of_content(&text[..start]) {
            end = start;
            continue;
        }
        // Signs from the right, as far as they are the formula's; `percent` and the like may touch them.
        let mut at = word.len();
        while at > 0 {
            if let Some(name) = CONTENT.iter().find(|name| word[..at].ends_with(**name)) {
                at -= name.len();
                continue;
            }
            let c = word[..at].chars().next_back().unwrap_or_default();
            let is_letter = c.is_ascii_alphanumeric();
            let mut same = plain(c);
            let known =
                same.all(|c| left.iter_mut().find(|(known, count)| *known == c && *count > 0).map(|(_, count)| *count -= 1).is_some());
            drop(same);
            if known {
                at -= c.len_utf8();
                found = true;
            } else if !is_letter && !c.is_alphanumeric() && !matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | '(' | ')' | '[' | ']' | '"') {
                at -= c.len_utf8();
            } else {
                end = if at == word.len() || word[at..].starts_with(|c: char| c.is_ascii_alphanumeric()) && is_letter {
                    end.min(trimmed.len())
                } else {
                    start + at
                };
                break 'words;
            }
        }
        end = start;
    }
    found.then(|| &text[..end])
}

/// LaTeX made of a reading, where the page's own could not be told from the text around it.
fn from_reading(reading: &str) -> String {
    let mut tex = String::with_capacity(reading.len());
    for word in reading.split_whitespace() {
        let styled = |style: &str| word.strip_prefix(style);
        match word {
            "start_POSTSUBSCRIPT" | "start_FLOATSUBSCRIPT" => tex.push_str("_{"),
            "start_POSTSUPERSCRIPT" | "start_FLOATSUPERSCRIPT" => tex.push_str("^{"),
            "divide" => tex.push_str("\\frac"),
            "square-root" => tex.push_str("\\sqrt"),
            _ if word.starts_with("start_ARG") => tex.push('{'),
            _ if word.starts_with("end_POST") || word.starts_with("end_FLOAT") || word.starts_with("end_ARG") => tex.push('}'),
            _ if word.starts_with("start_") || word.starts_with("end_") => {}
            _ => {
                let letters = STYLES.iter().filter_map(|style| styled(style)).min_by_key(|rest| rest.len());
                match (word, letters) {
                    (_, Some(letters)) if word.starts_with("bold_") => tex.push_str(&format!("\\mathbf{{{letters}}}")),
                    (_, Some(letters)) if word.starts_with("caligraphic_") => tex.push_str(&format!("\\mathcal{{{letters}}}")),
                    (_, Some(letters)) if word.starts_with("blackboard_") => tex.push_str(&format!("\\mathbb{{{letters}}}")),
                    (_, Some(letters)) if letters.len() > 1 && letters.is_ascii() => tex.push_str(&format!("\\mathrm{{{letters}}}")),
                    (_, Some(letters)) => tex.push_str(letters),
                    (word, None) => tex.push_str(word),
                }
            }
        }
    }
    // A script that was cut off has no end.
    let open = tex.matches('{').count().saturating_sub(tex.matches('}').count());
    tex.push_str(&"}".repeat(open));
    tex
}

#[cfg(test)]
mod tests {
    use super::reduced;

    #[test]
    fn a_formula_that_is_written_out_becomes_its_latex() {
        for (written, right) in [
            ("where t 4 subscript 𝑡 4 t_{4}italic_t start_POSTSUBSCRIPT 4 end_POSTSUBSCRIPT is the step", "where $t_{4}$ is the step"),
            (
                "of N 𝑁 N italic_N items, x i subscript 𝑥 𝑖 x_{i}italic_x start_POSTSUBSCRIPT italic_i end_POSTSUBSCRIPT.",
                "of $N$ items, $x_{i}$.",
            ),
            ("with α 𝛼\\alpha italic_α and ℒ ℒ\\mathcal{L}caligraphic_L", "with $\\alpha$ and $\\mathcal{L}$"),
            (
                "in ℝ d superscript ℝ 𝑑\\mathbb{R}^{d}blackboard_R start_POSTSUPERSCRIPT italic_d end_POSTSUPERSCRIPT holds",
                "in $\\mathbb{R}^{d}$ holds",
            ),
            ("set K=5 𝐾 5 K=5 italic_K = 5 here", "set $K=5$ here"),
            ("for f⁢(x)𝑓 𝑥 f(x)italic_f ( italic_x ) we", "for $f(x)$ we"),
            ("rate 10−4 superscript 10 4 10^{-4}10 start_POSTSUPERSCRIPT - 4 end_POSTSUPERSCRIPT works", "rate $10^{-4}$ works"),
            ("a a 𝑎 a italic_a line", "a $a$ line"),
            ("2×\\times× faster and 3±plus-or-minus\\pm±1", "2 $\\times$ faster and 3 $\\pm$1"),
            ("10%percent 10 10\\%10 % of", "10% of"),
            ("about 5 5 5 5 of 7", "about 5 of 7"),
            ("Nothing to do with italic text_in 2020 or C:\\path", "Nothing to do with italic text_in 2020 or C:\\path"),
        ] {
            assert_eq!(reduced(written), right, "{written}");
        }
    }
}
