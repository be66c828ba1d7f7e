import { api } from "../api";
import type { OpenPaper } from "../bindings/wire";
import { holdPapers } from "./patch";

/** The most opened papers in memory: those read last and their neighbours. */
const MAX_CACHED = 24;

/** Papers that were requested or have arrived. */
const promises = new Map<string, Promise<OpenPaper>>();
/** Those that have arrived: opening one needs no waiting. */
const here = new Map<string, OpenPaper>();

/** Asks for a paper, or takes the one that was fetched before. */
export function openPaper(id: string): Promise<OpenPaper> {
  const known = promises.get(id);
  if (known) return known;
  const promise = api.openPaper(id);
  promises.set(id, promise);
  promise.then(
    (paper) => {
      if (promises.get(id) === promise) here.set(id, paper);
    },
    () => {
      if (promises.get(id) === promise) promises.delete(id);
    },
  );
  for (const old of promises.keys()) {
    if (promises.size <= MAX_CACHED) break;
    promises.delete(old);
    here.delete(old);
  }
  return promise;
}

/** The current paper, when it was requested again or changed during the request. */
export async function latestPaper(id: string): Promise<OpenPaper> {
  for (;;) {
    const promise = openPaper(id);
    const paper = await promise;
    if ((promises.get(id) ?? promise) === promise) return paper;
  }
}

/** A paper's note was written: answers that were sent before must not restore the old one. */
export function noteWritten(id: string, note: string): void {
  const written = (paper: OpenPaper): OpenPaper => ({ ...paper, note: note.trim() === "" ? null : note });
  const paper = here.get(id);
  if (paper) here.set(id, written(paper));
  const promise = promises.get(id)?.then(written);
  if (!promise) return;
  promises.set(id, promise);
  promise.then(
    (paper) => {
      if (promises.get(id) === promise) here.set(id, paper);
    },
    () => {
      if (promises.get(id) === promise) promises.delete(id);
    },
  );
}

/** The paper, if it is here already. */
export const loadedPaper = (id: string): OpenPaper | undefined => here.get(id);

/** Fetches a paper that will likely be opened next. */
export function prefetch(id: string | null | undefined): void {
  // An error of a paper is shown when it is opened.
  if (id) openPaper(id).catch(() => {});
}

/** Forgets what was fetched: the library has changed. */
export function forgetPapers(): void {
  promises.clear();
  here.clear();
}

holdPapers(
  (ids, change) => {
    for (const id of ids) {
      const paper = here.get(id);
      if (!paper) continue;
      const changed = { ...paper, card: change(paper.card) };
      here.set(id, changed);
      promises.set(id, Promise.resolve(changed));
    }
  },
  (id) => here.get(id)?.card.title,
);
