import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet } from "svelte";
import { expect, test } from "vitest";
import type { TagCount } from "../lib/bindings/wire";
import SidebarTags from "./SidebarTags.svelte";

const place = createRawSnippet((tag: () => TagCount) => ({ render: () => `<a href="#/">${tag().name}</a>` }));
const tags = (count: number): TagCount[] =>
  Array.from({ length: count }, (_, n) => ({ name: `tag ${String(n).padStart(5, "0")}`, papers: 1 }));

test("a few tags are all there, without a box to narrow them", () => {
  render(SidebarTags, { tags: tags(40), place });
  expect(screen.getAllByRole("link")).toHaveLength(40);
  expect(screen.queryByTestId("find-tag")).toBeNull();
});

test("of ten thousand tags few are in the document, and a word narrows them", async () => {
  render(SidebarTags, { tags: tags(10_000), place });
  expect(screen.queryAllByRole("link").length).toBeLessThan(100);
  const box = screen.getByTestId("find-tag");
  expect(box.getAttribute("placeholder")).toContain("10000");
  await userEvent.type(box, "04999");
  expect(screen.queryAllByRole("link").length).toBeLessThan(2);
});
