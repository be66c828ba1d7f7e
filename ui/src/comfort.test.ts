import { fireEvent, screen, waitFor } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { applyLook, fontName, READING_LOOK, readingFonts, readLook } from "./lib/reading-look";
import { keep, recall } from "./lib/memory";
import { leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);
const style = () => document.documentElement.style;

test("line width, spacing, typeface and fonts are set at once, kept, and reset", async () => {
  await startWindow("", "#/settings");
  fireEvent.input(await screen.findByLabelText("Line spacing"), { target: { value: "205" } });
  fireEvent.input(screen.getByLabelText("Line width"), { target: { value: "50" } });
  await user.click(screen.getByRole("radio", { name: "Serif" }));
  await user.type(screen.getByLabelText("Font for English"), 'Char"ter{enter}');
  await user.tab();
  expect([style().getPropertyValue("--leading"), style().getPropertyValue("--measure")]).toEqual(["2.05", "50rem"]);
  await waitFor(() => expect(style().getPropertyValue("--reading")).toBe('"Charter", var(--serif)'));
  expect(readLook()).toEqual({ width: 50, leading: 205, face: "serif", latin: "Charter", chinese: "" });
  const part = screen.getByTestId("reading-sample").closest("section")!;
  await user.click([...part.querySelectorAll("button")].find((button) => button.textContent === "Reset")!);
  expect(style().getPropertyValue("--reading") + style().getPropertyValue("--measure")).toBe("");
});

test("what was kept is read within bounds, and a name of a font ends no style", () => {
  keep("paperboy.reading", '{"width":9000,"leading":"x","face":"bold","latin":7,"chinese":"A\\"; color: red"}');
  expect(readLook()).toEqual({ ...READING_LOOK, chinese: "A color: red" });
  keep("paperboy.reading", "nonsense");
  expect(readLook()).toEqual(READING_LOOK);
  expect(fontName(`${"x".repeat(500)}`)).toHaveLength(80);
  applyLook(READING_LOOK, document.documentElement);
  expect(style().getPropertyValue("--reading")).toBe("");
});

test("before a Chinese font, which has Latin letters too, comes a Latin one", () => {
  expect(readingFonts({ ...READING_LOOK, chinese: "SimSun" })).toBe('var(--latin), "SimSun", var(--sans)');
  expect(readingFonts({ ...READING_LOOK, face: "serif", latin: "Charter", chinese: "SimSun" })).toBe(
    '"Charter", var(--latin-serif), "SimSun", var(--serif)',
  );
});

test("focus mode shows the text alone, and Escape leaves it before it leaves the paper", async () => {
  await startWindow("", "#/paper/2006.11239?in=day:2025-12-30");
  await screen.findByTestId("view-paper");
  await user.keyboard(".");
  await waitFor(() => expect(document.querySelector(".app.focus")).toBeTruthy());
  await user.keyboard("{Escape}");
  await waitFor(() => expect(document.querySelector(".app.focus")).toBeNull());
  expect(screen.getByTestId("view-paper")).toBeTruthy();
});

test.each([
  ["a paper", "#/paper/2006.11239?in=day:2025-12-30", "{Control>}p{/Control}", 1],
  ["a day", "", "{Control>}p{/Control}", 8],
  ["a selection", "", "jxjx{Control>}p{/Control}", 2],
])("%s is printed with its reports, and the sheet is gone afterwards", async (_name, hash, keys, papers) => {
  const print = vi.fn();
  vi.stubGlobal("print", print);
  await startWindow("", hash);
  await screen.findAllByTestId(hash ? "view-paper" : "card");
  await waitFor(() => expect(document.activeElement).not.toBe(document.body));
  await user.keyboard(keys);
  await waitFor(() => expect(print).toHaveBeenCalledTimes(1));
  const sheet = screen.getByTestId("print-sheet");
  expect(sheet.querySelectorAll("article").length).toBeGreaterThanOrEqual(papers);
  if (papers < 8) expect(sheet.querySelectorAll("article")).toHaveLength(papers);
  expect(sheet.querySelectorAll("h2").length).toBeGreaterThan(0);
  dispatchEvent(new Event("afterprint"));
  await waitFor(() => expect(screen.queryByTestId("print-sheet")).toBeNull());
  vi.unstubAllGlobals();
});

test("the list of keys is printed", async () => {
  const print = vi.fn();
  vi.stubGlobal("print", print);
  await startWindow();
  await screen.findAllByTestId("card");
  await user.keyboard("?");
  await user.click(await screen.findByTestId("print-keys"));
  await waitFor(() => expect(print).toHaveBeenCalledTimes(1));
  expect(screen.getByTestId("print-sheet").textContent).toContain("Command palette");
  // An engine that says nothing when it is done keeps nothing from being printed again.
  await user.click(screen.getByTestId("print-keys"));
  await waitFor(() => expect(print).toHaveBeenCalledTimes(2));
  expect(recall("paperboy.keys")).toBeNull();
  vi.unstubAllGlobals();
});
