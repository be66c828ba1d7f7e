// Made from src-tauri/crates/core/src/wire by `make bindings`. Do not edit.

/**
 * The state of the library and the program, requested at start and after every `changed` event.
 */
export type Status = { 
/**
 * How many papers are kept.
 */
papers: number, 
/**
 * How many days are kept.
 */
days: number, 
/**
 * How many papers are starred.
 */
starred: number, 
/**
 * How many papers are kept for later.
 */
later: number, 
/**
 * How many papers are unread.
 */
unread: number, 
/**
 * Changes with the tags in use and their numbers of papers: then ask for `tags`, of which
 * there may be thousands.
 */
tags: string, 
/**
 * The collections in their order, each followed by those in it.
 */
collections: Array<Collection>, 
/**
 * Whether the library can only be read.
 */
read_only: boolean, 
/**
 * The notices for the user, until they are dismissed.
 */
notices: Array<Notice>, 
/**
 * The search index.
 */
index: IndexState, 
/**
 * The import that runs now.
 */
job: Progress | null, 
/**
 * The fetching that runs now.
 */
fetch: Progress | null, 
/**
 * The fetching of figures that runs, or waits for other fetching or the network.
 */
figures: Progress | null, 
/**
 * The writing that runs, waits or is held; null when nothing is to be written.
 */
writing: WritingState | null, };

/**
 * A tag and how many papers have it.
 */
export type TagCount = { 
/**
 * The tag.
 */
name: string, 
/**
 * How many papers have it.
 */
papers: number, };

/**
 * A collection of papers.
 */
export type Collection = { 
/**
 * It keeps it under every name.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * The collection that it is in; null: none.
 */
parent: string | null, 
/**
 * The user's note about it, plain text.
 */
note: string | null, 
/**
 * How many papers are in it or in a collection in it.
 */
papers: number, };

/**
 * How many papers of some are in a collection.
 */
export type CollectedCount = { 
/**
 * The collection.
 */
collection: string, 
/**
 * How many of the papers asked for are in it.
 */
papers: number, };

/**
 * A collection that was just made.
 */
export type AddedCollection = { 
/**
 * The collection.
 */
collection: string, 
/**
 * The change, for undo.
 */
change: Change, };

/**
 * A highlight in a text of a paper.
 */
export type Highlight = { 
/**
 * Its UUID.
 */
id: string, 
/**
 * Its colour.
 */
colour: HighlightColour, 
/**
 * The user's note on it, plain text.
 */
note: string | null, 
/**
 * What it marks; formulas are between dollar signs.
 */
quote: string, 
/**
 * The heading of the section it was made in: a key for a report.
 */
section: string, 
/**
 * Which text it is in.
 */
text: HighlightText, 
/**
 * When it was made, RFC 3339 in UTC.
 */
added: string, 
/**
 * Where it is in the text that is shown now; null: the text does not say it any more.
 */
ranges: Array<HighlightRange> | null, 
/**
 * For a report's that has no place: the version that it was made on, while the library has it.
 */
version: number | null, };

/**
 * The colour of a highlight.
 */
export type HighlightColour = "yellow" | "green" | "blue" | "pink";

/**
 * The texts of a paper in which there are highlights.
 */
export type HighlightText = "report" | "abstract" | "article";

/**
 * A range in one part of a text, in Unicode characters that are not white space.
 */
export type HighlightRange = { 
/**
 * A section's key, or `rest`, of a report; `abstract`; the number of an article's section, from 0.
 */
part: string, 
/**
 * The first character.
 */
from: number, 
/**
 * After the last one.
 */
to: number, };

/**
 * A place in a text of a paper that was selected.
 */
export type HighlightPlace = { 
/**
 * Which text.
 */
text: HighlightText, 
/**
 * Where in it, part by part.
 */
ranges: Array<HighlightRange>, 
/**
 * What it says there: the text may have changed since it was shown.
 */
says: string, };

/**
 * A highlight that was just made.
 */
export type AddedHighlight = { 
/**
 * The highlight.
 */
highlight: string, 
/**
 * The change, for undo.
 */
change: Change, };

/**
 * Which highlights are listed.
 */
export type HighlightFilter = { 
/**
 * Only those of this colour.
 */
colour: HighlightColour | null, 
/**
 * Only those in papers with this tag.
 */
tag: string | null, 
/**
 * Only those in papers in this collection or one in it, by its id.
 */
collection: string | null, 
/**
 * Only those with a note.
 */
noted: boolean, };

/**
 * A part of a list of highlights.
 */
export type HighlightPage = { 
/**
 * The highlights, the newest first.
 */
highlights: Array<ListedHighlight>, 
/**
 * How many there are.
 */
total: number, };

/**
 * A highlight among those of many papers.
 */
export type ListedHighlight = { 
/**
 * Its UUID.
 */
id: string, 
/**
 * The paper's arXiv id.
 */
paper: string, 
/**
 * The paper's title; null: the library does not have the paper.
 */
title: string | null, 
/**
 * Its colour.
 */
colour: HighlightColour, 
/**
 * The user's note on it.
 */
note: string | null, 
/**
 * What it marks.
 */
quote: string, 
/**
 * Which text it is in.
 */
text: HighlightText, 
/**
 * When it was made, RFC 3339 in UTC.
 */
added: string, };

/**
 * A citation key after the user changed it.
 */
export type StoredKey = { 
/**
 * The key as it is stored: with a suffix where another paper has what the user typed.
 */
key: string, 
/**
 * The change, for undo.
 */
change: Change, };

/**
 * The form in which papers are cited.
 */
export type CitationForm = "key" | "bibtex" | "gbt7714" | "apa" | "latex" | "markdown" | "plain";

/**
 * The papers that are exported from the window.
 */
export type ExportOf = { "of": "list", 
/**
 * The list.
 */
view: View, } | { "of": "query", 
/**
 * The query.
 */
query: string, } | { "of": "papers", 
/**
 * Their arXiv ids.
 */
ids: Array<string>, };

/**
 * As what papers are exported.
 */
export type ExportFormat = "bibtex" | "biblatex" | "ris" | "csl-json" | "markdown" | "json" | "annotations-json" | "html";

/**
 * A file that was written.
 */
export type ExportedFile = { 
/**
 * Its path.
 */
path: string, 
/**
 * How many papers are in it.
 */
papers: number, 
/**
 * The folder of its figures; null: it has none.
 */
figures: string | null, 
/**
 * How many papers have figures that are not in it because of their licence.
 */
withheld: number, };

/**
 * How far the search index is.
 */
export type IndexState = { 
/**
 * How many papers are indexed.
 */
indexed: number, 
/**
 * How many papers there are.
 */
papers: number, 
/**
 * Whether it is being updated now.
 */
building: boolean, 
/**
 * Whether it lacks the last changes: the disk is full, or another program is writing it. Its
 * counts may be too low.
 */
behind: boolean, };

/**
 * A notice for the user. The window words it by `kind`.
 */
export type Notice = { 
/**
 * Its number, to dismiss it by.
 */
id: number, 
/**
 * What it is about.
 */
kind: NoticeKind, 
/**
 * The path, or whatever it concerns.
 */
detail: string, 
/**
 * For a damaged library: its repair and the losses.
 */
recovery: Recovery | null, };

/**
 * What a notice is about.
 */
export type NoticeKind = "migrated" | "recovered" | "read_only" | "index_rebuilt" | "index_failed" | "damaged" | "backup_failed" | "disk_full" | "disk_full_reading" | "unprotected" | "gone" | "replaced" | "import_stuck" | "clock" | "vault_conflict" | "vault_failed" | "publish_failed" | "safe_renderer";

/**
 * The repair of a damaged library, and the losses.
 */
export type Recovery = { 
/**
 * The step that led to a sound library.
 */
how: RecoveredBy, 
/**
 * The first thing that was found wrong, in the database's words.
 */
wrong: string, 
/**
 * The day of the backup that it began from, `YYYY-MM-DD` in UTC.
 */
backup: string | null, 
/**
 * What the library holds now.
 */
kept: Held, 
/**
 * What of that is newer than the backup.
 */
newer: Held, 
/**
 * Damaged places of the file, each a row or a page, that could not be read.
 */
lost: number, 
/**
 * Papers whose text is to be fetched again.
 */
to_fetch: number, };

/**
 * The step that repaired a damaged library.
 */
export type RecoveredBy = "indexes" | "salvaged" | "backup" | "empty";

/**
 * What a library holds, counted.
 */
export type Held = { 
/**
 * Papers.
 */
papers: number, 
/**
 * Starred papers.
 */
starred: number, 
/**
 * Notes.
 */
notes: number, 
/**
 * Tags on papers.
 */
tags: number, };

/**
 * A day kept.
 */
export type Day = { 
/**
 * `YYYY-MM-DD`, a day in America/New_York.
 */
date: string, 
/**
 * The number of papers on it.
 */
papers: number, 
/**
 * How many of them are unread.
 */
unread: number, 
/**
 * The page it came from.
 */
source_url: string | null, };

/**
 * Which papers a list holds.
 */
export type View = { "kind": "day", 
/**
 * `YYYY-MM-DD`.
 */
date: string, } | { "kind": "starred" } | { "kind": "later" } | { "kind": "unread" } | { "kind": "tag", 
/**
 * The tag.
 */
name: string, } | { "kind": "collection", 
/**
 * Its id.
 */
id: string, } | { "kind": "all" } | { "kind": "for_me" } | { "kind": "for_collection", 
/**
 * Its id.
 */
id: string, };

/**
 * What a link shows. A link comes from any web page: it shows a place in the window and changes
 * nothing.
 */
export type DeepLink = { "name": "paper", 
/**
 * Its arXiv id.
 */
id: string, } | { "name": "day", 
/**
 * The day, as `YYYY-MM-DD`.
 */
date: string, } | { "name": "search", 
/**
 * The query.
 */
query: string, };

/**
 * In which order the papers of a day are listed.
 */
export type Order = "listed" | "votes" | "for_me";

/**
 * A part of a list.
 */
export type CardPage = { 
/**
 * The cards from the requested offset.
 */
cards: Array<Card>, 
/**
 * How long the whole list is.
 */
total: number, 
/**
 * Whether the list is in the learnt order, where it should be; null: it should not.
 */
learnt: LearntState | null, 
/**
 * What the checks of a day's reports found; null in another list.
 */
check: DayCheck | null, };

/**
 * Whether there is a learnt order.
 */
export type LearntState = { "state": "ready" } | { "state": "learning" } | { "state": "too_few", 
/**
 * How many they liked.
 */
have: number, 
/**
 * How many are needed.
 */
needed: number, };

/**
 * A paper in a list.
 */
export type Card = { 
/**
 * The arXiv id.
 */
id: string, 
/**
 * The title, plain text (may hold `$LaTeX$`).
 */
title: string, 
/**
 * The newest day that lists it.
 */
date: string, 
/**
 * The domain as short labels.
 */
domain: Array<string>, 
/**
 * The core contribution: safe HTML of one paragraph.
 */
contribution_html: string | null, 
/**
 * The author of the contribution; null when there is none.
 */
contribution_source: ContributionSource | null, 
/**
 * The source that it was read from; null before it was read.
 */
reading_source: ReadingSource | null, 
/**
 * Whether it is starred.
 */
starred: boolean, 
/**
 * Whether it was read.
 */
read: boolean, 
/**
 * Whether it is kept for later.
 */
later: boolean, 
/**
 * The user's tags.
 */
tags: Array<string>, 
/**
 * The beginning of the user's note, plain text; null: there is none.
 */
note: string | null, 
/**
 * How many highlights the user made in its texts.
 */
highlights: number, 
/**
 * Why it was not read, or not more fully.
 */
reading_reasons: Array<ReadingReason>, 
/**
 * The number of upvotes on the source at the last request.
 */
upvotes: number | null, 
/**
 * Who wrote the shown report: `imported`, `extract`, `model:NAME`; null: there is none.
 */
writer: string | null, 
/**
 * How many figures and names of the shown report were looked up and not found; null: not
 * looked up.
 */
unverified: number | null, 
/**
 * Whether a part was altered on the disk and is not shown.
 */
damaged: boolean, 
/**
 * The figure that shows what it is about; null: there is none.
 */
figure: CardFigure | null, 
/**
 * Why it has its place in the order that was learnt; null in another order.
 */
for_me: ForMe | null, };

/**
 * Why a paper has its place in the learnt order.
 */
export type ForMe = { 
/**
 * The words that raise or lower it most, the strongest first.
 */
reasons: Array<WordReason>, 
/**
 * The liked paper that it is most like; null: it is like none.
 */
like: LikedPaper | null, 
/**
 * Whether the user chose "less of this" for it.
 */
less: boolean, 
/**
 * The saved searches that find it, which brings it to the top.
 */
searches: Array<MatchedSearch>, };

/**
 * A paper that the user likes.
 */
export type LikedPaper = { 
/**
 * The arXiv id.
 */
id: string, 
/**
 * The title, plain text (may hold `$LaTeX$`).
 */
title: string, };

/**
 * A word that raises or lowers a paper.
 */
export type WordReason = { 
/**
 * What it names.
 */
kind: WordKind, 
/**
 * The form that preferences refer to.
 */
word: string, 
/**
 * As it is shown in Chinese.
 */
zh: string, 
/**
 * As it is shown in English.
 */
en: string, 
/**
 * Its part of the paper's score; negative: it lowers the paper.
 */
weight: number, 
/**
 * The user's opinion on it.
 */
opinion: Opinion | null, };

/**
 * What a word of the learnt order names.
 */
export type WordKind = "subject" | "author" | "organisation";

/**
 * The user's opinion on a word.
 */
export type Opinion = "more" | "less" | "forgotten";

/**
 * What was learnt of the user's taste.
 */
export type Taste = { 
/**
 * Whether anything was learnt.
 */
learnt: LearntState, 
/**
 * The words with the largest weights, the largest first, and all that the user has a
 * preference for.
 */
words: Array<LearntWord>, };

/**
 * A saved search that finds a paper.
 */
export type MatchedSearch = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its query.
 */
query: string, };

/**
 * A word with what was learnt of it.
 */
export type LearntWord = { 
/**
 * What it names.
 */
kind: WordKind, 
/**
 * The form that preferences refer to.
 */
word: string, 
/**
 * As it is shown in Chinese.
 */
zh: string, 
/**
 * As it is shown in English.
 */
en: string, 
/**
 * From −1 to 1, relative to the largest: how much it raises a paper, or lowers it.
 */
weight: number, 
/**
 * The user's opinion on it.
 */
opinion: Opinion | null, };

/**
 * The figure on a paper's card.
 */
export type CardFigure = { 
/**
 * The caption of the figure, its number first, plain text.
 */
caption: string, 
/**
 * The name of the image; null: it is still to come.
 */
key: string | null, 
/**
 * The width in pixels: twice that in which it is shown.
 */
width: number, 
/**
 * The height in pixels.
 */
height: number, };

/**
 * The images of a paper's article.
 */
export type ArticleFigures = { 
/**
 * That of the article; empty: no article is kept.
 */
stamp: string, 
/**
 * Each image in the order of the article.
 */
images: Array<FigureImage>, 
/**
 * Whether the user chose the figure on the card.
 */
chosen: boolean, };

/**
 * An image of a paper's article.
 */
export type FigureImage = { 
/**
 * The name of the image; null: there is none to show.
 */
key: string | null, 
/**
 * The width in pixels: twice that in which it is shown at most.
 */
width: number, 
/**
 * The height in pixels.
 */
height: number, 
/**
 * Why there is none to show.
 */
problem: ImageProblem | null, 
/**
 * Whether the paper's card shows it.
 */
on_card: boolean, };

/**
 * The papers whose figures are fetched.
 */
export type FetchedFigures = "all" | "kept" | "none";

/**
 * The figures that exports contain.
 */
export type ExportedFigures = "open" | "all" | "none";

/**
 * Which figures are fetched and exported, and how much space they take.
 */
export type FigureSettings = { 
/**
 * The papers whose figures are fetched.
 */
fetched: FetchedFigures, 
/**
 * The figures that exports contain.
 */
exported: ExportedFigures, 
/**
 * How much space they may take, in megabytes.
 */
space_mb: number, 
/**
 * How much space they take, in kilobytes.
 */
used_kb: number, };

/**
 * One thing that is new about a paper.
 */
export type News = { "kind": "version", 
/**
 * Its number.
 */
version: number, 
/**
 * When it came, `YYYY-MM-DDTHH:MM:SSZ`; null: arXiv does not say.
 */
since: string | null, } | { "kind": "withdrawn", 
/**
 * What arXiv says about it.
 */
quote: string, } | { "kind": "reference", 
/**
 * Where, as arXiv says.
 */
quote: string, } | { "kind": "code", 
/**
 * The address.
 */
url: string, };

/**
 * Something new about a paper that the user keeps.
 */
export type NewsOfPaper = { 
/**
 * The paper's id.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * What is new.
 */
news: News, 
/**
 * When it was found.
 */
found: string, };

/**
 * Whether arXiv is asked what is new about papers that the user keeps, and how far that is.
 */
export type WatchState = { 
/**
 * Whether the user agreed to automatic look-ups.
 */
on: boolean, 
/**
 * How many papers the user keeps.
 */
kept: number, 
/**
 * Of how many of them it is time to ask.
 */
due: number, 
/**
 * Whether arXiv is being asked now.
 */
running: boolean, 
/**
 * How the last look-up ended; null: there was none.
 */
last: WatchEnd | null, };

/**
 * How a look-up ended.
 */
export type WatchEnd = { 
/**
 * When.
 */
at: string, 
/**
 * About how many papers arXiv was asked.
 */
asked: number, 
/**
 * How many things were new.
 */
news: number, 
/**
 * Why it ended before its end; null: it did not.
 */
problem: AtomCause | null, };

/**
 * Why what arXiv says about papers is not known.
 */
export type AtomCause = { "code": "network", 
/**
 * What happened on the way.
 */
why: NetworkCause, } | { "code": "not_found" } | { "code": "too_large" } | { "code": "web_page" } | { "code": "not_xml" } | { "code": "entities" } | { "code": "cut_off" } | { "code": "other_shape" } | { "code": "refused", 
/**
 * What it says.
 */
text: string, } | { "code": "other_papers" };

/**
 * Why an image of a figure is not shown.
 */
export type ImageProblem = "waiting" | "not_found" | "not_fetched" | "not_an_image" | "damaged" | "blank" | "too_large" | "too_complex" | "too_slow" | "removed" | "interrupted";

/**
 * What is known of a paper's PDF.
 */
export type PaperPdf = { 
/**
 * The size of the file in kilobytes; null: none is kept.
 */
kept_kb: number | null, 
/**
 * Whether it waits to be fetched.
 */
waiting: boolean, 
/**
 * Why none is kept, where that is known.
 */
absence: PdfAbsence | null, };

/**
 * Whether PDFs are kept, and how much space they take.
 */
export type PdfSettings = { 
/**
 * Whether PDFs of papers that are starred or kept for later are kept.
 */
kept: boolean, 
/**
 * How much space PDFs may take, in megabytes.
 */
space_mb: number, 
/**
 * How much space they take, in kilobytes.
 */
used_kb: number, };

/**
 * Why the PDF of a paper is not kept.
 */
export type PdfAbsence = "not_found" | "not_fetched" | "not_a_pdf" | "too_large" | "removed" | "deleted";

/**
 * Why the text of a PDF is not read, or is of no use.
 */
export type PdfProblem = "no_text" | "garbled" | "other_title" | "encrypted" | "damaged" | "too_large" | "too_complex" | "no_reader";

/**
 * Whose words a card shows as a paper's contribution.
 */
export type ContributionSource = "report" | "hugging_face" | "abstract";

/**
 * A paper opened for reading.
 */
export type OpenPaper = { 
/**
 * What its card shows.
 */
card: Card, 
/**
 * All the days that list it, newest first.
 */
dates: Array<string>, 
/**
 * Its authors, when known.
 */
authors: Array<string>, 
/**
 * Its abstract, safe HTML, when known.
 */
abstract_html: string | null, 
/**
 * The one-sentence summary that a model of Hugging Face wrote.
 */
summary: string | null, 
/**
 * The keywords that a model of Hugging Face chose.
 */
keywords: Array<string>, 
/**
 * Who published it.
 */
organization: string | null, 
/**
 * The day it was published, `YYYY-MM-DD`.
 */
published: string | null, 
/**
 * Whether its article can be read here.
 */
has_article: boolean, 
/**
 * Whether its reading is settled; until then the next fetch tries again.
 */
reading_settled: boolean, 
/**
 * The number of the shown version; null: there is no report.
 */
version: number | null, 
/**
 * How many versions there are.
 */
versions: number, 
/**
 * How the shown report was written; null for an imported one.
 */
record: WritingRecord | null, 
/**
 * The language that the shown report is mostly in; null: there is no report.
 */
language: ReportLanguage | null, 
/**
 * The outcome for its figures and names when they were looked up; null: not looked up.
 */
check: Check | null, 
/**
 * The sections the report has, in order.
 */
sections: Array<OpenSection>, 
/**
 * The report as a whole, safe HTML, when it has none of the five sections.
 */
rest_html: string | null, 
/**
 * The user's note, plain text.
 */
note: string | null, 
/**
 * Its addresses.
 */
links: Links, };

/**
 * A paper's article.
 */
export type OpenArticle = { 
/**
 * Names this version of the text: the numbers of its images are those of the answer about its
 * figures with the same stamp.
 */
stamp: string, 
/**
 * What it was read from.
 */
reading_source: ReadingSource, 
/**
 * When it was fetched, RFC 3339 in UTC.
 */
fetched: string, 
/**
 * The licence of the paper as arXiv names it; null: not known.
 */
licence: string | null, 
/**
 * Its sections in order, the abstract first and the references last.
 */
sections: Array<ArticleSection>, 
/**
 * The number of invisible pieces of text on the page; they were left out.
 */
hidden: number, 
/**
 * Whether part of the page was left unread because it was too deep or too large.
 */
cut_short: boolean, };

/**
 * A section of an article.
 */
export type ArticleSection = { 
/**
 * `abstract`, `front`, `body`, `acknowledgements`, `appendix` or `references`.
 */
part: string, 
/**
 * 1 for a section, 2 for a subsection, to 5; 0 for text without a heading.
 */
level: number, 
/**
 * The heading with its number as safe HTML; empty where there is no heading, or where the
 * window has its own word.
 */
title_html: string, 
/**
 * The content up to the next heading, as safe HTML.
 */
html: string, };

/**
 * One section of a paper opened for reading.
 */
export type OpenSection = { 
/**
 * `domain`, `contribution`, `usage`, `innovations`, `results`.
 */
key: string, 
/**
 * The text as safe HTML; formulas are `<span data-math-style="inline|display">LaTeX</span>`.
 */
html: string, };

/**
 * A paper's addresses.
 */
export type Links = { 
/**
 * Its page on Hugging Face.
 */
huggingface: string, 
/**
 * Its abstract page on arXiv.
 */
arxiv: string, 
/**
 * Its PDF.
 */
pdf: string, 
/**
 * Its code.
 */
code: string | null, 
/**
 * Its project's page.
 */
project: string | null, };

/**
 * What of a paper is copied.
 */
export type CopyPart = "citation" | "link" | "paper" | "domain" | "contribution" | "usage" | "innovations" | "results";

/**
 * In which form it is copied.
 */
export type CopyFormat = "text" | "markdown";

/**
 * The papers before and after one in a list.
 */
export type Neighbours = { 
/**
 * The one before.
 */
previous: string | null, 
/**
 * The one after.
 */
next: string | null, };

/**
 * A mark the user sets.
 */
export type Mark = "read" | "starred" | "later";

/**
 * A change by the user, for undo.
 */
export type Change = { 
/**
 * Its number; null when nothing changed.
 */
id: number | null, 
/**
 * How many papers it changed.
 */
papers: number, };

/**
 * An undone change.
 */
export type Undone = { 
/**
 * `read`, `starred`, `later`, `tags`, `note`, `version`, `saved`, `facts`,
 * `citation_key`, `collection` or `collected`.
 */
what: string, 
/**
 * The papers that are as they were before.
 */
ids: Array<string>, };

/**
 * In which order hits come.
 */
export type SortOrder = "relevance" | "newest";

/**
 * An answer to a search.
 */
export type SearchAnswer = { 
/**
 * The query as it was entered.
 */
query: string, 
/**
 * What it was understood as.
 */
understood: string, 
/**
 * How many hits there are.
 */
total: number, 
/**
 * Whether `total` was counted rather than estimated.
 */
total_is_exact: boolean, 
/**
 * How long it took, in milliseconds.
 */
took_ms: number, 
/**
 * Whether papers are missing that are similar in meaning: the embedding service did not answer.
 */
words_alone: boolean, 
/**
 * The nearest papers to a description in Chinese that have no report, the nearest first, at
 * most 40: only their English texts were searched. Empty where enough papers have its words,
 * and with another offset than 0.
 */
without_report: Array<string>, 
/**
 * The requested hits.
 */
hits: Array<Hit>, };

/**
 * A paper found.
 */
export type Hit = { 
/**
 * The arXiv id.
 */
id: string, 
/**
 * The newest day that lists it.
 */
date: string, 
/**
 * The title.
 */
title: string, 
/**
 * How well it fits; higher is better.
 */
score: number, 
/**
 * Whether it was found only by asking more loosely.
 */
looser: boolean, 
/**
 * Whether it is similar in meaning to what was looked for: then the passage is its nearest
 * sentence.
 */
meaning: boolean, 
/**
 * The field that matched best: `title`, `domain`, …
 */
field: string, 
/**
 * The best passage, plain text.
 */
snippet: string, 
/**
 * What matched in the snippet: ranges in Unicode characters.
 */
highlights: Array<[number, number]>, 
/**
 * What matched in the title: ranges in Unicode characters.
 */
title_highlights: Array<[number, number]>, 
/**
 * Whether it is starred.
 */
starred: boolean, 
/**
 * Whether it was read.
 */
read: boolean, 
/**
 * Whether it is kept for later.
 */
later: boolean, };

/**
 * Whether papers are found by what they mean.
 */
export type MeaningState = { 
/**
 * Whether they are, and why not.
 */
status: MeaningStatus, 
/**
 * How many papers have been encoded.
 */
encoded: number, 
/**
 * How many papers there are.
 */
papers: number, 
/**
 * The model file that can't be used, or the place where the user may put one.
 */
file: string, 
/**
 * The address of the embedding service instead of the model file; empty for none.
 */
url: string, 
/**
 * The name of its model; empty for none.
 */
name: string, 
/**
 * Why the service gave no vectors the last time.
 */
trouble: WritingCause | null, };

/**
 * Whether there is a model to find papers by what they mean.
 */
export type MeaningStatus = "ready" | "off" | "missing" | "damaged" | "foreign" | "unreadable" | "paused" | "unconfirmed";

/**
 * How far a job is.
 */
export type Progress = { 
/**
 * Which job it is.
 */
job: JobKind, 
/**
 * What it does just now.
 */
phase: Phase, 
/**
 * How many steps are done.
 */
done: number, 
/**
 * How many there are; 0 while unknown.
 */
total: number, 
/**
 * The current item: a file's name, a day, a paper's title.
 */
at: string, 
/**
 * The estimated remaining time of the phase in seconds, if there is an estimate.
 */
seconds_left: number | null, };

/**
 * The jobs.
 */
export type JobKind = "import" | "fetch" | "figures" | "write" | "backup" | "restore" | "restore_facts" | "vault" | "sync" | "publish" | "watch";

/**
 * What a job does just now.
 */
export type Phase = "work" | "read" | "figures" | "pdfs" | "write" | "wait" | "offline";

/**
 * The outcome for the files of an import.
 */
export type Imported = { 
/**
 * Each file, in order.
 */
files: Array<ImportedFile>, 
/**
 * How many files and folders of the folders were left out: hidden ones, and copies that lost a
 * sync conflict.
 */
left_out: number, 
/**
 * Whether the user stopped it; finished work is kept.
 */
cancelled: boolean, };

/**
 * The outcome for one file.
 */
export type ImportedFile = { 
/**
 * Its path as given.
 */
path: string, 
/**
 * What it is; null: nothing that is imported.
 */
kind: ImportKind | null, 
/**
 * The day of its papers.
 */
date: string | null, 
/**
 * The collection that its papers were put into.
 */
collection: string | null, 
/**
 * How many papers of it are in the library.
 */
papers: number, 
/**
 * How many of the user's highlights it added or gave another note.
 */
highlights: number, 
/**
 * Whether the library changed by it.
 */
outcome: Outcome, 
/**
 * What was wrong with it.
 */
problems: Array<ImportProblem>, };

/**
 * The kinds of files that are imported.
 */
export type ImportKind = "report" | "daily_arxiv" | "hugging_face" | "newsletter" | "bibtex" | "biblatex" | "ris" | "csl_json" | "papers" | "table" | "ids";

/**
 * What could not be read of a file of another program.
 */
export type ArchiveProblem = { 
/**
 * The line, or in JSON the item, counted from 1; null: it concerns the whole file.
 */
place: number | null, 
/**
 * What is wrong.
 */
kind: ArchiveProblemKind, 
/**
 * What it concerns; may be empty.
 */
what: string, };

/**
 * The kinds of [`ArchiveProblem`].
 */
export type ArchiveProblemKind = "not_utf8" | "broken" | "names_no_paper" | "not_written" | "too_many" | "more_problems" | "repeated";

/**
 * The outcome for a pasted text.
 */
export type Pasted = { "kind": "papers", 
/**
 * The arXiv ids of those that are in the library.
 */
known: Array<string>, 
/**
 * How many others are being added.
 */
adding: number, } | { "kind": "import" } | { "kind": "nothing" };

/**
 * The settings of notes in an Obsidian vault.
 */
export type VaultSettings = { 
/**
 * The folder of the notes; null: none is chosen.
 */
folder: string | null, 
/**
 * Whether the notes are updated after each change.
 */
auto: boolean, 
/**
 * Which papers have a note: `starred` or `all`.
 */
papers: string, 
/**
 * Whether a note links to those of related papers.
 */
links: boolean, 
/**
 * Whether each day has a note.
 */
days: boolean, };

/**
 * What an update of the vault did.
 */
export type VaultUpdate = { 
/**
 * The folder.
 */
folder: string, 
/**
 * How many notes were written.
 */
written: number, 
/**
 * How many notes were as they should be.
 */
unchanged: number, 
/**
 * How many notes the user had deleted and are not written again.
 */
deleted: number, 
/**
 * How many notes could not be written.
 */
failed: number, 
/**
 * How many images of figures the notes show.
 */
images: number, 
/**
 * How many papers have figures that are not shown because of their licence.
 */
withheld: number, 
/**
 * The first notes that were written beside a file of the user's.
 */
conflicts: Array<VaultConflict>, 
/**
 * The first notes that could not be written.
 */
failures: Array<VaultFailure>, 
/**
 * Whether the user stopped it.
 */
cancelled: boolean, };

/**
 * A note that was written beside a file of the user's.
 */
export type VaultConflict = { 
/**
 * The user's file.
 */
file: string, 
/**
 * The file beside it.
 */
beside: string, };

/**
 * A note that could not be written.
 */
export type VaultFailure = { 
/**
 * Its file.
 */
path: string, 
/**
 * The error of the file system.
 */
why: FileCause, };

/**
 * The outcome for papers that were sent to Zotero.
 */
export type SentToZotero = { 
/**
 * How many were sent.
 */
sent: number, 
/**
 * How many had been sent before and were left out.
 */
already: number, 
/**
 * The place in Zotero that they are in.
 */
collection: string, 
/**
 * The name of the collection that Zotero does not have; null: there is none.
 */
missing: string | null, };

/**
 * A subscription.
 */
export type Subscription = { 
/**
 * Its name, under which its reports are kept.
 */
name: string, 
/**
 * The address, the folder, or the category as `arxiv:cs.CL`.
 */
address: string, 
/**
 * What it brings; null until it was first read.
 */
kind: SubscriptionKind | null, 
/**
 * Of a category: how many papers of a day are taken.
 */
per_day: number | null, 
/**
 * When it was last asked; null: never.
 */
checked: string | null, 
/**
 * The outcome of that.
 */
last: SubscriptionResult | null, };

/**
 * What a subscription brings.
 */
export type SubscriptionKind = "days" | "list" | "category";

/**
 * The outcome of asking a subscription.
 */
export type SubscriptionResult = { 
/**
 * How many days were added or changed.
 */
days: number, 
/**
 * How many papers were new to the library.
 */
papers: number, 
/**
 * How many days or papers could not be had; they are asked for again.
 */
missing: number, 
/**
 * Why nothing came, or not everything; null: all went well.
 */
problem: SubscriptionProblem | null, };

/**
 * Why a subscription added nothing, or not everything. Its text is a part of a sentence in
 * English.
 */
export type SubscriptionProblem = { "code": "network", 
/**
 * Why.
 */
why: NetworkCause, } | { "code": "folder", 
/**
 * Why.
 */
why: FileCause, } | { "code": "not_found" } | { "code": "forbidden" } | { "code": "page" } | { "code": "entities" } | { "code": "other" } | { "code": "newer" } | { "code": "no_papers" } | { "code": "days" } | { "code": "papers" } | { "code": "arxiv", 
/**
 * Why not.
 */
why: AtomCause, } | { "code": "no_category" } | { "code": "too_many" };

/**
 * What was fetched by a subscription.
 */
export type FetchedSubscription = { 
/**
 * Its name.
 */
name: string, 
/**
 * What came.
 */
result: SubscriptionResult, };

/**
 * The settings of publishing.
 */
export type PublishSettings = { 
/**
 * The folder; null: none is chosen.
 */
folder: string | null, 
/**
 * Only papers that this query finds; empty: all.
 */
query: string, 
/**
 * The title; empty: `Paperboy`.
 */
title: string, 
/**
 * The address at which the folder is on the web; empty: not known.
 */
address: string, 
/**
 * Whether it is published after each change.
 */
auto: boolean, };

/**
 * What a publishing did.
 */
export type Published = { 
/**
 * The folder.
 */
folder: string, 
/**
 * How many days it published.
 */
days: number, 
/**
 * How many papers are on them.
 */
papers: number, 
/**
 * How many files were written.
 */
written: number, 
/**
 * How many files were as they should be.
 */
unchanged: number, 
/**
 * How many reports were left out, because they contain sentences of papers whose licence
 * is not known or does not allow passing them on.
 */
withheld: number, 
/**
 * The first files of somebody else's in the place of a file, which were left as they are.
 */
foreign: Array<string>, 
/**
 * The first files that could not be written.
 */
failures: Array<PublishFailure>, 
/**
 * Whether the user stopped it.
 */
cancelled: boolean, };

/**
 * A file that could not be published.
 */
export type PublishFailure = { 
/**
 * Its path.
 */
path: string, 
/**
 * The error of the file system.
 */
why: FileCause, };

/**
 * The settings of assistants.
 */
export type Assistants = { 
/**
 * Whether they may change marks and tags.
 */
changes: boolean, 
/**
 * What is copied into the settings of each client.
 */
configurations: Array<AssistantConfiguration>, };

/**
 * What is copied into the settings of a client.
 */
export type AssistantConfiguration = { 
/**
 * The client.
 */
client: AssistantClient, 
/**
 * Its text.
 */
text: string, };

/**
 * The clients that share a form of configuration.
 */
export type AssistantClient = "claude_code" | "mcp_servers" | "vs_code" | "codex";

/**
 * What importing a file did.
 */
export type Outcome = "added" | "updated" | "unchanged" | "refused";

/**
 * The problem of a file of an import.
 */
export type ImportProblem = { "code": "report", 
/**
 * What is wrong with it.
 */
problem: Problem, } | { "code": "missing", 
/**
 * The file.
 */
path: string, } | { "code": "no_permission", 
/**
 * The file.
 */
path: string, } | { "code": "unreadable", 
/**
 * The file.
 */
path: string, 
/**
 * The error of the file system.
 */
why: FileCause, } | { "code": "too_large", 
/**
 * The file.
 */
path: string, 
/**
 * The most that is taken.
 */
mebibytes: number, } | { "code": "not_a_file", 
/**
 * Its path.
 */
path: string, } | { "code": "archive", 
/**
 * What is wrong with it.
 */
problem: ArchiveProblem, } | { "code": "not_in_library", 
/**
 * How many.
 */
count: number, 
/**
 * The arXiv ids of the first of them.
 */
ids: Array<string>, } | { "code": "not_on_arxiv", 
/**
 * How many.
 */
count: number, } | { "code": "unplaced_highlights", 
/**
 * How many.
 */
count: number, } | { "code": "not_added", 
/**
 * The paper of a note or highlight, or the tag or collection.
 */
what: string, 
/**
 * Why.
 */
error: WireError, } | { "code": "library", 
/**
 * How.
 */
error: WireError, };

/**
 * A fault in a daily report, reported to the user.
 */
export type Problem = { 
/**
 * Which rule is broken.
 */
kind: ProblemKind, 
/**
 * The line in the file, counted from 1; null when it concerns the whole file.
 */
line: number | null, 
/**
 * What it concerns: a paper's title, a section's key, a line's beginning. At most 80
 * characters.
 */
what: string, 
/**
 * The id of the paper in whose text it is; null where `what` names the paper, or none is
 * concerned.
 */
paper: string | null, };

/**
 * The kinds of [`Problem`].
 */
export type ProblemKind = "not_utf8" | "no_papers" | "no_date" | "no_id" | "same_paper_twice" | "no_reading_source" | "missing_section" | "doubled_section" | "section_out_of_order" | "cut_off" | "loose_heading";

/**
 * A day whose list could not be fetched.
 */
export type MissingList = { 
/**
 * The day.
 */
date: string, 
/**
 * Why.
 */
problem: DayProblem, };

/**
 * A paper that a fetch could not read for now.
 */
export type FetchFailure = { 
/**
 * The arXiv id.
 */
id: string, 
/**
 * The title.
 */
title: string, 
/**
 * The day it was fetched for.
 */
date: string, 
/**
 * Why.
 */
reasons: Array<ReadingReason>, };

/**
 * The result of a fetch job.
 */
export type FetchSummary = { 
/**
 * The first day.
 */
from: string, 
/**
 * The last day.
 */
to: string, 
/**
 * How many papers the lists named.
 */
listed: number, 
/**
 * How many were new.
 */
added: number, 
/**
 * How many were read now.
 */
read: number, 
/**
 * How many could not be read for now.
 */
failed: number, 
/**
 * The ids that were to be added and that arXiv does not have.
 */
unknown: Array<string>, 
/**
 * The lists that could not be had; the first of them where there are many.
 */
missing_lists: Array<MissingList>, 
/**
 * What the subscriptions added.
 */
subscriptions: Array<FetchedSubscription>, 
/**
 * The papers that could not be read for now; the first of them where there are many.
 */
failures: Array<FetchFailure>, };

/**
 * What is wrong with a day's list.
 */
export type DayProblem = { "code": "not_fetched", 
/**
 * The day, `YYYY-MM-DD`.
 */
date: string, 
/**
 * Why not: by the API, then by the page for people.
 */
causes: Array<ListCause>, } | { "code": "partly_read", 
/**
 * The day, `YYYY-MM-DD`.
 */
date: string, 
/**
 * The first part that could not be read.
 */
first: ListProblem, };

/**
 * Why a source gave no list, or not all of it.
 */
export type ListCause = { "code": "network", 
/**
 * What happened on the way.
 */
why: NetworkCause, } | { "code": "no_list" } | { "code": "no_page" } | { "code": "nothing_readable", 
/**
 * What is wrong with the first paper.
 */
first: ListProblem, } | { "code": "next_elsewhere", 
/**
 * Where.
 */
address: string, } | { "code": "too_many_pages", 
/**
 * How many are read.
 */
most: number, } | { "code": "too_large" } | { "code": "web_page" } | { "code": "not_json" } | { "code": "other_shape" } | { "code": "other_day", 
/**
 * The day it shows, `YYYY-MM-DD`.
 */
day: string, } | { "code": "no_day" };

/**
 * A part of a list that could not be read.
 */
export type ListProblem = { 
/**
 * The place in the list, from 0; null when it is not about one item.
 */
index: number | null, 
/**
 * What is wrong with it.
 */
kind: ListProblemKind, };

/**
 * What can be wrong with an item.
 */
export type ListProblemKind = "no_record" | "no_id" | "no_title" | "repeated" | "titles_only" | "too_many";

/**
 * What a report's writer had read of the paper.
 */
export type ReadingSource = "html" | "markdown" | "pdf" | "abs" | "abstract";

/**
 * Why a paper was not read from a source.
 */
export type ReadingReason = { 
/**
 * The source; null where a library of an earlier version does not contain it.
 */
source: ReadingSource | null, 
/**
 * What happened.
 */
cause: ReadingCause, };

/**
 * What kept a paper from being read from a source.
 */
export type ReadingCause = { "code": "not_found" } | { "code": "not_public" } | { "code": "blank" } | { "code": "too_short" } | { "code": "raw_latex" } | { "code": "too_large" } | { "code": "not_converted" } | { "code": "other_page" } | { "code": "styles_too_large" } | { "code": "cut_off" } | { "code": "challenge" } | { "code": "foreign" } | { "code": "other_paper", 
/**
 * The other paper.
 */
id: string, } | { "code": "pdf", 
/**
 * Why.
 */
why: PdfProblem, } | { "code": "network", 
/**
 * What happened on the way.
 */
why: NetworkCause, } | { "code": "other", 
/**
 * The sentence, in English.
 */
text: string, };

/**
 * Why a request failed.
 */
export type NetworkCause = { "code": "offline", 
/**
 * The hosts that were tried.
 */
hosts: Array<string>, } | { "code": "busy", 
/**
 * The host that was requested.
 */
host: string, 
/**
 * The wait in seconds that it requested, if it named one.
 */
seconds: number | null, } | { "code": "unreachable", 
/**
 * The host that was requested.
 */
host: string, 
/**
 * Why not.
 */
why: ConnectionCause, } | { "code": "silent", 
/**
 * The host that was requested.
 */
host: string, 
/**
 * For how long.
 */
milliseconds: number, } | { "code": "status", 
/**
 * The host that was requested.
 */
host: string, 
/**
 * The HTTP status.
 */
status: number, } | { "code": "no_page", 
/**
 * The host that was requested.
 */
host: string, 
/**
 * The HTTP status.
 */
status: number, } | { "code": "refused", 
/**
 * The host that was requested.
 */
host: string, 
/**
 * The HTTP status.
 */
status: number, } | { "code": "redirect_nowhere", 
/**
 * The host that was requested.
 */
host: string, } | { "code": "redirect_endless", 
/**
 * How many are followed.
 */
most: number, } | { "code": "redirect_invalid", 
/**
 * What the server wrote.
 */
to: string, } | { "code": "redirect_scheme", 
/**
 * What the address begins with.
 */
scheme: string, } | { "code": "redirect_elsewhere", 
/**
 * The host with its scheme.
 */
to: string, } | { "code": "next_elsewhere", 
/**
 * The page's address.
 */
page: string, } | { "code": "too_large", 
/**
 * The most that is taken.
 */
megabytes: number, } | { "code": "encoding", 
/**
 * The server's word for it.
 */
encoding: string, } | { "code": "stalled", 
/**
 * For how long.
 */
milliseconds: number, 
/**
 * After how many bytes.
 */
bytes: number, } | { "code": "endless", 
/**
 * How long it was given.
 */
milliseconds: number, } | { "code": "compression", 
/**
 * The library's words, for the log and the command line.
 */
text: string, } | { "code": "trailing" } | { "code": "not_secure", 
/**
 * Why not.
 */
why: ConnectionCause, } | { "code": "proxy", 
/**
 * Why not.
 */
why: ConnectionCause, } | { "code": "broke_off", 
/**
 * Why.
 */
why: ConnectionCause, } | { "code": "failed", 
/**
 * Why.
 */
why: ConnectionCause, } | { "code": "interval_file", 
/**
 * Its path.
 */
file: string, 
/**
 * Why not.
 */
why: FileCause, };

/**
 * Why a connection did not come about, was not encrypted, or broke.
 */
export type ConnectionCause = { "code": "unknown_host" } | { "code": "refused" } | { "code": "timed_out" } | { "code": "closed" } | { "code": "no_route" } | { "code": "no_certificate" } | { "code": "not_encrypted" } | { "code": "old_encryption" } | { "code": "name_not_served" } | { "code": "certificate_wanted" } | { "code": "ended_handshake" } | { "code": "disturbed" } | { "code": "handshake_failed" } | { "code": "expired" } | { "code": "not_yet_valid" } | { "code": "other_name" } | { "code": "revoked" } | { "code": "unknown_issuer" } | { "code": "damaged_certificate" } | { "code": "authority_certificate" } | { "code": "certificate_refused" } | { "code": "proxy_refused", 
/**
 * The library's words, for the log and the command line; empty where it has none.
 */
text: string, } | { "code": "proxy_login" } | { "code": "proxy_unreachable" } | { "code": "proxy_unusable", 
/**
 * Its address, without a user and a password.
 */
proxy: string, 
/**
 * The variable of the environment that names it; empty for the desktop's settings.
 */
setting: string, } | { "code": "other", 
/**
 * The words, for the log and the command line.
 */
text: string, };

/**
 * The health of Paperboy and its library on this computer.
 */
export type HealthReport = { 
/**
 * The worst state of a finding.
 */
state: HealthState, 
/**
 * What was found, by subject.
 */
findings: Array<Finding>, };

/**
 * One thing that was found.
 */
export type Finding = { 
/**
 * Whether something is to be done.
 */
state: HealthState, 
/**
 * What it is about.
 */
subject: HealthSubject, 
/**
 * What was found.
 */
found: Found, };

/**
 * Whether something is to be done.
 */
export type HealthState = "ok" | "attention" | "broken";

/**
 * What a finding is about, in the order in which findings are listed.
 */
export type HealthSubject = "programs" | "library" | "index" | "meaning" | "order" | "backups" | "disk" | "fetching" | "sync" | "keyring" | "crashes";

/**
 * How the library was found.
 */
export type LibraryBy = "platform" | "argument" | "variable";

/**
 * What was found. The interfaces put it into words, together with what to do.
 */
export type Found = { "code": "versions", 
/**
 * The window's; null: there is none beside the command.
 */
window: string | null, 
/**
 * The command's; null: there is none beside the window.
 */
command: string | null, } | { "code": "place", 
/**
 * Its folder.
 */
folder: string, 
/**
 * How.
 */
by: LibraryBy, 
/**
 * The folder that is found where nothing else is named; null: this one.
 */
usual: string | null, 
/**
 * Whether there is a library in that folder.
 */
has_usual: boolean, } | { "code": "safe_renderer" } | { "code": "no_library" } | { "code": "not_opened", 
/**
 * Why not.
 */
error: WireError, } | { "code": "library", 
/**
 * The size of its database in bytes.
 */
bytes: number, 
/**
 * The version of its schema.
 */
schema: number, 
/**
 * How many papers it contains.
 */
papers: number, 
/**
 * How many days it contains.
 */
days: number, } | { "code": "read_only" } | { "code": "damaged" } | { "code": "checked", 
/**
 * When; null: not yet.
 */
at: string | null, } | { "code": "index", 
/**
 * How many papers are indexed.
 */
indexed: number, 
/**
 * How many papers there are.
 */
papers: number, 
/**
 * Whether it is being updated now.
 */
building: boolean, 
/**
 * Whether it lacks changes of the library.
 */
behind: boolean, } | { "code": "vectors", 
/**
 * Whether there is a model, and why not.
 */
status: MeaningStatus, 
/**
 * How many papers are encoded.
 */
encoded: number, 
/**
 * How many papers there are.
 */
papers: number, } | { "code": "order", 
/**
 * Whether there is.
 */
learnt: LearntState, } | { "code": "backups", 
/**
 * The folder that they are in.
 */
folder: string, 
/**
 * How many copies of the whole library there are.
 */
copies: number, 
/**
 * How many facts files there are.
 */
facts: number, 
/**
 * How many bytes they take together.
 */
bytes: number, 
/**
 * When the newest copy was made.
 */
newest: string | null, 
/**
 * Whether the library changed since then.
 */
changed: boolean, } | { "code": "set_aside", 
/**
 * How many.
 */
files: number, 
/**
 * How many bytes they take.
 */
bytes: number, } | { "code": "space", 
/**
 * The database, without its articles.
 */
library: number, 
/**
 * The articles, which are in the database.
 */
articles: number, 
/**
 * The search index and the vectors of search by meaning.
 */
index: number, 
/**
 * The backups, facts files and damaged libraries.
 */
backups: number, 
/**
 * The figures.
 */
figures: number, 
/**
 * The PDFs.
 */
pdfs: number, 
/**
 * The logs.
 */
logs: number, } | { "code": "free", 
/**
 * How many bytes.
 */
bytes: number, } | { "code": "fetched", 
/**
 * Its outcome; null: none is recorded.
 */
last: LastFetch | null, } | { "code": "sync", 
/**
 * The folder; null: none is set up.
 */
folder: string | null, 
/**
 * How many changes are not in the folder yet.
 */
pending: number, 
/**
 * When everything was last synchronised.
 */
last: string | null, 
/**
 * Why the last attempt failed, in English.
 */
failed: string | null, 
/**
 * Why it failed; null: it did not, or another one is running.
 */
trouble: SyncTrouble | null, 
/**
 * How many files of other devices were not used.
 */
problems: number, } | { "code": "keyring", 
/**
 * Why not.
 */
trouble: KeyTrouble | null, 
/**
 * Whether a key is kept there, or would be.
 */
needed: boolean, } | { "code": "crashed", 
/**
 * The last report of it.
 */
report: CrashReport, } | { "code": "unknown", 
/**
 * Why not.
 */
error: WireError, };

/**
 * What a program wrote when it crashed. It stays on this computer.
 */
export type CrashReport = { 
/**
 * Its file.
 */
path: string, 
/**
 * How many reports there are.
 */
reports: number, 
/**
 * When it was.
 */
at: string, 
/**
 * Where in the program.
 */
place: string, 
/**
 * The report. It may repeat a piece of a text that the program was working on.
 */
text: string, };

/**
 * The tray, notifications and the start at login.
 */
export type DesktopState = { 
/**
 * Whether closing the window leaves the program in the tray, where there is one.
 */
closes_to_tray: boolean, 
/**
 * Whether something on this desktop shows a tray. Without one, closing the window always quits.
 */
has_tray: boolean, 
/**
 * Whether a notification is shown when a day is complete.
 */
tells_days: boolean, 
/**
 * Whether something on this desktop shows notifications.
 */
has_notifications: boolean, 
/**
 * Whether the program starts at login, hidden in the tray; null: this system has no such entry
 * that Paperboy can make.
 */
starts_at_login: boolean | null, };

/**
 * A language in which a sentence is spoken.
 */
export type SpokenLanguage = "zh" | "en";

/**
 * The languages for which the system has a voice.
 */
export type SpeechVoices = { 
/**
 * Whether it speaks Chinese.
 */
zh: boolean, 
/**
 * Whether it speaks English.
 */
en: boolean, };

/**
 * A sentence of a text.
 */
export type SpokenSentence = { 
/**
 * Where it begins, in units of UTF-16.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * The language in which it is spoken, by its script.
 */
language: SpokenLanguage, };

/**
 * The schedule of automatic fetching.
 */
export type ScheduleStatus = { 
/**
 * The setting: `ask`, `off`, or hours.
 */
schedule: string, 
/**
 * The timer of the system behind it.
 */
timer: TimerState, 
/**
 * The next run; null: there is none.
 */
next: string | null, 
/**
 * The result of the last fetch; null: none is recorded.
 */
last: LastFetch | null, };

/**
 * Whether a timer of the system fetches, also while no window is open.
 */
export type TimerState = { "state": "on" } | { "state": "off" } | { "state": "failed", 
/**
 * Why.
 */
why: TimerTrouble, };

/**
 * Why there is no timer of the system.
 */
export type TimerTrouble = "no_system" | "failed";

/**
 * The result of the last fetch, by whichever program.
 */
export type LastFetch = { 
/**
 * When it ended.
 */
at: string, 
/**
 * The first day.
 */
from: string, 
/**
 * The last day.
 */
to: string, 
/**
 * How many papers were new.
 */
added: number, 
/**
 * How many were read.
 */
read: number, 
/**
 * How many could not be read for now.
 */
failed: number, 
/**
 * How many days' lists could not be had.
 */
missing: number, 
/**
 * How it ended.
 */
end: FetchEnd, };

/**
 * How a fetch ended.
 */
export type FetchEnd = "done" | "offline" | "failed";

/**
 * The settings of the window.
 */
export type Settings = { 
/**
 * `system`, `zh` or `en`.
 */
language: string, 
/**
 * `system`, `light` or `dark`.
 */
theme: string, 
/**
 * The size of the text in per cent, 80 to 200.
 */
text_size: number, 
/**
 * The schedule of automatic fetching: `ask` (the user has not decided), `off`, or hours such
 * as `07:00-23:00/3h`.
 */
fetch_schedule: string, };

/**
 * The data of the settings and the About view.
 */
export type About = { 
/**
 * The program's version.
 */
version: string, 
/**
 * The library's folder.
 */
library: string, 
/**
 * The folder of the logs.
 */
logs: string, };

/**
 * A folder that the window offers to open.
 */
export type Folder = "library" | "logs";

/**
 * The files that the library can be restored from.
 */
export type Backups = { 
/**
 * Copies of the whole library, the newest content first.
 */
copies: Array<Backup>, 
/**
 * Small files of what the user did, the newest content first.
 */
facts: Array<Backup>, 
/**
 * Damaged libraries that were moved aside, the newest first.
 */
damaged: Array<Backup>, 
/**
 * How many bytes the copies may take together; three are kept whatever they take.
 */
max_bytes: number, };

/**
 * How the window begins where the library is missing and has backups.
 */
export type BeginWith = "newest_backup" | "nothing";

/**
 * A backup, or a damaged file.
 */
export type Backup = { 
/**
 * The file's name, by which it is restored or removed.
 */
name: string, 
/**
 * When it was made, RFC 3339 in UTC.
 */
made: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * Of copies `daily`, `manual`, `migration` or `restore`; else `facts` or `damaged`.
 */
reason: string, };

/**
 * How far writing is.
 */
export type WritingState = { 
/**
 * How many reports of this round are done.
 */
done: number, 
/**
 * How many the round has.
 */
total: number, 
/**
 * The papers being written now, by arXiv id.
 */
at: Array<string>, 
/**
 * The papers that wait, by arXiv id, the next one first; the first of them where there are
 * many.
 */
waiting: Array<string>, 
/**
 * Whether the user paused it.
 */
paused: boolean, 
/**
 * What keeps papers waiting; null: nothing.
 */
held: WritingHeld | null, 
/**
 * What it is about, for the sentence in the user's language.
 */
reason: Reason | null, 
/**
 * Why it is held.
 */
cause: WritingCause | null, };

/**
 * What keeps papers waiting that are to be written.
 */
export type WritingHeld = "budget" | "model";

/**
 * Why there is no report, or not one that is wholly the model's.
 */
export type WritingCause = { "code": "unknown_paper", 
/**
 * The paper.
 */
id: string, } | { "code": "nothing_to_read" } | { "code": "nothing_to_translate" } | { "code": "translation_altered" } | { "code": "text_altered" } | { "code": "left_out", 
/**
 * Their keys.
 */
sections: Array<string>, } | { "code": "prompt_cut", 
/**
 * Tokens read.
 */
read: number, 
/**
 * About how many tokens were sent.
 */
sent: number, } | { "code": "empty" } | { "code": "declined" } | { "code": "looping" } | { "code": "wrong_language" } | { "code": "no_report" } | { "code": "too_long" } | { "code": "filter_stopped" } | { "code": "unknown_end" } | { "code": "cut_short" } | { "code": "only_reasoning" } | { "code": "unset" } | { "code": "budget", 
/**
 * The limit.
 */
tokens: number, } | { "code": "key", 
/**
 * Why not.
 */
why: KeyTrouble, } | { "code": "key_for_another", 
/**
 * The address it was given for.
 */
given_for: string, 
/**
 * The host that the library names.
 */
asked: string, 
/**
 * The library's whole address.
 */
url: string, } | { "code": "no_key" } | { "code": "test_silent", 
/**
 * How long the test waited, in seconds.
 */
after: number, } | { "code": "embeddings", 
/**
 * What happened.
 */
why: ChatError, } | { "code": "chat", 
/**
 * What happened.
 */
why: ChatError, };

/**
 * The reason why a model gave no answer. Its text is one sentence in English that never contains
 * the key or a part of it.
 */
export type ChatError = { "code": "address", 
/**
 * What is wrong with it.
 */
why: AddressCause, } | { "code": "unreachable", 
/**
 * The host of the request.
 */
host: string, 
/**
 * Why not.
 */
why: ConnectionCause, } | { "code": "key" } | { "code": "unknown_model", 
/**
 * Some of the models it has, if it lists them.
 */
known: Array<string>, } | { "code": "quota", 
/**
 * The server's message, short and without the key; empty when there was none.
 */
message: string, 
/**
 * Whether the allowance comes back without the user: one for a day or a week.
 */
passes: boolean, 
/**
 * The wait until it is available again, when the server named it.
 */
wait: number | null, } | { "code": "busy", 
/**
 * The server's message, short and without the key; empty when there was none.
 */
message: string, 
/**
 * The wait that it requested, if it named one.
 */
wait: number | null, } | { "code": "cut" } | { "code": "silent", 
/**
 * For how long nothing came.
 */
after: number, } | { "code": "stalled", 
/**
 * For how long nothing came.
 */
after: number, } | { "code": "endless", 
/**
 * How long it was listened to.
 */
after: number, } | { "code": "too_long" } | { "code": "prompt_too_long", 
/**
 * The window in tokens, where the server names it.
 */
window: number | null, } | { "code": "garbage", 
/**
 * What the response is.
 */
why: GarbageCause, } | { "code": "no_vectors" } | { "code": "dimensions", 
/**
 * How many numbers the other vectors have.
 */
expected: number, 
/**
 * How many these have.
 */
got: number, } | { "code": "filtered", 
/**
 * The server's message, short and without the key.
 */
message: string, } | { "code": "failed", 
/**
 * The server's message, short and without the key; empty when there was none.
 */
message: string, 
/**
 * Whether a retry may succeed: the server was overloaded or broken.
 */
passes: boolean, } | { "code": "no_model_here", 
/**
 * The HTTP status.
 */
status: number, 
/**
 * The server's message, short and without the key; empty when it gave no reason.
 */
message: string, } | { "code": "redirected", 
/**
 * The HTTP status.
 */
status: number, 
/**
 * Where it redirects to.
 */
to: string, } | { "code": "refused", 
/**
 * The HTTP status.
 */
status: number, 
/**
 * The server's message, short and without the key; empty when there was none.
 */
message: string, };

/**
 * Why Zotero did not take items. Its text is a part of a sentence in English.
 */
export type ZoteroError = { "code": "not_here" } | { "code": "not_running" } | { "code": "silent" } | { "code": "garbage", 
/**
 * Its address.
 */
address: string, } | { "code": "read_only" } | { "code": "refused", 
/**
 * The HTTP status.
 */
status: number, };

/**
 * Why devices are not synchronised. Each message names a remedy.
 */
export type SyncTrouble = { "code": "not_set_up" } | { "code": "no_folder", 
/**
 * The folder.
 */
folder: string, } | { "code": "in_library" } | { "code": "no_key_file", 
/**
 * The folder.
 */
folder: string, } | { "code": "bad_key_file" } | { "code": "newer" } | { "code": "other_set" } | { "code": "set_up_meanwhile" } | { "code": "needs_passphrase" } | { "code": "wrong_passphrase" } | { "code": "not_encrypted" } | { "code": "short_passphrase" } | { "code": "keyring", 
/**
 * Why not.
 */
why: KeyTrouble, } | { "code": "clock_ahead", 
/**
 * How far.
 */
hours: number, } | { "code": "too_large" } | { "code": "running" } | { "code": "stopped" } | { "code": "unknown_device" } | { "code": "not_arrived" } | { "code": "disk_full" } | { "code": "library" } | { "code": "key_file_missing" } | { "code": "needs_password", 
/**
 * The host.
 */
host: string, } | { "code": "storage", 
/**
 * Why not.
 */
why: StorageTrouble, } | { "code": "folder", 
/**
 * The error.
 */
why: FileCause, };

/**
 * Why a server did not do what it was asked. Its text is a part of a sentence in English that
 * names a remedy.
 */
export type StorageTrouble = { "code": "address", 
/**
 * Why not.
 */
why: StorageAddressCause, } | { "code": "unreachable", 
/**
 * The host.
 */
host: string, 
/**
 * Why not.
 */
why: ConnectionCause, } | { "code": "not_secure", 
/**
 * The host.
 */
host: string, 
/**
 * Why not.
 */
why: ConnectionCause, } | { "code": "broke", 
/**
 * The host.
 */
host: string, } | { "code": "sign_in", 
/**
 * The host.
 */
host: string, } | { "code": "forbidden", 
/**
 * The host.
 */
host: string, } | { "code": "no_folder", 
/**
 * The host.
 */
host: string, } | { "code": "full", 
/**
 * The host.
 */
host: string, } | { "code": "busy", 
/**
 * The host.
 */
host: string, 
/**
 * For how long, in seconds.
 */
seconds: number, } | { "code": "not_storage", 
/**
 * The host.
 */
host: string, } | { "code": "moved", 
/**
 * The host.
 */
host: string, } | { "code": "clock", 
/**
 * The host.
 */
host: string, } | { "code": "refused", 
/**
 * The host.
 */
host: string, 
/**
 * The HTTP status; 0: what it said was not understood.
 */
status: number, };

/**
 * What is wrong with an address. Its text is a part of a sentence in English.
 */
export type StorageAddressCause = "not_an_address" | "not_safe" | "holds_password" | "no_bucket";

/**
 * A folder that may be set up.
 */
export type SyncOffer = { 
/**
 * The folder.
 */
folder: string, 
/**
 * Whether it is on a server.
 */
is_server: boolean, 
/**
 * Whether no device has set it up yet.
 */
is_new: boolean, 
/**
 * Whether its files are encrypted.
 */
is_encrypted: boolean, 
/**
 * Whether a passphrase or recovery code is needed to open them.
 */
needs_passphrase: boolean, };

/**
 * What setting up a folder did.
 */
export type SyncSetup = { 
/**
 * The folder.
 */
folder: string, 
/**
 * Whether this device is the first.
 */
is_new: boolean, 
/**
 * Whether its files are encrypted.
 */
is_encrypted: boolean, 
/**
 * Opens the files without the passphrase; it is shown this once.
 */
recovery_code: string | null, 
/**
 * Why the key is known only until the program ends.
 */
key_trouble: KeyTrouble | null, };

/**
 * Whether everything is synchronised.
 */
export type SyncStatus = { 
/**
 * The folder; null: none is set up.
 */
folder: string | null, 
/**
 * Whether its files are encrypted.
 */
is_encrypted: boolean, 
/**
 * Whether it is synchronised automatically.
 */
is_automatic: boolean, 
/**
 * Whether reports that a model wrote are synchronised, too.
 */
shares_reports: boolean, 
/**
 * Whether full texts of papers are synchronised, too.
 */
shares_articles: boolean, 
/**
 * Whether figures of papers are synchronised, too.
 */
shares_figures: boolean, 
/**
 * Its state.
 */
state: SyncState, 
/**
 * How many changes made here, and items of this device, are not in the folder yet.
 */
pending: number, 
/**
 * When everything was last synchronised.
 */
last: string | null, 
/**
 * Why the last attempt failed, and what to do, in English; null: it did not.
 */
failed: string | null, 
/**
 * The other devices that have files in the folder.
 */
devices: Array<SyncDevice>, 
/**
 * Files of other devices that were not used.
 */
problems: Array<SyncProblem>, };

/**
 * The state of the synchronisation.
 */
export type SyncState = { "code": "off" } | { "code": "new" } | { "code": "running" } | { "code": "failed", 
/**
 * Why.
 */
why: SyncTrouble, } | { "code": "pending" } | { "code": "in_sync" };

/**
 * Another device.
 */
export type SyncDevice = { 
/**
 * Its id.
 */
id: string, 
/**
 * What its user calls it; may be empty.
 */
name: string, 
/**
 * When the newest change was made that it knew when it last synchronised.
 */
last: string | null, };

/**
 * A file of another device that was not used.
 */
export type SyncProblem = { 
/**
 * Its name.
 */
file: string, 
/**
 * Why not.
 */
cause: Refused, 
/**
 * Why not, in English.
 */
why: string, };

/**
 * Why a file was not used. Nothing of it was taken.
 */
export type Refused = { "code": "not_ours" } | { "code": "altered" } | { "code": "newer" } | { "code": "too_large" } | { "code": "clock_ahead", 
/**
 * What its user calls the device.
 */
device: string, 
/**
 * How far.
 */
hours: number, };

/**
 * What a synchronisation would change here.
 */
export type SyncPreview = { 
/**
 * Whether it would be the first with these devices.
 */
is_first: boolean, 
/**
 * How much would be new here, by kind.
 */
added: { [key in string]: number }, 
/**
 * How much would be replaced by something newer.
 */
replaced: number, 
/**
 * How much would be removed, because it was removed elsewhere.
 */
removed: number, 
/**
 * How many changes would be sent.
 */
pending: number, 
/**
 * How large the files of reports, full texts and figures are that were not read for this, in
 * KiB.
 */
unread_kb: number, };

/**
 * What a synchronisation did.
 */
export type Synced = { 
/**
 * How many changes and items came from other devices.
 */
received: number, 
/**
 * How many things were removed, because they had been removed elsewhere long ago.
 */
removed: number, 
/**
 * How many changes and items were sent.
 */
sent: number, 
/**
 * How many changes and items of others were not understood.
 */
unreadable: number, 
/**
 * Whether another copy of this library was noticed; this one is a device of its own now.
 */
is_renewed: boolean, 
/**
 * The backup that was made before the first merge.
 */
backup: string | null, 
/**
 * Files of other devices that were not used.
 */
problems: Array<SyncProblem>, };

/**
 * What is wrong with a model's address.
 */
export type AddressCause = { "code": "not_bare" } | { "code": "not_safe", 
/**
 * The host.
 */
host: string, } | { "code": "invalid", 
/**
 * The words of who read it, for the log and the command line.
 */
text: string, };

/**
 * What the response is instead of a chat model's answer.
 */
export type GarbageCause = { "code": "web_page" } | { "code": "no_answer" } | { "code": "not_text" } | { "code": "holds_key" } | { "code": "stream", 
/**
 * The library's words, for the log and the command line.
 */
text: string, } | { "code": "words", 
/**
 * Its beginning.
 */
text: string, };

/**
 * One version of a paper's report, as the list of versions shows it.
 */
export type Version = { 
/**
 * Its number.
 */
number: number, 
/**
 * `imported`, `extract`, `model:NAME`.
 */
writer: string, 
/**
 * When it was added, RFC 3339 in UTC.
 */
added: string, 
/**
 * What its writer had read.
 */
reading_source: ReadingSource | null, 
/**
 * Whether it is the one shown.
 */
shown: boolean, 
/**
 * How it was written; null for an imported one.
 */
record: WritingRecord | null, 
/**
 * How many figures and names were looked up and found; null: not looked up.
 */
checked: Checked | null, };

/**
 * A language of reports.
 */
export type ReportLanguage = "zh" | "en";

/**
 * How a report was written.
 */
export type WritingRecord = { 
/**
 * `zh` or `en`.
 */
language: string, 
/**
 * The prompt's name and version, `zh-1`; null when no model was used.
 */
prompt: string | null, 
/**
 * Why the extractive writer replaced the model: `refusal`, `empty`, `looping`,
 * `wrong_language`, `no_report`, `too_long`, `cut`, `busy`, `unreachable`, `garbage`, `key`,
 * `unknown_model`, `quota`, `reasoning`, `silent`, `refused`, `keyring`.
 */
reason: string | null, 
/**
 * The sections the extractive writer wrote in a model's report, by key.
 */
extracted: Array<string>, 
/**
 * The number of characters of the paper in the prompt.
 */
read: number, 
/**
 * How many characters the paper has.
 */
of: number, 
/**
 * Where the model's server cut the prompt; null when no cut is known.
 */
cut: PromptCut | null, };

/**
 * A check's numbers.
 */
export type Checked = { 
/**
 * How many figures and names were looked up, without those that could not be checked.
 */
figures: number, 
/**
 * How many of them are found or computed.
 */
found: number, 
/**
 * How many had each outcome; null until the report is checked again, where an earlier version
 * checked it.
 */
outcomes: OutcomeCounts | null, };

/**
 * How many figures and names had each outcome.
 */
export type OutcomeCounts = { 
/**
 * The paper contains it, in whatever form.
 */
found: number, 
/**
 * It follows from figures of the paper.
 */
computed: number, 
/**
 * The paper gives the figure of something else.
 */
another_owner: number, 
/**
 * The paper gives it as a change in the other direction.
 */
another_direction: number, 
/**
 * The paper does not contain it.
 */
not_found: number, 
/**
 * It could not be checked.
 */
not_checked: number, };

/**
 * What the checks of a day's reports found, together.
 */
export type DayCheck = { 
/**
 * The sums over the reports that were checked.
 */
outcomes: OutcomeCounts, 
/**
 * How many these are.
 */
reports: number, 
/**
 * How many others there are: not checked yet, or without a text to be checked against.
 */
others: number, };

/**
 * A version opened for reading or comparing.
 */
export type OpenVersion = { 
/**
 * Its entry in the list of versions.
 */
version: Version, 
/**
 * The sections the report has, in order.
 */
sections: Array<OpenSection>, 
/**
 * The report as a whole, safe HTML, when it has none of the five sections.
 */
rest_html: string | null, 
/**
 * Its check.
 */
check: Check | null, 
/**
 * The highlights that were made on it.
 */
highlights: Array<Highlight>, };

/**
 * The outcome for a report's figures and names when they were looked up.
 */
export type Check = { 
/**
 * Whether they were looked up in the whole paper; else in its abstract alone.
 */
whole: boolean, 
/**
 * The figures and names in the order of the report.
 */
claims: Array<Claim>, };

/**
 * A figure or a name of a report.
 */
export type Claim = { 
/**
 * The section that contains it, by key.
 */
section: string, 
/**
 * `figure` or `name`.
 */
kind: string, 
/**
 * The exact text from the section.
 */
text: string, 
/**
 * The number of earlier occurrences of the same text in the section.
 */
occurrence: number, 
/**
 * The place in the paper; null when the paper does not contain it in this form.
 */
passage: Passage | null, 
/**
 * The outcome.
 */
outcome: ClaimOutcome, 
/**
 * The sentence of the report that it is in.
 */
sentence: string, 
/**
 * All evidence for the outcome, the best first: the places where the paper contains the claim,
 * the figures that it is computed from, or the same figure with another owner or in another
 * direction.
 */
passages: Array<Passage>, 
/**
 * Of a computed figure how it is computed, from the paper's figures: `71.2 − 68.4 = 2.8`.
 */
sum: string | null, 
/**
 * The owner of another's figure.
 */
owner: Owner | null, };

/**
 * The outcome for a figure or name that was looked up.
 */
export type ClaimOutcome = "found" | "respelled" | "rounded" | "bound" | "computed" | "another_owner" | "another_direction" | "not_found" | "not_checked";

/**
 * Whose figure it is.
 */
export type Owner = { 
/**
 * The owner in the paper; empty when it has no name.
 */
of: string, 
/**
 * The owner in the report.
 */
asked: string, 
/**
 * The paper's figure for that owner; null when no table has it.
 */
there: Passage | null, };

/**
 * A cell of a table with its labels, all plain text.
 */
export type TableCell = { 
/**
 * What is written in it.
 */
value: string, 
/**
 * The labels of its row.
 */
row: Array<string>, 
/**
 * The headings of its column, the uppermost first.
 */
column: Array<string>, 
/**
 * The heading of the group of rows.
 */
panel: string | null, 
/**
 * The table's label and caption.
 */
caption: string, };

/**
 * A place in a paper.
 */
export type Passage = { 
/**
 * The heading of the section, plain text; empty for title and abstract.
 */
heading: string, 
/**
 * `title`, `abstract` or `section`.
 */
place: string, 
/**
 * The section's index in the opened article's sections; null when it is not among them.
 */
section: number | null, 
/**
 * The sentence, caption or table row, plain text.
 */
text: string, 
/**
 * The match in it: a range in Unicode characters.
 */
highlight: [number, number], 
/**
 * The cell, when it is a table's.
 */
cell: TableCell | null, };

/**
 * Why there is no report by the model.
 */
export type Reason = "refusal" | "empty" | "looping" | "wrong_language" | "no_report" | "too_long" | "cut" | "reasoning" | "silent" | "busy" | "unreachable" | "garbage" | "key" | "keyring" | "unknown_model" | "quota" | "refused" | "budget";

/**
 * How much of a question a model's server read, when it was less than it was sent.
 */
export type PromptCut = { 
/**
 * Tokens read, as the server counted them.
 */
read: number, 
/**
 * About how many tokens were sent.
 */
sent: number, };

/**
 * Where the key to the model's server comes from.
 */
export type KeySource = "environment" | "keyring";

/**
 * Why a key that may be set can't be had, or one can't be kept.
 */
export type KeyTrouble = "locked" | "no_collection" | "no_keyring" | "silent" | "failed" | "not_a_key" | "other_host";

/**
 * The outcome for a key.
 */
export type KeyOutcome = "saved" | "removed" | "was_none";

/**
 * The settings of writing.
 */
export type ModelSettings = { 
/**
 * `model` or `extract`: the default writer.
 */
writer: string, 
/**
 * `zh` or `en`.
 */
language: string, 
/**
 * The endpoint's address, up to `/v1`; empty: none set.
 */
url: string, 
/**
 * The model's name; empty: none set.
 */
name: string, 
/**
 * How many reports are written at once.
 */
parallel: number, 
/**
 * How many tokens a day may be used; 0: no bound.
 */
daily_token_budget: number, 
/**
 * How many seconds a model's first word is waited for.
 */
first_token_seconds: number, 
/**
 * Whether the model is asked once to correct the sentences of its report that the check
 * doubts.
 */
correct: boolean, 
/**
 * Where the key comes from; null: none set, or none that can be had.
 */
key_from: KeySource | null, 
/**
 * Why a key that may be set can't be had.
 */
key_trouble: KeyTrouble | null, 
/**
 * Whether the keyring holds a key too, which the one in the environment goes before.
 */
key_shadowed: boolean, 
/**
 * The address that the key was given for, where that is not the library's; see
 * [`KeyTrouble::OtherHost`].
 */
key_for: string | null, };

/**
 * A key that was kept or removed, and the settings since.
 */
export type KeyChange = { 
/**
 * The outcome.
 */
outcome: KeyOutcome, 
/**
 * The settings of writing now.
 */
settings: ModelSettings, };

/**
 * What a test of the connection to the model found.
 */
export type ModelTest = { 
/**
 * Whether it answered.
 */
outcome: TestOutcome, 
/**
 * Why not.
 */
cause: WritingCause | null, };

/**
 * The result of a test of the connection to the model.
 */
export type TestOutcome = "ok" | "unreachable" | "key" | "keyring" | "unknown_model" | "quota" | "busy" | "refused" | "silent" | "garbage" | "failed" | "unset";

/**
 * Tokens used on a day by a model.
 */
export type Spending = { 
/**
 * `YYYY-MM-DD`, the day in the user's time zone.
 */
date: string, 
/**
 * The model's name.
 */
model: string, 
/**
 * How many requests were answered.
 */
answers: number, 
/**
 * Tokens of the prompts.
 */
prompt: number, 
/**
 * Tokens of the answers.
 */
completion: number, };

/**
 * What the papers that a query finds strictly are, by kind; of all papers, when it asks for
 * nothing. Every entry is also a key that can be typed, and its number is that of the strict hits
 * of the query with the key.
 */
export type Facets = { 
/**
 * The fields of research, the commonest first, their children below them.
 */
domains: Array<DomainFacet>, 
/**
 * The months, newest first.
 */
months: Array<Facet>, 
/**
 * The reading sources, the most frequent first.
 */
sources: Array<Facet>, 
/**
 * Who wrote the reports.
 */
writers: Array<Facet>, 
/**
 * The user's tags.
 */
tags: Array<Facet>, 
/**
 * How many are starred.
 */
starred: Facet, 
/**
 * How many are unread.
 */
unread: Facet, 
/**
 * Whether the index held the whole library: else there may be more.
 */
is_exact: boolean, };

/**
 * A value and how many papers under the query have it.
 */
export type Facet = { 
/**
 * The value: `2025-12`, `html`, `extract`, a tag.
 */
label: string, 
/**
 * The key that narrows the query to it: `date:2025-12`. The command `choose` puts it into a
 * query, or takes it out.
 */
key: string, 
/**
 * How many papers.
 */
papers: number, 
/**
 * Whether the query holds the key already.
 */
chosen: boolean, };

/**
 * A field of research.
 */
export type DomainFacet = { 
/**
 * Its name in Chinese.
 */
zh: string, 
/**
 * Its name in English.
 */
en: string, 
/**
 * The filter as it is typed: `domain:计算机视觉`.
 */
key: string, 
/**
 * How many papers.
 */
papers: number, 
/**
 * Whether the query holds the key already.
 */
chosen: boolean, 
/**
 * Its parts, the commonest first.
 */
children: Array<DomainFacet>, };

/**
 * A saved search.
 */
export type SavedSearch = { 
/**
 * Its name.
 */
name: string, 
/**
 * The query.
 */
query: string, 
/**
 * How many papers it finds strictly.
 */
total: number, 
/**
 * How many of them are unread.
 */
unread: number, 
/**
 * Whether the index held the whole library: else there may be more.
 */
total_is_exact: boolean, };

/**
 * The hits of a saved search on a day.
 */
export type DayNews = { 
/**
 * The saved search's name.
 */
name: string, 
/**
 * Its query, narrowed to the day.
 */
query: string, 
/**
 * How many of the day's papers it finds strictly.
 */
papers: number, };

/**
 * How many papers a month has under a query.
 */
export type MonthCount = { 
/**
 * `YYYY-MM`.
 */
month: string, 
/**
 * How many papers under the query.
 */
papers: number, 
/**
 * How many papers in all.
 */
of: number, };

/**
 * What rose and fell in a month against the months before it.
 */
export type MonthTrends = { 
/**
 * `YYYY-MM`.
 */
month: string, 
/**
 * How many papers it has.
 */
papers: number, 
/**
 * How many papers the months compared with have, together.
 */
before: number, 
/**
 * The fields that rose most.
 */
domains_up: Array<Shift>, 
/**
 * The fields that fell most.
 */
domains_down: Array<Shift>, 
/**
 * The terms that rose most.
 */
terms_up: Array<Shift>, 
/**
 * The terms that fell most.
 */
terms_down: Array<Shift>, };

/**
 * How long a report's time is.
 */
export type Period = "week" | "month";

/**
 * A review of a week or a month.
 */
export type Review = { 
/**
 * How long it is.
 */
period: Period, 
/**
 * The first day, `YYYY-MM-DD`.
 */
from: string, 
/**
 * The last day.
 */
to: string, 
/**
 * How many papers its days list.
 */
papers: number, 
/**
 * How many papers the three weeks or months before list.
 */
papers_before: number, 
/**
 * The terms and domains that rose significantly against the three before, the surest first.
 */
rising: Array<Shift>, 
/**
 * The domains with the most starred papers of these days.
 */
fields: Array<ReviewedField>, 
/**
 * How many papers were marked as read in this time.
 */
read_count: number, 
/**
 * Some of them, the last ones first.
 */
read: Array<ReviewedPaper>, 
/**
 * Papers of these days that are unread and come first in the learnt order; none where nothing
 * is learnt.
 */
missed: Array<ReviewedPaper>, 
/**
 * Whether there is a learnt order.
 */
is_learnt: boolean, };

/**
 * A domain with how many of its papers are starred.
 */
export type ReviewedField = { 
/**
 * Its name in Chinese.
 */
zh: string, 
/**
 * Its name in English.
 */
en: string, 
/**
 * The query that finds these papers.
 */
query: string, 
/**
 * How many of its papers are starred.
 */
starred: number, };

/**
 * A paper of a report.
 */
export type ReviewedPaper = { 
/**
 * The arXiv id.
 */
id: string, 
/**
 * The title, plain text (may hold `$LaTeX$`).
 */
title: string, 
/**
 * The newest day that lists it, `YYYY-MM-DD`.
 */
date: string, };

/**
 * How a field's or a term's share changed.
 */
export type Shift = { 
/**
 * The field's name in Chinese, or the term.
 */
zh: string, 
/**
 * The field's name in English, or the term.
 */
en: string, 
/**
 * The query that finds it.
 */
query: string, 
/**
 * How many papers of the month have it.
 */
papers: number, 
/**
 * How many of the papers of the months before have it.
 */
papers_before: number, };

/**
 * A place in the opened paper that a query finds.
 */
export type Matched = { 
/**
 * The part that contains it: a section's key, `title`, `abstract`, `summary`, or `rest` for a
 * report without sections.
 */
section: string, 
/**
 * The exact text from the part.
 */
text: string, 
/**
 * The number of earlier occurrences of the same text in the part.
 */
occurrence: number, };

/**
 * The one error that crosses. The window words it by `code` and `cause`.
 */
export type WireError = { 
/**
 * What happened.
 */
code: ErrorCode, 
/**
 * What happened, to what, and what can be done, in English, for the command line and the log:
 * one sentence as a line after the program's name, in small letters and without a full stop,
 * or several whole sentences.
 */
message: string, 
/**
 * What it happened to: a path, an id.
 */
detail: string, 
/**
 * The cause, where it adds to the code.
 */
cause: ErrorCause | null, };

/**
 * What happened. A code exists only where somebody acts on it or words it.
 */
export type ErrorCode = "newer_library" | "not_a_library" | "damaged" | "disk_full" | "read_only" | "no_permission" | "gone" | "replaced" | "not_closed" | "busy" | "bad_backup" | "library_missing" | "only_facts_left" | "stopped" | "unknown_paper" | "offline" | "not_read" | "text_altered" | "not_written" | "index" | "link_refused" | "link_near" | "bad_value" | "file" | "zotero" | "sync" | "publish" | "not_opened" | "clipboard" | "internal";

/**
 * Why an error happened.
 */
export type ErrorCause = { "code": "value", 
/**
 * What is wrong with the value.
 */
why: ValueCause, } | { "code": "reading", 
/**
 * The answer of each source.
 */
reasons: Array<ReadingReason>, } | { "code": "writing", 
/**
 * Why there is no report.
 */
causes: Array<WritingCause>, } | { "code": "link", 
/**
 * What is wrong with the address.
 */
why: LinkRefused, } | { "code": "file", 
/**
 * The error of the file system.
 */
why: FileCause, } | { "code": "not_saved", 
/**
 * Why nothing was written.
 */
why: NotWritten, } | { "code": "zotero", 
/**
 * Why not.
 */
why: ZoteroError, } | { "code": "sync", 
/**
 * Why not.
 */
why: SyncTrouble, } | { "code": "index", 
/**
 * What is wrong with it.
 */
why: IndexCause, };

/**
 * The reason why nothing was written to the path that the user named. Each message names a remedy.
 */
export type NotWritten = { "code": "of_a_library" } | { "code": "database" } | { "code": "exists" } | { "code": "folder" } | { "code": "no_folder" } | { "code": "socket" } | { "code": "disk" } | { "code": "no_reader" } | { "code": "protected" } | { "code": "circle" } | { "code": "folder_missing", 
/**
 * The folder.
 */
folder: string, } | { "code": "no_permission" } | { "code": "file", 
/**
 * The error.
 */
why: FileCause, };

/**
 * Why the search index can't be used.
 */
export type IndexCause = "busy" | "not_updated" | "broken";

/**
 * Why an address is not opened.
 */
export type LinkRefused = "not_an_address" | "scheme" | "host";

/**
 * Why a value can't be.
 */
export type ValueCause = { "code": "not_a_key" } | { "code": "key_not_saved", 
/**
 * Why not.
 */
why: KeyTrouble, } | { "code": "key_not_removed", 
/**
 * Why not.
 */
why: KeyTrouble, } | { "code": "not_a_day", 
/**
 * The rejected value.
 */
text: string, } | { "code": "not_a_month", 
/**
 * The rejected value.
 */
text: string, } | { "code": "no_id", 
/**
 * The rejected value.
 */
text: string, } | { "code": "not_one_of", 
/**
 * The rejected value.
 */
text: string, 
/**
 * What it should be, in English: `a sort order`.
 */
what: string, 
/**
 * The words that may be there.
 */
allowed: Array<string>, } | { "code": "no_section", 
/**
 * The paper.
 */
id: string, 
/**
 * The section's key.
 */
section: string, } | { "code": "no_version", 
/**
 * The paper.
 */
id: string, 
/**
 * The version.
 */
number: number, } | { "code": "no_image", 
/**
 * The paper.
 */
id: string, 
/**
 * The image, from 0.
 */
number: number, } | { "code": "no_pdf", 
/**
 * The paper.
 */
id: string, } | { "code": "other_article", 
/**
 * The paper.
 */
id: string, } | { "code": "text_unreadable", 
/**
 * The paper.
 */
id: string, } | { "code": "ends_too_early", 
/**
 * The first day.
 */
from: string, 
/**
 * The last day.
 */
to: string, } | { "code": "too_old", 
/**
 * The day.
 */
day: string, 
/**
 * The first day that has a list.
 */
first: string, } | { "code": "not_begun", 
/**
 * The day.
 */
day: string, } | { "code": "setting", 
/**
 * The setting.
 */
key: string, 
/**
 * The value.
 */
value: string, 
/**
 * What it may be.
 */
rule: SettingRule, } | { "code": "unknown_setting", 
/**
 * The rejected value.
 */
key: string, 
/**
 * The settings.
 */
known: Array<string>, } | { "code": "tag_too_long", 
/**
 * The most characters.
 */
most: number, 
/**
 * How it begins.
 */
tag: string, } | { "code": "note_too_long", 
/**
 * The most bytes.
 */
most: number, } | { "code": "query_too_long", 
/**
 * The most characters.
 */
most: number, } | { "code": "query_empty" } | { "code": "too_many_searches", 
/**
 * The most that are saved.
 */
most: number, } | { "code": "unknown_search", 
/**
 * The name.
 */
name: string, } | { "code": "unknown_backup", 
/**
 * The name.
 */
name: string, } | { "code": "name_taken", 
/**
 * The name.
 */
name: string, } | { "code": "no_name" } | { "code": "name_too_long", 
/**
 * The most characters.
 */
most: number, } | { "code": "unknown_collection", 
/**
 * The rejected value.
 */
name: string, } | { "code": "collection_taken", 
/**
 * The name.
 */
name: string, } | { "code": "no_collection_name" } | { "code": "no_vault" } | { "code": "vault_in_library" } | { "code": "no_subscription", 
/**
 * The rejected value.
 */
text: string, } | { "code": "subscribed_already", 
/**
 * The address.
 */
address: string, } | { "code": "too_many_subscriptions", 
/**
 * The most subscriptions.
 */
most: number, } | { "code": "unknown_subscription", 
/**
 * The name or the address.
 */
name: string, } | { "code": "not_subscribed", 
/**
 * The address.
 */
address: string, 
/**
 * Why.
 */
why: SubscriptionProblem, } | { "code": "no_publish_folder" } | { "code": "no_publish_password", 
/**
 * The host.
 */
host: string, } | { "code": "publish_in_library" } | { "code": "not_a_site", 
/**
 * The rejected value.
 */
text: string, } | { "code": "collection_too_deep" } | { "code": "too_many_collections", 
/**
 * The most there can be.
 */
most: number, } | { "code": "unknown_highlight", 
/**
 * The rejected value.
 */
id: string, } | { "code": "no_text", 
/**
 * The paper.
 */
id: string, } | { "code": "text_changed" } | { "code": "quote_not_found", 
/**
 * How it begins.
 */
quote: string, } | { "code": "quote_repeated", 
/**
 * How it begins.
 */
quote: string, } | { "code": "highlight_too_long", 
/**
 * The most bytes.
 */
most: number, } | { "code": "too_many_highlights", 
/**
 * The most there can be.
 */
most: number, } | { "code": "citation_key", 
/**
 * Why not.
 */
why: CitationKeyCause, } | { "code": "paste_too_long", 
/**
 * The most that is taken.
 */
mebibytes: number, } | { "code": "other", 
/**
 * A sentence for the command line and the log.
 */
text: string, };

/**
 * Why a text is no citation key.
 */
export type CitationKeyCause = { "code": "empty" } | { "code": "too_long", 
/**
 * The most characters.
 */
most: number, } | { "code": "character", 
/**
 * The character.
 */
character: string, };

/**
 * What a setting may be.
 */
export type SettingRule = { "code": "words", 
/**
 * The words.
 */
allowed: Array<string>, } | { "code": "number", 
/**
 * The least.
 */
least: number, 
/**
 * The most.
 */
most: number, } | { "code": "address" } | { "code": "endpoint" } | { "code": "unusable", 
/**
 * Why not.
 */
why: ChatError, } | { "code": "name", 
/**
 * The most characters.
 */
most: number, } | { "code": "folder" } | { "code": "place" } | { "code": "site" } | { "code": "here" } | { "code": "schedule", 
/**
 * Some hours.
 */
example: string, };

/**
 * The error of a file, as a part of a sentence that names a remedy.
 */
export type FileCause = { "code": "disk_full" } | { "code": "quota_used_up" } | { "code": "too_large" } | { "code": "no_permission" } | { "code": "read_only_disk" } | { "code": "not_found" } | { "code": "not_a_folder" } | { "code": "is_a_folder" } | { "code": "name_too_long" } | { "code": "exists" } | { "code": "in_use" } | { "code": "locked" } | { "code": "lost_by_drive" } | { "code": "reader_ended" } | { "code": "other", 
/**
 * The words, for the log and the command line.
 */
text: string, };

/**
 * An event that is sent to the window.
 */
export type Event = { "kind": "changed" } | { "kind": "settings" } | { "kind": "progress", 
/**
 * How far it is.
 */
progress: Progress, } | { "kind": "imported", 
/**
 * The outcome for its files.
 */
result: Imported, } | { "kind": "fetched", 
/**
 * The result.
 */
summary: FetchSummary, } | { "kind": "vault", 
/**
 * The outcome for its notes.
 */
result: VaultUpdate, } | { "kind": "published", 
/**
 * What it did.
 */
result: Published, } | { "kind": "synced", 
/**
 * What it did.
 */
result: Synced, } | { "kind": "sync_failed", 
/**
 * Why.
 */
why: SyncTrouble, } | { "kind": "writing", 
/**
 * The paper's arXiv id.
 */
id: string, 
/**
 * The whole text so far, safe HTML; empty when the model starts again, and while it only
 * reasons.
 */
html: string, 
/**
 * Whether the model reasons: what it thinks is no part of the report and is not shown.
 */
thinking: boolean, } | { "kind": "unchanged", 
/**
 * The paper's arXiv id.
 */
id: string, } | { "kind": "written", 
/**
 * How far it is; null when nothing is left to be written.
 */
state: WritingState | null, } | { "kind": "failed", 
/**
 * Why.
 */
error: WireError, } | { "kind": "index", 
/**
 * How far it is.
 */
state: IndexState, } | { "kind": "meaning" } | { "kind": "opened", 
/**
 * The place.
 */
link: DeepLink, } | { "kind": "day_complete", 
/**
 * The day, as `YYYY-MM-DD`.
 */
date: string, 
/**
 * How many papers it has.
 */
papers: number, 
/**
 * How many of them are like those that the user liked; null: nothing was learnt yet.
 */
for_you: number | null, } | { "kind": "dragging", 
/**
 * Whether they are over it.
 */
over: boolean, };
