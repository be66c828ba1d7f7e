import type { Card, FetchSummary, Progress } from "./bindings/wire";
import { addDays, addMonths, longDate } from "./dates";
import { capitalised } from "./i18n/causes";
import type { Words } from "./i18n/en";

/** The first day Hugging Face has a list of. */
export const FIRST_DAY = "2023-05-04";

/** Seconds arXiv is left alone between two papers. */
const SECONDS_A_PAPER = 3;
/** Papers a day has, about. */
const PAPERS_A_DAY = 25;
/** Seconds a day's list takes, about. */
const SECONDS_A_LIST = 1;

const inNewYork = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The day it is in New York, where the days are counted. */
export function dayInNewYork(now: Date): string {
  // By parts: engines do not agree in which order a locale has them.
  const parts = Object.fromEntries(inNewYork.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** Whether a day can have a list, as of a day. */
export const canFetch = (date: string, today: string): boolean => date >= FIRST_DAY && date <= today;

/** The last day up to a day that is no weekend: Hugging Face has no lists of weekends. */
export function lastWeekday(date: string): string {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day === 0 ? addDays(date, -2) : day === 6 ? addDays(date, -1) : date;
}

/** The months that can be fetched, newest first. */
export function fetchableMonths(today: string): string[] {
  const months: string[] = [];
  for (let month = today.slice(0, 7); month >= FIRST_DAY.slice(0, 7); month = addMonths(month, -1)) months.push(month);
  return months;
}

/** The days of the months from `from` to `to`: none before the first list, and none in the future. */
export function daysOfMonths(from: string, to: string, today: string): { from: string; to: string; days: number } {
  const first = `${from}-01` < FIRST_DAY ? FIRST_DAY : `${from}-01`;
  const end = addDays(`${addMonths(to, 1)}-01`, -1);
  const last = end > today ? today : end;
  const days = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1;
  return { from: first, to: last, days: Math.max(0, days) };
}

/** About how long a number of days takes, in seconds. */
export const secondsFor = (days: number, articles: boolean): number =>
  days * (SECONDS_A_LIST + (articles ? PAPERS_A_DAY * SECONDS_A_PAPER : 0));

/** What the fetching does just now, in one sentence. */
export function progressLine({ job, phase, done, total, at }: Progress, words: Words): string {
  if (phase === "offline") return words.fetch.offline;
  if (phase === "wait") return words.fetch.waiting;
  if (phase === "read")
    return total > 0 ? words.fetch.reading(Math.min(done + 1, total), total) : words.fetch.readingSoon;
  if (phase === "pdfs") return total > 0 ? words.fetch.pdfs(Math.min(done + 1, total), total) : words.fetch.pdfsSoon;
  if (phase === "figures" || job === "figures")
    return total > 0 ? words.fetch.figures(Math.min(done + 1, total), total) : words.fetch.figuresSoon;
  if (total > 1) return words.fetch.lists(done, total);
  return at ? words.fetch.list(longDate(at, words.locale)) : words.fetch.starting;
}

/** The result of a fetch, in one sentence. */
export function summaryLine(
  { from, to, listed, added, read, failed, unknown, missing_lists: missing }: FetchSummary,
  words: Words,
): string {
  if (missing.length > 0 && listed === 0) return from === to ? words.fetch.noList : words.fetch.noPapers;
  if (listed === 0 && unknown.length === 0) return words.fetch.nothingListed;
  const parts = [
    ...(added > 0 ? [words.fetch.added(added)] : []),
    ...(read > 0 ? [words.fetch.read(read)] : []),
    ...(failed > 0 ? [words.fetch.failed(failed)] : []),
    ...(unknown.length > 0 ? [words.fetch.unknown(unknown)] : []),
    ...(missing.length > 0 ? [words.fetch.listsMissing] : []),
  ];
  return parts.length > 0 ? capitalised(parts.join(words.fetch.and)) : words.fetch.nothingNew;
}

/** How far a paper was read. */
export type ReadingState = "full" | "abstract" | "again" | "not";

/**
 * How far a paper was read; null when that is unknown: an imported report that does not name its source.
 */
export function readingState(card: Pick<Card, "reading_source" | "reading_reasons" | "domain">): ReadingState | null {
  if (card.reading_source === "html" || card.reading_source === "markdown" || card.reading_source === "pdf")
    return "full";
  if (card.reading_source !== null) return "abstract";
  if (card.reading_reasons.length > 0) return "again";
  return card.domain.length > 0 ? null : "not";
}
