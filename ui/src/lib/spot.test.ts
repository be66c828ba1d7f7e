import { expect, test } from "vitest";
import { scrollToSpot, spotIn } from "./spot";

/** A pane with blocks of these heights, laid out by hand: without an engine nothing has a place. */
function laidOut(heights: readonly number[], head = 100): { pane: HTMLElement; text: HTMLElement } {
  const pane = document.createElement("div");
  const text = pane.appendChild(document.createElement("div"));
  let at = head;
  for (const height of heights) {
    const [block, top] = [text.appendChild(document.createElement("p")), at];
    block.getBoundingClientRect = () => new DOMRect(0, top - pane.scrollTop, 600, height);
    at += height;
  }
  return { pane, text };
}

test("a place survives another height of the text above it and of its own block", () => {
  const { pane, text } = laidOut([100, 200, 50, 400]);
  pane.scrollTop = 100 + 100 + 50;
  const spot = spotIn(pane, text);
  expect(spot).toEqual({ block: 1, within: 0.25 });
  const narrow = laidOut([300, 800, 90, 900]);
  scrollToSpot(narrow.pane, narrow.text, spot);
  expect(narrow.pane.scrollTop).toBe(100 + 300 + 200);
});

test("the top is no place, a place before the text is one by its distance, and a shorter text has its last block", () => {
  const { pane, text } = laidOut([100, 200]);
  expect(spotIn(pane, text)).toBeNull();
  pane.scrollTop = 60;
  expect(spotIn(pane, text)).toEqual({ block: -1, within: 60 });
  scrollToSpot(pane, text, null);
  expect(pane.scrollTop).toBe(0);
  scrollToSpot(pane, text, { block: -1, within: 60 });
  expect(pane.scrollTop).toBe(60);
  scrollToSpot(pane, text, { block: 40, within: 0 });
  expect(pane.scrollTop).toBe(200);
  const empty = laidOut([]);
  scrollToSpot(empty.pane, empty.text, { block: 3, within: 0.5 });
  expect(empty.pane.scrollTop).toBe(0);
});

test("where a text is left is found without laying out the slices out of sight", () => {
  const { pane, text } = laidOut(Array.from({ length: 100 }, () => 50));
  const blocks = [...text.children];
  const measured: number[] = [];
  for (const [n, block] of blocks.entries()) {
    const box = block.getBoundingClientRect;
    block.getBoundingClientRect = () => (measured.push(n), box());
  }
  for (let at = 0; at < blocks.length; at += 10) {
    const slice = document.createElement("div");
    slice.className = "slice";
    const top = 100 + at * 50;
    slice.getBoundingClientRect = () => new DOMRect(0, top - pane.scrollTop, 600, 500);
    slice.append(...blocks.slice(at, at + 10));
    text.append(slice);
  }
  pane.scrollTop = 100 + 47 * 50 + 10;
  expect(spotIn(pane, text)).toEqual({ block: 47, within: 0.2 });
  expect(measured.every((n) => n >= 40 && n < 50)).toBe(true);
});
