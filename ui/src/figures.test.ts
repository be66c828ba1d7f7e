import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { useHost } from "./lib/host/host";
import { figureChoice } from "./lib/state/figures.svelte";
import { library } from "./lib/state/library.svelte";
import { toasts } from "./lib/state/toasts.svelte";
import { error } from "./test/host";
import FigureSettings from "./views/FigureSettings.svelte";

afterEach(cleanup);

/** The settings of figures, in a library that answers so. */
async function settings(answers: Record<string, () => unknown>, readOnly = false) {
  figureChoice.settings = null;
  useHost({
    call: (command) =>
      new Promise((answer) => {
        answer((answers[command]?.() ?? null) as never);
      }),
    listen: () => Promise.resolve(),
    imageAddress: (key) => key,
  });
  library.status = { read_only: readOnly } as never;
  render(FigureSettings);
  await screen.findByTestId("figures-used");
}
const some = { fetched: "all", space_mb: 2048, used_kb: 500 };

test("deleting that failed is not called deleted", async () => {
  const fail = () => {
    throw error("disk_full");
  };
  await settings({ figure_settings: () => some, delete_figures: fail });
  await userEvent.click(screen.getByTestId("delete-figures"));
  expect(toasts.all.map(({ kind }) => kind)).toEqual(["error"]);
});

test("a library that can only be read takes no choice of figures", async () => {
  await settings({ figure_settings: () => some }, true);
  for (const choice of screen.getAllByRole<HTMLInputElement>("radio")) expect(choice.disabled).toBe(true);
  expect(screen.getByTestId<HTMLButtonElement>("delete-figures").disabled).toBe(true);
});

test("what is said of the choice is true of it", async () => {
  await settings({ figure_settings: () => ({ ...some, fetched: "none" }) });
  expect(screen.getByText(/No figures are fetched|不再获取插图/)).toBeTruthy();
});
