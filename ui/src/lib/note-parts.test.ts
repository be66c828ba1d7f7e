import { expect, test } from "vitest";
import { openPart, partStarts, wholeOf } from "./note-parts";

test.each([
  ["nothing", ""],
  ["words", "word ".repeat(200_000)],
  ["lines", "a line\n".repeat(50_000)],
  ["one word", "x".repeat(500_001)],
  ["emoji", "a" + "😀".repeat(100_000)],
  ["one blank at the beginning of each part", `${"x".repeat(19_999)} `.repeat(20)],
])("the parts of a long note are short, end between characters and are together the note: %s", (_, text) => {
  const count = partStarts(text).length;
  expect(count === 1).toBe(text.length <= 20_000);
  let all = "";
  for (let at = 0; at < count; at++) {
    const part = openPart(text, at);
    expect(part.text.length).toBeLessThanOrEqual(20_000);
    expect(part.text.length > 0 || text === "").toBe(true);
    expect(part.text.isWellFormed()).toBe(true);
    expect(part.before).toBe(all);
    expect(wholeOf(part)).toBe(text);
    all += part.text;
  }
  expect(all).toBe(text);
  expect(openPart(text, count + 5)).toEqual(openPart(text, count - 1));
});
