import { expect, test } from "vitest";
import { foldAuthors } from "./people";

const names = (count: number) => Array.from({ length: count }, (_, i) => `Author ${i + 1}`);

test("after five names the others are folded, but never a single one", () => {
  expect(foldAuthors(names(5), false)).toEqual({ shown: names(5), folded: 0 });
  expect(foldAuthors(names(6), false)).toEqual({ shown: names(6), folded: 0 });
  expect(foldAuthors(names(664), false)).toEqual({ shown: names(5), folded: 659 });
  expect(foldAuthors(names(664), true).shown).toHaveLength(664);
});
