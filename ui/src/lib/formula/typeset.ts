import { prepared } from "./prepare";
import { repaired } from "./repair";
import { MACROS } from "./table";

type Katex = typeof import("katex").default;

/** What became of a formula: set whole, set with the names of unknown commands in it, or not set. */
export type Outcome = "whole" | "named" | "failed";

/** KaTeX keeps what it has read of a macro in the object it is given. */
const known: Record<string, string> = { ...MACROS };

/** How often a formula is tried again after something in it was repaired; and how much is read for that, in characters: a long one is tried less. */
const MOST_TRIES = 24;
const MOST_READ = 20_000;

/** Commands that define others. With parameters, a short formula could grow without bound. */
const DEFINES = /\\(?:def|gdef|edef|xdef|newcommand|renewcommand|providecommand)(?![a-zA-Z])/;

/** Sets a formula into an element, which holds nothing afterwards when it cannot be set. */
export function typeset(katex: Katex, tex: string, element: HTMLElement, display: boolean): Outcome {
  const defines = DEFINES.test(tex);
  if (defines && tex.includes("#")) return "failed";
  // What a formula defines must not reach the next one.
  let macros: Record<string, string> = defines ? { ...MACROS } : known;
  let source = defines ? tex : prepared(tex);
  let unknown = false;
  const most = Math.min(MOST_TRIES, Math.max(1, MOST_READ / Math.max(1, source.length)));
  for (let tries = 0; tries < most; tries++) {
    try {
      katex.render(source, element, {
        displayMode: display,
        throwOnError: true,
        trust: false,
        strict: "ignore",
        // What it does not trust it names in this colour; red would read as a fault of the paper.
        errorColor: "currentColor",
        maxExpand: 1000,
        maxSize: 20,
        output: "htmlAndMathml",
        macros,
      });
      // What is copied and searched is what was written, not what it was made into for KaTeX.
      const annotation = element.querySelector("annotation");
      if (annotation) annotation.textContent = tex;
      return unknown ? "named" : "whole";
    } catch (error) {
      const name = nameOfUnknown(error);
      if (name) {
        if (Object.hasOwn(macros, name)) break;
        unknown = true;
        macros = { ...macros, [name]: `\\texttt{\\textbackslash ${name.slice(1).replace(/[^a-zA-Z]/g, "")}}` };
        continue;
      }
      const next = repaired(source, error);
      if (next === null || next === source) break;
      source = next;
    }
  }
  element.replaceChildren();
  return "failed";
}

/** The command that KaTeX does not know. */
function nameOfUnknown(error: unknown): string | null {
  const message = error instanceof Error ? error.message : "";
  return /Undefined control sequence: (\\[a-zA-Z@]+)/.exec(message)?.[1] ?? null;
}
