import { change, collect } from "./keeping.svelte";
import { keepingApi } from "../api.keeping";
import { k } from "../i18n/keeping";
import { collectionOf } from "../places";
import { library } from "./library.svelte";
import { toasts } from "./toasts.svelte";
import type { PagedList } from "./list.svelte";

/** Where papers are dropped: on a collection, or beside a row of the list that they come from. */
export type Target = { on: "collection"; id: string } | { on: "row"; row: number; below: boolean };

/** How far the pointer moves, in px, before it drags. */
const MIN_MOVE = 6;
/** How near the edge of a list the pointer has it scroll, and how far at once, in px. */
const EDGE = 40;
const STEP = 14;

/**
 * Papers that are dragged with the pointer. It works with pointer events: the engine's own dragging is taken by the shell, which
 * watches for files.
 */
class Dragging {
  /** The papers, while they are dragged. */
  ids = $state.raw<readonly string[]>([]);
  /** Where the pointer is, in px of the window. */
  x = $state(0);
  y = $state(0);
  target = $state.raw<Target | null>(null);

  /** Begins with a press of the pointer; the papers are dragged once it moves. */
  press(event: PointerEvent, ids: readonly string[], ondrop: (target: Target) => void, inOrder: boolean): void {
    if (event.button !== 0 || event.pointerType === "touch" || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const scroller = event.target instanceof Element ? event.target.closest(".scroller") : null;
    const stop = new AbortController();
    const { signal } = stop;
    let timer: ReturnType<typeof setInterval> | undefined;
    const end = () => {
      stop.abort();
      clearInterval(timer);
      this.ids = [];
      this.target = null;
    };
    const moved = (at: PointerEvent) => {
      if (this.ids.length === 0) {
        if (Math.hypot(at.clientX - event.clientX, at.clientY - event.clientY) < MIN_MOVE) return;
        this.ids = ids;
        getSelection()?.removeAllRanges();
        timer = setInterval(() => scroll(scroller, this.y), 16);
      }
      at.preventDefault();
      [this.x, this.y] = [at.clientX, at.clientY];
      this.target = targetAt(document.elementFromPoint(at.clientX, at.clientY), at.clientY, inOrder);
    };
    const released = () => {
      const { target } = this;
      // The press ends in a click, which would open the paper.
      if (this.ids.length > 0) {
        const swallow = (click: Event) => {
          click.preventDefault();
          click.stopPropagation();
        };
        addEventListener("click", swallow, { capture: true, once: true });
        setTimeout(() => removeEventListener("click", swallow, { capture: true }));
      }
      const isDropped = this.ids.length > 0 && target !== null;
      end();
      if (isDropped) ondrop(target);
    };
    const key = (pressed: KeyboardEvent) => {
      if (this.ids.length === 0 || pressed.key !== "Escape") return;
      pressed.preventDefault();
      pressed.stopPropagation();
      end();
    };
    addEventListener("pointermove", moved, { signal });
    addEventListener("pointerup", released, { signal });
    addEventListener("pointercancel", end, { signal });
    addEventListener("blur", end, { signal });
    addEventListener("keydown", key, { signal, capture: true });
  }
}

/** What is being dragged. */
export const dragging = new Dragging();

function targetAt(element: Element | null, y: number, inOrder: boolean): Target | null {
  const collection = element?.closest<HTMLElement>("[data-collection]")?.dataset.collection;
  if (collection) return { on: "collection", id: collection };
  const row = inOrder ? element?.closest<HTMLElement>("[data-row]") : null;
  if (!row) return null;
  const { top, height } = row.getBoundingClientRect();
  return { on: "row", row: Number(row.dataset.row), below: y > top + height / 2 };
}

function scroll(scroller: Element | null, y: number): void {
  if (!scroller) return;
  const { top, bottom } = scroller.getBoundingClientRect();
  if (y < top + EDGE) scroller.scrollTop -= STEP;
  if (y > bottom - EDGE) scroller.scrollTop += STEP;
}

/** Moves papers within the collection of a list, before the paper of a row or behind all. */
export async function place(list: PagedList, ids: readonly string[], row: number): Promise<void> {
  if (list.view.kind !== "collection" || ids.length === 0) return;
  const { id } = list.view;
  const before = list.items.slice(row).find((card) => card && !ids.includes(card.id))?.id ?? null;
  // Rows that are not loaded have no place that is known.
  if (row < list.total && before === null && list.items.slice(row).includes(undefined)) return;
  list.place(ids, before);
  let isMoved = false;
  const move = async () => {
    const done = await keepingApi.moveCollected(id, [...ids], before);
    isMoved = done.id !== null;
    return done;
  };
  if ((await change(move, k().collections.placed(ids.length), ids.length === 1 ? ids[0] : undefined)) && isMoved)
    return;
  await list.refresh(true);
  if (library.status?.collections.some((one) => one.parent === id)) toasts.show(k().collections.within_another);
}

/** Puts papers into the collection that they were dropped on. */
export function drop(ids: readonly string[], collection: string): void {
  const name = collectionOf(collection, library.status)?.name;
  if (name !== undefined) void collect(ids, collection, name, true);
}
