import type { ArticleSection } from "./bindings/wire";
import type { Words } from "./i18n/en";
import { elementsIn, isShort } from "./slices";

/** A heading in the outline of an article. */
export interface OutlineEntry {
  /** The section's number in the article, from 0. */
  index: number;
  /** Plain text, formulas as `$LaTeX$`. */
  title: string;
  /** 1 for a section, 2 for a subsection. */
  level: number;
}

/** The deepest headings that an outline shows. */
const DEEPEST = 2;

/** What the window itself calls a part that came without a heading; empty for text that needs none. */
export function ownTitle(section: ArticleSection, words: Words): string {
  if (section.title_html !== "") return "";
  if (section.part === "abstract") return words.paper.abstract;
  if (section.part === "references") return words.article.references;
  if (section.part === "acknowledgements") return words.article.acknowledgements;
  return "";
}

/** The level of a section's heading on the page: the paper's title has the first; 0 for none. */
export const headingLevel = (section: ArticleSection, words: Words): number =>
  section.level === 0 || (section.title_html === "" && ownTitle(section, words) === "")
    ? 0
    : Math.min(6, section.level + 1);

/** The words of a heading without any markup, as most are; null for another. */
export const wordsAlone = (html: string): string | null => /^(?:<p>)?([^<&]+)(?:<\/p>\s*)?$/.exec(html)?.[1] ?? null;

/** A heading as plain text. */
export function plainTitle(html: string): string {
  if (!html.includes("<") && !html.includes("&")) return html;
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const formula of body.querySelectorAll("span[data-math-style]"))
    formula.textContent = `$${formula.textContent}$`;
  return (body.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** How many headings an outline shows: of more only the highest, and of more of those the first. */
const MAX_ENTRIES = 400;

/** The outline of an article. */
export function outlineOf(sections: readonly ArticleSection[], words: Words): OutlineEntry[] {
  const upTo = (deepest: number) =>
    sections.flatMap((section, index) =>
      section.level >= 1 && section.level <= deepest ? [{ index, section, level: section.level }] : [],
    );
  const all = upTo(DEEPEST);
  const entries = all.length <= MAX_ENTRIES ? all : upTo(1).slice(0, MAX_ENTRIES);
  return entries.flatMap(({ index, section, level }) => {
    const title = ownTitle(section, words) || plainTitle(section.title_html);
    return title ? [{ index, title, level }] : [];
  });
}

/** Sections that are put into the document together, and the number of the first in the article. */
export interface SectionBatch {
  first: number;
  sections: ArticleSection[];
  /** About how many elements it has. */
  elements: number;
  /** Whether it is left to the engine to lay it out when it comes near: a long section has slices of its own. */
  isSlice: boolean;
}

/** How much is put into the document at a stretch, in characters of HTML and in sections: a screen's text, which takes the engine some milliseconds. */
const BATCH_CHARACTERS = 8_000;
const BATCH_SECTIONS = 20;
/** The number of batches from which on an article is not laid out as a whole: one of this length is rare. */
const MANY_BATCHES = 40;

/** How many elements of an article are shown before the user asks for more: to take them out again takes time, too. */
export const MAX_ELEMENTS = 10_000;
/** The elements around a section's text. */
const OWN_ELEMENTS = 4;

/** The sections of an article in batches. */
export function batchesOf(sections: readonly ArticleSection[]): SectionBatch[] {
  const batches: SectionBatch[] = [];
  let length = 0;
  sections.forEach((section, index) => {
    const own = section.html.length;
    const elements = OWN_ELEMENTS + elementsIn(section.html);
    const last = batches.at(-1);
    if (!last || length + own > BATCH_CHARACTERS || last.sections.length >= BATCH_SECTIONS) {
      batches.push({ first: index, sections: [section], elements, isSlice: isShort(section.html) });
      length = own;
    } else {
      last.sections.push(section);
      last.elements += elements;
      length += own;
    }
  });
  if (batches.length < MANY_BATCHES) for (const batch of batches) batch.isSlice = false;
  return batches;
}

/** How many batches are shown: those that hold so many elements, and all up to a section that one goes to. */
export function shownOf(batches: readonly SectionBatch[], elements: number, section: number): number {
  let rest = elements;
  const first = batches.findIndex((batch, at) => (rest -= batch.elements) < 0 && at > 0 && batch.first > section);
  return first < 0 ? batches.length : first;
}

/** Whether a heading names an appendix. */
export const saysAppendix = (title: string): boolean => /^(appendix|appendices|附录)\b|^附录/i.test(title);
