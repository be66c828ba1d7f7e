import type { Readings } from "./pinyin";

/** A Chinese character with how it is read, or a word in other letters. A name is found by the beginnings of its units. */
export interface Unit {
  readings: readonly string[];
  /** Where it begins in the folded text. */
  at: number;
}

/** A text without the differences that a search ignores: case, accents, and the width of letters. */
export const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Cuts a folded text into units. Characters without a known reading are units of their own. */
export function unitsOf(folded: string, readings: Readings): Unit[] {
  const units: Unit[] = [];
  for (const { 0: piece, index } of folded.matchAll(
    /\p{Script=Han}|[\p{L}\p{N}]+?(?=\p{Script=Han}|[^\p{L}\p{N}]|$)/gu,
  ))
    units.push({ readings: [piece, ...(readings.get(piece) ?? [])], at: index });
  return units;
}

/** More units than this are not looked at. */
const MAX_UNITS = 60;

/**
 * The unit from which on a query is made of beginnings of units, one after the other: initials (`sc`, `rl`), whole pinyin (`shoucang`), or
 * any mixture (`shouc`). -1: there is none.
 */
export function spelt(query: string, units: readonly Unit[]): number {
  const count = Math.min(units.length, MAX_UNITS);
  // Which places of the query were tried in vain at which unit.
  let dead: Set<number> | undefined;
  const from = (unit: number, place: number): boolean => {
    if (place === query.length) return true;
    if (unit >= count) return false;
    const key = unit * (query.length + 1) + place;
    if (dead?.has(key)) return false;
    for (const reading of units[unit]!.readings)
      for (let length = shared(query, place, reading); length > 0; length--)
        if (from(unit + 1, place + length)) return true;
    (dead ??= new Set()).add(key);
    return false;
  };
  for (let start = 0; start < count; start++) if (from(start, 0)) return start;
  return -1;
}

/** How many characters a reading shares with a query from a place on. */
function shared(query: string, place: number, reading: string): number {
  let length = 0;
  while (length < reading.length && reading[length] === query[place + length]) length++;
  return length;
}
