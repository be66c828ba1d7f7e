import type { Readings } from "./pinyin";
import { fold, spelt, unitsOf, type Unit } from "./units";

/** A name as it is compared with what is typed. */
export interface Name {
  folded: string;
  units: readonly Unit[];
  /** The characters that its units begin with: what begins with none of them is not spelt in it. */
  starts: string;
}

/** What is typed, as names are compared with it. */
export interface Query {
  text: string;
  /** Without spaces. */
  compact: string;
  words: readonly string[];
}

/** Longer queries are cut off: no name is as long. */
const MAX_QUERY = 80;

/** How well a name matches, from best to worst. A shorter name is better than a longer one, by less than the next step. */
export const SCORES = { same: 1000, prefix: 900, word: 800, spelt: 700, speltInside: 600, inside: 500, words: 400 };

/** A longer name loses no more than this many characters would. */
export const MAX_LENGTH = 90;

/** Makes names comparable, each once. */
export class Names {
  #readings: Readings;
  #known = new Map<string, Name>();

  constructor(readings: Readings) {
    this.#readings = readings;
  }

  of(text: string): Name {
    let name = this.#known.get(text);
    if (!name) {
      const folded = fold(text);
      const units = unitsOf(folded, this.#readings);
      const starts = new Set(units.flatMap((unit) => unit.readings.map((reading) => reading[0])));
      this.#known.set(text, (name = { folded, units, starts: [...starts].join("") }));
    }
    return name;
  }
}

/** What is typed, ready to be compared. */
export function queryOf(typed: string): Query {
  const text = fold(typed).trim().replace(/\s+/g, " ").slice(0, MAX_QUERY);
  return { text, compact: text.replaceAll(" ", ""), words: text.split(" ") };
}

/** How well a name matches a query; 0: not at all. */
export function scoreName({ text, compact, words }: Query, name: Name): number {
  const best = scoreText(text, compact, name);
  const score =
    best > 0 || words.length < 2 ? best : words.every((word) => scoreText(word, word, name) > 0) ? SCORES.words : 0;
  return score > 0 ? score - Math.min(name.folded.length, MAX_LENGTH) : 0;
}

function scoreText(text: string, compact: string, { folded, units, starts }: Name): number {
  const at = folded.indexOf(text);
  if (at === 0) return folded.length === text.length ? SCORES.same : SCORES.prefix;
  if (at > 0 && units.some((unit) => unit.at === at)) return SCORES.word;
  // Marks such as quotes are no units: a name may begin with one.
  const start = starts.includes(compact.charAt(0)) ? spelt(compact, units) : -1;
  if (start >= 0) return start === 0 ? SCORES.spelt : SCORES.speltInside;
  return at > 0 && text.length > 1 ? SCORES.inside : 0;
}
