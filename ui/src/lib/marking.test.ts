import { expect, test, vi } from "vitest";
import { mark, type Wanted } from "./marking";

function page(html: string): HTMLElement {
  const root = document.body.appendChild(document.createElement("div"));
  root.innerHTML = html;
  return root;
}
const wrapper = (which: number) => {
  const element = document.createElement("mark");
  element.dataset.which = String(which);
  return element;
};
const marks = (root: Element) =>
  [...root.querySelectorAll<HTMLElement>("mark")].map((mark) => `${mark.dataset.which} ${mark.textContent}`);
function marked(html: string, ...wanted: [text: string, occurrence: number][]): string[] {
  const root = page(html);
  mark(
    root,
    wanted.map(([text, occurrence]) => ({ text, occurrence })),
    wrapper,
  );
  return marks(root);
}

test("the place asked for is marked, and no other with the same text", () => {
  const root = page("<p>20 and 20 of 2025</p><p>20</p>");
  mark(root, [{ text: "20", occurrence: 1 }], wrapper);
  expect(root.innerHTML).toBe('<p>20 and <mark data-which="0">20</mark> of 2025</p><p>20</p>');
  // The third time is in the second paragraph: the year has it, too.
  const third = page("<p>20 of 2025</p><p>20</p>");
  mark(third, [{ text: "20", occurrence: 2 }], wrapper);
  expect(third.querySelectorAll("p")[1]?.querySelector("mark")).not.toBeNull();
});

test("a place over inline elements is marked piece by piece, in reading order", () => {
  expect(marked("<p>a <strong>24</strong>.82 <em>FPS</em> b</p>", ["24.82 FPS", 0])).toEqual([
    "0 24",
    "0 .82 ",
    "0 FPS",
  ]);
  const recordingWrapper = vi.fn(wrapper);
  mark(
    page("<p>b<i>c</i> a</p>"),
    [
      { text: "a", occurrence: 0 },
      { text: "bc", occurrence: 0 },
    ],
    recordingWrapper,
  );
  expect(recordingWrapper.mock.calls.map(([which]) => which)).toEqual([1, 1, 0]);
});

test("several places in one text are each marked", () => {
  expect(marked("<p>在 GSM8K 上 71.47%，在 MATH 上 1.59×</p>", ["1.59×", 0], ["GSM8K", 0], ["71.47%", 0])).toEqual([
    "1 GSM8K",
    "2 71.47%",
    "0 1.59×",
  ]);
});

test("a formula is one piece, marked whole, before and after it is set", () => {
  const formula = '<span data-math-style="inline">O(n^2)</span>';
  const set =
    '<span data-math-style="inline"><span class="katex"><math><mi>O</mi><annotation>O(n^2)</annotation></math><span>O(n2)</span></span></span>';
  for (const span of [formula, set]) {
    const root = page(`<p>in ${span} time, n^2 2</p>`);
    mark(
      root,
      [
        { text: "n^2", occurrence: 0 },
        { text: "2", occurrence: 2 },
      ],
      wrapper,
    );
    expect(root.querySelector("mark > span[data-math-style]")).not.toBeNull();
    expect(marks(root)).toHaveLength(2);
    expect(marks(root)[1]).toBe("1 2");
    expect(root.querySelector("p")?.textContent?.startsWith("in ")).toBe(true);
  }
});

test("two places in one formula mark it once", () => {
  expect(marked('<p><span data-math-style="inline">2+3</span></p>', ["2", 0], ["3", 0])).toEqual(["0 2+3"]);
});

test("an item's number counts as text but is not marked, as in the plain text of a report", () => {
  const root = page('<ol start="3"><li>3 faster</li><li>x 4</li></ol>');
  mark(
    root,
    [
      { text: "3", occurrence: 1 },
      { text: "4", occurrence: 1 },
    ],
    wrapper,
  );
  expect(root.innerHTML).toBe(
    '<ol start="3"><li><mark data-which="0">3</mark> faster</li><li>x <mark data-which="1">4</mark></li></ol>',
  );
});

test("no place reaches over two paragraphs or cells, but over a line's end it does", () => {
  expect(marked("<p>1</p><p>2</p>", ["12", 0])).toEqual([]);
  expect(marked("<table><tr><td>1</td><td>2</td></tr></table>", ["12", 0])).toEqual([]);
  expect(marked("<p>GPT\n4</p>", ["GPT 4", 0])).toEqual(["0 GPT\n4"]);
});

test("of overlapping places the first has the common part, and nothing is marked twice", () => {
  expect(marked("<p>10%-20% up</p>", ["20% up", 0], ["10%-20%", 0])).toEqual(["1 10%-20%", "0  up"]);
  expect(marked("<p>GPT-4o</p>", ["GPT", 0], ["GPT-4o", 0])).toEqual(["1 GPT-4o"]);
});

test("what is not there is not marked, and nothing is no place", () => {
  expect(marked("<p>abc</p>", ["x", 0], ["a", 1], ["", 0])).toEqual([]);
});

test("taking the marks away leaves the document as it was, and does so once", () => {
  const root = page('<p>a <b>24</b>.82 x <span data-math-style="inline">y</span></p>');
  const [before, nodes] = [root.innerHTML, root.querySelector("p")?.childNodes.length];
  const wanted: Wanted[] = [
    { text: "24.82", occurrence: 0 },
    { text: "y", occurrence: 0 },
  ];
  const unmark = mark(root, wanted, wrapper);
  expect(root.innerHTML).not.toBe(before);
  unmark();
  unmark();
  expect(root.innerHTML).toBe(before);
  expect(root.querySelector("p")?.childNodes).toHaveLength(nodes ?? -1);
  const again = mark(root, wanted, wrapper);
  root.innerHTML = "<p>new</p>";
  again();
  expect(root.innerHTML).toBe("<p>new</p>");
});
