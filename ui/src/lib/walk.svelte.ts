import { stepped } from "./find";
import { marker } from "./marker";
import { firstWhere } from "./near";
import { boxOf, elementAt } from "./ranges";
import { boxAt } from "./slices";

/** Walks through places that are marked in a text which scrolls in a `.pane`. */
export class Walk {
  /** The places, in reading order. */
  ranges = $state.raw<readonly StaticRange[]>([]);
  /** Which of them one is at; -1: none yet. */
  current = $state(-1);
  #marks = marker();

  /** Marks these places. `at`: one is at the first of them at or after the top of what is in sight, and with `move` it is brought into sight. */
  take(ranges: readonly StaticRange[], at: boolean, move = false): void {
    this.#marks.clear();
    this.ranges = ranges;
    const top = paneOf(ranges[0])?.getBoundingClientRect().top ?? 0;
    this.#show(at && ranges.length > 0 ? firstBelow(ranges, top) : -1, move);
  }

  /** The same places were found again in a text that was rebuilt: stays at the one it was at. */
  renew(ranges: readonly StaticRange[]): void {
    this.#marks.clear();
    this.ranges = ranges;
    this.#show(Math.min(this.current, ranges.length - 1), false);
  }

  /** Goes to the place after (1) or before (-1), around the ends. */
  step(by: 1 | -1): void {
    this.#show(stepped(this.current, by, this.ranges.length), true);
  }

  /** Call this before the text is read. */
  beforeReading(): void {
    if (this.#marks.inDocument) this.#marks.clear();
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
function firstBelow(ranges: readonly StaticRange[], top: number): number {
  const first = firstWhere(ranges, (range) => boxAround(range, top).bottom > top);
  return first < ranges.length ? first : 0;
}

const boxAround = (range: StaticRange, height: number): DOMRect => {
  const element = elementAt(range);
  return element ? boxAt(height, element, () => boxOf(range)) : boxOf(range);
};
const paneOf = (range: StaticRange | undefined): Element | null | undefined =>
  range && elementAt(range)?.closest(".pane");

function bring(range: StaticRange): void {
  const pane = paneOf(range);
  if (!pane) return;
  const [where, frame] = [boxOf(range), pane.getBoundingClientRect()];
  // Wide tables and code scroll in boxes of their own.
  elementAt(range)?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  if (where.top < frame.top + 48 || where.bottom > frame.bottom - 48)
    pane.scrollTop += boxOf(range).top - frame.top - frame.height / 3;
}
