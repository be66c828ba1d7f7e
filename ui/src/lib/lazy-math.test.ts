import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setNearby } from "./lazy-math";

/** The observers that were made, by how far they look beyond what is in sight: the near one first. */
let observers: { seen: (target: Element, isIntersecting: boolean) => void }[] = [];

beforeEach(() => {
  observers = [];
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(callback: (entries: { target: Element; isIntersecting: boolean }[]) => void) {
        observers.push({ seen: (target, isIntersecting) => callback([{ target, isIntersecting }]) });
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

const TEX = "x_{1}";

function slice(): { slice: HTMLElement; formula: HTMLElement } {
  document.body.innerHTML = `<div class="pane"><div class="prose"><div class="slice"><p><span data-math-style="inline">${TEX}</span></p></div></div></div>`;
  const [slice, formula] = [".slice", "span"].map((selector) => document.querySelector<HTMLElement>(selector)!);
  return { slice: slice!, formula: formula! };
}
const isTypeset = (formula: HTMLElement) => expect(formula.querySelector(".katex")).not.toBeNull();

test("a formula near what is in sight is typeset, one left behind is LaTeX again, and typeset when one comes back", async () => {
  const { slice: part, formula } = slice();
  setNearby(part.parentElement!).watch(part);
  const [near, far] = observers;
  near!.seen(part, true);
  await vi.waitFor(() => isTypeset(formula), 20_000);
  far!.seen(part, false);
  await vi.waitFor(() => expect(formula.innerHTML).toBe(TEX));
  expect(formula.dataset).not.toHaveProperty("typeset");
  near!.seen(part, true);
  await vi.waitFor(() => isTypeset(formula));
  expect(formula.dataset.formula).toBe(TEX);
});

test("one comes back to a formula before its turn to be LaTeX again: it stays typeset", async () => {
  const { slice: part, formula } = slice();
  setNearby(part.parentElement!).watch(part);
  const [near, far] = observers;
  near!.seen(part, true);
  await vi.waitFor(() => isTypeset(formula), 20_000);
  far!.seen(part, false);
  near!.seen(part, true);
  await new Promise((done) => setTimeout(done, 50));
  isTypeset(formula);
});
