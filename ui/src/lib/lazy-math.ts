import { setFormulas, unsetFormulas } from "./math";

/** How far beyond what is in sight formulas are set ahead, in px; those in a slice farther than the second are LaTeX again. */
const AHEAD = 800;
const FAR = 2400;

const isSlice = (element: Element): boolean => element.matches(".slice");

/** Formulas that are set as they come near the window. */
export interface Nearby {
  /** Looks after the formulas of a text, or of a slice of one, block by block. */
  watch(part: Element): void;
  /** Sets none any more. */
  stop(): void;
}

/**
 * Sets the formulas of a long text as they come near the window: a paper may hold thousands, and setting all at once would
 * stop it. A formula has dozens of elements: those that were left behind are LaTeX again, so that a jump back to them lays out
 * little at a time, and leaving the paper takes few elements out. Where the engine does not hold the text still while something above it grows, this does.
 */
export function setNearby(box: HTMLElement): Nearby {
  const pane = box.closest<HTMLElement>(".pane");
  if (typeof IntersectionObserver !== "function" || !pane) return { watch: setFormulas, stop: () => {} };
  const heights = new Map<Element, number>();
  const anchored = typeof CSS !== "undefined" && CSS.supports?.("overflow-anchor", "auto");
  const grown = new ResizeObserver((entries) => {
    const top = pane.getBoundingClientRect().top;
    let by = 0;
    for (const { target, contentRect } of entries) {
      const before = heights.get(target);
      heights.set(target, contentRect.height);
      if (before !== undefined && target.getBoundingClientRect().bottom <= top) by += contentRect.height - before;
    }
    if (by !== 0) pane.scrollTop += by;
  });
  /** The slices that were left behind. */
  const behind = new Set<Element>();
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        // A slice may have to be set again.
        if (!isSlice(target)) near.unobserve(target);
        behind.delete(target);
        setFormulas(target);
      }
    },
    { root: pane, rootMargin: `${AHEAD}px 0px` },
  );
  // A slice that is out of sight keeps the height that it had.
  const far = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) continue;
        behind.add(target);
        unsetFormulas(target, () => behind.has(target));
      }
    },
    { root: pane, rootMargin: `${FAR}px 0px` },
  );
  return {
    watch(part) {
      // A slice is a block, and its height is what holds the text still.
      for (const block of isSlice(part) ? [part] : part.children) {
        if (!block.querySelector("span[data-math-style]")) continue;
        if (!anchored) grown.observe(block);
        near.observe(block);
        if (isSlice(block)) far.observe(block);
      }
    },
    stop() {
      near.disconnect();
      far.disconnect();
      grown.disconnect();
    },
  };
}
