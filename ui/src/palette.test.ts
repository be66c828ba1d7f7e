import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, expect, test, vi } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

const options = () =>
  screen.getAllByRole("option").map((option) => option.querySelector(".label")?.textContent?.trim());
const first = () => options()[0];
async function openPalette() {
  await screen.findAllByTestId("card");
  await user.keyboard("{Control>}k{/Control}");
  const box = await screen.findByTestId("palette-box");
  await waitFor(() => expect(document.activeElement).toBe(box));
  return box;
}
async function noViolations() {
  const { violations } = await axe.run(document.documentElement, {
    rules: { "color-contrast": { enabled: false }, "aria-required-children": { enabled: false } },
  });
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

test("the palette does by its name what a key does, in English and Chinese, and the focus comes back", async () => {
  const { call } = await startWindow();
  await waitFor(() => expect(document.activeElement?.getAttribute("data-row")).toBe("0"));
  const box = await openPalette();
  await noViolations();
  await user.keyboard("star");
  expect(first()).toBe("Star or unstar");
  expect(document.getElementById(box.getAttribute("aria-activedescendant")!)?.getAttribute("aria-selected")).toBe(
    "true",
  );
  await user.keyboard("{Enter}");
  await waitFor(() => expect(called(call, "mark")).toHaveLength(1));
  expect(screen.queryByTestId("palette")).toBeNull();
  expect(document.activeElement?.getAttribute("data-row")).toBe("0");
  await openPalette();
  // What was chosen last is offered first.
  expect(first()).toBe("Star or unstar");
  await user.keyboard("趋势{Enter}");
  await waitFor(() => expect(location.hash).toContain("#/trends"));
});

test("in Chinese, names are found by initials and pinyin, and by their English names", async () => {
  await startWindow("lang=zh&saved");
  document.documentElement.lang = "zh-CN";
  const { look } = await import("./lib/state/look.svelte");
  await look.set("language", "zh");
  const box = await openPalette();
  for (const [typed, name] of [
    ["quanbulunwen", "全部论文"],
    ["qblw", "全部论文"],
    ["all papers", "全部论文"],
    ["shouc", "收藏或取消收藏"],
  ] as const) {
    await user.clear(box);
    await user.type(box, typed);
    expect(first(), typed).toBe(name);
  }
});

test("days, tags and settings are gone to, and a day that is not in the library too", async () => {
  await startWindow();
  await openPalette();
  await user.keyboard("december 29");
  expect(first()).toContain("December 29");
  await user.keyboard("{Enter}");
  await waitFor(() => expect(location.hash).toBe("#/day/2025-12-29"));
  await openPalette();
  await user.keyboard("2021-02-03{Enter}");
  await waitFor(() => expect(location.hash).toBe("#/day/2021-02-03"));
});

test("the palette leads to a setting, which is marked and has the focus", async () => {
  await startWindow();
  await openPalette();
  await user.keyboard("text size");
  await user.click(screen.getAllByRole("option").find((option) => option.dataset["kind"] === "setting")!);
  await waitFor(() => expect(location.hash).toBe("#/settings/ui.text_size"));
  const marked = () => document.querySelector("[data-setting='ui.text_size'][data-found]");
  await waitFor(() => expect(marked()).toBeTruthy());
  await waitFor(() => expect(marked()!.contains(document.activeElement)).toBe(true));
});

test("papers come from the library's search; when it fails, all else is there", async () => {
  const { call, host } = await startWindow();
  const box = await openPalette();
  await user.keyboard("diffusion");
  await waitFor(() =>
    expect(screen.getAllByRole("option").some((option) => option.dataset["kind"] === "paper")).toBe(true),
  );
  expect(called(call, "search").length).toBeGreaterThan(0);
  const answer = host.call.bind(host);
  vi.spyOn(host, "call").mockImplementation((command, ...args) =>
    command === "search"
      ? Promise.reject(Object.assign(new Error(), { code: "index", message: "", detail: "", cause: null }))
      : answer(command, ...args),
  );
  await user.clear(box);
  await user.keyboard("trends");
  await waitFor(() => expect(screen.getByTestId("palette").textContent).toContain("Papers could not be searched"));
  expect(first()).toBe("Trends");
});

test("nothing is lost by a name that nothing has: papers are searched for it", async () => {
  await startWindow();
  await openPalette();
  await user.keyboard("zzqq{Enter}");
  await waitFor(() => expect(location.hash).toBe("#/search?q=zzqq"));
});

test("a key is given to another action in the settings, the conflict is reported, and the window follows at once", async () => {
  const { call } = await startWindow();
  await openPalette();
  await user.keyboard("change shortcuts{Enter}");
  const editor = await screen.findByTestId("key-editor");
  await user.type(screen.getByTestId("key-filter"), "read later");
  await user.click(
    await within(editor).findByRole("button", { name: "Add a shortcut for “Add to or remove from Read later”" }),
  );
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("key-capture")));
  await user.keyboard("s{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("“Star or unstar”");
  await noViolations();
  await user.click(screen.getByRole("button", { name: "Use it for this command" }));
  expect(screen.getByTestId("key-message").textContent).toContain("s is now a shortcut");
  await user.click(screen.getByRole("button", { name: "Close" }));
  await user.keyboard("s");
  await waitFor(() => expect(called(call, "mark")).toMatchObject([{ mark: "later" }]));
  await user.keyboard("?");
  const row = (await screen.findAllByText("Add to or remove from Read later"))[0]!.parentElement!;
  expect(row.textContent).toContain("s");
  await noViolations();
});

test("Escape ends the taking of a key, and the dialog stays", async () => {
  await startWindow();
  await openPalette();
  await user.keyboard("change shortcuts{Enter}");
  const editor = await screen.findByTestId("key-editor");
  await user.click(within(editor).getByRole("button", { name: "Add a shortcut for “Undo”" }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("key-capture")));
  await user.keyboard("{Escape}");
  expect(screen.queryByTestId("key-capture")).toBeNull();
  expect(screen.getByTestId("key-editor")).toBeTruthy();
});

test("the settings are searched in both languages: parts without a hit go away and hits are marked", async () => {
  await startWindow("", "#/settings");
  await user.type(await screen.findByTestId("settings-search"), "主题");
  await waitFor(() =>
    expect(document.querySelector("[data-setting='ui.theme']")?.hasAttribute("data-found")).toBe(true),
  );
  expect(document.querySelector<HTMLElement>("#set-backups")?.closest<HTMLElement>("[hidden]")).toBeTruthy();
  await user.clear(screen.getByTestId("settings-search"));
  await user.type(screen.getByTestId("settings-search"), "zzqq");
  expect((await screen.findByRole("status")).textContent).toContain("No setting matches");
});

test("the tour is offered at the first start, by keyboard alone, can be skipped, and is found again", async () => {
  await startWindow("state=empty");
  await user.click(await screen.findByTestId("tour-button"));
  const tour = await screen.findByTestId("tour");
  await noViolations();
  await user.keyboard("{Enter}");
  await user.click(screen.getByRole("button", { name: "Back" }));
  expect(tour.textContent).toContain("A day at a glance");
  // “Next” has the focus again.
  for (let step = 1; step < 5; step++) await user.keyboard("{Enter}");
  expect(tour.textContent).toContain("Make it yours");
  await user.keyboard("{Enter}");
  expect(screen.queryByTestId("tour")).toBeNull();
  await user.keyboard("{Control>}k{/Control}");
  await screen.findByTestId("palette-box");
  await user.keyboard("tour{Enter}");
  await screen.findByTestId("tour");
  await user.click(screen.getByRole("button", { name: "Skip" }));
  expect(screen.queryByTestId("tour")).toBeNull();
});

test("the program's menu has the palette and what is done rarely, with their keys, in both languages", async () => {
  const { call } = await startWindow();
  await screen.findAllByTestId("card");
  const names = () => screen.getAllByRole("menuitem").map((item) => item.querySelector(".name")?.textContent);
  screen.getByRole("button", { name: "Menu" }).focus();
  await user.keyboard("{Enter}");
  expect(document.activeElement?.textContent).toMatch(/^\s*Command paletteCtrl\+?\s*K\s*$/i);
  expect(names()).toEqual([
    "Command palette",
    "Fetch today’s papers",
    "Import files…",
    "Import a folder…",
    "Keyboard shortcuts",
    "Change shortcuts…",
    "Take a short tour…",
    "Health",
    "About Paperboy",
  ]);
  await noViolations();
  await user.keyboard("{ArrowDown}{Enter}");
  expect(called(call, "fetch_today")).toHaveLength(1);
  const { look } = await import("./lib/state/look.svelte");
  await look.set("language", "zh");
  await user.click(screen.getByRole("button", { name: "菜单" }));
  expect(names()).toContain("命令面板");
  await user.keyboard("{Enter}");
  expect(await screen.findByTestId("palette-box")).toBeTruthy();
});
