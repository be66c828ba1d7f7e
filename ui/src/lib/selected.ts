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

/** Whether the engine can move the ends of a selection by words. */
const canModify = (selection: Selection | null): selection is Selection =>
  selection !== null && typeof selection.modify === "function";

/** Selects the sentence at the beginning of what is in sight. Whether there is one. */
export function selectFirst(panels: ParentNode, top: number): boolean {
  const selection = document.getSelection();
  const blocks = textParts(panels).flatMap(({ root }) => [...root.querySelectorAll("p, li, td, pre, h4, h5, h6")]);
  const block = blocks.find((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().top >= top);
  if (!block || !canModify(selection)) return false;
  selection.collapse(block, 0);
  return extend(1, "sentence", selection);
}

/** Selects the sentence after (1) or before (-1) the one that is selected. */
export function selectNext(by: 1 | -1): boolean {
  const selection = document.getSelection();
  if (!canModify(selection)) return false;
  if (by === 1) selection.collapseToEnd();
  else {
    selection.collapseToStart();
    selection.modify("move", "backward", "sentence");
  }
  return extend(1, "sentence", selection);
}

/** Moves the end of the selection. */
export function extend(by: 1 | -1, what: "word" | "sentence", selection = document.getSelection()): boolean {
  if (!canModify(selection)) return false;
  selection.modify("extend", by === 1 ? "forward" : "backward", what);
  return !selection.isCollapsed;
}
