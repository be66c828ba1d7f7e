import type { Action, Place, Situation } from "../actions";
import { api } from "../api";
import { p } from "../i18n/palette";
import { t } from "../i18n/words.svelte";
import { withKeys } from "../keymap.svelte";
import type { Route } from "../route";
import { importFiles, importSample, leafDays } from "./actions";
import { leftPapers, routeTo } from "./continue.svelte";
import { dialogs } from "./dialogs.svelte";
import { fetching } from "./fetching.svelte";
import { library } from "./library.svelte";
import { look } from "./look.svelte";
import { undo } from "./marks.svelte";
import { readingChoice } from "./reading-look.svelte";
import { router } from "./router.svelte";
import { sync } from "./sync.svelte";
import { toasts } from "./toasts.svelte";

const go = (route: Route) => () => router.go(route);
const list = (kind: "starred" | "later" | "unread" | "for_me" | "all") => go({ name: "list", view: { kind } });
const search = go({ name: "search", query: "", sort: "relevance" });

/** What actions do that do the same wherever one is; the others are answered by views. */
const PROGRAM: Partial<Record<Action, () => void>> = {
  palette: () => (dialogs.palette = true),
  search,
  find: search,
  undo: () => void undo(),
  help: () => (dialogs.help = true),
  tour: () => (dialogs.tour = true),
  changeKeys: () => (dialogs.keys = true),
  add: () => (dialogs.adding = !library.status?.read_only),
  larger: () => look.resize("larger"),
  smaller: () => look.resize("smaller"),
  usualSize: () => look.resize("usualSize"),
  goDays: go({ name: "days" }),
  goNewest: () => {
    const newest = library.days?.[0];
    if (newest) router.go({ name: "list", view: { kind: "day", date: newest.date } });
  },
  goStarred: list("starred"),
  goLater: list("later"),
  goUnread: list("unread"),
  goForMe: list("for_me"),
  goAll: list("all"),
  goTrends: go({ name: "trends", month: null }),
  goReview: go({ name: "review", period: "week", date: null }),
  goHighlights: go({ name: "highlights" }),
  goReading: () => leftPapers.last && router.go(routeTo(leftPapers.last)),
  goSettings: go({ name: "settings" }),
  goHealth: go({ name: "health" }),
  goAbout: go({ name: "about" }),
  previousDay: () => leafDays(null, 1),
  back: () => {
    if (!readingChoice.leaveFocus()) router.back({ name: "home" });
  },
  focus: () => {
    readingChoice.focus = !readingChoice.focus;
    // There is nothing to click that leaves it.
    if (readingChoice.focus) toasts.show(withKeys(p().focusMode.entered));
  },
  fetchToday: () => {
    if (!fetching.job && !library.status?.read_only) void fetching.fetchToday();
  },
  importFiles: () => void importFiles(false),
  importFolder: () => void importFiles(true),
  importSample: () => void importSample(),
  backUp: () =>
    void api.backUp().then(
      () => toasts.show(t().toast.backedUp),
      (thrown: unknown) => toasts.fail(thrown),
    ),
  synchronise: () => void sync.now(),
  themeSystem: () => void look.set("theme", "system"),
  themeLight: () => void look.set("theme", "light"),
  themeDark: () => void look.set("theme", "dark"),
  languageSystem: () => void look.set("language", "system"),
  languageZh: () => void look.set("language", "zh"),
  languageEn: () => void look.set("language", "en"),
};

/** Answers an action that does the same everywhere. */
export function answerAnywhere(action: Action): boolean {
  const run = PROGRAM[action];
  run?.();
  return run !== undefined;
}

/** What decides at the moment which actions are available. */
export const situation = (): Situation => ({
  place: placeOf(router.route),
  readOnly: library.status?.read_only === true,
});

function placeOf(route: Route): Place {
  switch (route.name) {
    case "list":
      return route.view.kind === "day" || route.view.kind === "collection" ? route.view.kind : "list";
    case "paper":
    case "search":
    case "days":
    case "trends":
    case "review":
      return route.name;
    default:
      return "other";
  }
}
