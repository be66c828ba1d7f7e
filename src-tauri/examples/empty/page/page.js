// Two frames: what was to be painted in the first has been painted when the second begins.
requestAnimationFrame(() => requestAnimationFrame(() => window.__TAURI_INTERNALS__.invoke("shown")));
