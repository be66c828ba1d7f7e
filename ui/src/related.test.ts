import { render, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import type { Hit } from "./lib/bindings/wire";
import { fixture } from "./lib/host/fixture";
import { useHost } from "./lib/host/host";
import { look } from "./lib/state/look.svelte";
import Related from "./views/Related.svelte";

/** Everything is in sight at once. */
class InSight {
  constructor(private readonly seen: (entries: { isIntersecting: boolean }[]) => void) {}
  observe() {
    this.seen([{ isIntersecting: true }]);
  }
  disconnect() {}
}

afterEach(() => vi.unstubAllGlobals());

test("of a related paper it is said whose sentence is shown, however it was found", async () => {
  vi.stubGlobal("IntersectionObserver", InSight);
  const host = fixture("lang=en");
  useHost(host);
  look.begin();
  const hit = (id: string, field: string, meaning: boolean): Hit => ({
    ...{ id, date: "2026-01-05", title: `Paper ${id}`, snippet: "Cranes are counted.", field, meaning },
    ...{ score: 1, looser: false, highlights: [], title_highlights: [], starred: false, read: false, later: false },
  });
  const found = [
    hit("2601.00001", "summary", true),
    hit("2601.00002", "contribution", true),
    hit("2601.00003", "summary", false),
  ];
  vi.spyOn(host, "call").mockImplementation((name) => Promise.resolve((name === "related" ? found : null) as never));
  render(Related, { id: "2006.11239" });
  const rows = within(await screen.findByTestId("related")).getAllByRole("listitem");
  const named = rows.map((row) => row.textContent?.includes("AI summary by Hugging Face"));
  expect(named).toEqual([true, false, true]);
});
