//! Figures that were altered by rule in reports that are true, against articles in another spelling
//! among many other figures.
//!
//! What is true is written by hand in `articles`: `«24.82 FPS→24.82 fps»` is a figure as it is
//! there, and what it comes to in a plain unit. All figures of an article are marked so. Whether an
//! altered figure is in its article is decided by these marks alone, and never by the code that
//! is measured.

use crate::checked;
use paperboy_paper::PaperId;
use paperboy_paper::article::{Article, Reading, from_markdown};
use paperboy_report::plain;
use std::collections::BTreeMap;
use std::ops::Range;

const FIXTURES: [(&str, &str, &str); 6] = [
    ("agent", include_str!("articles/agent.md"), include_str!("articles/agent.report.md")),
    ("medi", include_str!("articles/medi.md"), include_str!("articles/medi.report.md")),
    ("router", include_str!("articles/router.md"), include_str!("articles/router.report.md")),
    ("sparrow", include_str!("articles/sparrow.md"), include_str!("articles/sparrow.report.md")),
    ("speech", include_str!("articles/speech.md"), include_str!("articles/speech.report.md")),
    ("terra", include_str!("articles/terra.md"), include_str!("articles/terra.report.md")),
];

/// Names of no model, data set or metric anywhere.
const INVENTED: [&str; 10] = [
    "NovaQA-9",
    "ZetaBench",
    "KryptoNet-2",
    "OrbitVQA",
    "QuasarLM-34B",
    "FjordEval",
    "PLUMB-Score",
    "MosaicMT",
    "TundraSet-5K",
    "HelixR2",
];

/// In place of a unit another one: the ending, the new ending, what the number is of then, times
/// how much.
const UNITS: [(&str, &str, &str, f64); 29] = [
    ("个百分点", "倍", "x", 1.0),
    ("GPU小时", "小时", "s", 1.0),
    ("GFLOPs", "TFLOPs", "flop", 1e3),
    ("厘米", "米", "m", 100.0),
    ("帧/秒", "秒", "s", 1.0),
    ("毫秒", "秒", "s", 1e3),
    ("分钟", "小时", "s", 60.0),
    ("小时", "分钟", "s", 1.0 / 60.0),
    ("个月", "天", "s", 86_400.0),
    ("美元", "%", "%", 1.0),
    ("比特", "倍", "x", 1.0),
    ("kHz", "Hz", "hz", 1e-3),
    ("FPS", "毫秒", "s", 1e-3),
    ("GB", "MB", "B", 1e-3),
    ("TB", "GB", "B", 1e-3),
    ("dB", "%", "%", 1.0),
    ("kJ", "J", "J", 1e-3),
    ("%", "×", "x", 1.0),
    ("％", "倍", "x", 1.0),
    ("倍", "%", "%", 1.0),
    ("×", "%", "%", 1.0),
    ("秒", "毫秒", "s", 1e-3),
    ("天", "小时", "s", 1.0 / 24.0),
    ("米", "公里", "m", 1e3),
    ("瓦", "千瓦", "W", 1e3),
    ("万", "亿", "n", 1e4),
    ("亿", "万", "n", 1e-4),
    ("M", "B", "n", 1e3),
    ("B", "M", "n", 1e-3),
];

/// A figure or name in a text and what it comes to.
#[derive(Debug, Clone)]
struct Mark {
    range: Range<usize>,
    text: String,
    truth: Truth,
}

#[derive(Debug, Clone, PartialEq)]
enum Truth {
    Name,
    /// A number of a unit.
    Of(f64, String),
    /// Something that is no single number: `512x512`.
    Other(String),
}

impl Truth {
    fn read(text: &str) -> Self {
        match text.split_once(' ') {
            Some((number, unit)) => Self::Of(number.parse().unwrap(), unit.to_owned()),
            None if text == "name" => Self::Name,
            None => Self::Other(text.to_owned()),
        }
    }

    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Of(a, of), Self::Of(b, unit)) => {
                of == unit && (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
            }
            _ => self == other,
        }
    }
}

/// A text without its marks, and the marks.
fn read(marked: &str) -> (String, Vec<Mark>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, behind)) = rest.split_once('«') {
        let (inner, after) = behind.split_once('»').unwrap();
        let (shown, truth) = inner.split_once('→').unwrap();
        text.push_str(before);
        let start = text.len();
        text.push_str(shown);
        marks.push(Mark {
            range: start..text.len(),
            text: shown.to_owned(),
            truth: Truth::read(truth),
        });
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

/// What was done to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Digit,
    Unit,
    TimesForPercent,
    Baseline,
    Name,
}

/// A figure in place of a true one, and what it comes to.
struct Altered {
    kind: Kind,
    text: String,
    truth: Truth,
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % sides as u64) as usize
    }
}

/// The number that a figure begins with after its sign: where it is.
fn number_in(text: &str) -> Option<Range<usize>> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let end = text[start..]
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .map_or(text.len(), |end| start + end);
    Some(start..end)
}

fn value(digits: &str) -> f64 {
    digits.replace(',', "").parse().unwrap()
}

fn one_digit(mark: &Mark, dice: &mut Dice) -> Option<Altered> {
    let range = number_in(&mark.text)?;
    let number = &mark.text[range.clone()];
    let places: Vec<usize> =
        number.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = places[dice.throw(places.len())];
    let old = number.as_bytes()[at];
    let new = b'1' + ((old - b'0') as usize + dice.throw(8)) as u8 % 9;
    let mut altered = number.to_owned();
    altered.replace_range(at..at + 1, &char::from(new).to_string());
    if new == old || value(&altered) == value(number) {
        return None;
    }
    let truth = match &mark.truth {
        Truth::Of(old, unit) => Truth::Of(old * value(&altered) / value(number), unit.clone()),
        Truth::Other(old) => Truth::Other(format!("{altered}{}", &old[number.len()..])),
        Truth::Name => return None,
    };
    Some(Altered {
        kind: Kind::Digit,
        text: format!("{}{altered}{}", &mark.text[..range.start], &mark.text[range.end..]),
        truth,
    })
}

fn other_unit(mark: &Mark) -> Option<Altered> {
    let Truth::Of(old, unit) = &mark.truth else { return None };
    let (ending, new, of, times) = UNITS.iter().find(|(ending, ..)| mark.text.ends_with(ending))?;
    let number = value(&mark.text[number_in(&mark.text)?]);
    let truth = if of == unit { old * times } else { number * times };
    // Hours of processors are hours.
    let truth = if *ending == "GPU小时" { *old } else { truth };
    let kind = if matches!(*of, "x" | "%") && matches!(unit.as_str(), "x" | "%") {
        Kind::TimesForPercent
    } else {
        Kind::Unit
    };
    Some(Altered {
        kind,
        text: format!("{}{new}", mark.text.strip_suffix(ending)?),
        truth: Truth::Of(truth, (*of).to_owned()),
    })
}

/// Another figure of the article in the same unit: only its place is wrong.
fn baseline(mark: &Mark, article: &[Mark], dice: &mut Dice) -> Option<Altered> {
    let Truth::Of(_, unit) = &mark.truth else { return None };
    let ending = match unit.as_str() {
        "%" => "%",
        "x" => "倍",
        "s" => "秒",
        "fps" => " FPS",
        "n" if mark.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => "",
        _ => return None,
    };
    let others: Vec<f64> = article
        .iter()
        .filter(|other| !other.truth.is(&mark.truth))
        .filter_map(|other| match &other.truth {
            Truth::Of(number, of)
                if of == unit && *number >= 0.01 && (unit != "n" || number.fract() != 0.0) =>
            {
                Some(*number)
            }
            _ => None,
        })
        .collect();
    let number = *others.get(dice.throw(others.len().max(1)))?;
    Some(Altered {
        kind: Kind::Baseline,
        text: format!("{number}{ending}"),
        truth: Truth::Of(number, unit.clone()),
    })
}

/// Whether a report's line, with a figure at this place, has that figure found in the article;
/// `None`: it is not recognised as a claim.
fn found(article: &Article, line: &str, place: &Range<usize>) -> Option<bool> {
    assert_eq!(plain(line), line, "a line of a report without Markdown");
    let check = checked(article, &PaperId::parse("2601.00001").unwrap(), line);
    let mut covering = check.claims.iter().filter(|claim| {
        let (start, text) = line.match_indices(&claim.text).nth(claim.occurrence as usize).unwrap();
        start < place.end && place.start < start + text.len()
    });
    covering.next().map(|claim| claim.outcome.is_supported())
}

#[derive(Default)]
struct Score {
    all: usize,
    marked: usize,
    /// How many of those that are not marked were not recognised as a claim.
    unseen: usize,
}

impl Score {
    fn count(&mut self, found: Option<bool>) {
        self.all += 1;
        self.marked += usize::from(found == Some(false));
        self.unseen += usize::from(found.is_none());
    }

    fn rate(&self) -> f64 {
        100.0 * self.marked as f64 / self.all.max(1) as f64
    }
}

fn article(name: &str, text: &str) -> Article {
    match from_markdown::read(text.as_bytes()) {
        Reading::Article(article) => *article,
        other => panic!("{name}: {other:?}"),
    }
}

/// The articles of the fixtures by name.
pub fn articles() -> Vec<(&'static str, Article)> {
    FIXTURES.iter().map(|(name, marked, _)| (*name, article(name, &read(marked).0))).collect()
}

#[test]
fn altered_figures_are_marked_and_true_ones_are_not() {
    let (mut truths, mut absent, mut elsewhere): (Score, BTreeMap<Kind, Score>, Score) =
        Default::default();
    let mut wrong = Vec::new();
    for (name, marked_article, marked_report) in FIXTURES {
        let (text, in_article) = read(marked_article);
        let article = article(name, &text);
        let mut dice = Dice(marked_report.len() as u64);
        for marked_line in marked_report.lines() {
            let (line, marks) = read(marked_line);
            for mark in &marks {
                let result = found(&article, &line, &mark.range);
                truths.count(result);
                if result != Some(true) {
                    wrong.push(format!("{name}: true, {result:?}: {} in {line}", mark.text));
                }
                let mut altered: Vec<Altered> =
                    (0..2).filter_map(|_| one_digit(mark, &mut dice)).collect();
                altered.extend(other_unit(mark));
                altered.extend(baseline(mark, &in_article, &mut dice));
                if mark.truth == Truth::Name {
                    let invented = INVENTED[dice.throw(INVENTED.len())];
                    altered.push(Altered {
                        kind: Kind::Name,
                        text: invented.to_owned(),
                        truth: Truth::Name,
                    });
                }
                for Altered { kind, text: new, truth } in altered {
                    let line =
                        format!("{}{new}{}", &line[..mark.range.start], &line[mark.range.end..]);
                    let result =
                        found(&article, &line, &(mark.range.start..mark.range.start + new.len()));
                    let is_there = truth != Truth::Name
                        && in_article.iter().any(|other| other.truth.is(&truth));
                    if is_there {
                        elsewhere.count(result);
                        continue;
                    }
                    absent.entry(kind).or_default().count(result);
                    if result != Some(false) {
                        wrong.push(format!(
                            "{name}: {kind:?} of {}, {result:?}: {new} in {line}",
                            mark.text
                        ));
                    }
                }
            }
        }
    }
    let mut all = Score::default();
    for (kind, score) in &absent {
        println!(
            "altered, absent from the article, {kind:?}: {} of {} marked, {:.1} %",
            score.marked,
            score.all,
            score.rate()
        );
        all = Score {
            all: all.all + score.all,
            marked: all.marked + score.marked,
            unseen: all.unseen + score.unseen,
        };
    }
    println!(
        "altered, absent, in all: {} of {} marked, {:.1} % (bar ≥ 95 %); {} taken for no claim",
        all.marked,
        all.all,
        all.rate(),
        all.unseen
    );
    println!(
        "true: {} of {} marked, {:.1} % (bar ≤ 3 %); {} taken for no claim",
        truths.marked,
        truths.all,
        truths.rate(),
        truths.unseen
    );
    println!(
        "altered to a figure that the article has elsewhere: {} of {} marked, {:.1} % (no bar: the check looks for figures, not for what they are said of)",
        elsewhere.marked,
        elsewhere.all,
        elsewhere.rate()
    );
    println!("{}", wrong.join("\n"));
    assert!(all.all >= 300, "{} alterations", all.all);
    assert!(all.rate() >= 95.0, "{:.1} % of the altered figures are marked", all.rate());
    assert!(truths.rate() <= 3.0, "{:.1} % of the true figures are marked", truths.rate());
    assert!(
        truths.unseen * 20 <= truths.all,
        "{} of {} true figures are taken for no claim",
        truths.unseen,
        truths.all
    );
}

#[test]
fn every_figure_of_the_articles_is_listed() {
    for (name, marked, _) in FIXTURES {
        let mut unlisted = marked.to_owned();
        while let Some((before, behind)) = unlisted.split_once('«') {
            unlisted = format!("{before}{}", behind.split_once('»').unwrap().1);
        }
        for word in unlisted.split_whitespace() {
            // The rest are names, marks of a list and numbers of tables.
            let is_mark = ["1.", "2.", "3.", "1.**", "2.**"].contains(&word);
            assert!(
                is_mark
                    || !word.contains(|c: char| c.is_ascii_digit())
                    || word.starts_with(|c: char| c.is_ascii_alphabetic()),
                "{name}: {word}"
            );
            let lower = word.to_lowercase();
            let numbers = [
                "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                "twelve", "twice",
            ];
            assert!(
                !numbers.contains(&lower.trim_matches(|c: char| !c.is_alphabetic())),
                "{name}: {word}"
            );
        }
        assert!(INVENTED.iter().all(|invented| !marked.contains(invented)), "{name}");
    }
}
