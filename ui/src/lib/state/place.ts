import { router } from "./router.svelte";

/** A view that was not scrolled for so long rests, in ms. */
const REST = 500;
/** How long a view is brought back while its parts come in, in ms. */
const SETTLING = 1500;

/**
 * Keeps how far a view is scrolled with its place in the way back, so that it comes up there again: also where the page is loaded
 * anew because its process died.
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
