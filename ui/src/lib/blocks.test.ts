import { expect, test } from "vitest";
import { blocksOf, lastHeading } from "./blocks";

const half =
  '<h2>一句话核心贡献</h2>\n<p>快 <strong>3 倍</strong><br />在 <span data-math-style="inline">x &lt; y</span></p>\n<ul><li>a</li></ul>';

test("what was written before stays the same block while the text grows", () => {
  const before = blocksOf(half);
  const after = blocksOf(`${half.replace("</ul>", "<li>b</li></ul>")}<h2>实验效果</h2>`);
  expect(before).toHaveLength(3);
  expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
  expect(after[2]).not.toBe(before[2]);
  expect(after).toHaveLength(4);
});

test("a block says the same as before", () => {
  const root = document.createElement("div");
  root.innerHTML = blocksOf(half).join("");
  expect(root.querySelector("strong")?.textContent).toBe("3 倍");
  expect(root.querySelector("[data-math-style]")?.textContent).toBe("x < y");
  expect(root.querySelectorAll("br")).toHaveLength(1);
  expect(blocksOf("")).toEqual([]);
  expect(blocksOf("bare & plain")).toEqual(["bare &amp; plain"]);
});

test("the heading under which is written is the last one", () => {
  expect(lastHeading(half)).toBe("一句话核心贡献");
  expect(lastHeading("<p>none</p>")).toBe("");
});
