import { keep, recall } from "./memory";

const STORE = "paperboy.reading";

/** How text is set that is read: it belongs to this machine and its screen. */
export interface ReadingLook {
  /** The greatest width of a line, in rem. */
  width: number;
  /** The distance of lines, in hundredths of the size of the text. */
  leading: number;
  face: "sans" | "serif";
  /** The names of fonts, empty for those of the system. */
  latin: string;
  chinese: string;
}

/** How text is set until the user says otherwise, and the bounds of what they can say. */
export const READING_LOOK: ReadingLook = { width: 42, leading: 175, face: "sans", latin: "", chinese: "" };
export const WIDTHS = { least: 30, most: 70, step: 4 };
export const LEADINGS = { least: 135, most: 235, step: 10 };
const MAX_FONT = 80;

/** Fonts for reading that systems have: offered, not required. The engine does not say which ones are installed. */
export const FONTS = {
  latin: [
    "Noto Sans",
    "Noto Serif",
    "Source Serif 4",
    "Source Sans 3",
    "Liberation Serif",
    "DejaVu Serif",
    "Georgia",
    "Charter",
    "Palatino",
    "Times New Roman",
    "Inter",
    "Segoe UI",
    "Helvetica Neue",
    "Verdana",
  ],
  chinese: [
    "Noto Sans CJK SC",
    "Noto Serif CJK SC",
    "Source Han Sans SC",
    "Source Han Serif SC",
    "PingFang SC",
    "Songti SC",
    "Kaiti SC",
    "Microsoft YaHei",
    "SimSun",
    "KaiTi",
    "LXGW WenKai",
    "WenQuanYi Micro Hei",
  ],
};

const bounded = (value: unknown, { least, most }: { least: number; most: number }, otherwise: number): number =>
  typeof value === "number" && value >= least && value <= most ? Math.round(value) : otherwise;

/** A name of a font: without what would end it in a style. */
export const fontName = (typed: unknown): string =>
  typeof typed === "string"
    ? typed
        .replace(/["'\\;{}<>\p{Cc}]/gu, "")
        .trim()
        .slice(0, MAX_FONT)
    : "";

/** What was chosen, as far as it can be read. */
export function readLook(): ReadingLook {
  try {
    const kept = JSON.parse(recall(STORE) ?? "{}") as Partial<Record<keyof ReadingLook, unknown>>;
    return {
      width: bounded(kept.width, WIDTHS, READING_LOOK.width),
      leading: bounded(kept.leading, LEADINGS, READING_LOOK.leading),
      face: kept.face === "serif" ? "serif" : "sans",
      latin: fontName(kept.latin),
      chinese: fontName(kept.chinese),
    };
  } catch {
    return READING_LOOK;
  }
}

/** Remembers what was chosen. */
export const keepLook = (look: ReadingLook): void => keep(STORE, JSON.stringify(look));

/** Has the page set text in this way. */
export function applyLook(look: ReadingLook, root: HTMLElement): void {
  const set = (name: string, value: string | null) =>
    value === null ? root.style.removeProperty(name) : root.style.setProperty(name, value);
  set("--measure", look.width === READING_LOOK.width ? null : `${look.width}rem`);
  set("--leading", look.leading === READING_LOOK.leading ? null : String(look.leading / 100));
  set("--reading", readingFonts(look));
}

/**
 * The fonts of text that is read; null: those of everything else. Chinese fonts have Latin letters and signs too, and wide ones: Latin
 * fonts come before them.
 */
export function readingFonts({ face, latin, chinese }: ReadingLook): string | null {
  const [all, usual] = face === "serif" ? ["var(--serif)", "var(--latin-serif)"] : ["var(--sans)", "var(--latin)"];
  if (latin === "" && chinese === "") return face === "serif" ? all : null;
  const first = latin === "" ? [] : [`"${latin}"`];
  return [...first, ...(chinese === "" ? [] : [usual, `"${chinese}"`]), all].join(", ");
}
