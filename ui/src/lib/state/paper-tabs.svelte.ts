import { tick } from "svelte";
import type { SectionKey } from "../api";
import { outlineOf } from "../article";
import type { Passage } from "../bindings/wire";
import { isGrowing, withWholeText } from "../growing";
import { t } from "../i18n/words.svelte";
import { firstWhere } from "../near";
import { markPassage, unmarkPassage } from "../passage";
import { holdAt } from "../sight";
import { boxAt } from "../slices";
import { scrollToSpot, spotIn, type Spot } from "../spot";
import { articleReading } from "./article.svelte";
import { lastingKey, leftPapers, type Tab } from "./continue.svelte";
import { reading } from "./reading.svelte";

/** The time without scrolling after which the position in a text is stored, in ms. */
const RESTING_MS = 300;

/** The tabs of the paper that is read: which one is shown, where each is scrolled to, and going to a section or a passage. */
export class PaperTabs {
  /** What scrolls. */
  pane: HTMLElement | undefined = $state();
  /** What holds the panels of the tabs, in the pane. */
  panels: HTMLElement | undefined = $state();
  current = $state<Tab>("report");
  /** Whether the article was looked at; it stays in the document then, with its place. */
  textOpened = $state(false);
  /** Whether a report that is being written is watched instead of the one there is. */
  watching = $state(false);
  /** The section whose head was scrolled past last: its key, or its index in the article. */
  inSight = $state("");
  /** The sections of the report. */
  readonly keys = $derived((reading.paper?.sections.map((section) => section.key) ?? []) as SectionKey[]);
  /** The outline of the article. */
  readonly entries = $derived(articleReading.article ? outlineOf(articleReading.article.sections, t()) : []);
  /** The paper that is open. */
  #id = "";
  /** The passage to go to once the article is there. */
  #aimed: Passage | null = null;
  /** Goes to a section that was chosen before it was in the document. */
  #later: (() => void) | null = null;
  /** Where each tab was left. */
  #spots: Partial<Record<Tab, Spot | null>> = {};
  /** The tab whose place is still to be found again: its text is on its way. */
  #returning: Tab | null = null;
  /** Whether the paper was opened elsewhere than where it was left, and is still at its top: that is no new place. */
  #passedOver = false;
  /** Ends holding the text at the place that was gone to. */
  #release = () => {};
  #remembering: ReturnType<typeof setTimeout> | undefined;

  /** Opens the tabs of another paper: where it was left, or at the top of its report. */
  open(id: string, back: boolean): void {
    const left = leftPapers.of(id);
    this.#id = id;
    unmarkPassage();
    this.#aimed = null;
    this.current = back && left?.tab === "text" && reading.paper?.has_article ? "text" : "report";
    this.textOpened = this.current === "text";
    this.#spots = left ? { report: left.report, text: left.text } : {};
    this.#release();
    this.pane?.scrollTo(0, 0);
    this.inSight = "";
    this.watching = false;
    this.#returning = back ? this.current : null;
    this.#passedOver = left !== undefined && !back;
    void tick().then(() => this.#comeBack());
  }

  /** Shows the report or the full text, each where it was left. */
  async show(which: Tab): Promise<void> {
    const { pane, panels } = this;
    if (which === this.current || !pane || !panels) return;
    if (this.#returning === null && !this.#passedOver) this.#spots[this.current] = this.#spotOf(this.current) ?? null;
    const top = Math.min(pane.scrollTop, panels.offsetTop);
    this.#release();
    this.current = which;
    this.textOpened ||= which === "text";
    this.#returning = this.#aimed ? null : which;
    await tick();
    pane.scrollTo(0, top);
    this.#comeBack();
    this.scrolled();
    this.remember();
  }

  /** Comes back to no place and holds none: the paper is left, or something else scrolls. */
  letGo(): void {
    this.#returning = null;
    this.#release();
  }

  /** Remembers where the paper is left. */
  remember(): void {
    this.stopRemembering();
    const card = reading.paper?.card;
    if (!card || card.id !== this.#id) return;
    if (this.pane && this.pane.scrollTop > 0) this.#passedOver = false;
    const now = this.#returning === null && !this.#passedOver ? this.#spotOf(this.current) : undefined;
    if (now !== undefined) this.#spots[this.current] = now;
    const { report = null, text = null } = this.#spots;
    const from = lastingKey(reading.from);
    leftPapers.leave({ id: card.id, title: card.title, from, tab: this.current, report, text });
  }

  stopRemembering(): void {
    clearTimeout(this.#remembering);
  }

  /** Goes to a section of the report. */
  readonly toSection = (key: SectionKey): void => {
    const section = document.getElementById(`section-${key}`);
    section?.scrollIntoView({ block: "start" });
    section?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  };

  /** Goes to a section of the article, or a passage in it. Formulas above that are set on the way must not push it away. */
  readonly toPart = (index: number, passage: Passage | null = null): void => {
    const part = this.panels?.querySelectorAll<HTMLElement>("[data-testid=article-section]")[index];
    this.#later = part ? null : () => this.toPart(index, passage);
    articleReading.reach = Math.max(articleReading.reach, index);
    if (!part || !this.pane || !this.panels) return;
    const head = part.querySelector<HTMLElement>("[data-article-head]");
    const place = passage ? markPassage(part, passage) : null;
    this.#hold(() => (place ?? head ?? part).scrollIntoView({ block: place ? "center" : "start" }));
    head?.focus({ preventScroll: true });
  };

  /** Opens a passage in the full text. */
  async toPassage(passage: Passage): Promise<void> {
    this.#aimed = passage;
    await this.show("text");
    this.#goToAim();
  }

  /** Goes where one wants to be in the article as it comes into the document. Returns how to stop. */
  followArticle(): () => void {
    let stop = () => {};
    let gone = false;
    void tick().then(() => {
      const panel = this.#panelOf("text");
      if (panel && !gone)
        stop = withWholeText(panel, () => {
          this.#goToAim();
          this.#comeBack();
          this.#later?.();
        });
    });
    return () => {
      gone = true;
      stop();
      this.#later = null;
    };
  }

  /** Finds the section in sight, and remembers the place once one rests there. */
  readonly scrolled = (): void => {
    const { pane } = this;
    if (!pane) return;
    this.stopRemembering();
    if (leftPapers.of(this.#id)) this.#remembering = setTimeout(() => this.remember(), RESTING_MS);
    const top = pane.getBoundingClientRect().top + 96;
    let last = "";
    if (this.current === "text") {
      const heads = [...pane.querySelectorAll<HTMLElement>("[data-article-head]")];
      const next = firstWhere(heads, (head) => boxAt(top, head).top > top);
      this.inSight = heads[next - 1]?.dataset.articleHead ?? "";
      return;
    }
    for (const section of pane.querySelectorAll<HTMLElement>("section[id^=section-]"))
      if (section.getBoundingClientRect().top <= top) last = section.id.slice("section-".length);
    // The last section may be too short to come up to the top.
    const atEnd = pane.scrollTop > 0 && pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 2;
    this.inSight = atEnd ? (this.keys.at(-1) ?? last) : last;
  };

  /** Comes back to where the tab was left, once its text is there. */
  #comeBack(): void {
    const which = this.#returning;
    if (which === null || which !== this.current || !this.pane) return;
    if (which === "text" && !this.#isArticleWhole()) return;
    this.#returning = null;
    const spot = this.#spots[which];
    const panel = this.#panelOf(which);
    if (spot && panel) this.#hold(() => this.pane && scrollToSpot(this.pane, panel, spot));
  }

  #goToAim(): void {
    const passage = this.#aimed;
    if (!passage || passage.section === null || !this.#isArticleWhole()) return;
    this.#aimed = null;
    this.toPart(passage.section, passage);
  }

  /** Keeps the text at a place while formulas are set and fonts come around it, unless the user moves it. */
  #hold(come: () => void): void {
    this.#release();
    if (this.pane && this.panels) this.#release = holdAt(this.pane, [this.panels], come);
    else come();
  }

  #panelOf(which: Tab): HTMLElement | null | undefined {
    return this.panels?.querySelector<HTMLElement>(`#panel-${which}`);
  }

  /** Where a tab is scrolled to; undefined when its text is not in the document. */
  #spotOf(which: Tab): Spot | null | undefined {
    const panel = this.#panelOf(which);
    return this.pane && panel ? spotIn(this.pane, panel) : undefined;
  }

  /** Whether all of the article is in the document: it comes in steps. */
  #isArticleWhole(): boolean {
    const panel = this.#panelOf("text");
    return articleReading.article !== null && panel != null && !isGrowing(panel);
  }
}
