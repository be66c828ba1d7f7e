import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
beforeEach(() => localStorage.clear());
afterEach(leaveWindow);

const DAY = "#/day/2025-12-30";
/** The cards that are in the document; a window without a layout has few of them. */
const ids = () => [...document.querySelectorAll("[data-testid=card]")].map((card) => card.getAttribute("data-id"));
const choose = async (name: string) =>
  user.click(within(await screen.findByTestId("order")).getByRole("radio", { name }));
const firstReason = async () => (await screen.findAllByTestId("reason"))[0]!;

test("a day is listed for me, says why, and the choice stays", async () => {
  const { call } = await startWindow("", DAY);
  await waitFor(() => expect(ids().length).toBeGreaterThan(0));
  const listed = ids();
  expect(screen.queryByTestId("reasons")).toBeNull();
  await choose("For me");
  await waitFor(() => expect(screen.queryAllByTestId("reasons").length).toBeGreaterThan(0));
  expect(ids()).not.toEqual(listed);
  expect((await screen.findAllByTestId("reasons"))[0]!.textContent).toContain("Raised by:");
  expect(called(call, "list").at(-1)).toMatchObject({ order: "for_me" });
  await leaveWindow();
  const again = await startWindow("", DAY);
  await waitFor(() => expect(screen.queryAllByTestId("reasons").length).toBeGreaterThan(0));
  expect(called(again.call, "list")[0]).toMatchObject({ order: "for_me" });
  const { violations } = await axe.run((await screen.findAllByTestId("reasons"))[0]!, {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.map((one) => one.id)).toEqual([]);
});

test("with too few stars it says so, and a star leads on", async () => {
  const { host } = await startWindow("papers=24", DAY);
  await choose("For me");
  expect((await screen.findByTestId("order-note")).textContent).toContain("Star 1 more paper ");
  expect(screen.queryByTestId("reasons")).toBeNull();
  await host.call("mark", { ids: ["2006.11239"], mark: "starred", on: true });
  await waitFor(() => expect(screen.queryByTestId("order-note")).toBeNull());
  expect((await screen.findAllByTestId("reasons")).length).toBeGreaterThan(0);
});

test("less of a word moves its papers down and is taken back by undo", async () => {
  const { host, call } = await startWindow("", DAY);
  const order = async () => {
    const view = { kind: "day", date: "2025-12-30" } as const;
    const page = await host.call("list", { view, order: "for_me", offset: 0, limit: 99 });
    return page.cards.map((card) => card.id);
  };
  await choose("For me");
  const reason = await firstReason();
  const word = reason.textContent;
  const before = await order();
  await user.click(reason);
  const opinions = await screen.findByTestId("opinions");
  expect(opinions.getAttribute("aria-label")).toContain(word);
  await user.click(within(opinions).getByText("Less of this"));
  await waitFor(() => expect(called(call, "set_opinion")).toEqual([{ kind: "subject", word, opinion: "less" }]));
  const after = await order();
  expect(after).not.toEqual(before);
  expect(after.toSorted()).toEqual(before.toSorted());
  expect(screen.queryByTestId("opinions")).toBeNull();
  expect(document.activeElement).not.toBe(document.body);
  expect((await screen.findByTestId("toast")).textContent).toContain("Less of");
  await user.keyboard("z");
  await waitFor(async () => expect(await order()).toEqual(before));
});

test("less of a paper keeps the selection at the row, and undo brings the paper back", async () => {
  const { call } = await startWindow("", DAY);
  await choose("For me");
  const less = (await screen.findAllByTestId("less"))[0]!;
  const id = less.closest("[data-id]")!.getAttribute("data-id")!;
  const first = () => document.querySelector("[data-testid=card]")?.getAttribute("data-id");
  expect(first()).toBe(id);
  await user.click(less);
  await waitFor(() => expect(first()).not.toBe(id));
  expect(called(call, "say_less")).toEqual([{ ids: [id], on: true }]);
  // Not the button of the paper that is here now.
  await waitFor(() => expect(document.activeElement?.closest("[data-row]")?.getAttribute("data-row")).toBe("0"));
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).not.toBe("less"));
  await user.keyboard("z");
  await waitFor(() => expect(first()).toBe(id));
});

test("what was learnt is listed, and words and all of it are forgotten", async () => {
  const { call } = await startWindow("", "#/taste");
  const words = await screen.findAllByTestId("learnt-word");
  const first = words[0]!.getAttribute("data-word")!;
  await user.click(within(words[0]!).getByTestId("forget-word"));
  await waitFor(() =>
    expect(called(call, "set_opinion")).toEqual([{ kind: "subject", word: first, opinion: "forgotten" }]),
  );
  await waitFor(() =>
    expect(document.querySelector(`[data-word="${CSS.escape(first)}"]`)?.textContent).toContain("forgotten"),
  );
  expect(screen.getAllByTestId("learnt-word")[0]!.getAttribute("data-word")).toBe(first);
  expect(document.activeElement?.closest("[data-word]")?.getAttribute("data-word")).toBe(first);
  const { violations } = await axe.run(await screen.findByTestId("view-taste"), {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.map((one) => one.id)).toEqual([]);
  await user.click(screen.getByTestId("forget-all"));
  await user.click(await screen.findByTestId("forget-all-now"));
  await waitFor(() => expect(called(call, "forget_taste")).toHaveLength(1));
  expect(await screen.findByText("Nothing has been learnt yet")).toBeTruthy();
});

test("what was missed has its own list with dates, in the learnt order", async () => {
  const { call } = await startWindow("", "#/for_me");
  await waitFor(() => expect(ids().length).toBeGreaterThan(0));
  expect(called(call, "list")[0]).toMatchObject({ view: { kind: "for_me" }, order: "for_me" });
  expect((await screen.findByTestId("order")).textContent).toContain("two weeks");
  expect((await screen.findAllByTestId("reasons")).length).toBeGreaterThan(0);
});

test("Escape closes what can be said about a word, and the focus is on the word again", async () => {
  await startWindow("", DAY);
  await choose("For me");
  const reason = await firstReason();
  await user.click(reason);
  await user.click(await screen.findByTestId("opinions"));
  within(screen.getByTestId("opinions")).getByText("More of this (follow)").focus();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("opinions")).toBeNull());
  expect(document.activeElement).toBe(reason);
  expect(screen.getByTestId("order")).toBeTruthy();
});

test("an empty library has nothing that was missed: papers are fetched first", async () => {
  await startWindow("state=empty", "#/for_me");
  expect(await screen.findByText("The library is empty")).toBeTruthy();
  expect(screen.queryByTestId("order")).toBeNull();
  expect(screen.queryByText("Nothing missed")).toBeNull();
});

test("an author is followed by name", async () => {
  const { call } = await startWindow("", "#/taste");
  const form = within(await screen.findByTestId("follow-form"));
  await user.click(form.getByRole("radio", { name: "Author" }));
  await user.type(form.getByTestId("follow-name"), "  A. Author {Enter}");
  await waitFor(() =>
    expect(called(call, "set_opinion")).toEqual([{ kind: "author", word: "A. Author", opinion: "more" }]),
  );
  expect(form.getByTestId<HTMLInputElement>("follow-name").value).toBe("");
});

test("what is followed is named apart on the cards", async () => {
  const { host } = await startWindow("", DAY);
  await choose("For me");
  const word = (await firstReason()).textContent;
  await host.call("set_opinion", { kind: "subject", word, opinion: "more" });
  await waitFor(() =>
    expect(screen.getAllByTestId("reasons")[0]!.textContent).toMatch(new RegExp(`Followed:\\s*${word}`)),
  );
});

test("papers are found for a collection, in the order learnt from it", async () => {
  const { call } = await startWindow("", "#/starred");
  await user.click(await screen.findByTestId("add-collection"));
  await user.type(await screen.findByTestId("collection-name"), "Group talk{Enter}");
  await user.click(await screen.findByTestId("collection-menu"));
  await user.click(await screen.findByRole("menuitem", { name: "Find papers for this collection" }));
  await waitFor(() => expect(location.hash).toMatch(/^#\/for_collection\/\w+$/));
  expect(await screen.findByRole("heading", { name: "For “Group talk”" })).toBeTruthy();
  await waitFor(() =>
    expect(called(call, "list").at(-1)).toMatchObject({ view: { kind: "for_collection" }, order: "for_me" }),
  );
});

test("the reports that the first papers for me lack are written at once", async () => {
  const { host, call } = await startWindow("papers=6&interval=1&schedule=off", "#/for_me");
  await host.call("fetch_today");
  const write = await screen.findByTestId("write-lacking", {}, { timeout: 4000 });
  await user.click(write);
  await waitFor(() => expect(called(call, "write_papers")).toHaveLength(1));
  const { ids: asked } = called(call, "write_papers")[0] as { ids: string[] };
  expect(asked.length).toBeGreaterThan(0);
});
