import type { AtomCause, News } from "../bindings/wire";

const number = (n: number) => n.toLocaleString("en");
const papers = (n: number) => (n === 1 ? "1 paper" : `${number(n)} papers`);

/** The causes of arXiv's answers for programs that have words of their own; those of the network have theirs. */
export type AnswerCause = Exclude<AtomCause, { code: "network" }>;

/** The English words of what is new about kept papers. */
export const watchEn = {
  title: "Updates on papers you keep",
  hint: "Paperboy can ask arXiv about the papers that you starred, added to Read later or put into a collection: whether there is a newer version, whether the paper was withdrawn, where it was published, and whether its authors name code. It asks about each paper at most once a week and sends arXiv the papers’ ids, 50 at a time, and nothing else. arXiv can see from this which papers you keep, and your address on the network. Nothing is asked until you turn this on.",
  label: "Ask arXiv once a week",
  on: "On",
  off: "Off",
  now: "Ask now",
  stop: "Stop",
  running: "Asking arXiv …",
  due: (kept: number, due: number) =>
    kept === 0
      ? "You keep no papers yet."
      : due === 0
        ? `All ${papers(kept)} that you keep were asked about within the last week.`
        : `${number(due)} of ${papers(kept)} that you keep ${due === 1 ? "is" : "are"} due.`,
  last: (when: string, asked: number, news: number) =>
    `Last time, ${when}: asked about ${papers(asked)}, ${news === 0 ? "nothing new" : news === 1 ? "1 update" : `${number(news)} updates`}.`,
  failed: (when: string, why: string) => `Last time, ${when}, arXiv could not be asked: ${why}.`,
  causes: {
    not_found: "arXiv has nothing at this address",
    too_large: "the answer is larger than such an answer can be",
    web_page: "the answer is a web page, not data",
    not_xml: "the answer is not valid XML",
    entities: "the answer defines XML entities, which Paperboy does not read",
    cut_off: "the answer was not transferred completely",
    other_shape: "the answer is not a list of papers",
    refused: "arXiv refused the request",
    other_papers: "the answer is about other papers",
  } satisfies Record<AnswerCause["code"], string>,
  strip: (news: number) => (news === 1 ? "1 update on a paper you keep" : `${number(news)} updates on papers you keep`),
  asideAll: "Put all aside",
  aside: "Put aside",
  asideOf: (title: string) => `Put aside what is new about “${title}”`,
  readAgain: "Read again",
  reading: "Reading …",
  versionWord: (version: number, since: string | null) =>
    since === null ? `v${version} is out: read again?` : `v${version} since ${since}: read again?`,
  kinds: { version: "New version", withdrawn: "Withdrawn", reference: "Published", code: "Code" } satisfies Record<
    News["kind"],
    string
  >,
  says: (quote: string) => `arXiv says: “${quote}”`,
};
