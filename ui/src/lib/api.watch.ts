import { call } from "./host/host";

/** One function per command about what is new about kept papers, apart from `api`. Each rejects with a `WireError`. */
export const watchApi = {
  state: () => call("watch_state"),
  start: () => call("start_watch"),
  cancel: () => call("cancel_watch"),
  /** `id`: of this paper alone. */
  news: (id: string | null) => call("paper_news", { id }),
  /** `ids`: of these papers alone. */
  aside: (ids: string[] | null) => call("put_news_aside", { ids }),
};

/** Puts the setting whether arXiv is asked. */
export const setWatching = (value: "on" | "off") => call("set_setting", { key: "watch.papers", value });
