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

  get route(): Route {
    return this.#route;
  }

  /** Takes up the place in the address and follows it. */
  start(): void {
    const take = () => {
      this.#depth = depthOf(history.state);
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
    if (options.replace) history.replaceState({ depth: this.#depth }, "", hash);
    else history.pushState({ depth: ++this.#depth }, "", hash);
    this.#hash = hash;
    this.#route = route;
  }

  /** Writes the place's address anew without going anywhere: the query as it is typed. */
  note(route: Route): void {
    this.#hash = formatRoute(route);
    history.replaceState({ depth: this.#depth }, "", this.#hash);
  }

  /** Goes back, or to the place given when there is no way back. */
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

/** The window's place. */
export const router = new Router();
