import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { placesOf, readText, searchText } from "./find";
import { marker } from "./marker";
import { atOnce } from "./steps";

function page(html: string): HTMLElement {
  const root = document.body.appendChild(document.createElement("div"));
  root.innerHTML = html;
  return root;
}

test("without the engine's highlights, matches are marked by elements, which leave no trace", () => {
  const root = page("<p>The <strong>up</strong>date and an update</p>");
  const before = root.innerHTML;
  const text = atOnce(readText(root));
  const ranges = placesOf(text, atOnce(searchText(text.text, "update")));
  const marks = marker();
  marks.show(ranges, 1);
  expect([...root.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["up", "date", "update"]);
  expect([...root.querySelectorAll("mark.current")].map((mark) => mark.textContent)).toEqual(["update"]);
  marks.show(ranges, 0);
  expect([...root.querySelectorAll("mark.current")].map((mark) => mark.textContent)).toEqual(["up", "date"]);
  marks.clear();
  expect(root.innerHTML).toBe(before);
  expect(root.querySelector("p")?.childNodes).toHaveLength(3);
});

/** An engine with highlights, for which a line of text is 20 px high: there is none here that lays text out. */
class Engine extends Set<StaticRange> {
  constructor(...ranges: StaticRange[]) {
    super(ranges);
  }
}
const LINE = 20;
/** In how many boxes the engine lays a word out. */
let boxesOfWord = 1;
let registry: Map<string, Engine>;
let frames: FrameRequestCallback[] = [];
let watched: { report: () => void }[] = [];

function play(): void {
  const registered = new Map<string, Engine>();
  registry = registered;
  vi.stubGlobal("Highlight", Engine);
  vi.stubGlobal("CSS", { highlights: registered });
  vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
  vi.stubGlobal("cancelAnimationFrame", () => (frames = []));
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      #targets: Element[] = [];
      constructor(callback: IntersectionObserverCallback, { root }: { root: Element }) {
        watched.push({
          report: () =>
            callback(
              this.#targets.map((target) => {
                const [box, frame] = [target.getBoundingClientRect(), root.getBoundingClientRect()];
                const isIntersecting = box.bottom > frame.top - 400 && box.top < frame.bottom + 400;
                return { target, isIntersecting } as unknown as IntersectionObserverEntry;
              }),
              this as unknown as IntersectionObserver,
            ),
        });
      }
      observe = (target: Element) => this.#targets.push(target);
      disconnect = () => (this.#targets = []);
    },
  );
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
}

/** A pane of 600 px with blocks of so many words, each in a line of its own; where it is scrolled moves all of them. */
function scrolling(blocks: readonly number[]) {
  const pane = page("");
  pane.className = "pane";
  pane.getBoundingClientRect = () => new DOMRect(0, 0, 600, 600);
  const ranges: StaticRange[] = [];
  const lines = new Map<Node, number>();
  // Measured thousands of times: a mock that notes each call would take minutes.
  const topOf = ({ startContainer, startOffset }: AbstractRange) =>
    ((lines.get(startContainer) ?? 0) + startOffset / 5) * LINE - pane.scrollTop;
  Range.prototype.getBoundingClientRect = function () {
    return new DOMRect(0, topOf(this), 40, LINE);
  };
  Range.prototype.getClientRects = function () {
    const words = (this.startContainer.textContent?.length ?? 0) / 5;
    return Array.from({ length: words * boxesOfWord }) as unknown as DOMRectList;
  };
  let line = 0;
  for (const words of blocks) {
    const [block, first] = [pane.appendChild(document.createElement("p")), line];
    block.getBoundingClientRect = () => new DOMRect(0, first * LINE - pane.scrollTop, 600, words * LINE);
    const text = block.appendChild(document.createTextNode("word ".repeat(words)));
    lines.set(text, line);
    line += words;
    for (let word = 0; word < words; word++) {
      const [startOffset, endOffset] = [word * 5, word * 5 + 4];
      ranges.push(new StaticRange({ startContainer: text, startOffset, endContainer: text, endOffset }));
    }
  }
  return { pane, ranges, topOf };
}

/** Makes the engine report what is in sight, and make its frames. */
function rest(): void {
  watched.forEach(({ report }) => report());
  for (let round = 0; round < 100 && frames.length > 0; round++) frames.splice(0).forEach((frame) => frame(0));
  expect(frames).toEqual([]);
}

beforeEach(() => {
  boxesOfWord = 1;
  frames = [];
  watched = [];
});
const { getBoundingClientRect, getClientRects } = Range.prototype;
afterEach(() => {
  vi.unstubAllGlobals();
  Object.assign(Range.prototype, { getBoundingClientRect, getClientRects });
});

test.each([
  ["one block", [2_000]],
  ["blocks of a line", Array.from({ length: 2_000 }, () => 1)],
  ["blocks of all sizes", Array.from({ length: 200 }, (_, n) => (n * 7) % 21)],
])("of thousands of marks in %s, the engine has those near what is in sight", (_, blocks) => {
  play();
  const { pane, ranges, topOf } = scrolling(blocks);
  const marks = marker();
  marks.show(ranges, 0);
  for (const top of [0, 20_000, 1_234, 39_400, 5]) {
    pane.scrollTop = top;
    pane.dispatchEvent(new Event("scroll"));
    rest();
    const all = registry.get("find")!;
    expect(all.size).toBeLessThan(120);
    for (const range of ranges) {
      const top = topOf(range);
      if (top + LINE > 0 && top < 600) expect(all.has(range)).toBe(true);
    }
  }
  marks.clear();
  pane.dispatchEvent(new Event("scroll"));
  expect(registry.size + frames.length).toBe(0);
});

test("the engine is given few marks in a frame, and those it has only once", () => {
  play();
  const { ranges } = scrolling([2_000]);
  Range.prototype.getBoundingClientRect = () => new DOMRect(0, 100, 40, LINE);
  const marks = marker();
  marks.show(ranges, 3);
  const all = registry.get("find")!;
  watched.forEach(({ report }) => report());
  let before = 0;
  while (frames.length > 0) {
    frames.splice(0).forEach((frame) => frame(0));
    expect(all.size - before).toBeLessThan(100);
    before = all.size;
    marks.show(ranges, 5);
  }
  expect(all.size).toBe(300);
  expect(registry.get("find")).toBe(all);
  expect([...registry.get("find-current")!]).toEqual([ranges[5]]);
  marks.show(ranges.slice(1), 0);
  expect(registry.get("find")).not.toBe(all);
  marks.clear();
  expect(registry.size + frames.length).toBe(0);
});

test("of a text in very many boxes, the engine has the marks in the middle of what is in sight", () => {
  play();
  boxesOfWord = 100;
  const { ranges, topOf } = scrolling([2_000]);
  const marks = marker();
  marks.show(ranges, 0);
  rest();
  const lines = [...registry.get("find")!].map((range) => topOf(range) / LINE);
  expect(lines.length).toBeGreaterThanOrEqual(20);
  expect(lines.length).toBeLessThan(40);
  // 30 lines are in sight.
  expect(Math.min(...lines) + Math.max(...lines)).toBeCloseTo(30, -1);
  expect(Math.max(...lines)).toBeLessThan(30);
});

test("after a slow frame the engine is given fewer marks, and all of them in the end", () => {
  play();
  const { ranges } = scrolling([2_000]);
  Range.prototype.getBoundingClientRect = () => new DOMRect(0, 100, 40, LINE);
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const marks = marker();
  marks.show(ranges, 0);
  const all = registry.get("find")!;
  watched.forEach(({ report }) => report());
  const shares: number[] = [];
  for (let before = 0; frames.length > 0; before = all.size) {
    frames.splice(0).forEach((frame) => frame(0));
    const share = all.size - before;
    if (share > 0) shares.push(share);
    // Each mark takes the engine 10 ms.
    now += 10 * share;
  }
  expect(Math.max(...shares.slice(1))).toBeLessThan(8);
  expect(all.size).toBe(300);
});

test("where all marks are in one line, few of them are asked where they are", () => {
  play();
  const { ranges } = scrolling([2_000]);
  let asked = 0;
  Range.prototype.getBoundingClientRect = () => (asked++, new DOMRect(0, 100, 40, LINE));
  const marks = marker();
  marks.show(ranges, 0);
  rest();
  expect(registry.get("find")!.size).toBe(300);
  expect(asked).toBeLessThan(100);
});
