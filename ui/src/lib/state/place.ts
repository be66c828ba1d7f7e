import { router } from "./router.svelte";

/** The time without scrolling after which a view is idle, in ms. */
const REST = 500;
/** How long a view is brought back while its parts come in, in ms. */
const SETTLING = 1500;

/**
 * Stores the scroll position of a view with its place in the history, so that it is restored: also when the page is
 * loaded again because its process died.
 */
export function keepsPlace(pane: HTMLElement): () => void {
  let resting: ReturnType<typeof setTimeout> | undefined;
  const scrolled = () => {
    clearTimeout(resting);
    resting = setTimeout(() => router.noteRow(Math.round(pane.scrollTop)), REST);
  };
  pane.addEventListener("scroll", scrolled, { passive: true });
  const stop = bringBack(pane, router.takeRow() ?? 0);
  return () => {
    clearTimeout(resting);
    stop();
    pane.removeEventListener("scroll", scrolled);
  };
}

function bringBack(pane: HTMLElement, top: number): () => void {
  if (top === 0) return () => {};
  const come = () => (pane.scrollTop = top);
  const settling = new ResizeObserver(come);
  const end = () => settling.disconnect();
  come();
  for (const part of pane.children) settling.observe(part);
  for (const kind of ["wheel", "pointerdown", "keydown"]) pane.addEventListener(kind, end, { once: true });
  setTimeout(end, SETTLING);
  return end;
}
