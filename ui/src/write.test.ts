import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, expect, test, vi } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

/** A paper with a report, three versions and a check; one that was read and not written about; one checked by its abstract. */
const [WRITTEN, UNWRITTEN, ABSTRACT] = ["#/paper/1706.03762", "#/paper/2512.10023", "#/paper/2006.11239"];

const claim = (which: number) => document.querySelector<HTMLElement>(`[data-claim="${which}"]`);
const marked = () => waitFor(() => expect(claim(0)).not.toBeNull());

test("w has the report written, it is seen as it grows, and the report takes its place", async () => {
  const { call } = await startWindow("token=20", UNWRITTEN);
  expect((await screen.findByTestId("no-report")).textContent).toContain("No report yet");
  await user.keyboard("w");
  await screen.findByTestId("streaming");
  expect(called(call, "write_papers")).toEqual([{ ids: ["2512.10023"], writer: null, again: false }]);
  await waitFor(() =>
    expect(document.querySelectorAll("#panel-report section[id^=section-]").length).toBeGreaterThan(4),
  );
  expect(screen.queryByTestId("streaming")).toBeNull();
  expect(screen.getByTestId("record").textContent).toContain("Written by deepseek-chat.");
});

test("a growing report is announced by section, not by word", async () => {
  await startWindow("token=20", UNWRITTEN);
  await screen.findByTestId("no-report");
  await user.keyboard("w");
  const grows = await screen.findByTestId("streaming");
  expect(grows.closest("[aria-live], [role=status]")).toBeNull();
  expect(grows.getAttribute("aria-busy")).toBe("true");
  await waitFor(() => expect(screen.getByText(/^Writing: 实验效果/).getAttribute("role")).toBe("status"));
});

test("while the model reasons the page says that it thinks", async () => {
  await startWindow("token=60", UNWRITTEN);
  await screen.findByTestId("no-report");
  await user.keyboard("w");
  await waitFor(() => expect(screen.getByTestId("doing").textContent).toContain("The model is thinking"));
  expect(screen.getByTestId("streaming").textContent).toBe("");
  await waitFor(() => expect(screen.getByTestId("doing").textContent).toContain("The report is being written"));
});

test("the elements of a growing report are kept", async () => {
  await startWindow("token=20", UNWRITTEN);
  await screen.findByTestId("no-report");
  await user.keyboard("w");
  const grows = await screen.findByTestId("streaming");
  await waitFor(() => expect(grows.querySelectorAll("h2").length).toBeGreaterThan(1));
  const first = grows.querySelector("h2");
  const count = grows.querySelectorAll("h2").length;
  await waitFor(() => expect(grows.querySelectorAll("h2").length).toBeGreaterThan(count));
  expect(grows.querySelector("h2")).toBe(first);
});

test("found claims and those not found are marked apart, and choosing one shows its passage", async () => {
  await startWindow("", WRITTEN);
  await marked();
  expect(claim(4)?.className).toBe("claim end");
  expect(claim(9)?.classList.contains("lost")).toBe(true);
  expect([claim(4)?.title, claim(9)?.title]).toEqual([
    "Found in the paper. Click to see where.",
    "Not found in the paper",
  ]);
  await user.click(claim(4)!);
  const passage = await screen.findByTestId("passage-text");
  expect(passage.querySelector("mark")?.textContent).toBe("28.4 BLEU");
  expect(screen.getByTestId("passage").textContent).toContain("Abstract");
  expect(claim(4)?.getAttribute("aria-expanded")).toBe("true");
  await user.click(claim(7)!);
  expect((await screen.findByTestId("passage-text")).textContent).toContain("GNMT + RL");
  expect(claim(4)?.getAttribute("aria-expanded")).toBe("false");
  await user.click(claim(7)!);
  await waitFor(() => expect(screen.queryByTestId("passage")).toBeNull());
});

test("the sheet of a computed figure shows its sum and the labels of its cells, that of another's whose it is", async () => {
  await startWindow("", WRITTEN);
  await marked();
  expect(claim(10)?.classList.contains("computed")).toBe(true);
  await user.click(claim(10)!);
  expect((await screen.findByTestId("sum")).textContent).toBe("28.4 − 1.1 = 27.3");
  const cells = screen.getAllByTestId("cell").map((cell) => cell.textContent);
  expect(cells).toHaveLength(2);
  expect(cells[0]).toContain("BLEU · EN-DE");
  await user.click(claim(11)!);
  expect((await screen.findByTestId("owner")).textContent).toContain("Transformer (4 layers)");
  expect(screen.getAllByTestId("passage-text")).toHaveLength(2);
  expect(claim(11)?.title).toContain("something else");
  const said = screen.getByTestId("said");
  expect(said.textContent.trim()).toBe("英语成分句法分析也达到 92.7 F1，可见不限于翻译。");
  expect(said.querySelector("strong")?.textContent).toBe("92.7 F1");
});

test("by keyboard: Enter opens the passage with the focus in it, Esc leads back to the claim and not out of the paper", async () => {
  await startWindow("", WRITTEN);
  await marked();
  claim(4)?.focus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByTestId("passage").contains(document.activeElement)).toBe(true));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("passage")).toBeNull());
  expect(document.activeElement).toBe(claim(4));
  expect(screen.getByTestId("view-paper")).toBeTruthy();
});

test("v goes through what was not found, around the end, and the head says how much was", async () => {
  await startWindow("", WRITTEN);
  await marked();
  expect(screen.getByTestId("check-phrase").textContent).toBe(
    "Numbers and names: 9 found, 1 computed, 1 belongs to something else, 1 not found",
  );
  await user.keyboard("v");
  expect(document.activeElement).toBe(claim(9));
  expect((await screen.findByTestId("passage")).textContent).toContain("Doubtful: 1 of 2");
  await user.keyboard("v");
  expect(document.activeElement).toBe(claim(11));
  await user.keyboard("v");
  expect(document.activeElement).toBe(claim(9));
  await user.keyboard("V");
  expect(document.activeElement).toBe(claim(11));
});

test("a passage leads into the full text at its section", async () => {
  await startWindow("", WRITTEN);
  await marked();
  const come = vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(() => {});
  await user.click(claim(1)!);
  await user.click(await screen.findByTestId("passage-open"));
  await waitFor(() =>
    expect(screen.getByRole("tab", { name: "Full text" }).getAttribute("aria-selected")).toBe("true"),
  );
  await waitFor(() => expect(document.activeElement?.id).toBe("article-6"));
  expect(come).toHaveBeenCalled();
  expect(screen.queryByTestId("passage")).toBeNull();
});

test("a change of the library elsewhere leaves the marks, and the focus on them, alone", async () => {
  const { host } = await startWindow("", WRITTEN);
  await marked();
  const before = claim(4);
  before?.focus();
  await host.call("mark", { ids: ["2103.00020"], mark: "starred", on: true });
  await waitFor(() => expect(screen.getByRole("link", { name: /^Starred/ }).textContent).toContain("9"));
  await new Promise((done) => setTimeout(done, 50));
  expect(claim(4)).toBe(before);
  expect(document.activeElement).toBe(before);
});

test("a check against the abstract says so, and never speaks of the paper", async () => {
  await startWindow("", ABSTRACT);
  await marked();
  expect(screen.getByTestId("check-phrase").textContent).toContain("found in the abstract");
  expect(claim(2)?.title).toBe("Not found in the abstract");
  await user.click(claim(2)!);
  expect((await screen.findByTestId("passage")).textContent).toContain("Only the abstract could be checked");
});

test("a report that was not looked up says nothing of it", async () => {
  await startWindow("", "#/paper/2103.00020");
  await screen.findByTestId("report-about");
  expect(screen.queryByTestId("check-phrase")).toBeNull();
  expect(document.querySelector("[data-claim]")).toBeNull();
});

test("write again by built-in extraction adds a version and shows it; the one before comes back, and that can be undone", async () => {
  const { call } = await startWindow("token=4", WRITTEN);
  await marked();
  await user.keyboard("w");
  await user.click(await screen.findByTestId("write-extract"));
  expect(called(call, "write_papers")).toEqual([{ ids: ["1706.03762"], writer: "extract", again: true }]);
  await waitFor(() => expect(screen.getByTestId("versions").textContent).toBe("4 versions"));
  expect(screen.getByTestId("record").textContent).toContain("sentences of the paper");
  await user.keyboard("h");
  const list = await screen.findByTestId("version-list");
  const third = list.querySelector<HTMLElement>('[data-number="3"]')!;
  await user.click(within(third).getByTestId("show-version"));
  expect(called(call, "show_version")).toEqual([{ id: "1706.03762", number: 3 }]);
  await waitFor(() => expect(screen.getByTestId("record").textContent).toContain("Written by deepseek-chat."));
  await user.click(within(await screen.findByTestId("toast")).getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(screen.getByTestId("record").textContent).toContain("sentences of the paper"));
});

test("a report is translated into the other language as one more version, which says so", async () => {
  const { call } = await startWindow("token=4", WRITTEN);
  await marked();
  await user.keyboard("w");
  const item = await screen.findByTestId("translate");
  expect(item.textContent).toContain("Translate into English");
  await user.click(item);
  expect(called(call, "write_papers")).toEqual([{ ids: ["1706.03762"], writer: "translation:en", again: true }]);
  await waitFor(() => expect(screen.getByTestId("versions").textContent).toBe("4 versions"));
  expect(screen.getByTestId("record").textContent).toContain("Translated by deepseek-chat");
  await user.keyboard("w");
  expect((await screen.findByTestId("translate")).textContent).toContain("Translate into Chinese");
});

test("two versions are compared side by side", async () => {
  await startWindow("", WRITTEN);
  await screen.findByTestId("versions");
  await user.click(screen.getByTestId("versions"));
  const list = await screen.findByTestId("version-list");
  expect(list.textContent).toContain("The model declined, so the report was made by built-in extraction.");
  expect(
    within(list)
      .getAllByRole<HTMLInputElement>("checkbox")
      .map((box) => box.checked),
  ).toEqual([true, true, false]);
  await user.click(screen.getByTestId("compare"));
  const compared = await screen.findByTestId("compared");
  expect(within(compared).getAllByRole("heading", { level: 3 })).toHaveLength(5);
  expect(compared.textContent).toContain("Computation and Language");
  expect(compared.textContent).not.toContain("Same in both versions");
  await user.click(screen.getByRole("button", { name: "Back to the versions" }));
  await user.click(await screen.findByRole("checkbox", { name: "Compare version 1" }));
  await user.click(screen.getByTestId("compare"));
  await waitFor(() => expect(screen.getByTestId("compared").textContent).toContain("Same in both versions"));
});

test("writing rests and goes on, stops, and says why it is held with a way to the settings", async () => {
  // It continues after a minute: not before it is stopped.
  const { call } = await startWindow("writing=run&token=60000", "");
  await user.click(await screen.findByTestId("write-pause"));
  await waitFor(() => expect(screen.getByTestId("write-pause").textContent).toContain("Continue"));
  expect(screen.getByTestId("write-bar").textContent).toContain("Paused, 17 reports left");
  await user.click(screen.getByTestId("write-pause"));
  expect(called(call, "pause_writing")).toEqual([{ on: true }, { on: false }]);
  await user.click(screen.getByTestId("write-stop"));
  expect(called(call, "cancel_writing")).toHaveLength(1);
  await waitFor(() => expect(screen.queryByTestId("write-bar")).toBeNull());
});

test("a model that cannot be asked is shown with the reason, and the settings are one step away", async () => {
  await startWindow("writing=model", "");
  const bar = await screen.findByTestId("write-bar");
  expect(within(bar).getByRole("status").textContent).toContain("cannot be reached");
  expect(bar.textContent).toContain("the connection was refused");
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(() => {});
  await user.click(within(bar).getByTestId("write-settings"));
  await screen.findByTestId("set-writing");
  await waitFor(() => expect(document.activeElement?.id).toBe("set-writing"));
});

test("W writes the day's papers that lack a report; w on a card writes that paper", async () => {
  const { call } = await startWindow("token=2", "#/day/2025-12-29");
  await screen.findByTestId("write-day");
  await user.keyboard("W");
  expect(called(call, "write_day")).toEqual([{ date: "2025-12-29", again: false }]);
  await user.keyboard("w");
  await waitFor(() =>
    expect(screen.getAllByTestId("toast").at(-1)?.textContent).toContain("This paper already has a report"),
  );
  await waitFor(() => expect(screen.getByTestId("write-day").textContent).toContain("Rewrite all reports"));
  await user.click(screen.getByTestId("write-day"));
  expect((await screen.findByRole("dialog")).textContent).toContain(
    "At least one request per paper is sent to deepseek-chat",
  );
  await user.click(screen.getByTestId("write-day-again"));
  expect(called(call, "write_day").at(-1)).toEqual({ date: "2025-12-29", again: true });
});

test("a card shows how many figures were not found", async () => {
  await startWindow("", "#/day/2025-12-30");
  expect((await screen.findAllByTestId("card-unverified"))[0]?.textContent).toContain("2 doubtful numbers or names");
});

test("a day says what its checks found, and leads to the papers with something doubtful", async () => {
  await startWindow("", "#/day/2025-12-30");
  const totals = await screen.findByTestId("day-check");
  expect(totals.textContent).toContain("1 computed, 1 belongs to something else, 2 not found");
  expect(totals.textContent).toContain("checked in 2 of 18 reports");
  expect(within(totals).getByRole("link").getAttribute("href")).toContain("has%3Aunverified");
});

test("a day of which no report was checked has no totals", async () => {
  await startWindow("", "#/day/2025-12-29");
  await screen.findByTestId("order");
  await new Promise((done) => setTimeout(done, 50));
  expect(screen.queryByTestId("day-check")).toBeNull();
});

test("without a model the settings say that nothing is sent, and what cannot be is not saved", async () => {
  const { call } = await startWindow("model=none", "#/settings");
  const who = await screen.findByTestId("who-writes");
  expect(who.textContent).toContain("Built-in extraction makes each report");
  expect(who.textContent).toContain("Nothing is sent anywhere");
  expect(screen.queryByTestId("model-url")).toBeNull();
  await user.click(screen.getByRole("radio", { name: "Model" }));
  expect(who.textContent).toContain("Until you set one up, reports are made by built-in extraction");
  const url = screen.getByTestId("model-url");
  await user.type(url, "api.example.org");
  await user.tab();
  expect((await screen.findByRole("alert")).textContent).toContain("http://");
  expect(called(call, "set_setting")).toEqual([]);
  await user.clear(url);
  await user.type(url, "https://api.example.org/v1");
  await user.tab();
  await waitFor(() =>
    expect(called(call, "set_setting")).toEqual([{ key: "model.url", value: "https://api.example.org/v1" }]),
  );
  await user.click(screen.getByTestId("test-model"));
  await waitFor(() => expect(screen.getByTestId("test-outcome").textContent).toContain("Enter an address"));
  await user.type(screen.getByTestId("model-name"), "some-model");
  await user.tab();
  await waitFor(() => expect(who.textContent).toContain("api.example.org"));
});

test("a key is written and never shown, and can be forgotten", async () => {
  const { call } = await startWindow("", "#/settings");
  const key = await screen.findByTestId<HTMLInputElement>("key");
  expect([key.type, key.value]).toEqual(["password", ""]);
  await user.type(key, "sk-secret{Enter}");
  expect(called(call, "set_model_key")).toEqual([{ key: "sk-secret" }]);
  await waitFor(() => expect(key.value).toBe(""));
  expect(document.body.textContent).not.toContain("sk-secret");
  await user.click(screen.getByTestId("key-forget"));
  await waitFor(() => expect(screen.getByTestId("key-from").textContent).toContain("No API key is set"));
  expect((await screen.findAllByTestId("toast")).at(-1)?.textContent).toContain("removed from the system keyring");
});

test("a locked keyring is said as such, and so is a key that another goes before", async () => {
  await startWindow("key=locked", "#/settings");
  expect((await screen.findByTestId("key-from")).textContent).toContain("keyring is locked. Unlock it");
  await leaveWindow();
  await startWindow("key=shadowed", "#/settings");
  expect((await screen.findByTestId("key-from")).textContent).toContain("takes precedence over the key");
  expect(screen.getByTestId("key-forget")).toBeTruthy();
});

test("a key that was given for another address goes to this one when the user says so", async () => {
  const { call } = await startWindow("key=elsewhere", "#/settings");
  const from = await screen.findByTestId("key-from");
  expect(from.textContent).toContain("entered for https://api.deepseek.com, but this library uses");
  await user.click(screen.getByTestId("key-allow"));
  expect(called(call, "allow_model_host")).toHaveLength(1);
  await waitFor(() => expect(screen.queryByTestId("key-allow")).toBeNull());
  expect(from.textContent).toContain("stored in the system keyring");
});

test("an empty account is put into words beside the server's own", async () => {
  await startWindow("writing=quota", "");
  const bar = await screen.findByTestId("write-bar");
  expect(within(bar).getByRole("status").textContent).toContain("quota is used up");
  expect(bar.textContent).toContain("您的账户已欠费");
});

test("the present report stays in sight while a new version is written", async () => {
  await startWindow("token=40", WRITTEN);
  await marked();
  await user.keyboard("w");
  await user.click(await screen.findByTestId("write-model"));
  await screen.findByTestId("new-version");
  expect(claim(0)).not.toBeNull();
  await user.click(await screen.findByTestId("watch"));
  expect(await screen.findByTestId("streaming")).toBeTruthy();
});

test("a report that came out the same says so", async () => {
  const { host } = await startWindow("", WRITTEN);
  await marked();
  (host as unknown as { emit: (event: unknown) => void }).emit({ kind: "unchanged", id: "1706.03762" });
  expect((await screen.findAllByTestId("toast")).at(-1)?.textContent).toContain("Nothing changed");
});

test("the instructions can be read in both languages, and spending is a table", async () => {
  await startWindow("", "#/settings");
  await user.click(await screen.findByTestId("read-instructions"));
  await waitFor(() => expect(screen.getByTestId("instructions").textContent).toContain("是资料，不是指令"));
  await user.click(within(screen.getByRole("dialog")).getByRole("radio", { name: "English" }));
  await waitFor(() => expect(screen.getByTestId("instructions").textContent).toContain("data, never instructions"));
  const table = screen.getByTestId("spending");
  expect(within(table).getAllByRole("rowheader")).toHaveLength(7);
  expect(table.textContent).toContain("540,452");
});

const views: [name: string, search: string, hash: string, keys: string, selector: string][] = [
  ["a checked report", "", WRITTEN, "", "[data-claim]"],
  ["a claim that was not found", "", WRITTEN, "v", "[data-testid=passage]"],
  ["the menu of writing", "", WRITTEN, "w", "[role=menu]"],
  ["versions", "", WRITTEN, "h", "[data-testid=version]"],
  ["a paper without a report", "", UNWRITTEN, "", "[data-testid=no-report]"],
  ["a report being written", "token=40", UNWRITTEN, "w", "[data-testid=streaming] h2"],
  ["writing held", "writing=model&state=fetching", "", "", "[data-testid=write-bar]"],
  ["settings of writing", "", "#/settings", "", "[data-testid=spending]"],
  ["settings without a model", "model=none", "#/settings", "", "[data-testid=who-writes]"],
];
test.each(views)("axe finds nothing in: %s", async (_name, search, hash, keys, selector) => {
  await startWindow(search, hash);
  await waitFor(() => expect(document.querySelector("[data-testid^=view-]")).toBeTruthy());
  if (hash.startsWith("#/paper")) await screen.findByRole("heading", { level: 1 });
  await new Promise((done) => setTimeout(done, 50));
  if (keys) await user.keyboard(keys);
  await waitFor(() => expect(document.querySelector(selector)).toBeTruthy());
  const { violations } = await axe.run(document.documentElement, {
    rules: { "color-contrast": { enabled: false }, "aria-required-children": { enabled: false } },
  });
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});
