import { screen, waitFor } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import type { Host } from "./lib/host/host";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

test("the program opens on the newest day", async () => {
  const { call } = await startWindow();
  expect(await screen.findByTestId("view-digest")).toBeTruthy();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("December 30, 2025");
  expect(location.hash).toBe("#/day/2025-12-30");
  await waitFor(() => expect(called(call, "shown")).toHaveLength(1));
});

test("an empty library opens on the welcome, and the sample leads to its newest day", async () => {
  await startWindow("state=empty");
  await user.click(await screen.findByTestId("sample-button"));
  expect(await screen.findByTestId("view-digest")).toBeTruthy();
});

test("a library that cannot be opened is said, and opens when tried again", async () => {
  await startWindow("state=failed");
  expect((await screen.findByRole("alert")).textContent).toContain("The library can no longer be found");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByTestId("view-digest")).toBeTruthy();
});

for (const [button, how] of [
  ["Restore the newest backup", "newest_backup"],
  ["Start with an empty library", "nothing"],
] as const)
  test(`a library that is missing beside its backups is asked about: ${button}`, async () => {
    const { call } = await startWindow("state=missing");
    expect((await screen.findByRole("alert")).textContent).toContain("Nothing is changed until you choose");
    expect(called(call, "begin")).toEqual([]);
    await user.click(screen.getByRole("button", { name: button }));
    expect(await screen.findByTestId("view-digest")).toBeTruthy();
    expect(called(call, "begin")).toEqual([{ how }]);
  });

test("a damaged file is deleted only when that is confirmed", async () => {
  const { call } = await startWindow("", "#/settings");
  await user.click(await screen.findByRole("button", { name: /^Delete:/ }));
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(called(call, "forget_backup")).toEqual([]);
  await user.click(screen.getByRole("button", { name: /^Delete:/ }));
  await user.click(screen.getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: /^Delete:/ })).toBeNull());
  expect(called(call, "forget_backup")).toEqual([{ name: "library.broken-20251201-081500.db" }]);
});

test("by keyboard: open a paper, star it, take it back, go back to the same card", async () => {
  const { call } = await startWindow();
  await waitFor(() => expect(document.activeElement?.getAttribute("data-row")).toBe("0"));
  await user.keyboard("jj{Enter}");
  const view = await screen.findByTestId("view-paper");
  await waitFor(() => expect(view.querySelector("h1")?.textContent).toContain("Learning Transferable"));
  await user.keyboard("s");
  expect(called(call, "mark")).toContainEqual({ ids: ["2103.00020"], mark: "starred", on: true });
  const made = await screen.findByTestId("toast");
  expect(made.textContent).toContain("Starred");
  expect(made.textContent).toContain("Learning Transferable");
  await waitFor(() => expect(screen.getByRole("button", { name: "Starred", pressed: true })).toBeTruthy());
  await user.keyboard("z");
  await waitFor(() => expect(called(call, "undo")).toEqual([{ change: 1 }]));
  await waitFor(() => expect(screen.getByRole("button", { name: "Starred", pressed: false })).toBeTruthy());
  // An undone change is no longer offered for undo.
  await waitFor(() => expect(screen.getAllByTestId("toast")).toHaveLength(1));
  expect(screen.getByTestId("toast").textContent).toContain("Undone: ");
  expect(screen.getByTestId("toast").textContent).toContain("Learning Transferable");
  await user.keyboard("{Escape}");
  await screen.findByTestId("view-digest");
  await waitFor(() => expect(document.activeElement?.getAttribute("data-id")).toBe("2103.00020"));
});

test("next and previous in a paper follow the list it was opened from", async () => {
  await startWindow("", "#/starred");
  await screen.findAllByTestId("card");
  await user.keyboard("{Enter}");
  const first = (await screen.findByTestId("view-paper")).querySelector("h1")?.textContent;
  await user.keyboard("n");
  await waitFor(() => expect(screen.getByTestId("view-paper").querySelector("h1")?.textContent).not.toBe(first));
  expect(location.hash).toContain("in=starred");
  await user.keyboard("p");
  await waitFor(() => expect(screen.getByTestId("view-paper").querySelector("h1")?.textContent).toBe(first));
});

test("a paper that stays open is marked read", async () => {
  const { call } = await startWindow("", "#/paper/2006.11239?in=day:2025-12-30");
  await screen.findByTestId("view-paper");
  await waitFor(() => expect(called(call, "mark")).toEqual([{ ids: ["2006.11239"], mark: "read", on: true }]), {
    timeout: 3000,
  });
});

test("search: the box keeps the focus while the arrow keys walk through the hits", async () => {
  const { call } = await startWindow();
  await screen.findAllByTestId("card");
  await user.keyboard("/");
  const box = await screen.findByTestId("search-box");
  await waitFor(() => expect(document.activeElement).toBe(box));
  await user.keyboard("diffusion");
  // The first letters are answered too, and each answer begins at its first hit: the last one is waited for.
  await waitFor(() => expect(called(call, "search").at(-1)).toMatchObject({ query: "diffusion" }));
  await Promise.all(call.mock.results.map((result) => result.value as Promise<unknown>));
  await new Promise((painted) => setTimeout(painted));
  await screen.findAllByTestId("hit");
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(box);
  await waitFor(() => {
    const active = document.getElementById(box.getAttribute("aria-activedescendant") ?? "");
    expect(active?.getAttribute("aria-selected")).toBe("true");
    expect(active?.id).toBe("hit-1");
  });
  await user.keyboard("{Enter}");
  await screen.findByTestId("view-paper");
  // The first Escape removes the marks of the hits, the second leads back.
  await screen.findByTestId("words-bar");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("words-bar")).toBeNull());
  await user.keyboard("{Escape}");
  expect((await screen.findByTestId<HTMLInputElement>("search-box")).value).toBe("diffusion");
});

test("letters typed into the note are no shortcuts, and the note is saved when it is left", async () => {
  const { call } = await startWindow("", "#/paper/2006.11239?in=day:2025-12-30");
  await screen.findByTestId("view-paper");
  const note = await screen.findByRole("textbox", { name: "Note" });
  await user.click(note);
  await user.keyboard("jsluz");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(called(call, "set_note")).toEqual([{ id: "2006.11239", text: "jsluz" }]));
  expect(called(call, "mark").filter((args) => (args as { mark: string }).mark === "starred")).toEqual([]);
  expect(screen.getByTestId("view-paper")).toBeTruthy();
});

test("a change from outside does not take the text being typed", async () => {
  const { host } = await startWindow("", "#/paper/2006.11239?in=day:2025-12-30");
  const note = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Note" });
  await user.click(note);
  await user.keyboard("half a sent");
  (host as Host & { emit: (event: { kind: "changed" }) => void }).emit({ kind: "changed" });
  await new Promise((done) => setTimeout(done, 60));
  expect(note.value).toBe("half a sent");
  expect(document.activeElement).toBe(note);
});

const views: [name: string, search: string, hash: string, testid: string][] = [
  ["digest", "", "", "view-digest"],
  ["days", "", "#/days", "view-days"],
  ["starred", "", "#/starred", "view-list"],
  ["an empty tag", "", "#/tag/none", "view-list"],
  ["paper", "", "#/paper/1706.03762?in=day:2025-12-30", "view-paper"],
  ["search", "", "#/search?q=diffusion", "view-search"],
  ["search with nothing typed", "saved", "#/search", "view-search"],
  ["search without a hit", "", "#/search?q=nothinglikeit", "view-search"],
  ["trends", "", "#/trends", "view-trends"],
  ["a week's review", "", "#/review/week", "view-review"],
  ["settings", "", "#/settings", "view-settings"],
  ["health", "", "#/health", "view-health"],
  ["about", "", "#/about", "view-about"],
  ["welcome", "state=empty", "", "view-welcome"],
  ["failed", "state=failed", "", "view-failed"],
  ["notices", "state=notices", "", "view-digest"],
];
test.each(views)("axe finds nothing in: %s", async (_name, search, hash, testid) => {
  await startWindow(search, hash);
  await screen.findByTestId(testid);
  await new Promise((done) => setTimeout(done, 50));
  // Without a layout there are no colours, and rows stay invisible because they cannot be measured: the real window
  // is looked at for these two.
  const { violations } = await axe.run(document.documentElement, {
    rules: { "color-contrast": { enabled: false }, "aria-required-children": { enabled: false } },
  });
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});

test("a library whose files were replaced is opened again from its notice", async () => {
  const { call } = await startWindow("state=notices", "");
  await user.click(await screen.findByRole("button", { name: "Open the library again" }));
  expect(called(call, "retry_open")).toHaveLength(1);
  await waitFor(() => expect(screen.queryByText(/Another program removed or replaced/)).toBeNull());
});

test("“Back up now” makes a backup each time, whatever backups the day has", async () => {
  const { call } = await startWindow("", "#/settings");
  const before = (await screen.findAllByRole("button", { name: /^Restore:/ })).length;
  for (const made of [1, 2]) {
    await user.click(screen.getByRole("button", { name: "Back up now" }));
    await waitFor(() => expect(screen.getAllByRole("button", { name: /^Restore:/ })).toHaveLength(before + made));
    expect(called(call, "back_up")).toHaveLength(made);
  }
  expect(screen.getAllByText(/Manual/)).toHaveLength(2);
});

test("Ctrl with plus, minus and nought changes the size of the text for good", async () => {
  const { call } = await startWindow("", "#/search");
  await user.click(await screen.findByTestId("search-box"));
  await user.keyboard("{Control>}+{/Control}{Control>}+{/Control}{Control>}-{/Control}");
  const put = (value: string) => ({ key: "ui.text_size", value });
  await waitFor(() => expect(called(call, "set_setting")).toEqual([put("110"), put("120"), put("110")]));
  await user.keyboard("{Control>}0{/Control}");
  await waitFor(() => expect(called(call, "set_setting").at(-1)).toEqual(put("100")));
});

test("the browser's menu comes up where something is typed and nowhere else", async () => {
  await startWindow("", "#/search");
  const box = await screen.findByTestId("search-box");
  const comesUp = (on: Element) => on.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true }));
  expect(comesUp(box)).toBe(true);
  expect(comesUp(screen.getByRole("heading", { level: 1 }))).toBe(false);
  expect(comesUp(screen.getAllByRole("link")[0]!)).toBe(false);
});

test("a page that came in place of one that died says so", async () => {
  await startWindow("state=lost");
  expect((await screen.findByTestId("toast")).textContent).toContain("was reloaded");
});

test("a page that is loaded again begins at the row where its list was", async () => {
  await startWindow("", "#/all", { depth: 0, row: 3 });
  await screen.findAllByTestId("card");
  await waitFor(() => expect(document.activeElement?.getAttribute("data-row")).toBe("3"));
  // Another list begins at its top.
  await user.keyboard("gs");
  await waitFor(() => expect(location.hash).toBe("#/starred"));
  await waitFor(() => expect(document.activeElement?.getAttribute("data-row")).toBe("0"));
});
