import { expect, test } from "vitest";
import { MAX_MATCHES, placesOf, readText, searchText, stepped } from "./find";
import { toRange } from "./ranges";
import { atOnce } from "./steps";

function page(html: string): HTMLElement {
  const root = document.body.appendChild(document.createElement("div"));
  root.innerHTML = html;
  return root;
}
function found(html: string, query: string): string[] {
  const text = atOnce(readText(page(html)));
  return placesOf(text, matchesIn(text.text, query)).map((place) => String(toRange(place)));
}
const matchesIn = (text: string, query: string) => atOnce(searchText(text, query));

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

test("a long text is looked through in steps, and nothing is lost between them", () => {
  const root = page("<p>one <b>word</b> and <i>a</i>nother</p><ul><li>word<br>word</li></ul>".repeat(500));
  const reading = readText(root);
  let pauses = 0;
  for (let next = reading.next(); !next.done; next = reading.next()) pauses++;
  expect(pauses).toBeGreaterThan(10);
  const text = atOnce(readText(root)).text;
  const searching = searchText(text, "word");
  pauses = 0;
  let next = searching.next();
  for (; !next.done; next = searching.next()) pauses++;
  const matches = next.value;
  expect(pauses).toBeGreaterThan(0);
  expect(matches).toEqual([...text.matchAll(/word/g)].map(({ index }) => [index, index + 4]));
  expect(matches).toHaveLength(1_500);
  expect(placesOf(atOnce(readText(root)), matches)).toHaveLength(1_500);
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
