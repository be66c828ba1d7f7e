import type { HighlightColour, HighlightText } from "../bindings/wire";

const number = (n: number) => n.toLocaleString("en");
const count = (n: number) => `${number(n)} ${n === 1 ? "highlight" : "highlights"}`;

/** The English words of highlights. */
export const highlightsEn = {
  title: "Highlights",
  bar: "Highlight the selected text",
  edit: "Edit the highlight",
  colours: { yellow: "Yellow", green: "Green", blue: "Blue", pink: "Pink" } as Record<HighlightColour, string>,
  highlightIn: (colour: string) => `Highlight in ${colour.toLowerCase()}`,
  note: "Note",
  addNote: "Add a note",
  editNote: "Edit the note",
  notePlaceholder: "A note on this passage",
  saveNote: "Save the note",
  copy: "Copy the quote",
  quote: "Add the quote to the paper’s note",
  remove: "Delete the highlight",
  close: "Close",
  count,
  added: "Highlighted",
  recoloured: "Colour changed",
  noted: "Note on the highlight saved",
  unnoted: "Note on the highlight removed",
  removed: (n: number) => (n === 1 ? "Highlight deleted" : `${count(n)} deleted`),
  copied: "Quote copied",
  quoted: "Quote added to the paper’s note",
  none: "Select text to highlight it, or press {highlight}.",
  nothing: "There is no text here to highlight",
  texts: { report: "Report", abstract: "Abstract", article: "Full text" } as Record<HighlightText, string>,
  orphans: "Not found in the text",
  orphansHint:
    "These passages cannot be located with certainty: the text has changed, or another program quotes it differently. The highlights are kept unchanged.",
  version: "See the version it was made in",
  name: (colour: string, note: string | null) =>
    note ? `Highlight, ${colour.toLowerCase()}. Note: ${note}` : `Highlight, ${colour.toLowerCase()}`,
  filter: "Filters",
  allColours: "All colours",
  colour: "Colour",
  tag: "Tag",
  anyTag: "All tags",
  collection: "Collection",
  anyCollection: "All collections",
  withNote: "With a note",
  failed: "The highlights could not be loaded",
  unknownPaper: "This paper is not in the library",
  empty: { title: "No highlights yet", hint: "Select text in a paper to highlight it." },
  nothingFound: { title: "No highlights match these filters", hint: "Choose other filters." },
  loadMore: "Show more",
};
