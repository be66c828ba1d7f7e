import { beforeEach, expect, test } from "vitest";
import type { FigureImage } from "./bindings/wire";
import { shownSize, showFigures, withoutJump, type FigureWords } from "./figures";

const opened: number[] = [];
const broken: number[] = [];
const words: FigureWords = {
  address: (key) => `figure://localhost/${key}`,
  problem: (problem) => `no image: ${problem}`,
  unnamed: "Figure",
  enlarge: "Enlarge",
  onopen: (image) => opened.push(image),
  onbroken: (image) => broken.push(image),
};
const image = (key: string): FigureImage => ({
  key,
  width: 1200,
  height: 600,
  problem: null,
  on_card: false,
});
const missing = (problem: FigureImage["problem"]): FigureImage => ({
  key: null,
  width: 0,
  height: 0,
  problem,
  on_card: false,
});

let root: HTMLElement;
beforeEach(() => {
  root = document.createElement("div");
  root.innerHTML =
    '<figure><span data-image="0" data-width="598" data-height="299"></span><figcaption><p><strong>Figure 1.</strong> All of <span data-math-style="inline">x</span>.</p></figcaption></figure><figure><span data-image="1"></span></figure>';
});
const places = () => [...root.querySelectorAll<HTMLElement>("[data-image]")];

test("a place has its size and no image until one is there", () => {
  showFigures(root, null, words);
  expect(root.querySelector("img")).toBeNull();
  expect(places()[0]?.style.aspectRatio).toContain("598");
  expect(places()[0]?.textContent).toBe("");
  showFigures(root, [image("a"), missing("damaged")], words);
  const shown = places()[0]?.querySelector("img");
  expect(shown?.getAttribute("src")).toBe("figure://localhost/a");
  expect([shown?.width, shown?.height]).toEqual([598, 299]);
  expect(shown?.alt).toBe("Figure 1. All of x.");
  expect(places()[1]?.textContent).toBe("no image: damaged");
});

test("panels are as wide as on the page, and images grow with the text", () => {
  root.innerHTML =
    '<figure><figure><span data-image="0" data-width="299" data-height="200"></span></figure><figure><span data-image="1"></span></figure></figure>' +
    '<figure><span data-image="2" data-width="199" data-height="99"></span><span data-image="3" data-width="598" data-height="99"></span></figure>' +
    '<figure><span data-image="4" data-width="598" data-height="99"></span></figure>';
  showFigures(root, ["a", "b", "c", "d", "e"].map(image), words);
  const share = (part: HTMLElement | null) => part?.style.getPropertyValue("--share").slice(0, 4);
  const panels = [...root.querySelectorAll<HTMLElement>("figure > figure"), ...places().slice(2)];
  expect(panels.map(share)).toEqual(["0.5", "", "0.33", "1", ""]);
  expect(root.querySelector("img")?.style.width).toBe("18.6875rem");
});

test("an image in a table has the table's caption as its words", () => {
  root.innerHTML =
    '<figure><span data-image="0"></span><p><strong>Table 2.</strong> Samples of <em>both</em>.</p><table><tbody><tr><td>a</td></tr></tbody></table></figure><figure><span data-image="1"></span><p>See <strong>Table 3</strong>.</p></figure>';
  showFigures(root, [image("a"), image("b")], words);
  expect([...root.querySelectorAll("img")].map((shown) => shown.alt)).toEqual(["Table 2. Samples of both.", "Figure"]);
});

test("an image that is there stays the same element", () => {
  showFigures(root, [image("a"), missing("waiting")], words);
  const before = root.querySelector("img");
  showFigures(root, [image("a"), image("b")], words);
  expect(root.querySelector("img")).toBe(before);
  expect(root.querySelectorAll("img")).toHaveLength(2);
});

test("an image is opened by a click or a key", () => {
  showFigures(root, [image("a"), image("b")], words);
  for (const button of root.querySelectorAll("button")) button.click();
  expect(opened.splice(0)).toEqual([0, 1]);
});

test("the caption is the one before its formulas were typeset", () => {
  showFigures(root, null, words);
  const formula = root.querySelector("[data-math-style]");
  if (formula) formula.textContent = "x typeset x";
  showFigures(root, [image("a"), missing("blank")], words);
  expect(root.querySelector("img")?.alt).toBe("Figure 1. All of x.");
});

test("what is said of an image is no part of the text", () => {
  showFigures(root, [missing("not_found"), missing("not_found")], words);
  for (const place of places()) expect(place.matches("[data-marking-skip][data-find-skip]")).toBe(true);
});

test("no image is wider than its pixels, its page or the text", () => {
  expect(shownSize({ width: 1440, height: 720 }, null)).toEqual({ width: 720, height: 360 });
  expect(shownSize({ width: 1440, height: 720 }, 2000)).toEqual({ width: 720, height: 360 });
  expect(shownSize({ width: 960, height: 540 }, 598)).toEqual({ width: 598, height: 336 });
  expect(shownSize({ width: 300, height: 100 }, 598)).toEqual({ width: 300, height: 100 });
  expect(shownSize({ width: 960, height: 540 }, null)).toEqual({ width: 480, height: 270 });
});

test("the image of a panel is named with the figure that it belongs to", () => {
  root.innerHTML =
    '<figure><figure><span data-image="0"></span><figcaption>(b) Its second half.</figcaption></figure><figcaption>Figure 2. Both.</figcaption></figure>';
  showFigures(root, [image("a")], words);
  expect(root.querySelector("img")?.alt).toBe("Figure 2. Both. (b) Its second half.");
});

test("an image whose file does not come is reported", () => {
  showFigures(root, [image("a"), image("b")], words);
  root.querySelectorAll("img")[1]?.dispatchEvent(new Event("error"));
  expect(broken).toEqual([1]);
});

test("what is read stays in its place when an image above it comes", () => {
  const pane = document.createElement("div");
  const [above, below] = [document.createElement("span"), document.createElement("span")];
  let height = 20;
  const at = (top: number, tall: number) => ({ top, bottom: top + tall, height: tall }) as DOMRect;
  pane.getBoundingClientRect = () => at(100, 500);
  above.getBoundingClientRect = () => at(40, height);
  below.getBoundingClientRect = () => at(300, height);
  pane.scrollTop = 1000;
  withoutJump(pane, [above, below], () => (height = 320));
  expect(pane.scrollTop).toBe(1300);
  withoutJump(null, [above], () => (height = 20));
  expect(pane.scrollTop).toBe(1300);
});
