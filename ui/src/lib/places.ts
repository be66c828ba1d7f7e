import type { Card, Status, TagCount, View } from "./bindings/wire";
import { longDate } from "./dates";
import { a } from "./i18n/actions";
import type { Words } from "./i18n/en";
import { h } from "./i18n/highlights";
import { v } from "./i18n/review";
import { l } from "./i18n/taste";
import type { Route } from "./route";

/** What a list is called. A collection has its name in the library. */
export function viewTitle(view: View, words: Words, status: Status | null): string {
  if (view.kind === "day") return longDate(view.date, words.locale);
  if (view.kind === "tag") return view.name;
  if (view.kind === "collection") return collectionOf(view.id, status)?.name ?? words.loading;
  if (view.kind === "for_collection") return l().forCollection(collectionOf(view.id, status)?.name ?? words.loading);
  return words.nav[view.kind];
}

/** What a place in the window is called; `paper` is the one that is read. */
export function routeTitle(route: Route, words: Words, status: Status | null, paper: Card | undefined): string {
  switch (route.name) {
    case "list":
      return viewTitle(route.view, words, status);
    case "paper":
      return paper?.id === route.id ? paper.title : words.name;
    case "search":
    case "days":
    case "trends":
    case "settings":
      return words.nav[route.name];
    case "review":
      return v().title;
    case "highlights":
      return h().title;
    case "taste":
      return l().title;
    case "health":
      return a().names.goHealth;
    case "about":
      return words.about.title;
    default:
      return words.name;
  }
}

/** How many papers a list has, as far as the state knows. */
export function viewCount(view: View, status: Status | null, tags: readonly TagCount[]): number | null {
  if (!status) return null;
  if (view.kind === "starred" || view.kind === "later" || view.kind === "unread") return status[view.kind];
  if (view.kind === "tag") return tags.find((tag) => tag.name === view.name)?.papers ?? 0;
  if (view.kind === "collection") return collectionOf(view.id, status)?.papers ?? 0;
  return view.kind === "all" ? status.papers : null;
}

/** A collection of the library. */
export const collectionOf = (id: string, status: Status | null) =>
  status?.collections.find((collection) => collection.id === id);
