//! Figures of papers.

use super::Here;
use crate::bridge::{self, Answer};
use crate::outside;
use paperboy_core::wire::{ArticleFigures, Change, FigureSettings, PaperPdf, PdfSettings};
use tauri::{AppHandle, command};

#[command]
pub async fn figures(shell: Here<'_>, id: String) -> Answer<ArticleFigures> {
    shell.ask(move |app| app.figures(&id)).await
}

/// Fetches the missing figures of papers that were opened or marked.
#[command]
pub async fn fetch_figures(shell: Here<'_>, ids: Vec<String>) -> Answer<()> {
    shell.ask(move |app| app.start_figures(&ids)).await
}

#[command]
pub async fn figure_settings(shell: Here<'_>) -> Answer<FigureSettings> {
    shell.ask(|app| app.figure_settings()).await
}

#[command]
pub async fn delete_figures(shell: Here<'_>) -> Answer<FigureSettings> {
    shell.ask(|app| app.delete_figures()).await
}

/// Has a figure shown on a paper's card; null: the one that is chosen automatically.
#[command]
pub async fn choose_figure(
    shell: Here<'_>,
    id: String,
    image: Option<u32>,
    stamp: String,
) -> Answer<Change> {
    shell.ask(move |app| app.choose_card_figure(&id, image, &stamp)).await
}

/// Puts an image of a paper onto the clipboard.
#[command]
pub async fn copy_figure(
    handle: AppHandle,
    shell: Here<'_>,
    id: String,
    image: u32,
    stamp: String,
) -> Answer<()> {
    let pixels = shell.ask(move |app| app.figure_pixels(&id, image, &stamp)).await?;
    bridge::put_image(handle, pixels).await
}

/// Saves an image of a paper in a file that the user names; null when none was named.
#[command]
pub async fn save_figure(
    handle: AppHandle,
    shell: Here<'_>,
    id: String,
    image: u32,
    stamp: String,
) -> Answer<Option<String>> {
    let (of, text) = (id.clone(), stamp.clone());
    let name = shell.ask(move |app| app.figure_name(&of, image, &text)).await?;
    let Some(path) = bridge::save(handle, name).await? else { return Ok(None) };
    let shown = path.display().to_string();
    shell.ask(move |app| app.save_figure(&id, image, &stamp, &path)).await?;
    Ok(Some(shown))
}

/// The state of a paper's PDF.
#[command]
pub async fn pdf(shell: Here<'_>, id: String) -> Answer<PaperPdf> {
    shell.ask(move |app| app.pdf(&id)).await
}

/// Fetches a paper's PDF in the background.
#[command]
pub async fn fetch_pdf(shell: Here<'_>, id: String) -> Answer<PaperPdf> {
    shell.ask(move |app| app.fetch_pdf(&id)).await
}

/// Opens a paper's PDF in the system's viewer.
#[command]
pub async fn open_pdf(shell: Here<'_>, id: String) -> Answer<()> {
    let path = shell.ask(move |app| app.pdf_path(&id)).await?;
    outside::open(path).await
}

#[command]
pub async fn pdf_settings(shell: Here<'_>) -> Answer<PdfSettings> {
    shell.ask(|app| app.pdf_settings()).await
}

#[command]
pub async fn delete_pdfs(shell: Here<'_>) -> Answer<PdfSettings> {
    shell.ask(|app| app.delete_pdfs()).await
}
