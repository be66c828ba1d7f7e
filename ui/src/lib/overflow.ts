/** Marks for the style sheet where boxes that scroll sideways contain more than is visible. */
export interface Overflow {
  /** Watches further boxes. */
  watch(boxes: Iterable<HTMLElement>): void;
  /** Watches none any more. */
  stop(): void;
}

/** `data-more` of a box that is watched is `start`, `end` or `start end`. */
export function watchOverflow(): Overflow {
  const look = (box: HTMLElement) => {
    const hidden = box.scrollWidth - box.clientWidth;
    const at = Math.abs(box.scrollLeft);
    const more = [...(hidden > 1 && at > 1 ? ["start"] : []), ...(hidden - at > 1 ? ["end"] : [])].join(" ");
    if (more) box.dataset.more = more;
    else delete box.dataset.more;
  };
  const scrolled = (event: Event) => look(event.currentTarget as HTMLElement);
  // A box that is out of sight has no size yet: it is looked at when it gets one.
  // Few texts have such boxes, and the engine asks each observer in each frame.
  let sizes: ResizeObserver | undefined;
  const boxes: HTMLElement[] = [];
  return {
    watch(more) {
      for (const box of more) {
        boxes.push(box);
        box.addEventListener("scroll", scrolled, { passive: true });
        sizes ??= new ResizeObserver((entries) => entries.forEach(({ target }) => look(target as HTMLElement)));
        sizes.observe(box);
      }
    },
    stop() {
      sizes?.disconnect();
      for (const box of boxes) box.removeEventListener("scroll", scrolled);
    },
  };
}
