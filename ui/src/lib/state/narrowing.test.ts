import { beforeEach, expect, test, vi } from "vitest";
import { settle, slowHost, type Call } from "../../test/host";
import type { Facet, Facets } from "../bindings/wire";

let calls: Call[];
let narrowing: (typeof import("./narrowing.svelte"))["narrowing"];
let search: (typeof import("./search.svelte"))["search"];

beforeEach(async () => {
  vi.resetModules();
  const { useHost } = await import("../host/host");
  const slow = slowHost();
  calls = slow.calls;
  useHost({
    call: (command, args = {}) =>
      new Promise((answer, fail) => calls.push({ command, args, answer: answer as (value: unknown) => void, fail })),
    listen: async () => {},
    imageAddress: (key) => key,
  });
  ({ narrowing } = await import("./narrowing.svelte"));
  ({ search } = await import("./search.svelte"));
});

const facet = (key: string, chosen = false): Facet => ({ label: key, key, papers: 1, chosen });
const facetsOf = (tag: string, months: Facet[] = []): Facets => ({
  domains: [],
  months,
  sources: [],
  writers: [],
  tags: [facet(tag)],
  starred: facet("is:starred"),
  unread: facet("is:unread"),
  is_exact: true,
});
const called = (command: string) => calls.filter((call) => call.command === command);

test("facets of an older query never replace those of a newer one", async () => {
  narrowing.soon("old");
  await settle();
  narrowing.soon("new");
  await settle();
  const [old, fresh] = called("facets");
  fresh?.answer(facetsOf("new"));
  await settle();
  called("trend").at(-1)?.answer([]);
  await settle();
  old?.answer(facetsOf("old"));
  await settle();
  called("trend").at(-1)?.answer([]);
  await settle();
  expect(narrowing.facets?.tags[0]?.key).toBe("new");
});

test("while one types, only the last query's facets are asked for", async () => {
  narrowing.soon("first");
  await settle();
  called("facets")[0]?.answer(facetsOf("first"));
  await settle();
  called("trend")[0]?.answer([]);
  await settle();
  vi.useFakeTimers();
  for (const query of ["a", "ab", "abc"]) narrowing.soon(query);
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  expect(called("facets").map(({ args }) => args.query)).toEqual(["first", "abc"]);
});

test("under a month, the plot shows what the query finds in all of them", async () => {
  narrowing.soon("a date:2025-12");
  await settle();
  called("facets")[0]?.answer(facetsOf("t", [facet("date:2025-12", true)]));
  await settle();
  expect(called("choose")[0]?.args).toEqual({ query: "a date:2025-12", key: "date:2025-12" });
  called("choose")[0]?.answer("a");
  await settle();
  expect(called("trend")[0]?.args).toEqual({ query: "a" });
});

test("of months only one is chosen, and what was typed meanwhile is not overwritten", async () => {
  search.type("a date:2025-11");
  void narrowing.choose(facet("date:2025-12"), [facet("date:2025-11", true), facet("date:2025-12")]);
  called("choose")[0]?.answer("a");
  await settle();
  called("choose")[1]?.answer("a date:2025-12");
  await settle();
  expect(called("choose").map(({ args }) => args)).toEqual([
    { query: "a date:2025-11", key: "date:2025-11" },
    { query: "a", key: "date:2025-12" },
  ]);
  expect(search.query).toBe("a date:2025-12");
  void narrowing.choose(facet("is:starred"));
  search.type("something else");
  called("choose")[2]?.answer("a date:2025-12 is:starred");
  await settle();
  expect(search.query).toBe("something else");
});
