//! The `paperboy` command. Its contract with other programs: names, JSON shapes and exit codes stay
//! as they are.

mod args;
mod backups;
mod cite;
mod collect;
mod doctor;
mod exit;
mod export;
mod fetch;
mod following;
mod highlight;
mod keeping;
mod marking;
mod output;
mod progress;
mod publish;
mod reading;
mod review;
mod schedule;
mod searching;
mod subscribe;
mod sync;
mod taste;
mod terminal;
mod watch;
mod write;

use args::{Args, Command};
use clap::Parser;
use exit::{Exit, Failure};
use output::Output;
use paperboy_core::{App, Begin, Clock, Places, User};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    if std::env::args_os().skip(1).eq([paperboy_core::READ_PDF]) {
        return paperboy_session::read_pdf();
    }
    // Before anything else: the program starts again without the key in its environment.
    let model_key = paperboy_secret::take().unwrap_or_else(|error| {
        output::report(&format!("paperboy: PAPERBOY_MODEL_KEY is ignored, because it could not be removed from the program's environment ({error}); save the API key with `paperboy settings model.key -` instead"));
        None
    });
    let args = match Args::try_parse_from(args::with_tags_marked(std::env::args_os())) {
        Ok(args) => args,
        Err(error) => return misused(&error),
    };
    let mut output = Output::new(args.json);
    let user = paperboy_session::user(model_key, std::env::current_exe().ok());
    let exit = match run(&args, user, &mut output).and_then(|exit| output.flush().map(|()| exit)) {
        Ok(exit) => exit,
        // The reading end was closed: nothing more is needed.
        Err(Failure::ClosedPipe) => Exit::Done,
        Err(Failure::Message(exit, why)) => {
            output.warn(&why);
            exit
        }
    };
    exit.into()
}

/// Prints how the command is used, or an error in it. File names from a shell may contain any
/// character.
fn misused(error: &clap::Error) -> ExitCode {
    let text = error.to_string();
    if matches!(terminal::printable(&text), std::borrow::Cow::Owned(_)) {
        output::report(text.trim_end());
    } else {
        // A closed pipe is no error.
        let _ = error.print();
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn run(args: &Args, user: User, output: &mut Output) -> Result<Exit, Failure> {
    let places = places(args.library.clone())?;
    let level = if args.verbose { "debug" } else { "info" };
    if let Err(error) = paperboy_core::log::start(&places.logs, "paperboy", level)
        && args.verbose
    {
        output.warn(&format!("the log in {} can't be written: {error}", places.logs.display()));
    }
    let clock: Clock = Arc::new(jiff::Timestamp::now);
    paperboy_core::crash::watch(places.logs.clone(), "paperboy", env!("CARGO_PKG_VERSION"), clock);
    if let Command::Doctor { diagnostics } = args.command {
        let named = args.library.as_deref().filter(|folder| !folder.as_os_str().is_empty());
        return doctor::doctor(&user, &places, named, diagnostics, output);
    }
    let (app, begun) = open(&user, &places, &args.command)?;
    let shown = app.pending_notices();
    for notice in &shown {
        output.warn(&output::spoken(notice));
    }
    let done = match begun {
        Some(begin) => backups::begun(&app, &begin, output),
        None => command(&app, args, output),
    };
    if args.command.is_users_own()
        && !app.read_only()
        && let Err(error) = app.back_up_facts()
    {
        output.warn(&error.wire().message);
    }
    // Notices of the run, such as a rebuilt index.
    for notice in app.pending_notices().iter().filter(|notice| !shown.contains(notice)) {
        output.warn(&output::spoken(notice));
    }
    done
}

/// Opens the library. Where only its backups are there, `restore` determines how it begins; nothing
/// else is done then.
fn open(
    user: &User,
    places: &Places,
    command: &Command,
) -> Result<(Arc<App>, Option<Begin>), Failure> {
    let clock: Clock = Arc::new(jiff::Timestamp::now);
    let begin = match command {
        Command::Restore { empty: true, .. } => Some(Begin::Empty),
        Command::Restore { path: Some(path), salvage: false, facts: false, .. } => {
            Some(Begin::With(backups::located(&places.library, path)))
        }
        _ => None,
    };
    let opened = App::open_for(user.clone(), places.clone(), clock.clone());
    let (opened, begun) = match (opened, begin) {
        (Err(error), Some(begin)) if error.is_missing_library() => {
            App::begin(places, &clock, &begin)?;
            (App::open_for(user.clone(), places.clone(), clock), Some(begin))
        }
        (opened, _) => (opened, None),
    };
    opened
        .map(|app| (app, begun))
        .map_err(|error| Failure::Message(Exit::NoLibrary, error.wire().message))
}

fn command(app: &Arc<App>, args: &Args, output: &mut Output) -> Result<Exit, Failure> {
    match &args.command {
        Command::Import { paths } => keeping::import(app, paths, output),
        Command::Add { ids, no_write } => fetch::add(app, ids, !no_write, output),
        Command::Fetch { date, no_write, notify } => {
            fetch::fetch(app, date, !no_write, *notify, output)
        }
        Command::Write(write) => write::write(app, write, output),
        Command::Days => reading::days(app, output),
        Command::List(list) => reading::list(app, list, output),
        Command::Show { id, markdown } => reading::show(app, id, *markdown, output),
        Command::Search(search) => searching::search(app, search, output),
        Command::Related { id, limit } => searching::related(app, id, *limit, output),
        Command::Cite(request) => cite::cite(app, request, output),
        Command::Collect { what } => collect::collect(app, what.as_ref(), output),
        Command::Highlight { what } => highlight::highlight(app, what.as_ref(), output),
        Command::Saved { what } => searching::saved(app, what.as_ref(), output),
        Command::Star(ids) => marking::mark(app, ids, marking::STAR, output),
        Command::Unstar(ids) => marking::mark(app, ids, marking::UNSTAR, output),
        Command::Read(ids) => marking::mark(app, ids, marking::READ, output),
        Command::Unread(ids) => marking::mark(app, ids, marking::UNREAD, output),
        Command::Later(ids) => marking::mark(app, ids, marking::LATER, output),
        Command::Unlater(ids) => marking::mark(app, ids, marking::UNLATER, output),
        Command::Less(ids) => taste::less(app, ids, true, output),
        Command::Unless(ids) => taste::less(app, ids, false, output),
        Command::Taste { what } => taste::taste(app, what.as_ref(), output),
        Command::Review(review) => review::review(app, review, output),
        Command::Watch { what } => watch::watch(app, what.as_ref(), output),
        Command::Tag { words, remove } => marking::tag(app, words, remove, output),
        Command::Note { id, text } => marking::note(app, id, text.as_deref(), output),
        Command::Export(export) => export::export(app, export, output),
        Command::Schedule { when } => schedule::schedule(app, when.as_deref(), output),
        // It is answered before the library is opened.
        Command::Doctor { .. } => Ok(Exit::Done),
        Command::Check { repair } => keeping::check(app, *repair, output),
        Command::Reindex => keeping::reindex(app, output),
        Command::Backup { path } => backups::backup(app, path, output),
        Command::Backups { what } => backups::backups(app, what.as_ref(), output),
        Command::Restore { path: Some(path), salvage: true, .. } => {
            backups::salvage(app, path, output)
        }
        Command::Restore { path: Some(path), facts: true, .. } => backups::facts(app, path, output),
        Command::Restore { path: Some(path), .. } => backups::restore(app, path, output),
        Command::Restore { path: None, .. } => Err(backups::not_missing()),
        Command::Publish(arguments) => publish::publish(app, arguments, output),
        Command::Subscribe(arguments) => subscribe::subscribe(app, arguments, output),
        Command::Sync(arguments) => sync::sync(app, arguments, output),
        Command::Mcp => {
            paperboy_mcp::serve(app)?;
            Ok(Exit::Done)
        }
        Command::Settings { key, value } => {
            keeping::settings(app, key.as_deref(), value.as_deref(), output)
        }
    }
}

/// The folders named, or the platform's own.
fn places(library: Option<PathBuf>) -> Result<Places, Failure> {
    let none = |why: &str| Failure::Message(Exit::NoLibrary, why.to_owned());
    let no_data = || {
        none("this system has no data folder for programs; set the library's folder with --library")
    };
    let no_logs = || none("this system has no folder for logs; set HOME");
    let library = match library {
        Some(folder) if folder.as_os_str().is_empty() && !is_variable_empty() => {
            let why = "--library is empty; leave it out to use the default library";
            return Err(Failure::Message(Exit::Usage, why.to_owned()));
        }
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => paperboy_session::usual_library().ok_or_else(no_data)?,
    };
    let logs = paperboy_session::log_folder().ok_or_else(no_logs)?;
    Ok(Places { library, logs })
}

/// The variable that names the library.
const LIBRARY_VARIABLE: &str = "PAPERBOY_LIBRARY";

/// Whether the variable is set and names nothing: as the window does, the command takes it for one
/// that is not set.
fn is_variable_empty() -> bool {
    std::env::var_os(LIBRARY_VARIABLE).is_some_and(|folder| folder.is_empty())
}
