import { figuresApi, fetchFigures, imageAddress } from "../api.figures";
import type { FigureImage, FigureSettings } from "../bindings/wire";
import { showFigures, withoutJump } from "../figures";
import { f } from "../i18n/figures";
import { change } from "./keeping.svelte";
import { toasts } from "./toasts.svelte";

const placesIn = (part: HTMLElement): HTMLElement[] => [...part.querySelectorAll<HTMLElement>("[data-image]")];

/** The figures of the article that is read. */
class ArticleFigures {
  #id = "";
  #images = $state.raw<readonly FigureImage[] | null>(null);
  /** The parts of the text that are in the document. */
  #parts = new Set<HTMLElement>();

  /** The number of the image that is looked at. */
  viewed = $state<number | null>(null);
  #captions = new Map<number, string>();
  /** Whether the files of its images were found to be gone. */
  #broken = false;

  /** Forgets the figures of the paper before: called before the text of the next one is shown. */
  begin(id: string): void {
    if (id === this.#id) return;
    this.#id = id;
    this.#images = null;
    this.viewed = null;
    this.#broken = false;
    this.#captions.clear();
  }

  /** Shows what there is of a paper's figures, and has the rest fetched. */
  async open(id: string): Promise<void> {
    this.begin(id);
    await this.refresh();
    // An article that was read before figures were kept has none to lack; the library knows.
    if (this.#id === id && (this.#lacks() || this.#images?.length === 0)) fetchFigures([id]);
  }

  /** Asks again, unless all is there. */
  async refresh(): Promise<void> {
    if (this.#images === null || this.#lacks()) await this.#ask();
  }

  async #ask(): Promise<void> {
    const id = this.#id;
    if (id === "") return;
    try {
      const images = await figuresApi.figures(id);
      if (this.#id !== id) return;
      this.#images = images;
      const parts = [...this.#parts];
      withoutJump(parts[0]?.closest<HTMLElement>(".pane") ?? null, parts.flatMap(placesIn), () => {
        for (const part of parts) this.#show(part);
      });
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

  /** The addresses of those of these images that can be shown. */
  addresses(images: readonly number[]): string[] {
    return images.flatMap((number) => {
      const key = this.#images?.[number]?.key;
      return key ? [imageAddress(key)] : [];
    });
  }

  /** Copies the image that is looked at. */
  async copy(): Promise<void> {
    if (this.viewed === null) return;
    try {
      await figuresApi.copyFigure(this.#id, this.viewed);
      toasts.say(f().copied);
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }

  /** Saves the image that is looked at in a file that the user names. */
  async save(): Promise<void> {
    if (this.viewed === null) return;
    try {
      const path = await figuresApi.saveFigure(this.#id, this.viewed);
      if (path !== null) toasts.say(f().saved(path));
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }

  /** Shows the image that is looked at on the paper's card. */
  async putOnCard(): Promise<void> {
    const [id, image] = [this.#id, this.viewed];
    if (image === null) return;
    if (await change(() => figuresApi.chooseFigure(id, image), f().nowOnCard, id)) await this.#ask();
  }

  /** Goes to the image before or after the one that is looked at. */
  go(step: 1 | -1): void {
    const shown = this.#shown();
    const next = shown[shown.findIndex(({ number }) => number === this.viewed) + step];
    if (next) this.viewed = next.number;
  }

  #shown() {
    return (this.#images ?? []).flatMap(({ key, width, height, on_card: onCard }, number) =>
      key === null ? [] : [{ number, address: imageAddress(key), width, height, onCard }],
    );
  }

  /** Has files fetched again that are gone, once for each paper that is opened. */
  async #fetchBroken(): Promise<void> {
    if (this.#broken) return;
    this.#broken = true;
    const id = this.#id;
    await this.#ask();
    if (this.#id === id && this.#lacks()) fetchFigures([id]);
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
      onbroken: () => void this.#fetchBroken(),
    });
    for (const place of placesIn(part)) this.#captions.set(Number(place.dataset.image), place.dataset.alt ?? "");
  }
}

/** The figures of the article that is read. */
export const articleFigures = new ArticleFigures();

/** Which figures are fetched, and how much space they take. */
class FigureChoice {
  settings = $state.raw<FigureSettings | null>(null);

  load = (): Promise<boolean> => this.#take(() => figuresApi.figureSettings());

  set = (key: "figures.fetch" | "figures.space_mb", value: string): Promise<boolean> =>
    this.#take(async () => {
      await figuresApi.setFigures(key, value);
      return figuresApi.figureSettings();
    });

  /** Removes the images of all figures. */
  async remove(): Promise<void> {
    if (await this.#take(() => figuresApi.deleteFigures())) toasts.say(f().removed);
  }

  /** Takes what comes; false when it failed, which is said. */
  async #take(ask: () => Promise<FigureSettings>): Promise<boolean> {
    try {
      this.settings = await ask();
      return true;
    } catch (thrown) {
      toasts.fail(thrown);
      return false;
    }
  }
}

/** The settings of figures. */
export const figureChoice = new FigureChoice();
