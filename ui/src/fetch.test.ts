import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import type { Host } from "./lib/host/host";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

test("from the welcome: agree to automatic fetching, fetch, read what came", async () => {
  const { call } = await startWindow("state=empty&interval=5");
  await user.click(await screen.findByTestId("fetch-agree"));
  expect(called(call, "set_setting")).toEqual([{ key: "fetch.schedule", value: "07:00-23:00/3h" }]);
  await waitFor(() => expect(screen.getByTestId("fetch-question").textContent).toContain("You can change this"));
  await user.click(screen.getByTestId("fetch-today"));
  await screen.findByTestId("view-digest");
  const toast = await screen.findByTestId("toast");
  expect(toast.textContent).toContain(
    "8 new papers, full text or abstract fetched for 7 papers, full text of 1 paper could not be fetched",
  );
  await user.click(within(toast).getByRole("button", { name: "Details" }));
  const dialog = await screen.findByRole("dialog");
  await waitFor(() => expect(within(dialog).getAllByRole("button", { name: /^Try again: / })).toHaveLength(1));
  expect(dialog.textContent).toContain("is busy");
});

test("a past day without papers can be fetched by its key", async () => {
  const { call } = await startWindow("interval=5", "#/day/2025-12-27");
  expect((await screen.findByTestId("fetch-day")).textContent).toContain("Fetch this day’s papers");
  await user.keyboard("f");
  await waitFor(() =>
    expect(called(call, "fetch_days")).toEqual([{ from: "2025-12-27", to: "2025-12-27", articles: true }]),
  );
  await waitFor(() => expect(screen.getByTestId("view-digest").textContent).toContain("Hugging Face lists no papers"));
});

test("a day that has not begun yet offers nothing to fetch", async () => {
  const { call } = await startWindow("", "#/day/2999-01-01");
  await waitFor(() => expect(screen.getByTestId("view-digest").textContent).toContain("has not begun yet"));
  expect(screen.queryByTestId("fetch-day")).toBeNull();
  await user.keyboard("f");
  expect(called(call, "fetch_days")).toEqual([]);
});

test("months are fetched by their lists first, and an order that cannot be is refused", async () => {
  const { call } = await startWindow("interval=5", "#/days");
  await user.click(await screen.findByTestId("months-button"));
  const dialog = await screen.findByRole("dialog");
  const [from, to] = within(dialog).getAllByRole("combobox") as [HTMLSelectElement, HTMLSelectElement];
  await user.selectOptions(from, "2024-03");
  await user.selectOptions(to, "2024-02");
  await waitFor(() => expect(within(dialog).getByRole("button", { name: "Fetch" })).toHaveProperty("disabled", true));
  await user.selectOptions(to, "2024-03");
  await user.click(within(dialog).getByRole("button", { name: "Fetch" }));
  await waitFor(() =>
    expect(called(call, "fetch_days")).toEqual([{ from: "2024-03-01", to: "2024-03-31", articles: false }]),
  );
});

test("x goes between the report and the full text, and 1 leads back to the report", async () => {
  const { call } = await startWindow("", "#/paper/1706.03762");
  const report = await screen.findByRole("tab", { name: "Report" });
  await user.keyboard("x");
  await waitFor(() =>
    expect(screen.getByRole("tab", { name: "Full text" }).getAttribute("aria-selected")).toBe("true"),
  );
  const panel = screen.getByRole("tabpanel");
  await waitFor(() => expect(within(panel).getByRole("heading", { level: 2, name: "Abstract" })).toBeTruthy());
  expect(within(panel).getByRole("heading", { level: 3, name: "1.1 Sequences, part 1" })).toBeTruthy();
  expect(panel.textContent).toContain("2 hidden passages were left out.");
  // The outline is made once it is opened.
  const outline = panel.querySelector("details")!;
  expect(within(outline).queryAllByRole("listitem")).toEqual([]);
  outline.open = true;
  outline.dispatchEvent(new Event("toggle"));
  await waitFor(() => expect(within(outline).getAllByRole("listitem").length).toBeGreaterThan(20));
  await user.keyboard("1");
  await waitFor(() => expect(report.getAttribute("aria-selected")).toBe("true"));
  report.focus();
  await user.keyboard("{ArrowRight}");
  expect(document.activeElement?.textContent).toBe("Full text");
  expect(called(call, "article")).toHaveLength(1);
});

test("find: Ctrl+F opens it, Enter and Shift+Enter step, Esc closes it and not the paper", async () => {
  const { host, call } = await startWindow("", "#/paper/1706.03762");
  await screen.findByRole("tab", { name: "Report" });
  await user.keyboard("x");
  await screen.findAllByTestId("article-section");
  await user.keyboard("{Control>}f{/Control}");
  const bar = await screen.findByTestId("find-bar");
  await waitFor(() => expect(bar.contains(document.activeElement)).toBe(true));
  await user.keyboard("does not grow");
  const count = within(bar).getByTestId("find-count");
  // An opened paper counts as read after a while, which is a change of the library.
  await waitFor(() => expect(called(call, "mark").length).toBe(1), { timeout: 5000 });
  await waitFor(() => expect([count.textContent, count.getAttribute("aria-busy")]).toEqual(["1 of 8", "false"]));
  await user.keyboard("{Enter}");
  await waitFor(() => expect(count.textContent).toBe("2 of 8"));
  await user.keyboard("{Shift>}{Enter}{Enter}{/Shift}");
  await waitFor(() => expect(count.textContent).toBe("8 of 8"));
  // After a change of the library the paper is requested again, and stays where it was scrolled to.
  const before = called(call, "open_paper").length;
  (host as Host & { emit: (event: { kind: "changed" }) => void }).emit({ kind: "changed" });
  await waitFor(() => expect(called(call, "open_paper").length).toBeGreaterThan(before));
  await new Promise((done) => setTimeout(done, 50));
  expect(count.textContent).toBe("8 of 8");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("find-bar")).toBeNull());
  expect(document.querySelector("mark.found")).toBeNull();
  expect(screen.getByTestId("view-paper")).toBeTruthy();
});

test("a paper that is not read says why on demand and is read when asked", async () => {
  await startWindow("", "#/paper/2512.10019");
  const view = await screen.findByTestId("view-paper");
  await waitFor(() => expect(view.querySelector("[data-state=again]")).toBeTruthy());
  await user.click(within(view).getByRole("button", { name: "Why?" }));
  expect(view.textContent).toContain("is busy and asked Paperboy to wait");
  await user.click(within(view).getByTestId("retry"));
  expect(within(view).getByTestId("retry").textContent).toContain("Fetching");
  expect((await screen.findByTestId("toast")).textContent).toContain("could not be fetched");
  await waitFor(() => expect(within(view).getByTestId("retry").textContent).toContain("Try again"));
});

test("hours that cannot be are said and not saved", async () => {
  const { call } = await startWindow("schedule=07:00-23:00/3h", "#/settings");
  const to = await screen.findByRole("textbox", { name: "To" });
  await user.clear(to);
  await user.type(to, "6");
  await user.tab();
  expect((await screen.findByRole("alert")).textContent).toContain("later than the start time");
  expect(called(call, "set_setting")).toEqual([]);
  await user.clear(to);
  await user.type(to, "22:30");
  await user.tab();
  await waitFor(() =>
    expect(called(call, "set_setting")).toEqual([{ key: "fetch.schedule", value: "07:00-22:30/3h" }]),
  );
  const automatic = within(screen.getByRole("radiogroup", { name: "Automatic fetching" }));
  await user.click(automatic.getByRole("radio", { name: "Off" }));
  await waitFor(() => expect(called(call, "set_setting")).toContainEqual({ key: "fetch.schedule", value: "off" }));
});

const views: [name: string, search: string, hash: string, keys: string, selector: string][] = [
  ["a run", "state=fetching", "", "", "[data-testid=fetch-bar]"],
  ["a run without the network", "state=offline", "#/days", "", "[data-testid=fetch-bar]"],
  ["a day to fetch", "", "#/day/2025-12-27", "", "[data-testid=fetch-day]"],
  ["a paper without a report", "", "#/paper/2512.10021", "", "[data-testid=facts]"],
  ["an article", "", "#/paper/1706.03762", "x", "[data-testid=article-section]"],
  ["settings with hours", "schedule=07:00-23:00/3h", "#/settings", "", "[data-testid=view-settings] input"],
];
test.each(views)("axe finds nothing in: %s", async (_name, search, hash, keys, selector) => {
  await startWindow(search, hash);
  await waitFor(() => expect(document.querySelector("[data-testid^=view-]")).toBeTruthy());
  await new Promise((done) => setTimeout(done, 50));
  if (keys) await user.keyboard(keys);
  await waitFor(() => expect(document.querySelector(selector)).toBeTruthy());
  const { violations } = await axe.run(document.documentElement, {
    rules: { "color-contrast": { enabled: false }, "aria-required-children": { enabled: false } },
  });
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});
