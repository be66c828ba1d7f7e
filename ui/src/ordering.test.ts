import { fireEvent, screen, waitFor } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);
// The window loads its other views in the background.
afterEach(() => vi.dynamicImportSettled());

const DAY = { of: "list", view: { kind: "day", date: "2025-12-30" } } as const;
const ID = "0000000000000001";
const card = (row: number) => document.querySelector<HTMLElement>(`[data-testid=card][data-row="${row}"]`)!;
const atRow = (row: number, id: string) =>
  waitFor(() => {
    expect(document.activeElement?.getAttribute("data-row")).toBe(String(row));
    expect(document.activeElement?.getAttribute("data-id")).toBe(id);
  });

/** A window at a collection of three papers, in an order that is not that of their day. */
async function startCollection() {
  const { host, call } = await startWindow();
  await waitFor(() => expect(document.activeElement?.getAttribute("data-row")).toBe("0"));
  const [first, second, third] = (await host.call("paper_ids", { of: DAY })) as [string, string, string];
  await host.call("add_collection", { name: "Group talk", parent: null });
  await host.call("collect", { ids: [third, first, second], add: [ID], remove: [] });
  await user.click(await screen.findByRole("link", { name: /Group talk/ }));
  await screen.findByRole("heading", { level: 1, name: "Group talk" });
  await waitFor(() => expect(card(0)?.dataset.id).toBe(third));
  return { host, call, order: [third, first, second] as const };
}

test("a collection is listed in its own order, and Alt with an arrow moves a paper in it", async () => {
  const { host, call, order } = await startCollection();
  card(0).focus();
  await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
  await waitFor(() =>
    expect(called(call, "move_collected")).toEqual([{ id: ID, papers: [order[0]], before: order[2] }]),
  );
  await atRow(1, order[0]);
  await user.keyboard("{Alt>}{ArrowDown}{ArrowDown}{/Alt}");
  await waitFor(() => expect(called(call, "move_collected")).toHaveLength(2));
  expect(called(call, "move_collected")[1]).toEqual({ id: ID, papers: [order[0]], before: null });
  await atRow(2, order[0]);
  const ids = () => host.call("paper_ids", { of: { of: "list", view: { kind: "collection", id: ID } } });
  expect(await ids()).toEqual([order[1], order[2], order[0]]);
  await user.keyboard("zz");
  await waitFor(async () => expect(await ids()).toEqual([...order]));
});

/** A row that is not in the document, since that has few of them. */
function row(at: number) {
  const element = document.createElement("div");
  element.dataset.row = String(at);
  return element;
}

/** Drags a card to an element; there is no layout in these tests, so that the element is given. */
async function drag(from: HTMLElement, to: HTMLElement, y = 0) {
  document.elementFromPoint = () => to;
  const link = from.querySelector("h2 a")!;
  const at = (x: number) => ({ button: 0, pointerType: "mouse", clientX: x, clientY: y, bubbles: true });
  fireEvent(link, new PointerEvent("pointerdown", at(0)));
  fireEvent(window, new PointerEvent("pointermove", at(3)));
  expect(screen.queryByTestId("dragged"), "a click that shakes is no drag").toBeNull();
  fireEvent(window, new PointerEvent("pointermove", at(40)));
  await screen.findByTestId("dragged");
  fireEvent(window, new PointerEvent("pointerup", at(40)));
  await user.click(link);
  await waitFor(() => expect(screen.queryByTestId("dragged")).toBeNull());
}

test("a paper is dragged to another place of its collection, and on a collection in the sidebar", async () => {
  const { host, call, order } = await startCollection();
  // Below the second row.
  await drag(card(0), row(1), 1);
  await waitFor(() =>
    expect(called(call, "move_collected")).toEqual([{ id: ID, papers: [order[0]], before: order[2] }]),
  );
  expect(screen.queryByTestId("view-paper"), "the click that ends it opens nothing").toBeNull();
  await host.call("add_collection", { name: "Other", parent: null });
  const place = await screen.findByRole("link", { name: /Other/ });
  await drag(document.querySelector<HTMLElement>("[data-testid=card]")!, place);
  await waitFor(() => expect(called(call, "collect").at(-1)).toMatchObject({ add: ["0000000000000002"], remove: [] }));
});

test("Escape ends a drag, and nothing is moved", async () => {
  const { call } = await startCollection();
  document.elementFromPoint = () => row(2);
  const at = (x: number) => ({ button: 0, pointerType: "mouse", clientX: x, bubbles: true });
  fireEvent(card(0).querySelector("h2 a")!, new PointerEvent("pointerdown", at(0)));
  fireEvent(window, new PointerEvent("pointermove", at(40)));
  await screen.findByTestId("dragged");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("dragged")).toBeNull());
  fireEvent(window, new PointerEvent("pointerup", at(40)));
  expect(called(call, "move_collected")).toEqual([]);
});
