import { setFormula } from "./math";

/** How far beyond the window formulas are set ahead, in px. */
const AHEAD = 1200;

const setAll = (element: Element) => {
  for (const span of element.querySelectorAll<HTMLElement>("span[data-math-style]")) {
    if ("formula" in span.dataset) continue;
    span.dataset.formula = "";
    void setFormula(span, span.textContent ?? "", span.dataset.mathStyle === "display");
  }
};

/**
 * Sets the formulas of a long text as they come near the window: a paper may hold hundreds, and setting all at once would
 * stop it. Where the engine does not hold the text still while something above it grows, this does. Gives back how to stop.
 */
export function setNearby(box: HTMLElement): () => void {
  const pane = box.closest<HTMLElement>(".pane");
  const blocks = [...box.children].filter((block) => block.querySelector("span[data-math-style]"));
  if (typeof IntersectionObserver !== "function" || !pane) {
    setAll(box);
    return () => {};
  }
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
        setAll(target);
      }
    },
    { root: pane, rootMargin: `${AHEAD}px 0px` },
  );
  for (const block of blocks) {
    if (!anchored) grown.observe(block);
    near.observe(block);
  }
  return () => {
    near.disconnect();
    grown.disconnect();
  };
}
