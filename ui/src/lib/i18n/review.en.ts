import type { Period } from "../bindings/wire";

const number = (n: number) => n.toLocaleString("en");
const papers = (n: number) => `${number(n)} ${n === 1 ? "paper" : "papers"}`;

/** The English words of the report on a week or a month. */
export const reviewEn = {
  title: "Review",
  period: "Period",
  periods: { week: "Week", month: "Month" } as Record<Period, string>,
  previous: { week: "Previous week", month: "Previous month" } as Record<Period, string>,
  next: { week: "Next week", month: "Next month" } as Record<Period, string>,
  week: (from: string, to: string) => `${from} – ${to}`,
  papers,
  before: (period: Period, n: number) =>
    `Compared with ${papers(n)} from the three ${period === "week" ? "weeks" : "months"} before.`,
  noBefore: (period: Period) =>
    `The library has no papers from the three ${period === "week" ? "weeks" : "months"} before to compare with.`,
  rising: "Rising terms and domains",
  name: "Term or domain",
  now: { week: "In the week", month: "In the month" } as Record<Period, string>,
  then: "Before",
  noPapers: "No papers were listed in this period.",
  fields: "Most starred domains",
  starred: (n: number) => `${number(n)} starred`,
  noFields: "No paper from this period is starred, or the domains of the starred papers are not known.",
  read: "What you read",
  readCount: (n: number) => papers(n),
  moreRead: (n: number) => `and ${papers(n)} more`,
  noRead: "No paper was marked as read.",
  missed: "Unread papers that you would probably like",
  noMissed: "No unread paper matches what you like.",
  notLearnt: "Star at least three papers to see here which unread ones you would like.",
  copy: "Copy as Markdown",
  copied: "Review copied as Markdown",
  save: "Save as Markdown…",
  saved: (path: string) => `Review saved to ${path}`,
  empty: { week: "No papers in this week", month: "No papers in this month" } as Record<Period, string>,
  emptyHint: "No papers were listed in this period, and you marked none as read.",
  failed: "The review could not be loaded",
};
