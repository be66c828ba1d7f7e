import { api, asError } from "../api";
import { t } from "../i18n/words.svelte";
import { library } from "./library.svelte";
import { router } from "./router.svelte";
import { errorSentence, toasts } from "./toasts.svelte";

/** Opens a link in the system's browser. Where there is none, the address can be copied. */
export const followLink = (url: string): void =>
  void api.openLink(url).catch((thrown: unknown) => {
    const { code, detail } = asError(thrown);
    if (code !== "not_opened") return toasts.fail(thrown);
    const action = { label: t().toast.copyAddress, run: () => void copyLink(url) };
    toasts.say(errorSentence(code), { kind: "error", detail, action });
  });

async function copyLink(url: string): Promise<void> {
  try {
    await api.copyLink(url);
    toasts.say(t().copy.done);
  } catch (thrown) {
    toasts.fail(thrown);
  }
}

/** Lets the reader choose reports to import. */
export const importFiles = (folder: boolean): Promise<void> => library.startJob(() => api.importPick(folder));

/** Imports the sample. */
export const importSample = (): Promise<void> => library.startJob(() => api.importSample());

/** Goes to the day before (1: older) or after (-1: newer) one. */
export function leafDays(from: string | null, by: 1 | -1): void {
  const days = library.days ?? [];
  if (days.length === 0) return;
  // Days stand newest first; a day that is not kept lies between those around it.
  let at = from === null ? 0 : days.findIndex((day) => day.date <= from);
  if (at < 0) at = days.length;
  const exact = days[at]?.date === from;
  const to = from === null ? at : by === 1 ? (exact ? at + 1 : at) : at - 1;
  const day = days[to];
  if (day) router.go({ name: "list", view: { kind: "day", date: day.date } }, { replace: from !== null });
}
