import { expect, test } from "vitest";
import { card } from "../test/host";
import type { FetchSummary, MissingList, Progress } from "./bindings/wire";
import {
  canFetch,
  dayInNewYork,
  daysOfMonths,
  fetchableMonths,
  progressLine,
  readingState,
  secondsFor,
  summaryLine,
} from "./fetching";
import { en } from "./i18n/en";
import { zh } from "./i18n/zh";

const progress = (more: Partial<Progress>): Progress => ({
  job: "fetch",
  phase: "work",
  done: 0,
  total: 0,
  at: "",
  seconds_left: null,
  ...more,
});
const summary = (more: Partial<FetchSummary>): FetchSummary => ({
  from: "2025-12-30",
  to: "2025-12-30",
  listed: 20,
  added: 0,
  read: 0,
  failed: 0,
  unknown: [],
  missing_lists: [],
  subscriptions: [],
  failures: [],
  ...more,
});

const missing: MissingList = {
  date: "2025-12-30",
  problem: { code: "not_fetched", date: "2025-12-30", causes: [{ code: "no_list" }, { code: "no_page" }] },
};

test("a day is New York's, and only those that have come and have a list can be fetched", () => {
  expect(dayInNewYork(new Date("2026-01-15T04:59:00Z"))).toBe("2026-01-14");
  expect(dayInNewYork(new Date("2026-01-15T05:00:00Z"))).toBe("2026-01-15");
  expect(canFetch("2023-05-03", "2026-01-15")).toBe(false);
  expect(canFetch("2023-05-04", "2026-01-15")).toBe(true);
  expect(canFetch("2026-01-16", "2026-01-15")).toBe(false);
});

test("months are cut to the days that can be fetched", () => {
  expect(fetchableMonths("2023-07-01")).toEqual(["2023-07", "2023-06", "2023-05"]);
  expect(daysOfMonths("2023-05", "2023-05", "2026-01-15")).toEqual({ from: "2023-05-04", to: "2023-05-31", days: 28 });
  expect(daysOfMonths("2025-12", "2026-01", "2026-01-15")).toEqual({ from: "2025-12-01", to: "2026-01-15", days: 46 });
  expect(daysOfMonths("2026-01", "2025-12", "2026-01-15").days).toBe(0);
  expect(secondsFor(30, false)).toBeLessThan(secondsFor(30, true));
});

test("progress is said in one sentence, in both languages", () => {
  expect(progressLine(progress({}), en)).toBe("Starting…");
  expect(progressLine(progress({ total: 1, at: "2025-12-30" }), en)).toBe("Fetching the list for December 30, 2025");
  expect(progressLine(progress({ done: 3, total: 31, at: "2025-12-30" }), en)).toBe("Lists: 3 of 31 days");
  expect(progressLine(progress({ phase: "read", done: 6, total: 31, at: "A title" }), en)).toBe(
    "Fetching full text 7 of 31",
  );
  expect(progressLine(progress({ phase: "read", done: 31, total: 31 }), en)).toBe("Fetching full text 31 of 31");
  expect(progressLine(progress({ phase: "read" }), en)).toBe("Fetching full texts");
  expect(progressLine(progress({ phase: "wait", done: 3, total: 31 }), en)).toContain("request limit");
  expect(progressLine(progress({ phase: "offline" }), en)).toContain("continues automatically");
  expect(progressLine(progress({ phase: "read", done: 6, total: 31 }), zh)).toBe("正在获取全文：第 7 篇，共 31 篇");
});

test("the time left is said as people say it", () => {
  expect(en.fetch.left(20)).toBe("less than a minute left");
  expect(en.fetch.left(61)).toBe("about 1 minute left");
  expect(en.fetch.left(3 * 3600 + 600)).toBe("about 3 hours 10 minutes left");
  expect(en.fetch.left(50 * 3600)).toBe("about 2 days left");
  expect(zh.fetch.left(90)).toBe("剩余约 2 分钟");
});

test("the summary of a fetch leaves out what did not happen", () => {
  expect(summaryLine(summary({ added: 12, read: 30, failed: 1 }), en)).toBe(
    "12 new papers, full text or abstract fetched for 30 papers, full text of 1 paper could not be fetched",
  );
  expect(summaryLine(summary({}), en)).toBe("Nothing new");
  expect(summaryLine(summary({ listed: 0 }), en)).toBe("Hugging Face lists no papers for this period");
  expect(summaryLine(summary({ listed: 0, missing_lists: [missing] }), en)).toBe(en.fetch.noList);
  expect(summaryLine(summary({ from: "2025-12-01", to: "2025-12-31", listed: 0, missing_lists: [missing] }), en)).toBe(
    en.fetch.noPapers,
  );
  expect(summaryLine(summary({ listed: 0, unknown: ["2405.99999"] }), en)).toBe("arXiv has no paper 2405.99999");
  expect(summaryLine(summary({ added: 2, missing_lists: [missing] }), en)).toBe(
    "2 new papers, one or more lists could not be fetched completely",
  );
  expect(summaryLine(summary({ missing_lists: [missing] }), en)).toBe(
    "One or more lists could not be fetched completely",
  );
});

test("how far a paper was read is distinguished", () => {
  expect(readingState(card("1"))).toBe("full");
  expect(readingState(card("1", { reading_source: "markdown" }))).toBe("full");
  expect(readingState(card("1", { reading_source: "abstract" }))).toBe("abstract");
  expect(
    readingState(
      card("1", { reading_source: null, reading_reasons: [{ source: "html", cause: { code: "challenge" } }] }),
    ),
  ).toBe("again");
  expect(readingState(card("1", { reading_source: null }))).toBe("not");
  expect(readingState(card("1", { reading_source: null, domain: ["机器人"] })), "an imported report").toBeNull();
});
