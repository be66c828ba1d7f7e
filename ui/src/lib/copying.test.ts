import { render } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import SafeHtml from "../parts/SafeHtml.svelte";
import { copyFormulasAsLatex, selectedWithLatex } from "./copying";

let stop = () => {};
beforeEach(() => (stop = copyFormulasAsLatex(document)));
afterEach(() => {
  stop();
  document.getSelection()?.removeAllRanges();
});

const inline = (tex: string) => `<span data-math-style="inline">${tex}</span>`;

async function shown(html: string, formulas: number): Promise<HTMLElement> {
  const { container } = render(SafeHtml, { html, onlink: () => {} });
  await vi.waitFor(() => expect(container.querySelectorAll(".katex-html")).toHaveLength(formulas));
  return container;
}

function select(from: Node, to: Node = from): void {
  const range = document.createRange();
  range.setStartBefore(from);
  range.setEndAfter(to);
  document.getSelection()?.removeAllRanges();
  document.getSelection()?.addRange(range);
}

const copied = () => selectedWithLatex(document.getSelection())?.text ?? null;

test("a formula in a copied sentence is its LaTeX, once", async () => {
  const box = await shown(`<p>代价为 ${inline("O(m^3)")}，而 ${inline("y\\in\\mathbb{R}^{k}")}。</p>`, 2);
  select(box.querySelector("p")!);
  expect(copied()).toBe("代价为 $O(m^3)$，而 $y\\in\\mathbb{R}^{k}$。");
});

test("a formula is copied as it was written, not as it was prepared", async () => {
  const box = await shown(`<p>${inline("\\mathbbm{1}[x]+\\text{50%}")}</p>`, 1);
  select(box.querySelector("p")!);
  expect(copied()).toBe("$\\mathbbm{1}[x]+\\text{50%}$");
});

test("a selection that begins or ends within a formula takes it whole", async () => {
  const box = await shown(`<p>甲 ${inline("a_1")} 乙 ${inline("b_2")} 丙</p>`, 2);
  const [first, second] = box.querySelectorAll(".katex-html");
  const range = document.createRange();
  range.setStart(first!.querySelector(".mord")!, 0);
  range.setEnd(second!.querySelector(".mord")!, 0);
  document.getSelection()?.addRange(range);
  expect(copied()).toBe("$a_1$ 乙 $b_2$");
});

test("displayed formulas, lists and tables keep their lines", async () => {
  const box = await shown(
    `<p>式：<span data-math-style="display">x = y</span>后</p><ol start="3"><li>${inline("a")} 一</li><li>二</li></ol>` +
      `<table><tbody><tr><td>${inline("b")}</td><td>三</td></tr></tbody></table>`,
    3,
  );
  select(box.querySelector(".prose")!);
  expect(copied()).toBe("式：\n$$x = y$$\n后\n3. $a$ 一\n4. 二\n$b$\t三");
});

test("text without formulas is left to the engine", () => {
  const { container } = render(SafeHtml, { html: "<p>只有文字</p>", onlink: () => {} });
  select(container.querySelector("p")!);
  expect(copied()).toBeNull();
});

test("the clipboard gets the text and nothing is copied twice", async () => {
  const box = await shown(`<p>${inline("z^2")}</p>`, 1);
  select(box.querySelector("p")!);
  const data = new Map<string, string>();
  const event = new Event("copy", { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { setData: (kind: string, text: string) => data.set(kind, text) } });
  box.querySelector("p")?.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
  expect(data.get("text/plain")).toBe("$z^2$");
  expect(data.get("text/html")).not.toContain("katex");
});

test("cells end without the blanks behind them", async () => {
  const box = await shown(
    `<table><thead><tr><th>方法 </th><th> 2024年 </th></tr></thead><tbody><tr><td>本文 ${inline("f_1")} </td><td>91% </td></tr></tbody></table>`,
    1,
  );
  select(box.querySelector("table")!);
  expect(copied()).toBe("方法\t2024年\n本文 $f_1$\t91%");
});

test("a threefold click selects the paragraph, over its formulas and not beyond it", async () => {
  const box = await shown(
    `<p>甲 ${inline("a_1")} 乙 ${inline("b_2")} 丙</p><ul><li>一 ${inline("c")} 二<ul><li>三</li></ul></li></ul>`,
    3,
  );
  const click = (element: Element, detail: number) =>
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, detail }));
  const first = (element: Element) => {
    const range = document.createRange();
    range.setStart(element.firstChild!, 0);
    range.setEnd(element.firstChild!, 1);
    document.getSelection()?.removeAllRanges();
    document.getSelection()?.addRange(range);
  };
  first(box.querySelector("p")!);
  click(box.querySelector("p")!, 2);
  expect(copied()).toBeNull();
  click(box.querySelector("p")!, 3);
  expect(copied()).toBe("甲 $a_1$ 乙 $b_2$ 丙");
  first(box.querySelector("li")!);
  click(box.querySelector("li")!, 3);
  expect(copied()).toMatch(/一 \$c\$ 二$/);
});
