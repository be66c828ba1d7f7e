import { api } from "../api";
import type { Settings } from "../bindings/wire";
import { useLanguage } from "../i18n/words.svelte";
import { keep, recall } from "../memory";
import { toasts } from "./toasts.svelte";

const STORE = "paperboy.look";
const DEFAULT: Settings = { language: "system", theme: "system", text_size: 100, fetch_schedule: "ask" };
const KEYS = {
  language: "ui.language",
  theme: "ui.theme",
  text_size: "ui.text_size",
  fetch_schedule: "fetch.schedule",
} as const;

/** Sizes of the text in percent, as `core` takes them, and the step from one to the next. */
export const TEXT_SIZES = { least: 80, usual: 100, most: 200, step: 10 };

/** Language, theme and text size, and when to fetch: the settings have them; of the look, a copy lies in local storage for the first paint. */
class Look {
  settings = $state.raw<Settings>(DEFAULT);

  /** Restores the last state, before the first request. */
  begin(): void {
    this.#take(remembered());
  }

  /** Asks for the settings. If they cannot be read, the look stays as it was. */
  async load(): Promise<void> {
    try {
      this.#take(await api.settings());
    } catch {
      // Already reported by the library that could not be opened.
    }
  }

  /** Changes one of them, at once. */
  async set<K extends keyof Settings>(key: K, value: Settings[K]): Promise<void> {
    const before = this.settings;
    this.#take({ ...before, [key]: value });
    try {
      this.#take(await api.setSetting(KEYS[key], String(value)));
    } catch (thrown) {
      this.#take(before);
      toasts.fail(thrown);
    }
  }

  /** Makes the text a step larger or smaller, or as large as it usually is. */
  resize(to: "larger" | "smaller" | "usualSize"): void {
    const { least, usual, most, step } = TEXT_SIZES;
    const now = this.settings.text_size;
    const size =
      to === "usualSize" ? usual : Math.max(least, Math.min(most, to === "larger" ? now + step : now - step));
    if (size !== now) void this.set("text_size", size);
  }

  #take(settings: Settings): void {
    this.settings = settings;
    useLanguage(settings.language);
    const root = document.documentElement;
    if (settings.theme === "light" || settings.theme === "dark") root.dataset.theme = settings.theme;
    else delete root.dataset.theme;
    root.style.fontSize = settings.text_size === 100 ? "" : `${(16 * settings.text_size) / 100}px`;
    const { language, theme, text_size: textSize } = settings;
    keep(STORE, JSON.stringify({ language, theme, textSize }));
  }
}

function remembered(): Settings {
  try {
    const { language, theme, textSize } = JSON.parse(recall(STORE) ?? "{}") as Record<string, unknown>;
    return {
      ...DEFAULT,
      language: typeof language === "string" ? language : DEFAULT.language,
      theme: typeof theme === "string" ? theme : DEFAULT.theme,
      text_size: typeof textSize === "number" ? textSize : DEFAULT.text_size,
    };
  } catch {
    return DEFAULT;
  }
}

/** How the window looks. */
export const look = new Look();
