import type { Held } from "../bindings/wire";
import { fetchEn } from "./fetch.en";

/** Every English word of the window. Other languages must satisfy this file's type. */

const count = (n: number, one: string, many: string) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

export const en = {
  ...fetchEn,
  name: "Paperboy",
  locale: "en",
  skip: "Skip to content",
  loading: "Loading…",
  close: "Close",
  cancel: "Cancel",
  back: "Back",
  dismiss: "Dismiss",
  details: "Details",
  papers: (n: number) => count(n, "paper", "papers"),
  unreadCount: (n: number) => `${n.toLocaleString("en")} unread`,

  nav: {
    label: "Main",
    open: "Open the menu",
    search: "Search",
    days: "Daily papers",
    starred: "Starred",
    later: "Read later",
    unread: "Unread",
    all: "All papers",
    trends: "Trends",
    continue: "Continue reading",
    tags: "Tags",
    settings: "Settings",
    about: "About",
    import: "Import…",
    importFiles: "Import files…",
    importFolder: "Import a folder…",
    keys: "Keyboard shortcuts",
    library: "Library",
  },

  calendar: {
    label: "Calendar of days",
    previousMonth: "Previous month",
    nextMonth: "Next month",
    day: (date: string, papers: number, unread: number) =>
      papers === 0
        ? `${date}, no papers`
        : `${date}, ${count(papers, "paper", "papers")}${unread > 0 ? `, ${unread} unread` : ""}`,
  },

  days: {
    title: "Daily papers",
    label: "Days",
    total: (days: number, papers: number) => `${count(days, "day", "days")}, ${count(papers, "paper", "papers")}`,
    allRead: "All read",
    empty: "No days yet",
    emptyHint: "Fetch today’s papers or import a daily report to begin.",
  },

  digest: {
    previous: "Previous day",
    next: "Next day",
    markRead: "Mark the day read",
    allRead: "All read",
    source: "Source page",
    missing: "No papers on this day",
    missingHint: "Nothing was imported for this day. Choose another one.",
  },

  list: {
    label: (title: string) => `Papers: ${title}`,
    empty: {
      day: { title: "No papers on this day", hint: "Nothing was fetched or imported for this day." },
      starred: {
        title: "Nothing starred yet",
        hint: "Press s on a paper to star it. It stays here until you take the star away.",
      },
      later: { title: "Nothing kept for later", hint: "Press l on a paper to keep it for later." },
      unread: { title: "Everything is read", hint: "New days bring new papers." },
      tag: { title: "No paper has this tag", hint: "Press t on a paper to give it tags." },
      all: { title: "The library is empty", hint: "Fetch a day or import a daily report to begin." },
    },
    failed: "The list could not be loaded",
    again: "Try again",
  },

  card: {
    star: "Star",
    unstar: "Remove the star",
    later: "Read later",
    notLater: "Remove from read later",
    markRead: "Mark as read",
    markUnread: "Mark as unread",
    unread: "Unread",
    hasNote: "Has a note",
    domain: "Domain",
    tags: "Tags",
    noReport: "No report yet",
    unverified: (n: number, abstract: boolean) =>
      `${n.toLocaleString("en")} not found in the ${abstract ? "abstract" : "paper"}`,
    writing: { at: "Being written", waiting: "To be written" },
  },

  paper: {
    sections: {
      domain: "Application domain",
      contribution: "Core contribution",
      usage: "Usage guide",
      innovations: "Main innovations",
      results: "Experimental results",
    },
    abstract: "Abstract",
    report: "Report",
    nothing: "Nothing has been written about this paper yet.",
    outline: "Outline",
    previous: "Previous paper",
    next: "Next paper",
    position: (n: number, of: number) => `${n.toLocaleString("en")} of ${of.toLocaleString("en")}`,
    links: "Links",
    huggingface: "Hugging Face",
    arxiv: "arXiv",
    pdf: "PDF",
    code: "Code",
    project: "Project",
    dates: "Days",
    authors: "Authors",
    writtenBy: (writer: string) =>
      writer === "imported"
        ? "Imported report"
        : writer === "extract"
          ? "Extracted from the paper"
          : writer.startsWith("model:")
            ? `Written by ${writer.slice(6)}`
            : writer,
    unknown: "This paper is not in the library",
    failed: "The paper could not be opened",
    table: "Table",
    code_block: "Code",
    formula: "Formula",
  },

  tags: {
    label: "Tags",
    add: "Add a tag",
    remove: (tag: string) => `Remove the tag ${tag}`,
    none: "No tags yet",
  },

  note: {
    label: "Note",
    placeholder: "Write a note…",
    saving: "Saving…",
    saved: "Saved",
    unsaved: "Not saved yet",
    failed: "The note could not be saved. Your text is kept here.",
    again: "Save again",
  },

  copy: {
    label: "Copy",
    as: "Copy as",
    text: "Plain text",
    markdown: "Markdown",
    paper: "The whole report",
    citation: "Citation",
    link: "Link",
    done: "Copied",
  },

  welcome: {
    title: "Welcome to Paperboy",
    lead: "A quiet place to read the daily AI papers. Everything stays on this computer.",
    files: "Import files",
    today: "Fetch today’s papers",
    todayHint: "Titles, abstracts and full texts, to be read offline",
    filesHint: "Daily reports as Markdown or text",
    folder: "Import a folder",
    folderHint: "All the reports in it",
    sample: "Look around with a sample",
    sampleHint: "Two days of well-known papers",
    drop: "You can also drop .md or .txt files onto this window.",
  },

  drop: "Drop to import",

  job: {
    import: "Importing",
    restore: "Restoring a backup",
    of: (done: number, total: number) => `${done.toLocaleString("en")} of ${total.toLocaleString("en")}`,
    cancel: "Stop",
    stopping: "Stopping…",
  },

  imported: {
    title: "Import",
    cancelled: "The import was stopped. What was done is kept.",
    summary: (files: number, papers: number) => `${count(files, "file", "files")}, ${count(papers, "paper", "papers")}`,
    leftOut: (count_: number) =>
      `${count(count_, "file or folder was", "files or folders were")} left out: hidden ones, and copies that a sync program made of a conflict.`,
    nothing: "There was no report in what you chose.",
    unchanged: "Everything was already in the library.",
    file: "File",
    day: "Day",
    papers: "Papers",
    outcome: "Outcome",
    outcomes: { added: "Added", updated: "Updated", unchanged: "Unchanged", refused: "Refused" },
    problems: (n: number) => count(n, "problem", "problems"),
    show: "Show the result",
    openDay: "Read",
  },

  toast: {
    label: "Messages",
    undo: "Undo",
    undone: (what: string, n: number) =>
      `${
        (
          {
            read: "Read mark",
            starred: "Star",
            later: "Read later",
            tags: "Tags",
            note: "Note",
            version: "Version",
            saved: "Saved search",
          } as Record<string, string>
        )[what] ?? "Change"
      } taken back${n > 1 ? ` on ${n} papers` : ""}`,
    pageLost: "The page stopped unexpectedly and was loaded again",
    copyAddress: "Copy the address",
    nothingToUndo: "There is nothing to undo",
    starred: "Starred",
    unstarred: "Star removed",
    later: "Kept for later",
    notLater: "Removed from read later",
    read: "Marked as read",
    unread: "Marked as unread",
    dayRead: (n: number) => `${count(n, "paper", "papers")} marked as read`,
    tagAdded: (tag: string) => `Tag “${tag}” added`,
    tagRemoved: (tag: string) => `Tag “${tag}” removed`,
    noteSaved: "Note saved",
    noteRemoved: "Note removed",
    backedUp: "A backup was made",
    restored: "The backup was restored",
  },

  settings: {
    title: "Settings",
    appearance: "Appearance",
    language: "Language",
    languages: { system: "System", zh: "中文", en: "English" },
    theme: "Theme",
    themes: { system: "System", light: "Light", dark: "Dark" },
    textSize: "Text size",
    smaller: "Smaller",
    larger: "Larger",
    reset: "Reset",
    places: "Where things lie",
    library: "Library",
    logs: "Logs",
    openFolder: "Open the folder",
    backups: "Backups",
    backupsHint: "Made automatically every day, and again when much has changed. The last 7 days and 4 weeks are kept.",
    backUp: "Back up now",
    noBackups: "No backups yet",
    restore: "Restore",
    restoreTitle: "Restore this backup?",
    restoreText: (made: string) =>
      `The library goes back to how it was on ${made}. What you have now is backed up first.`,
    reasons: { daily: "Daily", manual: "By hand", migration: "Before an upgrade", restore: "Before a restore" } as Record<string, string>,
    made: "Made",
    size: "Size",
    reason: "Reason",
    motion: "Motion follows the system’s setting.",
    importing: "Import",
    importHint: "Daily reports as .md or .txt. The same file again changes nothing.",
  },

  about: {
    title: "About Paperboy",
    version: (version: string) => `Version ${version}`,
    lead: "A local-first reader for daily AI papers.",
    privacy:
      "Your library stays on this computer. Paperboy speaks to huggingface.co and arxiv.org only, to fetch papers when you ask or have agreed. Links open in your browser.",
    licence: "Free software under MIT or Apache-2.0, as you like.",
    licences: "Third-party licences",
    licencesHint: (n: number) => `Paperboy is built from ${count(n, "package", "packages")} by other people.`,
    filter: "Filter packages",
    noText: "The package carries no licence text.",
    missing: "The list of licences is made by a full build.",
  },

  keys: {
    title: "Keyboard shortcuts",
    groups: {
      lists: "In lists",
      paper: "In a paper",
      go: "Go to",
      all: "Everywhere",
    },
    next: "Next",
    previous: "Previous",
    first: "First, last",
    open: "Open",
    back: "Back",
    star: "Star",
    later: "Read later",
    read: "Read or unread",
    tags: "Tags",
    note: "Note",
    copy: "Copy menu",
    sections: "Go to a section",
    nextPaper: "Next paper",
    previousPaper: "Previous paper",
    scroll: "Scroll",
    days: "Daily papers",
    newest: "Newest day",
    starred: "Starred",
    laterList: "Read later",
    unreadList: "Unread",
    allList: "All papers",
    settings: "Settings",
    previousDay: "Previous day",
    nextDay: "Next day",
    markDay: "Mark the day read",
    search: "Search",
    textSize: "Text larger, smaller, as usual",
    undo: "Undo",
    help: "This help",
    fetch: "Fetch the day",
    tab: "Report or full text",
    find: "Find in the paper",
    match: "Next, previous match",
    trends: "Trends",
    reading: "Continue reading",
    saveNote: "Save and leave the note",
    then: "then",
    or: "or",
  },

  notices: {
    migrated: "The library was brought up to the new version. A backup was made first.",
    recovered: "The library was damaged and has been repaired. The damaged file was kept:",
    read_only: "The library can only be read. You can read and search; stars, tags and notes cannot be changed.",
    index_rebuilt: "The search index is being made anew. Until it is done, results may be incomplete.",
    damaged: "Part of the library is damaged. Restore a backup in the settings.",
    backup_failed: "The automatic backup failed. Check the free space and the permissions of the library’s folder.",
    disk_full: "The disk is full. Free some space; nothing that was saved is lost.",
    other: "The library has something to tell",
  } as Record<string, string>,

  recovery: {
    held: (h: Held) =>
      `${count(h.papers, "paper", "papers")}, ${count(h.starred, "star", "stars")}, ${count(h.notes, "note", "notes")} and ${count(h.tags, "tag", "tags")}`,
    indexes: (kept: string) => `An index of the library’s database was damaged and has been rebuilt. Nothing was lost: ${kept}.`,
    salvaged: (kept: string, newer: string, backup: string | null) =>
      backup === null
        ? `The library’s database was damaged. Everything readable was kept: ${kept}.`
        : `The library’s database was damaged. Everything readable was added to the backup of ${backup}: ${kept}, of which ${newer} are newer than the backup.`,
    backup: (kept: string, backup: string) =>
      `The library’s database was damaged and nothing newer than the backup of ${backup} was readable. The library is as it was then: ${kept}.`,
    empty: "The library’s database was damaged, nothing in it was readable, and there was no backup. The library is empty.",
    lost: (n: number) => `${count(n, "damaged place", "damaged places")} could not be read.`,
    toFetch: (n: number) => `The text of ${count(n, "paper", "papers")} is fetched again with the next fetch.`,
    kept: "The damaged file was kept:",
  },

  reportUnchanged: "Nothing changed: the new report is the same as the one shown.",
  errors: {
    newer_library: "This library was made by a newer Paperboy. Update Paperboy to open it.",
    not_a_library: "This file is not a Paperboy library. Choose another one or move it away.",
    damaged: "The library is damaged. Restore a backup.",
    disk_full: "The disk is full. Free some space and try again.",
    read_only: "The library can only be read. Make its folder writable to change something.",
    no_permission: "Paperboy may not open this. Check the permissions of the folder.",
    gone: "The library is not there any more. Connect its drive or put it back, then try again.",
    busy: "The library is busy with another task. Try again in a moment.",
    bad_backup: "This backup cannot be used. Choose another one.",
    unknown_paper: "This paper is not in the library.",
    index: "The search index has a problem and is being made anew. Try again in a moment.",
    link_refused: "This link was not opened, because its address is not a safe web address.",
    bad_value: "This value cannot be used.",
    offline: "There is no connection. Reading and searching go on; try again when the network is back.",
    not_read: "The paper could not be read for now. It is tried again with the next fetch.",
    not_written: "The report could not be written.",
    not_opened: "No program on this system could open this address:",
    internal: "Something went wrong inside Paperboy. Try again; the log says more.",
    other: "Something went wrong. Try again.",
  } as Record<string, string>,

  failedView: {
    title: "The library could not be opened",
    again: "Try again",
    trying: "Trying…",
  },

  readOnly: "Read only",
  bytes: (n: number) =>
    n < 1024
      ? `${n} B`
      : n < 1024 ** 2
        ? `${(n / 1024).toFixed(0)} KB`
        : n < 1024 ** 3
          ? `${(n / 1024 ** 2).toFixed(1)} MB`
          : `${(n / 1024 ** 3).toFixed(2)} GB`,
};

/** What every language must have. */
export type Words = typeof en;
