import { beforeEach, expect, test } from "vitest";
import { card, error, settle, slowHost, type Call } from "../../test/host";
import { PAGE, PagedList, listOf } from "./list.svelte";
import { library } from "./library.svelte";
import { patchPapers, withMark } from "./patch";

let calls: Call[];
let list: PagedList;
beforeEach(() => {
  ({ calls } = slowHost());
  list = new PagedList({ kind: "all" });
});

const TOTAL = 10_000;
const reply = (call: Call, total = TOTAL, name = (i: number) => `${i}`) => {
  const { offset, limit } = call.args as { offset: number; limit: number };
  const length = Math.max(0, Math.min(limit, total - offset));
  call.answer({ total, cards: Array.from({ length }, (_, i) => card(name(offset + i))) });
  return settle();
};

test("only the pages in sight are asked for, each once", async () => {
  list.ensure(0, 10);
  list.ensure(5, 20);
  expect(calls).toHaveLength(1);
  await reply(calls[0]!);
  expect(list.total).toBe(TOTAL);
  list.ensure(4_990, 5_010);
  list.ensure(4_995, 5_005);
  expect(calls.slice(1).map((call) => call.args.offset)).toEqual([4_900, 5_000]);
  await reply(calls[1]!);
  expect(list.items[4_999]?.id).toBe("4999");
  expect(list.items[200]).toBeUndefined();
});

test("a row that is not loaded is fetched when the keyboard comes to it", async () => {
  list.ensure(0, 0);
  await reply(calls[0]!);
  const row = list.at(PAGE);
  await reply(calls[1]!);
  expect((await row)?.id).toBe("100");
  expect(await list.at(TOTAL)).toBeUndefined();
  expect(await list.at(-1)).toBeUndefined();
});

test("after a change the selection stays at the same paper, wherever it is now", async () => {
  list.ensure(0, 10);
  await reply(calls[0]!, 50);
  list.current = 5;
  void list.refresh(true);
  // Two papers came before it.
  await reply(calls[1]!, 52, (i) => (i < 2 ? `new${i}` : `${i - 2}`));
  expect(list.items[list.current]?.id).toBe("5");
  expect(list.current).toBe(7);
});

test("when the paper went away, the selection stays at its place, within the list", async () => {
  list.ensure(0, 2);
  await reply(calls[0]!, 3);
  list.current = 2;
  void list.refresh(true);
  await reply(calls[1]!, 2);
  expect(list.current).toBe(1);
});

test("a page asked for before a change is not put into the list after it", async () => {
  list.ensure(0, 10);
  await reply(calls[0]!, 300);
  list.ensure(100, 110);
  const old = calls[1]!;
  list.sight = [0, 10];
  void list.refresh(true);
  await reply(calls[2]!, 50);
  await reply(old, 300);
  expect(list.total).toBe(50);
});

test("a page that failed is asked for again", async () => {
  list.ensure(0, 10);
  calls[0]!.fail(error("busy"));
  await settle();
  expect(list.error?.code).toBe("busy");
  list.ensure(0, 10);
  await reply(calls[1]!, 3);
  expect(list.error).toBeNull();
  expect(list.total).toBe(3);
});

test("what is shown stays until the answer of a refresh is there", async () => {
  list.ensure(0, 10);
  await reply(calls[0]!, 3);
  void list.refresh(true);
  expect(list.total).toBe(3);
});

test("a mark shows at once in every list that holds the paper", async () => {
  const [all, unread] = [listOf({ kind: "all" }), listOf({ kind: "unread" })];
  all.ensure(0, 0);
  unread.ensure(0, 0);
  await reply(calls[0]!, 3);
  await reply(calls[1]!, 3);
  patchPapers(["1"], withMark("starred", true));
  expect([all.items[1]?.starred, unread.items[1]?.starred, all.items[0]?.starred]).toEqual([true, true, false]);
});

test("in the learnt order the row stays when papers change places, and follows when they only move on", async () => {
  list = new PagedList({ kind: "for_me" });
  list.ensure(0, 10);
  await reply(calls[0]!, 10);
  list.current = 3;
  void list.refresh(true);
  // The paper at row 3 goes to the top.
  await reply(calls[1]!, 10, (i) => `${i === 0 ? 3 : i <= 3 ? i - 1 : i}`);
  expect(list.current).toBe(3);
  list.current = 5;
  void list.refresh(true);
  await reply(calls[2]!, 11, (i) => (i === 0 ? "new" : `${i - 1 === 0 ? 3 : i - 1 <= 3 ? i - 2 : i - 1}`));
  expect(list.current).toBe(6);
});

test("a page asked for after a change belongs to the list as it is then", async () => {
  list = new PagedList({ kind: "for_me" });
  list.ensure(0, 10);
  await reply(calls[0]!, 300);
  list.current = PAGE - 1;
  library.version++;
  const next = list.at(PAGE);
  // All papers of the first page were read: those behind it come first now.
  expect(calls.slice(1).map((call) => call.args.offset)).toEqual([0]);
  await reply(calls[1]!, 200, (i) => `${i + PAGE}`);
  await reply(calls[2]!, 200, (i) => `${i + PAGE}`);
  expect((await next)?.id).toBe("200");
  expect(list.items[list.current]?.id).toBe("100");
  expect(new Set(list.items.map((card) => card?.id)).size).toBe(200);
});

test("a page that is asked for during a refresh is there after it", async () => {
  list.ensure(0, 10);
  await reply(calls[0]!, 300);
  void list.refresh(true);
  list.ensure(100, 110);
  await reply(calls[1]!, 300);
  for (const call of calls.slice(2)) await reply(call, 300);
  expect(list.items[105]?.id).toBe("105");
});
