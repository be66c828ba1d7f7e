import type { Entry } from "./entry";
import { MAX_LENGTH, scoreName, SCORES, type Names, type Query } from "./rank";

/** How many entries are shown. */
const MAX_SHOWN = 40;
/** The bonus of the entry that was chosen last; earlier ones get less. It is less than two kinds of match are apart. */
const RECENT = 150;
/** The penalty of an entry that is found by another of its names. */
const OTHER_NAME = 30;
/** The penalty of a paper: titles are many and long, and some begin with any few letters. A whole title is still found first. */
const PAPER = 250;
/** The least score of a paper that the library's search found; it is below that of entries found by name. */
const FOUND_PAPER = 300;

/** The entries that match what is typed, best first. `found`: papers of the library's search, in its order. */
export function choose(
  query: Query,
  entries: readonly Entry[],
  found: readonly Entry[],
  recent: readonly string[],
  names: Names,
): Entry[] {
  const gain = (id: string) => {
    const at = recent.indexOf(id);
    return at < 0 ? 0 : RECENT * (1 - at / recent.length);
  };
  const scored: { entry: Entry; score: number }[] = [];
  const take = (entry: Entry, least: number) => {
    const own = Math.max(...[entry.label, ...(entry.short ?? [])].map((name) => scoreName(query, names.of(name))));
    const other = Math.max(0, ...entry.also.map((name) => scoreName(query, names.of(name)) - OTHER_NAME));
    const named = Math.max(own, other);
    const score = Math.max(entry.kind === "paper" && named < SCORES.same - MAX_LENGTH ? named - PAPER : named, least);
    if (score > 0) scored.push({ entry, score: score + gain(entry.id) });
  };
  for (const entry of entries) take(entry, 0);
  const known = new Set(scored.map(({ entry }) => entry.id));
  found.forEach((entry, at) => known.has(entry.id) || take(entry, FOUND_PAPER - at));
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_SHOWN)
    .map(({ entry }) => entry);
}

/** The entries before anything is typed: those that were chosen last, then the actions that are available here. */
export function offer(entries: readonly Entry[], here: (entry: Entry) => boolean, recent: readonly string[]): Entry[] {
  const chosen = recent.slice(0, 6).flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
  const rest = entries.filter((entry) => (entry.kind === "action" || entry.kind === "view") && !chosen.includes(entry));
  return [...chosen, ...rest.filter(here), ...rest.filter((entry) => !here(entry))].slice(0, MAX_SHOWN);
}
