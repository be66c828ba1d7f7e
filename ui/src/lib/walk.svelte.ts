import { stepped } from "./find";
import { marker } from "./marker";
import { firstWhere } from "./near";
import { boxAt } from "./slices";

/** Walks through places that are marked in a text which scrolls in a `.pane`. */
export class Walk {
  /** The places, in reading order. */
  ranges = $state.raw<readonly Range[]>([]);
  /** Which of them one is at; -1: none yet. */
  current = $state(-1);
  #marks = marker();

  /** Marks these places. `at`: one is at the first of them at or after the top of what is in sight, and with `move` it is brought into sight. */
  take(ranges: readonly Range[], at: boolean, move = false): void {
    this.#marks.clear();
    this.ranges = ranges;
    const top = paneOf(ranges[0])?.getBoundingClientRect().top ?? 0;
    this.#show(at && ranges.length > 0 ? firstBelow(ranges, top) : -1, move);
  }

  /** The same places were found again in a text that was rebuilt: stays at the one it was at. */
  renew(ranges: readonly Range[]): void {
    this.#marks.clear();
    this.ranges = ranges;
    this.#show(Math.min(this.current, ranges.length - 1), false);
  }

  /** Goes to the place after (1) or before (-1), around the ends. */
  step(by: 1 | -1): void {
    this.#show(stepped(this.current, by, this.ranges.length), true);
  }

  /** Takes the marks away. */
  clear(): void {
    this.#marks.clear();
  }

  #show(at: number, move: boolean): void {
    this.current = at;
    this.#marks.show(this.ranges, at);
    const range = this.ranges[at];
    if (range && move) bring(range);
  }
}

/** The first range that ends below a height, or the first of all. */
function firstBelow(ranges: readonly Range[], top: number): number {
  const first = firstWhere(ranges, (range) => boxOf(range, top).bottom > top);
  return first < ranges.length ? first : 0;
}

const boxOf = (range: Range, height: number): DOMRect => {
  const element = elementOf(range);
  const own = () => range.getBoundingClientRect();
  return element ? boxAt(height, element, own) : own();
};
const elementOf = (range: Range): Element | null =>
  range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
const paneOf = (range: Range | undefined): Element | null | undefined => range && elementOf(range)?.closest(".pane");

function bring(range: Range): void {
  const pane = paneOf(range);
  if (!pane) return;
  const [where, frame] = [range.getBoundingClientRect(), pane.getBoundingClientRect()];
  // Wide tables and code scroll in boxes of their own.
  elementOf(range)?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  if (where.top < frame.top + 48 || where.bottom > frame.bottom - 48)
    pane.scrollTop += range.getBoundingClientRect().top - frame.top - frame.height / 3;
}
