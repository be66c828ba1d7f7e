import { addDays } from "../dates";
import { fold } from "./units";

const MONTHS = "january february march april may june july august september october november december".split(" ");
const WORDS: Record<string, number> = {
  today: 0,
  今天: 0,
  jintian: 0,
  jt: 0,
  yesterday: -1,
  昨天: -1,
  zuotian: -1,
  zt: -1,
};

/** Which days are meant by what is typed: a date or a part of one in either language; null: none is. */
export function dayMatcher(typed: string, today: string): ((date: string) => boolean) | null {
  const text = fold(typed).trim();
  const by = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
  if (by !== undefined) {
    const day = addDays(today, by);
    return (date) => date === day;
  }
  if (/^\d{4}[\d./-]*$/.test(text)) {
    const parts = text.split(/[./-]/);
    const typed = parts.join("-");
    const filled = parts.map((part) => part.padStart(2, "0")).join("-");
    return (date) => date.startsWith(typed) || date.startsWith(filled) || date.replaceAll("-", "").startsWith(text);
  }
  const [, year, month, day] =
    /^(?:(\d{4})年)?(?:(\d{1,2})(?:月|[-/.](?=\d)))(?:(\d{1,2})[日号]?)?$/.exec(text) ?? english(text) ?? [];
  if (year === undefined && month === undefined) return null;
  return (date) => {
    const [y, m, d] = date.split("-").map(Number);
    return is(year, y) && is(month, m) && is(day, d);
  };
}

const is = (wanted: string | undefined, has: number | undefined) => wanted === undefined || Number(wanted) === has;

/** `Dec 30, 2025`, `30 December`, in the order of the Chinese form: all, year, month, day. */
function english(text: string): [string, string | undefined, string, string | undefined] | null {
  const [, before, name = "", after, year] =
    /^(?:(\d{1,2})\s+)?([a-z]{3,9})\.?(?:\s+(\d{1,2})(?!\d))?(?:,?\s*(\d{4}))?$/.exec(text) ?? [];
  const month = name === "" ? -1 : MONTHS.findIndex((one) => one.startsWith(name));
  return month < 0 ? null : [text, year, String(month + 1), before ?? after];
}
