import type { Latex } from "./latex";

/** Makes what a box contains into text as KaTeX takes it. */
type Text = (words: string) => string;

/** A size as TeX reads it: a number with a unit, or a register, perhaps with a factor. */
const SIZE =
  /\s*[-+\s]*(?:(?:\d+[.,]?\d*|[.,]\d+)\s*(?:true\s*)?(?:pt|pc|in|bp|cm|mm|dd|cc|sp|em|ex|mu)|[\d.,]*\s*\\(?:(?:dimen|skip|muskip|wd|ht|dp)\s*\d+|(?!(?:[hv]box|vtop|vcenter|copy|box|raise|lower|move|kern)(?![a-zA-Z]))[a-zA-Z]+))/;
const STRETCH = /(?:\s*(?:plus|minus)\s*-?[\d.]*\s*(?:pt|em|ex|cm|mm|in|mu|fil+|\\[a-zA-Z]+)?)*/;
/** The boxes that can be raised, read behind the size. */
const BOX = /\s*\\([hvm]box|vtop|vcenter|makebox|text[a-z]*)(?![a-zA-Z])/;

/** A size in a form that KaTeX takes; null for one that depends on the page. */
function size(written: string, negate = false): string | null {
  const parts = /^\s*([-+\s]*)(\d*[.,]?\d+|\d+[.,])\s*(?:true\s*)?([a-z]{2})\s*$/.exec(written);
  if (!parts) return null;
  const [, signs = "", number = "", unit = ""] = parts;
  const isNegative = (signs.match(/-/g) ?? []).length % 2 === 1;
  const value = number.replace(",", ".").replace(/^\./, "0.").replace(/\.$/, "");
  return `${isNegative !== negate ? "-" : ""}${value}${unit}`;
}

/** Goes over the width or height of a box: `to 3pt`. */
export function skipSize(latex: Latex): void {
  const start = latex.at;
  if (latex.match(/\s*(?:to|spread)(?![a-zA-Z])/) !== null && latex.match(SIZE) === null) latex.at = start;
}

/** A box that is moved, read behind `\raise` or the like. To the side it stays where it is. */
export function raised(latex: Latex, text: Text, name: string): string {
  const written = latex.match(SIZE) ?? "";
  const height = name === "raise" || name === "lower" ? size(written, name === "lower") : null;
  const inside = box(latex, text);
  if (inside === null) return "";
  return height === null ? `{\\text{${inside}}}` : `{\\raisebox{${height}}{${inside}}}`;
}

/** `\raisebox`, whose size is a group. */
export function raisedBox(latex: Latex, text: Text): string {
  const height = size(latex.group() ?? "");
  while (latex.text[latex.at] === "[") if (latex.option() === null) break;
  const inside = text(latex.group() ?? "");
  return height === null ? `{\\text{${inside}}}` : `{\\raisebox{${height}}{${inside}}}`;
}

/** The text of the box that comes next; null when none does. */
function box(latex: Latex, text: Text): string | null {
  const start = latex.at;
  const name = latex.match(BOX)?.trim().slice(1);
  if (name === undefined) {
    const inside = latex.group();
    if (inside !== null) return text(inside);
    const register = latex.match(/\s*\\(?:copy|box|unhbox|unhcopy)(?![a-zA-Z])/);
    return register === null ? null : registers(latex, text, register.trim().slice(1));
  }
  skipSize(latex);
  while (latex.text[latex.at] === "[") if (latex.option() === null) break;
  const inside = latex.group();
  if (inside === null) {
    latex.at = start;
    return null;
  }
  return name === "vcenter" ? text(`$${inside.replaceAll("$", "")}$`) : text(inside);
}

/** A space, read behind `\kern` or the like. One that depends on the page is none. */
export function kern(latex: Latex, _text: Text, name: string): string {
  const written = latex.match(SIZE);
  if (name.endsWith("skip")) latex.match(STRETCH);
  const width = written === null ? null : size(written);
  if (width === null) return "";
  // KaTeX takes each unit in one of the modes only.
  return width.endsWith("mu") ? `\\mkern${width} ` : `\\kern${width} `;
}

/** A line, read behind `\vrule` or `\hrule`; one without a width only keeps its place. */
export function rule(latex: Latex, _text: Text, name: string): string {
  let isSeen = name === "vrule";
  for (let part = edge(latex); part !== null; part = edge(latex))
    if (/^\s*(?:width|height)/.test(part) && /[^\d.]0*\.?0+\s*[a-z]{2}\s*$/.test(part)) isSeen = false;
  return isSeen ? "|" : "";
}

const edge = (latex: Latex): string | null => {
  const start = latex.at;
  const name = latex.match(/\s*(?:width|height|depth)(?![a-zA-Z]{3})/);
  const value = name === null ? null : latex.match(SIZE);
  if (value === null) latex.at = start;
  return value === null ? null : `${name ?? ""} ${value}`;
};

/** What TeX's boxes with a number contain, while one formula is prepared. */
const contents = new Map<string, string>();

/** Forgets all boxes: a formula begins. */
export const forgetRegisters = (): void => contents.clear();

/** Fills a box with a number, or shows it, read behind the command. Shown again, it would be over itself: authors make bold letters so. */
export function registers(latex: Latex, text: Text, name: string): string {
  const number = latex.match(/\s*\d+/)?.trim() ?? "";
  if (name === "setbox") {
    latex.match(/\s*=?/);
    contents.set(number, box(latex, text) ?? "");
    return "";
  }
  const inside = contents.get(number) ?? "";
  contents.delete(number);
  return inside;
}
