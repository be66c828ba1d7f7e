//! Mathematical notation as one would type it: `$\pi_{0.5}$`, π_{0.5} and π₀.₅ become `pi0.5`,
//! `\textbf{Foo}` becomes `Foo`.
//!
//! It works on folded characters. Each remaining character has its place in the original text, so
//! that highlights stay exact.

use super::fold::{Cell, Class};
use super::letters::{command_name, greek_name, may_be_greek};

/// A formula or a group in braces of more characters is read as it is.
const MAX_GROUP_CHARS: usize = 64;
/// Groups within groups beyond these are read as they are.
const MAX_OPEN_GROUPS: usize = 32;
/// The longest name of a LaTeX command that is looked at.
const MAX_COMMAND_LETTERS: usize = 16;
/// More Greek letters in a row are a word of the Greek language.
const MAX_SYMBOLS: usize = 2;

/// Commands that change the look of their argument and not its content.
const STYLE_COMMANDS: [&str; 30] = [
    "bar",
    "bm",
    "boldsymbol",
    "dot",
    "emph",
    "hat",
    "mathbb",
    "mathbf",
    "mathbfit",
    "mathcal",
    "mathfrak",
    "mathit",
    "mathnormal",
    "mathrm",
    "mathscr",
    "mathsf",
    "mathtt",
    "mbox",
    "operatorname",
    "overline",
    "text",
    "textbf",
    "textit",
    "textnormal",
    "textrm",
    "textsc",
    "textsf",
    "texttt",
    "tilde",
    "vec",
];

/// Whether a folded character may begin notation: without any, a text is as it should be.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '\\' | '$' | '{') || may_be_greek(c)
}

/// A closing sign that is left out, and whether it belongs to the word before it.
struct Closing {
    at: usize,
    joins: bool,
}

struct Rewriting<'a> {
    old: &'a [Cell],
    cells: Vec<Cell>,
    closings: Vec<Closing>,
    /// Where the next character begins in the original text, if before itself.
    from: Option<u32>,
    /// How many characters there were after the last Greek letter.
    after_greek: usize,
}

/// Rewrites the notation among folded characters.
pub(super) fn rewrite(cells: &mut Vec<Cell>, folded: &mut String) {
    let old = std::mem::take(cells);
    let mut rewriting = Rewriting {
        old: &old,
        cells: Vec::with_capacity(old.len()),
        closings: Vec::new(),
        from: None,
        after_greek: usize::MAX,
    };
    let mut at = 0;
    while at < old.len() {
        at = rewriting.one(at);
    }
    *cells = rewriting.cells;
    folded.clear();
    for cell in cells {
        cell.at = folded.len() as u32;
        folded.push(cell.c);
    }
}

impl Rewriting<'_> {
    /// Reads what begins at `at`; gives the place after it.
    fn one(&mut self, at: usize) -> usize {
        if let Some(place) = self.closings.iter().rposition(|closing| closing.at == at) {
            let closing = self.closings.remove(place);
            if let Some(last) = self.cells.last_mut().filter(|_| closing.joins) {
                last.to = self.old[at].to;
            }
            return at + 1;
        }
        match self.old[at].c {
            '\\' => self.command(at),
            '$' => self.formula(at),
            '_' | '^' => self.script(at),
            c if may_be_greek(c) => self.greek(at),
            _ => self.keep(at),
        }
    }

    fn char(&self, at: usize) -> Option<char> {
        self.old.get(at).map(|cell| cell.c)
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.old.get(at).is_some_and(|cell| cell.class == class)
    }

    fn push(&mut self, mut cell: Cell) {
        if cell.class == Class::Letter && self.cells.len() == self.after_greek {
            self.part(cell.from);
        }
        cell.from = self.from.take().unwrap_or(cell.from);
        self.cells.push(cell);
    }

    fn keep(&mut self, at: usize) -> usize {
        self.push(self.old[at]);
        at + 1
    }

    /// Begins another part of a compound, as a hyphen would.
    fn part(&mut self, at: u32) {
        self.cells.push(Cell {
            c: '-',
            class: Class::Other,
            capital: false,
            at: 0,
            from: at,
            to: at,
        });
    }

    /// A letter by its name, made of the characters from `at` to `end`. Next to other letters it is
    /// a separate part.
    fn letter(&mut self, name: &str, at: usize, end: usize) {
        let (first, last) = (self.old[at], self.old[end - 1]);
        if self
            .cells
            .last()
            .is_some_and(|before| matches!(before.class, Class::Letter | Class::Digit))
        {
            self.part(first.from);
        }
        let from = self.from.take().unwrap_or(first.from);
        for c in name.chars() {
            self.cells.push(Cell {
                c,
                class: Class::Letter,
                capital: false,
                at: 0,
                from,
                to: last.to,
            });
        }
        self.after_greek = self.cells.len();
    }

    /// A Greek letter, or a word of them.
    fn greek(&mut self, at: usize) -> usize {
        let end = at + self.old[at..].iter().take_while(|cell| may_be_greek(cell.c)).count();
        for place in at..end {
            match greek_name(self.old[place].c).filter(|_| end - at <= MAX_SYMBOLS) {
                Some(name) => self.letter(name, place, place + 1),
                None => drop(self.keep(place)),
            }
        }
        end
    }

    fn command(&mut self, at: usize) -> usize {
        let letters = self.old[at + 1..]
            .iter()
            .take(MAX_COMMAND_LETTERS + 1)
            .take_while(|cell| cell.c.is_ascii_alphabetic());
        let name: String = letters.map(|cell| cell.c).collect();
        let end = at + 1 + name.len();
        if let Some(letter) = command_name(&name) {
            self.letter(letter, at, end);
            // The space after a command is no space.
            let space = self.old[end..].iter().take_while(|cell| cell.c == ' ').count();
            return if matches!(self.char(end + space), Some('_' | '^')) {
                end + space
            } else {
                end
            };
        }
        if STYLE_COMMANDS.contains(&name.as_str())
            && let Some(inside) = self.group(end, false)
        {
            return inside;
        }
        let behind = at + self.old[at..].iter().take_while(|cell| cell.c == '\\').count();
        if matches!(self.char(behind), Some('#' | '+' | '*' | '_' | '.' | '-')) {
            // An escaped sign is that sign.
            return self.keep(behind);
        }
        // Only the last of several may begin a command.
        let end = (behind - 1).max(at + 1);
        for place in at..end {
            self.keep(place);
        }
        end
    }

    /// Leaves out the braces of the group that begins at `at`; gives the place inside it.
    fn group(&mut self, at: usize, joins: bool) -> Option<usize> {
        if self.char(at) != Some('{') || self.closings.len() >= MAX_OPEN_GROUPS {
            return None;
        }
        let mut depth = 0_usize;
        for (length, cell) in self.old[at..].iter().take(MAX_GROUP_CHARS).enumerate() {
            match cell.c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let joins = joins && is_one_word(&self.old[at..at + length]);
                self.closings.push(Closing { at: at + length, joins });
                return Some(at + 1);
            }
        }
        None
    }

    /// Subscripts and superscripts. A figure belongs to the Greek letter before it, as it does in
    /// π₀.
    fn script(&mut self, at: usize) -> usize {
        let word_before = self
            .cells
            .last()
            .is_some_and(|before| matches!(before.class, Class::Letter | Class::Digit));
        if self.after_greek != self.cells.len() || !self.is(self.first_inside(at + 1), Class::Digit)
        {
            self.push(self.old[at]);
        }
        self.group(at + 1, word_before).unwrap_or(at + 1)
    }

    /// The first character at or after `at` that is no brace and no formatting.
    fn first_inside(&self, mut at: usize) -> usize {
        loop {
            let letters = || {
                self.old[at + 1..]
                    .iter()
                    .take(MAX_COMMAND_LETTERS)
                    .take_while(|cell| cell.c.is_ascii_alphabetic())
            };
            match self.char(at) {
                Some('{') => at += 1,
                Some('\\')
                    if STYLE_COMMANDS
                        .contains(&letters().map(|cell| cell.c).collect::<String>().as_str()) =>
                {
                    at += 1 + letters().count()
                }
                _ => return at,
            }
        }
    }

    /// Leaves out the dollars around a formula; others are prices.
    fn formula(&mut self, at: usize) -> usize {
        let run = |from: usize| self.old[from..].iter().take_while(|cell| cell.c == '$').count();
        let (length, space) = (run(at), |at: usize| self.char(at).is_none_or(char::is_whitespace));
        let inside = at + length;
        let close = self.old[inside..]
            .iter()
            .take(MAX_GROUP_CHARS)
            .take_while(|cell| cell.c != '\n')
            .position(|cell| cell.c == '$');
        let close = close.map(|content| inside + content).filter(|&close| {
            // As Pandoc distinguishes formulas from prices.
            length <= 2
                && run(close) == length
                && !space(inside)
                && !space(close - 1)
                && !self.is(close + length, Class::Digit)
        });
        let Some(close) = close.filter(|_| self.closings.len() + length <= MAX_OPEN_GROUPS) else {
            for place in at..inside {
                self.keep(place);
            }
            return inside;
        };
        let joins = is_one_word(&self.old[inside..close]);
        self.closings.extend((close..close + length).map(|at| Closing { at, joins }));
        if joins {
            self.from = Some(self.old[at].from);
        }
        inside
    }
}

/// Whether there is no space among these characters.
fn is_one_word(cells: &[Cell]) -> bool {
    !cells.iter().any(|cell| cell.c.is_whitespace())
}
