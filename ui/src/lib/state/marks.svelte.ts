import { api } from "../api";
import { fetchFigures } from "../api.figures";
import type { Change, Mark } from "../bindings/wire";
import { t } from "../i18n/words.svelte";
import { patchPapers, titleOf, withMark, withTags, type Marked } from "./patch";
import { toasts } from "./toasts.svelte";

/** The ids of the changes that the user made since the start, newest last. The key `z` undoes the newest. */
const undoIds: number[] = [];

/** The toast about the last change or its undo. There is one at a time: the next change replaces it. */
let toastId: number | null = null;

function showToast(text: string, change: number | null, paper: string | undefined): void {
  if (toastId !== null) toasts.drop(toastId);
  const action = change === null ? undefined : { label: t().toast.undo, run: () => void undo(change) };
  toastId = toasts.show(text, { action, paper });
}

/** Records a change for undo, and shows a toast: with the title of its paper, when it concerns one paper. */
export function recordChange(change: Change, text: string, paper?: string): void {
  if (change.id === null) return;
  undoIds.push(change.id);
  showToast(text, change.id, paper === undefined ? undefined : titleOf(paper));
}

/** Undoes a change: the given one, or the newest. */
export async function undo(change?: number): Promise<void> {
  const which = change ?? undoIds.at(-1) ?? null;
  try {
    const undone = await api.undo(which);
    if (which !== null) undoIds.splice(0, undoIds.length, ...undoIds.filter((id) => id !== which));
    const [only, another] = undone?.ids ?? [];
    const paper = only !== undefined && another === undefined ? titleOf(only) : undefined;
    showToast(undone ? t().toast.undone(undone.what, undone.ids.length) : t().toast.nothingToUndo, null, paper);
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

/** Sets or removes a mark. Changes it on the page at once, and reverts it if it can't be stored. */
export async function setMark(id: string, mark: Mark, on: boolean): Promise<void> {
  patchPapers([id], withMark(mark, on));
  try {
    recordChange(await api.mark([id], mark, on), markWords(mark, on), id);
    if (on && mark !== "read") fetchFigures([id]);
  } catch (thrown) {
    patchPapers([id], withMark(mark, !on));
    toasts.fail(thrown);
  }
}

/** Sets a mark that is not set, and removes one that is. */
export const toggleMark = (paper: Marked, mark: Mark): Promise<void> => setMark(paper.id, mark, !paper[mark]);

/** Marks a paper read because it was opened. There is no toast, and an error does not disturb the user's reading. */
export async function markReadSilently(id: string): Promise<void> {
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
    recordChange(change, t().toast.dayRead(change.papers));
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
    recordChange(change, add[0] !== undefined ? words.tagAdded(add[0]) : words.tagRemoved(remove[0] ?? ""), paper.id);
  } catch (thrown) {
    patchPapers([paper.id], (shown) => (shown.tags ? { ...shown, tags: before } : shown));
    toasts.fail(thrown);
  }
}

/** Records a note's change for undo. A toast is shown only when the note was removed: saving while typing must be silent. */
export function recordNoteChange(change: Change, paper: string, removed: boolean): void {
  if (change.id === null) return;
  if (removed) recordChange(change, t().toast.noteRemoved, paper);
  else undoIds.push(change.id);
}
