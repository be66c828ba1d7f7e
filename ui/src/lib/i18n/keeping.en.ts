import type { AssistantClient, CitationForm, ExportFormat, ImportKind } from "../bindings/wire";

const count = (n: number, one: string, many: string) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const papers = (n: number) => count(n, "paper", "papers");

/** The English words of citing, exporting, collecting and of several papers at once. */
export const keepingEn = {
  menu: "Cite and export",
  cite: {
    label: "Copy citation",
    again: "Copy citation again",
    done: (form: string, n: number) =>
      n === 1 ? `Citation copied (${form})` : `Citations of ${papers(n)} copied (${form})`,
    keysDone: (n: number) => (n === 1 ? "Citation key copied" : `${n.toLocaleString("en")} citation keys copied`),
    forms: {
      key: "Citation key",
      bibtex: "BibTeX",
      gbt7714: "GB/T 7714",
      apa: "APA",
      latex: "LaTeX \\cite{…}",
      markdown: "Markdown",
      plain: "Plain text",
    } satisfies Record<CitationForm, string>,
    key: "Citation key",
    give: "Set a citation key",
    copyKey: "Copy the citation key",
    edit: "Change the citation key",
    save: "Save",
    changed: (key: string) => `The citation key is now ${key}`,
    suffixed: (key: string) => `Another paper has or had this key, so the citation key is now ${key}`,
    hint: "If you change the key, update the documents that already cite this paper by the old one.",
  },
  export: {
    label: "Export",
    formats: {
      bibtex: "BibTeX",
      biblatex: "BibLaTeX",
      ris: "RIS",
      "csl-json": "CSL-JSON",
      markdown: "Markdown",
      json: "JSON",
      "annotations-json": "Marks, tags, notes, highlights and collections (JSON)",
      html: "Printable page (HTML)",
      obsidian: "Notes in Obsidian",
      zotero: "Send to Zotero",
    } satisfies Record<ExportFormat | "obsidian" | "zotero", string>,
    done: (n: number, path: string) => `${papers(n)} exported to ${path}`,
    figures: (folder: string) => `The figures are in ${folder}.`,
    withheld: (n: number) =>
      `The figures of ${papers(n)} are left out, because the licence is not known or does not allow passing them on.`,
  },
  add: {
    label: "Add papers…",
    title: "Add papers",
    ids: "arXiv ids or addresses",
    hint: "The papers are fetched from arXiv and listed under today’s date in New York. You can also paste ids anywhere in the window.",
    confirm: "Add",
    adding: (n: number) => `Adding ${papers(n)}…`,
    known: (n: number) =>
      n === 1 ? "This paper is already in the library" : `All ${papers(n)} are already in the library`,
    nothing: "The text contains neither an arXiv id nor anything that can be imported",
    missing: (n: number) => `Fetch ${papers(n)}`,
    again: "Afterwards, import the file again to add what it contains about the papers fetched.",
    pasted: (date: string) => `Pasted ${date}`,
  },
  zotero: {
    sent: (n: number, place: string) => `${papers(n)} sent to Zotero (${place})`,
    missing: (name: string) =>
      `Zotero has no collection named “${name}”, so the papers went to the place that is selected in Zotero.`,
    already: (n: number) =>
      n === 1 ? "This paper was sent to Zotero before" : `${papers(n)} were sent to Zotero before`,
    some: (n: number) => `${papers(n)} had been sent before and ${n === 1 ? "was" : "were"} skipped.`,
    again: "Send again",
  },
  vault: {
    title: "Obsidian",
    hint: "One note for each paper. Paperboy changes only its own part of a note and the properties it wrote; your own text and properties are never changed.",
    folder: "Folder for Obsidian notes",
    none: "None chosen",
    choose: "Choose…",
    forget: "Stop using this folder",
    auto: "Update after each change",
    papers: "Papers",
    which: { starred: "Starred papers", all: "All papers" } as Record<string, string>,
    links: "Link related papers",
    days: "A note for each day",
    on: "On",
    off: "Off",
    update: "Update now",
    done: (written: number, unchanged: number) =>
      written === 0 && unchanged === 0
        ? "There are no papers to write notes for"
        : written === 0
          ? "All notes in Obsidian are up to date"
          : `${count(written, "note", "notes")} written, ${unchanged.toLocaleString("en")} unchanged`,
    cancelled: "The update was stopped. Notes written so far are kept.",
    conflict: (n: number) =>
      n === 1
        ? "One file in the folder for Obsidian notes was not updated: Paperboy’s part of it was changed, or the file is your own. It was left as it is. The note was written to another file, which is updated from now on:"
        : `${n.toLocaleString("en")} files in the folder for Obsidian notes were not updated: Paperboy’s part of them was changed, or the files are your own. They were left as they are. The notes were written to other files, which are updated from now on. The first:`,
    failed: (n: number) =>
      n === 1 ? "One note could not be written:" : `${n.toLocaleString("en")} notes could not be written. The first:`,
    deleted: (n: number) =>
      n === 1
        ? "One note that you deleted or moved out of the folder was not written again"
        : `${n.toLocaleString("en")} notes that you deleted or moved out of the folder were not written again`,
    again: "Write again",
  },
  assistants: {
    title: "Assistants (MCP)",
    hint: "An AI assistant on this computer can search and read this library and check sentences against papers. What it reads is sent to the model behind it. Copy the configuration for your client:",
    clients: {
      claude_code: { name: "Claude Code", where: "Run it in a terminal" },
      mcp_servers: {
        name: "Claude Desktop, Cursor, Gemini CLI",
        where: "Add it to the client’s configuration file (JSON)",
      },
      vs_code: { name: "Visual Studio Code", where: "Add it to mcp.json" },
      codex: { name: "Codex", where: "Add it to ~/.codex/config.toml" },
    } satisfies Record<AssistantClient, { name: string; where: string }>,
    copy: "Copy configuration",
    copied: (client: string) => `Configuration copied (${client})`,
    changes: "Let assistants change marks and tags",
    changesHint:
      "Off: they only read. On: they can also star papers, mark them as read, add them to Read later and change tags, which you can undo.",
    on: "On",
    off: "Off",
  },
  imported: {
    kinds: {
      report: "Daily report",
      daily_arxiv: "daily-arXiv-ai-enhanced",
      hugging_face: "Hugging Face list",
      newsletter: "Newsletter",
      bibtex: "BibTeX",
      biblatex: "BibLaTeX",
      ris: "RIS",
      csl_json: "CSL-JSON",
      papers: "Paperboy’s JSON export",
      table: "Table",
      ids: "List of arXiv ids",
    } satisfies Record<ImportKind, string>,
    collection: (name: string) => `Collection “${name}”`,
    highlights: (n: number) => count(n, "highlight", "highlights"),
  },
  collections: {
    title: "Collections",
    add: "New collection…",
    addTitle: "New collection",
    within: "Parent collection",
    top: "None",
    name: "Name",
    make: "Create",
    rename: "Rename…",
    renameTitle: "Rename the collection",
    save: "Save",
    note: "Note…",
    noteTitle: (name: string) => `Note on “${name}”`,
    noteLabel: "Note",
    up: "Move up",
    down: "Move down",
    moveTo: "Move to…",
    moveTitle: (name: string) => `Move “${name}”`,
    merge: "Merge into…",
    mergeTitle: (name: string) => `Merge “${name}” into another collection`,
    mergeHint:
      "The papers, the note and the inner collections of this collection move to the other one; if that is inside a third collection, the inner collections are placed beside it. Then this collection is deleted.",
    mergeDo: "Merge",
    remove: "Delete",
    menu: "Collection",
    made: (name: string) => `Collection “${name}” created`,
    renamed: (name: string) => `Collection renamed to “${name}”`,
    noted: "Note saved",
    moved: "Collection moved",
    placed: (n: number) => (n === 1 ? "Paper moved" : `${papers(n)} moved`),
    within_another:
      "Papers in a collection inside this one are ordered there. Open that collection to change their order.",
    dragged: papers,
    merged: (name: string) => `Merged into “${name}”`,
    removed: (name: string) => `Collection “${name}” deleted; its papers stay in the library`,
    empty: {
      title: "There are no papers in this collection",
      hint: "Select a paper and press {collect} to add it.",
    },
    choose: "Add to collections",
    chooseMany: (n: number) => `Add ${papers(n)} to collections`,
    filter: "Find a collection, or name a new one",
    create: (name: string) => `Create “${name}”`,
    none: "There are no collections yet. Enter a name to create the first one.",
    added: (name: string, n: number) => (n === 1 ? `Added to “${name}”` : `${papers(n)} added to “${name}”`),
    takenOut: (name: string, n: number) => (n === 1 ? `Removed from “${name}”` : `${papers(n)} removed from “${name}”`),
    some: (n: number, of: number) => `${n} of ${of}`,
    in: "Collections",
    addTo: "Add to a collection",
  },
  selection: {
    label: "Selected papers",
    count: (n: number) => `${n.toLocaleString("en")} selected`,
    all: (n: number) => `Select all ${n.toLocaleString("en")}`,
    clear: "Clear the selection",
    select: "Select",
    star: "Star",
    later: "Add to Read later",
    read: "Mark as read",
    tags: "Tags",
    tagsTitle: (n: number) => `Tags of ${papers(n)}`,
    starred: (n: number) => `${papers(n)} starred`,
    unstarred: (n: number) => `Stars of ${papers(n)} removed`,
    addedLater: (n: number) => `${papers(n)} added to Read later`,
    notLater: (n: number) => `${papers(n)} removed from Read later`,
    markedRead: (n: number) => `${papers(n)} marked as read`,
    markedUnread: (n: number) => `${papers(n)} marked as unread`,
  },
  undone: {
    marks: "marks and tags",
    highlight: "highlight",
    citation_key: "citation key",
    card_figure: "figure on the card",
    collection: "collection",
    collected: "papers in a collection",
  } as Record<string, string>,
};
