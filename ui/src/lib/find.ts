/** Finding words in a part of the page: over inline elements, not over paragraphs, and not in formulas. */

/** Matches beyond this many are neither counted nor marked. */
export const MOST_MATCHES = 2_000;

const BLOCKS = "p, li, td, th, pre, blockquote, dt, dd, h1, h2, h3, h4, h5, h6, div, section, header, figcaption";
const SKIPPED = "[data-math-style], .katex, .title-math, script, style, [hidden], [data-find-skip]";
/** Stand for the end of a block and for a formula; no query matches them. */
const BREAK = "\u0000";

/** The text of an element as it is searched, and where its pieces come from. */
export interface FoundText {
  text: string;
  nodes: Text[];
  /** Where each node begins in the text. */
  starts: number[];
}

/** Collects an element's text in reading order. */
export function textOf(root: HTMLElement): FoundText {
  const found: FoundText = { text: "", nodes: [], starts: [] };
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
    if (matches.length > MOST_MATCHES) break;
  }
  return matches;
}

/** The node and the place in it of an offset; at the seam of two nodes, an end belongs to the first. */
function place({ nodes, starts }: FoundText, offset: number, end: boolean): [Text, number] | null {
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
export function rangesOf(found: FoundText, matches: readonly (readonly [number, number])[]): Range[] {
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

/** Shows matches. */
export interface Marker {
  /** Marks these and no others, one of them as the current. */
  show(ranges: readonly Range[], current: number): void;
  /** Takes all marks away. */
  clear(): void;
}

/** Marks by the engine's own highlights, which leave the document as it is; by elements where there are none. */
export const marker = (): Marker =>
  typeof Highlight === "function" && typeof CSS !== "undefined" && "highlights" in CSS ? highlights() : elements();

/** How many ranges are handed to the engine at first, and how long a frame with more of them may take, in ms. */
const AT_FIRST = 16;
const FRAME = 32;

/** The engine finds out for each range, once, where it is laid out, which may take it milliseconds: it gets a few in each frame. */
function highlights(): Marker {
  let shown: readonly Range[] | null = null;
  let frame = 0;
  const add = (all: Highlight, waiting: Range[], count: number, before: number) => {
    for (const range of waiting.splice(0, count)) all.add(range);
    if (waiting.length === 0) return;
    frame = requestAnimationFrame((now) => {
      const next = now - before > FRAME ? Math.max(1, count >> 1) : count + 4;
      add(all, waiting, next, now);
    });
  };
  return {
    show(ranges, current) {
      if (ranges !== shown) {
        cancelAnimationFrame(frame);
        shown = ranges;
        const all = new Highlight();
        CSS.highlights.set("find", all);
        // First those from where one is.
        const from = Math.max(current, 0);
        add(all, [...ranges.slice(from), ...ranges.slice(0, from)], AT_FIRST, performance.now());
      }
      const now = new Highlight(...ranges.slice(current, current + 1));
      now.priority = 1;
      CSS.highlights.set("find-current", now);
    },
    clear() {
      cancelAnimationFrame(frame);
      shown = null;
      CSS.highlights.delete("find");
      CSS.highlights.delete("find-current");
    },
  };
}

/** Marks by `<mark>`: the text nodes are cut, and joined again when the marks go. */
function elements(): Marker {
  let made: HTMLElement[][] = [];
  let shown: readonly Range[] = [];
  const clear = () => {
    for (const mark of made.flat()) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent?.normalize();
    }
    made = [];
    shown = [];
  };
  return {
    clear,
    show(ranges, current) {
      if (ranges !== shown) {
        clear();
        shown = ranges;
        // From the end, so that cutting a node leaves those before it where they were.
        made = [...ranges].reverse().map(wrapped).reverse();
      }
      made.forEach((marks, i) => marks.forEach((mark) => mark.classList.toggle("current", i === current)));
    },
  };
}

function wrapped(range: Range): HTMLElement[] {
  const [from, to] = [range.startContainer, range.endContainer];
  const nodes: Text[] = [];
  const root = range.commonAncestorContainer;
  if (root.nodeType === Node.TEXT_NODE) nodes.push(root as Text);
  else {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), inside = false; node; node = walker.nextNode()) {
      inside ||= node === from;
      if (inside) nodes.push(node as Text);
      if (node === to) break;
    }
  }
  const [start, end] = [range.startOffset, range.endOffset];
  return nodes.flatMap((node) => {
    const piece = node === to && end < node.length ? (node.splitText(end), node) : node;
    const text = node === from && start > 0 ? piece.splitText(start) : piece;
    if (!text.length) return [];
    const mark = document.createElement("mark");
    mark.className = "found";
    text.replaceWith(mark);
    mark.append(text);
    return [mark];
  });
}
