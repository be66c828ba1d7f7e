/** Finding words in a part of the page: over inline elements, not over paragraphs, and not in formulas. */

/** Matches beyond this many are neither counted nor marked. */
export const MAX_MATCHES = 2_000;

/** What holds a text of its own. */
export const BLOCKS =
  "p, li, td, th, pre, blockquote, dt, dd, h1, h2, h3, h4, h5, h6, div, section, header, figcaption";
const SKIPPED = "[data-math-style], .katex, .title-math, script, style, [hidden], [data-find-skip]";
/** Stand for the end of a block and for a formula; no query matches them. */
const BREAK = "\u0000";

/** The text of an element as it is searched, and where its pieces come from. */
export interface SearchableText {
  text: string;
  nodes: Text[];
  /** Where each node begins in the text. */
  starts: number[];
}

/** Collects an element's text in reading order. */
export function textOf(root: HTMLElement): SearchableText {
  const found: SearchableText = { text: "", nodes: [], starts: [] };
  const parts: string[] = [];
  let length = 0;
  let block: Element | null = null;
  const add = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  const walk = (element: Element, around: Element | null) => {
    const own = element.matches(BLOCKS) ? element : around;
    for (let child = element.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === Node.TEXT_NODE) {
        if (own !== block) add(BREAK);
        block = own;
        found.nodes.push(child as Text);
        found.starts.push(length);
        add((child as Text).data);
      } else if (child instanceof Element) {
        if (child.matches(SKIPPED)) add(BREAK);
        else if (child.tagName === "BR") add(" ");
        else walk(child, own);
      }
    }
  };
  walk(root, root.closest(BLOCKS));
  found.text = parts.join("");
  return found;
}

/** Where a query is in a text, as `[from, to)` in UTF-16 units. Case does not count, nor how wide a space is. */
export function matchesIn(text: string, query: string): [number, number][] {
  const words = query.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("\\s+");
  const matches: [number, number][] = [];
  for (const match of text.matchAll(new RegExp(pattern, "giu"))) {
    matches.push([match.index, match.index + match[0].length]);
    if (matches.length > MAX_MATCHES) break;
  }
  return matches;
}

/** The node and the place in it of an offset; at the seam of two nodes, an end belongs to the first. */
function place({ nodes, starts }: SearchableText, offset: number, end: boolean): [Text, number] | null {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) < offset + (end ? 0 : 1)) low = middle;
    else high = middle - 1;
  }
  const [node, start] = [nodes[low], starts[low]];
  return node && start !== undefined ? [node, Math.min(offset - start, node.length)] : null;
}

/** Matches as ranges of the document. */
export function rangesOf(found: SearchableText, matches: readonly (readonly [number, number])[]): Range[] {
  return matches.flatMap(([from, to]) => {
    const [start, end] = [place(found, from, false), place(found, to, true)];
    if (!start || !end) return [];
    const range = document.createRange();
    range.setStart(...start);
    range.setEnd(...end);
    return [range];
  });
}

/** The match after (1) or before (-1) one, around the ends; -1 when there is none. */
export const stepped = (at: number, by: 1 | -1, count: number): number =>
  count === 0 ? -1 : at < 0 ? (by === 1 ? 0 : count - 1) : (at + by + count) % count;
