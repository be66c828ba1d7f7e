import { forgetRegisters, skipSize } from "./boxes";
import { begin, end } from "./environments";
import { Latex } from "./latex";
import { HANDLERS } from "./packages";
import { MACROS } from "./table";
import { inText } from "./text-mode";

/** How deep formulas are prepared; deeper ones KaTeX cannot set either. */
const DEEPEST = 60;

/** Commands whose argument is text, and the one KaTeX has for each. */
const TEXTS: Record<string, string> = {
  text: "text",
  mbox: "text",
  hbox: "text",
  vbox: "text",
  vtop: "text",
  textrm: "textrm",
  textnormal: "textrm",
  textup: "textup",
  textmd: "textmd",
  textbf: "textbf",
  textit: "textit",
  textsl: "textit",
  emph: "emph",
  textsf: "textsf",
  texttt: "texttt",
  textsc: "text",
  textlf: "text",
  textgreek: "text",
  textlatin: "text",
  makebox: "text",
  framebox: "fbox",
  fbox: "fbox",
  parbox: "text",
  mathtext: "text",
  intertext: "text",
  shortintertext: "text",
  footnote: "text",
};

/** Signs that KaTeX takes only within text. */
const TEXT_SIGNS = new Set(
  "textgreater textless textbar textbackslash textasciitilde textasciicircum textunderscore textdollar textbraceleft textbraceright textellipsis textendash textemdash textquoteleft textquoteright textquotedblleft textquotedblright textdegree textbardbl ss aa ae oe o AE OE O".split(
    " ",
  ),
);

/** Marks of running text that KaTeX does not take in mathematics. */
const TEXT_MARKS = /^[“”‘’„‚«»…—–]$/;

/** The accents of text, and those of mathematics in their place. */
const ACCENTS: Record<string, string> = {
  "\\'": "acute",
  "\\`": "grave",
  '\\"': "ddot",
  "\\^": "hat",
  "\\~": "tilde",
  "\\=": "bar",
  "\\.": "dot",
};

/** A command with its arguments where something is raised or lowered, which KaTeX takes only in braces. */
const ARGUMENTS =
  /\s*\\(?:[dt]?frac|text[a-z]*|math[a-z]+|boldsymbol|bm|pmb|hat|bar|tilde|vec|d?dot|over[a-z]+|under[a-z]+|wide[a-z]+|sqrt|operatorname\*?|[mh]box)(?![a-zA-Z])(?:\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})+/;

/** Makes LaTeX as authors and converters write it into what KaTeX takes. */
export function prepared(tex: string): string {
  forgetRegisters();
  return math(tex.replace(/\r\n?/g, "\n").replace(/\n\s*\n/g, "\n"), 0);
}

function math(tex: string, depth: number): string {
  if (depth > DEEPEST) return tex;
  const inner = (part: string) => math(part, depth + 1);
  const latex = new Latex(tex);
  let out = "";
  while (!latex.done) {
    const piece = latex.next();
    if (piece === "{") {
      latex.at--;
      out += `{${inner(latex.group() ?? "")}}`;
    } else if (piece === "}") {
      // Without its beginning it closes nothing.
    } else if (piece === "^" && raisesItself(latex)) {
      continue;
    } else if (piece === "^" || piece === "_") {
      out += piece;
      const script = latex.match(ARGUMENTS);
      if (script !== null) out += `{${inner(script)}}`;
    } else if (piece === "%") {
      // At the end of a line it is TeX's line break; anywhere else it is intended.
      out += latex.match(/[ \t]*(?:\n|$)/) !== null ? " " : "\\%";
    } else if (piece === "#") out += "\\#";
    else if (piece === "\\") out += "";
    else if (TEXT_MARKS.test(piece)) out += `\\text{${piece}}`;
    else if (piece === "$" || /^\\[()[\]@/-]$/.test(piece)) continue;
    else if (ACCENTS[piece]) {
      const base = latex.group() ?? latex.match(/[a-zA-Z]/);
      out += base === null ? piece.slice(1).replace(/[^.=]/, "") : `\\${ACCENTS[piece]}{${inner(base)}}`;
    } else if (piece === "\\begin") out += begin(latex);
    else if (piece === "\\end") out += end(latex);
    else if (!/^\\[a-zA-Z@]/.test(piece)) out += piece;
    else out += command(piece, latex, inner);
  }
  return out;
}

/** Whether a macro comes that is itself a superscript: authors write `A\T` and `A^\T`. */
const raisesItself = ({ text, at }: Latex): boolean => {
  const name = /^\s*(\\[a-zA-Z]+)/.exec(text.slice(at, at + 40))?.[1];
  return name !== undefined && Object.hasOwn(MACROS, name) && (MACROS[name] ?? "").startsWith("^");
};

function command(piece: string, latex: Latex, inner: (part: string) => string): string {
  const name = piece.slice(1);
  const text = TEXTS[name];
  if (text) {
    skipSize(latex);
    while (latex.text[latex.at] === "[") if (latex.option() === null) break;
    if (name === "parbox") latex.group();
    const group = latex.group();
    return group === null ? "" : `\\${text}{${inText(group, inner)}}`;
  }
  const handler = Object.hasOwn(HANDLERS, name) ? HANDLERS[name] : undefined;
  if (handler) return handler(latex, inner);
  if (TEXT_SIGNS.has(name)) return `\\text{${piece}}`;
  // A letter after a command must stay separate from its name.
  return piece;
}
