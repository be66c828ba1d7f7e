/** English words for fetching, for what was read, and for the article. */

const number = (n: number) => n.toLocaleString("en");
const count = (n: number, one: string, many: string) => `${number(n)} ${n === 1 ? one : many}`;
/** A span of time, as people say it. */
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
    title: "Fetching",
    today: "Fetch today",
    day: "Fetch this day",
    months: "Fetch a month…",
    running: "Fetching…",
    details: "Details",
    cancel: "Stop",
    stopping: "Stopping…",
    stopped: "Fetching was stopped. What came is kept.",
    starting: "Starting",
    list: (date: string) => `Asking for the list of ${date}`,
    lists: (done: number, total: number) => `Lists: ${number(done)} of ${count(total, "day", "days")}`,
    reading: (n: number, total: number) => `Reading ${number(n)} of ${number(total)}`,
    readingSoon: "Reading",
    offline: "There is no connection. Fetching goes on by itself when the network is back.",
    waiting: "Waiting: the source accepts no more requests for a while.",
    left: (seconds: number) => (seconds < 45 ? "less than a minute left" : `about ${span(seconds)} left`),
    added: (n: number) => `${number(n)} new`,
    read: (n: number) => `${number(n)} read`,
    failed: (n: number) => `${number(n)} could not be read for now`,
    listsMissing: "some lists could not be had",
    and: ", ",
    nothingNew: "Nothing new",
    nothingListed: "No papers on that day",
    noList: "The list could not be had. Try again later.",
    last: (days: string) => `The last fetch: ${days}`,
    days: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
    seen: "Read in this run",
    failures: "Not read for now",
    failuresHint: "These are tried again with the next fetch.",
    moreFailures: (n: number) => `And ${count(n, "more paper", "more papers")}.`,
    none: "Nothing is being fetched.",
    source: "From huggingface.co and arxiv.org, one paper every three seconds: the pace arXiv asks for.",
    emptyTitle: "Nothing of this day is here",
    emptyHint: "It may not have been fetched yet.",
    emptyFetched: "The source lists no papers for this day. On weekends and holidays that is as it should be.",
    emptyFuture: "This day has not come yet in New York, where the days are counted.",
    monthsTitle: "Fetch months",
    from: "From",
    to: "To",
    what: "What",
    lists_only: "Lists and abstracts only",
    with_articles: "With articles",
    lists_onlyHint: "Papers can be found and marked at once. Their articles can be fetched later, or never.",
    with_articlesHint: "Lists first, then the full text of each paper, newest day first.",
    takes: (days: number, seconds: number) => `${count(days, "day", "days")}: about ${span(seconds)}.`,
    leave: "It can be left running, stopped at any time, and goes on after a restart.",
    start: "Fetch",
    order: "The first month must not be after the last.",
  },

  schedule: {
    title: "Fetching by itself",
    question: "May Paperboy fetch the new papers by itself?",
    every: (hours: number, from: string, to: string) =>
      `${hours === 1 ? "Every hour" : `Every ${hours} hours`} between ${from} and ${to}`,
    offered: (hours: string) => `${hours}, while Paperboy is open.`,
    honest: "It asks huggingface.co and arxiv.org for papers, as a browser would. Nothing about you is sent.",
    yes: "Yes, by itself",
    no: "No, only when I ask",
    agreed: "Paperboy fetches by itself.",
    declined: "Paperboy fetches only when you ask.",
    change: "You can change this in the settings.",
    off: "Off",
    on: "On",
    from: "From",
    to: "To",
    hours: "Every … hours",
    sparing: "Nothing is fetched by itself on battery saver or a metered network, where the system tells of them.",
    problems: {
      time: "Give a time such as 07:00.",
      order: "The end must be later than the beginning.",
      every: "Give a whole number of hours from 1 to 24.",
    },
  },

  reading: {
    states: {
      full: "Full text",
      abstract: "Abstract only",
      again: "Not read yet, will be tried again",
      not: "Not read yet",
    },
    why: "Why?",
    retry: "Try again",
    readNow: "Read it now",
    retrying: "Trying…",
    because: (source: string, reason: string) => `${source}: ${reason}`,
    sources: {
      "arXiv's HTML": "arXiv’s HTML",
      "Hugging Face's Markdown": "Hugging Face’s Markdown",
      "arXiv's abstract page": "arXiv’s abstract page",
    } as Record<string, string>,
    reasons: {
      "does not exist": "there is none",
      "is not public": "it is not public",
      "the page is blank where the article should stand": "the page is blank where the article should stand",
      "the conversion broke off after a few words": "the conversion broke off after a few words",
      "the conversion shows LaTeX commands instead of text": "the conversion shows LaTeX commands instead of text",
      "the page is too large": "the page is too large",
      "arXiv has no HTML of this paper": "arXiv made none of this paper",
      "the page was cut off on the way": "the page was cut off on the way",
      "the site wants to see a person first": "the site wants to see a person first",
      "the answer is no page of a paper": "the answer is no page of a paper",
    } as Record<string, string>,
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
    tabs: "What to read",
    report: "Report",
    text: "Full text",
    loading: "The article is being opened…",
    missing: "The article is not here any more. Fetch it again.",
    failed: "The article could not be opened",
    references: "References",
    acknowledgements: "Acknowledgements",
    appendix: "Appendix",
    from: {
      html: "From arXiv’s HTML",
      markdown: "From Hugging Face’s Markdown",
      abs: "From arXiv’s abstract page",
    } as Record<string, string>,
    fetched: (when: string) => `fetched ${when}`,
    hidden: (n: number) =>
      n === 1 ? "1 piece of hidden text was left out." : `${number(n)} pieces of hidden text were left out.`,
    hiddenHint: "The page held text that a reader cannot see.",
    cutShort: "Part of the page was too large or too deep and was left out.",
    outline: "Sections",
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
