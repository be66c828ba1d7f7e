//! What becomes of a claim, and what that rests on.

/// The outcome for a claim.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The paper supports the claim.
    Found {
        /// In which form.
        how: How,
        /// Where, the best place first.
        passages: Passages,
    },
    /// It follows from figures that the paper gives.
    Computed {
        /// How it is computed.
        sum: Sum,
        /// Where these figures are.
        passages: Passages,
    },
    /// The paper gives the figure, but for something else than the sentence names.
    AnotherOwner {
        /// Whose figure it is; empty: the paper does not name them.
        of: String,
        /// What the sentence names instead.
        asked: String,
        /// Where the figure is.
        passages: Passages,
        /// The paper's figure for the owner that the sentence names, where a table has it.
        there: Option<Box<Passage>>,
    },
    /// The paper gives the figure as a change in the other direction.
    AnotherDirection {
        /// The direction in the sentence.
        claimed_direction: Direction,
        /// The passage of the paper with the opposite.
        passages: Passages,
    },
    /// The paper does not contain the claim.
    NotFound,
    /// The check can't tell.
    NotChecked(Why),
}

impl Outcome {
    /// Whether the paper contains the claim or the figures that it is computed from.
    pub fn is_supported(&self) -> bool {
        matches!(self, Self::Found { .. } | Self::Computed { .. })
    }

    /// What it rests on.
    pub fn passages(&self) -> &[Passage] {
        match self {
            Self::Found { passages, .. }
            | Self::Computed { passages, .. }
            | Self::AnotherOwner { passages, .. }
            | Self::AnotherDirection { passages, .. } => passages.all(),
            Self::NotFound | Self::NotChecked(_) => &[],
        }
    }
}

/// The form of the claim in the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// Letter for letter, blanks aside.
    Exact,
    /// In another spelling or in a unit that converts exactly.
    Respelled,
    /// With more digits, of which the sentence gives the rounded ones.
    Rounded,
    /// As a figure that keeps to the bound that the sentence gives: 26.62 for `more than 26`.
    Bound,
}

/// Why the check can't tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// The number is in the paper, but what the sentence counts has no word that is known here, or
    /// its unit may be another one.
    UnknownThing,
    /// The number is in a sentence of the paper that names something else than the claim's.
    UnknownOwner,
    /// It may follow from figures of the paper's tables, but the sentence names too little of them.
    MayFollow,
}

/// Where a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More.
    Up,
    /// Less.
    Down,
}

/// How a figure follows from others.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// What is done with them.
    pub kind: SumKind,
    /// The figures as the paper writes them; two for all but a mean and a total.
    pub parts: Vec<String>,
    /// The result, with as many digits as in the sentence.
    pub result: String,
}

/// What is done with figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SumKind {
    /// The second is taken from the first.
    Difference,
    /// The first is divided by the second.
    Ratio,
    /// The change from the second to the first, in per cent of the second.
    Change,
    /// The mean of all.
    Mean,
    /// All together.
    Total,
}

impl std::fmt::Display for Sum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (a, b) = (
            self.parts.first().map_or("", String::as_str),
            self.parts.get(1).map_or("", String::as_str),
        );
        match self.kind {
            SumKind::Difference => write!(f, "{a} − {b} = {}", self.result),
            SumKind::Ratio => write!(f, "{a} ÷ {b} = {}", self.result),
            SumKind::Change => write!(f, "({a} − {b}) ÷ {b} = {}", self.result),
            SumKind::Total => write!(f, "{} = {}", self.parts.join(" + "), self.result),
            SumKind::Mean => {
                write!(f, "({}) ÷ {} = {}", self.parts.join(" + "), self.parts.len(), self.result)
            }
        }
    }
}

/// Passages, at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct Passages(Vec<Passage>);

impl Passages {
    /// The most passages of a claim that are kept.
    pub const MAX_PASSAGES: usize = 8;

    /// The first passages of a list; `None` when there is none.
    pub(crate) fn of(mut passages: Vec<Passage>) -> Option<Self> {
        passages.truncate(Self::MAX_PASSAGES);
        (!passages.is_empty()).then_some(Self(passages))
    }

    /// All of them, the best first.
    pub fn all(&self) -> &[Passage] {
        &self.0
    }
}

/// The sentence, row or caption of the paper that contains it.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Where it is.
    pub place: Place,
    /// The passage as plain text: a whole sentence, or a table's row with its column names.
    pub text: String,
    /// The match in it: a range in Unicode characters.
    pub highlight: (u32, u32),
    /// The cell, when it is a table's.
    pub cell: Option<Cell>,
}

/// A cell of a table and the labels that it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What is written in it.
    pub value: String,
    /// The labels of its row, the first column first.
    pub row: Vec<String>,
    /// The headings of its column, the uppermost first.
    pub column: Vec<String>,
    /// The heading of the group of rows.
    pub panel: Option<String>,
    /// The table's label and caption.
    pub caption: String,
}

impl Cell {
    /// Its row and column in words: `AlphaNet, ShopQA, Acc.`
    pub fn labels(&self) -> String {
        let all: Vec<&str> =
            self.row.iter().chain(&self.panel).chain(&self.column).map(String::as_str).collect();
        all.join(", ")
    }
}

/// A place in the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The title.
    Title,
    /// The abstract, the article's or the list's.
    Abstract,
    /// A section of the article, by its index in
    /// [`Article::sections`](paperboy_paper::Article::sections).
    Section(usize),
}
