import { api, asError } from "../api";
import type { Imported } from "../bindings/wire";
import { t } from "../i18n/words.svelte";
import { dialogs } from "./dialogs.svelte";
import { library } from "./library.svelte";
import { router } from "./router.svelte";
import { errorSentence, toasts } from "./toasts.svelte";

/**
 * Opens a link in the system's browser. Where there is none, the address can be copied; the user decides whether to
 * open an address of this computer or its network.
 */
export const followLink = (url: string, agreed = false): void =>
  void api.openLink(url, agreed).catch((thrown: unknown) => {
    const error = asError(thrown);
    const { code, detail } = error;
    const action =
      code === "link_near"
        ? { label: t().toast.openAnyway, run: () => followLink(url, true) }
        : { label: t().toast.copyAddress, run: () => void copyLink(url) };
    if (code !== "not_opened" && code !== "link_near") return toasts.fail(thrown);
    toasts.show(errorSentence(error), { kind: "error", detail, action });
  });

async function copyLink(url: string): Promise<void> {
  try {
    await api.copyLink(url);
    toasts.show(t().copy.done);
  } catch (thrown) {
    toasts.fail(thrown);
  }
}

/** Lets the user choose reports to import. */
export const importFiles = (folder: boolean): Promise<void> => library.startJob(() => api.importPick(folder));

/** Imports the sample. */
export const importSample = (): Promise<void> => library.startJob(() => api.importSample());

/** Reports how an import ended: with its full result if the user has to look at something, else in a message. */
export function reportImport(done: Imported): void {
  const first = done.files.filter((file) => file.date !== null).sort((a, b) => (a.date! < b.date! ? 1 : -1))[0];
  const fine =
    !done.cancelled &&
    done.files.length > 0 &&
    done.files.every((file) => file.problems.length === 0 && file.outcome !== "refused");
  if (router.route.name === "welcome" && first?.date)
    router.go({ name: "list", view: { kind: "day", date: first.date } }, { replace: true });
  if (!fine) {
    dialogs.imported = done;
    return;
  }
  const papers = done.files.reduce((sum, file) => sum + file.papers, 0);
  const unchanged = done.files.every((file) => file.outcome === "unchanged");
  toasts.show(unchanged ? t().imported.unchanged : t().imported.summary(done.files.length, papers), {
    action: { label: t().imported.show, run: () => (dialogs.imported = done) },
  });
}

/** Goes to the next older (1) or newer (-1) day. */
export function leafDays(from: string | null, by: 1 | -1): void {
  const days = library.days ?? [];
  if (days.length === 0) return;
  // Days are listed newest first; a day that is not in the library is between its neighbours.
  let at = from === null ? 0 : days.findIndex((day) => day.date <= from);
  if (at < 0) at = days.length;
  const exact = days[at]?.date === from;
  const to = from === null ? at : by === 1 ? (exact ? at + 1 : at) : at - 1;
  const day = days[to];
  if (day) router.go({ name: "list", view: { kind: "day", date: day.date } }, { replace: from !== null });
}
