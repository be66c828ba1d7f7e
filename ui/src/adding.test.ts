import { screen, waitFor } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

const atFirstCard = () => waitFor(() => expect(document.activeElement?.getAttribute("data-row")).toBe("0"));
const toast = async (text: string) =>
  waitFor(async () => expect((await screen.findByTestId("toast")).textContent).toContain(text));

/** Pastes a text into an element, as the engine reports it. */
function paste(into: Element, text: string): boolean {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  into.dispatchEvent(event);
  return event.defaultPrevented;
}

test("i opens the dialog, and what is typed there is added", async () => {
  const { call } = await startWindow();
  await atFirstCard();
  await user.keyboard("i");
  const box = await screen.findByTestId("add-ids");
  await waitFor(() => expect(document.activeElement).toBe(box));
  await user.keyboard("words only{Control>}{Enter}{/Control}");
  await toast("neither an arXiv id");
  expect(screen.queryByTestId("add-ids")).not.toBeNull();
  await user.clear(box);
  await user.keyboard("2405.00001 2405.00002");
  await user.click(screen.getByTestId("add-confirm"));
  await toast("Adding 2 papers");
  await waitFor(() => expect(screen.queryByTestId("add-ids")).toBeNull());
  expect(called(call, "paste").at(-1)).toMatchObject({ text: "2405.00001 2405.00002" });
});

test("a paste is for the window only where nothing takes text", async () => {
  const { host, call } = await startWindow();
  await atFirstCard();
  const [known] = await host.call("paper_ids", { of: { of: "list", view: { kind: "day", date: "2025-12-30" } } });
  expect(paste(document.activeElement!, `arXiv:${known}`)).toBe(true);
  await toast("This paper is already in the library");
  await waitFor(() => expect(location.hash).toContain(known));
  await user.keyboard("/");
  const search = await screen.findByTestId("search-box");
  expect(paste(search, "2405.00001")).toBe(false);
  expect(paste(document.body, "  ")).toBe(false);
  expect(called(call, "paste")).toHaveLength(1);
});

test("papers of a file that are not in the library are fetched by a button", async () => {
  const { host, call } = await startWindow();
  await atFirstCard();
  await host.call("import_pick", { folder: false });
  const button = await screen.findByRole("button", { name: "Fetch 2 papers" });
  expect(document.body.textContent).toContain("Collection “阅读”");
  await user.click(button);
  await waitFor(() => expect(called(call, "add_papers")).toEqual([{ ids: ["1706.03762", "2005.14165"] }]));
  expect(screen.queryByRole("button", { name: "Fetch 2 papers" })).toBeNull();
});

test("papers go to the vault, whose folder is chosen first, and to Zotero", async () => {
  const { call } = await startWindow();
  await atFirstCard();
  await user.keyboard("xY");
  await user.click(await screen.findByRole("menuitem", { name: "Notes in Obsidian" }));
  await waitFor(() => expect(called(call, "update_vault")).toHaveLength(1));
  expect(called(call, "vault_pick")).toHaveLength(1);
  await toast("3 notes written, 21 unchanged");
  await user.keyboard("Y");
  await user.click(await screen.findByRole("menuitem", { name: "Send to Zotero" }));
  await waitFor(() => expect(called(call, "send_to_zotero")).toMatchObject([{ again: false }]));
});
