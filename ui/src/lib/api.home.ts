import type { SpokenLanguage } from "./bindings/wire";
import { call } from "./host/host";

/** One function per command about the desktop around the window, apart from `api`. Each rejects with a `WireError`. */
export const homeApi = {
  desktopState: () => call("desktop_state"),
  startAtLogin: (on: boolean) => call("start_at_login", { on }),
  speechVoices: () => call("speech_voices"),
  /** Resolves at the sentence's end; false: it was stopped. */
  speak: (text: string, language: SpokenLanguage) => call("speak", { text, language }),
  stopSpeaking: () => call("stop_speaking"),
  spokenSentences: (texts: string[]) => call("spoken_sentences", { texts }),
  /** Ends the page of a hidden window, unless it is being answered. */
  rest: () => call("rest"),
  set: (key: "window.close" | "notify.day", value: string) => call("set_setting", { key, value }),
};
