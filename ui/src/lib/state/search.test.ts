import { beforeEach, expect, test, vi } from "vitest";
import { answerOf, error, settle, slowHost, type Call } from "../../test/host";
import { Search } from "./search.svelte";

let calls: Call[];
let search: Search;

beforeEach(() => {
  ({ calls } = slowHost());
  search = new Search();
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** Types, waits until the request is sent, and returns the call. */
function ask(text: string): Call {
  search.type(text);
  vi.advanceTimersByTime(50);
  return calls.at(-1)!;
}
const done = () => vi.advanceTimersByTimeAsync(0);

test("an answer that comes late never replaces a newer one", async () => {
  const first = ask("dif");
  const second = ask("diffusion");
  second.answer(answerOf("diffusion", ["new"]));
  await done();
  first.answer(answerOf("dif", ["old"]));
  await done();
  expect(search.hits.map((hit) => hit.id)).toEqual(["new"]);
  expect(search.answer?.query).toBe("diffusion");
});

test("an error that comes late does not hide a newer answer", async () => {
  const first = ask("dif");
  const second = ask("diffusion");
  second.answer(answerOf("diffusion", ["new"]));
  first.fail(error("index"));
  await done();
  expect(search.error).toBeNull();
  expect(search.hits).toHaveLength(1);
});

test("emptying the box drops the answer that is on its way", async () => {
  const call = ask("dif");
  ask("");
  call.answer(answerOf("dif", ["old"]));
  await done();
  expect(search.answer).toBeNull();
  expect(search.hits).toEqual([]);
});

test("an input method's composition is not searched until it ends", async () => {
  search.compose(true);
  search.type("kuo");
  search.type("kuo san");
  await vi.advanceTimersByTimeAsync(500);
  expect(calls).toHaveLength(0);
  search.type("扩散");
  search.compose(false);
  await vi.advanceTimersByTimeAsync(50);
  expect(calls.map((call) => call.args.query)).toEqual(["扩散"]);
});

test("a composition that begins while a word waits keeps it from being asked", async () => {
  search.type("a");
  search.compose(true);
  await vi.advanceTimersByTimeAsync(500);
  expect(calls).toHaveLength(0);
});

test("hits of a further page are appended once, and not to another query", async () => {
  ask("a").answer(answerOf("a", ["1", "2"], 4));
  await done();
  void search.more();
  void search.more();
  expect(calls).toHaveLength(2);
  expect(calls[1]!.args.offset).toBe(2);
  // A hit that moved from one page to the next is not shown twice.
  calls[1]!.answer(answerOf("a", ["2", "3"], 4));
  await done();
  expect(search.hits.map((hit) => hit.id)).toEqual(["1", "2", "3"]);
  void search.more();
  const late = calls.at(-1)!;
  ask("b").answer(answerOf("b", ["9"]));
  late.answer(answerOf("a", ["4"], 4));
  await done();
  expect(search.hits.map((hit) => hit.id)).toEqual(["9"]);
});

test("asking again after a change keeps the selected hit", async () => {
  ask("a").answer(answerOf("a", ["1", "2", "3"]));
  await done();
  search.active = 1;
  void search.refresh();
  calls.at(-1)!.answer(answerOf("a", ["0", "1", "2", "3"]));
  await done();
  expect(search.hits[search.active]?.id).toBe("2");
});

test("another query begins at its first hit", async () => {
  ask("a").answer(answerOf("a", ["1", "2", "3"]));
  await done();
  search.active = 2;
  ask("ab").answer(answerOf("ab", ["2", "3"]));
  await done();
  expect(search.active).toBe(0);
});

test("coming back with the same query asks nothing", async () => {
  ask("a").answer(answerOf("a", ["1"]));
  await done();
  const before = calls.length;
  search.resume("a", "relevance");
  expect(calls).toHaveLength(before);
  vi.useRealTimers();
  await settle();
});
