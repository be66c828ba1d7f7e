import { beforeEach, expect, test } from "vitest";
import { card, error, settle, slowHost, type Call } from "../../test/host";
import { PAGE, PagedList, listOf } from "./list.svelte";
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

test("after a change the reader stays at the same paper, wherever it stands now", async () => {
  list.ensure(0, 10);
  await reply(calls[0]!, 50);
  list.current = 5;
  void list.refresh(true);
  // Two papers came before it.
  await reply(calls[1]!, 52, (i) => (i < 2 ? `new${i}` : `${i - 2}`));
  expect(list.items[list.current]?.id).toBe("5");
  expect(list.current).toBe(7);
});

test("when the paper went away, the reader stays at its place, within the list", async () => {
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
