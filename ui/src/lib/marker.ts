/** Marking many places of the page, one of them as the current. */

import { watchNear } from "./near";

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

/** How many ranges are handed to the engine in one frame. */
const AT_ONCE = 64;

/**
 * The engine compares each line that it paints with each range, and finds out once for each where it is laid out: it gets only those
 * near what is in sight, a few in each frame.
 */
function highlights(): Marker {
  let shown: readonly Range[] | null = null;
  let frame = 0;
  let leave = () => {};
  const add = (all: Highlight, waiting: Range[]) => {
    for (const range of waiting.splice(0, AT_ONCE)) all.add(range);
    if (waiting.length > 0) frame = requestAnimationFrame(() => add(all, waiting));
  };
  const fill = (all: Highlight, near: readonly Range[]) => {
    cancelAnimationFrame(frame);
    const wanted = new Set<AbstractRange>(near);
    for (const range of [...all]) if (!wanted.has(range)) all.delete(range);
    add(
      all,
      near.filter((range) => !all.has(range)),
    );
  };
  const end = () => {
    leave();
    cancelAnimationFrame(frame);
  };
  return {
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
