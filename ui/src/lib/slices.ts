/**
 * Long texts are shown in slices: each holds little enough that the engine lays it out at once, and those out of sight are not laid out
 * at all (`.slice` in the style sheet). A text can be all paragraphs, or one table, list, code block or paragraph without end: what is
 * too large for a slice is cut between its children, and a text between its words.
 */

import { isTooLong } from "./formula/typeset";

/** The largest text that goes into the document as it is, in characters and in elements. */
const SHORT_CHARACTERS = 20_000;
const SHORT_ELEMENTS = 600;
/** How much a slice holds: an element weighs one, and so do this many characters. */
const SLICE_WEIGHT = 120;
const CHARACTERS = 40;
/** Signs that change the direction of writing: each begins a box of its own, and the engine orders all boxes of a paragraph at once. One weighs as much as an element. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;
/** As much as these weigh so many characters of a formula: of each, some elements are made. */
const FORMULA_CHARACTERS = 8;
/** A formula is laid out as it is typeset, with some four elements for each character: what it weighs in a slice, and so many characters of it weigh one more. */
const TYPESET_WEIGHT = 3;
const TYPESET_CHARACTERS = 2;
/** How many times its weight a formula has in a paragraph that is cut: less, since each cut ends a line. */
const CUT_FORMULA = 2;
/** The share of a slice from which on an element that does not fit begins the next one, instead of being cut. */
const MIN_FILLED_SHARE = 0.5;

/** Whether a piece of safe HTML can be shown at once. */
export function isShort(html: string): boolean {
  return html.length <= SHORT_CHARACTERS && elementsIn(html) <= SHORT_ELEMENTS && directionsIn(html) <= SLICE_WEIGHT;
}

/** The number of elements in a piece of safe HTML; about, since some have no end tag. */
export function elementsIn(html: string): number {
  let tags = 0;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) tags++;
  return tags / 2;
}

/** A line of code, and a table's cell, is not broken up to so many characters: the longer a line, the longer the engine looks for a place in it. */
export const MAX_LINE = 500;

export const hasLongLine = (code: string): boolean =>
  code.length > MAX_LINE && code.split("\n").some((line) => line.length > MAX_LINE);

/** How much of a text is parsed at a stretch, in characters: a few milliseconds. */
const PARSED_AT_ONCE = 32_000;

const directionsIn = (text: string): number => text.match(DIRECTIONS)?.length ?? 0;

/** How much a node weighs with all that is in it; of one that is cut in any case, only that it is. */
function weigh(root: Node): number {
  if (isFormula(root)) return 1 + (root.textContent?.length ?? 0) / FORMULA_CHARACTERS;
  let weight = root instanceof Text ? root.length / CHARACTERS + directionsIn(root.data) : 1;
  for (let child = root.firstChild; child && weight <= 2 * SLICE_WEIGHT; child = child.nextSibling)
    weight += weigh(child);
  return weight;
}

/** How much a node weighs in a slice once its formulas are typeset; `own` is what it weighs as it is. */
function typesetWeight(node: Node, own: number): number {
  if (isFormula(node)) return CUT_FORMULA * own;
  if (!(node instanceof Element)) return own;
  let weight = own;
  for (const formula of node.querySelectorAll("[data-math-style]"))
    weight += TYPESET_WEIGHT + (formula.textContent?.length ?? 0) / TYPESET_CHARACTERS;
  return weight;
}

const isFormula = (node: Node): node is HTMLElement => node instanceof HTMLElement && "mathStyle" in node.dataset;

/** Whether a node that is too heavy for a slice is cut. A formula that may be typeset never is, and a paragraph only when it is twice as heavy. */
const isCut = (node: Node, weight: number): boolean =>
  isFormula(node)
    ? isTooLong(node.textContent ?? "")
    : weight > 2 * SLICE_WEIGHT || !(node instanceof HTMLParagraphElement && node.querySelector("[data-math-style]"));

/** The slices of a piece of safe HTML, in order. `null` is no slice: a part of the text was parsed, and there is time for something else. */
export function* slicesOf(html: string): Generator<HTMLElement | null, void, void> {
  // Unlike `DOMParser`, a document that is written continues where it stopped. It is shown nowhere and loads nothing.
  const parsed = document.implementation.createHTMLDocument();
  for (let at = 0; at < html.length; at += PARSED_AT_ONCE) {
    parsed.write(html.slice(at, at + PARSED_AT_ONCE));
    yield null;
  }
  parsed.close();
  for (const piece of pieces(parsed.body)) {
    const slice = document.createElement("div");
    slice.className = "slice";
    slice.append(...piece.childNodes);
    if (slice.querySelector("*") || slice.textContent?.trim()) yield slice;
  }
}

/** An element in pieces that weigh little enough: each a copy of the element with some of its children. All but the last have `data-cut`. */
function* pieces(element: Element): Generator<Element, void, void> {
  let [piece, weight, items, first] = [shell(element, 0, true), 0, 0, true];
  const next = () => {
    const done = piece;
    done.setAttribute("data-cut", "");
    [piece, weight, first] = [shell(element, items, false), 0, false];
    return done;
  };
  for (let child = element.firstChild, after: ChildNode | null; child; child = after) {
    after = child.nextSibling;
    const own = weigh(child);
    const cut = own > SLICE_WEIGHT && isCut(child, own);
    const typeset = cut ? own : typesetWeight(child, own);
    if (
      weight > 0 &&
      weight + typeset > SLICE_WEIGHT &&
      (typeset <= SLICE_WEIGHT || weight > SLICE_WEIGHT * MIN_FILLED_SHARE)
    )
      yield next();
    if (!cut) {
      piece.append(child);
      weight += typeset;
    } else {
      let part = 0;
      for (const cut of child instanceof Text ? texts(child) : child instanceof Element ? pieces(child) : []) {
        if (part++ > 0) yield next();
        piece.append(cut);
        weight = SLICE_WEIGHT;
      }
    }
    if (child instanceof Element && child.tagName === "LI") items++;
  }
  if (first || piece.childNodes.length > 0) yield piece;
}

/** A copy of an element without its children. A continuation of an earlier piece is marked, and a list continues its count. */
function shell(element: Element, items: number, first: boolean): Element {
  const copy = document.importNode(element, false);
  if (first) return copy;
  copy.setAttribute("data-goes-on", "");
  if (copy.tagName === "OL") copy.setAttribute("start", String(Number(element.getAttribute("start") ?? 1) + items));
  return copy;
}

/** A text in pieces, each cut after a line, else after a word, else between two characters. */
function* texts(text: Text): Generator<Text, void, void> {
  let rest = text.data;
  for (let most = mostOf(rest); rest.length > most; most = mostOf(rest)) {
    const head = rest.slice(0, most);
    const end = Math.max(head.lastIndexOf("\n"), 0) || head.search(/\s\S*$/);
    let at = end > most / 2 ? end + 1 : most;
    // Half a character is none.
    if (/[\ud800-\udbff]/.test(rest.charAt(at - 1)) && at > 1) at -= 1;
    yield document.createTextNode(rest.slice(0, at));
    rest = rest.slice(at);
  }
  yield document.createTextNode(rest);
}

/** How much of a text goes into one slice, in characters. */
function mostOf(text: string): number {
  const head = text.slice(0, SLICE_WEIGHT * CHARACTERS);
  let left = SLICE_WEIGHT;
  for (const { index } of head.matchAll(DIRECTIONS)) if (left-- === 0) return index;
  return SLICE_WEIGHT * CHARACTERS;
}

/**
 * The box that shows whether something is above a height or below it: its own only where that of its slice does not show it,
 * since for its own a slice out of sight is laid out.
 */
export function boxAt(
  height: number,
  element: Element,
  own: () => DOMRect = () => element.getBoundingClientRect(),
): DOMRect {
  const slice = element.closest(".slice")?.getBoundingClientRect();
  return slice && (slice.bottom <= height || slice.top > height) ? slice : own();
}
