import { expect, test } from "vitest";
import { isShort, slicesOf } from "./slices";

const MAX_ELEMENTS = 180;
const sliced = (html: string) => [...slicesOf(html)].filter((slice) => slice !== null);
const textOf = (slices: readonly HTMLElement[]) => slices.map((slice) => slice.textContent).join("");

/** What a text of each kind is made of, many times over. */
const KINDS: Record<string, [before: string, unit: string, after: string]> = {
  rules: ["", "<hr>", ""],
  paragraphs: ["", "<p>a word</p>\n", ""],
  "one paragraph of words": ["<p>", "word ", "</p>"],
  "one paragraph without spaces": ["<p>", "xy", "</p>"],
  "one paragraph of emoji": ["<p>", "😀", "</p>"],
  "one paragraph of code spans": ["<p>", "<code>a</code> ", "</p>"],
  links: ["<p>", '<a href="https://a.example.org/">a</a>, ', "</p>"],
  formulas: ["<p>", '<span data-math-style="inline">x</span> ', "</p>"],
  table: [
    "<table><thead><tr><th>a</th></tr></thead><tbody>",
    `<tr>${"<td>1</td>".repeat(20)}</tr>`,
    "</tbody></table>",
  ],
  list: ['<ol start="3">', "<li>a <strong>b</strong></li>\n", "</ol>"],
  "nested list": ["<ul><li>a<ul><li>b<ol>", "<li>c</li>", "</ol></li></ul></li></ul>"],
  code: ["<pre><code>", "let a = 1;\n", "</code></pre>"],
  headings: ["", "<h4>a</h4>", ""],
  quote: ["<blockquote>", "<p>a</p>", "</blockquote>"],
  "bare text": ["", "word ", ""],
};

test.each(Object.keys(KINDS))("%s without end come in slices that are small and lose nothing", (kind) => {
  const [before, unit, after] = KINDS[kind]!;
  const html = before + unit.repeat(12_000 / Math.max(1, unit.split("<").length / 2)) + after;
  expect(isShort(html)).toBe(false);
  const slices = sliced(html);
  expect(slices.length).toBeGreaterThan(2);
  for (const slice of slices) {
    expect(slice.querySelectorAll("*").length).toBeLessThan(MAX_ELEMENTS);
    expect(slice.textContent.length).toBeLessThan(12_000);
  }
  const whole = new DOMParser().parseFromString(html, "text/html").body;
  expect(textOf(slices).replace(/\s/g, "")).toBe(whole.textContent.replace(/\s/g, ""));
  const count = (tag: string, all: readonly ParentNode[]) =>
    all.reduce((sum, part) => sum + part.querySelectorAll(tag).length, 0);
  for (const tag of ["hr", "a", "h4", "span", "td", "strong", "p code"])
    expect(count(tag, slices)).toBe(count(tag, [whole]));
  expect(textOf(slices).isWellFormed()).toBe(true);
});

test("what is short stays in one piece, and what goes on says so and counts on", () => {
  expect(isShort("<p>a</p>".repeat(100))).toBe(true);
  expect(isShort("x".repeat(20_001))).toBe(false);
  const lists = sliced(`<ol start="3">${"<li>a</li>".repeat(1_000)}</ol>`).map((slice) => slice.querySelector("ol")!);
  expect(lists[0]!.hasAttribute("data-goes-on")).toBe(false);
  let next = 3;
  for (const list of lists) {
    expect(Number(list.getAttribute("start"))).toBe(next);
    next += list.children.length;
  }
  expect(lists.slice(1).every((list) => list.hasAttribute("data-goes-on"))).toBe(true);
});

test("slices hold blocks in order, also around one that is too large", () => {
  const slices = sliced(`<h4>first</h4><p>${"word ".repeat(20_000)}</p><h4>last</h4>`);
  expect(slices[0]!.querySelector("h4")?.textContent).toBe("first");
  expect(slices.at(-1)!.querySelector("h4")?.textContent).toBe("last");
  expect(slices.flatMap((slice) => [...slice.children]).every((child) => ["H4", "P"].includes(child.tagName))).toBe(
    true,
  );
});

const formula = (length: number, style = "inline") =>
  `<span data-math-style="${style}">${"x+".repeat(length / 2)}</span>`;
const paragraphs = (slices: readonly HTMLElement[]) => slices.map((slice) => [...slice.querySelectorAll("p")]);

test("of large formulas, of which many elements are made, a slice holds few, and none is cut", () => {
  for (const [length, most] of [
    [14, 10],
    [100, 9],
    [480, 2],
    [2_000, 1],
    [9_000, 1],
  ] as const) {
    const html = `<p>${formula(length, "display")}</p>`.repeat(Math.ceil(60_000 / length));
    const slices = sliced(html);
    expect(
      slices
        .flatMap((slice) => [...slice.querySelectorAll("span")])
        .every((span) => span.textContent.length === length),
    ).toBe(true);
    expect(Math.max(...slices.map((slice) => slice.querySelectorAll("span").length))).toBeLessThanOrEqual(most);
  }
});

test("a paragraph as papers have it, with many formulas, is not cut; one without end is", () => {
  const one = `<p>${`some words and ${formula(60)} `.repeat(20)}</p>`;
  const whole = paragraphs(sliced(one.repeat(20))).flat();
  expect(whole).toHaveLength(20);
  const cut = paragraphs(sliced(`<p>${`some words and ${formula(60)} `.repeat(600)}</p>`)).flat();
  expect(cut.length).toBeGreaterThan(10);
});

test("a formula that is too long to be one is cut like any text", () => {
  const slices = sliced(`<p>${formula(100_000)}</p>`);
  expect(slices.length).toBeGreaterThan(10);
  expect(slices.every((slice) => slice.querySelector("span")!.matches("[data-cut], [data-goes-on]"))).toBe(true);
});

test("a text that changes its direction with every letter comes in slices with few changes, and whole", () => {
  const text = "a\u202eb\u202c".repeat(2_000);
  expect(isShort(`<p>${text}</p>`)).toBe(false);
  const slices = sliced(`<p>${text}</p>`);
  expect(textOf(slices)).toBe(text);
  const changes = slices.map((slice) => slice.textContent.match(/[\u202a-\u202e]/g)?.length ?? 0);
  expect(Math.max(...changes)).toBeLessThanOrEqual(120);
});
