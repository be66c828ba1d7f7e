//! Paperboy's window: the only package that names `tauri`. What it does is done by
//! [`paperboy_core::App`]; here it is carried in and out.

mod bridge;
mod commands;
mod figures;
mod home;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod macos_windows;
mod outside;
mod places;
mod requests;
mod single;
mod window;

use bridge::Shell;
use clap::Parser;
use requests::Request;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use tauri::{Manager, RunEvent, WindowEvent};
use tauri_plugin_window_state::StateFlags;

/// Paperboy: read the daily AI papers, offline.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// The library's folder [default: the platform's data folder, or PAPERBOY_LIBRARY]
    #[arg(long, value_name = "DIR")]
    library: Option<PathBuf>,
    /// Start without a window, in the tray
    #[arg(long)]
    hidden: bool,
    /// Files and folders to import, and links such as paperboy://paper/2512.23576 to show
    #[arg(value_name = "FILE|FOLDER|LINK")]
    targets: Vec<OsString>,
}

/// Opens the window and stays until it is closed; the second start on a library shows the first's
/// window instead.
pub fn run() -> ExitCode {
    let begun = Instant::now();
    if std::env::args_os().skip(1).eq([paperboy_core::READ_PDF]) {
        return paperboy_session::read_pdf();
    }
    // This must come first: the program restarts without the key in its environment.
    let model_key = paperboy_secret::take().unwrap_or_else(|error| {
        eprintln!("paperboy-desktop: PAPERBOY_MODEL_KEY is ignored, because it could not be removed from the program's environment ({error}); save the API key in Settings instead");
        None
    });
    let arguments = Arguments::parse();
    #[cfg(target_os = "linux")]
    let renderer = {
        linux::use_software_rendering();
        linux::renderer::choose(paperboy_session::state_folder().as_deref())
    };
    let (places, by) = places::find(arguments.library);
    let folder = std::env::current_dir().unwrap_or_default();
    let hidden = arguments.hidden;
    let mut request = Request::from_arguments(arguments.targets, &folder);
    request.hidden = hidden;
    #[cfg(target_os = "linux")]
    if !linux::has_screen() {
        eprintln!(
            "paperboy-desktop: there is no screen to show the window on; set DISPLAY or WAYLAND_DISPLAY, or use the command `paperboy`, which needs none"
        );
        return ExitCode::FAILURE;
    }
    let claim = match single::claim(&places.library, &request) {
        Ok(claim) => claim,
        Err(single::Taken { shown: true }) => return ExitCode::SUCCESS,
        Err(single::Taken { shown: false }) => {
            eprintln!(
                "paperboy-desktop: {} is open in another window that does not respond; close it and try again",
                places.library.display()
            );
            return ExitCode::FAILURE;
        }
    };
    paperboy_core::crash::watch(
        places.logs.clone(),
        "window",
        env!("CARGO_PKG_VERSION"),
        std::sync::Arc::new(jiff::Timestamp::now),
    );
    // Without a log the window is still of use.
    if let Err(error) = paperboy_core::log::start(&places.logs, "window", "info") {
        eprintln!(
            "paperboy-desktop: the log in {} can't be written: {error}",
            places.logs.display()
        );
    }
    // Without the command beside it, nothing would be run.
    let timer_command = Some(places::command()).filter(|command| command.is_absolute());
    let user = paperboy_session::user(model_key, timer_command);
    let shell = Shell::open(places, by, user, begun, request);
    #[cfg(target_os = "linux")]
    let shell = shell.with_renderer(renderer);
    match build(shell, claim, hidden) {
        Ok(app) => {
            app.run(|handle, event| {
                if let RunEvent::Exit = event {
                    handle.state::<Shell>().close();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the window could not be created");
            eprintln!("paperboy-desktop: the window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}

fn build(shell: Shell, claim: single::Claim, hidden: bool) -> tauri::Result<tauri::App> {
    // Shown or hidden is the shell's own business: a window remembered as hidden must not stay so.
    let remembered = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    tauri::Builder::default()
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(remembered).build())
        .manage(shell)
        .manage(home::Home::new(hidden))
        .register_asynchronous_uri_scheme_protocol(figures::SCHEME, figures::answer)
        .invoke_handler(commands::all())
        .on_window_event(|window, event| match event {
            WindowEvent::DragDrop(event) => bridge::dragged(window.app_handle(), event),
            WindowEvent::CloseRequested { api, .. }
                if home::is_hidden_by_closing(window.app_handle()) =>
            {
                match window.hide() {
                    Ok(()) => api.prevent_close(),
                    Err(error) => tracing::warn!(%error, "the window could not be hidden"),
                }
            }
            _ => {}
        })
        .setup(move |app| {
            let handle = app.handle().clone();
            home::begin(&handle)?;
            bridge::connect(&handle);
            #[cfg(target_os = "linux")]
            linux::exit_on_signal(&handle);
            claim.listen(move |request| {
                if !request.hidden {
                    tracing::info!("another start called this window to the front");
                    window::to_front(&handle);
                }
                bridge::open_soon(&handle, request);
            });
            Ok(())
        })
        .build(tauri::generate_context!())
}
