import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

const PAPER = "#/paper/1706.03762";

/** Selects some characters of a section of the report. */
async function select(part: string, from: number, to: number) {
  const text = await waitFor(() => {
    const found = document.querySelector(`#section-${part} .prose p`)?.firstChild;
    expect(found).toBeInstanceOf(Text);
    return found as Text;
  });
  const range = document.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  document.getSelection()!.removeAllRanges();
  document.getSelection()!.addRange(range);
  document.dispatchEvent(new Event("selectionchange"));
  return range.toString();
}

const bar = () => screen.findByTestId("highlight-bar");
const violations = async (element: Element) =>
  (await axe.run(element, { rules: { "color-contrast": { enabled: false } } })).violations.map((one) => one.id);

test("selected text is highlighted, gets a note, another colour, and is deleted and restored", async () => {
  const { call } = await startWindow("", PAPER);
  const quote = await select("contribution", 0, 6);
  await user.click(await screen.findByTestId("colour-green"));
  await waitFor(() => expect(document.querySelector("mark.highlight.green")?.textContent).toBe(quote));
  expect(called(call, "add_highlight")).toEqual([
    {
      id: "1706.03762",
      place: {
        text: "report",
        ranges: [{ part: "contribution", from: 0, to: [...quote.replace(/\s/gu, "")].length }],
        says: quote.replace(/\s/gu, ""),
      },
      colour: "green",
      note: null,
    },
  ]);
  expect(await violations(await bar())).toEqual([]);
  await user.click(screen.getByTestId("highlight-note"));
  await user.type(await screen.findByTestId("highlight-note-box"), "why");
  await user.click(screen.getByTestId("highlight-note-save"));
  const row = await screen.findByTestId("highlight-row");
  await waitFor(() => expect(row.textContent).toContain("why"));
  expect(await violations(screen.getByTestId("paper-highlights"))).toEqual([]);

  const mark = () => document.querySelector<HTMLElement>("mark.highlight");
  expect(mark()?.title).toContain("why");
  document.getSelection()!.removeAllRanges();
  mark()!.click();
  await user.click(within(await bar()).getByTestId("colour-pink"));
  await waitFor(() => expect(mark()?.className).toContain("pink"));
  await user.click(within(await bar()).getByTestId("highlight-remove"));
  await waitFor(() => expect(mark()).toBeNull());
  await user.keyboard("z");
  await waitFor(() => expect(mark()?.className).toContain("pink"));
});

test("the quote goes into the note of the paper, and onto the clipboard", async () => {
  const { call } = await startWindow("", PAPER);
  const quote = await select("contribution", 0, 4);
  await user.click(await screen.findByTestId("highlight-copy"));
  await waitFor(() => expect(called(call, "copy_quote")).toHaveLength(1));
  await select("contribution", 0, 4);
  await user.click(await screen.findByTestId("highlight-quote"));
  await waitFor(() => expect(JSON.stringify(called(call, "set_note"))).toContain(`> ${quote.replace(/\s/gu, "")}`));
});

test("all highlights are a place, listed by colour, each of which leads to its paper", async () => {
  const { host } = await startWindow("", "#/highlights");
  await screen.findByText("No highlights yet");
  const place = (says: string) => ({
    text: "report" as const,
    ranges: [{ part: "contribution", from: 0, to: 2 }],
    says,
  });
  await host.call("add_highlight", { id: "1706.03762", place: place("first"), colour: "yellow", note: null });
  await host.call("add_highlight", { id: "1706.03762", place: place("second"), colour: "blue", note: "why" });
  const listed = () => screen.queryAllByTestId("listed-highlight").map((one) => one.querySelector("a")?.textContent);
  await waitFor(() => expect(listed()).toEqual(["Blue: second", "Yellow: first"]));
  expect(await violations(screen.getByTestId("view-highlights"))).toEqual([]);
  await user.selectOptions(screen.getByTestId("filter-colour"), "yellow");
  await waitFor(() => expect(listed()).toEqual(["Yellow: first"]));
  await user.click(screen.getByRole("link", { name: "Yellow: first" }));
  await screen.findByTestId("view-paper");
  await waitFor(() => expect(document.querySelector("mark.highlight")).not.toBeNull());
  expect(location.hash).toContain("at=00000000-0000-4000-8000-000000000001");
});

test("cards show the number of highlights and the note", async () => {
  const { host } = await startWindow();
  await screen.findAllByTestId("card");
  const [id] = await host.call("paper_ids", { of: { of: "list", view: { kind: "day", date: "2025-12-30" } } });
  const place = { text: "report" as const, ranges: [{ part: "contribution", from: 0, to: 2 }], says: "x" };
  await host.call("add_highlight", { id: id!, place, colour: "yellow", note: null });
  expect((await screen.findByTestId("card-highlights")).textContent).toContain("1 highlight");
  expect((await screen.findByTestId("card-note")).textContent).toContain("RNN");
});
