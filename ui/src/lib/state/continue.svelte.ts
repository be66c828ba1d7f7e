import { keep, recall } from "../memory";
import { formatRoute, parseRoute, viewKey, type From, type Route } from "../route";
import type { Spot } from "../spot";
import { openPaper } from "./papers.svelte";

/** The text of a paper that was read. */
export type Tab = "report" | "text";

/** Where a paper was left. */
export interface LeftPaper {
  id: string;
  title: string;
  /** The list it was opened from, as its key; null for none that will be there again. */
  from: string | null;
  tab: Tab;
  report: Spot | null;
  text: Spot | null;
}

const STORE = "paperboy.left";
/** The most papers whose places are remembered. */
const MAX_PAPERS = 300;
/** How many of the last papers are looked for in the library. */
const MAX_REQUESTED = 5;

/** Where papers were left, across restarts, and the paper that was read last. */
class LeftPapers {
  /** By id, the one read last at the end. */
  #papers = new Map(stored().map((paper) => [paper.id, paper]));
  /** The paper that was read last, once the library was found to have it. */
  last = $state.raw<LeftPaper | null>(null);

  /** The papers that were left, the one read last first. */
  recent(): LeftPaper[] {
    return [...this.#papers.values()].reverse();
  }

  /** Where a paper was left. */
  of(id: string): LeftPaper | undefined {
    return this.#papers.get(id);
  }

  /** Remembers where a paper is left; it is the one read last now. */
  leave(paper: LeftPaper): void {
    this.#papers.delete(paper.id);
    this.#papers.set(paper.id, paper);
    for (const old of this.#papers.keys()) {
      if (this.#papers.size <= MAX_PAPERS) break;
      this.#papers.delete(old);
    }
    this.last = paper;
    keep(STORE, JSON.stringify([...this.#papers.values()]));
  }

  /** Looks for the paper read last in the library: another library may be open now, or the paper is gone. */
  async look(): Promise<void> {
    if (this.last) return;
    for (const paper of [...this.#papers.values()].reverse().slice(0, MAX_REQUESTED)) {
      try {
        await openPaper(paper.id);
      } catch {
        continue;
      }
      this.last ??= paper;
      return;
    }
  }
}

/** The key of a list that is there after a restart as well. */
export const lastingKey = (from: From | null): string | null =>
  from === null || from.kind === "search" ? null : viewKey(from);

/** The way to a paper that was left. */
export function routeTo({ id, from }: LeftPaper): Route {
  const bare = formatRoute({ name: "paper", id, from: null });
  return parseRoute(from === null ? bare : `${bare}?in=${encodeURIComponent(from)}`);
}

/** The stored places that can be read. */
function stored(): LeftPaper[] {
  try {
    const papers: unknown = JSON.parse(recall(STORE) ?? "[]");
    return Array.isArray(papers) ? papers.flatMap(read).slice(-MAX_PAPERS) : [];
  } catch {
    return [];
  }
}

function read(value: unknown): LeftPaper[] {
  if (typeof value !== "object" || value === null) return [];
  const { id, title, from, tab, report, text } = value as Record<string, unknown>;
  if (typeof id !== "string" || typeof title !== "string") return [];
  return [
    {
      id,
      title,
      from: typeof from === "string" ? from : null,
      tab: tab === "text" ? "text" : "report",
      report: spot(report),
      text: spot(text),
    },
  ];
}

function spot(value: unknown): Spot | null {
  if (typeof value !== "object" || value === null) return null;
  const { block, within } = value as Record<string, unknown>;
  return Number.isInteger(block) && Number.isFinite(within)
    ? { block: block as number, within: within as number }
    : null;
}

/** Where papers were left. */
export const leftPapers = new LeftPapers();
