import { resolved } from "./definitions";
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

/** Formulas of more signs stay LaTeX: KaTeX and the engine take some 100 µs for each, and nothing else is done meanwhile. */
const MOST_SIGNS = 1_000;
/** Formulas of more signs have no MathML beside what is seen, which would take as long again: there, their LaTeX is read out. */
const MANY_SIGNS = 300;
/** Nor is a longer one read, in characters. */
const LONGEST = 10_000;

/** Whether a formula has more signs than so many. */
function hasMoreSigns(tex: string, most: number): boolean {
  if (tex.length <= most) return false;
  if (tex.length > LONGEST) return true;
  let signs = 0;
  for (const sign = /\\(?:[a-zA-Z]+|.)|[^\\\s{}]/gsu; sign.exec(tex);) if (++signs > most) return true;
  return false;
}

/** Commands that define others, in forms that are not resolved. KaTeX would do any work that they ask for. */
const DEFINES = /\\(?:[gex]?def|futurelet|(?:re)?newcommand|providecommand)(?![a-zA-Z])/;

/** What draws or programs: KaTeX would set its parts as a line of letters, and its source says more. */
const NO_FORMULA =
  /\\begin\s*\{(?:tikz|pgf|xy|picture|pspicture|prooftree|forest|feynman|algorithm|lstlisting|verbatim|circuitikz|asy|dia)|\\(?:xymatrix|xygraph|feynmandiagram|chemfig|tikz|draw|infer|newenvironment|ifx|ifnum|ifcase)(?![a-zA-Z])/;

/** Sets a formula into an element, which holds nothing afterwards when it cannot be set. */
export function typeset(katex: Katex, tex: string, element: HTMLElement, display: boolean): Outcome {
  const plain = hasMoreSigns(tex, MOST_SIGNS) ? null : resolved(tex);
  if (plain === null || hasMoreSigns(plain, MOST_SIGNS) || DEFINES.test(plain) || NO_FORMULA.test(plain))
    return "failed";
  let macros: Record<string, string> = known;
  let source = prepared(plain);
  let unknown = false;
  const isLarge = hasMoreSigns(plain, MANY_SIGNS);
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
        output: isLarge ? "html" : "htmlAndMathml",
        macros,
      });
      if (isLarge) element.querySelector(".katex")?.prepend(sourceBeside());
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

/** Where a formula's LaTeX is without MathML: as hidden from the eye as that. */
function sourceBeside(): HTMLElement {
  const beside = document.createElement("span");
  beside.className = "katex-mathml";
  beside.append(document.createElement("annotation"));
  return beside;
}

/** The command that KaTeX does not know. */
function nameOfUnknown(error: unknown): string | null {
  const message = error instanceof Error ? error.message : "";
  return /Undefined control sequence: (\\[a-zA-Z@]+)/.exec(message)?.[1] ?? null;
}
