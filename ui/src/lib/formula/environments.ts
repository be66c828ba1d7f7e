import type { Latex } from "./latex";

/** Environments that KaTeX does not have, or has only for displayed formulas, and the replacement for each. */
const STANDS_FOR: Record<string, string> = {
  align: "aligned",
  split: "aligned",
  alignat: "alignedat",
  flalign: "aligned",
  xalignat: "alignedat",
  eqnarray: "aligned",
  IEEEeqnarray: "aligned",
  gather: "gathered",
  multline: "gathered",
  multlined: "gathered",
  subarray: "subarray",
  tabular: "array",
  tabularx: "array",
  longtable: "array",
  dmatrix: "matrix",
  psmallmatrix: "psmallmatrix",
  numcases: "cases",
  subnumcases: "cases",
  empheq: "aligned",
  lgathered: "gathered",
  rgathered: "gathered",
};

/** Environments that only mark a formula. */
const AROUND = new Set(
  "equation math displaymath subequations center small footnotesize minipage adjustbox dmath dgroup scope spreadlines".split(
    " ",
  ),
);

/** Small matrices with brackets, as `mathtools` has them. */
const SMALL: Record<string, [string, string]> = {
  psmallmatrix: ["(", ")"],
  bsmallmatrix: ["[", "]"],
  vsmallmatrix: ["|", "|"],
  Vsmallmatrix: ["\\|", "\\|"],
  Bsmallmatrix: ["\\{", "\\}"],
};

const COLUMNS = new Set(["array", "darray", "subarray"]);

/** The beginning of an environment, read behind `\begin`. */
export function begin(latex: Latex): string {
  const name = latex.group()?.trim() ?? "";
  const bare = name.replace(/\*$/, "");
  if (AROUND.has(bare)) {
    if (bare === "minipage" || bare === "adjustbox") {
      latex.option();
      latex.group();
    }
    return "{";
  }
  const small = SMALL[bare];
  if (small) return `\\left${small[0]}\\begin{smallmatrix}`;
  const environment = STANDS_FOR[bare] ?? (/^(?:[pbvBV]?matrix|aligned|gathered|alignedat)$/.test(bare) ? name : bare);
  const option = latex.text[latex.at] === "[" ? latex.option() : null;
  if (/^[pbvBV]?matrix\*$/.test(environment)) return `\\begin{${environment}}${option ? `[${option}]` : ""}`;
  if (bare === "tabularx") latex.group();
  if (bare === "IEEEeqnarray" || bare === "numcases" || bare === "empheq") latex.group();
  // Blanks at the beginning of a cell must not be taken for an option of the first row's end.
  if (COLUMNS.has(environment)) return `\\begin{${environment}}{${columns(latex.group() ?? "c", environment)}}`;
  if (environment.startsWith("alignedat")) return `\\begin{alignedat}{${latex.group() ?? "2"}}`;
  return `\\begin{${environment.replace(/^(aligned|gathered)\*$/, "$1")}}`;
}

/** The end of an environment, read behind `\end`. */
export function end(latex: Latex): string {
  const name = latex.group()?.trim() ?? "";
  const bare = name.replace(/\*$/, "");
  if (AROUND.has(bare)) return "}";
  const small = SMALL[bare];
  if (small) return `\\end{smallmatrix}\\right${small[1]}`;
  const environment = STANDS_FOR[bare] ?? (/^[pbvBV]?matrix$/.test(bare) ? name : bare);
  return `\\end{${environment}}`;
}

/** Columns without what KaTeX cannot set: widths, spaces between, repeats. */
function columns(spec: string, environment: string): string {
  if (environment === "subarray") return spec.includes("l") ? "l" : "c";
  let flat = spec.replace(/\*\s*\{\s*(\d+)\s*\}\s*\{([^{}]*)\}/g, (_, times: string, inner: string) =>
    inner.repeat(Math.min(Number(times), 60)),
  );
  const braces = /[@!<>]\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g;
  flat = flat.replace(braces, "").replace(/[pmbXw]\s*(?:\{[^{}]*\})*/g, "l");
  return flat.replace(/[^lcr|:]/g, "").slice(0, 100) || "c";
}
