import { api, asError } from "../api";
import type { FetchFailure, FetchSummary, Progress, WireError } from "../bindings/wire";
import { addDays } from "../dates";
import { dayInNewYork, lastWeekday, summaryLine } from "../fetching";
import { inWords, sentence } from "../i18n/causes";
import { r } from "../i18n/travel";
import { t } from "../i18n/words.svelte";
import { EventOrder } from "./order";
import { toasts } from "./toasts.svelte";

/** Titles of the run that are kept to be looked at. */
const MAX_TITLES = 500;

/** The fetching as the window knows it: the run under way, the result of the last, and single papers read again. */
class Fetching {
  job = $state.raw<Progress | null>(null);
  /** The fetching of figures, which waits for all other fetching. */
  figures = $state.raw<Progress | null>(null);
  /** Whether the user asked the run to stop. */
  stopping = $state(false);
  /** Papers the run has come to, oldest first. */
  titles = $state.raw<readonly string[]>([]);
  /** The result of the last run. */
  summary = $state.raw<FetchSummary | null>(null);
  /** Papers of the last run that could not be read and were not read since. */
  failed = $state.raw<readonly FetchFailure[]>([]);
  /** Whether the details are open. */
  details = $state(false);
  /** Papers that are being read again. */
  retrying = $state.raw<ReadonlySet<string>>(new Set());
  /** Days whose lists were requested and are empty. */
  empty = $state.raw<ReadonlySet<string>>(new Set());
  /** The day it is in New York; days after it cannot be fetched. */
  today = $state(dayInNewYork(new Date()));

  #order = new EventOrder();
  #figureOrder = new EventOrder();

  /** The run that is shown. Figures that wait for the network are not: papers are read without them. */
  get shown(): Progress | null {
    return this.job ?? (this.figures?.phase === "offline" ? null : this.figures);
  }

  /** Looks at the clock again: a window may stay open over midnight. */
  lookAtClock(): void {
    this.today = dayInNewYork(new Date());
  }

  /** The last day up to one that may have papers: no weekend, and none whose list was found empty. */
  lastLikely(date: string): string {
    let day = lastWeekday(date);
    while (this.empty.has(day)) day = lastWeekday(addDays(day, -1));
    return day;
  }

  /** Fetches today. */
  fetchToday(): Promise<void> {
    return this.#start(() => api.fetchToday());
  }

  /** Fetches a day with its articles. */
  fetchDay(date: string): Promise<void> {
    return date === this.today ? this.fetchToday() : this.fetchDays(date, date, true);
  }

  /** Fetches days; without articles, lists and abstracts alone. */
  fetchDays(from: string, to: string, articles: boolean): Promise<void> {
    return this.#start(() => api.fetchDays(from, to, articles));
  }

  /** Stops the run. */
  async cancel(): Promise<void> {
    this.stopping = true;
    try {
      await api.cancelFetch();
    } catch (thrown) {
      this.stopping = false;
      toasts.fail(thrown);
    }
  }

  /** Reads one paper again. */
  async readAgain(id: string): Promise<void> {
    this.retrying = new Set([...this.retrying, id]);
    try {
      await api.readAgain(id);
    } catch (thrown) {
      this.#retried(id);
      toasts.fail(thrown);
    }
  }

  /** Call this when the state is requested. It returns a function that applies the answer, unless an event was newer. */
  asking(): (job: Progress | null) => void {
    const isNewest = this.#order.ask();
    return (job) => {
      if (isNewest()) this.take(job);
    };
  }

  /** As `asking`, for figures. */
  askingFigures(): (figures: Progress | null) => void {
    const isNewest = this.#figureOrder.ask();
    return (figures) => {
      if (isNewest()) this.figures = figures;
    };
  }

  /** Applies the run in the state of the library. */
  take(job: Progress | null): void {
    if (!job && this.stopping) toasts.show(t().fetch.stopped);
    if (!job) this.stopping = false;
    if (job) this.#at(job);
    else this.job = null;
  }

  /** Takes in an event of how far the run is. */
  receive(job: Progress): void {
    if (job.job === "figures") {
      this.#figureOrder.note();
      this.figures = job;
      return;
    }
    this.#order.note();
    this.#at(job);
  }

  #at(job: Progress): void {
    if (!this.job) this.titles = [];
    this.job = job;
    if (job.phase === "read" && job.at && job.at !== this.titles.at(-1))
      this.titles = [...this.titles.slice(1 - MAX_TITLES), job.at];
  }

  /** A run ended. */
  done(summary: FetchSummary): void {
    this.summary = summary;
    this.failed = summary.failures;
    for (const { name, result } of summary.subscriptions) {
      const words = r().subscribe;
      if (result.problem) {
        const why = sentence(inWords(t().causes.subscription, result.problem), t().locale);
        toasts.show(words.problem(name, why), { kind: "error" });
      } else if (result.days > 0 || result.papers > 0) toasts.show(words.brought(name, result.days, result.papers));
    }
    const isEmpty = summary.listed === 0 && summary.unknown.length === 0 && summary.missing_lists.length === 0;
    if (summary.from === summary.to && isEmpty) this.empty = new Set([...this.empty, summary.from]);
    const more = summary.failed > 0 || summary.missing_lists.length > 0;
    toasts.show(summaryLine(summary, t()), {
      ...(summary.listed === 0 && !isEmpty ? { kind: "error" as const } : {}),
      ...(more ? { action: { label: t().details, run: () => this.showDetails() } } : {}),
    });
  }

  /** Opens the details. */
  showDetails(): void {
    this.details = true;
  }

  /** Takes in a failure, if it is one of fetching. */
  takesFailure(error: WireError): boolean {
    if (error.code === "not_read") {
      this.#retried(error.detail);
      toasts.fail(error);
      return true;
    }
    if (error.code !== "offline") return false;
    // A run waits for the network, which its progress shows; only a single paper is reported here.
    if (!this.job || this.retrying.size > 0) toasts.fail({ ...error, detail: "" });
    if (this.job) this.job = { ...this.job, phase: "offline", seconds_left: null };
    this.retrying = new Set();
    return true;
  }

  /** The library has changed: what was read again is shown automatically. */
  changed(): void {
    if (this.retrying.size === 0) return;
    const retried = [...this.retrying];
    this.retrying = new Set();
    for (const id of retried) void this.#forgetIfRead(id);
  }

  /** A paper that was read after all is no failure any more. */
  async #forgetIfRead(id: string): Promise<void> {
    try {
      const { card } = await api.openPaper(id);
      if (card.reading_source !== null && card.reading_reasons.length === 0)
        this.failed = this.failed.filter((failure) => failure.id !== id);
    } catch {
      // It stays in the list, to be tried again.
    }
  }

  async #start(start: () => Promise<unknown>): Promise<void> {
    this.lookAtClock();
    try {
      this.stopping = false;
      await start();
      // The run may be over before this answer: only the state knows.
      const take = this.asking();
      take((await api.status()).fetch);
    } catch (thrown) {
      const error = asError(thrown);
      if (!this.takesFailure(error)) toasts.fail(error);
    }
  }

  #retried(id: string): void {
    this.retrying = new Set([...this.retrying].filter((other) => other !== id));
  }
}

/** The fetching of the window. */
export const fetching = new Fetching();
