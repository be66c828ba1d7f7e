import { typeset, type Katex } from "./formula/typeset";

/** How long formulas are set at a stretch, in ms: to lay them out takes the engine some five times as long, and what the user does comes in between. */
const STEP_MS = 4;
/** How long formulas are made LaTeX again in the same stretch, in ms. */
const UNSET_MS = 2;

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
      void fetchFonts();
      return module.default as Katex;
    });
  return loading;
}

/** Fetches the fonts most formulas need, so that the first large formula neither waits nor jumps; one after the other, since with each the engine looks at the document. */
async function fetchFonts(): Promise<void> {
  for (const font of ["KaTeX_Main", "italic 1em KaTeX_Math", "KaTeX_Size1", "KaTeX_Size2"])
    // Without its font a formula is shown in another.
    await document.fonts?.load(font.includes(" ") ? font : `1em ${font}`).catch(() => {});
}

/** Resolves once formulas can be set: their style sheet has the engine look at all of the document, so that it comes before a long text. */
export const formulasReady = (): Promise<void> =>
  load().then(
    () => {},
    () => {},
  );

/** Formulas that wait to be set, and those that wait to be LaTeX again, step by step. */
const waiting: { set: (() => void)[]; unset: (() => void)[] } = { set: [], unset: [] };
let running = false;

/** Does what waits, for a while at a time. */
function run(): void {
  try {
    // What was left behind goes first, but for a small part of the time: it would be laid out again when one comes back to it.
    spend("unset", UNSET_MS);
    spend("set", STEP_MS);
    // Laid out now, or the next frame would have to do so for several stretches.
    void document.documentElement.offsetHeight;
  } finally {
    running = waiting.set.length + waiting.unset.length > 0;
    if (running) setTimeout(run);
  }
}

function spend(kind: keyof typeof waiting, time: number): void {
  const steps = waiting[kind];
  const end = performance.now() + time;
  let done = 0;
  try {
    while (done < steps.length) {
      steps[done++]?.();
      if (performance.now() >= end) break;
    }
  } finally {
    // One that fails unforeseen stays as it is, and keeps no other from its turn.
    waiting[kind] = waiting[kind].slice(done);
  }
}

/** Does something after everything of its kind before it. */
function inTurn(step: () => void, kind: keyof typeof waiting = "set"): void {
  waiting[kind].push(step);
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
    else void setFormula(span, span.textContent ?? "", span.dataset.mathStyle === "display", () => isSet(span));
  }
}

/** Whether a formula of `setFormulas` was not made LaTeX again meanwhile. */
const isSet = (span: HTMLElement): boolean => span.isConnected && "formula" in span.dataset;

/** Makes all formulas of an element LaTeX again, a few at a time, as long as that is wanted. */
export function unsetFormulas(element: Element, isWanted: () => boolean): void {
  for (const span of element.querySelectorAll<HTMLElement>("span[data-formula]"))
    inTurn(() => {
      if (!isSet(span) || !isWanted()) return;
      span.textContent = span.dataset.formula ?? "";
      span.classList.remove("formula-source");
      delete span.dataset.formula;
      delete span.dataset.typeset;
    }, "unset");
}

/** Sets a formula into an element, if it is still wanted. Until KaTeX is here, and when the formula cannot be set, its LaTeX is there. */
export async function setFormula(
  element: HTMLElement,
  tex: string,
  display: boolean,
  isWanted: () => boolean = () => element.isConnected,
): Promise<void> {
  const katex = await load();
  await new Promise<void>((done) =>
    inTurn(() => {
      if (isWanted()) set(katex, element, tex, display, isWanted);
      done();
    }),
  );
}

/**
 * KaTeX reads a formula and makes its elements, and the engine lays them out: for a large formula each takes its time, so that
 * they have their turns one by one, and so have the formula's parts. KaTeX builds with the DOM, so the policy of the window, which
 * allows no inline style attributes, lets it through.
 */
function set(katex: Katex, element: HTMLElement, tex: string, display: boolean, isWanted: () => boolean): void {
  const formula = typeset(katex, tex, display);
  if (!formula) {
    element.classList.add("formula-source");
    return;
  }
  const { isLarge } = formula;
  const next = (step: () => void) => (isLarge ? inTurn(() => isWanted() && step()) : step());
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
