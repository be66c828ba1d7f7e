//! `export`.

use crate::args;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::progress;
use crate::reading::{date_or_id, paper_id};
use crate::searching;
use crate::terminal::escaped;
use paperboy_core::wire::{ExportFormat, ExportedFigures, JobKind};
use paperboy_core::{App, Filter, Picked, Selection, VaultOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub fn export(
    app: &Arc<App>,
    arguments: &args::Export,
    output: &mut Output,
) -> Result<Exit, Failure> {
    check_figures(arguments)?;
    let figures = arguments.figures.map(ExportedFigures::from);
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
        (Selection::Days(days), args::Format::Markdown)
            if figures.is_none_or(|figures| figures == ExportedFigures::None) =>
        {
            reports(app, &app.export_days(*days)?, arguments.out.as_deref(), output)?;
        }
        (_, args::Format::Obsidian) => {
            let exit = vault(app, &picked, arguments, output)?;
            return Ok(if picked.unknown.is_empty() { exit } else { Exit::SomeFailed });
        }
        (_, args::Format::Zotero) => zotero(app, &picked, arguments, output)?,
        (_, format) => {
            write_file(app, (&picked, &selection), format, arguments, output)?;
        }
    }
    Ok(if picked.unknown.is_empty() { Exit::Done } else { Exit::SomeFailed })
}

/// Figures are files beside the one of the export.
fn check_figures(arguments: &args::Export) -> Result<(), Failure> {
    let wrong = |why: &str| Err(Failure::Message(Exit::Usage, why.to_owned()));
    let is_note = arguments.format == args::Format::Obsidian;
    let has_figures = is_note || file_of(arguments.format).is_some_and(|(it, _)| it.has_figures());
    match arguments.figures {
        None => Ok(()),
        Some(_) if !has_figures => wrong(
            "--figures needs --format markdown, html or obsidian; other formats have no figures",
        ),
        Some(args::Figures::Open | args::Figures::All) if !is_note && arguments.out.is_none() => {
            wrong("--figures needs --out with a file, because figures are files beside it")
        }
        Some(_) => Ok(()),
    }
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

/// Notes in an Obsidian vault. What becomes of them goes to stdout, conflicts and failures to
/// stderr.
fn vault(
    app: &Arc<App>,
    picked: &Picked,
    arguments: &args::Export,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let job = progress::stoppable(JobKind::Vault);
    let (worker, of, picked) = (app.clone(), job.clone(), picked.clone());
    let options = VaultOptions {
        folder: arguments.out.clone(),
        again: arguments.again,
        figures: arguments.figures.map(ExportedFigures::from),
    };
    let ended = job.wait_for(move || worker.update_vault(&picked, &options, &of));
    let Some(result) = ended.transpose()? else { return Ok(Exit::Stopped) };
    for conflict in &result.conflicts {
        output.warn(&format!(
            "{} was not updated, because Paperboy's part of it was changed or the file is your own; it was left as it is, and the note was written to {}",
            conflict.file, conflict.beside
        ));
    }
    for failure in &result.failures {
        output.warn(&format!("{} was not written: {}", failure.path, failure.why));
    }
    warn_of_withheld(u64::from(result.withheld), output);
    if result.deleted > 0 {
        let (notes, were) = if result.deleted == 1 { ("note", "was") } else { ("notes", "were") };
        output.warn(&format!(
            "{} {notes} {were} deleted or moved out of the folder and {were} not written again; --again writes them",
            result.deleted
        ));
    }
    if output.is_json() {
        output.document(&result)?;
    } else {
        output.line(&format!(
            "{} written  {} unchanged  {}",
            result.written, result.unchanged, result.folder
        ))?;
    }
    Ok(match &result {
        result if result.cancelled => Exit::Stopped,
        result if result.failed > 0 => Exit::SomeFailed,
        _ => Exit::Done,
    })
}

/// To a Zotero that runs on this computer.
fn zotero(
    app: &App,
    picked: &Picked,
    arguments: &args::Export,
    output: &mut Output,
) -> Result<(), Failure> {
    let result = app.send_to_zotero(picked, arguments.collection.as_deref(), arguments.again)?;
    if let Some(missing) = &result.missing {
        output.warn(&format!(
            "Zotero has no collection named “{missing}”; the papers went to {}",
            result.collection
        ));
    }
    if output.is_json() {
        return output.document(&result);
    }
    output.line(&format!(
        "{} sent  {} sent before  {}",
        result.sent, result.already, result.collection
    ))
}

/// The format of a file and its usual name; `None` where papers become something else.
fn file_of(format: args::Format) -> Option<(ExportFormat, &'static str)> {
    Some(match format {
        args::Format::Bibtex => (ExportFormat::Bibtex, "papers.bib"),
        args::Format::Biblatex => (ExportFormat::Biblatex, "papers.bib"),
        args::Format::Ris => (ExportFormat::Ris, "papers.ris"),
        args::Format::CslJson => (ExportFormat::CslJson, "papers.csl.json"),
        args::Format::Markdown => (ExportFormat::Markdown, "papers.md"),
        args::Format::Json => (ExportFormat::Json, "papers.json"),
        args::Format::AnnotationsJson => (ExportFormat::AnnotationsJson, "annotations.json"),
        args::Format::Html => (ExportFormat::Html, "papers.html"),
        args::Format::Obsidian | args::Format::Zotero => return None,
    })
}

/// Figures that are not in an export because of their licence.
fn warn_of_withheld(papers: u64, output: &Output) {
    let of = match papers {
        0 => return,
        1 => "1 paper are".to_owned(),
        papers => format!("{papers} papers are"),
    };
    output.warn(&format!(
        "the figures of {of} left out, because the licence is not known or does not allow passing them on; --figures all exports them, for your own use only"
    ));
}

/// Writes all picked papers into one file, or to stdout.
fn write_file(
    app: &App,
    (picked, selection): (&Picked, &Selection),
    format: args::Format,
    arguments: &args::Export,
    output: &mut Output,
) -> Result<(), Failure> {
    let Some((format, name)) = file_of(format) else { return Ok(()) };
    let is_json = matches!(format, ExportFormat::Json | ExportFormat::AnnotationsJson);
    let Some(path) = &arguments.out else {
        let mut out: Box<dyn Write + '_> = Box::new(ToStdout(output));
        if is_json {
            out = Box::new(EscapingWriter(out));
        }
        app.export_to(picked, format, selection, None, &mut out)?;
        return Ok(());
    };
    let file: PathBuf = if path.is_dir() { path.join(name) } else { path.clone() };
    let which = arguments.figures.map(ExportedFigures::from);
    let mut figures = app.figures_beside(&file, format, which)?;
    if figures.is_none() && which.is_some_and(|which| which != ExportedFigures::None) {
        let why = format!("--figures needs a file, but {} is not one", file.display());
        return Err(Failure::Message(Exit::Usage, why));
    }
    app.write_out_by(&file, &mut |out| {
        match is_json {
            true => {
                let mut out = EscapingWriter(out);
                app.export_to(picked, format, selection, None, &mut out)
            }
            false => app.export_to(picked, format, selection, figures.as_mut(), out),
        }
        .map(drop)
    })?;
    warn_of_withheld(figures.map_or(0, |figures| figures.withheld), output);
    Ok(())
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
struct EscapingWriter<W>(W);

impl<W: Write> Write for EscapingWriter<W> {
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
