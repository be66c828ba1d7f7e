const count = (n: number, one: string, many: string): string => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** The words of publishing and subscribing, in English. */
export const travelEn = {
  publish: {
    title: "Publishing",
    hint: "Paperboy writes your daily reports to a folder on this computer or on a server, with web pages, Atom feeds and an index. If the folder is on the web or shared, others can read it in a browser, follow it in a feed reader, or subscribe to it in Paperboy. Your stars, notes, tags and highlights are never published, nor are figures; but if you publish only papers that match is:starred, for example, readers can tell which papers you starred.",
    folder: "Folder for published days",
    none: "None chosen",
    choose: "Choose…",
    server: "On a server…",
    serverTitle: "Publish to a server",
    forget: "Stop using this folder",
    name: "Title",
    query: "Only papers that match",
    queryHint: "Write it like a search; leave it empty to publish all papers.",
    address: "Address on the web",
    addressHint:
      "Where the folder will be on the web, so that feeds can link to its pages; leave it empty if you don’t know.",
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
        ? "One report was left out, because it contains sentences of the paper, whose licence is not known or does not allow passing them on."
        : `${n.toLocaleString("en")} reports were left out, because they contain sentences of the papers, whose licences are not known or do not allow passing them on.`,
    cancelled: "Publishing was stopped. Files written so far are kept.",
    foreign: (n: number) =>
      n === 1
        ? "One file was not written, because its place is taken by a file that Paperboy did not write or that has been changed since:"
        : `${n.toLocaleString("en")} files were not written, because their places are taken by files that Paperboy did not write or that have been changed since. The first:`,
    failed: "A file could not be written, so publishing stopped:",
  },
  subscribe: {
    title: "Subscriptions",
    hint: "You can subscribe to days that others publish with Paperboy, to feeds (Atom, RSS) whose entries name papers on arXiv, and to categories of arXiv such as cs.CL. They are fetched with the daily papers. The reports of others are kept as versions under the name of the subscription, beside your own; for the papers of a feed or a category, Paperboy writes reports in the same way as for the daily papers.",
    address: "Address, folder or arXiv category",
    placeholder: "https://… or cs.CL",
    perDay: "Papers a day from each arXiv category",
    perDayHint:
      "Once you have starred three papers, the papers that “For me” would put first are fetched, and their reports are written first.",
    perDayWrong: "Enter a number from 1 to 500.",
    add: "Subscribe",
    adding: "Subscribing…",
    folder: "Subscribe to a folder…",
    none: "No subscriptions",
    remove: "Remove",
    removed: (name: string) => `Subscription to ${name} removed. Everything fetched through it is kept.`,
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
