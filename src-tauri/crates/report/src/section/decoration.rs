//! The marks around a section's name: numbers, brackets, emoji, bold, HTML, list and quote marks.

/// The block that a line is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    None,
    Bullet,
    Quote,
    Indent,
}

/// The mark that makes a line a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    None,
    /// `#`, an HTML heading, or a line of dashes below.
    Heading,
    Bold,
    Bracket,
    Symbol,
}

/// The marks before a name. The headings of one report are alike in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decoration {
    pub container: Container,
    pub mark: Mark,
    pub is_numbered: bool,
}

/// The most marks that one line can begin or end with.
const MAX_MARKS: usize = 24;
/// HTML elements that headings are written with.
const ELEMENTS: [&str; 20] = [
    "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "em", "i", "u", "p", "div", "span", "font",
    "center", "mark", "big", "summary", "a",
];
const BRACKETS: [(char, char); 18] = [
    ('【', '】'),
    ('《', '》'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
    ('〖', '〗'),
    ('〘', '〙'),
    ('［', '］'),
    ('（', '）'),
    ('｛', '｝'),
    ('〈', '〉'),
    ('“', '”'),
    ('‘', '’'),
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('"', '"'),
    ('\'', '\''),
];

/// The closing bracket of an opening one.
pub fn closing(open: char) -> Option<char> {
    BRACKETS.iter().find(|(opening, _)| *opening == open).map(|(_, closing)| *closing)
}

/// Whether a character can close what surrounds a name.
fn is_closing(c: char) -> bool {
    matches!(c, '*' | '_' | '`' | '~' | '=' | '#' | '＃')
        || BRACKETS.iter().any(|(_, closing)| *closing == c)
}

/// A character that is seen and is no text: an emoji, an arrow, a box.
pub fn is_symbol(c: char) -> bool {
    let is_punctuation = matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
    matches!(c, '•' | '‣' | '·' | '※' | '§' | '¶')
        || (c >= '\u{2190}' && !c.is_alphanumeric() && !is_punctuation)
        || is_invisible(c)
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}'
    )
}

/// What follows `\\section{`, `\\subsection*{` or `\\paragraph{`; the closing brace closes as
/// any bracket does.
fn latex_heading(text: &str) -> Option<&str> {
    let command = text.strip_prefix('\\')?;
    let command =
        command.strip_prefix("subsub").or_else(|| command.strip_prefix("sub")).unwrap_or(command);
    let behind =
        ["section", "paragraph", "chapter"].iter().find_map(|name| command.strip_prefix(name))?;
    behind.strip_prefix('*').unwrap_or(behind).strip_prefix('{')
}

/// Splits a line into the marks before a name and the rest.
pub fn split_decoration(line: &str) -> (Decoration, &str) {
    let trimmed = line.trim_start();
    let is_indented = trimmed.len() < line.len()
        && !(line.len() - trimmed.len() <= 3 && trimmed.starts_with('#') && !line.contains('\t'));
    let mut decoration = Decoration {
        container: if is_indented { Container::Indent } else { Container::None },
        mark: Mark::None,
        is_numbered: false,
    };
    let mut rest = trimmed;
    for _ in 0..MAX_MARKS {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { break };
        let behind = &rest[first.len_utf8()..];
        let plain = decoration.mark == Mark::None && !decoration.is_numbered;
        if first == '>' && plain {
            decoration.contain(Container::Quote);
            rest = behind;
        } else if matches!(first, '-' | '*' | '+') && behind.starts_with([' ', '\t']) && plain {
            decoration.contain(Container::Bullet);
            rest = without_task(behind);
        } else if matches!(first, '#' | '＃') {
            decoration.mark = Mark::Heading;
            rest = behind;
        } else if let Some(after) = latex_heading(rest) {
            decoration.mark = Mark::Heading;
            rest = after;
        } else if let Some((name, after)) = element(rest) {
            let is_heading = name.len() == 2 && name.starts_with('h');
            decoration.set_mark(if is_heading { Mark::Heading } else { Mark::Bold });
            rest = after;
        } else if matches!(first, '*' | '_' | '`' | '~' | '=' | '—' | '─' | '-') {
            let after = rest.trim_start_matches(first);
            let count = rest[..rest.len() - after.len()].chars().count();
            if matches!(first, '*' | '_') && count > 3 {
                break;
            }
            decoration.set_mark(if matches!(first, '*' | '_') { Mark::Bold } else { Mark::Symbol });
            rest = after;
        } else if let Some(after) = number(rest).filter(|_| !decoration.is_numbered) {
            decoration.is_numbered = true;
            rest = after;
        } else if closing(first).is_some() {
            decoration.set_mark(Mark::Bracket);
            rest = behind;
        } else if is_symbol(first) {
            if !is_invisible(first) {
                decoration.set_mark(Mark::Symbol);
            }
            rest = behind;
        } else {
            break;
        }
    }
    (decoration, rest)
}

impl Decoration {
    fn contain(&mut self, container: Container) {
        if self.container == Container::None {
            self.container = container;
        }
    }

    /// The outermost mark is the one that counts; that of a heading always.
    fn set_mark(&mut self, mark: Mark) {
        if self.mark == Mark::None || self.mark == Mark::Symbol || mark == Mark::Heading {
            self.mark = if self.mark == Mark::Heading { Mark::Heading } else { mark };
        }
    }
}

/// Cuts off what closes the marks before a name.
pub fn without_closings(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..MAX_MARKS {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { break };
        if is_closing(first) || is_symbol(first) {
            rest = &rest[first.len_utf8()..];
        } else if let Some((_, after)) = element(rest) {
            rest = after;
        } else {
            break;
        }
    }
    rest
}

/// The name of the HTML tag that the text begins with, and what follows the tag.
fn element(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('<')?;
    let end = inner
        .char_indices()
        .take(120)
        .find(|&(_, c)| c == '>' || c == '<')
        .filter(|&(_, c)| c == '>')?
        .0;
    let tag = inner[..end].trim_start_matches('/');
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
    let known = ELEMENTS
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name))
        .copied()
        .or(name.eq_ignore_ascii_case("br").then_some("br"))?;
    Some((known, &inner[end + 1..]))
}

/// A list item's check box.
fn without_task(text: &str) -> &str {
    let trimmed = text.trim_start();
    ["[ ]", "[x]", "[X]"].iter().find_map(|task| trimmed.strip_prefix(task)).unwrap_or(trimmed)
}

/// What follows the number that the text begins with.
fn number(text: &str) -> Option<&str> {
    in_words(text).or_else(|| single(text)).or_else(|| bracketed(text)).or_else(|| {
        let behind = digits(text)?;
        // A keycap: the digit, a selector, the cap.
        let cap = behind.trim_start_matches('\u{fe0f}');
        if let Some(after) = cap.strip_prefix('\u{20e3}') {
            return Some(separated(after).unwrap_or(after));
        }
        let is_arabic = text.starts_with(|c: char| c.is_numeric() && !is_chinese(c));
        separated(behind)
            .or_else(|| behind.starts_with(char::is_whitespace).then_some(behind))
            .or(is_arabic.then_some(behind))
    })
}

/// `第三部分`, `部分三：`, `Part 3`.
fn in_words(text: &str) -> Option<&str> {
    if let Some(behind) = text.strip_prefix("部分").or_else(|| text.strip_prefix("章节")) {
        return separated(digits(behind.trim_start())?);
    }
    if let Some(behind) = text.strip_prefix('第') {
        let behind = digits(behind.trim_start())?.trim_start();
        if let Some(after) = separated(behind) {
            return Some(after);
        }
        let units = ["部分", "部", "小节", "节", "節", "章", "点", "點", "项", "項", "条", "步"];
        let after = units.iter().find_map(|unit| behind.strip_prefix(unit))?;
        let is_apart = |after: &&str| {
            after.is_empty()
                || after.starts_with(|c: char| c.is_whitespace() || closing(c).is_some())
        };
        return separated(after).or(Some(after).filter(is_apart));
    }
    let word = ["part", "section", "chapter", "item", "step", "no."]
        .into_iter()
        .find(|word| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))?;
    let behind = text[word.len()..].trim_start();
    let counts = ["one", "two", "three", "four", "five"];
    let counted = counts.iter().find(|count| {
        behind.get(..count.len()).is_some_and(|head| head.eq_ignore_ascii_case(count))
    });
    let after = counted.map(|count| &behind[count.len()..]).or_else(|| digits(behind))?;
    separated(after).or_else(|| after.starts_with(char::is_whitespace).then_some(after))
}

/// One character that is a number with its own ring, bracket or point.
fn single(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let is_number = matches!(first, '①'..='⒛' | '⓪'..='⓾' | '❶'..='➓' | '㈠'..='㈩' | '㊀'..='㊉' | 'Ⅰ'..='ⅿ' | '\u{1f51f}' | '\u{1f100}'..='\u{1f10a}');
    let after = &text[first.len_utf8()..];
    let after = after.trim_start_matches('\u{fe0f}');
    is_number.then(|| separated(after).unwrap_or(after))
}

/// A number between brackets.
fn bracketed(text: &str) -> Option<&str> {
    let text = text.strip_prefix('\\').unwrap_or(text);
    let open = text.chars().next()?;
    let close = closing(open)?;
    let behind = digits(text[open.len_utf8()..].trim_start())?.trim_start();
    let after = behind.strip_prefix('\\').unwrap_or(behind).strip_prefix(close)?;
    Some(separated(after).unwrap_or(after))
}

fn is_chinese(c: char) -> bool {
    "一二三四五六七八九十壹贰貳叁參肆伍零〇".contains(c)
}

/// What follows up to three digits (Arabic, full-width, Chinese or Roman, or one letter), and
/// the numbers below them: `1.2`.
fn digits(text: &str) -> Option<&str> {
    let is_roman = |c: char| matches!(c, 'I' | 'V' | 'X' | 'i' | 'v' | 'x' | 'Ｉ' | 'Ｖ' | 'Ｘ');
    let is_arabic = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    for is_digit in [&is_arabic as &dyn Fn(char) -> bool, &is_chinese, &is_roman] {
        let behind = text.trim_start_matches(is_digit);
        let count = text[..text.len() - behind.len()].chars().count();
        if !(1..=4).contains(&count) || (count == 4 && !text.starts_with(is_roman)) {
            continue;
        }
        let below = behind
            .strip_prefix('.')
            .map(|below| (below, below.trim_start_matches(|c: char| c.is_ascii_digit())));
        return Some(match below {
            Some((below, after)) if after.len() < below.len() && below.len() - after.len() <= 2 => {
                after
            }
            _ => behind,
        });
    }
    let letter = text.chars().next().filter(char::is_ascii_alphabetic)?;
    let behind = &text[letter.len_utf8()..];
    behind.starts_with(['.', ')', '、', '）', '．']).then_some(behind)
}

/// What follows the mark that ends a number.
fn separated(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let text = text.strip_prefix('\\').unwrap_or(text);
    let separators = [
        '.', '．', '。', '、', ')', '）', ':', '：', ',', '，', '·', '|', '｜', '/', '-', '—', '–',
        '﹑',
    ];
    text.strip_prefix(separators).map(|after| after.trim_start_matches(['—', '-', '–']))
}
