/** KaTeX's error for a formula that it cannot set. */
interface ParseError extends Error {
  position?: number;
}

const WRAPPED = "\\begin{aligned}";

/** A formula in which what KaTeX stumbled over is repaired as TeX would have read it; null when there is nothing to repair. */
export function repaired(tex: string, error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { message, position } = error as ParseError;
  const at = position ?? -1;
  const insert = (text: string, where = at) => (where < 0 ? null : tex.slice(0, where) + text + tex.slice(where));
  if (/Double (?:super|sub)script/.test(message)) return insert("{}");
  if (/Unexpected end of input/.test(message)) return tex.endsWith("{}") ? null : `${tex}{}`;
  if (/Expected group (?:after|as)/.test(message)) return insert("{}", Math.max(at, 0) + 1);
  if (/\\(?:left|right|middle)|Invalid delimiter/.test(message) && /\\(?:left|right|middle|[bB]igg?)/.test(tex))
    return withoutGrowing(tex);
  if (
    /got '(?:&|\\\\|\\cr|\\hline)'|Misplaced|Undefined control sequence: \\cr/.test(message) &&
    !tex.startsWith(WRAPPED)
  )
    return `${WRAPPED}${tex.replace(/\\tag\*?(?=\{)/g, "\\quad\\text")}\\end{aligned}`;
  const environment = /No such environment: ([^ ]*?)(?: at |$)/.exec(message)?.[1];
  if (environment) return tex.replaceAll(`\\begin{${environment}}`, "{").replaceAll(`\\end{${environment}}`, "}");
  if (/\\tag/.test(message)) return tex.replace(/\\tag\*?(?=\{)/g, "\\quad\\text");
  if (/Limit controls/.test(message)) return tex.slice(0, at) + tex.slice(at).replace(/^\\(?:no)?limits/, "");
  if (/Mismatch: \\begin|Expected & or/.test(message)) return withoutEnvironments(tex);
  if (/in text mode/.test(message)) return tex.replace(/\\text(?:rm|normal)?(?=\{)/g, "\\mathrm");
  if (/as (?:super|sub)script|as argument/.test(message)) return braced(tex);
  if (/Invalid size|Unrecognized unit|Invalid color/.test(message)) return withoutSizes(tex);
  return null;
}

/** Brackets that stay as they are: TeX lets them grow over the cells of a table, KaTeX does not. */
const withoutGrowing = (tex: string) =>
  tex.replace(/\\(?:left|right)\s*\.|\\(?:left|right|middle)(?![a-zA-Z])|\\[bB]igg?[lrm]?(?![a-zA-Z])/g, " ");

/** Rows without the environments that do not end where they should. */
const withoutEnvironments = (tex: string) =>
  /\\(?:begin|end)\{/.test(tex) ? tex.replace(/\\begin\{[^{}]*\}(?:\{[lcr|:\d]*\})?|\\end\{[^{}]*\}/g, " ") : null;

/** Puts what is raised or lowered into braces when it is a command with arguments. */
const braced = (tex: string) =>
  tex.replace(/([_^])\s*(\\[a-zA-Z]+)(\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}|[a-zA-Z\d](?![a-zA-Z])))/g, "$1{$2$3}");

const withoutSizes = (tex: string) =>
  tex.replace(
    /\\(?:[hm]skip|kern|mkern|hspace\*?|color|rule)\s*(?:\[[^\]]*\])?\s*(?:\{[^{}]*\}){0,2}(?:-?[\d.]+\s*[a-z]{0,2})?/g,
    " ",
  );
