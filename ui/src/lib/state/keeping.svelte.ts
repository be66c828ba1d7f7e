import { keepingApi } from "../api.keeping";
import type { Change, CitationForm, ExportFormat, ExportOf, Mark } from "../bindings/wire";
import { api } from "../api";
import { sentence } from "../i18n/causes";
import { fetchFigures } from "../api.figures";
import { k } from "../i18n/keeping";
import { t } from "../i18n/words.svelte";
import { keep, recall } from "../memory";
import { loadedCard } from "./list.svelte";
import { recordChange } from "./marks.svelte";
import { patchPapers, withMark, withTags } from "./patch";
import { toasts } from "./toasts.svelte";
import { vault } from "./vault.svelte";

const FORM = "paperboy.citation";

/** The form in which papers are cited, as it was chosen last. */
class Citing {
  form = $state<CitationForm>((recall(FORM) ?? "bibtex") as CitationForm);

  /** Copies the citations of papers; in the form that was chosen last, unless another one is chosen now. */
  async copy(ids: readonly string[], form: CitationForm = this.form): Promise<void> {
    if (ids.length === 0) return;
    // What was kept by another version may be no form any more.
    const known = form in k().cite.forms ? form : "bibtex";
    if (known !== "key") {
      this.form = known;
      keep(FORM, known);
    }
    try {
      await keepingApi.copyCitation([...ids], known);
      const words = k().cite;
      toasts.show(known === "key" ? words.keysDone(ids.length) : words.done(words.forms[known], ids.length));
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }
}

/** How papers are cited. */
export const citing = new Citing();

/** The key by which a paper is cited; null where none can be kept, or it could not be asked for. */
export const keyOf = (id: string): Promise<string | null> => keepingApi.citationKey(id).catch(() => null);

/** Changes the key of a paper. Returns the new key; null if it was refused. */
export async function changeKey(id: string, typed: string): Promise<string | null> {
  try {
    const { key, change } = await keepingApi.setCitationKey(id, typed);
    const words = k().cite;
    recordChange(change, key === typed.trim() ? words.changed(key) : words.suffixed(key), id);
    return key;
  } catch (thrown) {
    toasts.fail(thrown);
    return null;
  }
}

/** Where papers go: a file of a format, the vault, or Zotero. */
export type ExportTarget = ExportFormat | "obsidian" | "zotero";

/** Sends papers to Zotero; those that were sent before only if the user wants that. */
async function sendToZotero(of: ExportOf, again = false): Promise<void> {
  const words = k().zotero;
  try {
    const { sent, already, collection, missing } = await keepingApi.sendToZotero(of, again);
    const action = { label: words.again, run: () => void sendToZotero(of, true) };
    if (sent === 0 && already > 0) return void toasts.show(words.already(already), { action });
    const more = [missing === null ? "" : words.missing(missing), already > 0 ? words.some(already) : ""];
    const message = words.sent(sent, collection);
    const isMore = more.some(Boolean);
    toasts.show(isMore ? t().sentences([sentence(message, t().locale), ...more]) : message);
  } catch (thrown) {
    toasts.fail(thrown);
  }
}

/** Exports papers: to a file that the user names, as notes in the vault, or to Zotero. */
export async function exportPapers(of: ExportOf, format: ExportTarget): Promise<void> {
  if (format === "obsidian") return vault.update(of);
  if (format === "zotero") return sendToZotero(of);
  try {
    const file = await keepingApi.exportPick(of, format);
    if (!file) return;
    const words = k().export;
    const message = words.done(file.papers, file.path);
    const more = [
      file.figures === null ? "" : words.figures(file.figures),
      file.withheld > 0 ? words.withheld(file.withheld) : "",
    ];
    toasts.show(more.some(Boolean) ? t().sentences([sentence(message, t().locale), ...more]) : message);
  } catch (thrown) {
    toasts.fail(thrown);
  }
}

/** Makes a change that can be undone, and shows a message. Returns whether it was made. */
export async function change(make: () => Promise<Change>, message: string, paper?: string): Promise<boolean> {
  try {
    recordChange(await make(), message, paper);
    return true;
  } catch (thrown) {
    toasts.fail(thrown);
    return false;
  }
}

/** Makes a collection, and gives its id. */
export async function addCollection(name: string, parent: string | null): Promise<string | null> {
  try {
    const added = await keepingApi.addCollection(name, parent);
    recordChange(added.change, k().collections.made(name.trim()));
    return added.collection;
  } catch (thrown) {
    toasts.fail(thrown);
    return null;
  }
}

/** Puts papers into a collection, or takes them out of it. */
export function collect(ids: readonly string[], id: string, name: string, into: boolean): Promise<boolean> {
  const words = k().collections;
  const message = into ? words.added(name, ids.length) : words.takenOut(name, ids.length);
  const only = ids.length === 1 ? ids[0] : undefined;
  return change(() => keepingApi.collect([...ids], into ? [id] : [], into ? [] : [id]), message, only);
}

/** Whether all of these papers are known to have a mark. */
export const haveMark = (ids: readonly string[], mark: Mark): boolean => ids.every((id) => loadedCard(id)?.[mark]);

/** Sets a mark on papers; takes it away where all of them have it. */
export async function markAll(ids: readonly string[], mark: Mark): Promise<void> {
  const on = !haveMark(ids, mark);
  const words = k().selection;
  const message = {
    starred: on ? words.starred : words.unstarred,
    later: on ? words.addedLater : words.notLater,
    read: on ? words.markedRead : words.markedUnread,
  }[mark];
  if (!(await change(() => api.mark([...ids], mark, on), message(ids.length)))) return;
  patchPapers(ids, withMark(mark, on));
  if (on && mark !== "read") fetchFigures(ids);
}

/** Adds or removes a tag of papers. */
export async function tagAll(ids: readonly string[], tag: string, on: boolean): Promise<void> {
  const [add, remove] = on ? [[tag], []] : [[], [tag]];
  const message = on ? t().toast.tagAdded(tag) : t().toast.tagRemoved(tag);
  if (await change(() => api.tag([...ids], add, remove), message)) patchPapers(ids, withTags(add, remove));
}

/** The tags that all of these papers have, as far as they are shown. */
export function commonTags(ids: readonly string[]): string[] {
  const cards = ids.flatMap((id) => loadedCard(id) ?? []);
  return cards.slice(1).reduce((tags, card) => tags.filter((tag) => card.tags.includes(tag)), cards[0]?.tags ?? []);
}
