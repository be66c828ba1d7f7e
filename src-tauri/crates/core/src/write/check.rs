//! The check (核对) of reports: made when a report is written, and when the paper of an imported
//! one has been read.

use super::material::Material;
use crate::article::opened_section;
use crate::reading::{day, narrow, paper_id};
use crate::wire::{
    self, Check, Claim, ClaimOutcome, DayCheck, OutcomeCounts, Owner, Passage, TableCell,
    ValueCause, View,
};
use crate::{App, Error};
use paperboy_archive::is_digest_writer;
use paperboy_report::Section;
use paperboy_store::{Checked, DayChecked, Outcomes};
use paperboy_writer::{ClaimKind, How, Outcome, Place};

/// Raised with each change of the results of [`paperboy_writer::check`]: then all reports are
/// checked again.
const CHECKER: u32 = 6;
/// Checkers before this one knew of two outcomes only, by whether there is a passage.
const OUTCOMES_SINCE: u32 = 2;
/// How many reports are looked for at once.
const BATCH: usize = 100;

/// Looks a report's figures and names up.
pub(super) fn of(report: &str, material: &Material) -> Result<paperboy_store::Check, Error> {
    let check = paperboy_writer::check(report, &material.source());
    let claims: Vec<Claim> = check.claims.iter().map(|claim| crossing(claim, material)).collect();
    let checked = counted(&claims).into();
    let claims = serde_json::to_vec(&claims).map_err(ValueCause::other)?;
    let article = material.article.as_ref().map(|(_, fetched)| *fetched);
    Ok(paperboy_store::Check { checker: CHECKER, article, whole: check.whole, checked, claims })
}

/// How many claims had each outcome.
fn counted(claims: &[Claim]) -> Outcomes {
    let mut outcomes = Outcomes::default();
    for claim in claims {
        let count = match claim.outcome {
            ClaimOutcome::Found
            | ClaimOutcome::Respelled
            | ClaimOutcome::Rounded
            | ClaimOutcome::Bound => &mut outcomes.found,
            ClaimOutcome::Computed => &mut outcomes.computed,
            ClaimOutcome::AnotherOwner => &mut outcomes.another_owner,
            ClaimOutcome::AnotherDirection => &mut outcomes.another_direction,
            ClaimOutcome::NotFound => &mut outcomes.not_found,
            ClaimOutcome::NotChecked => &mut outcomes.not_checked,
        };
        *count += 1;
    }
    outcomes
}

fn crossing(claim: &paperboy_writer::Claim, material: &Material) -> Claim {
    let kind = match claim.kind {
        ClaimKind::Figure => "figure",
        ClaimKind::Name => "name",
    };
    let passages: Vec<Passage> = claim
        .outcome
        .passages()
        .iter()
        .map(|passage| crossing_passage(passage, material))
        .collect();
    let (mut sum, mut owner) = (None, None);
    let outcome = match &claim.outcome {
        Outcome::Found { how, .. } => match how {
            How::Exact => ClaimOutcome::Found,
            How::Respelled => ClaimOutcome::Respelled,
            How::Rounded => ClaimOutcome::Rounded,
            How::Bound => ClaimOutcome::Bound,
        },
        Outcome::Computed { sum: of, .. } => {
            sum = Some(of.to_string());
            ClaimOutcome::Computed
        }
        Outcome::AnotherOwner { of, asked, there, .. } => {
            let there = there.as_ref().map(|there| crossing_passage(there, material));
            owner = Some(Owner { of: of.clone(), asked: asked.clone(), there });
            ClaimOutcome::AnotherOwner
        }
        Outcome::AnotherDirection { .. } => ClaimOutcome::AnotherDirection,
        Outcome::NotFound => ClaimOutcome::NotFound,
        Outcome::NotChecked(_) => ClaimOutcome::NotChecked,
    };
    Claim {
        section: claim.section.map_or("", Section::key).to_owned(),
        kind: kind.to_owned(),
        text: claim.text.clone(),
        occurrence: claim.occurrence,
        passage: if claim.outcome.is_supported() { passages.first().cloned() } else { None },
        outcome,
        sentence: claim.sentence.clone(),
        passages,
        sum,
        owner,
    }
}

fn crossing_passage(passage: &paperboy_writer::Passage, material: &Material) -> Passage {
    let article = material.article.as_ref().map(|(article, _)| article);
    let (place, heading, section) = match passage.place {
        Place::Title => ("title", None, None),
        Place::Abstract => (
            "abstract",
            None,
            article.filter(|article| !article.abstract_blocks.is_empty()).map(|_| 0),
        ),
        Place::Section(at) => (
            "section",
            article.and_then(|article| article.sections.get(at)).map(|section| section.heading()),
            article.map(|article| narrow(opened_section(article, at) as u64)),
        ),
    };
    let cell = passage.cell.clone().map(|cell| {
        let paperboy_writer::Cell { value, row, column, panel, caption } = cell;
        TableCell { value, row, column, panel, caption }
    });
    Passage {
        heading: heading.unwrap_or_default(),
        place: place.to_owned(),
        section,
        text: passage.text.clone(),
        highlight: passage.highlight,
        cell,
    }
}

/// The claims of a record, which an older checker may have made.
fn understood(mut claims: Vec<Claim>, checker: u32) -> Vec<Claim> {
    for claim in claims.iter_mut().filter(|_| checker < OUTCOMES_SINCE) {
        claim.passages = claim.passage.iter().cloned().collect();
        claim.outcome =
            if claim.passage.is_some() { ClaimOutcome::Found } else { ClaimOutcome::NotFound };
    }
    claims
}

pub(crate) fn numbers(checked: Checked) -> wire::Checked {
    let Checked { figures, found, outcomes } = checked;
    wire::Checked { figures, found, outcomes: outcomes.map(outcome_counts) }
}

fn outcome_counts(outcomes: Outcomes) -> OutcomeCounts {
    let Outcomes { found, computed, another_owner, another_direction, not_found, not_checked } =
        outcomes;
    OutcomeCounts { found, computed, another_owner, another_direction, not_found, not_checked }
}

impl App {
    /// Looks up the figures and names of one sentence in the stored text of a paper: each claim
    /// with its outcome and passages.
    pub fn verify(&self, id: &str, sentence: &str) -> Result<Check, Error> {
        let id = paper_id(id)?;
        let material = Material::load(self, &id)?.ok_or(Error::UnknownPaper(id))?;
        let check = paperboy_writer::verify(sentence, &material.source());
        let claims = check.claims.iter().map(|claim| crossing(claim, &material)).collect();
        Ok(Check { whole: check.whole, claims })
    }

    /// The check of a version; `None`: not looked up.
    pub(crate) fn check_of(&self, version: i64) -> Result<Option<Check>, Error> {
        let Some(stored) = self.store().check_of(version)? else { return Ok(None) };
        let claims = serde_json::from_slice(&stored.claims)
            .inspect_err(|error| tracing::warn!(version, %error, "a check can't be read"));
        Ok(claims.ok().map(|claims| Check {
            whole: stored.whole,
            claims: understood(claims, stored.checker),
        }))
    }

    /// What the checks of a day's reports found, together; `None` for another list.
    pub(crate) fn day_check(&self, view: &View) -> Result<Option<DayCheck>, Error> {
        let View::Day { date } = view else { return Ok(None) };
        let DayChecked { outcomes, reports, others } = self.store().checked_on(day(date)?)?;
        Ok(Some(DayCheck {
            outcomes: outcome_counts(outcomes),
            reports: narrow(reports),
            others: narrow(others),
        }))
    }

    /// Checks the shown reports that were changed after `revision` and were not checked against the
    /// current text of their papers. Returns the revision up to which all are checked.
    pub fn check_reports(&self, mut revision: u64) -> Result<u64, Error> {
        if self.read_only() {
            return Ok(revision);
        }
        let newest = self.store().revision()?;
        loop {
            let due = self.store().to_check(revision, CHECKER, BATCH)?;
            let Some((_, last)) = due.last() else { return Ok(newest.max(revision)) };
            revision = *last;
            for (id, _) in due {
                let material = match Material::load(self, &id) {
                    // It is checked when the text is there again.
                    Err(Error::TextAltered(_)) => continue,
                    loaded => loaded?,
                };
                let Some(material) = material else { continue };
                let Some(report) = &material.paper.report else { continue };
                // Another digest's texts have none of the sections that claims are looked up in.
                let body = if is_digest_writer(&report.writer) { "" } else { &report.body };
                self.store().put_check(report.id, &of(body, &material)?)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_of_an_older_checker_opens_with_its_two_outcomes() {
        let kept = r#"[{"section":"results","kind":"figure","text":"1%","occurrence":0,"passage":null},
            {"section":"results","kind":"figure","text":"2%","occurrence":0,
             "passage":{"heading":"","place":"abstract","section":0,"text":"It is 2%.","highlight":[6,8]}}]"#;
        let claims = understood(serde_json::from_str(kept).unwrap(), 1);
        assert_eq!(
            claims.iter().map(|claim| claim.outcome).collect::<Vec<_>>(),
            [ClaimOutcome::NotFound, ClaimOutcome::Found]
        );
        assert_eq!(claims.iter().map(|claim| claim.passages.len()).collect::<Vec<_>>(), [0, 1]);
    }
}
