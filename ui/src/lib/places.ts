import { l } from "./i18n/taste";
import type { Status, TagCount, View } from "./bindings/wire";
import { longDate } from "./dates";
import type { Words } from "./i18n/en";

/** What a list is called. A collection has its name in the library. */
export function viewTitle(view: View, words: Words, status: Status | null): string {
  if (view.kind === "day") return longDate(view.date, words.locale);
  if (view.kind === "tag") return view.name;
  if (view.kind === "collection") return collectionOf(view.id, status)?.name ?? words.loading;
  if (view.kind === "for_collection") return l().forCollection(collectionOf(view.id, status)?.name ?? words.loading);
  return words.nav[view.kind];
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
