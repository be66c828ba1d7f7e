import type { Mark } from "../bindings/wire";

/** What cards, hits and opened papers have in common: what a user marks. */
export interface Marked {
  id: string;
  starred: boolean;
  later: boolean;
  read: boolean;
  tags?: string[];
  note?: string | null;
}

/** Changes some of a paper's marks. */
export type Change = <T extends Marked>(paper: T) => T;

/** A view that shows papers: changes those that are named. */
type Holder = (ids: ReadonlySet<string>, change: Change) => void;
/** The title of a paper that is shown there. */
type TitleOf = (id: string) => string | undefined;

const holders = new Map<Holder, TitleOf>();

/** Registers papers that are shown, with their titles. Returns a function that removes them. */
export function holdPapers(holder: Holder, titleOf: TitleOf): () => void {
  holders.set(holder, titleOf);
  return () => holders.delete(holder);
}

/** The title of a paper, if it is shown anywhere. */
export function titleOf(id: string): string | undefined {
  for (const title of holders.values()) {
    const found = title(id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Changes papers wherever they are shown, before the library has answered. */
export function patchPapers(ids: readonly string[], change: Change): void {
  const named = new Set(ids);
  for (const holder of holders.keys()) holder(named, change);
}

/** A change that sets a mark. */
export const withMark =
  (mark: Mark, on: boolean): Change =>
  (paper) => ({ ...paper, [mark]: on });

/** A change that adds and removes tags. */
export const withTags =
  (add: readonly string[], remove: readonly string[]): Change =>
  (paper) =>
    paper.tags
      ? { ...paper, tags: [...new Set([...paper.tags.filter((tag) => !remove.includes(tag)), ...add])] }
      : paper;
