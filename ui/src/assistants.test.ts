import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

test("a click copies the configuration of a client, and a switch lets assistants change marks", async () => {
  const { host, call } = await startWindow("", "#/settings");
  const section = within(await screen.findByTestId("assistants"));
  expect((await section.findByText(/^claude mcp add/)).textContent).toContain("--library /home/reader/library mcp");
  await user.click(section.getByRole("button", { name: "Copy configuration (Codex)" }));
  await waitFor(() => expect(called(call, "copy_assistant")).toEqual([{ client: "codex" }]));
  expect((await screen.findByTestId("toast")).textContent).toContain("Configuration copied (Codex)");
  expect(await host.call("assistants", {})).toMatchObject({ changes: false });
  await user.click(section.getByRole("radio", { name: "On" }));
  await waitFor(() => expect(called(call, "set_setting")).toEqual([{ key: "mcp.changes", value: "on" }]));
  await waitFor(() => expect(section.getByRole<HTMLInputElement>("radio", { name: "On" }).checked).toBe(true));
  const { violations } = await axe.run(screen.getByTestId("assistants"), {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.map((one) => one.id)).toEqual([]);
});

test("the section is in Chinese where the window is", async () => {
  await startWindow("", "#/settings");
  const section = await screen.findByTestId("assistants");
  await user.click(screen.getByRole("radio", { name: "中文" }));
  await waitFor(() => expect(section.textContent).toContain("允许助手更改标记和标签"));
});
