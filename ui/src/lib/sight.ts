/** How long an element is held in sight while what is above it grows, in ms. */
const SETTLING = 1500;

/**
 * Scrolls an element into sight and holds it there while formulas are set and parts of the view come in above it. The first
 * movement of the user's own ends it.
 */
export function holdInSight(element: HTMLElement): void {
  const pane = element.closest<HTMLElement>(".pane");
  const come = () => element.scrollIntoView({ block: "nearest" });
  come();
  if (!pane || typeof ResizeObserver !== "function") return;
  const settling = new ResizeObserver(come);
  // What grows is in the pane; the pane itself changes with the window.
  for (const part of [pane, ...pane.children, ...[...pane.children].flatMap((sheet) => [...sheet.children])])
    settling.observe(part);
  const end = () => settling.disconnect();
  for (const kind of ["wheel", "pointerdown", "keydown"]) pane.addEventListener(kind, end, { once: true });
  setTimeout(end, SETTLING);
}
