import { BLOCKS } from "./find";
import { boxOf, elementAt } from "./ranges";

/** How far beyond what is in sight ranges are near, in px: what is scrolled into sight must be marked already. */
const AHEAD = 400;
/** So many ranges of one block are near together; of more, each is asked where it is. */
const MAX_NEAR_TOGETHER = 8;
/** The engine gets no more than these: the ranges farthest from the middle are left out. */
const MAX_RANGES = 300;
/** The engine compares each box of text that it paints with each range that it has: so many comparisons take some 30 ms. */
const MAX_COMPARISONS = 80_000;
/** As many ranges the engine gets in any case. */
const MIN_RANGES = 20;

/** Whether the engine reports what is in sight. */
const canWatch = (): boolean => typeof IntersectionObserver === "function" && typeof ResizeObserver === "function";

/**
 * Passes to `onchange` which of many ranges in a scrolling `.pane` are in sight or near it, as soon as the engine knows and whenever that
 * changes. Returns a function that stops it.
 */
export function watchNear(
  ranges: readonly StaticRange[],
  onchange: (near: readonly StaticRange[]) => void,
): () => void {
  const pane = ranges[0] && elementAt(ranges[0])?.closest(".pane");
  if (!pane || !canWatch()) {
    onchange(ranges);
    return () => {};
  }
  const blocks = new Map<Element, StaticRange[]>();
  for (const range of ranges) {
    const element = elementAt(range);
    const block = element?.closest(".slice") ?? element?.closest(BLOCKS) ?? pane;
    const within = blocks.get(block);
    if (within) within.push(range);
    else blocks.set(block, [range]);
  }
  const near = new Set<Element>();
  /** How many boxes the text of a block has. */
  let boxes = new Map<Element, number>();
  let frame = 0;
  const look = () => {
    frame = 0;
    const { top, bottom } = pane.getBoundingClientRect();
    // In reading order, in which the engine does not report them.
    const found = [...blocks].flatMap(([block, within]) =>
      near.has(block) ? between(within, top - AHEAD, bottom + AHEAD) : [],
    );
    const most = found.length > MIN_RANGES ? mostFor([...near], boxes, top, bottom) : MIN_RANGES;
    onchange(found.length > most ? nearest(found, most, (top + bottom) / 2) : found);
  };
  // Scrolling is reported before a frame is made, so that what comes into sight with it is marked in it.
  const later = () => (frame ||= requestAnimationFrame(look));
  const watched = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries)
        if (isIntersecting) near.add(target);
        else near.delete(target);
      later();
    },
    { root: pane, rootMargin: `${AHEAD}px` },
  );
  for (const block of blocks.keys()) watched.observe(block);
  const sized = new ResizeObserver(() => {
    boxes = new Map();
    later();
  });
  sized.observe(pane);
  pane.addEventListener("scroll", later, { passive: true });
  return () => {
    cancelAnimationFrame(frame);
    watched.disconnect();
    sized.disconnect();
    pane.removeEventListener("scroll", later);
  };
}

/** How many ranges the engine can compare with all boxes that these blocks have between two heights. */
function mostFor(near: readonly Element[], boxes: Map<Element, number>, top: number, bottom: number): number {
  let shown = 0;
  for (const block of near) {
    const box = block.getBoundingClientRect();
    const height = Math.min(box.bottom, bottom) - Math.max(box.top, top);
    if (height <= 0) continue;
    let count = boxes.get(block);
    if (count === undefined) boxes.set(block, (count = boxesIn(block)));
    shown += (count * height) / box.height;
  }
  return Math.max(MIN_RANGES, Math.min(MAX_RANGES, Math.floor(MAX_COMPARISONS / Math.max(1, shown))));
}

/** The number of boxes that the text of an element and the elements in it have. */
function boxesIn(element: Element): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getClientRects().length;
}

/** Of the ranges in one block, whose lines go down, those between two heights. */
function between(ranges: readonly StaticRange[], top: number, bottom: number): readonly StaticRange[] {
  if (ranges.length <= MAX_NEAR_TOGETHER) return ranges;
  const from = firstWhere(ranges, (range) => boxOf(range).bottom > top);
  const to = firstWhere(ranges, (range) => boxOf(range).top > bottom);
  return ranges.slice(from, to);
}

/** Of ranges in reading order, those around a height. Few are asked where they are: of each that is, the engine measures the line from its beginning. */
function nearest(ranges: readonly StaticRange[], most: number, middle: number): readonly StaticRange[] {
  const below = firstWhere(ranges, (range) => boxOf(range).top >= middle);
  const from = Math.max(0, Math.min(below - Math.floor(most / 2), ranges.length - most));
  return ranges.slice(from, from + most);
}

/** The index of the first item of which something is true that is true of all after it; the number of items where there is none. */
export function firstWhere<T>(items: readonly T[], is: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && is(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
