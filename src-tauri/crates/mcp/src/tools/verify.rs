//! `verify`: the check of one sentence, as the window has it.

use crate::answer::{Refusal, paper_id};
use crate::budget::{beginning, fitting, place, tokens};
use crate::fence::{Fence, Fenced};
use paperboy_core::App;
use paperboy_core::wire::{Claim, Passage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The longest sentence, in bytes.
const MAX_SENTENCE_BYTES: usize = 4_000;
/// The passages that are shown of a claim.
const MAX_PASSAGES: usize = 3;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    id: String,
    /// In Chinese or English
    sentence: String,
    cursor: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub struct Verified {
    /// False: only the abstract is in the library and was searched
    whole_paper: bool,
    /// Empty: the sentence has no number or name to look up
    claims: Vec<VerifiedClaim>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

// A number or a name of the sentence.
#[derive(Serialize, JsonSchema)]
struct VerifiedClaim {
    text: String,
    kind: String,
    /// Whether the paper supports it; absent where the check can't tell
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<bool>,
    /// found, respelled, rounded, bound, computed; another_owner: the paper gives it for something else; another_direction: it says the opposite; not_found, not_checked
    #[schemars(with = "String")]
    outcome: Value,
    /// Where the paper says this, or what it says instead
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Fenced>,
}

pub fn verify(app: &App, fence: &Fence, request: Verify) -> Result<Verified, Refusal> {
    if request.sentence.len() > MAX_SENTENCE_BYTES {
        return Err(Refusal::new("The sentence is too long; use at most 4,000 bytes."));
    }
    let at = place(request.cursor.as_deref())?;
    let check = app.verify(paper_id(&request.id)?.as_str(), &request.sentence)?;
    let rest = check.claims.get(at..).unwrap_or_default();
    let claims = fitting(rest, |claim| verified(fence, claim))?;
    Ok(Verified {
        whole_paper: check.whole,
        next: (claims.len() < rest.len()).then(|| (at + claims.len()).to_string()),
        claims,
    })
}

fn verified(fence: &Fence, claim: &Claim) -> Result<(VerifiedClaim, usize), Refusal> {
    use paperboy_core::wire::ClaimOutcome as Outcome;
    let found = match claim.outcome {
        Outcome::NotChecked => None,
        Outcome::NotFound | Outcome::AnotherOwner | Outcome::AnotherDirection => Some(false),
        Outcome::Found
        | Outcome::Respelled
        | Outcome::Rounded
        | Outcome::Bound
        | Outcome::Computed => Some(true),
    };
    let evidence = evidence(claim);
    let text = beginning(&claim.text, 100);
    let size = tokens(&evidence) + tokens(&text);
    let outcome = serde_json::to_value(claim.outcome)
        .map_err(|error| Refusal::new(&format!("The outcome can't be sent: {error}.")))?;
    let evidence = (!evidence.is_empty()).then(|| fence.wrap(&evidence));
    Ok((VerifiedClaim { text, kind: claim.kind.clone(), found, outcome, evidence }, size))
}

/// The computation, the owner and the passages, a line each.
fn evidence(claim: &Claim) -> String {
    let mut lines = Vec::new();
    lines.extend(claim.sum.as_ref().map(|sum| format!("computed: {sum}")));
    if let Some(owner) = &claim.owner {
        let asked = format!("the sentence gives it for “{}”", owner.asked);
        lines.push(match owner.of.as_str() {
            "" => asked,
            of => format!("{asked}, the paper for “{of}”"),
        });
        lines.extend(
            owner
                .there
                .as_ref()
                .map(|there| format!("the paper's value for “{}”: {}", owner.asked, line(there))),
        );
    }
    lines.extend(claim.passages.iter().take(MAX_PASSAGES).map(line));
    lines.iter().map(|line| beginning(line, 300)).collect::<Vec<_>>().join("\n")
}

/// A passage after its place; of a table, the cell with its labels.
fn line(passage: &Passage) -> String {
    let place = if passage.heading.is_empty() { &passage.place } else { &passage.heading };
    let Some(cell) = &passage.cell else { return format!("[{place}] {}", passage.text) };
    let labels: Vec<&str> =
        cell.panel.iter().chain(&cell.row).chain(&cell.column).map(String::as_str).collect();
    format!(
        "[{place}] {} | {} = {} | {}",
        cell.caption,
        labels.join(", "),
        cell.value,
        passage.text
    )
}
