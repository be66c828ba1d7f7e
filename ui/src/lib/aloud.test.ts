import { expect, test } from "vitest";
import { blocksToSpeak, rangeOf, spokenText } from "./aloud";

const page = (html: string) => {
  document.body.innerHTML = `<div id="panel-report"><section id="section-results"><div class="prose">${html}</div></section></div>`;
  return blocksToSpeak(document.body);
};

test("a formula is one sign of a text, is named when it is spoken, and marked whole", () => {
  const [block] = page(`<p>Let <span data-math-style="inline">x^2<i>y</i></span> be <b>small</b>. 完。</p>`);
  expect(block?.text).toBe("Let \uFFFC be small. 完。");
  const sentence = { from: 0, to: 15, language: "en" } as const;
  expect(spokenText(block!, sentence)).toBe("Let formula be small.");
  expect(rangeOf(block!, sentence)?.toString()).toBe("Let x^2y be small.");
});

test("code and what is no part of the text are not read", () => {
  const blocks = page(`<p>One.</p><pre>let x = 1;</pre><p>Two.<span data-marking-skip>image</span></p>`);
  expect(blocks.map(({ text }) => text)).toEqual(["One.", "Two."]);
});

test("a text that was replaced has no place any more", () => {
  const [block] = page("<p>One.</p>");
  document.body.innerHTML = "";
  expect(rangeOf(block!, { from: 0, to: 4, language: "en" })).toBeNull();
});
