import type {
  BeginWith,
  CopyFormat,
  CopyPart,
  Event,
  Folder,
  Mark,
  Order,
  SortOrder,
  View,
  WireError,
} from "./bindings/wire";
import { call, host } from "./host/host";

/** The sections of a report. */
export type SectionKey = "domain" | "contribution" | "usage" | "innovations" | "results";

/** One function per command of the shell. Each rejects with a `WireError`. */
export const api = {
  status: () => call("status"),
  settings: () => call("settings"),
  setSetting: (key: "ui.language" | "ui.theme" | "ui.text_size" | "fetch.schedule", value: string) =>
    call("set_setting", { key, value }),
  about: () => call("about"),
  tags: () => call("tags"),
  days: () => call("days"),
  list: (view: View, order: Order, offset: number, limit: number) => call("list", { view, order, offset, limit }),
  neighbours: (view: View, order: Order, id: string) => call("neighbours", { view, order, id }),
  openPaper: (id: string) => call("open_paper", { id }),
  mark: (ids: string[], mark: Mark, on: boolean) => call("mark", { ids, mark, on }),
  markDayRead: (date: string) => call("mark_day_read", { date }),
  tag: (ids: string[], add: string[], remove: string[]) => call("tag", { ids, add, remove }),
  setNote: (id: string, text: string) => call("set_note", { id, text }),
  undo: (change: number | null) => call("undo", { change }),
  search: (query: string, sort: SortOrder, offset: number, limit: number) =>
    call("search", { query, sort, offset, limit }),
  importPaths: (paths: string[]) => call("import_paths", { paths }),
  importPick: (folder: boolean) => call("import_pick", { folder }),
  importSample: () => call("import_sample"),
  cancelJob: () => call("cancel_job"),
  fetchToday: () => call("fetch_today"),
  fetchDays: (from: string, to: string, articles: boolean) => call("fetch_days", { from, to, articles }),
  cancelFetch: () => call("cancel_fetch"),
  readAgain: (id: string) => call("read_again", { id }),
  article: (id: string) => call("article", { id }),
  dismiss: (id: number) => call("dismiss", { id }),
  backups: () => call("backups"),
  forgetBackup: (name: string) => call("forget_backup", { name }),
  backUp: () => call("back_up"),
  restore: (name: string) => call("restore", { name }),
  copy: (id: string, part: CopyPart, format: CopyFormat) => call("copy", { id, part, format }),
  /** `agreed`: the user knows that the link leads to this computer or its network. */
  openLink: (url: string, agreed = false) => call("open_link", { url, agreed }),
  copyLink: (url: string) => call("copy_link", { url }),
  openFolder: (which: Folder) => call("open_folder", { which }),
  /** Reports that the first view is shown; true when the page before it had died, which is reported once. */
  shown: () => call("shown"),
  retryOpen: () => call("retry_open"),
  /** Creates the missing library, empty or from a backup, and opens it. */
  begin: (how: BeginWith) => call("begin", { how }),
  listen: (listener: (event: Event) => void) => host().listen(listener),
};

/** Whatever was thrown, as the one error there is. */
export function asError(thrown: unknown): WireError {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    const { code, message, detail, cause } = thrown as WireError;
    return { code, message: String(message), detail: detail ? String(detail) : "", cause: cause ?? null };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", message, detail: "", cause: null };
}
