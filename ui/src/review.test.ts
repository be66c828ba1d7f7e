import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

const heading = () => screen.getByRole("heading", { level: 1 }).textContent;

test("a week is reported, leads to the weeks beside it and to its papers, and is copied as it is shown", async () => {
  const { call } = await startWindow("", "#/review/week/2025-12-30");
  await waitFor(() => expect(heading()).toBe("Dec 29, 2025 – Jan 4, 2026"));
  const view = within(screen.getByTestId("view-review"));
  expect((await view.findAllByTestId("reviewed"))[0]!.getAttribute("href")).toMatch(/^#\/paper\//);
  await user.keyboard("[[");
  await waitFor(() => expect(location.hash).toBe("#/review/week/2025-12-28"));
  await waitFor(() => expect(heading()).toBe("Dec 22 – Dec 28, 2025"));
  await user.keyboard("c");
  await waitFor(() =>
    expect(called(call, "copy_review")).toEqual([{ period: "week", date: "2025-12-22", chinese: false }]),
  );
  await user.click(view.getByTestId("save-review"));
  await waitFor(() => expect(called(call, "save_review")).toHaveLength(1));
  await screen.findByText("Review saved to /home/reader/week-2025-12-22.md");
  await user.click(view.getByRole("radio", { name: "Month" }));
  await waitFor(() => expect(heading()).toBe("December 2025"));
  expect(called(call, "review").at(-1)).toEqual({ period: "month", date: "2025-12-28" });
  // Nothing is compared with nothing.
  expect(await view.findByText(/no papers from the three months before/)).toBeTruthy();
  expect(view.queryByRole("columnheader", { name: "In the month" })).toBeNull();
});

test("a week without papers says so and offers no text of nothing", async () => {
  await startWindow("", "#/review/week/2020-01-01");
  expect(await screen.findByText("No papers in this week")).toBeTruthy();
  expect(screen.getByTestId("copy-review")).toHaveProperty("disabled", true);
});
