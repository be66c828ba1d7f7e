import { screen } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

afterEach(leaveWindow);

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
