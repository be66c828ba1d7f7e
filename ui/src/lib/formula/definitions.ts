import { Latex } from "./latex";

/** How many macros of its own a formula may use, one within another counted too, and how long it may become. */
const MAX_USES = 1_000;
const MAX_CHARS = 20_000;

/** The definition of a macro. */
interface Macro {
  parameters: number;
  /** The first parameter, where it may be left out. */
  preset: string | null;
  body: string;
  /** Stands for a command as it was before the formula gave the name another meaning. */
  original?: boolean;
}
type Scope = Map<string, Macro>;

const DEFINING =
  /\\(?:newcommand|renewcommand|providecommand|DeclareRobustCommand|[gex]?def|let|DeclareMathOperator|csname)(?![a-zA-Z])/;

/** Ends the work on a formula that cannot be resolved within the bounds. */
class Unresolved extends Error {}

/**
 * A formula in which its own definitions are resolved, with their parameters, so that nothing it defines reaches KaTeX. Null where
 * that cannot be done: parameters with signs between them, or more work than a formula is worth.
 */
export function resolved(tex: string): string | null {
  if (!DEFINING.test(tex)) return tex;
  const plain = tex
    .replace(/\\csname\s*([a-zA-Z@]+)\s*\\endcsname/g, "\\$1 ")
    .replace(/\\(?:expandafter|global|long|protected|outer)(?![a-zA-Z])\s*/g, "");
  try {
    return expand(plain, new Map(), { uses: 0, length: 0 });
  } catch (error) {
    if (error instanceof Unresolved || error instanceof RangeError) return null;
    throw error;
  }
}

interface Work {
  uses: number;
  length: number;
}

function expand(tex: string, scope: Scope, work: Work): string {
  let latex = new Latex(tex);
  let out = "";
  while (!latex.done) {
    const piece = latex.next();
    if (piece === "{") {
      latex.at--;
      // What a group defines ends with it.
      out += `{${expand(latex.group() ?? "", new Map(scope), work)}}`;
      continue;
    }
    if (define(piece, latex, scope)) continue;
    const macro = scope.get(piece);
    if (!macro) {
      out += piece;
      continue;
    }
    if (macro.original) {
      out += macro.body;
      continue;
    }
    const result = applied(macro, latex);
    work.uses++;
    work.length += result.length;
    if (work.uses > MAX_USES || work.length > MAX_CHARS) throw new Unresolved();
    const rest = latex.text.slice(latex.at);
    // A name must not grow by the following letter.
    const apart = /\\[a-zA-Z@]+$/.test(result) && /^[a-zA-Z@]/.test(rest) ? " " : "";
    latex = new Latex(result + apart + rest);
  }
  return out;
}

/** A macro's body with the arguments that come next. */
function applied({ parameters, preset, body }: Macro, latex: Latex): string {
  const values: string[] = [];
  if (preset !== null) values.push(latex.option() ?? preset);
  while (values.length < parameters) values.push(latex.argument());
  return body.replace(/#(#|\d)/g, (_, sign: string) => (sign === "#" ? "#" : (values[Number(sign) - 1] ?? "")));
}

/** Takes a definition over when one comes. */
function define(piece: string, latex: Latex, scope: Scope): boolean {
  switch (piece) {
    case "\\newcommand":
    case "\\renewcommand":
    case "\\providecommand":
    case "\\DeclareRobustCommand": {
      latex.match(/\s*\*/);
      const name = latex.argument().trim();
      const parameters = Number(latex.option() ?? 0);
      const preset = latex.option();
      const body = latex.argument();
      if (piece !== "\\providecommand" || !scope.has(name)) scope.set(name, { parameters, preset, body });
      return true;
    }
    case "\\def":
    case "\\gdef":
    case "\\edef":
    case "\\xdef": {
      const name = latex.argument().trim();
      const parameters = (latex.match(/[^{}]*/) ?? "").replace(/\s/g, "");
      if (!/^(?:#\d)*$/.test(parameters)) throw new Unresolved();
      const body = latex.group();
      if (body === null) throw new Unresolved();
      scope.set(name, { parameters: parameters.length / 2, preset: null, body });
      return true;
    }
    case "\\let": {
      const name = latex.argument().trim();
      latex.match(/\s*=\s?/);
      const meaning = latex.argument();
      scope.set(name, scope.get(meaning) ?? { parameters: 0, preset: null, body: meaning, original: true });
      return true;
    }
    case "\\DeclareMathOperator": {
      const star = latex.match(/\s*\*/) === null ? "" : "*";
      const name = latex.argument().trim();
      const body = `\\operatorname${star}{${latex.argument()}}`;
      scope.set(name, { parameters: 0, preset: null, body });
      return true;
    }
    default:
      return false;
  }
}
