/** Texts of the page as they are read aloud: their blocks, and where a part of a block is in the document. */

import type { SpokenSentence } from "./bindings/wire";
import { blocksOf } from "./selected";

/** A formula in a text that is cut into sentences; the same as in Rust. */
const FORMULA = "\uFFFC";
const FORMULAS = "[data-math-style], .title-math";
/** What is not read: code, and what is no part of the text. */
const SKIPPED = "script, style, pre, [data-marking-skip], [hidden]";

/** A block of text. */
export interface SpokenBlock {
  element: HTMLElement;
  text: string;
  pieces: { node: Text | Element; from: number }[];
}

/** The blocks that are shown, in reading order. */
export function blocksToSpeak(panels: ParentNode): SpokenBlock[] {
  return blocksOf(panels)
    .map(blockOf)
    .filter(({ text }) => text.trim() !== "");
}

function blockOf(element: HTMLElement): SpokenBlock {
  const block: SpokenBlock = { element, text: "", pieces: [] };
  const add = (node: Text | Element, text: string) => {
    block.pieces.push({ node, from: block.text.length });
    block.text += text;
  };
  const walk = (node: Node) => {
    if (node instanceof Text) add(node, node.data);
    else if (!(node instanceof Element) || node.matches(SKIPPED)) return;
    else if (node.matches(FORMULAS)) add(node, FORMULA);
    else node.childNodes.forEach(walk);
  };
  walk(element);
  return block;
}

/** Where a sentence is in the document; null where the text has been replaced. */
export function rangeOf({ element, pieces }: SpokenBlock, { from, to }: SpokenSentence): Range | null {
  if (!element.isConnected) return null;
  const range = document.createRange();
  const pieceAt = (place: number) => pieces.findLast((piece) => piece.from <= place);
  const [first, last] = [pieceAt(from), pieceAt(to - 1)];
  if (!first?.node.isConnected || !last?.node.isConnected) return null;
  if (first.node instanceof Text) range.setStart(first.node, Math.min(from - first.from, first.node.length));
  else range.setStartBefore(first.node);
  if (last.node instanceof Text) range.setEnd(last.node, Math.min(to - last.from, last.node.length));
  else range.setEndAfter(last.node);
  return range;
}

/** A sentence as it is spoken: a formula is named, and not read sign by sign. */
export function spokenText({ text }: SpokenBlock, { from, to, language }: SpokenSentence): string {
  return text
    .slice(from, to)
    .replaceAll(FORMULA, language === "zh" ? " 公式 " : " formula ")
    .replace(/\s+/g, " ")
    .trim();
}

const NAME = "spoken";
const registry = (): HighlightRegistry | null =>
  typeof Highlight === "function" && typeof CSS !== "undefined" && "highlights" in CSS ? CSS.highlights : null;

/** Marks what is being read, and brings it into sight. */
export function markSpoken(range: Range): void {
  registry()?.set(NAME, new Highlight(range));
  const element = range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
  const pane = element?.closest<HTMLElement>(".pane");
  if (!pane) return;
  const [shown, box] = [pane.getBoundingClientRect(), range.getBoundingClientRect()];
  // Where it is in sight, the text stays where it is.
  if (box.top < shown.top || box.bottom > shown.bottom) pane.scrollBy({ top: box.top - shown.top - shown.height / 3 });
}

/** Takes the mark away. */
export const unmarkSpoken = (): void => void registry()?.delete(NAME);
