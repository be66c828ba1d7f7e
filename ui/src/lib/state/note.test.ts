import { beforeEach, expect, test, vi } from "vitest";
import { error, slowHost, type Call } from "../../test/host";
import { NoteDraft, draftOf } from "./note.svelte";

let calls: Call[];
beforeEach(() => {
  ({ calls } = slowHost());
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});
const saved = async (call: Call | undefined) => {
  call!.answer({ id: 1, papers: 1 });
  await vi.advanceTimersByTimeAsync(0);
};
const refused = async (call: Call | undefined) => {
  call!.fail(error("disk_full"));
  await vi.advanceTimersByTimeAsync(0);
};

test("a note is saved when nobody has typed for a second", async () => {
  const draft = new NoteDraft("a", "");
  draft.type("x");
  await vi.advanceTimersByTimeAsync(600);
  draft.type("xy");
  await vi.advanceTimersByTimeAsync(600);
  expect(calls).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(600);
  expect(calls[0]!.args).toEqual({ id: "a", text: "xy" });
  await saved(calls[0]);
  expect(draft.state).toBe("saved");
  expect(localStorage.length).toBe(0);
});

test("a note that is being written is not overwritten by the library's", () => {
  const draft = new NoteDraft("b", "old");
  draft.type("old and new");
  draft.libraryHas("from elsewhere");
  expect(draft.text).toBe("old and new");
});

test("an untouched note follows the library", () => {
  const draft = new NoteDraft("c", "old");
  draft.libraryHas("new");
  expect(draft.text).toBe("new");
});

test("text typed while a save is under way is saved as well", async () => {
  const draft = new NoteDraft("d", "");
  draft.type("one");
  void draft.save();
  draft.type("one two");
  await saved(calls[0]);
  expect(draft.text).toBe("one two");
  expect(draft.state).toBe("unsaved");
  await vi.advanceTimersByTimeAsync(1_100);
  expect(calls[1]!.args.text).toBe("one two");
});

test("when saving fails the text stays, is said to be unsaved, and can be saved again", async () => {
  const draft = new NoteDraft("e", "");
  draft.type("precious");
  void draft.save();
  await refused(calls[0]);
  expect([draft.text, draft.state]).toEqual(["precious", "failed"]);
  draft.libraryHas("");
  expect(draft.text).toBe("precious");
  void draft.save();
  await saved(calls[1]);
  expect(draft.state).toBe("saved");
});

test("an unsaved note is there when its paper is opened again", async () => {
  const draft = draftOf("f", "");
  draft.type("precious");
  void draft.save();
  await refused(calls[0]);
  draftOf("g", "another paper");
  expect(draftOf("f", "").text).toBe("precious");
});

test("a note that was not saved before the program went away comes back and is saved", () => {
  new NoteDraft("h", "base").type("base and more");
  const later = new NoteDraft("h", "base");
  expect(later.text).toBe("base and more");
  void later.save();
  expect(calls.at(-1)!.args.text).toBe("base and more");
});

test("when the note changed elsewhere meanwhile, both texts stay", () => {
  new NoteDraft("i", "base").type("mine");
  expect(new NoteDraft("i", "theirs").text).toBe("theirs\n\nmine");
});
