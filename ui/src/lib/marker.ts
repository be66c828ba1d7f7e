/** Marking many places of the page, one of them as the current. */

import { watchNear } from "./near";
import { toRange } from "./ranges";

/** Shows matches. */
export interface Marker {
  /** Whether the marks are a part of the document: they have to go before it is read. */
  readonly inDocument: boolean;
  /** Marks these and no others, one of them as the current. */
  show(ranges: readonly StaticRange[], current: number): void;
  /** Takes all marks away. */
  clear(): void;
}

/** Marks by the engine's own highlights, which leave the document as it is; by elements where there are none. */
export const marker = (): Marker =>
  typeof Highlight === "function" && typeof CSS !== "undefined" && "highlights" in CSS ? highlights() : elements();

/** How many ranges are handed to the engine in the first frame, and at most in one. */
const FIRST = 4;
const MAX_AT_ONCE = 64;
/** A frame that took less has time for more ranges, and one that took longer had too many, in ms. */
const SHORT_MS = 24;
const LONG_MS = 40;

/**
 * The engine compares each line that it paints with each range, and finds out once for each where it is laid out, which takes
 * milliseconds in a line of two directions: it gets only those near what is in sight, as many in each frame as it has time for.
 */
function highlights(): Marker {
  let shown: readonly StaticRange[] | null = null;
  let frame = 0;
  let leave = () => {};
  const add = (all: Highlight, waiting: StaticRange[], share: number) => {
    for (const range of waiting.splice(0, share)) all.add(range);
    const began = performance.now();
    if (waiting.length > 0)
      frame = requestAnimationFrame(() => {
        const took = performance.now() - began;
        const next = took < SHORT_MS ? share * 2 : took > LONG_MS ? Math.floor(share / 2) : share;
        add(all, waiting, Math.min(Math.max(next, 1), MAX_AT_ONCE));
      });
  };
  const fill = (all: Highlight, near: readonly StaticRange[]) => {
    cancelAnimationFrame(frame);
    const wanted = new Set<AbstractRange>(near);
    for (const range of [...all]) if (!wanted.has(range)) all.delete(range);
    const waiting = near.filter((range) => !all.has(range));
    add(all, waiting, FIRST);
  };
  const end = () => {
    leave();
    cancelAnimationFrame(frame);
  };
  return {
    inDocument: false,
    show(ranges, current) {
      if (ranges !== shown) {
        end();
        shown = ranges;
        const all = new Highlight();
        CSS.highlights.set("find", all);
        leave = watchNear(ranges, (near) => fill(all, near));
      }
      const now = new Highlight(...ranges.slice(current, current + 1));
      now.priority = 1;
      CSS.highlights.set("find-current", now);
    },
    clear() {
      end();
      shown = null;
      CSS.highlights.delete("find");
      CSS.highlights.delete("find-current");
    },
  };
}

/** Marks by `<mark>`: the text nodes are cut, and joined again when the marks go. */
function elements(): Marker {
  let made: HTMLElement[][] = [];
  let shown: readonly StaticRange[] = [];
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
    inDocument: true,
    clear,
    show(ranges, current) {
      if (ranges !== shown) {
        clear();
        shown = ranges;
        // From the end, so that cutting a node leaves those before it where they were.
        made = [...ranges]
          .reverse()
          .map((range) => wrapped(toRange(range)))
          .reverse();
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
