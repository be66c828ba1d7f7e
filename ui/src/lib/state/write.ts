import { api } from "../api";
import { writeApi, type Writer } from "../api.write";
import type { Card } from "../bindings/wire";
import { w } from "../i18n/write";
import { recordChange } from "./marks.svelte";
import { router } from "./router.svelte";
import { toasts } from "./toasts.svelte";
import { writing } from "./writing.svelte";

async function ask(what: () => Promise<unknown>, message?: () => string): Promise<boolean> {
  try {
    await what();
    // Writing may have started, or ended, before this answer: only the state knows.
    const take = writing.asking();
    take((await api.status()).writing);
    if (message) toasts.show(message());
    return true;
  } catch (thrown) {
    toasts.fail(thrown);
    return false;
  }
}

/** Has a paper's report written; `again` adds a version to the ones there are. Returns whether it could be started. */
export const writePaper = (id: string, writer: Writer | null, again: boolean): Promise<boolean> =>
  ask(() => writeApi.writePapers([id], writer, again));

/** Has the reports of papers written that have none. */
export const writePapers = (ids: string[]): Promise<boolean> =>
  ask(
    () => writeApi.writePapers(ids, null, false),
    () => w().write.queuedToast(ids.length),
  );

/** Starts writing the report of a card's paper, or shows why that is not possible. */
export function writeCard(card: Card): void {
  const words = w().write;
  const paper = card.title;
  if (card.writer !== null) toasts.show(words.hasOne, { paper });
  else if (card.reading_source === null) toasts.show(words.cannotYet, { paper });
  else if (writing.of(card.id) === null)
    void writePaper(card.id, null, false).then((begun) => begun && toasts.show(words.queuedToast(1), { paper }));
}

/** Has the reports of a day written: those that lack, or all of them again. */
export const writeDay = (date: string, again: boolean): Promise<boolean> => ask(() => writeApi.writeDay(date, again));

/** Lets writing rest, or continue. */
export const pauseWriting = (on: boolean): Promise<boolean> => ask(() => writeApi.pause(on));

/** Ends writing: what waits is forgotten. */
export const cancelWriting = (): Promise<boolean> =>
  ask(
    () => writeApi.cancel(),
    () => w().write.cancelled,
  );

/** Reports which paper is open: it is written first. */
export function lookAt(id: string | null): void {
  // Only the order of writing is lost.
  writeApi.lookAt(id).catch(() => {});
}

/** Shows another version of a paper's report; `place` is what the user knows it by. */
export async function showVersion(id: string, number: number, place: number): Promise<boolean> {
  try {
    recordChange(await writeApi.showVersion(id, number), w().versions.nowShown(place), id);
    return true;
  } catch (thrown) {
    toasts.fail(thrown);
    return false;
  }
}

/** Goes to where writing is set up. */
export const toWritingSettings = (): void => router.go({ name: "settings" }, { aim: "writing" });
