import type { OpenArticle } from "../bindings/wire";
import { holdInSight } from "../sight";
import { linkReferences, placeOf, targetsOf, type Target, type Targets } from "../references";

/** How long the pointer rests on a reference before it is previewed, and how long the preview stays when it leaves, in ms. */
const REST = 150;
const STAY = 200;

/** The references of the article that is read. */
class References {
  #article: OpenArticle | null = null;
  #targets: Targets = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #link: HTMLElement | null = null;

  /** What is previewed, and the reference that it is beside. */
  preview = $state.raw<{ target: Target; link: HTMLElement } | null>(null);

  /** The id by which a reference names its preview. */
  readonly id = "reference-preview";

  /** Makes links in a part of an article's text. */
  add(article: OpenArticle, part: HTMLElement): void {
    if (article !== this.#article) {
      this.#article = article;
      this.#targets = targetsOf(article.sections);
      this.close();
    }
    linkReferences(part, this.#targets);
  }

  /** Answers the pointer and the keys over the text; `toSection` goes to a section that need not be in the document yet. */
  readonly hear = (event: Event, toSection: (index: number) => void): void => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-reference]") : null;
    if (event instanceof KeyboardEvent) {
      if (event.key === "Enter" && link) {
        event.stopPropagation();
        event.preventDefault();
        this.#go(link, event.currentTarget, toSection);
      }
    } else if (event.type === "click") {
      if (link) this.#go(link, event.currentTarget, toSection);
    } else if (!link) return;
    else if (event.type === "focusin") this.#show(link);
    else if (event.type === "pointerover") this.#soon(REST, () => this.#show(link));
    else this.leave();
  };

  /** The pointer is over the preview. */
  readonly stay = (): void => clearTimeout(this.#timer);

  /** The pointer or the focus left. */
  readonly leave = (): void => this.#soon(STAY, () => void this.close());

  /** Closes what is previewed; false: nothing is. */
  close(): boolean {
    clearTimeout(this.#timer);
    const was = this.preview !== null;
    this.#link?.removeAttribute("aria-describedby");
    this.#link = null;
    this.preview = null;
    return was;
  }

  #soon(time: number, act: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, time);
  }

  #target(link: HTMLElement): Target | undefined {
    return this.#targets.get(link.dataset.reference ?? "");
  }

  #show(link: HTMLElement): void {
    clearTimeout(this.#timer);
    const target = this.#target(link);
    if (!target || !link.isConnected) return;
    if (this.#link !== link) this.close();
    this.#link = link;
    link.setAttribute("aria-describedby", this.id);
    this.preview = { target, link };
  }

  /** Goes to what is referred to; where it is not in the document yet, to its section. */
  #go(link: HTMLElement, text: EventTarget | null, toSection: (index: number) => void): void {
    const target = this.#target(link);
    // Who selects text does not follow a link.
    if (!target || !(getSelection()?.isCollapsed ?? true)) return;
    this.close();
    const place = text instanceof Element ? placeOf(text, target) : null;
    if (!place) return toSection(target.section);
    holdInSight(place, "center");
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }
}

/** The references of the article that is read. */
export const references = new References();
