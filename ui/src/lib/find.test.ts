import { expect, test, vi } from "vitest";
import { marker, matchesIn, MOST_MATCHES, rangesOf, stepped, textOf } from "./find";

function page(html: string): HTMLElement {
  const root = document.body.appendChild(document.createElement("div"));
  root.innerHTML = html;
  return root;
}
function found(html: string, query: string): string[] {
  const text = textOf(page(html));
  return rangesOf(text, matchesIn(text.text, query)).map(String);
}

test("words are found over inline elements and line ends, whatever their case", () => {
  expect(found("<p>The <strong>up</strong>date of a\n<em>state</em>. UPDATE</p>", "update")).toEqual([
    "update",
    "UPDATE",
  ]);
  expect(found("<p>of a\n  <em>state</em></p>", "a state")).toEqual(["a\n  state"]);
  expect(found("<p>中文也要<b>找得</b>到</p>", "要找得到")).toEqual(["要找得到"]);
});

test("nothing is found over two paragraphs, in formulas, or in what is hidden", () => {
  expect(found("<p>one</p><p>two</p>", "onetwo")).toEqual([]);
  expect(found("<p>one</p><p>two</p>", "one two")).toEqual([]);
  expect(found('<p>a<span data-math-style="inline">x</span>b x</p>', "x")).toEqual(["x"]);
  expect(found('<p>a<span data-math-style="inline">x</span>b</p>', "ab")).toEqual([]);
  expect(found("<div hidden><p>word</p></div><p data-find-skip>word</p>", "word")).toEqual([]);
});

test("a query is no pattern, and an empty one finds nothing", () => {
  expect(matchesIn("a.b (c) [1] \\d", "(c) [1]")).toEqual([[4, 11]]);
  expect(matchesIn("abc", "a.c")).toEqual([]);
  for (const query of ["", "  ", "*", "["]) expect(matchesIn("abc", query)).toEqual([]);
});

test("more matches than can be marked are not all collected", () => {
  expect(matchesIn("a".repeat(MOST_MATCHES * 2), "a")).toHaveLength(MOST_MATCHES + 1);
});

test("stepping goes around the ends", () => {
  expect([
    stepped(0, 1, 3),
    stepped(2, 1, 3),
    stepped(0, -1, 3),
    stepped(-1, 1, 3),
    stepped(-1, -1, 3),
    stepped(0, 1, 0),
  ]).toEqual([1, 0, 2, 0, 2, -1]);
});

test("without the engine's highlights, matches are marked by elements, which leave no trace", () => {
  const root = page("<p>The <strong>up</strong>date and an update</p>");
  const before = root.innerHTML;
  const text = textOf(root);
  const ranges = rangesOf(text, matchesIn(text.text, "update"));
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

test("the engine is given many matches a few at a time, from where one is, and those it has only once", () => {
  let frames: FrameRequestCallback[] = [];
  class Engine extends Set<Range> {
    constructor(...ranges: Range[]) {
      super(ranges);
    }
  }
  const registry = new Map<string, Engine>();
  vi.stubGlobal("Highlight", Engine);
  vi.stubGlobal("CSS", { highlights: registry });
  vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
  vi.stubGlobal("cancelAnimationFrame", () => (frames = []));
  try {
    const ranges = Array.from({ length: 2_000 }, () => document.createRange());
    const marks = marker();
    marks.show(ranges, 1_500);
    const all = registry.get("find")!;
    expect(all.has(ranges[1_500]!)).toBe(true);
    let [most, now] = [all.size, performance.now()];
    expect(most).toBeLessThan(50);
    // Frames that take long are given less and less.
    for (let round = 0; round < 20; round++) {
      const before = all.size;
      frames.splice(0).forEach((frame) => frame((now += 200)));
      most = all.size - before;
      marks.show(ranges, round);
    }
    expect(most).toBe(1);
    while (frames.length > 0) frames.splice(0).forEach((frame) => frame((now += 16)));
    expect(all.size).toBe(ranges.length);
    expect(registry.get("find")).toBe(all);
    expect([...registry.get("find-current")!]).toEqual([ranges[19]]);
    marks.show(ranges.slice(1), 0);
    expect(registry.get("find")).not.toBe(all);
    marks.clear();
    expect(registry.size + frames.length).toBe(0);
  } finally {
    vi.unstubAllGlobals();
  }
});
