import { render } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import type { OpenPaper } from "../lib/bindings/wire";
import ReportText from "./ReportText.svelte";
import SafeHtml from "./SafeHtml.svelte";
import Title from "./Title.svelte";

test("a link is handed over and never followed", () => {
  const onlink = vi.fn();
  const { container } = render(SafeHtml, {
    html: '<p><a href="https://arxiv.org/abs/1">a <b>paper</b></a></p>',
    onlink,
  });
  const click = new MouseEvent("click", { bubbles: true, cancelable: true });
  container.querySelector("b")?.dispatchEvent(click);
  expect(click.defaultPrevented).toBe(true);
  expect(onlink).toHaveBeenCalledExactlyOnceWith("https://arxiv.org/abs/1");
  const middle = new MouseEvent("auxclick", { bubbles: true, cancelable: true, button: 1 });
  container.querySelector("a")?.dispatchEvent(middle);
  expect(middle.defaultPrevented).toBe(true);
  expect(onlink).toHaveBeenCalledOnce();
});

test("formulas are set once, and stay set when the text comes again", async () => {
  const props = { html: '<p><span data-math-style="inline">x^2</span></p>', onlink: () => {} };
  const { container, rerender } = render(SafeHtml, props);
  await vi.waitFor(() => expect(container.querySelectorAll(".katex")).toHaveLength(1));
  await rerender({ ...props, onlink: () => {} });
  await new Promise((done) => setTimeout(done, 20));
  expect(container.querySelectorAll(".katex")).toHaveLength(1);
  await rerender({ ...props, html: '<p><span data-math-style="display">y</span></p>' });
  await vi.waitFor(() => expect(container.querySelectorAll(".katex-display")).toHaveLength(1));
});

test("a formula that cannot be set stays LaTeX", async () => {
  const { container } = render(SafeHtml, { html: '<span data-math-style="inline">\\frac{</span>', onlink: () => {} });
  await vi.waitFor(() => expect(container.querySelector(".formula-source")).not.toBeNull());
  expect(container.textContent).toBe("\\frac{");
});

test("tables and code can be scrolled by keyboard and have a name", () => {
  const { container } = render(SafeHtml, {
    html: "<table><tr><td>1</td></tr></table><pre><code>x</code></pre>",
    onlink: () => {},
  });
  for (const box of [container.querySelector("table")?.parentElement, container.querySelector("pre")]) {
    expect(box?.tabIndex).toBe(0);
    expect(box?.getAttribute("aria-label")).toBeTruthy();
  }
});

test("lines of code and cells without end are broken, and others are not", () => {
  const wrapped = (html: string) =>
    render(SafeHtml, { html, onlink: () => {} }).container.querySelectorAll("[data-wrapped]").length;
  const line = "let a = 1; ".repeat(60);
  expect(wrapped(`<pre><code>${line}</code></pre>`)).toBe(1);
  expect(wrapped(`<pre><code>${`${line.slice(0, 400)}\n`.repeat(20)}</code></pre>`)).toBe(0);
  expect(wrapped(`<table><tr><td>${line}</td><td>1</td></tr></table>`)).toBe(1);
});

test("a title's formula is set and its markup is text", async () => {
  const { container } = render(Title, { title: "<img src=x onerror=alert(1)> and $\\alpha$ & <b>b</b>" });
  await vi.waitFor(() => expect(container.querySelectorAll(".katex")).toHaveLength(1));
  expect(container.querySelector("img, b")).toBeNull();
  expect(container.textContent).toContain("<img src=x onerror=alert(1)> and ");
});

test("a formula cannot bring a link or markup into the window", async () => {
  const { container } = render(Title, { title: "$\\href{javascript:alert(1)}{x}\\htmlData{a=b}{y}$ z" });
  await new Promise((done) => setTimeout(done, 50));
  expect(container.querySelector("a, [data-a]")).toBeNull();
});

test("a long text comes in slices that follow a change to a short one and back; the rest comes on demand", async () => {
  const long = (word: string) => `<p>${word}${" x".repeat(400)}</p>`.repeat(3_000);
  const props = { html: long("a"), onlink: () => {} };
  const { container, rerender } = render(SafeHtml, props);
  const paragraphs = () => container.querySelectorAll(".prose p");
  await vi.waitFor(() => expect(container.querySelector("[data-testid=show-more]")).not.toBeNull(), 20_000);
  const first = paragraphs().length;
  expect(first).toBeGreaterThan(500);
  expect(first).toBeLessThan(3_000);
  container.querySelector<HTMLElement>("[data-testid=show-more]")?.click();
  await vi.waitFor(() => expect(paragraphs().length).toBeGreaterThan(first), 20_000);
  await rerender({ ...props, html: "<p>short</p>" });
  expect(container.textContent?.trim()).toBe("short");
  expect(container.querySelector("[data-testid=show-more], .slice")).toBeNull();
  await rerender({ ...props, html: long("b") });
  await vi.waitFor(() => expect(container.querySelector("[data-growing]")).toBeNull(), 20_000);
  expect(paragraphs()[0]?.textContent).toMatch(/^b x/);
  expect(container.textContent).not.toContain("short");
}, 60_000);

test("a long text stays in the document as it is when its paper is loaded again", async () => {
  const loaded = () =>
    ({ card: {}, sections: [{ key: "results", html: "<p>a</p>".repeat(1_000) }] }) as unknown as OpenPaper;
  const { container, rerender } = render(ReportText, { paper: loaded(), onlink: () => {} });
  await vi.waitFor(() => expect(container.querySelectorAll(".slice").length).toBeGreaterThan(5), 20_000);
  const slices = [...container.querySelectorAll(".slice")];
  await rerender({ paper: loaded() });
  expect([...container.querySelectorAll(".slice")].every((slice, n) => slice === slices[n])).toBe(true);
  expect(slices.every((slice) => slice.isConnected)).toBe(true);
});
