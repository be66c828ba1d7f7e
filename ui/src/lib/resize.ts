/**
 * WebKit reports a size of 0 × 0 for an element that came into the document while the processor was busy, one frame before it has
 * been laid out. A virtual list believes it: it puts such rows over one another and, when their right sizes come, takes the rows for
 * ones that have grown above what is in sight, and scrolls down by their height. From here on the size is looked up instead.
 */
export function repairResizeObserver(window: { ResizeObserver?: typeof ResizeObserver }): void {
  const Native = window.ResizeObserver;
  if (!Native) return;
  window.ResizeObserver = class extends Native {
    constructor(callback: ResizeObserverCallback) {
      super((entries, observer) => callback(entries.map(measured), observer));
    }
  };
}

/** The entry, with the size that the element has. */
function measured(entry: ResizeObserverEntry): ResizeObserverEntry {
  const { target, contentRect } = entry;
  if (contentRect.width !== 0 || contentRect.height !== 0) return entry;
  // Asking for the box lays the document out.
  const box = target.getBoundingClientRect();
  if (box.width === 0 && box.height === 0) return entry;
  const style = getComputedStyle(target);
  const sum = (...sides: string[]) =>
    sides.reduce((all, side) => all + (Number.parseFloat(style.getPropertyValue(side)) || 0), 0);
  const width = box.width - sum("padding-left", "padding-right", "border-left-width", "border-right-width");
  const height = box.height - sum("padding-top", "padding-bottom", "border-top-width", "border-bottom-width");
  const x = sum("padding-left");
  const y = sum("padding-top");
  const size = { x, y, left: x, top: y, width, height, right: x + width, bottom: y + height };
  return {
    target,
    contentRect: { ...size, toJSON: () => size },
    borderBoxSize: [{ inlineSize: box.width, blockSize: box.height }],
    contentBoxSize: [{ inlineSize: width, blockSize: height }],
    devicePixelContentBoxSize: entry.devicePixelContentBoxSize,
  };
}
