import { expect, test } from "vitest";
import { batchesOf, headingLevel, outlineOf, ownTitle, plainTitle, saysAppendix, shownOf, wordsAlone } from "./article";
import { en } from "./i18n/en";

const section = (part: string, level: number, title = "") => ({ part, level, title_html: title, html: "<p>text</p>" });

test("parts that come without a heading have the window's own, and text without one stays so", () => {
  expect(ownTitle(section("abstract", 1), en)).toBe("Abstract");
  expect(ownTitle(section("references", 1), en)).toBe("References");
  expect(ownTitle(section("body", 1, "<p>1 Intro</p>"), en)).toBe("");
  expect(headingLevel(section("front", 1), en)).toBe(0);
  expect(headingLevel(section("body", 0, ""), en)).toBe(0);
});

test("headings are one level below the paper's title, and never below the sixth", () => {
  expect([1, 2, 5, 9].map((level) => headingLevel(section("body", level, "<p>x</p>"), en))).toEqual([2, 3, 6, 6]);
});

test("the outline has sections and subsections, formulas as LaTeX", () => {
  const title = '<p>2 Costs of <span data-math-style="inline">n^2</span> &amp; <em>more</em></p>\n';
  expect(plainTitle(title)).toBe("2 Costs of $n^2$ & more");
  const sections = [
    section("abstract", 1),
    section("front", 0),
    section("body", 1, title),
    section("body", 3, "<p>x</p>"),
  ];
  expect(outlineOf(sections, en)).toEqual([
    { index: 0, title: "Abstract", level: 1 },
    { index: 2, title: "2 Costs of $n^2$ & more", level: 1 },
  ]);
});

test("an appendix that says so itself is not marked twice", () => {
  expect(saysAppendix("Appendix A Proofs")).toBe(true);
  expect(saysAppendix("附录 A")).toBe(true);
  expect(saysAppendix("A Proofs")).toBe(false);
});

test("sections come in batches that hold little, in order and each once; only a long article leaves its layout to the engine", () => {
  const of = (lengths: number[]) =>
    batchesOf(lengths.map((length) => ({ part: "body", level: 1, title_html: "", html: "a".repeat(length) })));
  const few = of([3_000, 3_000, 3_000, 50_000, 10]);
  expect(few.map(({ first, sections }) => [first, sections.length])).toEqual([
    [0, 2],
    [2, 1],
    [3, 1],
    [4, 1],
  ]);
  expect(few.some(({ isSlice }) => isSlice)).toBe(false);
  const many = of([50_000, ...Array.from({ length: 2_000 }, () => 10)]);
  expect(many.flatMap(({ sections }) => sections)).toHaveLength(2_001);
  expect(Math.max(...many.map(({ sections }) => sections.length))).toBeLessThanOrEqual(20);
  // A long section is laid out in slices of its own.
  expect(many.map(({ isSlice }) => isSlice)).toEqual(many.map((_, at) => at > 0));
});

test("of an article, as many elements are shown as take little time to go, and all up to the section that one goes to", () => {
  const batches = batchesOf(
    Array.from({ length: 100 }, () => ({ part: "body", level: 1, title_html: "", html: "<p>a</p>".repeat(900) })),
  );
  const elements = batches[0]!.elements;
  expect(elements).toBeGreaterThan(900);
  expect(shownOf(batches, 10 * elements, 0)).toBe(10);
  expect(shownOf(batches, 10 * elements, 9)).toBe(10);
  expect(shownOf(batches, 10 * elements, 42)).toBe(43);
  expect(shownOf(batches, 1, 0)).toBe(1);
  expect(shownOf(batches, 1_000 * elements, 0)).toBe(100);
  expect(shownOf([], 1, 0)).toBe(0);
});

test("a heading of words alone is known from one with markup", () => {
  expect(wordsAlone("<p>1 Introduction</p>\n")).toBe("1 Introduction");
  expect(wordsAlone("Introduction")).toBe("Introduction");
  for (const html of ["", "<p>a &amp; b</p>", "<p>a <em>b</em></p>", "<p>a</p><p>b</p>"])
    expect(wordsAlone(html)).toBeNull();
});
