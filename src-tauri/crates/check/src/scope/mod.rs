//! Which of the labels that a sentence names a figure belongs to.

mod beside;
mod clause;

use super::claim::Sentence;
use super::mention::{AxisId, Labels, Mention};
use super::words::{self, compares};
use beside::{gap, goes_on_to, is_list, is_listed, is_of_all, is_of_another, is_of_compared, run};
use clause::{clause_of, is_elliptical, opens_frame};
use std::cell::LazyCell;
use std::ops::Range;

/// The most bytes between a figure and the name that it belongs to: ` at `, 的.
const MAX_OWN_GAP_BYTES: usize = 12;

/// Words that give figures to names in their order.
const RESPECTIVELY: [&str; 6] = ["分别", "依次", "respectively", "各为", "in turn", "分別"];

/// A figure in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) range: Range<usize>,
    /// Whether the figure is the size of a change or a difference.
    pub(super) is_change: bool,
}

/// The mentions on one axis that a figure of a sentence belongs to.
///
/// A change belongs to all where its clause compares them.
pub(super) fn mentions<'a>(
    text: &str,
    all: &'a [Mention],
    figures: &[Placed],
    figure: &Range<usize>,
    is_on: impl Fn(&Mention) -> bool,
) -> Vec<&'a Mention> {
    let mut named: Vec<&Mention> = Vec::new();
    for mention in all.iter().filter(|mention| is_on(mention)) {
        if is_of_another(text, figures, figure, mention) {
            continue;
        }
        // A repetition of the same name is not another name, unless there are figures between.
        let is_between = |known: &Mention| {
            figures.iter().any(|other| {
                known.range.end <= other.range.start && other.range.end <= mention.range.start
            })
        };
        let again = named.iter().any(|known| known.labels == mention.labels && !is_between(known));
        if !again {
            named.push(mention);
        }
    }
    // `24 GB of HBM` is of HBM alone, `0.836 (TransLobe)` of TransLobe, and `795 tokens` of tokens.
    // `1,400 times` counts, and is of no time.
    let is_within = |mention: &Mention| {
        figure.start < mention.range.start
            && mention.range.end <= figure.end
            && !text[mention.range.clone()].eq_ignore_ascii_case("times")
    };
    if let Some(own) = named.iter().find(|mention| match gap(text, figure, mention) {
        Some("of" | "(" | "（") => mention.is_sure,
        Some("") => mention.is_measure,
        _ if is_of_compared(text, figure, mention) => mention.is_sure,
        _ => mention.is_measure && is_within(mention),
    }) {
        return vec![*own];
    }
    let Some(this) = figures.iter().find(|other| {
        other.range.start <= figure.start && figure.end <= other.range.end || other.range == *figure
    }) else {
        return named;
    };
    // `After 1,600 h` and `k=4` are names with figures in them.
    let is_in_name = |other: &Placed| {
        other.range != *figure
            && all.iter().any(|mention| {
                mention.is_sure
                    && mention.range.start <= other.range.start
                    && other.range.end <= mention.range.end
            })
    };
    let apart: Vec<Placed> = figures.iter().filter(|other| !is_in_name(other)).cloned().collect();
    let figures = apart.as_slice();
    let first_figure = figures.iter().map(|figure| figure.range.start).min().unwrap_or(0);
    let clause = clause_of(text, figures, figure.start);
    let has_figure_before = |mention: &Mention| {
        figures
            .iter()
            .any(|other| mention.range.end <= other.range.start && other.range.end <= figure.start)
    };
    // The names of its own clause, and names before all figures that are still in force.
    let governs = |mention: &&Mention| {
        let is_compared = is_compared(text, mention);
        if clause.contains(&mention.range.start) {
            !is_compared || this.is_change && !compares(&text[clause.clone()])
        } else {
            // A measure that has its figure is not what the next clause is of.
            let is_done = mention.is_measure
                && has_figure_before(mention)
                && !is_elliptical(text, &clause, figure, all);
            let own = &text[clause.clone()];
            let is_of_others = is_of_all(own) || super::mention::is_of_ours(own);
            let goes_on = mention.range.end <= first_figure
                && (mention.is_firm || opens_frame(text, mention));
            goes_on && !is_done && !is_compared && !is_of_others
        }
    };
    let is_paired = is_paired(text);
    // In a list with only one known name, the figure of that name can't be determined.
    if is_paired && named.len() == 1 && figures.len() > 1 && is_listed(text, named[0]) {
        return Vec::new();
    }
    if named.len() < 2 || this.is_change && compares(&text[clause.clone()]) {
        return named.into_iter().filter(governs).collect();
    }
    // Values are given to names among values, changes among changes.
    let figures: Vec<Range<usize>> = figures
        .iter()
        .filter(|other| other.is_change == this.is_change)
        .map(|other| other.range.clone())
        .collect();
    let figures = figures.as_slice();
    let Some(at) = figures.iter().position(|other| *other == this.range) else { return named };
    let in_order = named.len() == figures.len();
    let first_value = figures.first().map_or(0, |range| range.start);
    let last_name = named.last().map_or(0, |mention| mention.range.end);
    // `A, B and C: 71.2, 69.8 and 64.5`, perhaps with more such lists of figures.
    let (list, place) = run(text, figures, at);
    if list.len() == named.len() && is_list(text, named.iter().map(|mention| &mention.range)) {
        return vec![named[place]];
    }
    // `A 与 B 分别为 71.2 与 69.8`, `A and B: 71.2 vs 69.8`.
    if in_order
        && (is_paired
            || last_name <= first_value
                && clause_of(text, &[], first_value).start <= named[0].range.start)
    {
        return vec![named[at]];
    }
    // Two figures for each name, as many for each.
    if is_paired && figures.len() > named.len() && figures.len().is_multiple_of(named.len()) {
        return named;
    }
    // `A reaches 71.2, B only 69.8`: each name has its figures after it.
    if alternates(&named, figures) {
        let before = named.iter().rev().find(|mention| mention.range.start <= figure.start);
        return before.map_or(named.clone(), |mention| vec![*mention]);
    }
    // `71.2 on X and 64.5 on Y`.
    if in_order
        && figures.iter().zip(&named).all(|(figure, mention)| figure.end <= mention.range.start)
        && is_interleaved(&named, figures)
    {
        return vec![named[at]];
    }
    let is_here =
        |mention: &&Mention| clause.contains(&mention.range.start) && !is_compared(text, mention);
    let here: Vec<&Mention> = named.iter().copied().filter(is_here).collect();
    // Ordinary words of its clause do not take the place of a name that continues.
    if here.iter().any(|mention| mention.is_firm) {
        // `Without the cache, X has 21`: what X is without continues, as `with k=4` does.
        let is_of_here = |mention: &Mention| {
            here.iter().any(|other| mention.labels.iter().any(|label| other.means(*label)))
        };
        let frames = named.iter().filter(|mention| {
            (mention.is_left_away || is_of_here(mention))
                && !here.contains(mention)
                && mention.range.end <= first_figure
                && opens_frame(text, mention)
        });
        let frames: Vec<&Mention> = frames.copied().collect();
        frames.into_iter().chain(here).collect()
    } else {
        named.into_iter().filter(governs).collect()
    }
}

/// Whether a sentence gives its figures to its names in their order.
fn is_paired(text: &str) -> bool {
    RESPECTIVELY.iter().any(|word| text.contains(word))
}

/// Whether each name is followed by a figure before the next name comes, and is not what something
/// is compared with.
fn alternates(named: &[&Mention], figures: &[Range<usize>]) -> bool {
    let ends = named.iter().skip(1).map(|mention| mention.range.start).chain([usize::MAX]);
    named[0].range.start < figures.first().map_or(0, |figure| figure.start)
        && named.iter().zip(ends).all(|(mention, end)| {
            figures.iter().any(|figure| mention.range.end <= figure.start && figure.start < end)
        })
}

fn is_interleaved(named: &[&Mention], figures: &[Range<usize>]) -> bool {
    figures.iter().skip(1).zip(named).all(|(figure, mention)| mention.range.end <= figure.start)
}

/// Whether a figure may belong to a name that is no label and is between it and a mention: the
/// 28.4 of `trails GPT-4o (38.2) and Claude-3.5 (28.4)`.
fn is_of_unknown(text: &str, all: &[Mention], mention: &Mention, figure: &Range<usize>) -> bool {
    let Some(between) = text.get(mention.range.end..figure.start) else { return false };
    let near =
        between.trim_end_matches([' ', '(', '（', '的', '为', '仅', '有', '约', '达', '到', '=']);
    let near = ["at", "with", "is", "of", "by", "reaches", "only", "gets", "scores"]
        .iter()
        .find_map(|word| near.strip_suffix(word).filter(|rest| rest.ends_with(' ')))
        .map_or(near, str::trim_end);
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+' | '@');
    let word = &near[near.trim_end_matches(is_of_name).len()..];
    let end = mention.range.end + near.len();
    let is_known = all.iter().any(|other| other.range.start < end && end <= other.range.end);
    let is_name = word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.bytes().any(|byte| byte.is_ascii_uppercase());
    is_name && !is_known
}

/// Whether a table may call the same thing shorter than another one: `DeepSeek-V3` for what is
/// `DeepSeek-V3-Base` there. On an axis of its own table, a place has each label twice.
fn is_variant(text: &str, mention: &Mention, own: &[u32], labels: &Labels) -> bool {
    let named = text[mention.range.clone()].to_ascii_lowercase();
    own.iter().any(|label| {
        let is_of_other_table = own.iter().filter(|it| *it == label).count() == 1;
        let shorter = labels.text(*label).to_ascii_lowercase();
        is_of_other_table
            && shorter.len() > 3
            && named
                .strip_prefix(shorter.as_str())
                .is_some_and(|rest| rest.starts_with(['-', ' ', '(', '_']))
    })
}

/// Whether a name is what something else is compared with: 比 BetaNet, `than BetaNet`.
fn is_compared(text: &str, mention: &Mention) -> bool {
    words::is_compared_with(&text[..mention.range.start])
}

/// The mention of a sentence that a figure in it can't belong to, if the figure is the one of a
/// thing with these labels.
///
/// `has` are the axes to look at with the labels that the thing has on each.
pub(super) fn contradiction<'a>(
    sentence: &'a Sentence,
    figure: &Range<usize>,
    has: &[(AxisId, Vec<u32>)],
    labels: &Labels,
    may_own: impl Fn(&Mention) -> bool,
) -> Option<&'a Mention> {
    let Sentence { text, mentions: all, figures, .. } = sentence;
    // What something was before is often another's: 将延迟从 512 ms 降至 330 ms.
    let before = text[..figure.start].trim_end_matches([' ', '约', '原', '的', '来']);
    if ["从", "由", "from"].iter().any(|word| before.ends_with(word))
        || goes_on_to(&text[figure.end..])
    {
        return None;
    }
    // `With A it takes 3 s, faster than X at 4 s`: X may be without A.
    let compared_at = all
        .iter()
        .rfind(|mention| {
            mention.range.end <= figure.start
                && figure.start - mention.range.end <= MAX_OWN_GAP_BYTES
                && is_compared(text, mention)
                && has.iter().any(|(_, own)| own.iter().any(|label| mention.means(*label)))
        })
        .map(|mention| mention.range.start);
    let may_be_without = |mention: &Mention| {
        !mention.is_measure && compared_at.is_some_and(|at| mention.range.end <= at)
    };
    let is_of_caption = |label: &u32| {
        has.iter().any(|(axis, own)| labels.is_of_captions(*axis) && own.contains(label))
    };
    // In `X with Y`, X may be the row, and Y in the caption.
    let names_row = LazyCell::new(|| {
        has.iter().any(|(_, own)| {
            let is_row = |mention: &Mention| {
                let mut rows =
                    own.iter().filter(|label| !labels.is_heading(**label) && !is_of_caption(label));
                rows.any(|label| mention.means(*label))
            };
            !mentions(text, all, figures, figure, is_row).is_empty()
        })
    });
    for (axis, own) in has {
        if own.is_empty() {
            continue;
        }
        // That a row is among the paper's own says not which of them it is, and a caption that names
        // a row says nothing of the others.
        let satisfied = |mention: &Mention| {
            let is_row = || {
                !*names_row
                    && !labels.is_of_captions(*axis)
                    && mention.labels.iter().any(|label| labels.is_on(*axis, *label))
            };
            has.iter().any(|(other, there)| {
                there.iter().any(|label| {
                    mention.means(*label)
                        && (other == axis
                            || !(labels.is_ours(*label) || is_of_caption(label) && is_row()))
                })
            })
        };
        // Captions name measures and measured things on one axis.
        let is_of_heading = own.iter().any(|label| labels.is_heading(*label));
        let on = |mention: &Mention| {
            // Its labels of other tables say nothing here.
            let mut here = mention.labels.iter().filter(|label| labels.is_on(*axis, **label));
            let is_alike = |label: &u32| {
                !labels.is_of_captions(*axis)
                    || labels.is_heading(*label) == is_of_heading && labels.are_alike(own, *label)
            };
            // A number that names a row is not its own owner.
            let is_apart = mention.range.end <= figure.start || figure.start < mention.range.start;
            is_apart && here.any(is_alike) && may_own(mention)
        };
        let named = mentions(text, all, figures, figure, on);
        // `mean force` names one label with two words.
        let is_of_all = |label: &u32| {
            labels.is_on(*axis, *label) && named.iter().all(|mention| mention.means(*label))
        };
        let is_one = named.len() > 1 && named[0].labels.iter().any(is_of_all);
        // A word that several labels have is not meant where another one is named outright.
        let meant = |mention: &Mention| {
            mention.labels.iter().filter(|label| labels.is_on(*axis, **label)).count()
        };
        let is_outright =
            |mention: &&Mention| mention.is_firm && mention.is_sure && meant(mention) == 1;
        let has_outright = named.iter().any(is_outright);
        let is_satisfied = if is_one {
            own.iter().any(is_of_all)
        } else {
            named.iter().any(|mention| satisfied(mention) && (!has_outright || meant(mention) == 1))
        };
        if !named.is_empty() && !is_satisfied {
            let unmet = named.iter().position(|mention| !satisfied(mention)).unwrap_or(0);
            let named: Vec<&Mention> =
                named[unmet..].iter().chain(&named[..unmet]).copied().collect();
            // Beside another label of the same thing, a word that is all of a label means it.
            let is_of_thing = || {
                has.iter().any(|(other, labels)| {
                    other != axis
                        && all.iter().any(|mention| {
                            mention.is_sure && labels.iter().any(|label| mention.means(*label))
                        })
                })
            };
            let is_meant = |mention: &&Mention| {
                mention.is_sure || mention.is_whole && !mention.is_measure && is_of_thing()
            };
            let is_certain = |mention: &&Mention| {
                is_meant(mention)
                    && !may_be_without(mention)
                    && !is_of_unknown(text, all, mention, figure)
                    && !is_variant(text, mention, own, labels)
            };
            if let Some(mention) = named.into_iter().find(is_certain) {
                return Some(mention);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn belongs(text: &str, names: &[&str], figures: &[&str], figure: usize) -> Vec<String> {
        let mut labels = Labels::default();
        let axis = labels.axis();
        for name in names {
            labels.add(axis, name);
        }
        let all = labels.mentions(text);
        let mut at = 0;
        let figures: Vec<Placed> = figures
            .iter()
            .map(|figure| {
                at += text[at..].find(figure).unwrap();
                let range = at..at + figure.len();
                at = range.end;
                Placed { range, is_change: false }
            })
            .collect();
        let of = mentions(text, &all, &figures, &figures[figure].range, |_| true);
        of.into_iter().map(|mention| text[mention.range.clone()].to_owned()).collect()
    }

    #[test]
    fn figures_belong_to_names_as_the_sentence_gives_them() {
        let names = &["AlphaNet", "BetaNet", "GammaNet"];
        for (text, figures, of) in [
            (
                "AlphaNet 与 BetaNet 分别为 71.2 与 69.8。",
                &["71.2", "69.8"][..],
                &[&["AlphaNet"][..], &["BetaNet"]][..],
            ),
            (
                "AlphaNet and BetaNet reach 71.2 and 69.8, respectively.",
                &["71.2", "69.8"],
                &[&["AlphaNet"], &["BetaNet"]],
            ),
            (
                "AlphaNet 达到 71.2，而 BetaNet 仅 69.8。",
                &["71.2", "69.8"],
                &[&["AlphaNet"], &["BetaNet"]],
            ),
            (
                "AlphaNet (71.2) outperforms BetaNet (69.8).",
                &["71.2", "69.8"],
                &[&["AlphaNet"], &["BetaNet"]],
            ),
            (
                "It gets 71.2 for AlphaNet and 69.8 for BetaNet.",
                &["71.2", "69.8"],
                &[&["AlphaNet"], &["BetaNet"]],
            ),
            (
                "AlphaNet reaches 71.2 versus 69.8 for BetaNet.",
                &["71.2", "69.8"],
                &[&["AlphaNet"], &["BetaNet"]],
            ),
            ("AlphaNet 优于 BetaNet，达到 71.2。", &["71.2"], &[&["AlphaNet"]]),
            ("AlphaNet 为 71.2。", &["71.2"], &[&["AlphaNet"]]),
        ] {
            for (n, of) in of.iter().enumerate() {
                assert_eq!(belongs(text, names, figures, n), *of, "{text} {n}");
            }
        }
    }
}
