import { expect, test } from "vitest";
import { matchesIn, MAX_MATCHES, rangesOf, stepped, textOf } from "./find";

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
  expect(matchesIn("a".repeat(MAX_MATCHES * 2), "a")).toHaveLength(MAX_MATCHES + 1);
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
