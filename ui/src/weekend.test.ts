import { screen, waitFor } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(async () => {
  // All views are loaded: none is put into a window that is gone.
  await vi.dynamicImportSettled();
  await leaveWindow();
  vi.useRealTimers();
});

test("a first start on a weekend offers the last day that has papers", async () => {
  vi.setSystemTime(new Date("2025-12-28T18:00:00Z"));
  const { call } = await startWindow("state=empty&interval=5&lang=en");
  const button = await screen.findByTestId("fetch-today");
  expect(button.textContent).toContain("Fetch papers for December 26, 2025");
  expect(button.textContent).toContain("weekends");
  await user.click(button);
  expect(called(call, "fetch_days")).toEqual([{ from: "2025-12-26", to: "2025-12-26", articles: true }]);
  await screen.findByTestId("view-digest");
});

test("a first start on a working day offers today", async () => {
  vi.setSystemTime(new Date("2025-12-30T18:00:00Z"));
  const { call } = await startWindow("state=empty&interval=5");
  const button = await screen.findByTestId("fetch-today");
  expect(button.textContent).toContain("Fetch today’s papers");
  await user.click(button);
  expect(called(call, "fetch_today")).toHaveLength(1);
});

test("a day that turns out to have no papers offers the last one before it that may have", async () => {
  vi.setSystemTime(new Date("2025-12-30T18:00:00Z"));
  const { call } = await startWindow("interval=5", "#/day/2025-12-27");
  await user.click(await screen.findByTestId("fetch-day"));
  await waitFor(() => expect(screen.getByTestId("view-digest").textContent).toContain("Hugging Face lists no papers"));
  const way = await screen.findByText("Open December 26, 2025");
  await user.click(way);
  await screen.findAllByTestId("card");
  expect(called(call, "fetch_days")).toHaveLength(1);
});

test("every empty list says what to do and offers it", async () => {
  for (const [hash, label] of [
    ["#/starred", ""],
    ["#/tag/none", "Open the newest day"],
  ] as const) {
    await startWindow("", hash);
    await screen.findByTestId("view-list");
    if (label) expect((await screen.findByTestId("what-next")).textContent).toContain(label);
    await leaveWindow();
  }
  await startWindow("state=empty", "#/all");
  const next = await screen.findByTestId("what-next");
  expect(next.textContent).toContain("Fetch");
  expect(next.textContent).toContain("Import files…");
});
