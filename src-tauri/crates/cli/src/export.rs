//! `export`.

use crate::args;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::reading::{date_or_id, paper_id};
use crate::searching;
use crate::terminal::escaped;
use paperboy_core::{App, Exported, Selection};
use std::sync::Arc;

pub fn export(app: &Arc<App>, asked: &args::Export, output: &mut Output) -> Result<Exit, Failure> {
    let selection = selection(app, asked)?;
    if matches!(selection, Selection::Query(_)) {
        searching::catch_up(app, output)?;
    }
    let (files, unknown) = if asked.format == args::Format::Json {
        let Exported { found, unknown } = app.export_json(&selection)?;
        let text = serde_json::to_string(&found).map_err(std::io::Error::from)?;
        let text = format!("{}\n", escaped(&text)).into_bytes();
        let nothing = found.is_empty() && matches!(selection, Selection::Days(_));
        (if nothing { Vec::new() } else { vec![("papers.json".to_owned(), text)] }, unknown)
    } else {
        let Exported { found, unknown } = app.export_markdown(&selection)?;
        (found.into_iter().map(|file| (format!("{}.md", file.date), file.bytes)).collect(), unknown)
    };
    for id in &unknown {
        output.complain(&format!("{id} is not in the library"));
    }
    let nothing = files.is_empty() && matches!(selection, Selection::Days(_));
    if nothing {
        output.complain(&format!(
            "there are no papers for {}; fetch them first",
            asked.targets.join(" ")
        ));
    }
    match &asked.out {
        None => files.iter().try_for_each(|(_, bytes)| output.bytes(bytes))?,
        Some(folder) if folder.is_dir() => {
            files.iter().try_for_each(|(name, bytes)| app.write_out(&folder.join(name), bytes))?
        }
        Some(file) if !files.is_empty() => app.write_out(
            file,
            &files.into_iter().flat_map(|(_, bytes)| bytes).collect::<Vec<u8>>(),
        )?,
        Some(_) => {}
    }
    Ok(if unknown.is_empty() && !nothing { Exit::Done } else { Exit::SomeFailed })
}

fn selection(app: &App, asked: &args::Export) -> Result<Selection, Failure> {
    if let Some(query) = &asked.query {
        return Ok(Selection::Query(query.clone()));
    }
    if asked.starred {
        return Ok(Selection::Starred);
    }
    if let [target] = asked.targets.as_slice()
        && paperboy_core::PaperId::parse(target).is_none()
    {
        return Ok(Selection::Days(date_or_id(app, target)?));
    }
    Ok(Selection::Papers(asked.targets.iter().map(|id| paper_id(id)).collect::<Result<_, _>>()?))
}
