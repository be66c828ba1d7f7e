import { afterEach, expect, test } from "vitest";
import type { Highlight } from "./bindings/wire";
import { highlightsAt, marksOf, painting } from "./highlights";
import { mark, markSpans, spanIn } from "./marking";
import { extend, placeOf, selectFirst, selectNext, textParts } from "./selected";

afterEach(() => document.body.replaceChildren());

/** An element with this content, in the document. */
function element(html: string): HTMLElement {
  const box = document.createElement("div");
  box.append(document.createRange().createContextualFragment(html));
  return document.body.appendChild(box);
}

const marked = (root: Element) => [...root.querySelectorAll("mark")].map((one) => [one.dataset.of, one.textContent]);

function wrapper(which: readonly number[]): HTMLElement {
  const one = document.createElement("mark");
  one.dataset.of = which.join(" ");
  return one;
}

/** A range from a text to the end of another one. */
function rangeOver(root: Element, from: string, to: string): Range {
  const range = document.createRange();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (node.data.includes(from)) range.setStart(node, node.data.indexOf(from));
    if (node.data.includes(to)) range.setEnd(node, node.data.indexOf(to) + to.length);
  }
  return range;
}

test("spans are counted without white space, over inline elements and blocks, and formulas are whole", () => {
  const root = element(
    "<p>One  <strong>two</strong> 三.</p>\n<ul>\n<li>four <span data-math-style='inline'>x^2</span> 😀five</li>\n</ul>",
  );
  const html = root.innerHTML;
  // "One" is 0–3, "two" 3–6, "三." 6–8, "four" 8–12, "$x^2$" 12–17, the emoji 17, "five" 18–22.
  const unmark = markSpans(
    root,
    [
      { from: 1, to: 7 },
      { from: 8, to: 13 },
      { from: 17, to: 19 },
    ],
    wrapper,
  );
  expect(marked(root)).toEqual([
    ["0", "ne  "],
    ["0", "two"],
    ["0", " 三"],
    ["1", "four "],
    ["1", "x^2"],
    ["2", "😀f"],
  ]);
  expect(root.querySelector("ul > mark, mark > li")).toBeNull();
  unmark();
  expect(root.innerHTML).toBe(html);
  unmark();
});

test("spans overlap, and a piece names all that it is in", () => {
  const root = element("<p>abcdef</p>");
  const unmark = markSpans(
    root,
    [
      { from: 0, to: 4 },
      { from: 2, to: 6 },
      { from: 3, to: 3 },
      { from: 40, to: 50 },
    ],
    wrapper,
  );
  expect(marked(root)).toEqual([
    ["0", "ab"],
    ["0 1", "cd"],
    ["1", "ef"],
  ]);
  unmark();
  expect(root.innerHTML).toBe("<p>abcdef</p>");
});

test("claims and highlights are taken away in any order", () => {
  for (const first of [0, 1]) {
    const root = element("<p>The score is 71.4 here.</p>");
    const html = root.innerHTML;
    const undo = [
      mark(root, [{ text: "71.4", occurrence: 0 }], () => document.createElement("span")),
      markSpans(root, [{ from: 3, to: 15 }], wrapper),
    ];
    expect(root.textContent).toBe("The score is 71.4 here.");
    undo[first]!();
    undo[1 - first]!();
    expect(root.innerHTML).toBe(html);
  }
});

test("what is selected is counted as the library counts it", () => {
  const root = element("<p>One two <span data-math-style='inline'>x</span> three</p>\n<p>four</p>");
  expect(spanIn(root, rangeOver(root, "two", "three"))).toEqual({ from: 3, to: 14, says: "two$x$three" });
  expect(spanIn(root, rangeOver(root, "hree", "fo"))).toEqual({ from: 10, to: 16, says: "hreefo" });
  const nothing = document.createRange();
  nothing.setStart(root, 0);
  expect(spanIn(root, nothing)).toBeNull();
});

const PAPER = `<div id="panel-report"><section id="section-domain"><h2>Domain</h2><div class="prose"><p>Robots</p></div></section>
  <section id="section-abstract"><div class="prose"><p>We study.</p></div></section></div>
  <div id="panel-text"><div data-testid="article-section"><h2>One</h2><div class="prose"><p>First.</p></div></div>
  <div data-testid="article-section"><div class="prose"><p>Second.</p></div></div></div>`;

test("a selection over several sections is in one text, section by section", () => {
  const root = element(PAPER);
  expect(textParts(root).map(({ text, part }) => `${text} ${part}`)).toEqual([
    "report domain",
    "abstract abstract",
    "article 0",
    "article 1",
  ]);
  expect(placeOf(root, rangeOver(root, "irst", "Sec"))).toEqual({
    text: "article",
    ranges: [
      { part: "0", from: 1, to: 6 },
      { part: "1", from: 0, to: 3 },
    ],
    says: "irst.Sec",
  });
  expect(placeOf(root, rangeOver(root, "bots", "We"))?.text).toBe("report");
  expect(placeOf(root, rangeOver(root, "Domain", "Domain"))).toBeNull();
});

const highlight = (id: string, more: Partial<Highlight> = {}): Highlight => ({
  id,
  colour: "green",
  note: null,
  quote: "",
  section: "domain",
  text: "report",
  added: "2025-12-30T12:00:00Z",
  ranges: [{ part: "domain", from: 0, to: 3 }],
  version: null,
  ...more,
});

test("highlights are painted once, again where their text was replaced, and those without a place are not", () => {
  const root = element(PAPER);
  const painter = painting();
  const all = [highlight("a"), highlight("b", { ranges: null }), highlight("c", { note: "why", colour: "pink" })];
  painter.paint(root, all, (one) => `in ${one.colour}`);
  const [piece] = marksOf(root, "a");
  expect([piece?.textContent, piece?.title, piece?.className]).toEqual(["Rob", "in pink", "highlight pink over noted"]);
  expect(highlightsAt(piece ?? null)).toEqual(["c", "a"]);
  expect(marksOf(root, "b")).toEqual([]);
  painter.paint(root, all, () => "");
  expect(marksOf(root, "a")[0]).toBe(piece);
  root
    .querySelector("#section-domain .prose")!
    .replaceChildren(document.createRange().createContextualFragment("<p>Robots</p>"));
  painter.paint(root, all, () => "");
  expect(marksOf(root, "c")[0]?.textContent).toBe("Rob");
  painter.paint(root, [], () => "");
  expect(root.querySelector("mark")).toBeNull();
  painter.paint(root, all, () => "");
  painter.clear();
  expect(root.querySelector("mark")).toBeNull();
});

test("ten thousand highlights in one text are painted, and many over one another named in part", () => {
  const root = element(`<p>${"ab ".repeat(10_000)}</p>`);
  const spans = Array.from({ length: 10_000 }, (_, i) => ({ from: 2 * i, to: 2 * i + 2 }));
  markSpans(root, [...spans, ...spans.map(() => ({ from: 0, to: 4 }))], wrapper);
  const marks = root.querySelectorAll<HTMLElement>("mark");
  expect(marks.length).toBeGreaterThanOrEqual(10_000);
  expect(marks[0]?.dataset.of?.split(" ").length).toBe(8);
});

test("by keyboard: the first sentence, the next ones over blocks, and more or fewer words of one", () => {
  const root = element(
    `<div id="panel-report"><section id="section-usage"><div class="prose"><p>One two. Three <b>four</b> five.</p><ul><li>Six.</li></ul></div></section></div>`,
  );
  const selected = () => document.getSelection()!.getRangeAt(0).toString().trim();
  expect(selectFirst(root, 0)).toBe(true);
  expect(selected()).toBe("One two.");
  expect([selectNext(root, 1), selected()]).toEqual([true, "Three four five."]);
  expect([selectNext(root, 1), selected()]).toEqual([true, "Six."]);
  expect([selectNext(root, 1), selected()]).toEqual([false, "Six."]);
  expect([selectNext(root, -1), selected()]).toEqual([true, "Three four five."]);
  extend(root, -1, "word");
  extend(root, -1, "word");
  expect(selected()).toBe("Three four");
  expect([extend(root, 1, "sentence"), selected()]).toEqual([true, "Three four five."]);
  expect(placeOf(root, document.getSelection()!.getRangeAt(0))?.ranges).toEqual([{ part: "usage", from: 7, to: 21 }]);
});
