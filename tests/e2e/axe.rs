//! Accessibility: the violations that axe-core finds in the current page.

use crate::stage::repository;
use crate::window::Window;
use serde_json::{Value, json};

/// The rules: WCAG 2.2 A and AA, and axe-core's best practices.
const ASK: &str = "const done = arguments[0]; axe.run(document, { resultTypes: ['violations'] })\
    .then(found => done(found.violations.map(v => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map(n => `${n.target.join(' ')} — ${n.failureSummary}`).join(' | ')}`)),\
          error => done([String(error)]));";

/// The violations in the current view; `place` names it in the answer.
pub async fn violations(window: &Window, place: &str) -> Vec<String> {
    if window.run("return typeof axe", vec![]).await == json!("undefined") {
        let path = repository().join("ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        window.run(&format!("{axe}; window.axe = axe;"), vec![]).await;
    }
    let Value::Array(found) = window.run_until_done(ASK).await else {
        panic!("axe-core did not answer with a list")
    };
    found
        .iter()
        .map(|violation| format!("{place}: {}", violation.as_str().unwrap_or_default()))
        .collect()
}
