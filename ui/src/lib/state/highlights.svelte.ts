import { asError } from "../api";
import { highlightsApi } from "../api.highlights";
import type {
  Highlight,
  HighlightColour,
  HighlightFilter,
  HighlightPlace,
  ListedHighlight,
  WireError,
} from "../bindings/wire";
import { COLOURS } from "../highlights";
import { h } from "../i18n/highlights";
import { keep, recall } from "../memory";
import { change } from "./keeping.svelte";
import { recordChange } from "./marks.svelte";
import { toasts } from "./toasts.svelte";

const COLOUR = "paperboy.highlight";
/** How many highlights are listed at a time. */
const STEP = 100;

/** The highlights of the paper that is open. */
class Highlights {
  of = $state.raw<readonly Highlight[]>([]);
  /** The colour that was chosen last. */
  colour = $state<HighlightColour>(COLOURS.find((colour) => colour === recall(COLOUR)) ?? "yellow");
  #id = "";
  #newest = 0;

  /** Those that the shown texts say. */
  readonly placed = $derived(this.of.filter((one) => one.ranges !== null));
  /** Those that they no longer say. */
  readonly orphans = $derived(this.of.filter((one) => one.ranges === null));

  /** Loads or reloads the highlights of a paper. */
  async load(id: string): Promise<void> {
    if (id !== this.#id) this.of = [];
    this.#id = id;
    const number = ++this.#newest;
    try {
      const fresh = await highlightsApi.of(id);
      if (number === this.#newest) this.of = fresh;
    } catch (thrown) {
      // A paper that is not there any more has been reported by what shows it.
      if (number === this.#newest && asError(thrown).code !== "unknown_paper") toasts.fail(thrown);
    }
  }

  /** Highlights a place; gives the highlight's id, or null where that was refused. */
  async add(id: string, place: HighlightPlace, colour: HighlightColour, note: string | null = null) {
    this.choose(colour);
    try {
      const added = await highlightsApi.add(id, place, colour, note);
      recordChange(added.change, h().added, id);
      await this.load(id);
      return added.highlight;
    } catch (thrown) {
      toasts.fail(thrown);
      return null;
    }
  }

  /** Gives a highlight another colour. */
  recolour(id: string, highlight: string, colour: HighlightColour): Promise<boolean> {
    this.choose(colour);
    return this.#change(id, () => highlightsApi.change(id, highlight, colour, null), h().recoloured);
  }

  /** Sets the note on a highlight; blank text removes it. */
  annotate(id: string, highlight: string, note: string): Promise<boolean> {
    const message = note.trim() === "" ? h().unnoted : h().noted;
    return this.#change(id, () => highlightsApi.change(id, highlight, null, note), message);
  }

  /** Deletes highlights. */
  remove(id: string, highlights: readonly string[]): Promise<boolean> {
    return this.#change(id, () => highlightsApi.remove(id, [...highlights]), h().removed(highlights.length));
  }

  /** Remembers a colour for the next highlight. */
  choose(colour: HighlightColour): void {
    this.colour = colour;
    keep(COLOUR, colour);
  }

  async #change(id: string, make: () => ReturnType<typeof highlightsApi.remove>, message: string): Promise<boolean> {
    const done = await change(make, message, id);
    if (done) await this.load(id);
    return done;
  }
}

/** The highlights of the paper that is open. */
export const highlights = new Highlights();

/** Copies what a place says. */
export async function copyQuote(id: string, place: HighlightPlace): Promise<void> {
  try {
    await highlightsApi.copyQuote(id, place);
    toasts.show(h().copied);
  } catch (thrown) {
    toasts.fail(thrown);
  }
}

/** What a place says, as a quotation for the paper's note; null where it can't be had. */
export async function quotation(id: string, place: HighlightPlace): Promise<string | null> {
  try {
    const text = await highlightsApi.quoteText(id, place);
    return text
      .split("\n")
      .map((line) => `> ${line}`)
      .join("\n");
  } catch (thrown) {
    toasts.fail(thrown);
    return null;
  }
}

/** All highlights of the library, as far as they were loaded. */
class AllHighlights {
  list = $state.raw<readonly ListedHighlight[] | null>(null);
  total = $state(0);
  error = $state.raw<WireError | null>(null);
  filter = $state.raw<HighlightFilter>({ colour: null, tag: null, collection: null, noted: false });
  #newest = 0;

  /** Loads the first ones, or as many as were loaded. */
  async load(): Promise<void> {
    await this.#ask(0, Math.max(STEP, this.list?.length ?? 0));
  }

  /** Loads some more. */
  async more(): Promise<void> {
    await this.#ask(this.list?.length ?? 0, STEP);
  }

  /** Lists others. */
  async choose(filter: Partial<HighlightFilter>): Promise<void> {
    this.filter = { ...this.filter, ...filter };
    await this.#ask(0, STEP);
  }

  async #ask(offset: number, limit: number): Promise<void> {
    const number = ++this.#newest;
    try {
      const { highlights, total } = await highlightsApi.all(this.filter, offset, limit);
      if (number !== this.#newest) return;
      this.list = offset === 0 ? highlights : [...(this.list ?? []), ...highlights];
      this.total = total;
      this.error = null;
    } catch (thrown) {
      if (number === this.#newest) this.error = asError(thrown);
    }
  }
}

/** All highlights of the library. */
export const allHighlights = new AllHighlights();
