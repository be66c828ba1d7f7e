import "./app.css";
import "./prose.css";
import "./print.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { copyFormulasAsLatex } from "./lib/copying";
import { useHost } from "./lib/host/host";
import { tauri } from "./lib/host/tauri";
import { repairResizeObserver } from "./lib/resize";
import { look } from "./lib/state/look.svelte";
import { readingChoice } from "./lib/state/reading-look.svelte";
import { router } from "./lib/state/router.svelte";

const inShell = "__TAURI_INTERNALS__" in window;
// A browser has no shell: `vite dev` and `vite build --mode fixture` bring a library in memory. The program never does.
if (import.meta.env.MODE === "fixture" || (import.meta.env.DEV && !inShell)) {
  const { fixture } = await import("./lib/host/fixture");
  useHost(fixture(location.search));
} else useHost(tauri);

repairResizeObserver(window);
look.begin();
readingChoice.begin();
router.start();
copyFormulasAsLatex(document);
const target = document.getElementById("app");
if (target) {
  target.replaceChildren();
  mount(App, { target });
}
