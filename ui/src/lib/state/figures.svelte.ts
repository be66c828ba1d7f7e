import { figuresApi, fetchFigures, imageAddress } from "../api.figures";
import type { ArticleFigures as Figures, FigureSettings } from "../bindings/wire";
import { showFigures, withoutJump } from "../figures";
import { f } from "../i18n/figures";
import { articleReading } from "./article.svelte";
import { change } from "./keeping.svelte";
import { toasts } from "./toasts.svelte";

const placesIn = (part: HTMLElement): HTMLElement[] => [...part.querySelectorAll<HTMLElement>("[data-image]")];

/** The figures of the article that is read. */
class ArticleFigures {
  #id = "";
  #figures = $state.raw<Figures | null>(null);
  /** The parts of the text that are in the document, with the stamp of the article that each is of. */
  #parts = new Map<HTMLElement, string>();

  /** The number of the image that is looked at. */
  viewed = $state<number | null>(null);
  #captions = new Map<number, string>();
  /** Whether the files of its images were found to be gone. */
  #broken = false;

  /** Forgets the figures of the paper before: called before the text of the next one is shown. */
  begin(id: string): void {
    if (id === this.#id) return;
    this.#id = id;
    this.#figures = null;
    this.#forgetView();
  }

  #forgetView(): void {
    this.viewed = null;
    this.#broken = false;
    this.#captions.clear();
  }

  /** Shows what there is of a paper's figures, and has the rest fetched. */
  async open(id: string): Promise<void> {
    this.begin(id);
    await this.refresh();
    // An article that was read before figures were kept has none to lack; the library knows.
    if (this.#id === id && (this.#lacks() || this.#images.length === 0)) fetchFigures([id]);
  }

  /** Asks again: more may be there, or the text was read again. */
  async refresh(): Promise<void> {
    const id = this.#id;
    if (id === "") return;
    try {
      const figures = await figuresApi.figures(id);
      if (this.#id !== id) return;
      // The numbers of images are those of one version of the text.
      if (this.#figures && this.#figures.stamp !== figures.stamp) this.#forgetView();
      this.#figures = figures;
      const shown = articleReading.article;
      if (shown && shown.stamp !== figures.stamp) await articleReading.renew();
      const parts = [...this.#parts.keys()];
      withoutJump(parts[0]?.closest<HTMLElement>(".pane") ?? null, parts.flatMap(placesIn), () => {
        for (const part of parts) this.#show(part);
      });
    } catch {
      // The text can be read without them.
    }
  }

  /** A part of the text with this stamp came into the document. */
  readonly add = (part: HTMLElement, stamp: string): void => {
    for (const old of this.#parts.keys()) if (!old.isConnected) this.#parts.delete(old);
    if (!part.querySelector("[data-image]")) return;
    this.#parts.set(part, stamp);
    this.#show(part);
  };

  /** The image that is looked at, and its place among those that can be. */
  get viewing() {
    const shown = this.#shown();
    const at = shown.findIndex(({ number }) => number === this.viewed);
    const image = shown[at];
    if (!image) return null;
    const { number, ...file } = image;
    const chosen = this.#figures?.chosen ?? false;
    return { ...file, chosen, at: at + 1, total: shown.length, caption: this.#captions.get(number) ?? "" };
  }

  /** The addresses of those of these images that can be shown. */
  addresses(images: readonly number[]): string[] {
    return images.flatMap((number) => {
      const key = this.#images[number]?.key;
      return key ? [imageAddress(key)] : [];
    });
  }

  /** Copies the image that is looked at. */
  async copy(): Promise<void> {
    if (this.viewed === null) return;
    try {
      await figuresApi.copyFigure(this.#id, this.viewed, this.#stamp);
      toasts.show(f().copied);
    } catch (thrown) {
      this.#refused(thrown);
    }
  }

  /** Saves the image that is looked at in a file that the user names. */
  async save(): Promise<void> {
    if (this.viewed === null) return;
    try {
      const path = await figuresApi.saveFigure(this.#id, this.viewed, this.#stamp);
      if (path !== null) toasts.show(f().saved(path));
    } catch (thrown) {
      this.#refused(thrown);
    }
  }

  /** Says why, and shows the figures as they are now: the text may have been read again. */
  #refused(thrown: unknown): void {
    toasts.fail(thrown);
    void this.refresh();
  }

  /** Shows the image that is looked at on the paper's card. */
  async putOnCard(): Promise<void> {
    const [id, image, stamp] = [this.#id, this.viewed, this.#stamp];
    if (image === null) return;
    if (await change(() => figuresApi.chooseFigure(id, image, stamp), f().nowOnCard, id)) await this.refresh();
  }

  /** Leaves it to Paperboy which figure is on the paper's card. */
  async chooseAutomatically(): Promise<void> {
    const id = this.#id;
    if (await change(() => figuresApi.chooseFigure(id, null, ""), f().nowAutomatic, id)) await this.refresh();
  }

  /** Goes to the image before or after the one that is looked at. */
  go(step: 1 | -1): void {
    const shown = this.#shown();
    const next = shown[shown.findIndex(({ number }) => number === this.viewed) + step];
    if (next) this.viewed = next.number;
  }

  get #images() {
    return this.#figures?.images ?? [];
  }

  get #stamp(): string {
    return this.#figures?.stamp ?? "";
  }

  #shown() {
    return this.#images.flatMap(({ key, width, height, on_card: onCard }, number) =>
      key === null ? [] : [{ number, address: imageAddress(key), width, height, onCard }],
    );
  }

  /** Has files fetched again that are gone, once for each paper that is opened. */
  async #fetchBroken(): Promise<void> {
    if (this.#broken) return;
    this.#broken = true;
    const id = this.#id;
    await this.refresh();
    if (this.#id === id && this.#lacks()) fetchFigures([id]);
  }

  #lacks(): boolean {
    return this.#images.some(({ key }) => key === null);
  }

  #show(part: HTMLElement): void {
    const words = f();
    const isOfThese = this.#parts.get(part) === this.#figures?.stamp;
    showFigures(part, isOfThese ? this.#images : null, {
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

  set = (key: "figures.fetch" | "figures.space_mb" | "export.figures", value: string): Promise<boolean> =>
    this.#take(async () => {
      await figuresApi.setFigures(key, value);
      return figuresApi.figureSettings();
    });

  /** Removes the images of all figures. */
  async remove(): Promise<void> {
    if (await this.#take(() => figuresApi.deleteFigures())) toasts.show(f().removed);
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
