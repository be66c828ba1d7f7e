import { BLOCKS } from "./find";

/** How far beyond what is in sight ranges are near, in px: what is scrolled into sight must be marked already. */
const AHEAD = 400;
/** So many ranges of one block are near together; of more, each is asked where it is. */
const MAX_NEAR_TOGETHER = 8;
/** The engine gets no more than these: the ranges farthest from the middle are left out. */
const MAX_RANGES = 300;

/** Whether the engine reports what is in sight. */
const canWatch = (): boolean => typeof IntersectionObserver === "function" && typeof ResizeObserver === "function";

const elementOf = (range: Range): Element | null =>
  range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;

/**
 * Passes to `onchange` which of many ranges in a scrolling `.pane` are in sight or near it, as soon as the engine knows and whenever that
 * changes. Returns a function that stops it.
 */
export function watchNear(ranges: readonly Range[], onchange: (near: readonly Range[]) => void): () => void {
  const pane = ranges[0] && elementOf(ranges[0])?.closest(".pane");
  if (!pane || !canWatch()) {
    onchange(ranges);
    return () => {};
  }
  const blocks = new Map<Element, Range[]>();
  for (const range of ranges) {
    const block = elementOf(range)?.closest(BLOCKS) ?? pane;
    const within = blocks.get(block);
    if (within) within.push(range);
    else blocks.set(block, [range]);
  }
  const near = new Set<Element>();
  let frame = 0;
  const look = () => {
    frame = 0;
    const { top, bottom } = pane.getBoundingClientRect();
    const found = [...near].flatMap((block) => between(blocks.get(block) ?? [], top - AHEAD, bottom + AHEAD));
    onchange(found.length > MAX_RANGES ? nearest(found, (top + bottom) / 2) : found);
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
  const sized = new ResizeObserver(later);
  sized.observe(pane);
  pane.addEventListener("scroll", later, { passive: true });
  return () => {
    cancelAnimationFrame(frame);
    watched.disconnect();
    sized.disconnect();
    pane.removeEventListener("scroll", later);
  };
}

/** Of the ranges in one block, whose lines go down, those between two heights. */
function between(ranges: readonly Range[], top: number, bottom: number): readonly Range[] {
  if (ranges.length <= MAX_NEAR_TOGETHER) return ranges;
  const from = firstWhere(ranges, (range) => range.getBoundingClientRect().bottom > top);
  const to = firstWhere(ranges, (range) => range.getBoundingClientRect().top > bottom);
  return ranges.slice(from, to);
}

/** The ranges that are nearest to a height. */
function nearest(ranges: readonly Range[], middle: number): readonly Range[] {
  const far = (range: Range) => Math.abs(range.getBoundingClientRect().top - middle);
  return ranges
    .map((range) => ({ range, distance: far(range) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MAX_RANGES)
    .map(({ range }) => range);
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
