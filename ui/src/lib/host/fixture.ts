import type {
  Backup,
  Backups,
  Change,
  ErrorCode,
  Event,
  FigureSettings,
  PaperPdf,
  PdfSettings,
  Imported,
  Notice,
  Settings,
  Status,
  TagCount,
  WireError,
} from "../bindings/wire";
import { dayInNewYork } from "../fetching";
import { articleStamp, makeArticle } from "./fixture/article";
import { fetcher } from "./fixture/fetch";
import { cardsOf, daysOf, fetchedPaper, hasArticle, makePapers, searched, type StoredPaper } from "./fixture/library";
import { atHome } from "./fixture/home";
import { healthOf } from "./fixture/health";
import { highlighting } from "./fixture/highlights";
import { keeping } from "./fixture/keeping";
import { reviewingIn } from "./fixture/review";
import { searching } from "./fixture/searching";
import { syncing } from "./fixture/sync";
import { tasting } from "./fixture/taste";
import { travelling } from "./fixture/travel";
import { watching } from "./fixture/watch";
import { writer } from "./fixture/writing";
import type { Answers, Host } from "./host";

const TODAY = () => dayInNewYork(new Date());

/**
 * A library in memory, for the browser and for tests; never part of the program. The address chooses what is in it:
 * `papers=10000`, `state=empty|failed|building|readonly|notices|importing|fetching|offline|slow|ill`, `schedule=off`, `interval=400` (ms a paper when fetching), `saved` (some saved searches and a history), `lang=zh|en`, `theme=light|dark`, `size=80…200`.
 */
export function fixture(search: string): Host & { emit: (event: Event) => void } {
  const wish = new URLSearchParams(search);
  const state = wish.get("state") ?? "";
  let papers: StoredPaper[] = state === "empty" ? [] : makePapers(Number(wish.get("papers") ?? 240));
  let settings: Settings = {
    language: wish.get("lang") ?? "system",
    theme: wish.get("theme") ?? "system",
    text_size: Number(wish.get("size") ?? 100),
    fetch_schedule: wish.get("schedule") ?? "ask",
  };
  let figures: FigureSettings = { fetched: "all", exported: "open", space_mb: 2048, used_kb: 41_300 };
  let pdfs: PdfSettings = { kept: false, space_mb: 2048, used_kb: 8_400 };
  const keptPdfs = new Map<string, PaperPdf>();
  const pdfOf = (id: string): PaperPdf => keptPdfs.get(id) ?? { kept_kb: null, waiting: false, absence: null };
  let broken = state === "failed" || state === "missing";
  let notices: Notice[] =
    state === "notices"
      ? [
          {
            id: 1,
            kind: "recovered",
            detail: "/home/reader/.local/share/paperboy/library.broken-20251230-081500.db",
            recovery: {
              how: "salvaged",
              wrong: "row 75 missing from index",
              backup: "2025-12-29",
              kept: { papers: 412, starred: 37, notes: 12, tags: 20 },
              newer: { papers: 31, starred: 4, notes: 1, tags: 2 },
              lost: 1,
              to_fetch: 3,
            },
          },
          { id: 2, kind: "index_rebuilt", detail: "", recovery: null },
          { id: 4, kind: "replaced", detail: "/home/reader/.local/share/paperboy/library.db-wal", recovery: null },
        ]
      : state === "readonly"
        ? [{ id: 3, kind: "read_only", detail: "/media/usb/paperboy", recovery: null }]
        : [];
  const stored = (name: string, made: string, bytes: number, reason: string): Backup => ({ name, made, bytes, reason });
  const backups: Backups = {
    copies: [
      stored("library-20251230-081200-daily.db.zst", "2025-12-30T08:12:00Z", 4_812_304, "daily"),
      stored("library-20251229-075800-daily.db.zst", "2025-12-29T07:58:00Z", 4_790_112, "daily"),
      stored("library-20251220-100200-migration.db.zst", "2025-12-20T10:02:00Z", 4_122_880, "migration"),
    ],
    facts: [stored("facts-20251230-091200-51.jsonl.zst", "2025-12-30T09:12:00Z", 18_304, "facts")],
    damaged: [stored("library.broken-20251201-081500.db", "2025-12-01T08:15:00Z", 9_812_304, "damaged")],
    max_bytes: 24_000_000,
  };
  const listeners: ((event: Event) => void)[] = [];
  const undos = new Map<number, { what: string; ids: string[]; back: () => void }>();
  let changes = 0;

  const emit = (event: Event) => listeners.forEach((listener) => listener(event));
  const changed = () => setTimeout(() => emit({ kind: "changed" }), 20);
  const fail = (code: ErrorCode, message: string, detail = ""): never => {
    throw { code, message, detail, cause: null } satisfies WireError;
  };
  const refuse = () =>
    state === "missing"
      ? fail("library_missing", "library.db is missing.", "/home/reader/.local/share/paperboy")
      : fail("gone", "The library’s folder is not there.", "/media/usb/paperboy");
  const find = (id: string): StoredPaper =>
    papers.find((paper) => paper.card.id === id) ?? fail("unknown_paper", "There is no such paper.", id);
  const change = (what: string, ids: string[], apply: (paper: StoredPaper) => void): Change => {
    if (state === "readonly") fail("read_only", "The library can only be read.", "/media/usb/paperboy");
    const before = ids.map((id) => [id, { card: { ...find(id).card }, note: find(id).note }] as const);
    ids.forEach((id) => apply(find(id)));
    const id = ++changes;
    undos.set(id, { what, ids, back: () => before.forEach(([id, was]) => Object.assign(find(id), was)) });
    changed();
    return { id, papers: ids.length };
  };
  const mark = (ids: string[], key: "read" | "starred" | "later", on: boolean) =>
    change(key, ids, (paper) => (paper.card = { ...paper.card, [key]: on }));
  const rounds = fetcher(
    {
      papers: () => papers,
      add: (fresh) => {
        papers = [...papers, ...fresh].sort((a, b) => b.card.date.localeCompare(a.card.date));
      },
      emit,
      today: TODAY,
    },
    Number(wish.get("interval") ?? 400),
  );
  const writing = writer(
    {
      find,
      papers: () => papers,
      emit,
      fail,
      change: (what, ids, back) => {
        undos.set(++changes, { what, ids, back });
        changed();
        return { id: changes, papers: ids.length };
      },
    },
    wish,
  );
  const asking = searching(
    () => papers,
    () => {
      changed();
      return ++changes;
    },
  );
  if (wish.has("saved")) asking.begin();
  const made = (what: string, ids: string[], back: () => void): Change => {
    if (state === "readonly") fail("read_only", "The library can only be read.", "/media/usb/paperboy");
    undos.set(++changes, { what, ids, back });
    changed();
    return { id: changes, papers: ids.length };
  };
  const desktop = atHome(wish.get("desktop") === "bare");
  const synced = syncing(wish.get("sync") ?? "", emit);
  const kept = keeping({ papers: () => papers, made, emit });
  const travels = travelling(() => papers.length, emit);
  const marked = highlighting({ find, made });
  const liking = tasting({ papers: () => papers, made });
  const watched = watching({ papers: () => papers, changed });
  const readAgain = (id: string) => {
    const paper = find(id);
    setTimeout(() => {
      if (paper.card.reading_source === null && paper.card.reading_reasons.length === 0)
        Object.assign(paper, fetchedPaper(paper.sample, id, paper.card.date, "full"));
      else if (paper.card.reading_source === null)
        emit({
          kind: "failed",
          error: {
            code: "not_read",
            message: "",
            detail: id,
            cause: { code: "reading", reasons: paper.card.reading_reasons },
          },
        });
      emit({ kind: "changed" });
    }, 600);
    return null;
  };
  const tags = (): TagCount[] => {
    const counts = new Map<string, number>();
    for (const { card } of papers) for (const tag of card.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    return [...counts].map(([name, papers]) => ({ name, papers }));
  };
  const status = (): Status => {
    const count = (keep: (paper: StoredPaper) => boolean) => papers.filter(keep).length;
    return {
      writing: writing.state(),
      papers: papers.length,
      days: daysOf(papers).length,
      starred: count((paper) => paper.card.starred),
      later: count((paper) => paper.card.later),
      unread: count((paper) => !paper.card.read),
      tags: JSON.stringify(tags()),
      collections: kept.all(),
      read_only: state === "readonly",
      notices,
      index: {
        indexed: state === "building" ? Math.floor(papers.length / 3) : papers.length,
        papers: papers.length,
        building: state === "building",
        behind: false,
      },
      job:
        state === "importing"
          ? { job: "import", phase: "work", done: 41, total: 300, at: "2025-11-03.md", seconds_left: null }
          : null,
      fetch:
        state === "fetching" || state === "offline"
          ? {
              job: "fetch",
              phase: state === "offline" ? "offline" : "read",
              done: 6,
              total: 31,
              at: papers[8]?.card.title ?? "",
              seconds_left: state === "offline" ? null : 77,
            }
          : rounds.job(),
      figures: null,
    };
  };
  const importSample = () => {
    let done = 0;
    const timer = setInterval(() => {
      done++;
      emit({
        kind: "progress",
        progress: { job: "import", phase: "work", done, total: 2, at: `sample-${done}.md`, seconds_left: null },
      });
      if (done < 2) return;
      clearInterval(timer);
      papers = makePapers(48);
      const result: Imported = {
        files: daysOf(papers).map((day) => ({
          path: `${day.date}.md`,
          kind: "report",
          date: day.date,
          collection: null,
          papers: day.papers,
          highlights: 0,
          outcome: "added",
          problems: [],
        })),
        left_out: 0,
        cancelled: false,
      };
      emit({ kind: "changed" });
      emit({ kind: "imported", result });
    }, 120);
    return null;
  };
  const importPick = () => {
    setTimeout(() => {
      const result: Imported = {
        cancelled: false,
        left_out: 0,
        files: [
          {
            path: "/home/reader/日报/2025-12-30.md",
            kind: "report",
            date: "2025-12-30",
            collection: null,
            papers: 24,
            highlights: 0,
            outcome: "unchanged",
            problems: [],
          },
          {
            path: "/home/reader/日报/2025-12-31.md",
            kind: "report",
            date: "2025-12-31",
            collection: null,
            papers: 18,
            highlights: 0,
            outcome: "added",
            problems: [
              { code: "report", problem: { kind: "missing_section", line: 40, what: "results", paper: null } },
              { code: "report", problem: { kind: "doubled_section", line: null, what: "usage", paper: "2512.00009" } },
            ],
          },
          {
            path: "/home/reader/日报/notes.txt",
            kind: null,
            date: null,
            collection: null,
            papers: 0,
            highlights: 0,
            outcome: "refused",
            problems: [{ code: "report", problem: { kind: "no_papers", line: null, what: "", paper: null } }],
          },
          {
            path: "/home/reader/阅读.bib",
            kind: "bibtex",
            date: null,
            collection: "阅读",
            papers: 12,
            highlights: 0,
            outcome: "added",
            problems: [{ code: "not_in_library", count: 2, ids: ["1706.03762", "2005.14165"] }],
          },
        ],
      };
      emit({ kind: "imported", result });
    }, 100);
    return true;
  };

  const commands: Answers = {
    status: () => (broken ? refuse() : status()),
    retry_open: () => {
      if (wish.has("stay")) fail("gone", "The library’s folder is not there.", "/media/usb/paperboy");
      broken = false;
      notices = notices.filter((notice) => notice.kind !== "replaced");
      return status();
    },
    settings: () => settings,
    set_setting: ({ key, value }) => {
      if (
        desktop.set(key, value) ||
        writing.set(key, value) ||
        kept.set(key, value) ||
        travels.set(key, value) ||
        synced.set(key, value) ||
        asking.set(key, value)
      )
        return settings;
      if (watched.set(key, value)) return settings;
      if (key === "figures.fetch") figures = { ...figures, fetched: value as FigureSettings["fetched"] };
      if (key === "export.figures") figures = { ...figures, exported: value as FigureSettings["exported"] };
      if (key === "figures.space_mb") figures = { ...figures, space_mb: Number(value) };
      if (key.startsWith("figures.")) return settings;
      if (key === "pdf.keep") pdfs = { ...pdfs, kept: value === "on" };
      if (key === "pdf.space_mb") pdfs = { ...pdfs, space_mb: Number(value) };
      if (key.startsWith("pdf.")) return settings;
      const name = (key === "fetch.schedule" ? "fetch_schedule" : key.slice(3)) as keyof Settings;
      settings = { ...settings, [name]: name === "text_size" ? Number(value) : value };
      return settings;
    },
    about: () => ({
      version: "0.1.0",
      library: "/home/reader/.local/share/paperboy",
      logs: "/home/reader/.local/state/paperboy/logs",
    }),
    tags: () => (broken ? refuse() : tags()),
    days: () => (broken ? fail("gone", "The library’s folder is not there.") : daysOf(papers)),
    list: ({ view, order, offset, limit }) => {
      const { cards, learnt } = liking.ordered(kept.listed(view), view, order);
      return { cards: cards.slice(offset, offset + limit), total: cards.length, learnt, check: writing.dayCheck(view) };
    },
    neighbours: ({ view, order, id }) => {
      const ids = liking.ordered(kept.listed(view), view, order).cards.map((card) => card.id);
      const at = ids.indexOf(id);
      return at < 0 ? { previous: null, next: null } : { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null };
    },
    open_paper: ({ id }) => writing.opened(find(id)),
    mark: ({ ids, mark: key, on }: { ids: string[]; mark: "read" | "starred" | "later"; on: boolean }) =>
      mark(ids, key, on),
    mark_day_read: ({ date }) =>
      mark(
        cardsOf(papers, { kind: "day", date })
          .filter((card) => !card.read)
          .map((card) => card.id),
        "read",
        true,
      ),
    tag: ({ ids, add, remove }) =>
      change("tags", ids, (paper) => {
        const tags = [...new Set([...paper.card.tags.filter((tag) => !remove.includes(tag)), ...add])];
        paper.card = { ...paper.card, tags };
      }),
    set_note: ({ id, text }) =>
      change("note", [id], (paper) => {
        paper.note = text.trim() ? text : null;
        paper.card = { ...paper.card, note: text.trim() || null };
      }),
    undo: ({ change }) => {
      if (change !== null && asking.undo(change)) {
        changed();
        return { what: "saved", ids: [] };
      }
      const id = change ?? [...undos.keys()].at(-1);
      const undo = id === undefined ? undefined : undos.get(id);
      if (id === undefined || !undo) return null;
      undos.delete(id);
      undo.back();
      changed();
      return { what: undo.what, ids: undo.ids };
    },
    search: ({ query, sort, offset, limit }) =>
      query.includes("!!") ? fail("index", "The index has a problem.") : searched(papers, query, sort, offset, limit),
    ...asking.commands,
    ...reviewingIn(() => papers),
    import_paths: importSample,
    import_pick: importPick,
    import_sample: importSample,
    cancel_job: () => null,
    fetch_today: () => rounds.start(TODAY(), TODAY(), true),
    fetch_days: ({ from, to, articles }) => rounds.start(from, to, articles),
    cancel_fetch: rounds.cancel,
    read_again: ({ id }) => readAgain(id),
    article: ({ id }) => {
      const { card, sample } = find(id);
      return hasArticle(card, sample) ? makeArticle(card.title, card.reading_source ?? "html") : null;
    },
    dismiss: ({ id }) => {
      notices = notices.filter((notice) => notice.id !== id);
      return null;
    },
    backups: () => ({ ...backups }),
    forget_backup: ({ name }) => {
      backups.damaged = backups.damaged.filter((file) => file.name !== name);
      return { ...backups };
    },
    back_up: () => {
      const name = `library-20251230-120000-${backups.copies.length}-manual.db.zst`;
      const made = stored(name, "2025-12-30T12:00:00Z", 4_815_000, "manual");
      backups.copies = [made, ...backups.copies];
      return made;
    },
    begin: () => {
      broken = false;
      return status();
    },
    restore: () => null,
    copy: () => null,
    open_link: ({ url, agreed }) => {
      if (!url.startsWith("https://")) return fail("link_refused", "The address is not safe.", url);
      return agreed || !url.includes(".nip.io") ? null : fail("link_near", "The link leads here.", new URL(url).host);
    },
    open_folder: () => null,
    copy_link: () => null,
    shown: () => wish.get("state") === "lost",
    figures: ({ id }) => {
      const { card, sample } = find(id);
      return {
        stamp: hasArticle(card, sample) ? articleStamp(card.reading_source ?? "html") : "",
        images: [],
        chosen: false,
      };
    },
    fetch_figures: () => null,
    pdf: ({ id }) => pdfOf(id),
    // What is asked for is there at once.
    fetch_pdf: ({ id }) => {
      keptPdfs.set(id, { kept_kb: 2_100, waiting: false, absence: null });
      return pdfOf(id);
    },
    open_pdf: ({ id }) => {
      if (pdfOf(id).kept_kb === null) fail("bad_value", `the PDF of ${id} is not on this computer`);
      return null;
    },
    pdf_settings: () => pdfs,
    delete_pdfs: () => {
      for (const id of keptPdfs.keys()) keptPdfs.set(id, { kept_kb: null, waiting: false, absence: "deleted" });
      return (pdfs = { ...pdfs, used_kb: 0 });
    },
    figure_settings: () => figures,
    choose_figure: ({ id }) => change("card_figure", [id], () => {}),
    copy_figure: () => null,
    save_figure: ({ id, image }) => `/home/reader/${id}-figure-${image + 1}.png`,
    delete_figures: () => (figures = { ...figures, used_kb: 0 }),
    ...writing.commands,
    ...kept.commands,
    ...synced.commands,
    ...travels.commands,
    ...marked.commands,
    ...liking.commands,
    ...watched.commands,
    ...desktop.commands,
    ...healthOf(() => papers.length, state),
    schedule_status: () => ({
      schedule: settings.fetch_schedule,
      timer: { state: /^\d/.test(settings.fetch_schedule) && !wish.has("notimer") ? "on" : "off" },
      next: /^\d/.test(settings.fetch_schedule) ? "2025-12-31T07:00:00Z" : null,
      last: null,
    }),
  };

  return {
    emit,
    imageAddress: (key) => `/images/${key}`,
    call: async (command, args) => {
      if (state === "slow") await new Promise((done) => setTimeout(done, 600));
      return structuredClone(commands[command]((args ?? {}) as never));
    },
    listen: (listener) => {
      listeners.push(listener);
      return Promise.resolve();
    },
  };
}
