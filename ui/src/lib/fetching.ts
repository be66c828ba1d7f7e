import type { Card, FetchSummary, Progress } from "./bindings/wire";
import { addDays, addMonths, longDate } from "./dates";
import type { Words } from "./i18n/en";
import { capitalised, sentence, type Said } from "./i18n/said";

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

/** The days that months from `from` to `to` stand for: none before the first list, none that has not come yet. */
export function daysOfMonths(from: string, to: string, today: string): { from: string; to: string; days: number } {
  const first = `${from}-01` < FIRST_DAY ? FIRST_DAY : `${from}-01`;
  const end = addDays(`${addMonths(to, 1)}-01`, -1);
  const last = end > today ? today : end;
  const days = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1;
  return { from: first, to: last, days: Math.max(0, days) };
}

/** About how long so many days take, in seconds. */
export const secondsFor = (days: number, articles: boolean): number =>
  days * (SECONDS_A_LIST + (articles ? PAPERS_A_DAY * SECONDS_A_PAPER : 0));

/** What the fetching does just now, in one sentence. */
export function progressLine({ phase, done, total, at }: Progress, words: Words): string {
  if (phase === "offline") return words.fetch.offline;
  if (phase === "wait") return words.fetch.waiting;
  if (phase === "read")
    return total > 0 ? words.fetch.reading(Math.min(done + 1, total), total) : words.fetch.readingSoon;
  if (total > 1) return words.fetch.lists(done, total);
  return at ? words.fetch.list(longDate(at, words.locale)) : words.fetch.starting;
}

/** What came of a fetch, in one sentence. */
export function summaryLine({ listed, added, read, failed, problem }: FetchSummary, words: Words): string {
  if (problem !== null && listed === 0) return words.fetch.noList;
  if (listed === 0) return words.fetch.nothingListed;
  const parts = [
    ...(added > 0 ? [words.fetch.added(added)] : []),
    ...(read > 0 ? [words.fetch.read(read)] : []),
    ...(failed > 0 ? [words.fetch.failed(failed)] : []),
    ...(problem !== null ? [words.fetch.listsMissing] : []),
  ];
  return parts.length > 0 ? capitalised(parts.join(words.fetch.and)) : words.fetch.nothingNew;
}

/** How far a paper was read. */
export type ReadingState = "full" | "abstract" | "again" | "not";

/**
 * How far a paper was read; null when nothing is known: a report that was imported and does not say what it was
 * written from.
 */
export function readingState(card: Pick<Card, "reading_source" | "reading_problem" | "domain">): ReadingState | null {
  if (card.reading_source === "html" || card.reading_source === "markdown") return "full";
  if (card.reading_source !== null) return "abstract";
  if (card.reading_problem !== null) return "again";
  return card.domain.length > 0 ? null : "not";
}

/** Reasons as libraries of earlier versions hold them, and as they are worded now. */
const FORMER: Record<string, string> = {
  "the page is blank where the article should stand": "the page has no text where the article should be",
  "the conversion broke off after a few words": "the converted page ends after a few words",
  "the conversion shows LaTeX commands instead of text": "the converted page shows LaTeX commands instead of text",
  "arXiv has no HTML of this paper": "arXiv has no HTML version of this paper",
  "it is a web page about the paper and not the paper": "the page is about the paper but does not contain it",
  "the page has more style rules than can be looked through for hidden text":
    "the page has too many style rules to check for hidden text",
  "the page was cut off on the way": "the page was not transferred completely",
  "the site wants to see a person first": "the site asks for a check that you are human",
  "the answer is no page of a paper": "the response is not the page of a paper",
};

/** Why a paper was not read, or not more fully: one piece for each source that was asked. */
export function reasons(problem: string, words: Words): Said[] {
  return problem.split("; ").map((piece) => {
    const [, source = "", what = ""] =
      /^(arXiv's HTML|Hugging Face's Markdown|arXiv's abstract page):? (.*)$/.exec(piece) ?? [];
    const [name, why] = [words.reading.sources[source], words.reading.reasons[FORMER[what] ?? what]];
    return name && why ? { text: words.reading.because(name, why), own: true } : sentence(piece, words.locale);
  });
}
