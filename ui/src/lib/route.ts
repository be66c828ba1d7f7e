import type { DeepLink, Period, SortOrder, View } from "./bindings/wire";
import { isDay } from "./dates";

/** Where a paper was opened from: a list, or the hits of the search. */
export type From = View | { kind: "search" };

/** A place in the window. */
export type Route =
  | { name: "home" }
  | { name: "welcome" }
  | { name: "days" }
  | { name: "list"; view: View }
  | { name: "paper"; id: string; from: From | null; at?: string }
  | { name: "search"; query: string; sort: SortOrder }
  | { name: "trends"; month: string | null }
  | { name: "highlights" }
  | { name: "taste" }
  | { name: "review"; period: Period; date: string | null }
  | { name: "settings"; at?: string }
  | { name: "health" }
  | { name: "about" };

/** A view as one word: `day:2025-12-30`, `starred`, `tag:name`, `collection:id`. */
export function viewKey(view: From): string {
  if (view.kind === "day") return `day:${view.date}`;
  if (view.kind === "tag") return `tag:${view.name}`;
  if (view.kind === "collection" || view.kind === "for_collection") return `${view.kind}:${view.id}`;
  return view.kind;
}

function parseKey(key: string): From | null {
  if (key.startsWith("day:")) return isDay(key.slice(4)) ? { kind: "day", date: key.slice(4) } : null;
  if (key.startsWith("tag:")) return { kind: "tag", name: key.slice(4) };
  if (key.startsWith("collection:")) return { kind: "collection", id: key.slice(11) };
  if (key.startsWith("for_collection:")) return { kind: "for_collection", id: key.slice(15) };
  if (key === "starred" || key === "later" || key === "unread" || key === "all" || key === "for_me" || key === "search")
    return { kind: key };
  return null;
}

function paperQuery(from: From | null, at: string | undefined): string {
  const query = [from && `in=${encodeURIComponent(viewKey(from))}`, at && `at=${encodeURIComponent(at)}`];
  const parameters = query.filter(Boolean).join("&");
  return parameters && `?${parameters}`;
}

/** A place as the address has it, from `#/` on. */
export function formatRoute(route: Route): string {
  switch (route.name) {
    case "home":
      return "#/";
    case "list":
      if (route.view.kind === "day") return `#/day/${route.view.date}`;
      if (route.view.kind === "tag") return `#/tag/${encodeURIComponent(route.view.name)}`;
      if (route.view.kind === "collection" || route.view.kind === "for_collection")
        return `#/${route.view.kind}/${encodeURIComponent(route.view.id)}`;
      return `#/${route.view.kind}`;
    case "paper":
      return `#/paper/${encodeURIComponent(route.id)}${paperQuery(route.from, route.at)}`;
    case "search": {
      const query = new URLSearchParams();
      if (route.query) query.set("q", route.query);
      if (route.sort !== "relevance") query.set("sort", route.sort);
      return `#/search${query.size > 0 ? `?${query}` : ""}`;
    }
    case "settings":
      return `#/settings${route.at ? `/${encodeURIComponent(route.at)}` : ""}`;
    case "review":
      return `#/review/${route.period}${route.date ? `/${route.date}` : ""}`;
    case "trends":
      return `#/trends${route.month ? `/${route.month}` : ""}`;
    default:
      return `#/${route.name}`;
  }
}

/** The place that another program's link means. */
export function routeOf(link: DeepLink): Route {
  switch (link.name) {
    case "paper":
      return { name: "paper", id: link.id, from: null };
    case "day":
      return { name: "list", view: { kind: "day", date: link.date } };
    case "search":
      return { name: "search", query: link.query, sort: "relevance" };
  }
}

/** The highlight that a paper is opened at. */
const highlightIn = (query: URLSearchParams): { at?: string } => {
  const at = query.get("at");
  return at === null ? {} : { at };
};

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The place an address means; what cannot be read is home. */
export function parseRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const slash = path.indexOf("/");
  const head = slash < 0 ? path : path.slice(0, slash);
  const rest = slash < 0 ? "" : decode(path.slice(slash + 1));
  const query = new URLSearchParams(search);
  switch (head) {
    case "days":
    case "welcome":
    case "highlights":
    case "taste":
    case "health":
    case "about":
      return { name: head };
    case "settings":
      return { name: "settings", ...(rest && { at: rest }) };
    case "starred":
    case "later":
    case "unread":
    case "all":
    case "for_me":
      return { name: "list", view: { kind: head } };
    case "day":
      return isDay(rest) ? { name: "list", view: { kind: "day", date: rest } } : { name: "days" };
    case "tag":
      return rest ? { name: "list", view: { kind: "tag", name: rest } } : { name: "home" };
    case "collection":
    case "for_collection":
      return rest ? { name: "list", view: { kind: head, id: rest } } : { name: "home" };
    case "paper":
      return rest
        ? { name: "paper", id: rest, from: parseKey(query.get("in") ?? ""), ...highlightIn(query) }
        : { name: "home" };
    case "review": {
      const [period, day = ""] = rest.split("/", 2);
      return { name: "review", period: period === "month" ? "month" : "week", date: isDay(day) ? day : null };
    }
    case "trends":
      return { name: "trends", month: isDay(`${rest}-01`) ? rest : null };
    case "search":
      return {
        name: "search",
        query: query.get("q") ?? "",
        sort: query.get("sort") === "newest" ? "newest" : "relevance",
      };
    default:
      return { name: "home" };
  }
}
