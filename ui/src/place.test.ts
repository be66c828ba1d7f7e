import { screen, waitFor } from "@testing-library/dom";
import { afterEach, expect, test } from "vitest";
import { leaveWindow, startWindow } from "./test/window";

afterEach(leaveWindow);

const pane = () => screen.getByTestId("view-settings").querySelector(".pane")!;

test("a page that is loaded again shows the settings where they were", async () => {
  await startWindow("", "#/settings");
  await screen.findByTestId("view-settings");
  pane().scrollTop = 400;
  pane().dispatchEvent(new Event("scroll"));
  await waitFor(() => expect(history.state).toMatchObject({ row: 400 }));
  const state: unknown = history.state;
  await leaveWindow();
  await startWindow("", "#/settings", state);
  await screen.findByTestId("view-settings");
  await waitFor(() => expect(pane().scrollTop).toBe(400));
});
