/** What is selected in the texts of a paper, as the library knows it. */

import type { HighlightPlace, HighlightRange, HighlightText } from "./bindings/wire";
import { spanIn } from "./marking";

/** A part of a text on the page. */
export interface TextPart {
  text: HighlightText;
  part: string;
  root: HTMLElement;
}

/** The parts of a paper's texts that are on the page, in reading order. */
export function textParts(panels: ParentNode): TextPart[] {
  const parts: TextPart[] = [];
  for (const section of panels.querySelectorAll<HTMLElement>("#panel-report section[id^=section-]")) {
    const root = section.querySelector<HTMLElement>(".prose");
    const part = section.id.slice("section-".length);
    if (root) parts.push({ text: part === "abstract" ? "abstract" : "report", part, root });
  }
  panels.querySelectorAll<HTMLElement>("[data-testid=article-section]").forEach((section, number) => {
    const root = section.querySelector<HTMLElement>(":scope > .prose");
    if (root) parts.push({ text: "article", part: String(number), root });
  });
  return parts;
}

/** The place that a range has in a paper's texts; what it has of another text than the first one is left out. */
export function placeOf(panels: ParentNode, range: Range): HighlightPlace | null {
  const ranges: HighlightRange[] = [];
  let text: HighlightText | null = null;
  let says = "";
  for (const part of textParts(panels)) {
    if ((text !== null && part.text !== text) || !range.intersectsNode(part.root)) continue;
    const span = spanIn(part.root, range);
    if (!span) continue;
    text = part.text;
    ranges.push({ part: part.part, from: span.from, to: span.to });
    says += span.says;
  }
  return text === null ? null : { text, ranges, says };
}

/** The range that is selected within some element; null where nothing is. */
export function selectedRange(panels: Node): Range | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  return panels.contains(range.commonAncestorContainer) || range.intersectsNode(panels) ? range : null;
}

/** What holds text of its own. */
const BLOCKS = "p, li, td, th, pre, h4, h5, h6";

/** The blocks of a paper's texts that are shown and hold no other blocks, in reading order. */
export const blocksOf = (panels: ParentNode): HTMLElement[] =>
  textParts(panels).flatMap(({ root }) =>
    [...root.querySelectorAll<HTMLElement>(BLOCKS)].filter(
      (one) => one.closest("[hidden]") === null && one.querySelector(BLOCKS) === null && one.textContent.trim() !== "",
    ),
  );

/** Where the pieces of a text begin, and behind the last one its end. The engine's own moves need the focus, which is in the bar. */
function edgesOf(text: string, granularity: "word" | "sentence"): number[] {
  const pieces = [...new Intl.Segmenter(undefined, { granularity }).segment(text)];
  return [...pieces.filter(({ segment }) => segment.trim() !== "").map(({ index }) => index), text.length];
}

/** The node and the place in it of a character of a block. */
function pointIn(block: HTMLElement, offset: number): [Text, number] | null {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let last: Text | null = null;
  let rest = offset;
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (rest <= node.length) return [node, rest];
    rest -= node.length;
    last = node;
  }
  return last && [last, last.length];
}

/** The character of a block at which a point of the document is. */
function offsetIn(block: HTMLElement, node: Node, offset: number): number {
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}

function select(block: HTMLElement, from: number, to: number): boolean {
  const [start, end] = [pointIn(block, from), pointIn(block, to)];
  if (!start || !end || from >= to) return false;
  document.getSelection()?.setBaseAndExtent(...start, ...end);
  return true;
}

/** Selects the sentence at the beginning of what is in sight. Whether there is one. */
export function selectFirst(panels: ParentNode, top: number): boolean {
  const block = blocksOf(panels).find((one) => one.getBoundingClientRect().top >= top);
  const [from = 0, to = 0] = edgesOf(block?.textContent ?? "", "sentence");
  return block !== undefined && select(block, from, to);
}

/** The block that a selection begins in, and where; null where it begins in none. */
function beginning(blocks: readonly HTMLElement[]): { at: number; from: number; range: Range } | null {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const at = blocks.findIndex((block) => block.contains(range.startContainer));
  const block = blocks[at];
  return block ? { at, from: offsetIn(block, range.startContainer, range.startOffset), range } : null;
}

/** Selects the sentence after (1) or before (-1) the one that the selection begins in. */
export function selectNext(panels: ParentNode, by: 1 | -1): boolean {
  const blocks = blocksOf(panels);
  const begun = beginning(blocks);
  if (!begun) return false;
  const edges = edgesOf(blocks[begun.at]?.textContent ?? "", "sentence");
  const next =
    Math.max(
      edges.findLastIndex((edge) => edge <= begun.from),
      0,
    ) + by;
  const block = next < 0 ? blocks[begun.at - 1] : next > edges.length - 2 ? blocks[begun.at + 1] : blocks[begun.at];
  if (!block) return false;
  const there = edgesOf(block.textContent, "sentence");
  const which = block === blocks[begun.at] ? next : by === 1 ? 0 : there.length - 2;
  return select(block, there[which] ?? 0, there[which + 1] ?? 0);
}

/** Moves the end of the selection within its block. */
export function extend(panels: ParentNode, by: 1 | -1, what: "word" | "sentence"): boolean {
  const blocks = blocksOf(panels);
  const begun = beginning(blocks);
  const block = begun && blocks[begun.at];
  if (!begun || !block) return false;
  const to = block.contains(begun.range.endContainer)
    ? offsetIn(block, begun.range.endContainer, begun.range.endOffset)
    : block.textContent.length;
  const edges = edgesOf(block.textContent, what);
  const edge = by === 1 ? edges.find((one) => one > to) : edges.findLast((one) => one < to && one > begun.from);
  return edge !== undefined && select(block, begun.from, edge);
}
