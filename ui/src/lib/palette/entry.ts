import type { Action } from "../actions";

/** What an entry of the palette leads to. */
export type EntryKind = "action" | "view" | "day" | "collection" | "tag" | "saved" | "setting" | "paper" | "search";

/** Something that the palette offers. */
export interface Entry {
  /** The same for as long as it is there: chosen entries are remembered by it. */
  id: string;
  kind: EntryKind;
  label: string;
  /** Parts of the label that are names of their own. */
  short?: readonly string[];
  /** Other names that it is found by. */
  also: readonly string[];
  detail?: string;
  /** The action whose keys it shows. */
  action?: Action;
  run: () => void;
}
