/**
 * Marks places in a part of the page by elements of the caller's making. A place is named by its text and how many times the
 * same text was before it, counted as `report::plain` in Rust counts: formulas are their LaTeX, items have their numbers.
 */

/** A place: the text as it is there, and how many times the same text was before, each after the end of the last. */
export interface Wanted {
  text: string;
  occurrence: number;
}

const BLOCKS =
  "p, li, ul, ol, td, th, tr, table, pre, blockquote, h1, h2, h3, h4, h5, h6, div, section, dt, dd, hr, figure, figcaption";
const FORMULAS = "[data-math-style], .title-math";
/** Parts of the page that are no part of the text. */
const SKIPPED = "script, style, [data-marking-skip]";
/** Separates two blocks; no range extends over it. */
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
  return wrap(leaves, spans, wrapper);
}

/** A part of the text that gets an element, and what it is for. */
interface Piece<T> {
  which: T;
  start: number;
  end: number;
}

/** Wraps parts of the text that are in order and apart. Returns how to take the elements away. */
function wrap<T>(leaves: readonly Leaf[], spans: Piece<T>[], wrapper: (which: T) => HTMLElement): () => void {
  // From the end, so that cutting a text leaves what precedes it where it was.
  const pieces: { which: T; node: Node }[] = [];
  let at = leaves.length - 1;
  for (const { which, start, end } of spans.reverse()) {
    while (at > 0 && (leaves[at]?.from ?? 0) >= end) at--;
    for (let i = at; i >= 0; i--) {
      const leaf = leaves[i];
      if (!leaf || leaf.to <= start) break;
      const node = cut(leaf, start, end);
      const last = pieces.at(-1);
      if (node && last?.node === node) last.which = which;
      else if (node) pieces.push({ which, node });
    }
  }

  let marks = pieces.reverse().map(({ which, node }) => {
    const element = wrapper(which);
    node.parentNode?.replaceChild(element, node);
    element.append(node);
    return element;
  });
  return () => {
    for (const element of marks) {
      const parent = element.parentNode;
      // A removed document gets nothing back. Others may have put elements of their own within.
      if (!parent) continue;
      element.replaceWith(...element.childNodes);
      parent.normalize();
    }
    marks = [];
  };
}

/** A range of a text, counted in characters that are not white space, as `anchor` in Rust counts; a formula is its LaTeX between dollar signs. */
export interface Span {
  from: number;
  to: number;
}

const visibleIn = (text: string): string => text.replace(/\p{White_Space}/gu, "");
const lengthOf = (text: string): number => [...visibleIn(text)].length;
/** What a leaf says, as it is counted. */
const textOfLeaf = ({ node }: Leaf): string => (node instanceof Text ? node.data : `$${latex(node)}$`);

/** So many spans are named on one piece: a text may have thousands, one over the other. */
const MAX_OVERLAPPING = 8;

/**
 * Wraps spans of a text in what `wrapper` gives for a piece: spans may overlap, and a piece gets the places of all that it is
 * in, the first ones of very many. Returns how to take the elements away.
 */
export function markSpans(
  root: Element,
  spans: readonly Span[],
  wrapper: (which: readonly number[]) => HTMLElement,
): () => void {
  const { leaves } = read(root);
  const shown = leaves.filter((leaf) => !isBetweenBlocks(leaf.node));
  const turns = [...new Set(spans.flatMap(({ from, to }) => (from < to ? [from, to] : [])))].sort((a, b) => a - b);
  const [begins, ends] = [placesBy(spans, "from"), placesBy(spans, "to")];
  const over = new Set<number>();
  const offsets = offsetsOf(shown, turns);
  const pieces = turns.flatMap((turn, i) => {
    for (const which of ends.get(turn) ?? []) over.delete(which);
    for (const which of begins.get(turn) ?? []) over.add(which);
    const [start, end] = [offsets[i]?.begin, offsets[i + 1]?.end];
    if (over.size === 0 || start === undefined || end === undefined || start >= end) return [];
    const which: number[] = [];
    for (const place of over) {
      which.push(place);
      if (which.length === MAX_OVERLAPPING) break;
    }
    return [{ which, start, end }];
  });
  return wrap(shown, pieces, wrapper);
}

/** White space between two blocks, which shows nothing. */
const isBetweenBlocks = (node: Text | Element): boolean =>
  node instanceof Text && node.data.includes("\n") && node.data.trim() === "";

function placesBy(spans: readonly Span[], edge: "from" | "to"): Map<number, number[]> {
  const places = new Map<number, number[]>();
  spans.forEach((span, which) => {
    if (span.from >= span.to) return;
    const there = places.get(span[edge]);
    if (there) there.push(which);
    else places.set(span[edge], [which]);
  });
  return places;
}

/** Where visible characters are in the text: where the one at each turn begins, and where the one before it ends. Turns rise. */
function offsetsOf(leaves: readonly Leaf[], turns: readonly number[]): { begin: number; end: number }[] {
  const offsets: { begin: number; end: number }[] = [];
  let [seen, next, end] = [0, 0, 0];
  for (const leaf of leaves) {
    if (next >= turns.length) break;
    if (!(leaf.node instanceof Text)) {
      const length = lengthOf(textOfLeaf(leaf));
      // A formula is marked whole or not at all.
      for (let turn = turns[next]; turn !== undefined && turn < seen + length; turn = turns[++next])
        offsets.push({ begin: leaf.from, end: turn > seen ? leaf.to : end });
      [seen, end] = [seen + length, leaf.to];
      continue;
    }
    let at = leaf.from;
    for (const character of leaf.node.data) {
      if (!/\p{White_Space}/u.test(character)) {
        if (turns[next] === seen) {
          offsets.push({ begin: at, end });
          next++;
        }
        seen++;
        end = at + character.length;
      }
      at += character.length;
    }
  }
  // At the very end of the text.
  while (next++ < turns.length) offsets.push({ begin: end, end });
  return offsets;
}

/** What of a text is within a range of the document, and what it says; null where that is nothing. */
export function spanIn(root: Element, range: Range): (Span & { says: string }) | null {
  let [seen, from, to, says] = [0, -1, 0, ""];
  for (const leaf of read(root).leaves) {
    const visible = visibleIn(textOfLeaf(leaf));
    const within = partWithin(leaf, range);
    if (within !== null) {
      const before = leaf.node instanceof Text ? lengthOf(leaf.node.data.slice(0, within[0])) : 0;
      const text = leaf.node instanceof Text ? visibleIn(leaf.node.data.slice(...within)) : visible;
      if (text !== "") {
        if (from < 0) from = seen + before;
        to = seen + before + [...text].length;
        says += text;
      }
    }
    seen += [...visible].length;
  }
  return from < 0 ? null : { from, to, says };
}

/** The part of a leaf that a range has; null where it has none. */
function partWithin({ node }: Leaf, range: Range): [number, number] | null {
  if (!range.intersectsNode(node)) return null;
  if (!(node instanceof Text)) return [0, 1];
  const from = node === range.startContainer ? range.startOffset : 0;
  const to = node === range.endContainer ? range.endOffset : node.length;
  return from < to ? [from, to] : null;
}

/** The same places in the document, which stays as it is, in reading order; those that are not found are left out. */
export function placesIn(root: Element, wanted: readonly Wanted[]): StaticRange[] {
  const { text, leaves } = read(root);
  const nth = finder(text);
  const places = wanted
    .map(({ text: piece, occurrence }) => ({ from: nth(even(piece), occurrence), length: piece.length }))
    .sort((a, b) => a.from - b.from);
  return places.flatMap(({ from, length }) => {
    const [first, last] = [leafAt(leaves, from), leafAt(leaves, from + length - 1)];
    if (from < 0 || !first || !last) return [];
    // A formula is in it whole.
    const [startContainer, endContainer] = [first.node, last.node];
    const startOffset = startContainer instanceof Text ? from - first.from : 0;
    const endOffset = endContainer instanceof Text ? from + length - last.from : endContainer.childNodes.length;
    return [new StaticRange({ startContainer, startOffset, endContainer, endOffset })];
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
  const kept = formula instanceof HTMLElement ? formula.dataset.formula : undefined;
  const source = kept || (formula.querySelector("annotation")?.textContent ?? formula.textContent ?? "");
  return formula.matches(".title-math") ? `$${source}$` : source;
}
