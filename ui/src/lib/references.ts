import type { ArticleSection } from "./bindings/wire";

/** What a text refers to by its number: `Figure 3`, `Table 2`, `[12]`. */
export type ReferenceKind = "figure" | "table" | "work";

/** What is referred to: where it is, and its text for a preview. */
export interface Target {
  kind: ReferenceKind;
  number: number;
  /** The section that it is in. */
  section: number;
  /** Safe HTML of the report's making: a caption, with the table after it; a work. */
  html: string;
  /** The numbers of a figure's images. */
  images: number[];
}

/** The targets of an article by kind and number. */
export type Targets = ReadonlyMap<string, Target>;

export const keyOf = (kind: ReferenceKind, number: number): string => `${kind} ${number}`;

/** The label of a caption as `report` writes it. */
const LABEL = /<strong>(Figure|Fig\.?|Table|Tab\.?|图|表)\s*(\d{1,3})\.?<\/strong>/g;
/** A work as it begins its paragraph. */
const WORK = /<p>\s*\[(\d{1,4})\]/g;
/** How much of a caption and of a table a preview gets, in characters. */
const MAX_CAPTION = 4000;
const MAX_TABLE = 12_000;

const isTable = (word: string): boolean => /^(Tab|表)/.test(word);

/** From a place up to the end of an element that begins before it. */
const upTo = (html: string, from: number, end: string, most: number): string => {
  const at = html.indexOf(end, from);
  return at < 0 || at - from > most ? "" : html.slice(from, at + end.length);
};

/** Where the outermost figure begins that a place is in; -1: it is in none. Panels are figures within figures. */
function outermostFigure(html: string, place: number): number {
  const open: number[] = [];
  for (const tag of html.slice(0, place).matchAll(/<(\/?)figure>/g)) {
    if (tag[1]) open.pop();
    else open.push(tag.index);
  }
  return open[0] ?? -1;
}

/** What the sections of an article can be referred to by. The first one of a number counts. */
export function targetsOf(sections: readonly ArticleSection[]): Targets {
  const targets = new Map<string, Target>();
  const add = (target: Target) => {
    const key = keyOf(target.kind, target.number);
    if (target.html !== "" && !targets.has(key)) targets.set(key, target);
  };
  sections.forEach(({ html, part }, section) => {
    if (part === "references") {
      for (const match of html.matchAll(WORK))
        add({
          kind: "work",
          number: Number(match[1]),
          section,
          html: upTo(html, match.index, "</p>", MAX_CAPTION),
          images: [],
        });
      return;
    }
    for (const match of html.matchAll(LABEL)) {
      const begin = html.lastIndexOf("<p>", match.index);
      const caption = begin < 0 ? "" : upTo(html, begin, "</p>", MAX_CAPTION);
      const kind = isTable(match[1] ?? "") ? "table" : "figure";
      const after = html.slice(begin + caption.length, begin + caption.length + 40);
      const table = /^\s*<table/.test(after) ? upTo(html, begin + caption.length, "</table>", MAX_TABLE) : "";
      const figure = outermostFigure(html, match.index);
      const own = figure < 0 ? "" : html.slice(figure, begin);
      const images = [...own.matchAll(/data-image="(\d+)"/g)].map((image) => Number(image[1]));
      add({ kind, number: Number(match[2]), section, html: caption + table, images });
    }
  });
  return targets;
}

/** A reference within a text, from one character to another. */
export interface TextReference {
  kind: ReferenceKind;
  number: number;
  from: number;
  to: number;
}

const NAMED =
  /(?<![\p{L}\d])(Figures?|Figs?\.?|Tables?|Tabs?\.?)[\s\u00a0]{0,2}(\d{1,3})(?![\d]|\.\d)|(图|表)[\s\u00a0]{0,2}(\d{1,3})(?!\d)/gu;
/** Works in brackets, several of them and ranges too. */
const BRACKETS = /\[(\d{1,4}(?:\s*[,;–-]\s*\d{1,4}){0,30})\]/g;

/** The references in a piece of text, in order. */
export function referencesIn(text: string): TextReference[] {
  const found: TextReference[] = [];
  for (const match of text.matchAll(NAMED)) {
    const word = match[1] ?? match[3] ?? "";
    const number = Number(match[2] ?? match[4]);
    found.push({
      kind: isTable(word) ? "table" : "figure",
      number,
      from: match.index,
      to: match.index + match[0].length,
    });
  }
  for (const match of text.matchAll(BRACKETS)) {
    // An interval such as [0, 1] names no works: they are counted from 1.
    if (/(?<!\d)0/.test(match[1] ?? "")) continue;
    for (const number of (match[1] ?? "").matchAll(/\d+/g)) {
      const from = match.index + 1 + number.index;
      found.push({ kind: "work", number: Number(number[0]), from, to: from + number[0].length });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

/** Where no reference is looked for: formulas, code, links, what is no text, and the labels of captions themselves. */
const LEFT_OUT =
  "[data-math-style], pre, code, a, [data-marking-skip], [data-reference], figcaption strong, p > strong:first-child";

/** How many characters at the beginning of a text are the number of the work whose paragraph it begins. */
function labelledBy(text: Text): number {
  const work = text.parentElement?.closest(".references p");
  if (!work || text !== work.firstChild) return 0;
  return /^\s*\[\d{1,4}\]/.exec(text.data)?.[0].length ?? 0;
}

/** Makes links of the references in a part of the text that lead somewhere. What it says stays the same. */
export function linkReferences(part: HTMLElement, targets: Targets): void {
  if (targets.size === 0) return;
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (/\d/.test(text.data) && !text.parentElement?.closest(LEFT_OUT)) texts.push(text);
  }
  for (const text of texts) {
    const label = labelledBy(text);
    // From the end, so that what precedes stays where it is.
    for (const { kind, number, from, to } of referencesIn(text.data).reverse()) {
      if (!targets.has(keyOf(kind, number)) || (kind === "work" && from < label)) continue;
      text.splitText(to);
      const named = text.splitText(from);
      const link = document.createElement("span");
      link.dataset.reference = keyOf(kind, number);
      link.setAttribute("role", "link");
      link.tabIndex = 0;
      named.replaceWith(link);
      link.append(named);
    }
  }
}

/** The element that a target is, as far as it is in the document. */
export function placeOf(root: ParentNode, { kind, number }: Target): HTMLElement | null {
  if (kind === "work") {
    const works = root.querySelectorAll<HTMLElement>(".references p");
    return [...works].find((work) => work.textContent?.trimStart().startsWith(`[${number}]`)) ?? null;
  }
  for (const label of root.querySelectorAll<HTMLElement>("strong")) {
    const match = /^(Figure|Fig\.?|Table|Tab\.?|图|表)\s*(\d+)\.?$/.exec(label.textContent?.trim() ?? "");
    if (match && Number(match[2]) === number && isTable(match[1] ?? "") === (kind === "table"))
      return label.closest("figure") ?? label.closest("p");
  }
  return null;
}
