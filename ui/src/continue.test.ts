import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

const title = () => screen.getByTestId("view-paper").querySelector("h1")?.textContent;
const isChosen = (name: string) => screen.getByRole("tab", { name }).getAttribute("aria-selected") === "true";

/** Reads a paper's full text until that is remembered. */
async function readText(): Promise<void> {
  await startWindow("", "#/paper/1706.03762?in=day:2025-12-30");
  await screen.findByRole("tab", { name: "Full text" });
  await user.keyboard("x");
  await screen.findAllByTestId("article-section");
  await screen.findByTestId("continue", {}, { timeout: 5000 });
}

test("a paper opens again at the tab it was left at, and another one does not", async () => {
  await readText();
  await user.keyboard("n");
  await waitFor(() => expect(title()).not.toContain("Attention Is All"));
  expect(location.hash).not.toContain("1706.03762");
  if (screen.queryByRole("tab", { name: "Report" })) expect(isChosen("Report")).toBe(true);
  await user.keyboard("p");
  await waitFor(() => expect(title()).toContain("Attention Is All"));
  await waitFor(() => expect(isChosen("Full text")).toBe(true));
});

test("after a restart, “Continue reading” leads back to the paper, its list and its tab", async () => {
  await readText();
  await leaveWindow();
  await startWindow();
  await screen.findAllByTestId("card");
  const entry = await screen.findByTestId("continue");
  expect(entry.textContent).toContain("Continue reading");
  expect(entry.textContent).toContain("Attention Is All");
  expect(within(entry).queryByRole("button")).toBeNull();
  await user.click(entry);
  await screen.findByTestId("view-paper");
  expect(location.hash).toContain("in=day");
  await waitFor(() => expect(isChosen("Full text")).toBe(true));
  await screen.findAllByTestId("article-section");
});

test("the key g r continues reading", async () => {
  await readText();
  await leaveWindow();
  await startWindow();
  await screen.findByTestId("continue");
  await user.keyboard("gr");
  await screen.findByTestId("view-paper");
  await waitFor(() => expect(title()).toContain("Attention Is All"));
});

test("a last paper that this library does not have, and a memory that cannot be read, offer nothing", async () => {
  const gone = { id: "1111.11111", title: "Gone", from: null, tab: "report", report: null, text: null };
  for (const kept of [JSON.stringify([gone]), "[1,null,{}]", "{", "{}"]) {
    localStorage.setItem("paperboy.left", kept);
    await startWindow();
    await screen.findAllByTestId("card");
    await new Promise((done) => setTimeout(done, 100));
    expect(screen.queryByTestId("continue"), kept).toBeNull();
    await leaveWindow();
    document.body.innerHTML = "";
  }
});

test("a paper that a link opened is in no list, and in no search", async () => {
  await startWindow("", "#/paper/1706.03762");
  await screen.findByTestId("view-paper");
  const places = within(screen.getByRole("navigation", { name: "Main" })).getAllByRole("link");
  const current = places.filter((place) => place.getAttribute("aria-current") === "page");
  expect(current.map((place) => place.textContent.trim()).filter((name) => !name.startsWith("Continue"))).toEqual([]);
});

test("figures are asked for when a paper has been open for a moment, and not when it is only likely to be", async () => {
  const { call } = await startWindow("", "#/day/2025-12-30");
  await screen.findAllByTestId("card");
  await user.keyboard("j");
  await waitFor(() => expect(called(call, "open_paper").length).toBeGreaterThan(1), { timeout: 5000 });
  await user.keyboard("{Enter}");
  await screen.findByTestId("view-paper", {}, { timeout: 5000 });
  const id = /paper\/([\d.]+)/.exec(location.hash)?.[1];
  await waitFor(() => expect(called(call, "fetch_figures").length).toBeGreaterThan(0), { timeout: 5000 });
  expect(called(call, "fetch_figures")).toEqual([{ ids: [id] }]);
});
