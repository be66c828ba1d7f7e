import { applyLook, keepLook, READING_LOOK, readLook, type ReadingLook } from "../reading-look";

/** How text is set that is read, and whether nothing but it is shown. */
class ReadingChoice {
  look = $state.raw<ReadingLook>(READING_LOOK);
  /** Focus mode: neither the sidebar nor what is beside a paper is shown. */
  focus = $state(false);

  /** Restores what was chosen. */
  begin(): void {
    this.#take(readLook());
  }

  /** Changes a part of it, for good. */
  set(change: Partial<ReadingLook>): void {
    this.#take({ ...this.look, ...change });
    keepLook(this.look);
  }

  /** Sets text as at first. */
  reset(): void {
    this.set(READING_LOOK);
  }

  /** Leaves focus mode, before what Escape does last in a view; false when it is not on. */
  leaveFocus(): boolean {
    const was = this.focus;
    this.focus = false;
    return was;
  }

  #take(look: ReadingLook): void {
    this.look = look;
    applyLook(look, document.documentElement);
  }
}

/** How text is set that is read. */
export const readingChoice = new ReadingChoice();
