/** A long note is written part by part: a text box lays all of its text out again with each key. In characters. */
const PART = 20_000;
/** The range before a part's end in which it may end after a line or a word instead. */
const SLACK = 2_000;

/** A note with the part of it that is being written. */
export interface OpenPart {
  before: string;
  text: string;
  after: string;
}

/** Where the parts of a text begin. */
export function partStarts(text: string): number[] {
  const starts = [0];
  let at = 0;
  while (text.length - at > PART) {
    const end = at + PART;
    const tail = text.slice(end - SLACK, end);
    const gap = Math.max(tail.lastIndexOf("\n"), 0) || tail.search(/\s\S*$/);
    at = gap > 0 ? end - SLACK + gap + 1 : end;
    // Half a character is none.
    if (gap <= 0 && /[\ud800-\udbff]/.test(text.charAt(at - 1))) at -= 1;
    starts.push(at);
  }
  return starts;
}

/** Opens a part of a text; beyond the last, the last. */
export function openPart(text: string, which: number): OpenPart {
  const starts = partStarts(text);
  const at = Math.min(which, starts.length - 1);
  const [from, to] = [starts[at] ?? 0, starts[at + 1] ?? text.length];
  return { before: text.slice(0, from), text: text.slice(from, to), after: text.slice(to) };
}

export const wholeOf = ({ before, text, after }: OpenPart): string => before + text + after;
