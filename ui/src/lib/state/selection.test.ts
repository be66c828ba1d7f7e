import { expect, test } from "vitest";
import { Selection } from "./selection.svelte";

const items = ["a", "b", "c", "d", "e"].map((id) => ({ id }));
const selected = (selection: Selection) => [...selection.ids].sort().join("");

test("a range goes from where it began, upwards and downwards", () => {
  const selection = new Selection();
  selection.toggle("b", 1);
  selection.extend(items, 3, 0);
  expect(selected(selection)).toBe("bcd");
  selection.extend(items, 0, 0);
  expect(selected(selection)).toBe("abcd");
  selection.toggle("c", 2);
  expect(selected(selection)).toBe("abd");
  expect(selection.has("c")).toBe(false);
});

test("a range that has not begun begins at the row the user is at", () => {
  const selection = new Selection();
  selection.extend(items, 3, 2);
  expect(selected(selection)).toBe("cd");
});

test("rows that are not loaded are left out, and another range replaces the first one", () => {
  const selection = new Selection();
  selection.extend([items[0], undefined, items[2]], 2, 0);
  expect(selected(selection)).toBe("ac");
  selection.take(["e"]);
  selection.extend(items, 1, 1);
  expect(selected(selection)).toBe("be");
  selection.clear();
  expect(selection.count).toBe(0);
});
