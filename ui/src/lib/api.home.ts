import { call } from "./host/host";

/** One function per command about the desktop around the window, apart from `api`. Each rejects with a `WireError`. */
export const homeApi = {
  desktopState: () => call("desktop_state"),
  startAtLogin: (on: boolean) => call("start_at_login", { on }),
  set: (key: "window.close" | "notify.day", value: string) => call("set_setting", { key, value }),
};
