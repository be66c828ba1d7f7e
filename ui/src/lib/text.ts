/** A piece of a text, matched or not. */
export interface Piece {
  text: string;
  hit: boolean;
}

/** Cuts a text at ranges counted in Unicode characters (not in UTF-16 units). Ranges may touch, overlap or reach too far. */
export function cutAt(text: string, ranges: readonly (readonly [number, number])[]): Piece[] {
  if (ranges.length === 0) return text ? [{ text, hit: false }] : [];
  const characters = Array.from(text);
  const sorted = ranges
    .map(([from, to]) => [Math.max(0, from), Math.min(to, characters.length)] as const)
    .filter(([from, to]) => from < to)
    .sort((a, b) => a[0] - b[0]);
  const pieces: Piece[] = [];
  let at = 0;
  const add = (to: number, hit: boolean) => {
    if (to <= at) return;
    const piece = characters.slice(at, to).join("");
    const last = pieces.at(-1);
    if (last && last.hit === hit) last.text += piece;
    else pieces.push({ text: piece, hit });
    at = to;
  };
  for (const [from, to] of sorted) {
    add(from, false);
    add(to, true);
  }
  add(characters.length, false);
  return pieces;
}

/** How much of a text shows its language, in characters. */
const SHOWING = 20_000;

/**
 * The language of a text that came without one, as a `lang` attribute has it. Chinese has many words in Latin letters; an English
 * text has a Chinese name at most. The text may be HTML: names of elements, formulas and code are in no language.
 */
export function languageOf(text: string): "zh-CN" | "en" {
  const part = text.slice(0, SHOWING);
  if (!/\p{Script=Han}/u.test(part)) return "en";
  const words = part
    .replace(/<(span|div)[^>]*data-math-style[^>]*>[^<]*|<code[^>]*>[^<]*|<[^>]*>|\$[^$]*\$/g, " ")
    .replace(/&\w+;/g, " ");
  const chinese = words.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = words.match(/\p{Script=Latin}+/gu)?.length ?? 0;
  return chinese * 2 >= latin ? "zh-CN" : "en";
}

/** Half a character, which is left of a cut emoji, has no form in UTF-8: it is replaced in every text by the replacement character. */
export function wellFormed<T>(value: T): T {
  if (typeof value === "string") return value.toWellFormed() as T;
  if (Array.isArray(value)) return value.map(wellFormed) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wellFormed(inner)])) as T;
}

/** A piece of a title: words, or LaTeX between dollar signs. */
export interface TitlePiece {
  text: string;
  math: boolean;
}

/** Finds `$LaTeX$` in a title. Prices (`$5 and $10`) and escaped signs are words. */
export function titlePieces(title: string): TitlePiece[] {
  const pieces: TitlePiece[] = [];
  // As Pandoc has it: no space after the opening sign or before the closing one, and no digit after the closing one.
  const pattern = /(?<!\\)\$(?=\S)((?:\\.|[^$\\])+?)(?<=\S)\$(?!\d)/g;
  let at = 0;
  for (const match of title.matchAll(pattern)) {
    if (match.index > at) pieces.push({ text: title.slice(at, match.index), math: false });
    pieces.push({ text: match[1] ?? "", math: true });
    at = match.index + match[0].length;
  }
  if (at < title.length) pieces.push({ text: title.slice(at), math: false });
  return pieces.map((piece) => (piece.math ? piece : { ...piece, text: piece.text.replaceAll("\\$", "$") }));
}
