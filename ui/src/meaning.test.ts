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

test("an embedding service is named in the settings, which say what it gets and what is wrong with it", async () => {
  const { call } = await startWindow("", "#/settings");
  const section = within(await screen.findByTestId("search-settings"));
  await user.type(await section.findByTestId("embeddings-url"), "https://embed.example/v1");
  await user.tab();
  expect((await section.findByTestId("embeddings-sends")).textContent).toContain("embed.example");
  await user.type(section.getByTestId("embeddings-name"), "bge-m3");
  await user.tab();
  await user.type(section.getByLabelText("API key of the embedding service"), "sk-secret{Enter}");
  await waitFor(() => expect(called(call, "set_embeddings_key")).toEqual([{ key: "sk-secret" }]));
  expect(called(call, "set_setting")).toEqual([
    { key: "embeddings.url", value: "https://embed.example/v1" },
    { key: "embeddings.name", value: "bge-m3" },
  ]);
  const { violations } = await axe.run(screen.getByTestId("search-settings"), {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.map((one) => one.id)).toEqual([]);
  const why = { code: "dimensions" as const, expected: 8, got: 16 };
  await answer(call, "meaning_state", (given) => ({
    ...(given as MeaningState),
    status: "paused",
    trouble: { code: "embeddings", why },
  }));
  await user.click(section.getByRole("radio", { name: "Off" }));
  await waitFor(() => expect(screen.getByTestId("meaning-state").textContent).toMatch(/16 numbers instead of 8/));
});

test("a service that a library from elsewhere names is allowed by a button", async () => {
  const { call } = await startWindow("", "#/settings");
  const url = "https://elsewhere.example/v1";
  await answer(call, "meaning_state", (given) => ({ ...(given as MeaningState), status: "unconfirmed", url }));
  const section = within(await screen.findByTestId("search-settings"));
  await user.click(section.getByRole("radio", { name: "Off" }));
  await user.click(await section.findByRole("button", { name: "Allow sending to elsewhere.example" }));
  await waitFor(() => expect(called(call, "set_setting")).toContainEqual({ key: "embeddings.url", value: url }));
});

test("a search says when it found papers by words alone", async () => {
  const { call } = await startWindow("", "#/search");
  await answer(call, "search", (given) => ({ ...(given as SearchAnswer), words_alone: true }));
  await user.type(await screen.findByTestId("search-box"), "扩散");
  expect(await screen.findByText("The embedding service did not answer: found by words alone")).toBeTruthy();
});

test("papers near a Chinese description that have no report can be written, or a model set up that writes Chinese", async () => {
  const { call } = await startWindow("", "#/search");
  const settings = { writer: "model", language: "zh", url: "http://127.0.0.1/v1", name: "m" };
  let given: Partial<typeof settings> = {};
  const { fixture } = await import("./lib/host/fixture");
  const host = fixture("lang=en");
  const real = host.call.bind(host) as (command: string, args: unknown) => Promise<unknown>;
  call.mockImplementation((async (name: string, args: unknown) => {
    const answer = await real(name, args);
    if (name === "search") return { ...(answer as SearchAnswer), without_report: ["2601.00001", "2601.00002"] };
    return name === "model_settings" ? { ...(answer as object), ...settings, ...given } : answer;
  }) as unknown as Host["call"]);

  await user.type(await screen.findByTestId("search-box"), "扩散");
  const line = within(await screen.findByTestId("without-report"));
  await user.click(line.getByRole("button", { name: "Write 2 reports" }));
  await waitFor(() =>
    expect(called(call, "write_papers")).toEqual([{ ids: ["2601.00001", "2601.00002"], writer: null, again: false }]),
  );

  // The extractive writer quotes the English paper.
  given = { writer: "extract" };
  const { model } = await import("./lib/state/model.svelte");
  await model.load();
  await user.click(await line.findByRole("button", { name: "Set up a model that writes in Chinese" }));
  expect(await screen.findByTestId("set-writing")).toBeTruthy();
});
