import { holdAt } from "../sight";
import { router } from "./router.svelte";

/** The time without scrolling after which a view is idle, in ms. */
const REST_MS = 500;

/**
 * Stores the scroll position of a view with its place in the history, so that it is restored: also when the page is
 * loaded again because its process died. It can have the focus, so that keys scroll it.
 */
export function keepsPlace(pane: HTMLElement): () => void {
  pane.tabIndex = -1;
  let resting: ReturnType<typeof setTimeout> | undefined;
  const scrolled = () => {
    clearTimeout(resting);
    resting = setTimeout(() => router.noteRow(Math.round(pane.scrollTop)), REST_MS);
  };
  pane.addEventListener("scroll", scrolled, { passive: true });
  const top = router.takeRow() ?? 0;
  const stop = top === 0 ? () => {} : holdAt(pane, pane.children, () => (pane.scrollTop = top));
  return () => {
    clearTimeout(resting);
    stop();
    pane.removeEventListener("scroll", scrolled);
  };
}
