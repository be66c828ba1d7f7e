import type { HealthState, HealthSubject, LastFetch, WireError } from "../bindings/wire";
import { mediumDate, moment } from "../dates";
import { errorDetail, errorText, sentence, size } from "./causes";
import { en } from "./en";
import type { WordsForFound } from "./health";

const number = (n: number) => n.toLocaleString("en");
const count = (n: number, one: string, many: string) => `${number(n)} ${n === 1 ? one : many}`;
const bytes = (n: number) => size(n, n === 1 ? "byte" : "bytes");
const when = (at: string) => moment(at, "en");
const error = (error: WireError) => en.sentences([errorText(error, en), errorDetail(error, en)]);

function fetched({ at, from, to, added, read, failed, missing, end }: LastFetch): string {
  const days = from === to ? mediumDate(from, "en") : `${mediumDate(from, "en")} to ${mediumDate(to, "en")}`;
  if (end === "offline") return `Papers of ${days} could not be fetched on ${when(at)}: there was no network.`;
  if (end === "failed") return `Papers of ${days} could not be fetched on ${when(at)}: the library failed.`;
  const parts = [count(added, "new paper", "new papers"), `${number(read)} read`];
  if (failed > 0) parts.push(`${number(failed)} could not be read`);
  if (missing > 0) parts.push(`the list of ${count(missing, "day", "days")} is missing`);
  return `Papers of ${days}, fetched on ${when(at)}: ${parts.join(", ")}.`;
}

const found: WordsForFound = {
  versions: ({ window, command }, state) => ({
    text: `Window ${window ?? "not found"}, command ${command ?? "not found"}.`,
    ...(state === "attention" && { todo: "Update both, so that they have the same version." }),
  }),
  place: ({ folder, by, usual, has_usual }) => ({
    text:
      by === "argument"
        ? `--library names the library in ${folder}.`
        : by === "variable"
          ? `PAPERBOY_LIBRARY names the library in ${folder}.`
          : `The library is in ${folder}.`,
    ...(usual !== null && {
      todo: has_usual
        ? `A window or command started without it opens another library, in ${usual}.`
        : `A window or command started without it makes a new library in ${usual}.`,
    }),
  }),
  safe_renderer: () => ({
    text: "The window uses the safe renderer.",
    todo: "It stayed blank with the usual one, which is tried again when WebKit is updated.",
  }),
  no_library: () => ({ text: "There is no library yet." }),
  not_opened: (found) => ({ text: error(found.error) }),
  library: ({ bytes: n, schema, papers, days }) => ({
    text: `${count(papers, "paper", "papers")} of ${count(days, "day", "days")}, ${bytes(n)}, schema ${schema}.`,
  }),
  read_only: () => ({ text: "It can only be read.", todo: "Make its folder writable to save changes." }),
  damaged: () => ({
    text: "The last check found damage.",
    todo: "Close Paperboy and open it again: it repairs the library and keeps the damaged file.",
  }),
  checked: ({ at }) =>
    at === null
      ? { text: "It was not checked as a whole yet.", todo: "This happens a moment after each start." }
      : { text: `Last checked as a whole on ${when(at)}: intact.` },
  index: ({ indexed, papers, building, behind }) =>
    building
      ? { text: `Being updated: ${number(indexed)} of ${count(papers, "paper", "papers")}.` }
      : behind
        ? {
            text: "It lacks the latest changes.",
            todo: "It follows by itself. If it does not, run paperboy reindex.",
          }
        : { text: `In step with the library: ${count(papers, "paper", "papers")}.` },
  vectors: ({ status, encoded, papers }) =>
    status === "ready"
      ? encoded < papers
        ? {
            text: `${number(encoded)} of ${count(papers, "paper", "papers")} encoded.`,
            todo: "The rest follows in the background.",
          }
        : { text: `${count(papers, "paper", "papers")} encoded.` }
      : {
          text: {
            off: "Turned off.",
            missing: "There is no model file.",
            damaged: "The model file is damaged.",
            foreign: "The model file is none of Paperboy’s.",
            unreadable: "The model file can’t be read.",
          }[status],
          ...(status !== "off" && { todo: "The settings say where a model file may be put." }),
        },
  order: ({ learnt }) => ({
    text:
      learnt.state === "ready"
        ? "Learnt from what you star, keep and collect."
        : learnt.state === "learning"
          ? "Being learnt."
          : `Not learnt yet: it needs ${number(learnt.needed)} papers that are starred, highlighted, in Read later or in a collection; the library has ${number(learnt.have)}.`,
  }),
  backups: ({ copies, facts, bytes: n, newest, folder }, state) => ({
    text:
      newest === null
        ? `There is no backup in ${folder}.`
        : `${count(copies, "copy", "copies")} of the library, the newest of ${when(newest)}, and ${count(facts, "facts file", "facts files")}: ${bytes(n)} in ${folder}.`,
    ...(state === "attention" && { todo: "Back up now." }),
  }),
  set_aside: ({ files, bytes: n }) => ({
    text: `${count(files, "damaged library was", "damaged libraries were")} set aside: ${bytes(n)}.`,
    todo: "If you miss nothing, delete them in Settings.",
  }),
  space: ({ library, articles, index, backups, figures, logs }) => ({
    text: `Library ${bytes(library)}, full texts ${bytes(articles)}, search index ${bytes(index)}, backups ${bytes(backups)}, figures ${bytes(figures)}, logs ${bytes(logs)}.`,
  }),
  free: ({ bytes: n }, state) => ({
    text: `${bytes(n)} are free on the disk.`,
    ...(state === "attention" && { todo: "Free some space. Settings limit the space of figures." }),
  }),
  fetched: ({ last }, state) => ({
    text: last === null ? "No fetch is recorded yet." : fetched(last),
    ...(state === "attention" && {
      todo: last?.end === "offline" ? "Connect to the network, then fetch again." : "Fetch again later.",
    }),
  }),
  sync: ({ folder, pending, last, failed, problems }) => {
    if (folder === null) return { text: "Not set up." };
    if (failed !== null) return { text: `The last synchronisation failed: ${sentence(failed, "en")}` };
    if (last === null) return { text: `Set up in ${folder}, not synchronised yet.` };
    return {
      text: `Last synchronised on ${when(last)} through ${folder}; ${count(pending, "change is", "changes are")} pending.`,
      ...(problems > 0 && {
        todo: `${count(problems, "file", "files")} of other devices could not be used; paperboy sync --status names them.`,
      }),
    };
  },
  keyring: ({ trouble, needed }) =>
    trouble === null
      ? { text: "It works." }
      : needed
        ? { text: sentence(en.causes.keyring[trouble], "en") }
        : { text: "It cannot be used, and nothing needs it." },
  crashed: ({ report }) => ({
    text: `A program crashed on ${when(report.at)} at ${report.place}. ${report.reports === 1 ? "The report is" : `The last of ${number(report.reports)} reports is`} ${report.path}.`,
    todo: "Nothing is sent. Read the report before you show it to others: it may repeat a piece of a text.",
  }),
  unknown: (found) => ({ text: error(found.error) }),
};

/** The English words of the health page. */
export const healthEn = {
  title: "Health",
  lead: "What can be told quickly. Nothing is changed by looking.",
  about: "Library, index, backups, disk, fetching and synchronisation, with what to do",
  open: "Show",
  again: "Look again",
  copy: "Copy diagnostics",
  copied: "Diagnostics copied. They contain no titles, notes, searches, keys or names of your folders.",
  showReport: "Show the report",
  reportTitle: "Crash report",
  copyReport: "Copy",
  reportCopied: "Crash report copied",
  deleteReports: "Delete the reports",
  reportsDeleted: "Crash reports deleted",
  failed: "The state could not be found out",
  settings: "Settings",
  subjects: {
    programs: "Programs",
    library: "Library",
    index: "Search index",
    meaning: "Finding by meaning",
    order: "Learnt order",
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
