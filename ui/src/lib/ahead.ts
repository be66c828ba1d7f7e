/**
 * What the first paper that a window opens would pay for alone – views that are loaded, fonts that are looked up – is done ahead, in
 * steps between which there is time for the user.
 */

/** The time between two steps, in ms. */
const PAUSE_MS = 10;

/** Does one step after the other. One that fails does so again where its result is needed, and is reported there. */
export async function ahead(steps: Iterable<() => unknown>): Promise<void> {
  for (const step of steps) {
    await new Promise((next) => setTimeout(next, PAUSE_MS));
    try {
      await step();
    } catch {
      continue;
    }
  }
}

/** The elements of a text that have a font of their own. */
const OF_TEXT = ["p", "h2", "code", "em", "li"];
/** The sizes in rem and the weights of what is around it. */
const AROUND: readonly (readonly [size: number, weight: number])[] = [
  [1.625, 600],
  [1.125, 600],
  ...[0.9375, 0.875, 0.8125, 0.75].flatMap((size) => [[size, 400] as const, [size, 600] as const]),
];

/** Has the engine look for the fonts of a paper: for each size, weight and language it does so at the first use, which takes up to 20 ms. */
export function* fontsOfPapers(): Generator<() => void, void, void> {
  for (const lang of ["zh-CN", "en"]) {
    for (const tag of OF_TEXT) yield () => layOut("prose", lang, document.createElement(tag));
    for (const [size, weight] of AROUND)
      yield () => {
        const element = document.createElement("span");
        element.style.fontSize = `${size}rem`;
        element.style.fontWeight = String(weight);
        layOut("", lang, element);
      };
  }
}

/** Lays an element with a few signs out, where nobody sees it. */
function layOut(name: string, lang: string, element: HTMLElement): void {
  const sample = document.createElement("div");
  sample.className = `${name} sr-only`;
  sample.ariaHidden = "true";
  sample.lang = lang;
  element.textContent = "ab 字 • ×";
  sample.append(element);
  document.body.append(sample);
  void sample.offsetHeight;
  sample.remove();
}
