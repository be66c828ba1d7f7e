import { kern, raised, raisedBox, registers, rule, skipSize } from "./boxes";
import { Latex } from "./latex";

/** Commands that KaTeX takes within `\text{…}`; all others are commands of mathematics and need dollar signs around them. */
const TEXT = new Set(
  (
    "text textrm textsf texttt textnormal textbf textmd textit textup emph hbox tag rm sf tt bf it " +
    "' ` ^ ~ = u . \" c r H v textcircled i j ae oe o ss aa AE OE O AA l L " +
    "tiny sixptsize scriptsize footnotesize small normalsize large Large LARGE huge Huge " +
    "space quad qquad enspace enskip thinspace medspace thickspace negthinspace nobreakspace nobreak allowbreak hspace " +
    "phantom hphantom vphantom smash rlap llap clap rule underline sout fbox char relax " +
    "_ & # % $ { } , : ; ! > | " +
    "textbackslash textless textgreater textbar textunderscore textasciitilde textasciicircum textellipsis textendash textemdash " +
    "textquoteleft textquoteright textquotedblleft textquotedblright textdollar textsterling textdegree textdagger textdaggerdbl textbardbl textbraceleft textbraceright " +
    "ldots dots dag ddag S P pounds copyright LaTeX TeX KaTeX lq rq lbrace rbrace lbrack rbrack textregistered degree " +
    "textcolor color"
  ).split(" "),
);

/** Text commands that have no effect here: they are left out. */
const IGNORED = new Set(
  "mbox textsc textsl textupright textmedium textlf scshape upshape itshape bfseries mdseries rmfamily sffamily ttfamily normalfont selectfont em sc sl bfit unboldmath boldmath leavevmode protect ignorespaces unskip strut mathstrut vtop noindent indent par newline hfil hfill hss vfil vfill vss hfilneg vfilneg null protectedtext textfont uppercase lowercase MakeUppercase MakeLowercase displaystyle textstyle scriptstyle scriptscriptstyle".split(
    " ",
  ),
);

/** Other commands that are left out: delimiters of formulas without their opening or in the wrong place, and hints for breaking lines. */
const LEFT_OUT = new Set(["\\)", "\\[", "\\]", "\\/", "\\-", "\\@"]);

/** TeX's boxes and spaces, whose sizes are no groups. */
const BOXES: Record<string, (latex: Latex, text: (words: string) => string, name: string) => string> = {
  raise: raised,
  lower: raised,
  moveleft: raised,
  moveright: raised,
  raisebox: raisedBox,
  hbox: (latex) => (skipSize(latex), "\\hbox"),
  vbox: (latex) => (skipSize(latex), ""),
  kern,
  mkern: kern,
  hskip: kern,
  mskip: kern,
  vrule: rule,
  hrule: rule,
  setbox: registers,
  copy: registers,
  box: registers,
  unhbox: registers,
  unhcopy: registers,
};

/** Text within a formula, as KaTeX takes it. `math` prepares the formulas in it. */
export function inText(text: string, math: (tex: string) => string): string {
  const latex = new Latex(text);
  let out = "";
  while (!latex.done) {
    const piece = latex.next();
    if (piece === "$") {
      latex.at--;
      const inside = latex.between("$", "$");
      if (inside !== null) {
        out += formula(inside, math);
        continue;
      }
      // A dollar sign without a second one is a currency sign.
      latex.at++;
      out += "\\$";
    } else if (piece === "\\(") {
      const inside = latex.match(/(?:\\(?!\))[\s\S]|[^\\])*/) ?? "";
      latex.skip("\\)");
      out += formula(inside, math);
    } else if (LEFT_OUT.has(piece) || IGNORED.has(piece.slice(1))) continue;
    else if (Object.hasOwn(BOXES, piece.slice(1)) && piece.startsWith("\\"))
      out += BOXES[piece.slice(1)]?.(latex, (words) => inText(words, math), piece.slice(1)) ?? "";
    else if (piece === "\\\\" || piece === "\\\n" || piece === "\\") out += " ";
    else if (piece === "_" || piece === "^") out += subOrSuperscript(piece, latex, math);
    else if (piece === "&" || piece === "#" || piece === "%") out += `\\${piece}`;
    else if (!piece.startsWith("\\")) out += piece;
    else if (piece === "\\ ") out += piece;
    else if (TEXT.has(piece.slice(1))) out += piece;
    else out += formula(piece + argumentsOf(latex), math);
  }
  return out;
}

const formula = (inside: string, math: (tex: string) => string) => (inside.trim() ? `$${math(inside)}$` : "");

/** `CO_{2}` has a subscript; the underscore of `learning_rate`, without a group, is a character. */
function subOrSuperscript(piece: string, latex: Latex, math: (tex: string) => string): string {
  const group = latex.group();
  if (group !== null) return `$${piece}{${math(group)}}$`;
  return piece === "_" ? "\\_" : "\\textasciicircum{}";
}

/** The options, groups, subscripts and superscripts that follow a command. */
function argumentsOf(latex: Latex): string {
  let all = "";
  for (;;) {
    const option = latex.text[latex.at] === "[" ? latex.option() : null;
    if (option !== null) {
      all += `[${option}]`;
      continue;
    }
    if (latex.text[latex.at] === "{") {
      all += `{${latex.group() ?? ""}}`;
      continue;
    }
    const sign = latex.match(/[_^]/);
    if (sign === null) return all;
    all += `${sign}{${latex.argument()}}`;
  }
}
