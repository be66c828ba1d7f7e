import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import type { MeaningState, SearchAnswer } from "./lib/bindings/wire";
import type { Host } from "./lib/host/host";
import { called, leaveWindow, startWindow, type Calls } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

/** Lets a command answer something else. */
async function answer(call: Calls, command: string, changed: (given: unknown) => unknown): Promise<void> {
  const { fixture } = await import("./lib/host/fixture");
  const host = fixture("lang=en");
  const real = host.call.bind(host) as (command: string, args: unknown) => Promise<unknown>;
  call.mockImplementation((async (name: string, args: unknown) => {
    const given = await real(name, args);
    return name === command ? changed(given) : given;
  }) as unknown as Host["call"]);
}

test("a result by meaning is marked as such, in the language of the window", async () => {
  const { call } = await startWindow("", "#/search");
  await answer(call, "search", (given) => {
    const found = given as SearchAnswer;
    return { ...found, hits: found.hits.map((hit, at) => ({ ...hit, meaning: at === 0 })) };
  });
  await user.type(await screen.findByTestId("search-box"), "扩散");
  const rows = await screen.findAllByTestId("hit");
  expect(within(rows[0]!).getByTestId("similar").textContent).toBe("Similar in meaning");
});

test("the settings say how many papers can be found by meaning, and switch it off", async () => {
  const { call } = await startWindow("", "#/settings");
  const section = within(await screen.findByTestId("search-settings"));
  expect((await section.findByTestId("meaning-state")).textContent).toMatch(/can be found by meaning\.$/);
  await user.click(section.getByRole("radio", { name: "Off" }));
  await waitFor(() => expect(called(call, "set_setting")).toEqual([{ key: "search.meaning", value: "off" }]));
  await waitFor(() => expect(section.queryByTestId("meaning-state")).toBeNull());
  await user.click(section.getByRole("radio", { name: "On" }));
  expect(await section.findByTestId("meaning-state")).toBeTruthy();
  const { violations } = await axe.run(screen.getByTestId("search-settings"), {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.map((one) => one.id)).toEqual([]);
});

test("without the model the settings say how to add it", async () => {
  const { call } = await startWindow("", "#/settings");
  await answer(call, "meaning_state", (given) => ({ ...(given as MeaningState), status: "missing" }));
  await user.click(within(await screen.findByTestId("search-settings")).getByRole("radio", { name: "Off" }));
  await waitFor(() =>
    expect(screen.getByTestId("meaning-state").textContent).toMatch(/scripts\/model.*sentence-encoder\.bin$/),
  );
});
