import { resolved } from "./definitions";
import { prepared } from "./prepare";
import { repaired } from "./repair";
import { MACROS } from "./table";

/** What KaTeX makes of a formula before there are elements. */
interface Tree {
  classes?: string[];
  children?: Tree[];
  toNode(): Node;
}

export type Katex = typeof import("katex").default & {
  /** The first half of `render`. */
  __renderToDomTree(tex: string, options: import("katex").KatexOptions): Tree;
};

/** A formula that was set: whole, or with the names of unknown commands in it. */
export interface Formula {
  outcome: "whole" | "named";
  /** Makes the elements around the parts, and what is read out and copied. */
  frame(): HTMLElement;
  /** Make the parts that belong into the frame's `.katex-html`, in order. */
  parts: (() => Node)[];
  /** Whether its parts, and each step on the way to them, take so long that there should be time for something else in between. */
  isLarge: boolean;
}

/** KaTeX stores parsed macros in this object. */
const known: Record<string, string> = { ...MACROS };

/** How often a formula is tried again after something in it was repaired; and how much is read for that, in characters: a long one is tried less. */
const MAX_TRIES = 24;
const MAX_READ_CHARS = 20_000;

/** Formulas of more signs stay LaTeX: KaTeX and the engine take some 100 µs for each, and nothing else is done meanwhile. */
const MAX_SIGNS = 1_000;
/** Formulas with more signs have no MathML, which would take as long again: screen readers read their LaTeX. */
const MAX_MATHML_CHARACTERS = 200;
/** Nor is a longer one read, in characters. */
const MAX_CHARS = 10_000;
/** Nor is one set that has more elements: the engine lays out and paints all formulas in sight at once. */
const MAX_ELEMENTS = 2_000;
/** The number of elements from which a formula is set in parts, and the smallest size of a part. */
const PART_ELEMENTS = 500;

/** Whether a formula is too long to be read: it stays LaTeX. */
export const isTooLong = (tex: string): boolean => tex.length > MAX_CHARS;

/** Whether a formula has more signs than the limit. */
function hasMoreSigns(tex: string, limit: number): boolean {
  if (tex.length <= limit) return false;
  if (isTooLong(tex)) return true;
  let signs = 0;
  for (const sign = /\\(?:[a-zA-Z]+|.)|[^\\\s{}]/gsu; sign.exec(tex);) if (++signs > limit) return true;
  return false;
}

/** Commands that define others, in forms that are not resolved. KaTeX would do any work that they ask for. */
const DEFINES = /\\(?:[gex]?def|futurelet|(?:re)?newcommand|providecommand)(?![a-zA-Z])/;

/** Drawings and programs: KaTeX would set their parts as a line of letters, and their source is more useful. */
const NO_FORMULA =
  /\\begin\s*\{(?:tikz|pgf|xy|picture|pspicture|prooftree|forest|feynman|algorithm|lstlisting|verbatim|circuitikz|asy|dia)|\\(?:xymatrix|xygraph|feynmandiagram|chemfig|tikz|draw|infer|newenvironment|ifx|ifnum|ifcase)(?![a-zA-Z])/;

/** Sets a formula, but for its elements; null when it cannot be set, and stays LaTeX. */
export function typeset(katex: Katex, tex: string, display: boolean): Formula | null {
  const plain = hasMoreSigns(tex, MAX_SIGNS) ? null : resolved(tex);
  if (plain === null || hasMoreSigns(plain, MAX_SIGNS) || DEFINES.test(plain) || NO_FORMULA.test(plain)) return null;
  let macros: Record<string, string> = known;
  let source = prepared(plain);
  let unknown = false;
  const isLarge = hasMoreSigns(plain, MAX_MATHML_CHARACTERS);
  const limit = Math.min(MAX_TRIES, Math.max(1, MAX_READ_CHARS / Math.max(1, source.length)));
  for (let tries = 0; tries < limit; tries++) {
    try {
      const tree = katex.__renderToDomTree(source, {
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
      return formula(tree, tex, unknown ? "named" : "whole");
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
  return null;
}

/** A formula out of KaTeX's tree. It is cut where a line may break. */
function formula(tree: Tree, tex: string, outcome: Formula["outcome"]): Formula | null {
  let html: Tree | undefined = tree;
  while (html && !html.classes?.includes("katex-html")) html = html.children?.at(-1);
  const parts: Tree[][] = [];
  let [elementsLeft, total] = [0, 0];
  for (const piece of html?.children?.splice(0) ?? []) {
    const elements = elementsOf(piece, MAX_ELEMENTS - total);
    total += elements;
    if (total > MAX_ELEMENTS) return null;
    if (elementsLeft <= 0) {
      parts.push([]);
      elementsLeft = PART_ELEMENTS;
    }
    parts.at(-1)?.push(piece);
    elementsLeft -= elements;
  }
  const frame = () => {
    const element = document.createElement("span");
    element.append(tree.toNode());
    const annotation = element.querySelector("annotation") ?? sourceBeside(element);
    // Copying and searching use the original text, not its form for KaTeX.
    annotation.textContent = tex;
    return element;
  };
  const made = (pieces: Tree[]) => {
    const fragment = document.createDocumentFragment();
    fragment.append(...pieces.map((piece) => piece.toNode()));
    applyStyles(fragment);
    return fragment;
  };
  return { outcome, frame, parts: parts.map((pieces) => () => made(pieces)), isLarge: total > PART_ELEMENTS };
}

/**
 * Applies the styles that KaTeX gives drawings as attributes, such as the arrow of `\\vec`: the policy of the window allows no
 * style attributes, and would leave the drawing without its width.
 */
function applyStyles(parts: ParentNode): void {
  for (const drawing of parts.querySelectorAll<SVGElement>("svg[style]")) {
    const style = drawing.getAttribute("style") ?? "";
    drawing.removeAttribute("style");
    for (const declaration of style.split(";")) {
      const [name = "", value = ""] = declaration.split(":");
      if (value) drawing.style.setProperty(name.trim(), value.trim());
    }
  }
}

/** The number of elements of a subtree; counting stops above the limit. */
function elementsOf(tree: Tree, limit: number): number {
  let count = 1;
  for (const child of tree.children ?? []) if ((count += elementsOf(child, limit - count)) > limit) break;
  return count;
}

/** Where a formula's LaTeX is without MathML: as hidden from the eye as that. */
function sourceBeside(element: HTMLElement): HTMLElement {
  const [beside, annotation] = [document.createElement("span"), document.createElement("annotation")];
  beside.className = "katex-mathml";
  beside.append(annotation);
  element.querySelector(".katex")?.prepend(beside);
  return annotation;
}

/** The command that KaTeX does not know. */
function nameOfUnknown(error: unknown): string | null {
  const message = error instanceof Error ? error.message : "";
  return /Undefined control sequence: (\\[a-zA-Z@]+)/.exec(message)?.[1] ?? null;
}
