import { formatRoute, parseRoute, type Route } from "../route";

/** Where a view should put the focus when it has come up. */
export type Aim = "note" | "tags" | "writing" | null;

/** The window's place, kept in the address, with a way back. */
class Router {
  #route = $state.raw<Route>({ name: "home" });
  /** How many steps lead back. */
  #depth = 0;
  /** The address as it was written last. A view may have noted another since the place was gone to. */
  #hash = "";
  /** What the next view should focus; read once. */
  #aim: Aim = null;
  /** The row that was at the top of the place's list when it was left; read once. */
  #row: number | null = null;

  get route(): Route {
    return this.#route;
  }

  /** Takes up the place in the address and follows it. */
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

  /** Goes to a place; with `replace`, the way back leads past the place left. */
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

  /** Notes which row of the place's list is at its top: a page that is loaded again because its process died comes back to it. */
  noteRow(row: number): void {
    try {
      history.replaceState({ depth: this.#depth, row }, "");
    } catch {
      // WebKit refuses more than a hundred in half a minute.
    }
  }

  /** The row that a list begins at when the page does not know it any more. */
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

  /** What the view that comes up should focus. */
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
