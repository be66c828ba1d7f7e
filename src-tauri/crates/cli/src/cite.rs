//! `cite`.

use crate::args::{Cite, Style};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::reading::paper_id;
use paperboy_core::App;
use std::sync::Arc;

pub fn cite(app: &Arc<App>, request: &Cite, output: &mut Output) -> Result<Exit, Failure> {
    let ids = request.ids.iter().map(|id| paper_id(id)).collect::<Result<Vec<_>, _>>()?;
    let style = match request.style {
        Style::Gbt7714 => paperboy_core::Style::GbT7714,
        Style::Apa => paperboy_core::Style::Apa,
    };
    let references = app.formatted_references(&ids, style)?;
    for id in &references.unknown {
        output.complain(&format!("{id} is not in the library"));
    }
    if output.is_json() {
        output.document(&references.found)?;
    } else {
        references.found.iter().try_for_each(|reference| output.line(&reference.text))?;
    }
    Ok(if references.unknown.is_empty() { Exit::Done } else { Exit::SomeFailed })
}
