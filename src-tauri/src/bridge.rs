//! What crosses: questions in, answers, errors and events out.

#[cfg(target_os = "linux")]
use crate::linux as system;
#[cfg(target_os = "linux")]
use crate::linux::renderer::Renderer;
#[cfg(not(target_os = "linux"))]
use crate::macos_windows as system;
use crate::places;
use crate::requests::Request;
use crate::window;
use paperboy_core::wire::{ErrorCode, Event, LibraryBy, Settings, Status, WireError};
use paperboy_core::{
    App, Begin, Clock, Error, Pixels, Places, Programs, User, diagnostics, health_without_library,
};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tauri::{AppHandle, DragDropEvent, Emitter, Manager};

/// The channel of every [`Event`].
const CHANNEL: &str = "paperboy";

/// How long after the first view the work in the background begins, and how long that view is
/// waited for at most.
const BACKGROUND_DELAY: Duration = Duration::from_secs(1);
const FIRST_VIEW_TIMEOUT: Duration = Duration::from_secs(10);

/// The answer to the page.
pub type Answer<T> = Result<T, Failure>;

/// An error on its way to the page.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Failure(WireError);

impl Failure {
    /// The system has no program that opens an address or a folder.
    pub fn not_opened(what: String) -> Self {
        let message = format!("no program on this system could open {what}");
        Self(WireError { code: ErrorCode::NotOpened, message, detail: what, cause: None })
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        // The page gets the sentence; the cause is only in the log.
        tracing::warn!(cause = ?error, "a command failed");
        Self(error.wire())
    }
}

impl From<tauri::Error> for Failure {
    fn from(error: tauri::Error) -> Self {
        failed("The window could not do this", &error)
    }
}

/// A failure of the desktop around the window; `what` begins its sentence.
pub fn failed(what: &str, cause: &dyn std::fmt::Display) -> Failure {
    failed_as(ErrorCode::Internal, what, cause)
}

fn failed_as(code: ErrorCode, what: &str, cause: &dyn std::fmt::Display) -> Failure {
    tracing::warn!(%cause, what);
    let message = format!("{what}: {cause}.");
    Failure(WireError { code, message, detail: String::new(), cause: None })
}

fn clock() -> Clock {
    Arc::new(jiff::Timestamp::now)
}

/// The library this window shows, or why it could not be opened.
pub struct Shell {
    places: Places,
    library_by: LibraryBy,
    user: User,
    begun: Mutex<Option<Instant>>,
    /// Whether the first view is painted, and the threads that wait for it.
    painted: (Mutex<bool>, Condvar),
    /// The requests to open once the first view is painted.
    requests: Mutex<Vec<Request>>,
    /// Whether the page's process died and the new page has not shown a notice about it yet.
    page_lost: AtomicBool,
    /// Whether nobody sees the window, and it has no page.
    rests: AtomicBool,
    /// How many requests of the page are being answered.
    asked: AtomicUsize,
    #[cfg(target_os = "linux")]
    renderer: Renderer,
    app: RwLock<Answer<Arc<App>>>,
}

impl Shell {
    /// Opens the library. `begun`: when the program started; `request`: the files and links to
    /// open.
    pub fn open(
        places: Places,
        library_by: LibraryBy,
        user: User,
        begun: Instant,
        request: Request,
    ) -> Self {
        let app = RwLock::new(
            App::open_for(user.clone(), places.clone(), clock()).map_err(Failure::from),
        );
        Self {
            places,
            library_by,
            user,
            begun: Mutex::new(Some(begun)),
            painted: Default::default(),
            requests: Mutex::new(vec![request]),
            page_lost: AtomicBool::new(false),
            rests: AtomicBool::new(false),
            asked: AtomicUsize::new(0),
            #[cfg(target_os = "linux")]
            renderer: Renderer::Usual,
            app,
        }
    }

    /// Notes which renderer the web view uses, and says so where that is new.
    #[cfg(target_os = "linux")]
    pub fn with_renderer(self, renderer: Renderer) -> Self {
        if renderer == Renderer::SafeAfterBlank {
            tracing::warn!("the safe renderer is used");
            if let Ok(app) = self.app() {
                app.notice_safe_renderer();
            }
        }
        Self { renderer, ..self }
    }

    /// The renderer of the web view.
    #[cfg(target_os = "linux")]
    pub fn renderer(&self) -> Renderer {
        self.renderer
    }

    /// The key that the environment held.
    #[cfg(target_os = "linux")]
    pub fn model_key(&self) -> Option<&paperboy_secret::Held> {
        self.user.model_key.as_ref()
    }

    /// Whether the first view is painted.
    #[cfg(target_os = "linux")]
    pub fn is_painted(&self) -> bool {
        *self.painted.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a request of the page is being answered.
    #[cfg(target_os = "linux")]
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed) > 0
    }

    /// Whether the page's process died, and no page has been shown since.
    #[cfg(target_os = "linux")]
    pub fn has_page_died(&self) -> bool {
        self.page_lost.load(Ordering::Relaxed)
    }

    /// The library, or why it is not open.
    pub fn app(&self) -> Answer<Arc<App>> {
        self.app.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The two programs. The other one is asked for its version when this is called.
    pub fn programs(&self) -> impl FnOnce() -> Programs + Send + use<> {
        #[cfg(target_os = "linux")]
        let safe_renderer = Some(self.renderer.is_safe());
        #[cfg(not(target_os = "linux"))]
        let safe_renderer = None;
        let by = self.library_by;
        move || places::programs(by, safe_renderer)
    }

    /// The health as text without anything private.
    pub async fn diagnostics(&self) -> Answer<String> {
        let (programs, computer) = (self.programs(), places::computer());
        match self.app() {
            Ok(_) => self.ask(move |app| Ok(app.diagnostics(&programs(), &computer))).await,
            Err(Failure(error)) => {
                let (user, places) = (self.user.clone(), self.places.clone());
                let describe = move || {
                    let programs = programs();
                    let error = Some(&error);
                    let report =
                        health_without_library(&user, &places, error, &programs, clock()());
                    diagnostics(&report, &computer)
                };
                tauri::async_runtime::spawn_blocking(describe)
                    .await
                    .map_err(|panic| failed("The state could not be found out", &panic))
            }
        }
    }

    /// Asks core, off the window's thread and the runtime's, so that a slow disk holds up nothing
    /// else.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Arc<App>) -> Result<T, Error> + Send + 'static,
    ) -> Answer<T> {
        let app = self.app()?;
        self.asked.fetch_add(1, Ordering::Relaxed);
        let answer = tauri::async_runtime::spawn_blocking(move || question(&app)).await;
        self.asked.fetch_sub(1, Ordering::Relaxed);
        Ok(answer.map_err(|panic| {
            failed("Something went wrong in Paperboy; the log has more details", &panic)
        })??)
    }

    /// The settings, when the library is open.
    pub fn settings(&self) -> Option<Settings> {
        self.app().ok()?.settings().ok()
    }

    /// Takes the requests to open once the first view is painted: a page receives no events before
    /// that.
    fn take_requests(&self) -> Vec<Request> {
        if !*self.painted.0.lock().unwrap_or_else(PoisonError::into_inner) {
            return Vec::new();
        }
        std::mem::take(&mut self.requests.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Logs how long the start took, once; for the bench it is printed too.
    pub fn painted(&self) {
        let (painted, changed) = &self.painted;
        if std::mem::replace(&mut *painted.lock().unwrap_or_else(PoisonError::into_inner), true) {
            return;
        }
        changed.notify_all();
        let Some(begun) = self.begun.lock().unwrap_or_else(PoisonError::into_inner).take() else {
            return;
        };
        let took = begun.elapsed().as_millis();
        tracing::info!("first view shown {took} ms after start");
        if std::env::var_os("PAPERBOY_PRINT_SHOWN").is_some() {
            println!("shown {took} ms");
        }
    }

    /// Notes that the page's process has died.
    #[cfg(target_os = "linux")]
    pub fn page_lost(&self) {
        self.page_lost.store(true, Ordering::Relaxed);
    }

    /// Whether this page was loaded because the previous page's process had died. The answer is
    /// true once, so that there is one notice.
    pub fn take_page_lost(&self) -> bool {
        let lost = self.page_lost.swap(false, Ordering::Relaxed);
        if lost {
            tracing::info!("the page was reloaded");
        }
        lost
    }

    /// Notes that there is no page until the window is shown.
    pub fn rest(&self) {
        self.rests.store(true, Ordering::Relaxed);
        *self.painted.0.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.watch_closely(false);
    }

    /// Whether there is no page until the window is shown.
    #[cfg(target_os = "linux")]
    pub fn rests(&self) -> bool {
        self.rests.load(Ordering::Relaxed)
    }

    /// Notes that the window is shown; returns whether it rested.
    pub fn wake(&self) -> bool {
        let rested = self.rests.swap(false, Ordering::Relaxed);
        if rested {
            self.watch_closely(true);
        }
        rested
    }

    fn watch_closely(&self, closely: bool) {
        if let Ok(app) = self.app() {
            app.watch_closely(closely);
        }
    }

    /// Waits until the first view has been painted for a moment, and no longer than
    /// `FIRST_VIEW_TIMEOUT`.
    pub fn wait_for_first_view(&self) {
        let (painted, changed) = &self.painted;
        let painted = painted.lock().unwrap_or_else(PoisonError::into_inner);
        let (painted, _) = changed
            .wait_timeout_while(painted, FIRST_VIEW_TIMEOUT, |painted| !*painted)
            .unwrap_or_else(PoisonError::into_inner);
        drop(painted);
        std::thread::sleep(BACKGROUND_DELAY);
    }

    /// Lets the library go.
    pub fn close(&self) {
        if let Ok(app) = self.app() {
            app.synchronise_before_exit();
            app.close();
        }
    }
}

/// Passes core's events on to the page, and begins what core does in the background once the start
/// is over: until then the processor and the disk belong to the first view.
pub fn connect(handle: &AppHandle) {
    let Ok(app) = handle.state::<Shell>().app() else { return };
    let page = handle.clone();
    app.listen(Box::new(move |event| {
        if matches!(event, Event::Settings) {
            window::apply_theme_soon(&page);
        }
        crate::home::hear(&page, event);
        emit(&page, event);
    }));
    let handle = handle.clone();
    std::thread::spawn(move || {
        handle.state::<Shell>().wait_for_first_view();
        app.start(system::surroundings);
    });
}

/// Opens a library that could not be opened before, or whose files were removed while it was open.
pub async fn retry(handle: AppHandle) -> Answer<Status> {
    let shell = handle.state::<Shell>();
    if let Ok(app) = shell.app() {
        let reopened = tauri::async_runtime::spawn_blocking(move || app.reopen());
        reopened.await.map_err(|panic| {
            failed("Something went wrong in Paperboy; the log has more details", &panic)
        })??;
    } else {
        let (places, user) = (shell.places.clone(), shell.user.clone());
        let opened =
            tauri::async_runtime::spawn_blocking(move || App::open_for(user, places, clock()));
        let app = opened.await.map_err(|panic| {
            failed("Something went wrong in Paperboy; the log has more details", &panic)
        })??;
        *shell.app.write().unwrap_or_else(PoisonError::into_inner) = Ok(app);
        connect(&handle);
        window::apply_theme_soon(&handle);
    }
    shell.ask(|app| app.status()).await
}

/// Creates the missing library, empty or from a backup as the user decided, and opens it.
pub async fn begin(handle: AppHandle, begin: Begin) -> Answer<Status> {
    let places = handle.state::<Shell>().places.clone();
    let begun = tauri::async_runtime::spawn_blocking(move || App::begin(&places, &clock(), &begin));
    begun.await.map_err(|panic| {
        failed("Something went wrong in Paperboy; the log has more details", &panic)
    })??;
    retry(handle).await
}

fn emit(handle: &AppHandle, event: &Event) {
    // It fails only when the window is closed, and then there is no receiver.
    if let Err(error) = handle.emit(CHANNEL, event) {
        tracing::warn!(%error, "an event did not reach the window");
    }
}

/// Shows the window a failure that it did not ask for.
pub fn report(handle: &AppHandle, Failure(error): Failure) {
    emit(handle, &Event::Failed { error });
}

/// Files over the window, or dropped on it.
pub fn dragged(handle: &AppHandle, event: &DragDropEvent) {
    let over = match event {
        DragDropEvent::Enter { .. } => true,
        DragDropEvent::Leave | DragDropEvent::Drop { .. } => false,
        _ => return,
    };
    emit(handle, &Event::Dragging { over });
    if let DragDropEvent::Drop { paths, .. } = event {
        import(handle, paths.clone());
    }
}

/// Opens the request of another start as soon as the page can show it.
pub fn open_soon(handle: &AppHandle, request: Request) {
    let shell = handle.state::<Shell>();
    shell.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    open_requests(handle);
}

/// Opens what waits to be opened, if the page can show it.
pub fn open_requests(handle: &AppHandle) {
    for request in handle.state::<Shell>().take_requests() {
        if let Some(link) = request.link() {
            emit(handle, &Event::Opened { link });
        }
        let paths = request.into_paths();
        if !paths.is_empty() {
            import(handle, paths);
        }
    }
}

fn import(handle: &AppHandle, paths: Vec<PathBuf>) {
    let handle = handle.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(Failure(error)) =
            handle.state::<Shell>().ask(|app| app.start_import(paths)).await
        {
            emit(&handle, &Event::Failed { error });
        }
    });
}

/// Puts text onto the clipboard.
pub async fn put_text(handle: AppHandle, text: String) -> Answer<()> {
    let (sender, answer) = tauri::async_runtime::channel(1);
    handle.run_on_main_thread(move || drop(sender.try_send(system::put_text(&text))))?;
    let failed = |cause| failed_as(ErrorCode::Clipboard, "The clipboard could not be used", &cause);
    first(answer).await?.map_err(failed)
}

/// Puts an image onto the clipboard.
pub async fn put_image(handle: AppHandle, image: Pixels) -> Answer<()> {
    let (sender, answer) = tauri::async_runtime::channel(1);
    handle.run_on_main_thread(move || drop(sender.try_send(system::put_image(image))))?;
    let failed = |cause| failed_as(ErrorCode::Clipboard, "The clipboard could not be used", &cause);
    first(answer).await?.map_err(failed)
}

/// Lets the user choose files, or folders; empty when nothing was chosen.
pub async fn pick(handle: AppHandle, folder: bool) -> Answer<Vec<PathBuf>> {
    let (sender, answer) = tauri::async_runtime::channel(1);
    let window = window::main(&handle)?;
    handle.run_on_main_thread(move || {
        system::pick(&window, folder, move |paths| drop(sender.try_send(paths)))
    })?;
    first(answer).await
}

/// Lets the user name a file to be written; `None` when none was named. A file that is there is
/// replaced only after a question.
pub async fn save(handle: AppHandle, name: String) -> Answer<Option<PathBuf>> {
    let (sender, answer) = tauri::async_runtime::channel(1);
    let window = window::main(&handle)?;
    handle.run_on_main_thread(move || {
        system::save(&window, &name, move |path| drop(sender.try_send(path)))
    })?;
    first(answer).await
}

async fn first<T>(mut answer: tauri::async_runtime::Receiver<T>) -> Answer<T> {
    answer.recv().await.ok_or_else(|| failed("The window could not do this", &"it is closing"))
}
