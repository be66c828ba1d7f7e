/** How long a place is held while the text around it grows, in ms. */
const HOLD_MS = 1500;

/**
 * Scrolls, and scrolls again whenever one of `parts` changes its size: formulas are typeset and parts of the view come in.
 * Ends after a while, or with the first movement of the user's own. Returns a function that ends it.
 */
export function holdAt(pane: HTMLElement, parts: Iterable<Element>, scroll: () => void): () => void {
  scroll();
  if (typeof ResizeObserver !== "function") return () => {};
  const sizes = new ResizeObserver(scroll);
  for (const part of parts) sizes.observe(part);
  const kinds = ["wheel", "pointerdown", "keydown"] as const;
  const end = () => {
    clearTimeout(timer);
    sizes.disconnect();
    for (const kind of kinds) pane.removeEventListener(kind, end);
  };
  const timer = setTimeout(end, HOLD_MS);
  for (const kind of kinds) pane.addEventListener(kind, end);
  return end;
}

/**
 * Scrolls an element into sight and holds it there while formulas are set and parts of the view come in above it. The first
 * movement of the user's own ends it.
 */
export function holdInSight(element: HTMLElement, block: ScrollLogicalPosition = "nearest"): void {
  const pane = element.closest<HTMLElement>(".pane");
  const scroll = () => element.scrollIntoView({ block });
  if (!pane) return scroll();
  // What grows is in the pane; the pane itself changes with the window.
  const parts = [pane, ...pane.children, ...[...pane.children].flatMap((sheet) => [...sheet.children])];
  holdAt(pane, parts, scroll);
}
