import { formatRoute, parseRoute, type Route } from "../route";

/** Where a view should put the focus once it is shown. */
export type Aim = "note" | "tags" | "writing" | null;

/** The window's place, which is stored in the address, with the history. */
class Router {
  #route = $state.raw<Route>({ name: "home" });
  /** How many steps lead back. */
  #depth = 0;
  /** The address as it was written last: a view may have changed it since the navigation. */
  #hash = "";
  /** What the next view should focus; read once. */
  #aim: Aim = null;
  /** The row that was at the top of the place's list when it was left; read once. */
  #row: number | null = null;

  get route(): Route {
    return this.#route;
  }

  /** Goes to the place in the address, and follows changes of the address. */
  start(): void {
    const take = () => {
      this.#depth = depthOf(history.state);
      this.#row = rowOf(history.state);
      this.#route = parseRoute(location.hash);
      this.#hash = formatRoute(this.#route);
    };
    take();
    addEventListener("popstate", take);
  }

  /** Goes to a place; with `replace`, the place that is left is removed from the history. */
  go(route: Route, options: { replace?: boolean; aim?: Aim } = {}): void {
    const hash = formatRoute(route);
    this.#aim = options.aim ?? null;
    if (hash === this.#hash) return;
    this.#row = null;
    if (options.replace) history.replaceState({ depth: this.#depth }, "", hash);
    else history.pushState({ depth: ++this.#depth }, "", hash);
    this.#hash = hash;
    this.#route = route;
  }

  /** Replaces the place's address without going anywhere: the query as it is typed. */
  note(route: Route): void {
    this.#hash = formatRoute(route);
    history.replaceState({ depth: this.#depth }, "", this.#hash);
  }

  /** Stores which row of the place's list is at its top, for a page that is loaded again because its process died. */
  noteRow(row: number): void {
    try {
      history.replaceState({ depth: this.#depth, row }, "");
    } catch {
      // WebKit refuses more than a hundred in half a minute.
    }
  }

  /** The stored row at which a list begins after the page was loaded again. */
  takeRow(): number | null {
    const row = this.#row;
    this.#row = null;
    return row;
  }

  /** Goes back, or to the given place when there is no earlier one. */
  back(otherwise: Route): void {
    if (this.#depth > 0) history.back();
    else this.go(otherwise, { replace: true });
  }

  /** What the next view should focus. */
  takeAim(): Aim {
    const aim = this.#aim;
    this.#aim = null;
    return aim;
  }
}

const depthOf = (state: unknown): number =>
  typeof state === "object" && state !== null && "depth" in state && typeof state.depth === "number" ? state.depth : 0;
const rowOf = (state: unknown): number | null =>
  typeof state === "object" && state !== null && "row" in state && typeof state.row === "number" ? state.row : null;

/** The window's place. */
export const router = new Router();
