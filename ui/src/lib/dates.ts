/** Calendar days are strings `YYYY-MM-DD`; nothing here knows of time zones. */

const utc = (date: string) => new Date(`${date}T00:00:00Z`);

/** Whether a string is a day that exists. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text).getTime()) && utc(text).toISOString().startsWith(text);

// Making a formatter costs more than using it a thousand times.
const formatters = new Map<string, Intl.DateTimeFormat>();
function format(date: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
  const key = locale + JSON.stringify(options);
  let formatter = formatters.get(key);
  if (!formatter) formatters.set(key, (formatter = new Intl.DateTimeFormat(locale, options)));
  return formatter.format(date);
}

/** `30 December 2025`, `2025年12月30日`. */
export const longDate = (date: string, locale: string): string =>
  isDay(date) ? format(utc(date), locale, { dateStyle: "long", timeZone: "UTC" }) : date;

/** `Tuesday`, `星期二`. */
export const weekday = (date: string, locale: string): string =>
  isDay(date) ? format(utc(date), locale, { weekday: "long", timeZone: "UTC" }) : "";

/** `30 Dec`, `12月30日`; with its year where that is another one than the year of `today`. */
export function shortDate(date: string, locale: string, today: string): string {
  if (!isDay(date)) return date;
  if (date.slice(0, 4) !== today.slice(0, 4)) return mediumDate(date, locale);
  return format(utc(date), locale, { month: "short", day: "numeric", timeZone: "UTC" });
}

/** `30 Dec 2025`, `2025年12月30日`. */
export const mediumDate = (date: string, locale: string): string =>
  isDay(date) ? format(utc(date), locale, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" }) : date;

/** `December 2025`, `2025年12月`, of `YYYY-MM`. */
export const monthName = (month: string, locale: string): string =>
  format(utc(`${month}-01`), locale, { year: "numeric", month: "long", timeZone: "UTC" });

/** A moment in the user's own time, from RFC 3339. */
export function moment(rfc3339: string, locale: string): string {
  const at = new Date(rfc3339);
  return Number.isNaN(at.getTime()) ? rfc3339 : format(at, locale, { dateStyle: "medium", timeStyle: "short" });
}

/** The month a number of months after `YYYY-MM`. */
export function addMonths(month: string, by: number): string {
  const at = utc(`${month}-01`);
  at.setUTCMonth(at.getUTCMonth() + by);
  return at.toISOString().slice(0, 7);
}

/** The day a number of days after another. */
export function addDays(date: string, by: number): string {
  const at = utc(date);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}

/** The weeks of a month, Monday first; `null` where a week reaches out of the month. */
export function weeksOf(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const lead = (utc(first).getUTCDay() + 6) % 7;
  const length = (utc(`${addMonths(month, 1)}-01`).getTime() - utc(first).getTime()) / 86_400_000;
  const cells: (string | null)[] = Array.from({ length: lead }, () => null);
  for (let day = 0; day < length; day++) cells.push(addDays(first, day));
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** The names of the weekdays, Monday first: narrow for the head of a calendar, long for screen readers. */
export const weekdayNames = (locale: string, width: "narrow" | "long"): string[] =>
  Array.from({ length: 7 }, (_, i) =>
    format(utc(addDays("2024-01-01", i)), locale, { weekday: width, timeZone: "UTC" }),
  );
