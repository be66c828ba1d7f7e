import { api } from "../api";
import type { Change as Changed, Mark } from "../bindings/wire";
import { t } from "../i18n/words.svelte";
import { patchPapers, titleOf, withMark, withTags, type Marked } from "./patch";
import { toasts } from "./toasts.svelte";

/** The changes made by hand since the start, newest last: what `z` takes back first. */
const made: number[] = [];

/** The message on the last change, made or taken back. There is one: the next change replaces it. */
let toastId: number | null = null;

function say(text: string, change: number | null, paper: string | undefined): void {
  if (toastId !== null) toasts.drop(toastId);
  const action = change === null ? undefined : { label: t().toast.undo, run: () => void undo(change) };
  toastId = toasts.say(text, { action, paper });
}

/** Stores a change for undo, and shows a toast: with the title of its paper, when it concerns one paper. */
export function changeMade(change: Changed, text: string, paper?: string): void {
  if (change.id === null) return;
  made.push(change.id);
  say(text, change.id, paper === undefined ? undefined : titleOf(paper));
}

/** Takes a change back: the one named, or the newest. */
export async function undo(change?: number): Promise<void> {
  const which = change ?? made.at(-1) ?? null;
  try {
    const undone = await api.undo(which);
    if (which !== null) made.splice(0, made.length, ...made.filter((id) => id !== which));
    const [only, another] = undone?.ids ?? [];
    const paper = only !== undefined && another === undefined ? titleOf(only) : undefined;
    say(undone ? t().toast.undone(undone.what, undone.ids.length) : t().toast.nothingToUndo, null, paper);
  } catch (thrown) {
    toasts.fail(thrown);
  }
}

const markWords = (mark: Mark, on: boolean): string => {
  const words = t().toast;
  if (mark === "starred") return on ? words.starred : words.unstarred;
  if (mark === "later") return on ? words.later : words.notLater;
  return on ? words.read : words.unread;
};

/** Sets or takes away a mark; shown at once, taken back if the library refuses. */
export async function setMark(id: string, mark: Mark, on: boolean): Promise<void> {
  patchPapers([id], withMark(mark, on));
  try {
    changeMade(await api.mark([id], mark, on), markWords(mark, on), id);
  } catch (thrown) {
    patchPapers([id], withMark(mark, !on));
    toasts.fail(thrown);
  }
}

/** The other of on and off. */
export const toggleMark = (paper: Marked, mark: Mark): Promise<void> => setMark(paper.id, mark, !paper[mark]);

/** Marks a paper read because it was opened. There is no toast, and an error does not disturb the user's reading. */
export async function readSilently(id: string): Promise<void> {
  try {
    await api.mark([id], "read", true);
    patchPapers([id], withMark("read", true));
  } catch {
    // It stays unread and is marked when it is opened again.
  }
}

/** Marks all papers of a day read. */
export async function markDayRead(date: string): Promise<void> {
  try {
    const change = await api.markDayRead(date);
    changeMade(change, t().toast.dayRead(change.papers));
  } catch (thrown) {
    toasts.fail(thrown);
  }
}

/** Adds and removes tags of a paper. */
export async function setTags(paper: Marked, add: string[], remove: string[]): Promise<void> {
  const before = paper.tags ?? [];
  patchPapers([paper.id], withTags(add, remove));
  try {
    const change = await api.tag([paper.id], add, remove);
    const words = t().toast;
    changeMade(change, add[0] !== undefined ? words.tagAdded(add[0]) : words.tagRemoved(remove[0] ?? ""), paper.id);
  } catch (thrown) {
    patchPapers([paper.id], (shown) => (shown.tags ? { ...shown, tags: before } : shown));
    toasts.fail(thrown);
  }
}

/** Keeps a note's change for undo. A toast is shown only when the note was removed: saving while typing must be silent. */
export function noteChanged(change: Changed, paper: string, removed: boolean): void {
  if (change.id === null) return;
  if (removed) changeMade(change, t().toast.noteRemoved, paper);
  else made.push(change.id);
}
