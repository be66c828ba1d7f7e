import { render } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import Calendar from "./parts/Calendar.svelte";

const at = () => (document.activeElement as HTMLElement | null)?.dataset.date;

test("a month is one stop of the Tab key, and the arrow keys lead from day to day and into the month before", async () => {
  const user = userEvent.setup();
  const { container } = render(Calendar, { days: [], selected: "2025-12-30", today: "2025-12-31", onpick: () => {} });
  const stops = () => [...container.querySelectorAll<HTMLElement>("[data-date]:not([tabindex='-1'])")];
  expect(stops().map((stop) => stop.dataset.date)).toEqual(["2025-12-30"]);
  stops()[0]?.focus();
  for (const [key, date] of [
    ["ArrowLeft", "2025-12-29"],
    ["ArrowUp", "2025-12-22"],
    ["ArrowUp", "2025-12-15"],
    ["ArrowUp", "2025-12-08"],
    ["ArrowUp", "2025-12-01"],
    ["ArrowLeft", "2025-11-30"],
    ["ArrowRight", "2025-12-01"],
  ]) {
    await user.keyboard(`{${key}}`);
    await vi.waitFor(() => expect(at()).toBe(date));
    expect(stops()).toHaveLength(1);
  }
  await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowRight}{ArrowRight}");
  await vi.waitFor(() => expect(at()).toBe("2025-12-31"));
  // Tomorrow has no papers.
  await user.keyboard("{ArrowRight}");
  expect(at()).toBe("2025-12-31");
});
