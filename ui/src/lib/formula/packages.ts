import { kern, raised, raisedBox, registers, rule } from "./boxes";
import { dingbat } from "./dingbats";
import type { Latex } from "./latex";
import { inText } from "./text-mode";
import { unit } from "./units";

export type Prepare = (part: string) => string;
type Handler = (latex: Latex, math: Prepare) => string;

/** Commands with other arguments than groups, so that no macro can replace them. */
export const HANDLERS: Record<string, Handler> = {};

const all = (names: string, handler: Handler) => names.split(" ").forEach((name) => (HANDLERS[name] = handler));
/** Goes over a star, or two. */
const star = (latex: Latex) => latex.skip("*") && (latex.skip("*"), true);
const text = (words: string, math: Prepare) => `\\text{${inText(words, math)}}`;

// What has no place in a formula: layout, labels, colours, which the window does not show.
all("label index vspace vskip glossary phantomsection hypertarget write immediate openout special", (latex) => {
  star(latex);
  latex.group();
  return "";
});
all("mathtoolsset usetagform noeqref sisetup require facility uat", (latex) => (latex.option(), latex.group(), ""));
all("DeclarePairedDelimiter", (latex) => (latex.argument(), latex.group(), latex.group(), ""));
all("DeclareSIUnit", (latex) => (latex.option(), latex.argument(), latex.argument(), ""));
all("newtagform", (latex) => (latex.group(), latex.option(), latex.group(), latex.group(), ""));
all("MoveEqLeft", (latex) => (latex.option(), ""));
all("penalty mathchardef interlinepenalty", (latex) => (latex.match(/\s*=?\s*-?\d+/), ""));
all(
  "looseness baselineskip lineskip parskip parindent arraycolsep tabcolsep jot",
  (latex) => (latex.match(/\s*=?\s*-?[\d.]*\s*(?:pt|em|ex|cm|mm|in)?/), ""),
);
all("setlength addtolength", (latex) => (latex.argument(), latex.argument(), ""));
all("fontsize", (latex) => (latex.group(), latex.group(), ""));
all("fontfamily fontseries fontshape mathversion color pagecolor", (latex) => (latex.option(), latex.group(), ""));
all("definecolor", (latex) => (latex.option(), latex.group(), latex.group(), latex.group(), ""));
all("colorlet", (latex) => (latex.group(), latex.option(), latex.group(), ""));
all("textcolor mathcolor", (latex, math) => (latex.option(), latex.group(), `{${math(latex.argument())}}`));
all("colorbox", (latex, math) => (latex.option(), latex.group(), text(latex.group() ?? "", math)));
all(
  "fcolorbox",
  (latex, math) => (latex.option(), latex.group(), latex.group(), `\\fbox{${inText(latex.group() ?? "", math)}}`),
);
// MathJax and KaTeX: names and styles of parts of a page.
all(
  "class cssId style enclose htmlClass htmlId htmlStyle htmlData",
  (latex, math) => (latex.option(), latex.group(), `{${math(latex.argument())}}`),
);
all("bbox shoveleft shoveright", (latex, math) => (latex.option(), `{${math(latex.argument())}}`));
all("tcboxmath", (latex, math) => (latex.option(), `\\boxed{${math(latex.argument())}}`));
all("mspace", (latex) => `\\mkern${/^\s*-?[\d.]+\s*mu\s*$/.exec(latex.group() ?? "")?.[0] ?? "0mu"} `);
all("vdotswithin shortvdotswithin", (latex) => (latex.argument(), "\\vdots "));
// An atom with its mass number and, perhaps, its atomic number.
all("isotope nuclide", (latex, math) => {
  star(latex);
  const [mass, atomic] = [latex.option(), latex.option()];
  return `{}^{${math(mass ?? "")}}_{${math(atomic ?? "")}}\\mathrm{${math(latex.argument())}}`;
});
all("ooalign", (latex, math) => {
  const parts = (latex.group() ?? "").split(/\\cr(?![a-zA-Z])/).map((part) => math(part.replaceAll("$", "")));
  return `{${parts.map((part, i) => (i < parts.length - 1 ? `\\mathrlap{${part}}` : part)).join("")}}`;
});
all("hyperlink hyperref", (latex, math) => (latex.option(), latex.group(), text(latex.group() ?? "", math)));
all("href", (latex, math) => (latex.group(), text(latex.group() ?? "", math)));
all("url nolinkurl path", (latex, math) => `\\texttt{${inText(latex.group() ?? "", math)}}`);
for (const name of ["kern", "mkern", "hskip", "mskip"]) all(name, (latex) => kern(latex, String, name));
for (const name of ["vrule", "hrule"]) all(name, (latex) => rule(latex, String, name));
for (const name of ["raise", "lower", "moveleft", "moveright"])
  all(name, (latex, math) => raised(latex, (words) => inText(words, math), name));
for (const name of ["setbox", "copy", "box", "unhbox", "unhcopy"])
  all(name, (latex, math) => {
    const inside = registers(latex, (words) => inText(words, math), name);
    return inside === "" ? "" : `\\text{${inside}}`;
  });
for (const name of ["rlap", "llap", "clap"]) all(name, (latex, math) => `\\${name}{${inText(latex.argument(), math)}}`);
all("raisebox", (latex, math) => raisedBox(latex, (words) => inText(words, math)));
all("hspace", (latex) => {
  star(latex);
  const size = latex.group() ?? "";
  return /^\s*-?[\d.]+\s*(?:pt|em|ex|cm|mm|in|mu)\s*$/.test(size) ? `\\hspace{${size}}` : "\\quad ";
});
all("scalebox", (latex, math) => (latex.group(), latex.option(), text(latex.group() ?? "", math)));
all("reflectbox", (latex, math) => text(latex.group() ?? "", math));
all("adjustbox", (latex, math) => (latex.group(), text(latex.group() ?? "", math)));
all("rotatebox", (latex, math) => (latex.option(), latex.group(), text(latex.group() ?? "", math)));
all("resizebox", (latex, math) => (star(latex), latex.group(), latex.group(), text(latex.group() ?? "", math)));
all("includegraphics", (latex) => (star(latex), latex.option(), latex.group(), "\\square "));
all("multicolumn", (latex, math) => (latex.group(), latex.group(), text(latex.group() ?? "", math)));
all(
  "multirow",
  (latex, math) => (
    latex.option(),
    latex.group(),
    latex.option(),
    latex.group(),
    latex.option(),
    text(latex.group() ?? "", math)
  ),
);
all("cline cmidrule", (latex) => (latex.match(/\s*\([^()]*\)/), latex.group(), ""));
all("toprule midrule bottomrule", (latex) => (latex.option(), "\\hline "));
all("addlinespace", (latex) => (latex.option(), ""));
all(
  "shortstack Shortstack stackanchor",
  (latex, math) => (latex.option(), `\\begin{array}{c}${math(latex.group() ?? "")}\\end{array}`),
);
all("makecell thead", (latex, math) => {
  latex.option();
  const lines = (latex.group() ?? "").split("\\\\").map((line) => text(line, math));
  return `\\begin{array}{c}${lines.join("\\\\")}\\end{array}`;
});
all("mathchar mathaccent", (latex) => (latex.match(/\s*"[0-9A-Fa-f]+|\s*\d+/), ""));
all("unicode", (latex) => {
  latex.option();
  const code = latex.group() ?? "";
  const point = /^\s*x/i.test(code) ? parseInt(code.replace(/^\s*x/i, ""), 16) : Number(code);
  return point > 0xa0 && point <= 0x10ffff ? String.fromCodePoint(point) : "";
});

// References and citations point outside of the formula.
all(
  "ref refeq cref Cref autoref nameref vref pageref labelcref",
  (latex, math) => (star(latex), text(latex.group() ?? "", math)),
);
all("eqref", (latex, math) => text(`(${latex.group() ?? ""})`, math));
all("cite citep citet citealp citealt citeauthor citeyear parencite textcite autocite footcite", (latex, math) => {
  star(latex);
  while (latex.text[latex.at] === "[") if (latex.option() === null) break;
  return text(`[${latex.group() ?? ""}]`, math);
});
all("footnotemark", (latex) => (latex.option(), ""));

// Plain TeX.
for (const [name, [environment, ...row]] of Object.entries({
  matrix: ["matrix"],
  pmatrix: ["pmatrix"],
  bordermatrix: ["pmatrix"],
  cases: ["cases"],
  eqalign: ["aligned"],
  eqalignno: ["aligned"],
  leqalignno: ["aligned"],
  displaylines: ["gathered"],
  vcenter: [""],
}))
  all(name, (latex, math) => {
    const inside = latex.group();
    if (inside === null) return "";
    return environment
      ? `\\begin{${environment}}${math(inside).replace(/\\cr(?![a-zA-Z])/g, "\\\\")}${row.join("")}\\end{${environment}}`
      : `{${math(inside)}}`;
  });
all("root", (latex, math) => {
  const index = latex.match(/(?:(?!\\of(?![a-zA-Z]))[\s\S]){0,200}(?=\\of(?![a-zA-Z]))/);
  if (index === null) return "";
  latex.skip("\\of");
  return `\\sqrt[${math(index)}]{${math(latex.argument())}}`;
});
all("buildrel", (latex, math) => {
  const above = latex.match(/(?:(?!\\over(?![a-zA-Z]))[\s\S]){0,200}(?=\\over(?![a-zA-Z]))/);
  if (above === null) return "";
  latex.skip("\\over");
  return `\\overset{${math(above)}}{${math(latex.argument())}}`;
});
all("overwithdelims atopwithdelims abovewithdelims", (latex) => (latex.argument(), latex.argument(), "\\over "));
all("above", (latex) => (latex.match(/\s*-?[\d.]+\s*(?:pt|em|ex|cm|mm|in)/), "\\over "));
all("discretionary", (latex) => (latex.group(), latex.group(), latex.group(), ""));
all("sideset", (latex, math) => {
  const [left, right] = [latex.argument(), latex.argument()];
  latex.skipSpaces();
  return `{}${math(left)}${math(latex.argument())}\\nolimits${right.trim() ? math(right) : ""} `;
});
all("underaccent", (latex, math) => {
  const [accent, base] = [latex.argument().trim(), math(latex.argument())];
  return accent === "\\bar"
    ? `\\underline{${base}}`
    : accent === "\\tilde"
      ? `\\utilde{${base}}`
      : `\\underset{${math(accent)}{}}{${base}}`;
});
all("stackunder", (latex, math) => {
  latex.option();
  const [base, below] = [math(latex.argument()), math(latex.argument())];
  return `\\underset{${below}}{${base}}`;
});
all("stackon", (latex, math) => {
  latex.option();
  const [base, above] = [math(latex.argument()), math(latex.argument())];
  return `\\overset{${above}}{${base}}`;
});
all("xrightharpoonup xleftharpoonup", (latex, math) => (latex.option(), `\\xrightarrow{${math(latex.argument())}}`));
all("DeclareMathOperator", (latex) => (star(latex), latex.argument(), latex.argument(), ""));
all("overbracket", (latex, math) => (latex.option(), latex.option(), `\\overbrace{${math(latex.argument())}}`));
all("underbracket", (latex, math) => (latex.option(), latex.option(), `\\underbrace{${math(latex.argument())}}`));
all("tagform", (latex, math) => text(`(${latex.group() ?? ""})`, math));

all("Aboxed", (latex, math) => `\\boxed{${math((latex.group() ?? "").replace(/(?<!\\)&/g, ""))}}`);

// physics
const differential =
  (sign: string): Handler =>
  (latex, math) => {
    const flat = star(latex);
    const order = latex.option();
    const first = latex.argument();
    const others: string[] = [];
    for (let group = latex.group(); group !== null && others.length < (sign === "d" ? 1 : 4); group = latex.group())
      others.push(group);
    const d = sign === "d" ? "\\mathrm{d}" : sign;
    const power = order ? `^{${math(order)}}` : others.length > 1 ? `^{${others.length}}` : "";
    const above = others.length ? `${d}${power}{${math(first)}}` : `${d}${power}`;
    const below = (others.length ? others : [first])
      .map(
        (name, n, names) => `${d}{${math(name)}}${order && names.length === 1 && n === 0 ? `^{${math(order)}}` : ""}`,
      )
      .join("\\,");
    return flat ? `{${above}/${below}}` : `\\frac{${above}}{${below}}`;
  };
all("dv derivative odv", differential("d"));
all("pdv partialderivative pderivative", differential("\\partial"));
all("fdv fderivative functionalderivative", differential("\\delta"));
all("dd differential", (latex, math) => {
  const order = latex.option();
  const power = order ? `^{${math(order)}}` : "";
  const group = latex.group() ?? latex.between("(", ")");
  return `\\,\\mathrm{d}${power}${group === null ? "" : `{${math(group)}}`}`;
});
all("var variation", (latex, math) =>
  latex.text[latex.at] === "{" ? `\\delta{${math(latex.argument())}}` : "\\operatorname{var}",
);
const brackets: Record<string, [string, string]> = { "(": ["(", ")"], "[": ["[", "]"], "|": ["|", "|"] };
const bracketed =
  (around: [string, string] | null): Handler =>
  (latex, math) => {
    star(latex);
    latex.match(/\s*\\(?:big|Big|bigg|Bigg)(?![a-zA-Z])/);
    latex.skipSpaces();
    const group = latex.group();
    if (group !== null)
      return around ? `\\left${around[0]}{${math(group)}}\\right${around[1]}` : `\\left\\{${math(group)}\\right\\}`;
    const sign = latex.text[latex.at] ?? "";
    const signs = brackets[sign];
    const inside = signs ? latex.between(signs[0], signs[1]) : null;
    return signs && inside !== null ? `\\left${signs[0]}${math(inside)}\\right${signs[1]}` : "";
  };
all("quantity", bracketed(null));
all("pqty", bracketed(["(", ")"]));
all("bqty", bracketed(["[", "]"]));
all("vqty", bracketed(["|", "|"]));
all("Bqty", bracketed(["\\{", "\\}"]));
all("abs absolutevalue", bracketed(["|", "|"]));
all("norm", bracketed(["\\|", "\\|"]));
all("eval evaluated", (latex, math) => {
  star(latex);
  const inside = latex.group() ?? latex.between("(", "|") ?? latex.between("[", "|");
  return inside === null ? "" : `\\left.{${math(inside)}}\\right|`;
});
all("order", (latex, math) => `\\mathcal{O}\\left(${math(latex.group() ?? latex.between("(", ")") ?? "")}\\right)`);
all("ev expval expectationvalue", (latex, math) => {
  star(latex);
  const [operator, state] = [latex.argument(), latex.group()];
  return state === null
    ? `\\left\\langle{${math(operator)}}\\right\\rangle`
    : `\\left\\langle{${math(state)}}\\middle|{${math(operator)}}\\middle|{${math(state)}}\\right\\rangle`;
});
all("mel matrixel matrixelement", (latex, math) => {
  star(latex);
  const [left, operator, right] = [latex.argument(), latex.argument(), latex.argument()].map(math);
  return `\\left\\langle{${left}}\\middle|{${operator}}\\middle|{${right}}\\right\\rangle`;
});
all("bra", (latex, math) => (star(latex), `\\left\\langle{${math(latex.argument())}}\\right|`));
all("ket", (latex, math) => (star(latex), `\\left|{${math(latex.argument())}}\\right\\rangle`));
all("braket innerproduct ip", (latex, math) => {
  star(latex);
  const [left, right] = [latex.argument(), latex.group()];
  const inside =
    right === null ? math(left).replace(/(?<!\\)\|/g, "\\middle|") : `{${math(left)}}\\middle|{${math(right)}}`;
  return `\\left\\langle{${inside}}\\right\\rangle`;
});
all("ketbra outerproduct dyad op", (latex, math) => {
  star(latex);
  const left = latex.argument();
  const right = latex.group() ?? left;
  return `\\left|{${math(left)}}\\right\\rangle\\!\\left\\langle{${math(right)}}\\right|`;
});
all(
  "comm commutator",
  (latex, math) => (star(latex), `\\left[{${math(latex.argument())}},{${math(latex.argument())}}\\right]`),
);
all(
  "acomm anticommutator pb poissonbracket",
  (latex, math) => (star(latex), `\\left\\{{${math(latex.argument())}},{${math(latex.argument())}}\\right\\}`),
);
all("vb vectorbold", (latex, math) => (star(latex), `\\boldsymbol{${math(latex.argument())}}`));
all("va vectorarrow", (latex, math) => (star(latex), `\\vec{\\boldsymbol{${math(latex.argument())}}}`));
all("vu vectorunit", (latex, math) => (star(latex), `\\hat{\\boldsymbol{${math(latex.argument())}}}`));
all("qq qqtext", (latex, math) => (star(latex), `\\quad${text(latex.argument(), math)}\\quad `));
for (const [names, environment] of [
  ["mqty matrixquantity", "matrix"],
  ["pmqty", "pmatrix"],
  ["bmqty", "bmatrix"],
  ["vmqty mdet matrixdeterminant", "vmatrix"],
  ["smqty smallmatrixquantity", "smallmatrix"],
] as const)
  all(names, (latex, math) => {
    star(latex);
    const group = latex.group();
    if (group !== null) return `\\begin{${environment}}${math(group)}\\end{${environment}}`;
    const round = latex.between("(", ")");
    if (round !== null) return `\\left(\\begin{${environment}}${math(round)}\\end{${environment}}\\right)`;
    const square = latex.between("[", "]");
    return square === null ? "" : `\\left[\\begin{${environment}}${math(square)}\\end{${environment}}\\right]`;
  });

/** The most rows and columns of a matrix that is written as one command. */
const MAX_ROWS = 12;
type Cell = (base: string, row: number, column: number) => string;
const filled =
  (cell: Cell, takes: "cell and size" | "size" | "one size"): Handler =>
  (latex, math) => {
    const isIndexed = star(latex);
    const base = takes === "cell and size" ? math(latex.argument()) : "";
    const rows = Number(latex.argument());
    const columns = takes === "one size" ? rows : Number(latex.argument());
    const isSize = (size: number) => Number.isInteger(size) && size > 0 && size <= MAX_ROWS;
    // Of a size that is a letter, only what it is full of can be shown.
    if (!isSize(rows) || !isSize(columns)) return `{${cell(base, 1, 1)}}`;
    const index = (row: number, column: number) =>
      isIndexed ? `_{${rows === 1 ? column : columns === 1 ? row : `${row}${column}`}}` : "";
    const lines = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) => cell(base, row, column) + index(row + 1, column + 1)).join("&"),
    );
    return `\\begin{matrix}${lines.join("\\\\")}\\end{matrix}`;
  };
all(
  "xmat xmatrix",
  filled((base) => `{${base}}`, "cell and size"),
);
all(
  "zmat zeromatrix",
  filled(() => "0", "size"),
);
all(
  "imat identitymatrix",
  filled((_base, row, column) => (row === column ? "1" : "0"), "one size"),
);

// pifont
all("ding", (latex) => {
  const code = latex.argument();
  const sign = /^\s*\d{1,3}\s*$/.test(code) ? dingbat(Number(code)) : null;
  return sign === null ? `\\ding{${code}}` : `\\text{${sign}}`;
});

// Astronomy: an ion's stage is a Roman numeral in small capitals.
const ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
const roman = (stage: string) => {
  const n = Number(stage);
  if (/^[ivx]+$/.test(stage)) return stage.toUpperCase();
  return Number.isInteger(n) && n > 0 && n < 40 ? "X".repeat(Math.floor(n / 10)) + ROMAN[n % 10] : stage;
};
all("ion", (latex, math) => {
  const element = math(latex.argument());
  return `\\mathrm{${element}\\,${roman(math(latex.argument()).trim())}}`;
});

all("longdiv", (latex, math) => {
  const group = latex.group();
  return group === null ? ")" : `\\overline{)\\,${math(group)}}`;
});

// siunitx
const number = (value: string, math: Prepare) =>
  math(
    value
      .replace(/\+-|\+\/-/g, "\\pm ")
      .replace(/(?<=\d|\))\s*[eEdD]\s*([+-]?\d+)/g, "\\times10^{$1}")
      .replace(/(?<=\d)\s*x\s*(?=\d)/g, "\\times ")
      .replace(/;/g, ",\\ "),
  );
all("num numlist numproduct complexnum", (latex, math) => (latex.option(), `{${number(latex.argument(), math)}}`));
all(
  "numrange",
  (latex, math) => (latex.option(), `{${number(latex.argument(), math)}\\text{–}${number(latex.argument(), math)}}`),
);
all("numprint np nprounddigits", (latex, math) => {
  const shown = latex.option();
  return `{${number(latex.argument(), math)}}${shown === null ? "" : `\\,${unit(shown, math)}`}`;
});
all("mathmakebox", (latex, math) => (latex.option(), latex.option(), `{${math(latex.argument())}}`));
all("si unit", (latex, math) => (latex.option(), unit(latex.argument(), math)));
all("SI SIlist qtylist qtyproduct complexqty", (latex, math) => {
  latex.option();
  const value = number(latex.argument(), math);
  latex.option();
  return `{${value}}\\,${unit(latex.argument(), math)}`;
});
all("SIrange qtyrange", (latex, math) => {
  latex.option();
  const [from, to] = [number(latex.argument(), math), number(latex.argument(), math)];
  return `{${from}\\text{–}${to}}\\,${unit(latex.argument(), math)}`;
});
// The name is both siunitx's, with two groups, and physics', with brackets.
all("qty", (latex, math) => {
  if (latex.text[latex.at] === "[") {
    const mark = latex.at;
    const option = latex.option();
    if (option === null || latex.text[latex.at] !== "{") latex.at = mark;
  }
  const start = latex.at;
  const value = latex.group();
  const second = value === null ? null : latex.group();
  if (value !== null && second !== null) return `{${number(value, math)}}\\,${unit(second, math)}`;
  latex.at = start;
  return bracketed(null)(latex, math);
});
all("ang", (latex, math) => {
  latex.option();
  const [degrees = "", minutes = "", seconds = ""] = latex.argument().split(";");
  return `{${degrees.trim() ? `${number(degrees, math)}^{\\circ}` : ""}${minutes.trim() ? `${number(minutes, math)}'` : ""}${seconds.trim() ? `${number(seconds, math)}''` : ""}}`;
});
