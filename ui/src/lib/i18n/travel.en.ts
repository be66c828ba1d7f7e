const count = (n: number, one: string, many: string): string => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** The words of publishing and subscribing, in English. */
export const travelEn = {
  publish: {
    title: "Publishing",
    hint: "Writes your daily reports to a folder, with readable pages, Atom feeds and an index. Put the folder on a web server, or share it: others can read it in a browser, follow it in a feed reader, or subscribe to it in Paperboy. Your stars, notes, tags and highlights are never published, nor are figures.",
    folder: "Folder for published days",
    none: "None chosen",
    choose: "Choose…",
    server: "On a server…",
    serverTitle: "Publish to a server",
    forget: "Stop using this folder",
    name: "Title",
    query: "Only papers that match",
    queryHint: "A query as in the search; leave it empty to publish all papers",
    address: "Address on the web",
    addressHint:
      "Where the folder will be on the web, so that feeds can link to its pages; leave it empty if you don’t know",
    addressWrong: "Enter an address such as https://example.org/papers/, or leave it empty.",
    auto: "Publish after each change",
    on: "On",
    off: "Off",
    now: "Publish now",
    done: (days: number, papers: number, written: number) =>
      days === 0
        ? "There are no papers to publish"
        : written === 0
          ? "The published days are up to date"
          : `Published ${count(days, "day", "days")} with ${count(papers, "paper", "papers")}; ${count(written, "file", "files")} written`,
    withheld: (n: number) =>
      n === 1
        ? "One report was left out, because it consists of sentences of the paper and its licence does not allow passing them on."
        : `${n.toLocaleString("en")} reports were left out, because they consist of sentences of the papers and their licences do not allow passing them on.`,
    cancelled: "Publishing was stopped. Files written so far are kept.",
    foreign: (n: number) =>
      n === 1
        ? "One file was not written, because a file that Paperboy did not write, or that was changed since, is in its place:"
        : `${n.toLocaleString("en")} files were not written, because files that Paperboy did not write, or that were changed since, are in their places. The first:`,
    failed: "A file could not be written, so publishing stopped:",
  },
  subscribe: {
    title: "Subscriptions",
    hint: "Days that others publish with Paperboy, feeds (Atom, RSS) whose entries name papers on arXiv, or categories of arXiv such as cs.CL. They are fetched with the daily papers. Reports of others are kept as versions under their name, beside your own; papers of a feed or a category get their reports here.",
    address: "Address or arXiv category",
    placeholder: "https://… or cs.CL",
    perDay: "Papers a day from each arXiv category",
    perDayHint:
      "Once you have starred three papers, those that “For me” would put first are taken, and their reports are written first",
    perDayWrong: "Enter a number from 1 to 500.",
    add: "Subscribe",
    adding: "Subscribing…",
    folder: "Subscribe to a folder…",
    none: "No subscriptions",
    remove: "Remove",
    removed: (name: string) => `Removed the subscription to ${name}. What came by it is kept.`,
    added: (name: string) => `Subscribed to ${name}`,
    kinds: { days: "Days with reports", list: "Papers", category: "arXiv category" } as Record<string, string>,
    never: "Not fetched yet",
    last: (at: string, days: number, papers: number) =>
      `${at}: ${count(days, "day", "days")} new or changed, ${count(papers, "paper", "papers")} new`,
    brought: (name: string, days: number, papers: number) =>
      `${name}: ${count(days, "day", "days")} new or changed, ${count(papers, "paper", "papers")} new`,
    problem: (name: string, why: string) => `${name}: ${why}`,
  },
};
