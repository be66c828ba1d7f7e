import { screen } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await leaveWindow();
});

/** The window is hidden, or shown again. */
function hide(hidden: boolean) {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  document.dispatchEvent(new Event("visibilitychange"));
}

test("closing to the tray, the start at login and the notification are chosen in the settings", async () => {
  const { call } = await startWindow("", "#/settings");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("radio", { name: "Stay in the tray" }));
  const login = await screen.findByRole("radiogroup", { name: "Start at login, hidden in the tray" });
  await user.click([...login.querySelectorAll("input")][0]!);
  const days = await screen.findByRole("radiogroup", { name: "Notify me when a day is complete" });
  await user.click([...days.querySelectorAll("input")][1]!);
  expect(called(call, "set_setting")).toEqual([
    { key: "window.close", value: "tray" },
    { key: "notify.day", value: "off" },
  ]);
  expect(called(call, "start_at_login")).toEqual([{ on: true }]);
});

test("a desktop without a tray and notifications is said once, beside what it is about", async () => {
  await startWindow("desktop=bare", "#/settings");
  expect((await screen.findByTestId("tray-hint")).textContent).toContain("closing the window quits");
  expect((await screen.findByTestId("notify-hint")).textContent).toBe("This desktop does not show notifications.");
});

test("a window hidden for five minutes lets its page end, unless the page has something on it that would be lost", async () => {
  const { call } = await startWindow("", "#/settings");
  const user = userEvent.setup();
  const field = await screen.findByRole("searchbox");
  vi.useFakeTimers();
  hide(true);
  await vi.advanceTimersByTimeAsync(299_000);
  expect(called(call, "rest")).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(called(call, "rest")).toHaveLength(1);
  hide(false);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(called(call, "rest")).toHaveLength(1);

  vi.useRealTimers();
  await user.type(field, "tray");
  vi.useFakeTimers();
  hide(true);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(called(call, "rest")).toHaveLength(1);
  // It is asked for again once nothing would be lost.
  field.blur();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(called(call, "rest")).toHaveLength(2);
});

test("papers that are selected keep the page of a hidden window", async () => {
  const { call } = await startWindow();
  await screen.findAllByTestId("card");
  await userEvent.setup().keyboard("x");
  vi.useFakeTimers();
  hide(true);
  await vi.advanceTimersByTimeAsync(900_000);
  expect(called(call, "rest")).toEqual([]);
});
