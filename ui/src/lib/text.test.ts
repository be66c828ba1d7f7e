import { expect, test } from "vitest";
import { cutAt, languageOf, titlePieces, wellFormed } from "./text";

const marked = (text: string, ranges: [number, number][]) =>
  cutAt(text, ranges)
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join("");

test("ranges count Unicode characters, also after characters outside the basic plane", () => {
  expect(marked("𝒪𝒪扩散模型", [[2, 4]])).toBe("𝒪𝒪[扩散]模型");
  expect(
    marked("𠮷野家的扩散", [
      [0, 1],
      [4, 6],
    ]),
  ).toBe("[𠮷]野家的[扩散]");
});

test("ranges that touch, overlap, come in any order or reach too far mark each character once", () => {
  expect(
    marked("abcdef", [
      [3, 5],
      [0, 2],
      [1, 4],
    ]),
  ).toBe("[abcde]f");
  expect(marked("abc", [[1, 99]])).toBe("a[bc]");
  expect(
    marked("abc", [
      [2, 2],
      [-5, 0],
      [7, 9],
    ]),
  ).toBe("abc");
  expect(marked("", [[0, 1]])).toBe("");
});

test("LaTeX in a title is distinguished from its words", () => {
  expect(titlePieces("Learning $\\mathcal{O}(n)$ sorts")).toEqual([
    { text: "Learning ", math: false },
    { text: "\\mathcal{O}(n)", math: true },
    { text: " sorts", math: false },
  ]);
});

test("prices, single and escaped signs are words", () => {
  for (const title of ["From $5 to $10 an hour", "Earn $ now", "100$ and $ 5"])
    expect(titlePieces(title).every((piece) => !piece.math)).toBe(true);
  expect(titlePieces("A \\$5 model")).toEqual([{ text: "A $5 model", math: false }]);
});

test("a long title of signs is read at once", () => {
  expect(titlePieces("$".repeat(100_000)).length).toBeGreaterThan(0);
  expect(titlePieces("$a".repeat(50_000)).length).toBeGreaterThan(0);
});

test("halves of characters become the sign for what cannot be read, wherever they are", () => {
  expect(
    wellFormed({
      query: "a\ud83d",
      ids: ["\ude00", "😀"],
      view: { kind: "tag", name: "\ud83d" },
      limit: 5,
      none: null,
    }),
  ).toEqual({ query: "a\ufffd", ids: ["\ufffd", "😀"], view: { kind: "tag", name: "\ufffd" }, limit: 5, none: null });
});

test("the language of a text is that of most of its words, whatever names and formulas are in it", () => {
  const formulas = '<span data-math-style="inline">\\frac{a}{b} \\mathbf x \\alpha \\beta</span>'.repeat(9);
  for (const [text, language] of [
    ["We distil Qwen (通义千问) into a smaller model that runs on two devices.", "en"],
    ["BLEU 28.4", "en"],
    ["", "en"],
    ["用 Transformer 取代 RNN", "zh-CN"],
    ["基于 BERT、GPT 与 T5 的 RAG pipeline", "zh-CN"],
    [`<p>损失函数为 ${formulas}</p>`, "zh-CN"],
    [`<h3>标题</h3><p title="中文中文中文中文中文">${"A long text in English. ".repeat(9)}</p>`, "en"],
    ["<p>见 <code>import torch from nn as a b c d e f</code></p>", "zh-CN"],
  ] as const)
    expect(languageOf(text), text).toBe(language);
});
