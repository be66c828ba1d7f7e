import { beforeEach, expect, test, vi } from "vitest";
import type { Call } from "../../test/host";

let calls: Call[];
let saved: (typeof import("./saved.svelte"))["saved"];
let search: (typeof import("./search.svelte"))["search"];

beforeEach(async () => {
  vi.resetModules();
  calls = [];
  const { useHost } = await import("../host/host");
  useHost({
    call: (command, args = {}) =>
      new Promise((answer, fail) => calls.push({ command, args, answer: answer as (value: unknown) => void, fail })),
    listen: async () => {},
    imageAddress: (key) => key,
  });
  ({ saved } = await import("./saved.svelte"));
  ({ search } = await import("./search.svelte"));
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const requestCount = () => calls.filter((call) => call.command === "saved_searches").length;
const one = (unread: number) => [{ name: "n", query: "q", total: 9, unread }];

test("changes that come thick are answered by one asking, and changes without end by one now and then", async () => {
  for (let i = 0; i < 10; i++) saved.soon();
  await vi.advanceTimersByTimeAsync(1000);
  expect(requestCount()).toBe(1);
  // A day that comes in for twenty seconds.
  for (let i = 0; i < 200; i++) {
    saved.soon();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(requestCount()).toBeGreaterThan(4);
  expect(requestCount()).toBeLessThan(12);
});

test("the counts wait while an answer to what is typed is awaited", async () => {
  search.type("a");
  await vi.advanceTimersByTimeAsync(50);
  expect(search.pending).toBe(true);
  saved.soon();
  await vi.advanceTimersByTimeAsync(5000);
  expect(requestCount()).toBe(0);
  calls[0]?.answer({
    query: "a",
    understood: "a",
    total: 0,
    total_is_exact: true,
    took_ms: 1,
    words_alone: false,
    without_report: [],
    hits: [],
  });
  await vi.advanceTimersByTimeAsync(5000);
  expect(requestCount()).toBe(1);
});

test("an older count never replaces a newer one", async () => {
  void saved.load();
  void saved.load();
  calls[1]?.answer(one(2));
  await vi.advanceTimersByTimeAsync(0);
  calls[0]?.answer(one(1));
  await vi.advanceTimersByTimeAsync(0);
  expect(saved.all).toEqual(one(2));
  expect(saved.of(" q ")?.name).toBe("n");
  expect(saved.of("other")).toBeUndefined();
});
