import type { HealthState, HealthSubject, KeyTrouble, LastFetch, WireError } from "../bindings/wire";
import { mediumDate, moment } from "../dates";
import { errorDetail, errorText, inWords, sentence, size } from "./causes";
import { en } from "./en";
import type { WordsForFound } from "./health";

const number = (n: number) => n.toLocaleString("en");
const count = (n: number, one: string, many: string) => `${number(n)} ${n === 1 ? one : many}`;
const bytes = (n: number) => size(n, n === 1 ? "byte" : "bytes");
const when = (at: string) => moment(at, "en");
const error = (error: WireError) => en.sentences([errorText(error, en), errorDetail(error, en)]);

function fetched({ at, from, to, added, read, failed, missing, end }: LastFetch): string {
  const days = from === to ? mediumDate(from, "en") : `${mediumDate(from, "en")} to ${mediumDate(to, "en")}`;
  if (end === "offline") return `Papers for ${days} could not be fetched on ${when(at)}: there was no network.`;
  if (end === "failed") return `Papers for ${days} could not be fetched on ${when(at)}. The log has the details.`;
  const parts = [count(added, "new paper", "new papers"), `full text or abstract fetched for ${number(read)}`];
  if (failed > 0) parts.push(`${number(failed)} failed`);
  if (missing > 0) parts.push(`${count(missing, "list", "lists")} could not be fetched completely`);
  return `Papers for ${days}, fetched on ${when(at)}: ${parts.join(", ")}.`;
}

/** Why the keyring cannot be used, in which the API key and the synchronisation key are. */
const keyringTroubles: Record<KeyTrouble, string> = {
  locked: "The system keyring is locked. Unlock it.",
  no_collection: "The system keyring service has no default keyring. Create one in your password manager.",
  no_keyring: "This system has no keyring.",
  silent: "The system keyring does not answer. It may be waiting to be unlocked.",
  failed: "The system keyring does not work properly.",
  not_a_key: "The content of the system keyring cannot be read.",
  other_host: "The content of the system keyring cannot be read.",
};

const found: WordsForFound = {
  versions: ({ window, command }, state) => ({
    text: `Window ${window ?? "not found"}, command ${command ?? "not found"}.`,
    ...(state === "attention" && { todo: "Update both to the same version." }),
  }),
  place: ({ folder, by, usual, has_usual }) => ({
    text:
      by === "argument"
        ? `The library is in ${folder}, as set by --library.`
        : by === "variable"
          ? `The library is in ${folder}, as set by PAPERBOY_LIBRARY.`
          : `The library is in ${folder}.`,
    ...(usual !== null && {
      todo: has_usual
        ? `Without it, the window and the command open another library: ${usual}`
        : `Without it, the window and the command create a new library in ${usual}.`,
    }),
  }),
  safe_renderer: () => ({
    text: "The window uses the safe renderer.",
    todo: "With the default renderer, the window stayed blank. Paperboy will try it again after the next update of WebKit.",
  }),
  no_library: () => ({ text: "There is no library yet." }),
  not_opened: (found) => ({ text: error(found.error) }),
  library: ({ bytes: n, schema, papers, days }) => ({
    text: `${count(papers, "paper", "papers")} from ${count(days, "day", "days")}, ${bytes(n)}, schema ${schema}.`,
  }),
  read_only: () => ({ text: "The library is read-only.", todo: "Make its folder writable to save changes." }),
  damaged: () => ({
    text: "The last check found damage.",
    todo: "Close Paperboy and open it again: it repairs the library and keeps the damaged file.",
  }),
  checked: ({ at }) =>
    at === null
      ? { text: "The library has not been checked completely yet.", todo: "It is checked shortly after each start." }
      : { text: `Last complete check on ${when(at)}: intact.` },
  index: ({ indexed, papers, building, behind }) =>
    building
      ? { text: `The index is being updated: ${number(indexed)} of ${count(papers, "paper", "papers")}.` }
      : behind
        ? {
            text: "The latest changes are not in the search index yet.",
            todo: "The index is updated automatically. If it is not, run “paperboy reindex” in a terminal.",
          }
        : { text: `Up to date: ${count(papers, "paper", "papers")}.` },
  vectors: ({ status, encoded, papers }) =>
    status === "ready"
      ? encoded < papers
        ? {
            text: `${number(encoded)} of ${count(papers, "paper", "papers")} can be found by meaning.`,
            todo: "The others follow in the background.",
          }
        : { text: `${count(papers, "paper", "papers")} can be found by meaning.` }
      : {
          text: {
            off: "Turned off.",
            missing: "The file for search by meaning is not installed.",
            damaged: "The file for search by meaning is damaged.",
            foreign: "The file for search by meaning is not one that this version of Paperboy can use.",
            unreadable: "The file for search by meaning can’t be read.",
            paused: "The embedding service can’t be used now; papers are found by words.",
            unconfirmed: "The library’s embedding service was not entered on this computer; nothing is sent there.",
          }[status],
          ...(status !== "off" && { todo: "Settings say what to do, under “Search by meaning”." }),
        },
  order: ({ learnt }) => ({
    text:
      learnt.state === "ready"
        ? "Learnt from the papers that you starred, highlighted, added to Read later or put into a collection."
        : learnt.state === "learning"
          ? "The order is being learnt."
          : `Not learnt yet: it needs ${number(learnt.needed)} papers that are starred, highlighted, in Read later or in a collection; the library has ${number(learnt.have)}.`,
  }),
  backups: ({ copies, facts, bytes: n, newest, folder }, state) => ({
    text:
      newest === null
        ? `There is no full backup yet in ${folder}.`
        : `${count(copies, "full backup", "full backups")}, the newest from ${when(newest)}, and ${count(facts, "facts file", "facts files")} (stars, tags and notes): ${bytes(n)} in ${folder}.`,
    ...(state === "attention" && { todo: "Choose “Back up now” in Settings." }),
  }),
  set_aside: ({ files, bytes: n }) => ({
    text: `${count(files, "damaged library is", "damaged libraries are")} kept: ${bytes(n)}.`,
    todo: "If nothing is missing from your library, you can delete them in Settings.",
  }),
  space: ({ library, articles, index, backups, figures, pdfs, logs }) => ({
    text: `Library without full texts ${bytes(library)}, full texts ${bytes(articles)}, search index ${bytes(index)}, backups ${bytes(backups)}, figures ${bytes(figures)}, PDFs ${bytes(pdfs)}, logs ${bytes(logs)}.`,
  }),
  free: ({ bytes: n }, state) => ({
    text: `${bytes(n)} free on the disk.`,
    ...(state === "attention" && {
      todo: "Free some space. In Settings you can limit the space for figures and PDFs.",
    }),
  }),
  fetched: ({ last }, state) => ({
    text: last === null ? "No fetch is recorded yet." : fetched(last),
    ...(state === "attention" && {
      todo: last?.end === "offline" ? "Connect to the network, then fetch again." : "Fetch again later.",
    }),
  }),
  sync: ({ folder, pending, last, failed, trouble, problems }) => {
    if (folder === null) return { text: "Not set up." };
    if (trouble !== null)
      return {
        text: en.sentences(["The last synchronisation failed.", sentence(inWords(en.causes.sync, trouble), "en")]),
      };
    if (failed !== null)
      return {
        text: "The last synchronisation failed.",
        todo: "Settings show the reason, under “Synchronise devices”.",
      };
    if (last === null) return { text: `Set up in ${folder}, not synchronised yet.` };
    return {
      text: `Last synchronised on ${when(last)} through ${folder}; ${count(pending, "change", "changes")} not sent yet.`,
      ...(problems > 0 && {
        todo: `${count(problems, "file of another device was", "files of other devices were")} not used. Settings list ${problems === 1 ? "it" : "them"} under “Synchronise devices”.`,
      }),
    };
  },
  keyring: ({ trouble, needed }) =>
    trouble === null
      ? { text: "It works." }
      : needed
        ? {
            text: keyringTroubles[trouble],
            todo: "Without it, set the API key in the environment variable PAPERBOY_MODEL_KEY, and synchronise through a folder on this computer that is not encrypted.",
          }
        : {
            text: "It cannot be used. It is needed only for API keys, passwords of servers and keys of encrypted folders.",
          },
  crashed: ({ report }) => ({
    text: `Paperboy crashed on ${when(report.at)}, at ${report.place}. ${report.reports === 1 ? "The crash report is" : `The newest of ${number(report.reports)} crash reports is`} ${report.path}.`,
    todo: "Nothing is sent. Read the crash report before you give it to anyone: it may contain parts of your papers or notes.",
  }),
  unknown: (found) => ({ text: error(found.error) }),
};

/** The English words of the health page. */
export const healthEn = {
  title: "Health",
  lead: "The checks on this page are quick, and change nothing.",
  about: "The state of the library, search index, backups, disk, fetching and synchronisation, and how to fix problems",
  open: "Show",
  again: "Check again",
  copy: "Copy diagnostics",
  copied: "Diagnostics copied. They contain no titles, notes, searches, keys or names of your folders.",
  showReport: "Show the crash report",
  reportTitle: "Crash report",
  copyReport: "Copy",
  reportCopied: "Crash report copied",
  deleteReports: "Delete all crash reports",
  reportsDeleted: "Crash reports deleted",
  failed: "The health page could not be loaded",
  settings: "Settings",
  subjects: {
    programs: "Programs",
    library: "Library",
    index: "Search index",
    meaning: "Search by meaning",
    order: "Order “For me”",
    backups: "Backups",
    disk: "Disk",
    fetching: "Fetching",
    sync: "Synchronisation",
    keyring: "Keyring",
    crashes: "Crashes",
  } as Record<HealthSubject, string>,
  states: { ok: "OK", attention: "Attention", broken: "Broken" } as Record<HealthState, string>,
  all: {
    ok: "Everything is in order.",
    attention: "Something needs your attention.",
    broken: "Something does not work.",
  } as Record<HealthState, string>,
  found,
};
