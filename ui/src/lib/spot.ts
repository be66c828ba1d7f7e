/** How far a text is scrolled, in a form that survives another width of the window and another size of the text. */

import { firstWhere } from "./near";
import { boxAt } from "./slices";

/** The block of the text that is at the top of what is in sight, and which share of its height is above it. */
export interface Spot {
  /** Its number in the text, from 0; -1 before the first block: `within` is then the distance scrolled, in px. */
  block: number;
  within: number;
}

const BLOCKS = "p, li, tr, pre, blockquote, figcaption, dt, dd, h2, h3, h4, h5, h6, [data-math-style=display]";

/** The outermost blocks of a text: their tops rise in the order of the document. */
function blocksOf(text: Element): Element[] {
  const blocks: Element[] = [];
  const walk = (element: Element) => {
    for (const child of element.children)
      if (child.matches(BLOCKS)) blocks.push(child);
      else walk(child);
  };
  walk(text);
  return blocks;
}

/** Where a pane is in a text; null at its very top. */
export function spotIn(pane: HTMLElement, text: Element): Spot | null {
  if (pane.scrollTop <= 0) return null;
  const blocks = blocksOf(text);
  const top = pane.getBoundingClientRect().top;
  const next = firstWhere(blocks, (block) => boxAt(top, block).top > top);
  const block = blocks[next - 1];
  if (!block) return { block: -1, within: Math.round(pane.scrollTop) };
  const box = block.getBoundingClientRect();
  return { block: next - 1, within: box.height > 0 ? Math.round(((top - box.top) / box.height) * 1000) / 1000 : 0 };
}

/** Scrolls a pane to a spot of a text, or to the text's last block where it has become shorter. */
export function scrollToSpot(pane: HTMLElement, text: Element, spot: Spot | null): void {
  if (!spot || spot.block < 0) {
    pane.scrollTop = spot?.within ?? 0;
    return;
  }
  const blocks = blocksOf(text);
  const block = blocks[Math.min(spot.block, blocks.length - 1)];
  if (!block) return;
  const box = block.getBoundingClientRect();
  pane.scrollTop += box.top + spot.within * box.height - pane.getBoundingClientRect().top;
}
