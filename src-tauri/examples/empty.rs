//! A window with nothing in it but one sentence: what `make bench` measures Paperboy's start and
//! memory against.

use std::time::Instant;
use tauri::State;

#[tauri::command]
fn shown(begun: State<'_, Instant>) {
    println!("shown {} ms", begun.elapsed().as_millis());
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .manage(Instant::now())
        .invoke_handler(tauri::generate_handler![shown])
        .run(tauri::generate_context!("examples/empty/tauri.conf.json"))
}
