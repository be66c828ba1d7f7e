import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sinceDay } from "./lib/i18n/watch";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
beforeEach(() => localStorage.clear());
afterEach(leaveWindow);

const DAY = "#/day/2025-12-30";

test("nothing is asked until it is turned on, and the settings say what is sent", async () => {
  const { call } = await startWindow("lang=en", "#/settings");
  const part = await screen.findByTestId("watch-settings");
  expect(part.textContent).toContain("sends arXiv the papers’ ids");
  const choice = await within(part).findByRole<HTMLInputElement>("radio", { name: "Off" });
  expect(choice.checked).toBe(true);
  await user.click(within(part).getByRole("radio", { name: "On" }));
  expect(called(call, "set_setting").at(-1)).toEqual({ key: "watch.papers", value: "on" });
  await waitFor(() => expect(within(part).getByRole<HTMLInputElement>("radio", { name: "On" }).checked).toBe(true));
});

test("what is new is shown in the digest and on the paper until it is put aside", async () => {
  const { host } = await startWindow("lang=en", DAY);
  const { cards } = await host.call("list", {
    view: { kind: "day", date: "2025-12-30" },
    order: "listed",
    offset: 0,
    limit: 1,
  });
  const { id } = cards[0]!;
  await host.call("mark", { ids: [id], mark: "starred", on: true });
  await host.call("start_watch", {});
  const strip = await screen.findByTestId("kept-news");
  await user.click(strip.querySelector("summary")!);
  expect((await within(strip).findAllByTestId("news"))[0]!.textContent).toContain("v2 since");
  const { violations } = await axe.run(strip, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map((one) => one.id)).toEqual([]);
  await leaveWindow();
});

test("a version is dated by its weekday within a week, and by its date after", () => {
  expect(sinceDay("2026-02-03T04:05:06Z", "2026-02-05", "en")).toBe("Tuesday");
  expect(sinceDay("2026-02-03T04:05:06Z", "2026-02-09", "en")).toBe("Tuesday");
  expect(sinceDay("2026-02-03T04:05:06Z", "2026-02-10", "en-GB")).toBe("3 Feb");
  expect(sinceDay("2026-02-11T04:05:06Z", "2026-02-10", "en-GB")).toBe("11 Feb");
});
