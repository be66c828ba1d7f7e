import type { Card, ErrorCode, Event, Hit, SearchAnswer, WireError } from "../lib/bindings/wire";
import { useHost } from "../lib/host/host";

/** A call that waits for its answer. */
export interface Call {
  command: string;
  args: Record<string, unknown>;
  answer: (value: unknown) => void;
  fail: (error: WireError) => void;
}

/** A host whose answers the test gives by hand, in any order. */
export function slowHost(): { calls: Call[]; emit: (event: Event) => void } {
  const calls: Call[] = [];
  const listeners: ((event: Event) => void)[] = [];
  useHost({
    call: (command, args) =>
      new Promise((answer, fail) =>
        calls.push({ command, args: { ...args }, answer: answer as (value: unknown) => void, fail }),
      ),
    listen: (listener) => {
      listeners.push(listener);
      return Promise.resolve();
    },
    imageAddress: (key) => `/images/${key}`,
  });
  return { calls, emit: (event) => listeners.forEach((listener) => listener(event)) };
}

/** Lets everything that waits for an answer continue. */
export const settle = () => new Promise<void>((done) => setTimeout(done, 0));

/** An error without a cause. */
export const error = (code: ErrorCode, detail = ""): WireError => ({ code, message: "", detail, cause: null });

export const card = (id: string, more: Partial<Card> = {}): Card => ({
  id,
  title: `Paper ${id}`,
  date: "2025-12-30",
  domain: [],
  contribution_html: null,
  contribution_source: null,
  reading_source: "html",
  starred: false,
  read: false,
  later: false,
  tags: [],
  note: null,
  highlights: 0,
  reading_reasons: [],
  upvotes: null,
  writer: null,
  unverified: null,
  damaged: false,
  figure: null,
  for_me: null,
  ...more,
});

export const hit = (id: string): Hit => ({
  id,
  date: "2025-12-30",
  title: `Paper ${id}`,
  score: 1,
  looser: false,
  meaning: false,
  field: "title",
  snippet: "",
  highlights: [],
  title_highlights: [],
  starred: false,
  read: false,
  later: false,
});

export const answerOf = (query: string, ids: string[], total = ids.length): SearchAnswer => ({
  query,
  understood: query,
  total,
  total_is_exact: true,
  took_ms: 1,
  words_alone: false,
  without_report: [],
  hits: ids.map(hit),
});
