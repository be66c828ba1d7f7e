import type { ErrorCode, Held, JobKind, NoticeKind } from "../bindings/wire";
import { causesEn } from "./causes.en";
import { size } from "./causes";
import { fetchEn } from "./fetch.en";
import { keepingEn } from "./keeping.en";
import { tasteEn } from "./taste.en";
import { sectionsEn } from "./sections";

/** Every English word of the window. Other languages must satisfy this file's type. */

// Made once: engines make a new one for each `toLocaleString`, which takes a large part of a millisecond.
const formatter = new Intl.NumberFormat("en");
const number = (n: number) => formatter.format(n);
const count = (n: number, one: string, many: string) => `${number(n)} ${n === 1 ? one : many}`;

export const en = {
  ...fetchEn,
  causes: causesEn,
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
  unreadCount: (n: number) => `${number(n)} unread`,
  sentences: (all: readonly string[]) => all.filter(Boolean).join(" "),
  labelled: (label: string, of: string) => `${label}: ${of}`,

  nav: {
    label: "Main",
    open: "Open the menu",
    search: "Search",
    days: "Daily papers",
    starred: "Starred",
    later: "Read later",
    unread: "Unread",
    for_me: "For me",
    all: "All papers",
    trends: "Trends",
    continue: "Continue reading",
    findTag: (count: number) => `Filter ${count} tags`,
    tags: "Tags",
    settings: "Settings",
    about: "About",
    import: "Import…",
    importFiles: "Import files…",
    importFolder: "Import a folder…",
    menu: "Menu",
  },

  calendar: {
    label: "Calendar",
    previousMonth: "Previous month",
    nextMonth: "Next month",
    day: (date: string, papers: number, unread: number) =>
      papers === 0
        ? `${date}, no papers in the library`
        : `${date}, ${count(papers, "paper", "papers")}${unread > 0 ? `, ${unread} unread` : ""}`,
  },

  days: {
    title: "Daily papers",
    label: "Days",
    total: (days: number, papers: number) => `${count(days, "day", "days")}, ${count(papers, "paper", "papers")}`,
    allRead: "All read",
    empty: "No papers yet",
    emptyHint: "Fetch today’s papers or import a daily report to get started.",
  },

  digest: {
    previous: "Previous day",
    next: "Next day",
    markRead: "Mark all as read",
    allRead: "All read",
    source: "Open the source page",
  },

  list: {
    label: (title: string) => `Papers: ${title}`,
    emptyDay: "No papers on this day",
    empty: {
      starred: {
        title: "No starred papers yet",
        hint: "Press {star} on a paper to star it. It stays in this list until you remove the star.",
      },
      later: { title: "No papers in Read later", hint: "Press {later} on a paper to add it to this list." },
      unread: { title: "No unread papers", hint: "You have read everything in the library." },
      for_me: { title: "Nothing missed", hint: "You have read all papers from the two weeks up to the newest day." },
      tag: { title: "No paper has this tag", hint: "Press {tags} on a paper to add tags." },
      collection: keepingEn.collections.empty,
      all: { title: "The library is empty", hint: "Fetch today’s papers or import a daily report to get started." },
    },
    openNewest: "Open the newest day",
    openDay: (date: string) => `Open ${date}`,
    failed: "The list could not be loaded",
    again: "Try again",
  },

  card: {
    star: "Star",
    unstar: "Remove star",
    later: "Add to Read later",
    notLater: "Remove from Read later",
    markRead: "Mark as read",
    markUnread: "Mark as unread",
    unread: "Unread",
    note: "Note",
    domain: "Application domain",
    tags: "Tags",
    noReport: "No report yet",
    damaged: "Partly damaged",
    unverified: (n: number, abstract: boolean) =>
      `${count(n, "doubtful number or name", "doubtful numbers or names")}${abstract ? " (checked against the abstract only)" : ""}`,
    writing: { at: "Report is being written", waiting: "Report is queued" },
  },

  paper: {
    damaged:
      "Part of this paper was damaged on the disk and is not shown. Paperboy is checking the library and will restore this part if a backup or the imported file contains it.",
    sections: sectionsEn,
    abstract: "Abstract",
    report: "Report",
    nothing: "This paper has no report yet.",
    outline: "Outline",
    outlineMenu: "Outline, tags and note",
    previous: "Previous paper",
    next: "Next paper",
    position: (n: number, of: number) => `${number(n)} of ${number(of)}`,
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
          ? "Built-in extraction"
          : writer.startsWith("model:")
            ? `Written by ${writer.slice(6)}`
            : writer.startsWith("from:")
              ? `From ${writer.slice(5)}`
              : writer,
    unknown: "This paper is not in the library",
    failed: "The paper could not be opened",
    table: "Table",
    code_block: "Code",
    more: "Show more",
    formula: "Formula",
  },

  tags: {
    more: (count: number) => `${count} more`,
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
    again: "Try again",
    part: (part: number, parts: number) => `Part ${part} of ${parts}`,
    previousPart: "Previous part",
    nextPart: "Next part",
  },

  copy: {
    label: "Copy",
    as: "Copy as",
    text: "Plain text",
    markdown: "Markdown",
    paper: "Whole report",
    citation: "Citation",
    link: "Link",
    done: "Copied",
  },

  welcome: {
    title: "Welcome to Paperboy",
    lead: "A quiet place to read each day’s AI papers. Your library stays on this computer.",
    files: "Import files",
    today: "Fetch today’s papers",
    todayHint: "Titles, abstracts and full texts, readable offline",
    weekend: "No papers are listed on weekends. This is the most recent day with papers.",
    emptyDay: "Hugging Face lists no papers for later days yet.",
    filesHint: "Daily reports, or digests from other programs",
    folder: "Import a folder",
    folderHint: "All daily reports and digests in a folder",
    sample: "Try it with sample papers",
    sampleHint: "Two days with twelve well-known papers",
    drop: "You can also drop files onto this window, or paste arXiv ids.",
  },

  drop: "Drop to import",

  job: {
    kinds: {
      import: "Importing",
      fetch: "Fetching",
      figures: "Fetching figures",
      write: "Writing reports",
      backup: "Backing up",
      restore: "Restoring the backup",
      restore_facts: "Restoring stars, tags and notes",
      vault: "Updating notes in Obsidian",
      sync: "Synchronising",
      publish: "Publishing",
      watch: "Checking arXiv for updates",
    } satisfies Record<JobKind, string>,
    of: (done: number, total: number) => `${number(done)} of ${number(total)}`,
    cancel: "Stop",
    stopping: "Stopping…",
  },

  imported: {
    title: "Import result",
    cancelled: "The import was stopped. Files imported so far are kept.",
    summary: (files: number, papers: number) => `${count(files, "file", "files")}, ${count(papers, "paper", "papers")}`,
    leftOut: (count_: number) =>
      `${count(count_, "file or folder was", "files or folders were")} skipped: hidden items, and conflict copies from a sync program.`,
    nothing: "Nothing in your selection can be imported.",
    unchanged: "Everything was already in the library",
    file: "File",
    day: "Day",
    papers: "Papers",
    outcome: "Result",
    outcomes: { added: "Added", updated: "Updated", unchanged: "Unchanged", refused: "Not imported" },
    moreProblems: (n: number) => `And ${count(n, "more problem", "more problems")}.`,
    moreFiles: (n: number) => `And ${count(n, "more file", "more files")}.`,
    show: "Show result",
    openDay: "Open",
  },

  toast: {
    label: "Messages",
    undo: "Undo",
    undone: (what: string, n: number) =>
      `Undone: ${
        (
          {
            read: "read marks",
            starred: "stars",
            later: "Read later",
            tags: "tags",
            note: "note",
            version: "choice of version",
            saved: "saved search",
            facts: "restored stars, tags and notes",
          } as Record<string, string>
        )[what] ??
        keepingEn.undone[what] ??
        tasteEn.undone[what] ??
        "change"
      }${n > 1 ? ` (${number(n)} papers)` : ""}`,
    pageLost: "The window stopped working and was reloaded.",
    copyAddress: "Copy the address",
    openAnyway: "Open it anyway",
    nothingToUndo: "There is nothing to undo",
    starred: "Starred",
    unstarred: "Star removed",
    later: "Added to Read later",
    notLater: "Removed from Read later",
    read: "Marked as read",
    unread: "Marked as unread",
    dayRead: (n: number) => `${count(n, "paper", "papers")} marked as read`,
    tagAdded: (tag: string) => `Tag “${tag}” added`,
    tagRemoved: (tag: string) => `Tag “${tag}” removed`,
    noteRemoved: "Note removed",
    backedUp: "Backup created",
    restored: { restore: "The backup was restored", restore_facts: "Stars, tags and notes were restored" },
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
    places: "Storage locations",
    library: "Library",
    logs: "Logs",
    openFolder: "Open folder",
    backups: "Backups",
    backupsHint:
      "A backup is made automatically every day, and another one on days with many changes. One backup per day is kept for 7 days, and one per week for 4 weeks, as far as the space limit allows.",
    backUp: "Back up now",
    backupsTake: (bytes: string, max: string) =>
      `The full backups take up ${bytes}; the limit is ${max}. The newest one and at least two others are always kept.`,
    noBackups: "No full backups yet",
    facts: "Stars, tags and notes",
    factsHint:
      "Your marks (starred, read, Read later), tags, notes, highlights, collections, saved searches and the like are also saved in small separate files (facts files), one for each hour with changes. They are kept for 90 days. Restoring one adds what is missing and removes nothing.",
    factsTitle: "Restore these stars, tags and notes?",
    factsText: (made: string) =>
      `The marks (starred, read, Read later), tags, notes, highlights, collections, saved searches and the like from ${made} that are missing from the library will be added. Nothing will be removed, and you can undo the change.`,
    more: (n: number) => `Show ${number(n)} more`,
    damaged: "Damaged files",
    damagedHint:
      "These damaged libraries were set aside. Everything readable in them is in your library. Delete the files when you no longer need them.",
    remove: "Delete",
    removeTitle: "Delete this file permanently?",
    removeText: (made: string, bytes: string) =>
      `The damaged library of ${made} (${bytes}) will be deleted. This cannot be undone.`,
    restore: "Restore",
    restoreTitle: "Restore this backup?",
    restoreText: (made: string) =>
      `The library will be as it was on ${made}. The current library will be backed up first.`,
    reasons: {
      daily: "Daily",
      manual: "Manual",
      migration: "Before an upgrade",
      restore: "Before a restore",
    } as Record<string, string>,
    made: "Created",
    size: "Size",
    reason: "Type",
    motion: "Animations follow the system setting.",
    importing: "Import",
    importHint:
      "Paperboy imports daily reports, digests from other programs, reference files (BibTeX, RIS, CSL-JSON), tables and lists of papers, and recognises each file by its content. Importing the same file again adds nothing twice.",
  },

  about: {
    title: "About Paperboy",
    version: (version: string) => `Version ${version}`,
    lead: "A local-first reader for daily AI papers.",
    privacy:
      "Your library stays on this computer. Paperboy connects to huggingface.co and arxiv.org to fetch papers: when you ask, or automatically if you have turned that on. When you open a paper, star it or add it to Read later, Paperboy fetches its missing figures from arxiv.org, unless you turn that off in Settings. It also fetches from arxiv.org the PDFs that you ask for and, if you turn that on, those of papers that you star or add to Read later. When you check for updates on papers you keep, or have this done automatically, the ids of these papers are sent to arxiv.org. Paperboy also connects to the addresses you subscribed to. To write and translate reports, it connects to the model you have set up; if you name an embedding service for search by meaning, the texts of papers and the descriptions that you search for are sent there; when you send papers to Zotero, it connects to Zotero on this computer. If you set up synchronisation, your stars, tags, notes and the like, the reports written by a model (unless you turn this off), and full texts and figures (if you turn this on) are written to the folder or sent to the server you chose; if you publish to a server, the published days are sent there; if you set up an assistant, what it reads is sent to its model. Links open in your browser.",
    licence: "Paperboy is free software under the MIT or the Apache-2.0 licence, at your option.",
    licences: "Third-party licences",
    licencesHint: (n: number) => `Paperboy uses ${count(n, "third-party package", "third-party packages")}.`,
    filter: "Filter packages",
    noText: "This package contains no licence text.",
    missing: "The list of licences is only included in release builds.",
  },

  notices: {
    migrated: "The library was upgraded for the new version. A backup was made first.",
    recovered: "The library was damaged and has been repaired. The damaged file was kept:",
    read_only:
      "The library is read-only: you can read and search, but not change stars, tags or notes. To change them, make its folder writable and restart Paperboy.",
    index_rebuilt:
      "The search index is being rebuilt automatically. Until it is finished, results may be incomplete; Search shows the progress.",
    damaged:
      "Part of the library is damaged. Restart Paperboy to repair it; if the damage remains, restore a backup in Settings.",
    backup_failed: "The automatic backup failed. Check the free space and the permissions of the library’s folder.",
    disk_full: "The disk is full. Free some space. Nothing already saved is lost.",
    index_failed:
      "The search index could not be updated. You can search what it already contains. Check the free space and the permissions of the library’s folder; the log has more details.",
    disk_full_reading:
      "The disk is full: you can read and search, but nothing can be saved. Free some space, then open the library again.",
    unprotected: "Files of the library were write-protected. Paperboy made them writable:",
    gone: "The library can no longer be found. Connect its drive or put the folder back, then open the library again.",
    replaced:
      "Another program removed or replaced a file of the library while it was open. Nothing is saved until you open the library again. What was saved before is kept.",
    import_stuck:
      "An import was interrupted twice at the same place and will not be restarted automatically. To import the files, start the import again:",
    clock:
      "The library contains a date in the future, so this computer’s clock is or was wrong. Nothing was lost. Check the clock. The date in the library:",
    vault_conflict:
      "One file in the folder for Obsidian notes was not updated: Paperboy’s part of it was changed, or the file is your own. It was left as it is. The note was written to another file, which is updated from now on:",
    safe_renderer:
      "The window stayed blank, so Paperboy started again with a safe renderer, which scrolls less smoothly. It is used until WebKit is updated.",
    publish_failed:
      "Check the folder or the server; “Publish now” in Settings shows the reason. Days could not be published here:",
    vault_failed: "One or more notes in Obsidian could not be updated. Check that the folder exists and is writable:",
  } satisfies Record<NoticeKind, string>,

  reopen: "Open the library again",
  recovery: {
    held: (h: Held) =>
      `${count(h.papers, "paper", "papers")}, ${count(h.starred, "star", "stars")}, ${count(h.notes, "note", "notes")} and ${count(h.tags, "tag", "tags")}`,
    indexes: (kept: string) =>
      `An internal index of the library’s database was damaged and has been rebuilt. Nothing was lost. The library contains ${kept}.`,
    salvaged: (kept: string, newer: string, backup: string | null) =>
      backup === null
        ? `The library’s database was damaged. Everything readable was kept: ${kept}.`
        : `The library’s database was damaged. The backup of ${backup} was restored, and everything readable was added to it: ${kept}, of which ${newer} are newer than the backup.`,
    backup: (kept: string, backup: string) =>
      `The library’s database was damaged and nothing newer than the backup of ${backup} was readable. That backup was restored: ${kept}.`,
    empty:
      "The library’s database was damaged, nothing in it was readable, and there was no intact backup. The library is empty.",
    lost: (n: number) => `${count(n, "damaged part", "damaged parts")} of the database could not be read.`,
    toFetch: (n: number) =>
      `The full text of ${count(n, "paper", "papers")} will be fetched again with the next fetch.`,
    kept: "The damaged file was kept:",
  },

  reportUnchanged: "Nothing changed: the new report is the same as the one shown",
  errors: {
    newer_library: "This library was made by a newer version of Paperboy. Update Paperboy to open it.",
    not_a_library:
      "This file is not a Paperboy library. Move it away, or set the environment variable PAPERBOY_LIBRARY to another folder, and start Paperboy again.",
    damaged: "The library is damaged. Restart Paperboy: it repairs the library or restores the newest intact backup.",
    disk_full: "The disk is full. Free some space and try again.",
    read_only: "The library is read-only. To make changes, make its folder writable and restart Paperboy.",
    no_permission: "Paperboy has no permission to use this file or folder. Check its permissions.",
    gone: "The library can no longer be found. Connect its drive or put the folder back, then try again.",
    replaced:
      "Another program removed or replaced a file of the library, so nothing was saved. Open the library again.",
    not_closed:
      "The library was not closed properly, and its folder is read-only. Copy the whole folder to a writable disk, set the environment variable PAPERBOY_LIBRARY to the copy, and start Paperboy again.",
    busy: "The library is busy with another task. Try again in a moment.",
    file: "This file or folder could not be used:",
    zotero: "The papers were not sent to Zotero.",
    sync: "Synchronisation failed.",
    publish: "Publishing to the server failed.",
    bad_backup: "This backup cannot be used. Choose another one.",
    library_missing:
      "The library’s database is missing, but there are backups. Restore the newest backup, or start with an empty library. Nothing is changed until you choose.",
    only_facts_left:
      "The library’s database is missing, and there is no full backup. Start with an empty library, then restore your stars, tags and notes in Settings.",
    stopped: "Stopped. No incomplete file was left behind.",
    unknown_paper: "This paper is not in the library.",
    index: "The search index is not available.",
    link_refused: "The link was not opened because it is not a safe web address.",
    link_near: "This link leads to this computer or its local network, not to a public website. Open it?",
    bad_value: "This could not be done.",
    offline: "There is no network connection. You can still read and search; try again when the network is back.",
    not_read: "The full text could not be fetched. Paperboy will try again with the next fetch of the paper’s day.",
    text_altered: "The stored full text was altered on the disk. It was removed and will be fetched again.",
    not_written: "The report could not be written.",
    internal: "Something went wrong in Paperboy. Try again; the log has more details.",
    not_opened: "No program on this system could open this address or folder:",
    clipboard: "The clipboard could not be used. Try again.",
  } satisfies Record<ErrorCode, string>,

  failedView: {
    badBackup: "No backup could be used. Click “Try again”, then start with an empty library.",
    title: "The library could not be opened",
    again: "Try again",
    trying: "Trying…",
    newestBackup: "Restore the newest backup",
    empty: "Start with an empty library",
  },

  readOnly: "Read-only",
  bytes: (n: number) => size(n, n === 1 ? "byte" : "bytes"),
};

/** What every language must have. */
export type Words = typeof en;
