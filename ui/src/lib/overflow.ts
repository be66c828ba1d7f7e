/**
 * Tells the style sheet where boxes that scroll sideways hold more than is seen: `data-more` is `start`, `end` or `start end`.
 * Gives back how to stop.
 */
export function watchOverflow(boxes: readonly HTMLElement[]): () => void {
  if (boxes.length === 0) return () => {};
  const look = (box: HTMLElement) => {
    const hidden = box.scrollWidth - box.clientWidth;
    const at = Math.abs(box.scrollLeft);
    const more = [...(hidden > 1 && at > 1 ? ["start"] : []), ...(hidden - at > 1 ? ["end"] : [])].join(" ");
    if (more) box.dataset.more = more;
    else delete box.dataset.more;
  };
  const scrolled = (event: Event) => look(event.currentTarget as HTMLElement);
  const sizes = new ResizeObserver(() => boxes.forEach(look));
  for (const box of boxes) {
    box.addEventListener("scroll", scrolled, { passive: true });
    sizes.observe(box);
    look(box);
  }
  return () => {
    sizes.disconnect();
    for (const box of boxes) box.removeEventListener("scroll", scrolled);
  };
}
