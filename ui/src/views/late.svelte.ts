import type { Component } from "svelte";

const VIEWS = {
  paper: () => import("./Paper.svelte"),
  search: () => import("./Search.svelte"),
  days: () => import("./Days.svelte"),
  trends: () => import("./Trends.svelte"),
  review: () => import("./Review.svelte"),
  highlights: () => import("./Highlights.svelte"),
  taste: () => import("./Taste.svelte"),
  saved: () => import("./SavedSearches.svelte"),
  welcome: () => import("./Welcome.svelte"),
  settings: () => import("./Settings.svelte"),
  health: () => import("./Health.svelte"),
  about: () => import("./About.svelte"),
  editKeys: () => import("./KeyEditor.svelte"),
  print: () => import("./PrintSheet.svelte"),
  tour: () => import("./Tour.svelte"),
  palette: () => import("./Palette.svelte"),
  keys: () => import("./KeyList.svelte"),
  imported: () => import("./ImportResult.svelte"),
  add: () => import("./AddPapers.svelte"),
  fetched: () => import("./FetchDetails.svelte"),
  syncing: () => import("./SyncDialogs.svelte"),
};
export type LateName = keyof typeof VIEWS;

/** Views that the first screen does without; fetched when the window has nothing to do. */
class LateViews {
  /** Those that are there: components with props of any type. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  here = $state.raw<Partial<Record<LateName, Component<any>>>>({});

  async bring(name: LateName): Promise<void> {
    if (this.here[name]) return;
    const module = await VIEWS[name]();
    this.here = { ...this.here, [name]: module.default };
  }
}

/** Views that the first screen does without. */
export const late = new LateViews();
