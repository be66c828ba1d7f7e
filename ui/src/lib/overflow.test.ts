import { expect, test } from "vitest";
import { watchOverflow } from "./overflow";

/** A box of these widths: without an engine nothing has a size. */
function box(scrollWidth: number, clientWidth: number): HTMLElement {
  const box = document.createElement("div");
  Object.defineProperties(box, { scrollWidth: { value: scrollWidth }, clientWidth: { value: clientWidth } });
  return box;
}

test("a box that holds more than is seen says on which side, as it is scrolled", () => {
  const [wide, narrow] = [box(900, 400), box(400, 400)];
  const boxes = watchOverflow();
  boxes.watch([wide, narrow]);
  // A watched element is measured when the engine gives it a size, and when it is scrolled.
  for (const box of [wide, narrow]) box.dispatchEvent(new Event("scroll"));
  const scroll = (to: number) => {
    wide.scrollLeft = to;
    wide.dispatchEvent(new Event("scroll"));
    return wide.dataset.more;
  };
  expect([wide.dataset.more, narrow.dataset.more]).toEqual(["end", undefined]);
  expect([scroll(200), scroll(500), scroll(0)]).toEqual(["start end", "start", "end"]);
  boxes.stop();
  expect(scroll(200)).toBe("end");
});
