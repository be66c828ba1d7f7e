import { fireEvent, screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, expect, test, vi } from "vitest";
import type { Event } from "./lib/bindings/wire";
import type { Host } from "./lib/host/host";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

const box = () => screen.findByTestId<HTMLInputElement>("search-box");

/** The filters, opened: a window without a layout has no space for them beside the hits. */
async function filters(): Promise<HTMLElement> {
  await user.click(await screen.findByTestId("filters-button"));
  return screen.findByTestId("facets-sheet");
}

test("a chosen filter is put into the box, and taken out of it again", async () => {
  const { call } = await startWindow("", "#/search?q=扩散");
  const sheet = await filters();
  await user.click(await within(sheet).findByRole("button", { name: "Domains within Computer vision" }));
  await user.click(within(sheet).getByRole("button", { name: /^Image generation/ }));
  await waitFor(async () => expect((await box()).value).toBe("扩散 domain:图像生成"));
  await waitFor(() => expect(called(call, "search").at(-1)).toMatchObject({ query: "扩散 domain:图像生成" }));
  const chosen = await within(sheet).findByRole("button", { name: /^Image generation/, pressed: true });
  const { violations } = await axe.run(sheet, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map((one) => one.id)).toEqual([]);
  await user.click(chosen);
  await waitFor(async () => expect((await box()).value).toBe("扩散"));
});

test("the filters of a query are not asked for any more when the next letter is typed", async () => {
  const { call } = await startWindow("", "#/search?q=扩散");
  await filters();
  await waitFor(() => expect(called(call, "trend")).toHaveLength(1));
  const field = await box();
  vi.useFakeTimers();
  fireEvent.input(field, { target: { value: "扩散 v" } });
  await vi.advanceTimersByTimeAsync(50);
  expect(called(call, "search").at(-1)).toMatchObject({ query: "扩散 v" });
  call.mockImplementationOnce(() => new Promise(() => {}));
  fireEvent.input(field, { target: { value: "扩散 vi" } });
  await vi.advanceTimersByTimeAsync(1000);
  vi.useRealTimers();
  expect(called(call, "search").at(-1)).toMatchObject({ query: "扩散 vi" });
  expect(called(call, "facets")).toEqual([{ query: "扩散" }]);
});

test("a long list of filters shows its first ones, the rest on demand, and always what is chosen", async () => {
  await startWindow("papers=12", '#/search?q=tag:"标签 20"');
  const sheet = await filters();
  const tags = (await within(sheet).findByRole("heading", { name: "Tags" })).closest("section")!;
  expect(within(tags).getByRole("button", { name: /^标签 20/, pressed: true })).toBeTruthy();
  expect(within(tags).getAllByRole("listitem").length).toBeLessThan(10);
  await user.click(within(tags).getByRole("button", { name: "Show all 20" }));
  expect(within(tags).getAllByRole("listitem")).toHaveLength(20);
});

test("the months are a picture with a text of its own, and a table on demand that leads on", async () => {
  await startWindow("papers=2000", "#/search?q=diffusion");
  const sheet = await filters();
  const plot = await within(sheet).findByRole("img", { name: /^Papers per month: / });
  expect(plot.getAttribute("aria-label")).toContain("months");
  const table = within(sheet).getByRole("table", { name: "Papers per month" });
  expect(within(table).getAllByRole("row").length).toBeGreaterThan(3);
  expect(within(table).queryAllByRole("button")).toEqual([]);
  await user.click(within(sheet).getByRole("button", { name: "Show the numbers" }));
  await user.click(within(table).getByRole("button", { name: "November 2025" }));
  await waitFor(async () => expect((await box()).value).toBe("diffusion date:2025-11"));
});

test("a search is saved with a name, renamed, removed, and restored", async () => {
  const { call } = await startWindow("", "#/search?q=diffusion date:2025-12");
  await user.click(await screen.findByTestId("save-search"));
  const name = await screen.findByTestId<HTMLInputElement>("saved-name");
  expect(name.value).toBe("diffusion");
  await user.clear(name);
  await user.type(name, "扩散{Enter}");
  expect(called(call, "save_search")).toEqual([{ name: "扩散", query: "diffusion date:2025-12" }]);
  const side = await screen.findByTestId("saved-searches");
  await waitFor(() => expect(side.textContent).toContain("扩散"));
  expect((await screen.findByTestId("save-search")).getAttribute("aria-pressed")).toBe("true");

  await user.click(screen.getByTestId("saved-edit"));
  const rename = await screen.findByRole("textbox", { name: "Name of the search “扩散”" });
  await user.clear(rename);
  await user.type(rename, "图像扩散{Enter}");
  await waitFor(() => expect(called(call, "rename_saved")).toEqual([{ name: "扩散", to: "图像扩散" }]));
  await waitFor(() => expect(screen.getByTestId("saved-searches").textContent).toContain("图像扩散"));

  await user.click(screen.getByTestId("saved-edit"));
  await user.click(await screen.findByRole("button", { name: "Remove “图像扩散”" }));
  await waitFor(() => expect(screen.queryByTestId("saved-searches")).toBeNull());
  const toast = (await screen.findAllByTestId("toast")).at(-1)!;
  await user.click(within(toast).getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(screen.getByTestId("saved-searches").textContent).toContain("图像扩散"));
});

test("a saved search opens over what was typed, and again after something else was typed", async () => {
  await startWindow("saved", "#/search");
  const link = await within(await screen.findByTestId("saved-searches")).findByRole("link", { name: /^扩散模型/ });
  for (let i = 0; i < 2; i++) {
    await user.click(link);
    await waitFor(async () => expect((await box()).value).toBe("扩散"));
    await user.clear(await box());
    await user.type(await box(), "attention");
    expect((await box()).value).toBe("attention");
  }
});

test("a query that came with its place is shown unselected; the key of the search selects it", async () => {
  await startWindow("saved", "#/starred");
  await user.click(await within(await screen.findByTestId("saved-searches")).findByRole("link", { name: /^扩散模型/ }));
  const field = await box();
  await waitFor(() => expect(field.value).toBe("扩散"));
  await waitFor(() => expect(document.activeElement).toBe(field));
  expect([field.selectionStart, field.selectionEnd]).toEqual([2, 2]);
  (document.activeElement as HTMLElement).blur();
  await user.keyboard("/");
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, 2]);
});

test("a hit is starred, kept for later and marked read by its buttons, without being opened", async () => {
  const { call } = await startWindow("", "#/search?q=attention");
  // Without a layout, only the row the keyboard is at is in the document, and it counts as hidden.
  const hit = await screen.findByTestId("hit");
  const id = hit.dataset.id!;
  const star = within(hit).getByTestId("star");
  const was = star.getAttribute("aria-pressed") === "true";
  for (const button of hit.querySelectorAll("button")) await user.click(button);
  await waitFor(() =>
    expect(called(call, "mark").map((args) => (args as { mark: string }).mark)).toEqual(["starred", "later", "read"]),
  );
  for (const args of called(call, "mark")) expect(args).toMatchObject({ ids: [id] });
  await waitFor(() => expect(within(hit).getByTestId("star").getAttribute("aria-pressed")).toBe(String(!was)));
  expect(screen.queryByTestId("view-paper")).toBeNull();
});

test("with the focus on a hit, the keys of a card work: move, star, later, read, note", async () => {
  const { call } = await startWindow("", "#/search?q=attention");
  (await screen.findByTestId("hit")).focus();
  await user.keyboard("j");
  await waitFor(() => expect((document.activeElement as HTMLElement).dataset.row).toBe("1"));
  await user.keyboard("slu");
  const { id } = (document.activeElement as HTMLElement).dataset;
  await waitFor(() => expect(called(call, "mark")).toHaveLength(3));
  for (const args of called(call, "mark")) expect(args).toMatchObject({ ids: [id] });
  expect((await box()).value).toBe("attention");
  await user.keyboard("e");
  await screen.findByTestId("view-paper");
  await waitFor(() => expect(document.activeElement?.tagName).toBe("TEXTAREA"));
});

test("searches that led somewhere are remembered and can be forgotten; what was only typed is not", async () => {
  const { call } = await startWindow("", "#/search");
  await user.type(await box(), "diffusion");
  await waitFor(() => expect(called(call, "search").at(-1)).toMatchObject({ query: "diffusion" }));
  await user.clear(await box());
  await user.type(await box(), "attention");
  await screen.findAllByTestId("hit");
  await waitFor(() => expect(called(call, "search").at(-1)).toMatchObject({ query: "attention" }));
  await Promise.all(call.mock.results.map((result) => result.value as Promise<unknown>));
  await user.keyboard("{Enter}");
  expect(called(call, "remember_search")).toEqual([{ query: "attention" }]);
  await screen.findByTestId("view-paper");
  await user.keyboard("{Escape}{Escape}");
  await user.clear(await box());
  const history = await screen.findByTestId("search-history");
  await waitFor(() => expect(within(history).getAllByRole("link")).toHaveLength(1));
  await user.click(await box());
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement?.textContent).toContain("attention");
  await user.keyboard("{Delete}");
  expect(called(call, "forget_search")).toEqual([{ query: "attention" }]);
  await waitFor(() => expect(screen.queryByTestId("search-history")).toBeNull());
  await waitFor(async () => expect(document.activeElement).toBe(await box()));
});

test("the words a paper was found by are marked, walked through, and gone with Escape", async () => {
  await startWindow("", "#/search?q=attention");
  await screen.findAllByTestId("hit");
  await user.click(await box());
  await user.keyboard("{Enter}");
  await screen.findByTestId("words-bar");
  const count = await screen.findByTestId("words-count");
  await waitFor(() => expect(count.textContent).toMatch(/^\d+ match/));
  const marks = () => [...document.querySelectorAll("mark.found")].map((mark) => mark.textContent?.toLowerCase());
  await waitFor(() => expect(marks().length).toBeGreaterThan(0));
  expect(new Set(marks())).toEqual(new Set(["attention"]));
  await user.keyboard("m");
  await waitFor(() => expect(count.textContent).toMatch(/^1 of /));
  await user.keyboard("M");
  await waitFor(() => expect(count.textContent).toMatch(/^(\d+) of \1$/));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("words-bar")).toBeNull());
  expect(marks()).toEqual([]);
  expect(screen.getByTestId("view-paper")).toBeTruthy();
});

test("a day shows its hits of the saved searches", async () => {
  await startWindow("saved", "#/day/2025-12-30");
  const news = await screen.findByTestId("day-news");
  const link = within(news).getByRole("link");
  expect(link.textContent).toMatch(/^\d+ new in /);
  await user.click(within(news).getByRole("button", { name: "Show all saved searches with new papers" }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getAllByRole("link").length).toBeGreaterThan(1);
  await user.click(within(dialog).getAllByRole("link")[0]!);
  await waitFor(async () => expect((await box()).value).toContain("date:2025-12-30"));
});

test("trends lead from month to month, and each name to its papers", async () => {
  const { call } = await startWindow("papers=3005");
  await screen.findAllByTestId("card");
  await user.keyboard("gt");
  expect(await screen.findByRole("heading", { name: "Trends in December 2025" })).toBeTruthy();
  const view = within(screen.getByTestId("view-trends"));
  expect(view.getByRole<HTMLButtonElement>("button", { name: "Next month" }).disabled).toBe(true);
  // Each bracket is written twice: user-event has a meaning of its own for one.
  await user.keyboard("[[[[");
  await waitFor(() => expect(called(call, "month_trends").at(-1)).toMatchObject({ month: "2025-10" }));
  const link = (await view.findAllByRole("link"))[0]!;
  const query = new URLSearchParams(link.getAttribute("href")!.split("?")[1]).get("q");
  await user.click(link);
  await waitFor(async () => expect((await box()).value).toBe(query));
});

test("Enter that is faster than the answer opens the first hit once it is there", async () => {
  await startWindow("state=slow", "#/search");
  await user.type(await box(), "diffusion{Enter}");
  expect(screen.queryByTestId("view-paper")).toBeNull();
  const view = await screen.findByTestId("view-paper");
  await waitFor(() => expect(view.querySelector("h1")?.textContent).toContain("Diffusion"));
});

test("what is shown of a search is asked for again when the index has followed the library", async () => {
  const { call, host } = await startWindow("saved", "#/search?q=diffusion");
  await screen.findAllByTestId("hit");
  await screen.findByTestId("saved-searches");
  const before = ["search", "saved_searches"].map((command) => called(call, command).length);
  (host as Host & { emit: (event: Event) => void }).emit({
    kind: "index",
    state: { indexed: 240, papers: 240, building: false, behind: false },
  });
  await waitFor(() =>
    ["search", "saved_searches"].forEach((command, i) =>
      expect(called(call, command).length).toBeGreaterThan(before[i] ?? 0),
    ),
  );
});
