import type { ReadingSource } from "../bindings/wire";

/** English words for fetching, for what was read, and for the article. */

const number = (n: number) => n.toLocaleString("en");
const count = (n: number, one: string, many: string) => `${number(n)} ${n === 1 ? one : many}`;
/** A duration in common units. */
const span = (seconds: number): string => {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return count(minutes, "minute", "minutes");
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours < 24)
    return count(hours, "hour", "hours") + (rest > 0 && hours < 6 ? ` ${count(rest, "minute", "minutes")}` : "");
  return count(Math.round(hours / 24), "day", "days");
};

export const fetchEn = {
  fetch: {
    title: "Fetching papers",
    today: "Fetch today’s papers",
    day: "Fetch this day’s papers",
    dayOf: (date: string) => `Fetch papers for ${date}`,
    months: "Fetch by month…",
    running: "Fetching…",
    details: "Details",
    cancel: "Stop",
    stopping: "Stopping…",
    stopped: "Fetching was stopped. Papers fetched so far are kept.",
    starting: "Starting…",
    list: (date: string) => `Fetching the list for ${date}`,
    lists: (done: number, total: number) => `Lists: ${number(done)} of ${count(total, "day", "days")}`,
    reading: (n: number, total: number) => `Fetching full text ${number(n)} of ${number(total)}`,
    readingSoon: "Fetching full texts",
    figures: (n: number, total: number) => `Fetching figures of paper ${number(n)} of ${number(total)}`,
    figuresSoon: "Fetching figures",
    pdfs: (n: number, total: number) => `Fetching PDF ${number(n)} of ${number(total)}`,
    pdfsSoon: "Fetching PDFs",
    offline: "There is no network connection. Fetching continues automatically when the network is back.",
    waiting: "The request limit of Hugging Face or arXiv has been reached. Fetching continues automatically.",
    left: (seconds: number) => (seconds < 45 ? "less than a minute left" : `about ${span(seconds)} left`),
    added: (n: number) => `${count(n, "new paper", "new papers")}`,
    read: (n: number) => `full text or abstract fetched for ${count(n, "paper", "papers")}`,
    failed: (n: number) => `full text of ${count(n, "paper", "papers")} could not be fetched`,
    unknown: (ids: string[]) =>
      ids.length > 5
        ? `arXiv has no papers ${ids.slice(0, 5).join(", ")} and ${number(ids.length - 5)} more`
        : `arXiv has no ${ids.length === 1 ? "paper" : "papers"} ${ids.join(", ")}`,
    listsMissing: "one or more lists could not be fetched completely",
    and: ", ",
    nothingNew: "Nothing new",
    nothingListed: "Hugging Face lists no papers for this period",
    noList: "The list could not be fetched. Try again later.",
    noPapers: "No papers were fetched, because one or more lists could not be fetched completely. Try again later.",
    last: (days: string) => `Last fetched: papers for ${days}`,
    days: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
    seen: "Fetched so far",
    failures: "Full texts that could not be fetched",
    failuresHint: "Paperboy will try these papers again with the next fetch of their day.",
    moreFailures: (n: number) => `And ${count(n, "more paper", "more papers")}.`,
    none: "Nothing is being fetched.",
    source:
      "Full texts come from arxiv.org and huggingface.co. arXiv gets at most one request every three seconds, as it requires.",
    emptyTitle: "No papers for this day",
    emptyHint: "They may not have been fetched yet.",
    emptyFetched: "Hugging Face lists no papers for this day. This is normal on weekends and holidays.",
    emptyFuture: "This day has not begun yet. Days begin at midnight in New York.",
    monthsTitle: "Fetch by month",
    from: "From",
    to: "To",
    what: "Content",
    lists_only: "Lists and abstracts only",
    with_articles: "With full texts",
    lists_onlyHint: "You can search and mark the papers right away. Their full texts can be fetched later.",
    with_articlesHint: "First the lists, then the full text of each paper, newest day first.",
    takes: (days: number, seconds: number) => `${count(days, "day", "days")}: about ${span(seconds)}.`,
    leave: "Fetching runs in the background, can be stopped at any time and continues after a restart.",
    start: "Fetch",
    order: "The first month must not be later than the last month.",
  },

  schedule: {
    title: "Automatic fetching",
    question: "Fetch new papers automatically?",
    every: (hours: number, from: string, to: string) =>
      hours === 24
        ? `Every day at ${from}`
        : `${hours === 1 ? "Every hour" : `Every ${hours} hours`} between ${from} and ${to}`,
    asked: (hours: string) => `${hours}, even while the window is closed if the system has timers.`,
    offered: (hours: string) => `${hours}, while Paperboy is open.`,
    byTimer: (hours: string) =>
      `${hours}, by the system’s timer, even while the window is closed. A missed fetch runs later.`,
    next: (when: string) => `Next: ${when}.`,
    honest:
      "Paperboy requests papers from huggingface.co and arxiv.org, as a browser would. As with any request, they see your IP address. Nothing else about you is sent.",
    yes: "Yes, automatically",
    no: "No, only when I ask",
    agreed: "Paperboy fetches new papers automatically.",
    declined: "Paperboy fetches papers only when you ask.",
    change: "You can change this in Settings.",
    off: "Off",
    on: "On",
    from: "From",
    to: "To",
    hours: "Interval in hours",
    sparing:
      "The window does not fetch automatically in battery saver mode or on metered networks, where the system reports these. The system’s timer does not check for them.",
    problems: {
      time: "Enter a time such as 07:00.",
      order: "The end time must be later than the start time.",
      every: "Enter a whole number of hours from 1 to 24.",
    },
  },

  reading: {
    states: {
      full: "Full text",
      abstract: "Abstract only",
      again: "Full text not fetched yet; Paperboy will try again",
      not: "Full text not fetched yet",
    },
    why: "Why?",
    retry: "Try again",
    readNow: "Fetch now",
    retrying: "Fetching…",
    upvotes: (n: number) => count(n, "upvote", "upvotes"),
    published: (date: string) => `Published ${date}`,
    keywords: "AI keywords by Hugging Face",
    searchFor: (word: string) => `Search for ${word}`,
    summary: "AI summary by Hugging Face",
    others: (n: number) => `+${number(n)}`,
    showAll: (n: number) => `Show ${count(n, "more author", "more authors")}`,
    fewer: "Show fewer",
  },

  article: {
    tabs: "Content",
    report: "Report",
    text: "Full text",
    loading: "Loading the full text…",
    missing: "The full text is no longer in the library. Fetch it again.",
    failed: "The full text could not be opened.",
    references: "References",
    acknowledgements: "Acknowledgements",
    appendix: "Appendix",
    from: {
      html: "From arXiv’s HTML",
      markdown: "From Hugging Face’s Markdown",
      pdf: "Read from the PDF: sections and paragraphs were worked out from the layout; tables and formulas may be wrong",
      abs: "From arXiv’s abstract page",
      abstract: "From the list’s abstract",
    } satisfies Record<ReadingSource, string>,
    fetched: (when: string) => `fetched ${when}`,
    hidden: (n: number) => (n === 1 ? "1 hidden passage was left out." : `${number(n)} hidden passages were left out.`),
    hiddenHint: "The original page contains text that is invisible on the screen.",
    cutShort: "Part of the page was left out because it is too large or too deeply nested.",
    outline: "Outline",
  },

  find: {
    label: "Find in this paper",
    placeholder: "Find in this paper",
    count: (at: number, of: number, more: boolean) =>
      of === 0 ? "No matches" : `${number(at)} of ${number(of)}${more ? "+" : ""}`,
    next: "Next match",
    previous: "Previous match",
    close: "Close",
  },
};
