//! Why an image of a figure is not shown.

use serde::{Deserialize, Serialize};

/// Why an image of a figure is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ImageProblem {
    /// It was not fetched yet.
    Waiting,
    /// arXiv has no such file.
    NotFound,
    /// It could not be fetched for now.
    NotFetched,
    /// The answer is no image, or one in a format that is not read.
    NotAnImage,
    /// The file is cut off or broken.
    Damaged,
    /// It shows nothing: all of one colour.
    Blank,
    /// It has more bytes or pixels than are read.
    TooLarge,
    /// A drawing with more parts than are drawn.
    TooComplex,
    /// It took too long to draw.
    TooSlow,
    /// It was removed because images took too much space.
    Removed,
    /// The program ended while it was being read.
    Interrupted,
}

impl ImageProblem {
    /// Every problem.
    pub const ALL: [Self; 11] = [
        Self::Waiting,
        Self::NotFound,
        Self::NotFetched,
        Self::NotAnImage,
        Self::Damaged,
        Self::Blank,
        Self::TooLarge,
        Self::TooComplex,
        Self::TooSlow,
        Self::Removed,
        Self::Interrupted,
    ];

    /// The name in JSON and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::NotFound => "not_found",
            Self::NotFetched => "not_fetched",
            Self::NotAnImage => "not_an_image",
            Self::Damaged => "damaged",
            Self::Blank => "blank",
            Self::TooLarge => "too_large",
            Self::TooComplex => "too_complex",
            Self::TooSlow => "too_slow",
            Self::Removed => "removed",
            Self::Interrupted => "interrupted",
        }
    }

    /// The problem whose [`key`](Self::key) this is.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.key() == key)
    }
}
