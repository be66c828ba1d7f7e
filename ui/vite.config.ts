/// <reference types="vitest/config" />
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig, type Plugin } from "vite";

/** KaTeX names each font three times; every engine the window runs in reads the smallest. */
const smallestFonts: Plugin = {
  name: "smallest-fonts",
  enforce: "pre",
  transform(code, id) {
    if (!id.includes("katex.min.css")) return null;
    return code.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[a-z]+"\)/g, "");
  },
};

export default defineConfig(({ mode }) => ({
  plugins: [smallestFonts, svelte(), ...(mode === "test" ? [svelteTesting()] : [])],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  build: {
    // The engines of Tauri 2's windows of today: WebKitGTK 2.50, WKWebView of Safari 17.5, evergreen WebView2.
    target: ["safari17.5", "chrome123"],
    // The policy of the window allows files of our own and nothing else: no data: addresses, no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/test/setup.ts"],
    restoreMocks: true,
    testTimeout: 60_000,
    // Vitest leaves one core to an editor; on a machine of two that is half of it.
    maxWorkers: "100%",
  },
}));
