import { figuresApi, fetchFigures, imageAddress } from "../api.figures";
import type { FigureImage, FigureSettings } from "../bindings/wire";
import { showFigures } from "../figures";
import { f } from "../i18n/figures";
import { toasts } from "./toasts.svelte";

/** The figures of the article that is read. */
class ArticleFigures {
  #id = "";
  #images: readonly FigureImage[] | null = null;
  /** The parts of the text that are in the document. */
  #parts = new Set<HTMLElement>();

  /** The number of the image that is looked at. */
  viewed = $state<number | null>(null);
  #captions = new Map<number, string>();

  /** Forgets the figures of the paper before: called before the text of the next one is shown. */
  begin(id: string): void {
    if (id === this.#id) return;
    this.#id = id;
    this.#images = null;
    this.viewed = null;
    this.#captions.clear();
  }

  /** Shows what there is of a paper's figures, and has the rest fetched. */
  async open(id: string): Promise<void> {
    this.begin(id);
    await this.refresh();
    if (this.#id === id && this.#lacks()) fetchFigures([id]);
  }

  /** Asks again, unless all is there. */
  async refresh(): Promise<void> {
    const id = this.#id;
    if (id === "" || (this.#images !== null && !this.#lacks())) return;
    try {
      const images = await figuresApi.figures(id);
      if (this.#id !== id) return;
      this.#images = images;
      for (const part of this.#parts) this.#show(part);
    } catch {
      // The text can be read without them.
    }
  }

  /** A part of the text came into the document. */
  readonly add = (part: HTMLElement): void => {
    for (const old of this.#parts) if (!old.isConnected) this.#parts.delete(old);
    if (!part.querySelector("[data-image]")) return;
    this.#parts.add(part);
    this.#show(part);
  };

  /** The image that is looked at, and its place among those that can be. */
  get viewing() {
    const shown = this.#shown();
    const at = shown.findIndex(({ number }) => number === this.viewed);
    const image = shown[at];
    if (!image) return null;
    const { number, ...file } = image;
    return { ...file, at: at + 1, total: shown.length, caption: this.#captions.get(number) ?? "" };
  }

  /** Goes to the image before or after the one that is looked at. */
  go(step: 1 | -1): void {
    const shown = this.#shown();
    const next = shown[shown.findIndex(({ number }) => number === this.viewed) + step];
    if (next) this.viewed = next.number;
  }

  #shown() {
    return (this.#images ?? []).flatMap(({ key, width, height }, number) =>
      key === null ? [] : [{ number, address: imageAddress(key), width, height }],
    );
  }

  #lacks(): boolean {
    return this.#images?.some(({ key }) => key === null) ?? false;
  }

  #show(part: HTMLElement): void {
    const words = f();
    showFigures(part, this.#images, {
      address: imageAddress,
      problem: (problem) => words.problems[problem],
      unnamed: words.unnamed,
      enlarge: words.enlarge,
      onopen: (image) => (this.viewed = image),
    });
    for (const place of part.querySelectorAll<HTMLElement>("[data-image]"))
      this.#captions.set(Number(place.dataset.image), place.dataset.alt ?? "");
  }
}

/** The figures of the article that is read. */
export const articleFigures = new ArticleFigures();

/** Which figures are fetched, and how much space they take. */
class FigureChoice {
  settings = $state.raw<FigureSettings | null>(null);

  load = (): Promise<void> => this.#take(() => figuresApi.figureSettings());

  set = (key: "figures.fetch" | "figures.space_mb", value: string): Promise<void> =>
    this.#take(async () => {
      await figuresApi.setFigures(key, value);
      return figuresApi.figureSettings();
    });

  /** Removes the images of all figures. */
  async remove(): Promise<void> {
    await this.#take(() => figuresApi.deleteFigures());
    toasts.say(f().removed);
  }

  async #take(ask: () => Promise<FigureSettings>): Promise<void> {
    try {
      this.settings = await ask();
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }
}

/** The settings of figures. */
export const figureChoice = new FigureChoice();
