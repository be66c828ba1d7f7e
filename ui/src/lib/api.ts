import type {
  About,
  Backup,
  Backups,
  BeginWith,
  CardPage,
  Change,
  Day,
  Event,
  Mark,
  Neighbours,
  OpenArticle,
  OpenPaper,
  SearchAnswer,
  Settings,
  Status,
  Undone,
  View,
  WireError,
} from "./bindings/wire";
import { host } from "./host/host";

/** How hits are ordered. */
export type Sort = "relevance" | "newest";
/** What of a paper is copied: one of its sections, or one of these. */
export type CopyPart = "citation" | "link" | "paper" | SectionKey;
/** The sections of a report. */
export type SectionKey = "domain" | "contribution" | "usage" | "innovations" | "results";
/** In which form it is copied. */
export type CopyFormat = "text" | "markdown";

const call = <T>(command: string, args?: Record<string, unknown>): Promise<T> => host().call<T>(command, args);

/** One function per command of the shell. Each rejects with a `WireError`. */
export const api = {
  status: () => call<Status>("status"),
  settings: () => call<Settings>("settings"),
  setSetting: (key: "ui.language" | "ui.theme" | "ui.text_size" | "fetch.schedule", value: string) =>
    call<Settings>("set_setting", { key, value }),
  about: () => call<About>("about"),
  days: () => call<Day[]>("days"),
  list: (view: View, offset: number, limit: number) => call<CardPage>("list", { view, offset, limit }),
  neighbours: (view: View, id: string) => call<Neighbours>("neighbours", { view, id }),
  openPaper: (id: string) => call<OpenPaper>("open_paper", { id }),
  mark: (ids: string[], mark: Mark, on: boolean) => call<Change>("mark", { ids, mark, on }),
  markDayRead: (date: string) => call<Change>("mark_day_read", { date }),
  tag: (ids: string[], add: string[], remove: string[]) => call<Change>("tag", { ids, add, remove }),
  setNote: (id: string, text: string) => call<Change>("set_note", { id, text }),
  undo: (change: number | null) => call<Undone | null>("undo", { change }),
  search: (query: string, sort: Sort, offset: number, limit: number) =>
    call<SearchAnswer>("search", { query, sort, offset, limit }),
  importPaths: (paths: string[]) => call<null>("import_paths", { paths }),
  importPick: (folder: boolean) => call<boolean>("import_pick", { folder }),
  importSample: () => call<null>("import_sample"),
  cancelJob: () => call<null>("cancel_job"),
  fetchToday: () => call<null>("fetch_today"),
  fetchDays: (from: string, to: string, articles: boolean) => call<null>("fetch_days", { from, to, articles }),
  cancelFetch: () => call<null>("cancel_fetch"),
  readAgain: (id: string) => call<null>("read_again", { id }),
  article: (id: string) => call<OpenArticle | null>("article", { id }),
  dismiss: (id: number) => call<null>("dismiss", { id }),
  backups: () => call<Backups>("backups"),
  forgetBackup: (name: string) => call<Backups>("forget_backup", { name }),
  backUp: () => call<Backup>("back_up"),
  restore: (name: string) => call<null>("restore", { name }),
  copy: (id: string, part: CopyPart, format: CopyFormat) => call<null>("copy", { id, part, format }),
  /** `agreed`: the user knows that the link leads to this computer or its network. */
  openLink: (url: string, agreed = false) => call<null>("open_link", { url, agreed }),
  copyLink: (url: string) => call<null>("copy_link", { url }),
  openFolder: (which: "library" | "logs") => call<null>("open_folder", { which }),
  /** Says that the first view is shown; true when the page before it had died, which is reported once. */
  shown: () => call<boolean>("shown"),
  retryOpen: () => call<Status>("retry_open"),
  /** Makes the library that is missing beside its backups, and opens it. */
  begin: (how: BeginWith) => call<Status>("begin", { how }),
  listen: (hear: (event: Event) => void) => host().listen(hear),
};

/** Whatever was thrown, as the one error there is. */
export function asError(thrown: unknown): WireError {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    const { code, message, detail } = thrown as Partial<WireError>;
    return { code: String(code), message: String(message), detail: detail ? String(detail) : "" };
  }
  return { code: "internal", message: thrown instanceof Error ? thrown.message : String(thrown), detail: "" };
}
