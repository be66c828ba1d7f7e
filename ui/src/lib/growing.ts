import { slicesOf } from "./slices";

/** How long slices are put into the document at a stretch, in ms: what the user does comes in between. */
const STEP_MS = 8;
/** How many slices are shown before the user asks for more. */
export const MAX_SLICES = 120;
/** Sent, by an element whose text has grown to its end, to what surrounds it. */
const WHOLE = "paperboy-whole";

/** A text that is put into the document in steps. */
export interface Growing {
  /** Goes on where the bound for one time was reached. */
  more(): void;
  /** Puts nothing more in, and takes out what is there. */
  stop(): void;
}

/**
 * Puts a long text into an element in steps. `prepare` is given each slice once it is in the document; `held` gets whether there is
 * more than is shown at one time; it begins when `ready` does. Until then the element has `data-growing`.
 */
export function grow(
  box: HTMLElement,
  html: string,
  prepare: (slice: HTMLElement) => void,
  held: (more: boolean) => void,
  ready: Promise<void> = Promise.resolve(),
): Growing {
  // Nothing is read before the first step: what surrounds the text comes first.
  const slices = slicesOf(html);
  let [next, shown, bound] = [undefined as IteratorResult<HTMLElement | null, void> | undefined, 0, MAX_SLICES];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const step = () => {
    const end = performance.now() + STEP_MS;
    do {
      next ??= slices.next();
      if (next.done || (next.value && shown === bound)) return finish(!next.done);
      if (next.value) {
        box.append(next.value);
        prepare(next.value);
        // What the engine has to do for the slice counts too; else it would be done for all of them afterwards, at a stretch.
        void box.offsetHeight;
        shown++;
      }
      next = undefined;
    } while (performance.now() < end);
    timer = setTimeout(step);
  };
  const finish = (more: boolean) => {
    delete box.dataset.growing;
    held(more);
    reportWhole(box);
  };
  const begin = () => {
    box.dataset.growing = "";
    held(false);
    void ready.then(() => {
      if (!stopped) timer = setTimeout(step);
    });
  };
  begin();
  return {
    more: () => {
      bound += MAX_SLICES;
      begin();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      delete box.dataset.growing;
      // What was taken out with all around it needs no taking apart.
      if (!box.isConnected) return;
      // Nothing else: Svelte keeps marks of its own beside them.
      for (const slice of [...box.children]) if (slice.classList.contains("slice")) slice.remove();
    },
  };
}

/** Reports to the elements around a box that its text is complete. */
export const reportWhole = (box: HTMLElement): void => void box.dispatchEvent(new Event(WHOLE, { bubbles: true }));

/** Whether a text within is still being put into the document. */
export const isGrowing = (root: ParentNode): boolean => root.querySelector("[data-growing]") !== null;

/** Does something with the texts within as they are, and again each time that more of them is there. Returns how to stop. */
export function withWholeText(root: HTMLElement, act: () => void): () => void {
  const grown = () => {
    if (!isGrowing(root)) act();
  };
  root.addEventListener(WHOLE, grown);
  grown();
  return () => root.removeEventListener(WHOLE, grown);
}
