import { api, asError } from "../api";
import type {
  BeginWith,
  Day,
  Event,
  Imported,
  IndexState,
  Progress,
  Status,
  TagCount,
  WireError,
} from "../bindings/wire";
import { t } from "../i18n/words.svelte";
import { fetching } from "./fetching.svelte";
import { EventOrder } from "./order";
import { routeOf } from "../route";
import { sync } from "./sync.svelte";
import { forgetPapers } from "./papers.svelte";
import { router } from "./router.svelte";
import { titleOf } from "./patch";
import { publishing } from "./publishing.svelte";
import { toasts } from "./toasts.svelte";
import { vault } from "./vault.svelte";
import { writing } from "./writing.svelte";

/** While a job runs, changes come thick; the window asks again at most this often, in ms. */
const CHANGES_APART = 150;

class Library {
  status = $state.raw<Status | null>(null);
  days = $state.raw<Day[] | null>(null);
  /** The tags in use, by name. */
  tags = $state.raw<readonly TagCount[]>([]);
  /** Why the library could not be opened. */
  failed = $state.raw<WireError | null>(null);
  index = $state.raw<IndexState | null>(null);
  job = $state.raw<Progress | null>(null);
  /** Whether the user stopped the running job. */
  stopping = $state(false);
  imported = $state.raw<Imported | null>(null);
  /** Whether files are held over the window. */
  dragging = $state(false);
  /** Rises with every change of the library: views of the library load again. */
  version = $state(0);
  /** Rises when the index has followed: who shows what was searched asks again. */
  searchable = $state(0);
  /** Rises when more papers can be found by meaning. */
  encoded = $state(0);

  #settingsChanged: () => void = () => {};
  #importDone: (result: Imported) => void = () => {};
  /** What the state said of the tags that are here. */
  #tagsAt: string | null = null;
  #running = false;
  #again = false;
  #order = new EventOrder();

  /** Listens from now on. */
  async listen(on: { settings: () => void; imported: (result: Imported) => void }): Promise<void> {
    this.#settingsChanged = on.settings;
    this.#importDone = on.imported;
    await api.listen((event) => this.hear(event));
  }

  /** Asks for the state and the days. */
  async start(): Promise<void> {
    await this.#ask();
  }

  /** Tries to open the library once more. */
  async retry(): Promise<void> {
    await this.#open(() => api.retryOpen());
  }

  /** Makes the library that is missing beside its backups. */
  async begin(how: BeginWith): Promise<void> {
    await this.#open(() => api.begin(how));
  }

  async #open(open: () => Promise<Status>): Promise<void> {
    try {
      const take = this.#asking();
      take(await open());
      await this.#ask();
      forgetPapers();
      this.version++;
    } catch (thrown) {
      this.failed = asError(thrown);
    }
  }

  /** Takes in an event. */
  hear(event: Event): void {
    switch (event.kind) {
      case "changed":
        fetching.changed();
        void this.#changed();
        break;
      case "settings":
        this.#settingsChanged();
        break;
      case "progress":
        if (event.progress.job === "fetch" || event.progress.job === "figures") fetching.receive(event.progress);
        // The settings show how far a look-up is.
        else if (event.progress.job !== "watch") {
          this.#order.note();
          this.job = event.progress;
        }
        break;
      case "imported":
        this.#jobEnded();
        this.imported = event.result;
        this.#importDone(event.result);
        break;
      case "fetched":
        fetching.done(event.summary);
        break;
      case "writing":
        writing.streamed(event.id, event.html, event.thinking);
        break;
      case "vault":
        vault.done(event.result);
        break;
      case "published":
        publishing.done(event.result);
        break;
      case "synced":
        sync.done(event.result);
        break;
      case "sync_failed":
        sync.failed(event.why);
        break;
      case "unchanged":
        toasts.show(t().reportUnchanged, { paper: titleOf(event.id) ?? event.id });
        break;
      case "written":
        writing.receive(event.state);
        break;
      case "failed":
        if (fetching.takesFailure(event.error)) break;
        // One report of many: no job has ended.
        if (event.error.code === "not_written") {
          toasts.fail(event.error, titleOf(event.error.detail) ?? event.error.detail);
          break;
        }
        this.#jobEnded();
        toasts.fail(event.error);
        break;
      case "meaning":
        this.encoded++;
        break;
      case "index":
        this.index = event.state;
        this.searchable++;
        break;
      case "opened":
        router.go(routeOf(event.link));
        break;
      case "day_complete":
        // The shell shows it where nobody looks at the window; here the fetch's own message says so.
        break;
      case "dragging":
        this.dragging = event.over;
        break;
    }
  }

  /** Starts a job, and shows an error when it cannot be started. */
  async startJob(start: () => Promise<unknown>): Promise<void> {
    this.imported = null;
    try {
      await start();
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }

  /** Asks the running job to stop. */
  async cancel(): Promise<void> {
    this.stopping = true;
    try {
      await api.cancelJob();
    } catch (thrown) {
      this.stopping = false;
      toasts.fail(thrown);
    }
  }

  /** Takes a notice away for good. */
  async dismiss(id: number): Promise<void> {
    if (this.status)
      this.status = { ...this.status, notices: this.status.notices.filter((notice) => notice.id !== id) };
    try {
      await api.dismiss(id);
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }

  #jobEnded(): void {
    this.#order.note();
    this.job = null;
    this.stopping = false;
    this.dragging = false;
  }

  /** Call this when the state is requested. It returns a function that applies the answer. An event may have reported something newer about the jobs. */
  #asking(): (status: Status) => void {
    const isNewest = this.#order.ask();
    const takeFetch = fetching.asking();
    const takeFigures = fetching.askingFigures();
    const takeWriting = writing.asking();
    return (status) => {
      this.status = status;
      this.index = status.index;
      if (status.tags !== this.#tagsAt) void this.#askForTags(status.tags);
      if (isNewest()) this.#takeJob(status.job);
      takeFetch(status.fetch);
      takeFigures(status.figures);
      takeWriting(status.writing);
      this.failed = null;
    };
  }

  #takeJob(job: Progress | null): void {
    const was = this.job?.job;
    if ((was === "restore" || was === "restore_facts") && job === null) toasts.show(t().toast.restored[was]);
    this.job = job;
    if (!job) this.stopping = false;
  }

  /** Gets the tags, which the state says have changed. */
  async #askForTags(at: string): Promise<void> {
    this.#tagsAt = at;
    try {
      const tags = await api.tags();
      if (this.#tagsAt === at) this.tags = tags;
    } catch {
      // The next change asks again.
      if (this.#tagsAt === at) this.#tagsAt = null;
    }
  }

  async #ask(): Promise<void> {
    const take = this.#asking();
    const [status, days] = await Promise.allSettled([api.status(), api.days()]);
    if (status.status === "fulfilled") take(status.value);
    else this.failed = asError(status.reason);
    if (days.status === "fulfilled") this.days = days.value;
    else if (status.status === "fulfilled") toasts.fail(days.reason);
  }

  /** Asks again; changes that come meanwhile are answered together by one more asking. */
  async #changed(): Promise<void> {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    while (this.#again) {
      this.#again = false;
      forgetPapers();
      this.version++;
      await this.#ask();
      await new Promise((done) => setTimeout(done, this.#again ? CHANGES_APART : 0));
    }
    this.#running = false;
  }
}

/** The library as the window knows it. */
export const library = new Library();
