/**
 * Marks places in a part of the page by elements of the caller's making. A place is named by its text and how many times the
 * same text was before it, counted as `report::plain` in Rust counts: formulas are their LaTeX, items have their numbers.
 */

/** A place: the text as it is there, and how many times the same text was before, each after the end of the last. */
export interface Wanted {
  text: string;
  occurrence: number;
}

const BLOCKS = "p, li, ul, ol, td, th, tr, table, pre, blockquote, h1, h2, h3, h4, h5, h6, div, section, dt, dd, hr";
const FORMULAS = "[data-math-style], .title-math";
/** Parts of the page that are no part of the text. */
const SKIPPED = "script, style, [data-marking-skip]";
/** Stands between two blocks; no place reaches over it. */
const SEAM = "\u0000";

/** A text node, or a formula, which is marked whole or not at all. */
interface Leaf {
  node: Text | Element;
  from: number;
  to: number;
}

/**
 * Wraps each wanted place in `root`, where it is found, in what `wrapper` gives for it: one element, or several where the place
 * reaches over the seams of inline elements; `wrapper` is called once for each, in reading order. Where places overlap, the
 * one that begins first has the common part. What is returned takes the marks away and leaves the document as it was; it must be
 * called before the content is replaced by something that holds on to its nodes, and may be called again.
 */
export function mark(root: Element, wanted: readonly Wanted[], wrapper: (which: number) => HTMLElement): () => void {
  const { text, leaves } = read(root);
  const nth = finder(text);
  const places = wanted
    .map(({ text: piece, occurrence }, which) => ({
      which,
      from: nth(even(piece), occurrence),
      length: piece.length,
    }))
    .filter(({ from }) => from >= 0)
    .sort((a, b) => a.from - b.from || b.length - a.length);

  let free = 0;
  const spans = places.flatMap(({ which, from, length }) => {
    const [start, end] = [Math.max(from, free), from + length];
    free = Math.max(free, end);
    return start < end ? [{ which, start, end }] : [];
  });

  // From the end, so that cutting a text leaves what precedes it where it was.
  const dressed: { which: number; node: Node }[] = [];
  let at = leaves.length - 1;
  for (const { which, start, end } of spans.reverse()) {
    while (at > 0 && (leaves[at]?.from ?? 0) >= end) at--;
    for (let i = at; i >= 0; i--) {
      const leaf = leaves[i];
      if (!leaf || leaf.to <= start) break;
      const node = cut(leaf, start, end);
      const last = dressed.at(-1);
      if (node && last?.node === node) last.which = which;
      else if (node) dressed.push({ which, node });
    }
  }

  let marks = dressed.reverse().map(({ which, node }) => {
    const element = wrapper(which);
    node.parentNode?.replaceChild(element, node);
    element.append(node);
    return { element, node };
  });
  return () => {
    for (const { element, node } of marks) {
      const parent = element.parentNode;
      // A removed document gets nothing back.
      if (!parent || node.parentNode !== element) continue;
      parent.replaceChild(node, element);
      parent.normalize();
    }
    marks = [];
  };
}

/** The same places as ranges of the document, which stays as it is; those that are not found are left out. */
export function rangesIn(root: Element, wanted: readonly Wanted[]): Range[] {
  const { text, leaves } = read(root);
  const nth = finder(text);
  return wanted.flatMap(({ text: piece, occurrence }) => {
    const from = nth(even(piece), occurrence);
    const [first, last] = [leafAt(leaves, from), leafAt(leaves, from + piece.length - 1)];
    if (from < 0 || !first || !last) return [];
    const range = document.createRange();
    if (first.node instanceof Text) range.setStart(first.node, from - first.from);
    else range.setStartBefore(first.node);
    if (last.node instanceof Text) range.setEnd(last.node, from + piece.length - last.from);
    else range.setEndAfter(last.node);
    return [range];
  });
}

/** The leaf that has the character at an offset; leaves are in order and apart. */
function leafAt(leaves: readonly Leaf[], offset: number): Leaf | undefined {
  let [low, high] = [0, leaves.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((leaves[middle]?.to ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const leaf = leaves[low];
  return leaf && leaf.from <= offset ? leaf : undefined;
}

/** The part of a leaf between two offsets, as a node of its own; null where there is nothing between them. */
function cut({ node, from, to }: Leaf, start: number, end: number): Node | null {
  if (!(node instanceof Text)) return node;
  const [first, last] = [Math.max(start, from) - from, Math.min(end, to) - from];
  if (first >= last) return null;
  if (last < node.length) node.splitText(last);
  return first > 0 ? node.splitText(first) : node;
}

/** Returns where a piece of a text is for the nth time, from 0; -1 where it does not. A piece is looked for once, however often it is requested. */
function finder(text: string): (piece: string, occurrence: number) => number {
  const found = new Map<string, number[]>();
  return (piece, occurrence) => {
    if (piece === "") return -1;
    const places = found.get(piece) ?? [];
    found.set(piece, places);
    while (places.length <= occurrence && places.at(-1) !== -1)
      places.push(text.indexOf(piece, places.length === 0 ? 0 : (places.at(-1) ?? 0) + piece.length));
    return places[occurrence] ?? -1;
  };
}

/** A line break in the source is a space on the page. */
const even = (text: string): string => text.replace(/\s/g, " ");

function read(root: Element): { text: string; leaves: Leaf[] } {
  const parts: string[] = [];
  const leaves: Leaf[] = [];
  let length = 0;
  const add = (text: string, node?: Text | Element) => {
    if (node && text) leaves.push({ node, from: length, to: length + text.length });
    parts.push(text);
    length += text.length;
  };
  const walk = (element: Element) => {
    let number = element.tagName === "OL" ? Number(element.getAttribute("start") ?? 1) : null;
    for (const child of element.childNodes) {
      if (child instanceof Text) add(even(child.data), child);
      else if (!(child instanceof Element) || child.matches(SKIPPED)) continue;
      else if (child.matches(FORMULAS)) add(even(latex(child)), child);
      else if (child.tagName === "BR") add(" ");
      else {
        const block = child.matches(BLOCKS);
        if (block) add(SEAM);
        if (child.tagName === "LI" && !child.hasAttribute("data-goes-on"))
          add(number === null ? "• " : `${number++}. `);
        walk(child);
        if (block) add(SEAM);
      }
    }
  };
  walk(root);
  return { text: parts.join(""), leaves };
}

/** A formula's source, whether KaTeX has set it or not. */
function latex(formula: Element): string {
  const source = formula.querySelector("annotation")?.textContent ?? formula.textContent ?? "";
  return formula.matches(".title-math") ? `$${source}$` : source;
}
