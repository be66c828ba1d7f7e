import { expect, test } from "vitest";
import { repairResizeObserver } from "./resize";

/** An observer whose reports the test makes, as an engine does. */
class Engine {
  static report: (entries: ResizeObserverEntry[]) => void;
  constructor(callback: ResizeObserverCallback) {
    Engine.report = (entries) => callback(entries, this);
  }
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** What an observer gets when an engine reports a size for an element that has a box. */
function observed(reported: [number, number], box: [number, number], padding = ""): ResizeObserverEntry | undefined {
  const window = { ResizeObserver: Engine as unknown as typeof ResizeObserver };
  repairResizeObserver(window);
  let entry: ResizeObserverEntry | undefined;
  new window.ResizeObserver((entries) => ([entry] = entries));
  const target = document.body.appendChild(document.createElement("div"));
  target.style.padding = padding;
  target.getBoundingClientRect = () => new DOMRect(10, 20, ...box);
  Engine.report([{ target, contentRect: new DOMRect(0, 0, ...reported) } as unknown as ResizeObserverEntry]);
  return entry;
}

test("a row that was reported before it was laid out has its real size", () => {
  const entry = observed([0, 0], [604, 171]);
  expect([entry?.contentRect.width, entry?.contentRect.height]).toEqual([604, 171]);
});

test("padding does not count", () => {
  const entry = observed([0, 0], [604, 171], "4px 10px");
  expect([entry?.contentRect.width, entry?.contentRect.height]).toEqual([584, 163]);
});

test("any other size, and that of an element without a box, is as it was reported", () => {
  expect(observed([604, 0], [604, 171])?.contentRect.height).toBe(0);
  expect(observed([604, 120.5], [604, 171])?.contentRect.height).toBe(120.5);
  expect(observed([0, 0], [0, 0])?.contentRect.height).toBe(0);
});

test("where there is no such observer nothing is put in its place", () => {
  const window: { ResizeObserver?: typeof ResizeObserver } = {};
  repairResizeObserver(window);
  expect(window.ResizeObserver).toBeUndefined();
});
