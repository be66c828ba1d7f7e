/** Finding words in a part of the page: over inline elements, not over paragraphs, and not in formulas. A long text is looked through in steps. */

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

/** How many nodes are read, and how many characters are searched, before there is time for something else. */
const NODES_AT_ONCE = 256;
const CHARACTERS_AT_ONCE = 16_384;

/** Collects an element's text in reading order. */
export function* readText(root: HTMLElement): Generator<void, SearchableText, void> {
  const found: SearchableText = { text: "", nodes: [], starts: [] };
  const parts: string[] = [];
  let [length, seen] = [0, 0];
  let block: Element | null = null;
  const add = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  /** Of each element that the walk is in, the block that its text belongs to. */
  const around = [root.closest(BLOCKS)];
  for (let node: Node | null = root.firstChild; node;) {
    if (++seen % NODES_AT_ONCE === 0) yield;
    const own: Element | null = around.at(-1) ?? null;
    let inner: Node | null = null;
    if (node.nodeType === Node.TEXT_NODE) {
      if (own !== block) add(BREAK);
      block = own;
      found.nodes.push(node as Text);
      found.starts.push(length);
      add((node as Text).data);
    } else if (node instanceof Element) {
      if (node.matches(SKIPPED)) add(BREAK);
      else if (node.tagName === "BR") add(" ");
      else if ((inner = node.firstChild)) around.push(node.matches(BLOCKS) ? node : own);
    }
    while (!inner && node && node !== root && !(inner = node.nextSibling)) {
      node = node.parentNode;
      around.pop();
    }
    node = node === root ? null : inner;
  }
  found.text = parts.join("");
  return found;
}

/** Where a query is in a text, as `[from, to)` in UTF-16 units. Case does not count, nor how wide a space is. */
export function* searchText(text: string, query: string): Generator<void, [number, number][], void> {
  const words = query.trim().split(/\s+/).filter(Boolean);
  const matches: [number, number][] = [];
  if (words.length === 0) return matches;
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("\\s+");
  for (let from = 0; from < text.length;) {
    // No match reaches over the end of a block.
    const end = text.indexOf(BREAK, from + CHARACTERS_AT_ONCE);
    const to = end < 0 ? text.length : end;
    for (const { index, 0: match } of text.slice(from, to).matchAll(new RegExp(pattern, "giu"))) {
      matches.push([from + index, from + index + match.length]);
      if (matches.length > MAX_MATCHES) return matches;
    }
    from = to;
    yield;
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

/** Matches as places in the document. */
export function placesOf(found: SearchableText, matches: readonly (readonly [number, number])[]): StaticRange[] {
  return matches.flatMap(([from, to]) => {
    const [start, end] = [place(found, from, false), place(found, to, true)];
    if (!start || !end) return [];
    const [startContainer, startOffset] = start;
    const [endContainer, endOffset] = end;
    return [new StaticRange({ startContainer, startOffset, endContainer, endOffset })];
  });
}

/** The match after (1) or before (-1) one, around the ends; -1 when there is none. */
export const stepped = (at: number, by: 1 | -1, count: number): number =>
  count === 0 ? -1 : at < 0 ? (by === 1 ? 0 : count - 1) : (at + by + count) % count;
