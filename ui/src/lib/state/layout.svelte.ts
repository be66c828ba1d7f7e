import { keep, recall } from "../memory";

/** How much of each paper a list shows. */
export const LAYOUTS = ["figures", "compact", "titles"] as const;
export type ListLayout = (typeof LAYOUTS)[number];

/** Under which name the choice is kept. */
const NAME = "paperboy.layout";

/** How lists are laid out; the choice outlives the window. */
class Layout {
  current = $state<ListLayout>(LAYOUTS.find((known) => known === recall(NAME)) ?? "figures");

  choose(layout: ListLayout): void {
    this.current = layout;
    keep(NAME, layout);
  }
}

export const listLayout = new Layout();
