import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

const atFirstCard = () => waitFor(() => expect(document.activeElement?.getAttribute("data-row")).toBe("0"));
const DAY = { of: "list", view: { kind: "day", date: "2025-12-30" } } as const;
/** The cards that are in the document; a window without a layout has few of them. */
const ids = () => [...document.querySelectorAll("[data-testid=card]")].map((card) => card.getAttribute("data-id"));
const bar = () => screen.findByTestId("selection");

test("by keyboard: select with x and Shift, star all, cite all, and select none again", async () => {
  const { host, call } = await startWindow();
  await atFirstCard();
  const [first, second, third] = await host.call("paper_ids", { of: DAY });
  await user.keyboard("x");
  expect((await bar()).textContent).toContain("1 selected");
  await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  await waitFor(async () => expect((await bar()).textContent).toContain("3 selected"));
  await user.keyboard("s");
  await waitFor(() =>
    expect(called(call, "mark")).toEqual([{ ids: [first, second, third], mark: "starred", on: true }]),
  );
  expect((await screen.findByTestId("toast")).textContent).toContain("3 papers starred");
  await user.keyboard("y");
  await waitFor(() => expect(called(call, "copy_citation")).toEqual([{ ids: [first, second, third], form: "bibtex" }]));
  const { violations } = await axe.run(await bar(), { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map((one) => one.id)).toEqual([]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("selection")).toBeNull());
  expect(screen.getByTestId("view-digest")).toBeTruthy();
});

test("all papers of a list are selected, those too that are not loaded", async () => {
  const { call } = await startWindow("papers=400", "#/all");
  await atFirstCard();
  await user.keyboard("{Control>}a{/Control}");
  await waitFor(async () => expect((await bar()).textContent).toContain("400 selected"));
  expect(called(call, "paper_ids")).toEqual([{ of: { of: "list", view: { kind: "all" } } }]);
});

test("a click with Shift selects a range, and opens nothing", async () => {
  await startWindow();
  await atFirstCard();
  const link = () => document.querySelector("[data-testid=card][tabindex='0'] h2 a") as HTMLElement;
  await user.keyboard("{Control>}");
  await user.click(link());
  await user.keyboard("{/Control}jj");
  await waitFor(() => expect(document.activeElement?.getAttribute("data-row")).toBe("2"));
  await user.keyboard("{Shift>}");
  await user.click(link());
  await user.keyboard("{/Shift}");
  await waitFor(async () => expect((await bar()).textContent).toContain("3 selected"));
  expect(screen.queryByTestId("view-paper")).toBeNull();
});

test("m makes a collection of the papers that are selected; it becomes a place, and can be undone", async () => {
  const { host, call } = await startWindow();
  await atFirstCard();
  const [first, second] = await host.call("paper_ids", { of: DAY });
  await user.keyboard("x{Shift>}{ArrowDown}{/Shift}m");
  const box = await screen.findByTestId("collect-box");
  await waitFor(() => expect(document.activeElement).toBe(box));
  await user.keyboard("Group talk{Enter}");
  await waitFor(() =>
    expect(called(call, "collect")).toEqual([{ ids: [first, second], add: ["0000000000000001"], remove: [] }]),
  );
  await waitFor(() => expect(screen.getByRole("option", { name: "Group talk", selected: true })).toBeTruthy());
  const dialog = screen.getByRole("dialog");
  const { violations } = await axe.run(dialog, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map((one) => one.id)).toEqual([]);
  // jsdom closes no dialog by Escape.
  await user.click(within(dialog).getByRole("button", { name: "Close" }));
  await user.click(await screen.findByRole("link", { name: /Group talk/ }));
  await waitFor(() => expect(ids()[0]).toEqual(first));
  await screen.findByRole("heading", { level: 1, name: "Group talk" });
  expect(await host.call("collections_of", { ids: [second!] })).toHaveLength(1);
  await user.keyboard("z");
  await waitFor(() => expect(ids()).toEqual([]));
});

test("a collection is renamed, described, moved and deleted from its list", async () => {
  const { call } = await startWindow();
  await atFirstCard();
  for (const name of ["One", "Two"]) {
    await user.click(await screen.findByTestId("add-collection"));
    await user.type(await screen.findByTestId("collection-name"), name);
    await user.keyboard("{Enter}");
    await screen.findByRole("heading", { level: 1, name });
  }
  const choose = async (item: string) => {
    await user.click(screen.getByTestId("collection-menu"));
    await user.click(await screen.findByRole("menuitem", { name: item }));
  };
  await choose("Move up");
  const places = () => within(screen.getByTestId("collections")).getAllByRole("link");
  await waitFor(() => expect(places().map((place) => place.textContent?.trim())).toEqual(["Two", "One"]));
  await choose("Rename…");
  const name = await screen.findByTestId("collection-rename");
  await user.clear(name);
  await user.type(name, "Second{Enter}");
  await screen.findByRole("heading", { level: 1, name: "Second" });
  await choose("Note…");
  await user.type(await screen.findByTestId("collection-note"), "why");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect((await screen.findByTestId("collection-shown-note")).textContent).toBe("why");
  await choose("Delete");
  await waitFor(() => expect(places()).toHaveLength(1));
  expect(called(call, "remove_collection")).toEqual([{ id: "0000000000000002" }]);
});

test("a paper shows its citation key, which is copied and changed; the citation menu remembers the form", async () => {
  const { call } = await startWindow("", "#/paper/1706.03762");
  const key = await screen.findByTestId("citation-key");
  await user.click(within(key).getByRole("button", { name: /^Copy the citation key/ }));
  await waitFor(() => expect(called(call, "copy_citation")).toEqual([{ ids: ["1706.03762"], form: "key" }]));
  await user.click(within(key).getByRole("button", { name: "Change the citation key" }));
  const box = await screen.findByTestId("citation-key-box");
  await user.clear(box);
  await user.type(box, "attention{Enter}");
  await waitFor(() => expect(screen.getByTestId("citation-key").textContent).toContain("attention"));
  await user.keyboard("Y");
  await user.click(await screen.findByRole("menuitem", { name: "APA" }));
  await user.keyboard("y");
  await waitFor(() =>
    expect(called(call, "copy_citation").slice(1)).toEqual([
      { ids: ["1706.03762"], form: "apa" },
      { ids: ["1706.03762"], form: "apa" },
    ]),
  );
  await user.keyboard("Y");
  await user.click(await screen.findByRole("menuitem", { name: "BibLaTeX" }));
  await waitFor(() =>
    expect(called(call, "export_pick")).toEqual([{ of: { of: "papers", ids: ["1706.03762"] }, format: "biblatex" }]),
  );
  expect((await screen.findAllByTestId("toast")).at(-1)?.textContent).toContain("exported to");
});

test("the list of tags is asked for when tags change, and not with every change", async () => {
  const { host, call } = await startWindow();
  await atFirstCard();
  await waitFor(() => expect(called(call, "tags")).toHaveLength(1));
  const before = called(call, "status").length;
  await user.keyboard("s");
  await waitFor(() => expect(called(call, "status").length).toBeGreaterThan(before));
  expect(called(call, "tags")).toHaveLength(1);
  const [first] = await host.call("paper_ids", { of: DAY });
  await host.call("tag", { ids: [first ?? ""], add: ["brand new"], remove: [] });
  await waitFor(() => expect(called(call, "tags")).toHaveLength(2));
  const side = await screen.findByRole("navigation", { name: "Main" });
  expect(await within(side).findByText("brand new")).toBeTruthy();
});

test("what a search found is exported and selected as a whole", async () => {
  const { call } = await startWindow("", "#/search?q=attention");
  const first = await screen.findByTestId("hit");
  await user.click(await screen.findByTestId("search-export"));
  await user.click(await screen.findByRole("menuitem", { name: "RIS" }));
  await waitFor(() =>
    expect(called(call, "export_pick")).toEqual([{ of: { of: "query", query: "attention" }, format: "ris" }]),
  );
  first.focus();
  await user.keyboard("x");
  expect((await bar()).textContent).toContain("1 selected");
});
