//! `export`.

use crate::args;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::reading::{date_or_id, paper_id};
use crate::searching;
use crate::terminal::escaped;
use paperboy_core::wire::ExportFormat;
use paperboy_core::{App, Filter, Picked, Selection};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub fn export(
    app: &Arc<App>,
    arguments: &args::Export,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let selection = selection(app, arguments)?;
    if matches!(selection, Selection::Query(_)) {
        searching::update_index(app, output)?;
    }
    let picked = app.pick(&selection)?;
    for id in &picked.unknown {
        output.warn(&format!("{id} is not in the library"));
    }
    let is_day = matches!(selection, Selection::Days(_));
    if is_day && picked.is_empty() {
        output.warn(&format!(
            "there are no papers for {}; fetch them first",
            arguments.targets.join(" ")
        ));
        return Ok(Exit::SomeFailed);
    }
    match (&selection, arguments.format) {
        (Selection::Days(days), args::Format::Markdown) => {
            reports(app, &app.export_days(*days)?, arguments.out.as_deref(), output)?;
        }
        (_, format) => {
            write_file(app, &picked, &selection, format, arguments.out.as_deref(), output)?;
        }
    }
    Ok(if picked.unknown.is_empty() { Exit::Done } else { Exit::SomeFailed })
}

/// Daily reports: a file for each day, or all of them together.
fn reports(
    app: &App,
    days: &[paperboy_core::DayFile],
    out: Option<&Path>,
    output: &mut Output,
) -> Result<(), Failure> {
    match out {
        None => days.iter().try_for_each(|day| output.bytes(&day.bytes)),
        Some(folder) if folder.is_dir() => days.iter().try_for_each(|day| {
            Ok(app.write_out(&folder.join(format!("{}.md", day.date)), &day.bytes)?)
        }),
        Some(file) => {
            let bytes: Vec<u8> = days.iter().flat_map(|day| day.bytes.iter().copied()).collect();
            Ok(app.write_out(file, &bytes)?)
        }
    }
}

/// Writes all picked papers into one file, or to stdout.
fn write_file(
    app: &App,
    picked: &Picked,
    selection: &Selection,
    format: args::Format,
    out: Option<&Path>,
    output: &mut Output,
) -> Result<(), Failure> {
    let (format, name) = match format {
        args::Format::Bibtex => (ExportFormat::Bibtex, "papers.bib"),
        args::Format::Biblatex => (ExportFormat::Biblatex, "papers.bib"),
        args::Format::Ris => (ExportFormat::Ris, "papers.ris"),
        args::Format::CslJson => (ExportFormat::CslJson, "papers.csl.json"),
        args::Format::Markdown => (ExportFormat::Markdown, "papers.md"),
        args::Format::Json => (ExportFormat::Json, "papers.json"),
        args::Format::Html => (ExportFormat::Html, "papers.html"),
    };
    let mut write = |out: &mut dyn Write| {
        if format == ExportFormat::Json {
            app.export_to(picked, format, selection, &mut EscapingWriter(out))
        } else {
            app.export_to(picked, format, selection, out)
        }
    };
    match out {
        None => Ok(write(&mut ToStdout(output))?),
        Some(path) => {
            let file: PathBuf = if path.is_dir() { path.join(name) } else { path.to_owned() };
            Ok(app.write_out_by(&file, &mut write)?)
        }
    }
}

/// Writes to stdout.
struct ToStdout<'a>(&'a mut Output);

impl Write for ToStdout<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.bytes(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(Failure::ClosedPipe) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(Failure::Message(_, why)) => Err(io::Error::other(why)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes JSON with control characters as escapes, which a terminal does not obey. Each write has
/// to be valid UTF-8.
struct EscapingWriter<'a>(&'a mut dyn Write);

impl Write for EscapingWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = std::str::from_utf8(bytes).map_err(io::Error::other)?;
        self.0.write_all(escaped(text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn selection(app: &App, arguments: &args::Export) -> Result<Selection, Failure> {
    if let Some(query) = &arguments.query {
        return Ok(Selection::Query(query.clone()));
    }
    if arguments.targets.is_empty() {
        let collection = arguments.collection.as_deref().map(|name| app.collection_named(name));
        return Ok(Selection::List(Filter {
            starred: arguments.starred,
            tag: arguments.tag.clone(),
            collection: collection.transpose()?,
            ..Filter::default()
        }));
    }
    if let [target] = arguments.targets.as_slice()
        && paperboy_core::PaperId::parse(target).is_none()
    {
        return Ok(Selection::Days(date_or_id(app, target)?));
    }
    Ok(Selection::Papers(
        arguments.targets.iter().map(|id| paper_id(id)).collect::<Result<_, _>>()?,
    ))
}
