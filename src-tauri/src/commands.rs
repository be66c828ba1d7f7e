//! What the page may ask. Each command hands its question to [`paperboy_core::App`]; what it needs
//! of the desktop is in [`bridge`](crate::bridge).

mod assistants;
mod figures;
mod health;
mod highlights;
mod home;
mod keeping;
mod publish;
mod review;
mod subscribe;
mod sync;
mod taste;
mod watch;

use crate::bridge::{self, Answer, Shell};
use crate::outside;
use paperboy_core::wire::{
    About, Backup, Backups, BeginWith, CardPage, Change, CopyFormat, CopyPart, Day, DayNews,
    Facets, Folder, Hit, KeyChange, KeyOutcome, Mark, Matched, MeaningState, ModelSettings,
    ModelTest, MonthCount, MonthTrends, Neighbours, OpenArticle, OpenPaper, OpenVersion, Order,
    SavedSearch, SearchAnswer, Settings, SortOrder, Spending, Status, TagCount, Undone, Version,
    View,
};
use std::path::PathBuf;
use tauri::{AppHandle, State, Wry, command, ipc::Invoke};

/// The largest number of hits in one answer to the page.
const MAX_HITS: u32 = 200;

type Here<'a> = State<'a, Shell>;

/// Every command of the window. After adding one, run `make bindings`: it writes the permissions and
/// the types of the page.
pub fn all() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        status,
        settings,
        set_setting,
        about,
        tags,
        days,
        list,
        neighbours,
        open_paper,
        mark,
        mark_day_read,
        tag,
        set_note,
        undo,
        search,
        matches,
        related,
        meaning_state,
        facets,
        choose,
        saved_searches,
        save_search,
        rename_saved,
        remove_saved,
        day_news,
        search_history,
        remember_search,
        forget_search,
        trend,
        month_trends,
        fetch_today,
        fetch_days,
        cancel_fetch,
        read_again,
        article,
        write_papers,
        write_day,
        pause_writing,
        cancel_writing,
        look_at,
        versions,
        version,
        show_version,
        spending,
        model_settings,
        set_model_key,
        set_embeddings_key,
        allow_model_host,
        test_model,
        instructions,
        import_paths,
        import_pick,
        import_sample,
        cancel_job,
        dismiss,
        backups,
        forget_backup,
        back_up,
        restore,
        copy,
        open_link,
        copy_link,
        open_folder,
        shown,
        retry_open,
        begin,
        keeping::citation_key,
        keeping::set_citation_key,
        keeping::copy_citation,
        keeping::export_pick,
        keeping::paper_ids,
        keeping::add_collection,
        keeping::rename_collection,
        keeping::note_collection,
        keeping::move_collected,
        keeping::move_collection,
        keeping::merge_collections,
        keeping::remove_collection,
        keeping::collect,
        keeping::collections_of,
        taste::taste,
        taste::say_less,
        taste::set_opinion,
        taste::forget_taste,
        review::review,
        review::copy_review,
        review::save_review,
        watch::watch_state,
        watch::start_watch,
        watch::cancel_watch,
        watch::paper_news,
        watch::put_news_aside,
        sync::sync_pick,
        sync::sync_server,
        sync::set_up_sync,
        sync::sync_status,
        sync::preview_sync,
        sync::synchronise,
        sync::forget_sync,
        sync::remove_sync_device,
        figures::figures,
        figures::fetch_figures,
        figures::figure_settings,
        figures::delete_figures,
        figures::choose_figure,
        figures::copy_figure,
        figures::save_figure,
        figures::pdf,
        figures::fetch_pdf,
        figures::open_pdf,
        figures::pdf_settings,
        figures::delete_pdfs,
        health::schedule_status,
        health::health,
        health::copy_diagnostics,
        health::copy_crash_report,
        health::delete_crash_reports,
        home::desktop_state,
        home::start_at_login,
        home::speech_voices,
        home::speak,
        home::stop_speaking,
        home::rest,
        home::spoken_sentences,
        highlights::highlights,
        highlights::all_highlights,
        highlights::add_highlight,
        highlights::change_highlight,
        highlights::remove_highlights,
        highlights::quote_text,
        highlights::copy_quote,
        keeping::paste,
        keeping::add_papers,
        keeping::vault_settings,
        keeping::vault_pick,
        keeping::update_vault,
        keeping::send_to_zotero,
        publish::publish_settings,
        publish::publish_pick,
        publish::publish_server,
        publish::publish,
        subscribe::subscriptions,
        subscribe::subscribe,
        subscribe::subscribe_pick,
        subscribe::unsubscribe,
        assistants::assistants,
        assistants::copy_assistant,
    ]
}

#[command]
async fn status(shell: Here<'_>) -> Answer<Status> {
    shell.ask(|app| app.status()).await
}

#[command]
async fn settings(shell: Here<'_>) -> Answer<Settings> {
    shell.ask(|app| app.settings()).await
}

#[command]
async fn set_setting(shell: Here<'_>, key: String, value: String) -> Answer<Settings> {
    shell.ask(move |app| app.set_setting(&key, &value)).await
}

#[command]
async fn about(shell: Here<'_>) -> Answer<About> {
    shell.ask(|app| app.about()).await
}

#[command]
async fn tags(shell: Here<'_>) -> Answer<Vec<TagCount>> {
    shell.ask(|app| app.tags()).await
}

#[command]
async fn days(shell: Here<'_>) -> Answer<Vec<Day>> {
    shell.ask(|app| app.days()).await
}

#[command]
async fn list(
    shell: Here<'_>,
    view: View,
    order: Option<Order>,
    offset: u32,
    limit: u32,
) -> Answer<CardPage> {
    shell.ask(move |app| app.ordered_list(&view, order.unwrap_or_default(), offset, limit)).await
}

#[command]
async fn neighbours(
    shell: Here<'_>,
    view: View,
    order: Option<Order>,
    id: String,
) -> Answer<Neighbours> {
    shell.ask(move |app| app.ordered_neighbours(&view, order.unwrap_or_default(), &id)).await
}

#[command]
async fn open_paper(shell: Here<'_>, id: String) -> Answer<OpenPaper> {
    shell.ask(move |app| app.open_paper(&id)).await
}

#[command]
async fn mark(shell: Here<'_>, ids: Vec<String>, mark: Mark, on: bool) -> Answer<Change> {
    shell.ask(move |app| app.mark(&ids, mark, on)).await
}

#[command]
async fn mark_day_read(shell: Here<'_>, date: String) -> Answer<Change> {
    shell.ask(move |app| app.mark_day_read(&date)).await
}

#[command]
async fn tag(
    shell: Here<'_>,
    ids: Vec<String>,
    add: Vec<String>,
    remove: Vec<String>,
) -> Answer<Change> {
    shell.ask(move |app| app.tag(&ids, &add, &remove)).await
}

#[command]
async fn set_note(shell: Here<'_>, id: String, text: String) -> Answer<Change> {
    shell.ask(move |app| app.set_note(&id, &text)).await
}

#[command]
async fn undo(shell: Here<'_>, change: Option<u32>) -> Answer<Option<Undone>> {
    shell.ask(move |app| app.undo(change)).await
}

#[command]
async fn search(
    shell: Here<'_>,
    query: String,
    sort: SortOrder,
    offset: u32,
    limit: u32,
) -> Answer<SearchAnswer> {
    shell.ask(move |app| app.search(&query, sort, offset, limit.min(MAX_HITS))).await
}

#[command]
async fn matches(shell: Here<'_>, id: String, query: String) -> Answer<Vec<Matched>> {
    shell.ask(move |app| app.matches(&id, &query)).await
}

#[command]
async fn related(shell: Here<'_>, id: String, limit: u32) -> Answer<Vec<Hit>> {
    shell.ask(move |app| app.related(&id, limit)).await
}

#[command]
async fn meaning_state(shell: Here<'_>) -> Answer<MeaningState> {
    shell.ask(|app| app.meaning_state()).await
}

#[command]
async fn facets(shell: Here<'_>, query: String) -> Answer<Facets> {
    shell.ask(move |app| app.facets(&query)).await
}

#[command]
async fn choose(shell: Here<'_>, query: String, key: String) -> Answer<String> {
    shell.ask(move |app| Ok(app.choose(&query, &key))).await
}

#[command]
async fn saved_searches(shell: Here<'_>) -> Answer<Vec<SavedSearch>> {
    shell.ask(|app| app.saved_searches()).await
}

#[command]
async fn save_search(shell: Here<'_>, name: String, query: String) -> Answer<Change> {
    shell.ask(move |app| app.save_search(&name, &query)).await
}

#[command]
async fn rename_saved(shell: Here<'_>, name: String, to: String) -> Answer<Change> {
    shell.ask(move |app| app.rename_saved(&name, &to)).await
}

#[command]
async fn remove_saved(shell: Here<'_>, name: String) -> Answer<Change> {
    shell.ask(move |app| app.remove_saved(&name)).await
}

#[command]
async fn day_news(shell: Here<'_>, date: String) -> Answer<Vec<DayNews>> {
    shell.ask(move |app| app.day_news(&date)).await
}

#[command]
async fn search_history(shell: Here<'_>) -> Answer<Vec<String>> {
    shell.ask(|app| app.search_history()).await
}

#[command]
async fn remember_search(shell: Here<'_>, query: String) -> Answer<()> {
    shell.ask(move |app| app.remember_search(&query)).await
}

#[command]
async fn forget_search(shell: Here<'_>, query: Option<String>) -> Answer<()> {
    shell.ask(move |app| app.forget_search(query.as_deref())).await
}

#[command]
async fn trend(shell: Here<'_>, query: String) -> Answer<Vec<MonthCount>> {
    shell.ask(move |app| app.trend(&query)).await
}

#[command]
async fn month_trends(shell: Here<'_>, month: String) -> Answer<MonthTrends> {
    shell.ask(move |app| app.month_trends(&month)).await
}

#[command]
async fn fetch_today(shell: Here<'_>) -> Answer<()> {
    shell.ask(|app| app.start_fetch_today()).await
}

#[command]
async fn fetch_days(shell: Here<'_>, from: String, to: String, articles: bool) -> Answer<()> {
    shell.ask(move |app| app.start_fetch(&from, &to, articles)).await
}

#[command]
async fn cancel_fetch(shell: Here<'_>) -> Answer<()> {
    shell.ask(|app| app.cancel_fetch()).await
}

#[command]
async fn read_again(shell: Here<'_>, id: String) -> Answer<()> {
    shell.ask(move |app| app.start_read_again(&id)).await
}

#[command]
async fn article(shell: Here<'_>, id: String) -> Answer<Option<OpenArticle>> {
    shell.ask(move |app| app.article(&id)).await
}

#[command]
async fn write_papers(
    shell: Here<'_>,
    ids: Vec<String>,
    writer: Option<String>,
    again: bool,
) -> Answer<()> {
    shell.ask(move |app| app.write_papers(&ids, writer.as_deref(), again)).await
}

#[command]
async fn write_day(shell: Here<'_>, date: String, again: bool) -> Answer<()> {
    shell.ask(move |app| app.write_day(&date, again)).await
}

#[command]
async fn pause_writing(shell: Here<'_>, on: bool) -> Answer<()> {
    shell.ask(move |app| app.pause_writing(on)).await
}

#[command]
async fn cancel_writing(shell: Here<'_>) -> Answer<()> {
    shell.ask(|app| app.cancel_writing()).await
}

#[command]
async fn look_at(shell: Here<'_>, id: Option<String>) -> Answer<()> {
    shell.ask(move |app| app.look_at(id.as_deref())).await
}

#[command]
async fn versions(shell: Here<'_>, id: String) -> Answer<Vec<Version>> {
    shell.ask(move |app| app.versions(&id)).await
}

#[command]
async fn version(shell: Here<'_>, id: String, number: u32) -> Answer<OpenVersion> {
    shell.ask(move |app| app.version(&id, number)).await
}

#[command]
async fn show_version(shell: Here<'_>, id: String, number: u32) -> Answer<Change> {
    shell.ask(move |app| app.show_version(&id, number)).await
}

#[command]
async fn spending(shell: Here<'_>) -> Answer<Vec<Spending>> {
    shell.ask(|app| app.spending()).await
}

#[command]
async fn model_settings(shell: Here<'_>) -> Answer<ModelSettings> {
    shell.ask(|app| app.model_settings()).await
}

#[command]
async fn set_model_key(shell: Here<'_>, key: Option<String>) -> Answer<KeyChange> {
    shell.ask(move |app| app.set_model_key(key.as_deref())).await
}

#[command]
async fn set_embeddings_key(shell: Here<'_>, key: Option<String>) -> Answer<KeyOutcome> {
    shell.ask(move |app| app.set_embeddings_key(key.as_deref())).await
}

#[command]
async fn allow_model_host(shell: Here<'_>) -> Answer<()> {
    shell.ask(|app| app.allow_model_host()).await
}

#[command]
async fn test_model(shell: Here<'_>) -> Answer<ModelTest> {
    shell.ask(|app| app.test_model()).await
}

#[command]
async fn instructions(shell: Here<'_>, language: String) -> Answer<String> {
    shell.ask(move |app| app.instructions(&language)).await
}

#[command]
async fn import_paths(shell: Here<'_>, paths: Vec<PathBuf>) -> Answer<()> {
    shell.ask(move |app| app.start_import(paths)).await
}

#[command]
async fn import_pick(handle: AppHandle, shell: Here<'_>, folder: bool) -> Answer<bool> {
    let paths = bridge::pick(handle, folder).await?;
    let chosen = !paths.is_empty();
    shell.ask(move |app| app.start_import(paths)).await.map(|()| chosen)
}

#[command]
async fn import_sample(shell: Here<'_>) -> Answer<()> {
    shell.ask(|app| app.start_import_sample()).await
}

#[command]
async fn cancel_job(shell: Here<'_>) -> Answer<()> {
    shell.ask(|app| app.cancel_job()).await
}

#[command]
async fn dismiss(shell: Here<'_>, id: u32) -> Answer<()> {
    shell.ask(move |app| app.dismiss(id)).await
}

#[command]
async fn backups(shell: Here<'_>) -> Answer<Backups> {
    shell.ask(|app| app.backups()).await
}

#[command]
async fn forget_backup(shell: Here<'_>, name: String) -> Answer<Backups> {
    shell.ask(move |app| app.forget_backup(&name)).await
}

#[command]
async fn back_up(shell: Here<'_>) -> Answer<Backup> {
    shell.ask(|app| app.back_up_now()).await
}

#[command]
async fn restore(shell: Here<'_>, name: String) -> Answer<()> {
    shell.ask(move |app| app.start_restore(&name)).await
}

#[command]
async fn copy(
    handle: AppHandle,
    shell: Here<'_>,
    id: String,
    part: CopyPart,
    format: CopyFormat,
) -> Answer<()> {
    let text = shell.ask(move |app| app.copy_text(&id, part, format)).await?;
    bridge::put_text(handle, text).await
}

#[command]
async fn open_link(shell: Here<'_>, url: String, agreed: Option<bool>) -> Answer<()> {
    outside::open(shell.ask(move |app| app.link_to_open(&url, agreed == Some(true))).await?).await
}

#[command]
async fn copy_link(handle: AppHandle, shell: Here<'_>, url: String) -> Answer<()> {
    bridge::put_text(handle, shell.ask(move |app| app.check_link(&url)).await?).await
}

#[command]
async fn open_folder(shell: Here<'_>, which: Folder) -> Answer<()> {
    outside::open(shell.ask(move |app| Ok(app.folder(which))).await?).await
}

/// Reports that the page's first view is painted. Returns whether the page replaced one whose
/// process had died.
#[command]
fn shown(handle: AppHandle, shell: Here<'_>) -> bool {
    shell.painted();
    bridge::open_requests(&handle);
    shell.take_page_lost()
}

#[command]
async fn retry_open(handle: AppHandle) -> Answer<Status> {
    bridge::retry(handle).await
}

#[command]
async fn begin(handle: AppHandle, how: BeginWith) -> Answer<Status> {
    bridge::begin(handle, how.into()).await
}
