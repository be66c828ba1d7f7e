import type { AtomCause, News } from "../bindings/wire";

const number = (n: number) => n.toLocaleString("en");
const papers = (n: number) => (n === 1 ? "1 paper" : `${number(n)} papers`);

/** The causes of arXiv's answers for programs that have words of their own; those of the network have theirs. */
export type AnswerCause = Exclude<AtomCause, { code: "network" }>;

/** The English words of what is new about kept papers. */
export const watchEn = {
  title: "Updates on papers you keep",
  hint: "Paperboy can check arXiv for updates on the papers that you starred, added to Read later or put into a collection: newer versions, withdrawals, publications, and code that the authors name. It checks each paper at most once a week and sends arXiv the papers’ ids, 50 at a time, and nothing else. From this, arXiv can see which papers you keep, and your IP address. Nothing is sent unless you turn this on or choose “Check now”.",
  label: "Check each paper once a week",
  on: "On",
  off: "Off",
  now: "Check now",
  stop: "Stop",
  running: "Checking arXiv…",
  due: (kept: number, due: number) =>
    kept === 0
      ? "You keep no papers yet."
      : due === 0
        ? `${kept === 1 ? "The paper" : `All ${papers(kept)}`} that you keep ${kept === 1 ? "was" : "were"} checked within the last week.`
        : `${number(due)} of ${papers(kept)} that you keep ${due === 1 ? "is" : "are"} due for a check.`,
  last: (when: string, asked: number, news: number) =>
    `Last checked on ${when}: ${papers(asked)}, ${news === 0 ? "no updates" : news === 1 ? "1 update" : `${number(news)} updates`}.`,
  failed: (when: string, why: string) => `The check on ${when} failed: ${why}.`,
  causes: {
    not_found: "there is no arXiv API at this address",
    too_large: "the response is too large",
    web_page: "the response is a web page, not a feed",
    not_xml: "the response is not valid XML",
    entities: "the response defines XML entities, which Paperboy does not read",
    cut_off: "the response was not transferred completely",
    other_shape: "the response is not a feed of papers",
    refused: "arXiv refused the request",
    other_papers: "the response is about other papers",
  } satisfies Record<AnswerCause["code"], string>,
  strip: (news: number) => (news === 1 ? "1 update on a paper you keep" : `${number(news)} updates on papers you keep`),
  asideAll: "Dismiss all",
  aside: "Dismiss",
  asideOf: (title: string) => `Dismiss the updates on “${title}”`,
  readAgain: "Fetch the new version",
  reading: "Fetching…",
  versionWord: (version: number, since: string | null) =>
    since === null ? `v${version} is out` : `v${version} since ${since}`,
  kinds: { version: "New version", withdrawn: "Withdrawn", reference: "Published", code: "Code" } satisfies Record<
    News["kind"],
    string
  >,
  says: (quote: string) => `arXiv says: “${quote}”`,
};
