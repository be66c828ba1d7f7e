import { typeset, type Katex } from "./formula/typeset";

/** How long formulas are set at a stretch, in ms: what the user does comes in between. */
const STEP_MS = 12;

let loading: Promise<Katex> | undefined;
let urgent: Promise<void> = Promise.resolve();

/** Has all formulas stay LaTeX until something more urgent is done: KaTeX takes longer to load than everything else. */
export function setFormulasAfter(done: Promise<void>): void {
  urgent = done;
}

/** Loads KaTeX when the first formula is seen. */
function load(): Promise<Katex> {
  loading ??= urgent
    .then(() => Promise.all([import("katex"), import("katex/dist/katex.min.css"), import("katex/contrib/mhchem")]))
    .then(([module]) => {
      fetchFonts();
      return module.default as Katex;
    });
  return loading;
}

/** Fetches the fonts most formulas need at once, so that the first large formula neither waits nor jumps. */
function fetchFonts(): void {
  for (const font of ["KaTeX_Main", "italic 1em KaTeX_Math", "KaTeX_Size1", "KaTeX_Size2"])
    // Without its font a formula is shown in another.
    void document.fonts?.load(font.includes(" ") ? font : `1em ${font}`).catch(() => {});
}

/** Resolves once formulas can be set: their style sheet has the engine look at all of the document, so that it comes before a long text. */
export const formulasReady = (): Promise<void> =>
  load().then(
    () => {},
    () => {},
  );

/** The formulas that wait to be set, the next one first. */
let waiting: (() => void)[] = [];
let running = false;

/** Sets what waits, for a while at a time. */
function run(): void {
  const end = performance.now() + STEP_MS;
  let done = 0;
  try {
    do waiting[done++]?.();
    while (done < waiting.length && performance.now() < end);
  } finally {
    // One that fails unforeseen stays LaTeX, and keeps no other from being set.
    waiting = waiting.slice(done);
    running = waiting.length > 0;
    if (running) setTimeout(run);
  }
}

/** Typesets something after everything before it. */
function inTurn(set: () => void): void {
  waiting.push(set);
  if (running) return;
  running = true;
  queueMicrotask(run);
}

/** Sets all formulas of an element that were not set yet, a few at a time. */
export function setFormulas(element: Element): void {
  for (const span of element.querySelectorAll<HTMLElement>("span[data-math-style]")) {
    if ("formula" in span.dataset) continue;
    // Its LaTeX as it came: what is set may have it in another form.
    span.dataset.formula = span.textContent ?? "";
    // A piece of one that is too long is no formula.
    if ("cut" in span.dataset || "goesOn" in span.dataset) span.classList.add("formula-source");
    else void setFormula(span, span.textContent ?? "", span.dataset.mathStyle === "display");
  }
}

/** Sets a formula into an element. Until KaTeX is here, and when the formula cannot be set, its LaTeX is there. */
export async function setFormula(element: HTMLElement, tex: string, display: boolean): Promise<void> {
  const katex = await load();
  await new Promise<void>((done) =>
    inTurn(() => {
      if (element.isConnected) set(katex, element, tex, display);
      done();
    }),
  );
}

/**
 * KaTeX reads a formula and makes its elements, and the engine lays them out: for a large formula each takes its time, so that
 * they have their turns one by one, and so have the formula's parts. KaTeX builds with the DOM, so the policy of the window, which
 * allows no inline style attributes, lets it through.
 */
function set(katex: Katex, element: HTMLElement, tex: string, display: boolean): void {
  const formula = typeset(katex, tex, display);
  if (!formula) {
    element.classList.add("formula-source");
    return;
  }
  const { isLarge } = formula;
  const next = (step: () => void) => (isLarge ? inTurn(() => element.isConnected && step()) : step());
  // Built apart: its LaTeX stays as it was until all of it is built.
  const nodes: Node[] = [];
  for (const part of formula.parts) next(() => nodes.push(part()));
  next(() => {
    const frame = formula.frame();
    const box = frame.querySelector(".katex-html");
    element.replaceChildren(...frame.childNodes);
    element.dataset.typeset = "";
    for (const node of nodes)
      next(() => {
        box?.append(node);
        // What the engine has to do for it counts too; else it would be done for several at a stretch.
        if (isLarge) void element.offsetHeight;
      });
  });
}
