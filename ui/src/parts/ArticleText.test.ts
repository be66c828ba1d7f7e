import { render } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import type { OpenArticle } from "../lib/bindings/wire";
import { withWholeText } from "../lib/growing";
import ArticleText from "./ArticleText.svelte";

const article = (count: number): OpenArticle => ({
  stamp: "a",
  reading_source: "html",
  fetched: "2025-12-30T00:00:00Z",
  licence: null,
  hidden: 0,
  cut_short: false,
  sections: Array.from({ length: count }, (_, n) => ({
    part: "body",
    level: 1,
    title_html: `<p>Part ${n}</p>`,
    html: `<p>${"word ".repeat(300)}</p>`,
  })),
});

test("an article comes in steps, in order and whole, and what waits for its text is called with all of it", async () => {
  const { container } = render(ArticleText, { article: article(100), onlink: () => {} });
  const sections = () => [...container.querySelectorAll("[data-testid=article-section]")];
  expect(sections().length).toBeGreaterThan(0);
  expect(sections().length).toBeLessThan(100);
  const seen: number[] = [];
  const stop = withWholeText(container, () => seen.push(sections().length));
  expect(seen).toEqual([]);
  await vi.waitFor(() => expect(seen).toEqual([100]), { timeout: 10_000 });
  expect(sections().map((section) => section.querySelector("h2")?.textContent)).toEqual(
    Array.from({ length: 100 }, (_, n) => `Part ${n}`),
  );
  expect(container.querySelector("[data-growing]")).toBeNull();
  stop();
});
