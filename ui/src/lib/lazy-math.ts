import { setFormulas } from "./math";

/** How far beyond the window formulas are set ahead, in px. */
const AHEAD = 1200;

/** Formulas that are set as they come near the window. */
export interface Nearby {
  /** Looks after the formulas of a text, or of a slice of one, block by block. */
  watch(part: Element): void;
  /** Sets none any more. */
  stop(): void;
}

/**
 * Sets the formulas of a long text as they come near the window: a paper may hold hundreds, and setting all at once would
 * stop it. Where the engine does not hold the text still while something above it grows, this does.
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
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        setFormulas(target);
      }
    },
    { root: pane, rootMargin: `${AHEAD}px 0px` },
  );
  return {
    watch(part) {
      // A slice is a block, and its height is what holds the text still.
      for (const block of part.matches(".slice") ? [part] : part.children) {
        if (!block.querySelector("span[data-math-style]")) continue;
        if (!anchored) grown.observe(block);
        near.observe(block);
      }
    },
    stop() {
      near.disconnect();
      grown.disconnect();
    },
  };
}
