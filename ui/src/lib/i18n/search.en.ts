/** English words of searching. They come with the search: the first view does without them. */

import { sectionsEn } from "./sections";

const number = (n: number) => n.toLocaleString("en");
const count = (n: number, one: string, many: string) => `${number(n)} ${n === 1 ? one : many}`;
const percent = (share: number) =>
  share.toLocaleString("en", { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 });

export const searchEn = {
  title: "Search",
  box: "Search papers",
  placeholder: "Search titles, reports, notes and tags",
  clear: "Clear search",
  results: "Results",
  count: (n: number, exact: boolean) =>
    exact ? count(n, "result", "results") : `About ${count(n, "result", "results")}`,
  took: (ms: number) => `${ms < 1 ? "<1" : Math.round(ms)} ms`,
  understood: "Interpreted as",
  looser: "Looser matches: only some of the words, other spellings or synonyms, or similar in meaning",
  similar: "Similar in meaning",
  wordsAlone: "The embedding service did not answer: found by words alone",
  withoutReport: (n: number) =>
    n === 1
      ? "One paper near this description has no report, so only its English text was searched. A report in Chinese makes it easier to find in Chinese."
      : `${number(n)} papers near this description have no report, so only their English text was searched. Reports in Chinese make them easier to find in Chinese.`,
  writeThem: (n: number) => (n === 1 ? "Write the report" : `Write ${number(n)} reports`),
  setUpChinese: "Set up a model that writes in Chinese",
  sort: "Sort by",
  relevance: "Relevance",
  newest: "Newest",
  none: "No results",
  noneFor: (query: string) => `No results for “${query}”`,
  suggestions: [
    "Use fewer or shorter words.",
    "Remove filters such as date: or is:.",
    "Try the term in English or in Chinese.",
  ],
  start: "Start typing",
  startHint: "Results appear as you type. You can search in Chinese and English.",
  failed: "Search failed",
  building: (done: number, all: number) =>
    `The search index is being built: ${done.toLocaleString("en")} of ${all.toLocaleString("en")} papers. Results may be incomplete until it is finished.`,
  behind:
    "The latest changes are not in the search index yet. Results may be incomplete, and paper counts may be too low.",
  help: "Search help",
  helpTitle: "Search syntax",
  helpRows: [
    ["diffusion video", "both words"],
    ['"flow matching"', "the exact phrase"],
    ["diffusion OR autoregressive", "either word"],
    ["-robot", "without this word"],
    ["distil*", "words that begin with distil"],
    ["title:attention", "only in the title"],
    ["results:FPS", "only in one section: domain, contribution, usage, innovations or results"],
    ["innovations:(distillation OR pruning)", "several words in one section"],
    ["author:Vaswani", "only by this author"],
    ["note:proof", "only in your notes"],
    ["highlight:proof", "only in what you highlighted and your notes on it"],
    ["is:starred", "only starred papers; also is:unread, is:read and is:later"],
    ["has:note", "only papers with a note; also has:highlight, has:code and has:project (a project page)"],
    ["has:unverified", "only papers whose report has doubtful numbers or names"],
    ["has:misattributed", "only papers whose report gives a number that belongs to something else"],
    ["has:computed", "only papers whose report gives a number computed from the paper’s"],
    ["tag:reading", "only with this tag"],
    ["in:talk", "only papers in this collection or in the collections inside it; 合集: also works"],
    ["date:2025-12", "only from December 2025; a single day or a range also works"],
    ["date:7d", "only from the last 7 days"],
    ["2512.23576", "the paper with this arXiv id"],
  ] as [string, string][],
  fields: {
    ...sectionsEn,
    title: "Title",
    summary: "AI summary by Hugging Face",
    abstract: "Abstract",
    author: "Authors",
    note: "Note",
    tag: "Tags",
    highlight: "Highlight",
  } as Record<string, string>,

  meaning: {
    title: "Search by meaning",
    hint: "If a search of at least four words or eight Chinese characters finds few papers, Paperboy adds papers that say the same in other words or in the other language. The built-in model works offline, on this computer.",
    label: "Search papers by meaning",
    on: "On",
    off: "Off",
    ready: (done: number, all: number) =>
      done >= all
        ? `${count(all, "paper", "papers")} can be found by meaning.`
        : `${number(done)} of ${count(all, "paper", "papers")} can be found by meaning; the others follow in the background.`,
    missing: (file: string) =>
      `The file for search by meaning is not installed, so papers are found by their words alone. If you installed a package, reinstall it. If you built Paperboy yourself, run “scripts/model” in its source folder, with this file as the argument: ${file}`,
    damaged: (file: string) =>
      `The file for search by meaning is damaged, so papers are found by their words alone. Reinstall Paperboy, or run “scripts/model” in the source folder, with this file as the argument: ${file}`,
    foreign: (file: string) =>
      `The file for search by meaning is not one that this version of Paperboy can use, so papers are found by their words alone. Reinstall Paperboy, or run “scripts/model” in the source folder, with this file as the argument: ${file}`,
    unreadable: (file: string) =>
      `The file for search by meaning can’t be read, so papers are found by their words alone. Check its permissions: ${file}`,
    paused: (why: string) =>
      `The embedding service can’t be used now, so papers are found by their words alone; Paperboy tries again automatically. ${why}`,
    unconfirmed: (host: string) =>
      `This library uses the embedding service at ${host}, which was not entered on this computer. Nothing is sent there unless you allow it.`,
    allow: (host: string) => `Allow sending to ${host}`,
    url: "Embedding service instead (address)",
    urlHint:
      "Optional: a service with the OpenAI embeddings API encodes papers and searches instead of the built-in model. Changing it encodes all papers again.",
    sends: (host: string) =>
      `The titles, abstracts and report sentences of all papers, descriptions that you search for, and the API key are sent to ${host}. The daily token limit under “Writing reports” applies.`,
    name: "Embedding model",
    namePlaceholder: "text-embedding-3-small, bge-m3, …",
    key: "API key of the embedding service",
    keyHint:
      "Stored in the system keyring and never shown again. At the model’s address, the model’s key is used. Leave it empty for a service without a key.",
    wrongUrl: "Enter an address such as https://api.openai.com/v1.",
  },

  facets: {
    title: "Filters",
    open: "Filters",
    chosen: (n: number) => `Filters (${n})`,
    marks: "Marks",
    starred: "Starred",
    unread: "Unread",
    domains: "Application domains",
    months: "Months",
    tags: "Tags",
    sources: "Source of the text",
    writers: "Source of the report",
    all: (n: number) => `Show all ${number(n)}`,
    fewer: "Show fewer",
    parts: (name: string) => `Domains within ${name}`,
    unit: (n: number): string => (n === 1 ? "paper" : "papers"),
    show: (n: number, exact: boolean) => `Show ${exact ? "" : "about "}${count(n, "result", "results")}`,
    done: "Done",
    failed: "The filters could not be loaded.",
    sourceNames: {
      html: "arXiv’s HTML",
      markdown: "Hugging Face’s Markdown",
      pdf: "arXiv’s PDF",
      abs: "arXiv’s abstract page",
      abstract: "The list’s abstract",
    } as Record<string, string>,
  },

  plot: {
    label: (months: number, papers: number, most: string, of: number) =>
      `Papers per month: ${count(papers, "paper", "papers")} in ${count(months, "month", "months")}, the most in ${most} (${number(of)})`,
    point: (month: string, papers: number, of: number) => `${month}: ${number(papers)} of ${number(of)}`,
    table: "Show the numbers",
    hide: "Hide the numbers",
    month: "Month",
    papers: "Papers",
    of: "All papers",
    caption: "Papers per month",
    none: "No papers in any month",
  },

  saved: {
    title: "Saved searches",
    save: "Save this search",
    isSaved: (name: string) => `Saved as “${name}”. Click to remove the saved search.`,
    saveTitle: "Save this search",
    name: "Name",
    query: "Query",
    confirm: "Save",
    replaces: (name: string) => `There is already a search named “${name}”. It will be replaced.`,
    edit: "Edit saved searches",
    rename: (name: string) => `Name of the search “${name}”`,
    remove: (name: string) => `Remove “${name}”`,
    done: (name: string) => `“${name}” saved`,
    removed: (name: string) => `“${name}” removed`,
    renamed: (name: string) => `Renamed to “${name}”`,
    taken: (name: string) => `There is already a search named “${name}”.`,
  },

  news: {
    label: "New papers in saved searches",
    item: (n: number, name: string) => `${number(n)} new in “${name}”`,
    more: (n: number) => `+${number(n)}`,
    showAll: "Show all saved searches with new papers",
  },

  history: {
    title: "Recent searches",
    forget: (query: string) => `Remove “${query}”`,
    forgetAll: "Clear all",
  },

  related: {
    title: "Related papers",
    why: (field: string) => `Similar in: ${field}`,
  },

  words: {
    label: "Search terms in this paper",
    of: (query: string) => `“${query}”`,
    count: (at: number, of: number) =>
      of === 0 ? "Not in the report" : at > 0 ? `${number(at)} of ${number(of)}` : count(of, "match", "matches"),
    close: "Stop highlighting the search terms",
  },

  trends: {
    title: "Trends",
    of: (month: string) => `Trends in ${month}`,
    previous: "Previous month",
    next: "Next month",
    papers: (n: number) => count(n, "paper", "papers"),
    before: (n: number) => `Compared with ${count(n, "paper", "papers")} in the previous months.`,
    noBefore: "The library has no papers from the three months before to compare with.",
    domainsUp: "Rising domains",
    domainsDown: "Falling domains",
    termsUp: "Rising terms",
    termsDown: "Falling terms",
    field: "Domain",
    term: "Term",
    now: "In the month",
    then: "Before",
    cell: (share: number, papers: number) => `${percent(share)} · ${number(papers)}`,
    nothing: "No notable changes.",
    empty: "No trends yet",
    emptyHint: "Trends appear once the library has papers from more than one month.",
    failed: "The trends could not be loaded",
    months: "All papers, month by month",
  },
};
