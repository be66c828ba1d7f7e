//! How well the order of papers is learnt from a few stars: stand-ins for a taste, where the lists
//! are next to the repository. The model's constants were chosen with every second stand-in; the
//! others are held back.

mod standin;

use crate::figures::{Times, heading};
use crate::judged::shared_path;
use paperboy_rank::taste::{Example, Paper, Signal, Taste};
use standin::{Known, Listed, Lists, StandIn};

/// Numbers of stars, with the precision that each should reach.
const STARS: [(usize, &str); 3] = [(3, "≥ .70"), (10, "≥ .80"), (20, "")];
/// The stars of which the learning is timed, and the papers of a day.
const MANY_STARS: usize = 1_000;
const DAY: usize = 30;
const RUNS: usize = 20;

/// Prints the share of liked papers at the top, and what learning and ordering take.
pub fn measure() -> Result<(), String> {
    heading("Taste: the order of papers learnt from stars");
    let Some(path) = shared_path("data/recall/papers.jsonl.gz") else {
        println!("skipped: ../shared/data/recall is not there");
        return Ok(());
    };
    let papers = standin::read(&path)?;
    let stand_ins = standin::stand_ins(&papers);
    println!(
        "{} papers; the first {} of all later papers are looked at",
        papers.len(),
        standin::LOOKED_AT
    );
    let [few, more, many] = STARS.map(|(stars, bar)| format!("{stars} stars {bar}"));
    println!("{:<46} {:>6} {few:>14} {more:>14} {many:>14}", "P@20", "chance");
    for known in [Known::All, Known::WithoutKeywords] {
        let mut lists = Lists::of(&papers, known);
        for (is_organisation, is_tuned_on) in [false, true]
            .into_iter()
            .flat_map(|kind| [Some(true), Some(false), None].map(|half| (kind, half)))
        {
            let is_one = |one: &&StandIn| {
                one.is_organisation == is_organisation
                    && is_tuned_on.is_none_or(|half| one.is_tuned_on == half)
            };
            let these: Vec<&StandIn> = stand_ins.iter().filter(is_one).collect();
            let count = these.len().max(1) as f64;
            let chance = these.iter().map(|one| lists.chance(one)).sum::<f64>() / count;
            let [few, more, many] = STARS.map(|(stars, _)| {
                these.iter().map(|one| lists.precision(one, stars)).sum::<f64>() / count
            });
            let kind = if is_organisation { "organisations" } else { "fields" };
            let half = match is_tuned_on {
                Some(true) => "tuned on",
                Some(false) => "held back",
                None => "both",
            };
            let without = if known == Known::All { "" } else { ", no keywords" };
            println!(
                "{:<46} {chance:>6.2} {few:>14.2} {more:>14.2} {many:>14.2}",
                format!("{} {kind}, {half}{without}", these.len()),
            );
        }
    }
    print_times(&papers)
}

/// Prints what it takes to learn from many stars and to order a day.
fn print_times(papers: &[Listed]) -> Result<(), String> {
    let mut lists = Lists::of(papers, Known::All);
    let all: Vec<&Paper> = lists.early.iter().chain(&lists.later).collect();
    let signal = |at: usize| if at < MANY_STARS { Signal::Starred } else { Signal::Skipped };
    let examples: Vec<Example<'_>> = all
        .iter()
        .enumerate()
        .map(|(at, paper)| Example { paper, signals: vec![signal(at)] })
        .collect();
    let day: Vec<&Paper> = lists.later.iter().take(DAY).collect();
    let (mut learning, mut ordering) = (Times::default(), Times::default());
    for _ in 0..RUNS {
        let taste = learning
            .take(|| Taste::learn(&mut lists.words, &examples, &[]))
            .map_err(|few| few.to_string())?;
        ordering.take(|| taste.order(&lists.words, &day));
    }
    println!(
        "{MANY_STARS} stars among {} papers learnt in {:.1} ms at p50 (≤ 50), {} papers ordered in {:.2} ms (≤ 5)",
        examples.len(),
        learning.quantile(0.5),
        day.len(),
        ordering.quantile(0.5),
    );
    Ok(())
}
