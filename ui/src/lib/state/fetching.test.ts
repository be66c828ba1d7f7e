import { beforeEach, expect, test, vi } from "vitest";
import type { Progress } from "../bindings/wire";
import { error, settle, slowHost, type Call } from "../../test/host";

let calls: Call[];
let fetching: (typeof import("./fetching.svelte"))["fetching"];
let toasts: (typeof import("./toasts.svelte"))["toasts"];
beforeEach(async () => {
  vi.resetModules();
  ({ fetching } = await import("./fetching.svelte"));
  ({ toasts } = await import("./toasts.svelte"));
  const { useHost } = await import("../host/host");
  const host = slowHost();
  ({ calls } = host);
  useHost({
    call: (command, args = {}) =>
      new Promise((answer, fail) => calls.push({ command, args, answer: answer as (value: unknown) => void, fail })),
    listen: async () => {},
    imageAddress: (key) => key,
  });
});

const job: Progress = { job: "fetch", phase: "read", done: 0, total: 2, at: "One", seconds_left: null };
const summary = {
  from: "2025-12-27",
  to: "2025-12-27",
  listed: 0,
  added: 0,
  read: 0,
  failed: 0,
  unknown: [],
  missing_lists: [],
  subscriptions: [],
  failures: [],
};

test("a run that is over before its command answered leaves no line behind", async () => {
  const started = fetching.fetchDays("2025-12-30", "2025-12-30", true);
  calls[0]?.answer(null);
  await settle();
  expect(calls[1]?.command).toBe("status");
  calls[1]?.answer({ fetch: null });
  await started;
  expect(fetching.job).toBeNull();
});

test("titles are collected as the run comes to them, and are reset by the next run", () => {
  fetching.receive(job);
  fetching.receive(job);
  fetching.receive({ ...job, done: 1, at: "Two" });
  expect(fetching.titles).toEqual(["One", "Two"]);
  fetching.take(null);
  fetching.receive({ ...job, at: "Three" });
  expect(fetching.titles).toEqual(["Three"]);
});

test("a run without a network waits and says so in its line, without a message each time", () => {
  fetching.receive(job);
  expect(fetching.takesFailure(error("offline"))).toBe(true);
  expect(fetching.job?.phase).toBe("offline");
  expect(toasts.all).toEqual([]);
});

test("a paper that could not be read again is said, and can be tried once more", async () => {
  const reading = fetching.readAgain("2512.00001");
  calls[0]?.answer(null);
  await reading;
  expect(fetching.retrying.has("2512.00001")).toBe(true);
  fetching.takesFailure({
    ...error("not_read", "2512.00001"),
    cause: { code: "reading", reasons: [{ source: "html", cause: { code: "challenge" } }] },
  });
  expect(fetching.retrying.size).toBe(0);
  expect(toasts.all.at(-1)?.detail).toContain("human");
});

test("a stopped run is said once, and a day without papers is remembered", async () => {
  fetching.receive(job);
  const stopped = fetching.cancel();
  calls[0]?.answer(null);
  await stopped;
  expect(fetching.stopping).toBe(true);
  fetching.take(null);
  fetching.take(null);
  expect(toasts.all).toHaveLength(1);
  fetching.done(summary);
  expect(fetching.empty.has("2025-12-27")).toBe(true);
  fetching.done({
    ...summary,
    from: "2025-12-26",
    to: "2025-12-26",
    missing_lists: [{ date: "2025-12-26", problem: { code: "not_fetched", date: "2025-12-26", causes: [] } }],
  });
  expect(fetching.empty.has("2025-12-26")).toBe(false);
});

test("failures of other kinds are left to others", () => {
  expect(fetching.takesFailure(error("disk_full"))).toBe(false);
});

test("figures are a run of their own, which is shown only while nothing else runs and there is a network", () => {
  const figures: Progress = { ...job, job: "figures", phase: "figures", at: "One" };
  fetching.receive(figures);
  expect(fetching.job).toBeNull();
  expect(fetching.shown?.job).toBe("figures");
  fetching.receive(job);
  expect(fetching.shown?.job).toBe("fetch");
  fetching.take(null);
  fetching.receive({ ...figures, phase: "offline" });
  expect(fetching.shown).toBeNull();
  expect(toasts.all).toEqual([]);
});
