import { render } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import type { OpenArticle } from "../lib/bindings/wire";
import { withWholeText } from "../lib/growing";
import ArticleText from "./ArticleText.svelte";

const article = (count: number, html = `<p>${"word ".repeat(300)}</p>`): OpenArticle => ({
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
    html,
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

test("of a very long article a part is shown, the rest on demand or when one goes there", async () => {
  const long = article(40, "<p>a</p>".repeat(990));
  const { container, rerender } = render(ArticleText, { article: long, onlink: () => {} });
  const sections = () => container.querySelectorAll("[data-testid=article-section]").length;
  const button = () => container.querySelector<HTMLElement>("[data-testid=show-more]");
  await vi.waitFor(() => expect(button()).not.toBeNull(), { timeout: 10_000 });
  expect(sections()).toBe(10);
  await rerender({ reach: 17 });
  expect(button()).toBeNull();
  await vi.waitFor(() => expect(button()).not.toBeNull(), { timeout: 10_000 });
  expect(sections()).toBe(18);
  button()?.click();
  await vi.waitFor(() => expect(sections()).toBe(28), { timeout: 10_000 });
  await rerender({ reach: 39 });
  await vi.waitFor(() => expect(sections()).toBe(40), { timeout: 10_000 });
  expect(button()).toBeNull();
}, 60_000);
