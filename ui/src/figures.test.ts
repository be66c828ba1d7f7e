import { cleanup, render, screen } from "@testing-library/svelte";
import axe from "axe-core";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { useHost } from "./lib/host/host";
import { figureChoice } from "./lib/state/figures.svelte";
import { library } from "./lib/state/library.svelte";
import { toasts } from "./lib/state/toasts.svelte";
import { error } from "./test/host";
import FigureViewer from "./parts/FigureViewer.svelte";
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
  await userEvent.click(screen.getByTestId("delete-figures-now"));
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

/** The viewer of the second of three images; what it was asked for is told. */
function viewer(props: Partial<{ at: number; onCard: boolean; readOnly: boolean }> = {}) {
  const asked: string[] = [];
  const tell = (what: string) => () => void asked.push(what);
  const { rerender } = render(FigureViewer, {
    address: "figure://localhost/a",
    caption: "Figure 2. The whole of it.",
    width: 300,
    height: 150,
    onCard: false,
    at: 2,
    total: 3,
    readOnly: false,
    ongo: (step: number) => void asked.push(step > 0 ? "next" : "previous"),
    oncopy: tell("copy"),
    onsave: tell("save"),
    oncard: tell("card"),
    onclose: tell("close"),
    ...props,
  });
  // A browser's dialog takes the focus.
  screen.getByRole("group").focus();
  return { asked, rerender };
}
const viewed = () => screen.getByTestId<HTMLImageElement>("figure-viewed");

test("the viewer is driven by keys, and by buttons that keep the focus when they have nothing to do", async () => {
  const { asked, rerender } = viewer();
  await userEvent.keyboard("{ArrowRight}{ArrowLeft}npcs");
  expect(asked.splice(0)).toEqual(["next", "previous", "next", "previous", "copy", "save"]);
  const next = screen.getByTestId("figure-next");
  next.focus();
  await rerender({ at: 3 });
  expect(next.getAttribute("aria-disabled")).toBe("true");
  expect(document.activeElement).toBe(next);
  await userEvent.keyboard("p");
  expect(asked).toEqual(["previous"]);
});

test("larger is larger than the whole of the image, and smaller leads back to it", async () => {
  viewer();
  // The layout of a browser: the image is shown as large as it is.
  Object.defineProperty(viewed(), "clientWidth", { configurable: true, get: () => 300 });
  const widths: number[] = [];
  for (const key of "++-0") {
    await userEvent.keyboard(key);
    widths.push(viewed().width);
  }
  expect(widths).toEqual([450, 600, 450, 300]);
});

test("a card that shows the figure, and a library that can only be read, take no choice", async () => {
  for (const props of [{ onCard: true }, { readOnly: true }]) {
    const { asked } = viewer(props);
    await userEvent.click(screen.getByTestId("figure-on-card"));
    expect(asked).toEqual([]);
    cleanup();
  }
});

test("a screen reader hears which image is looked at, and axe finds nothing", async () => {
  const { rerender } = viewer();
  const live = document.querySelector("[aria-live=polite]");
  expect(live?.textContent).toMatch(/2.*3.*Figure 2\. The whole of it\./);
  await rerender({ at: 3, caption: "" });
  expect(live?.textContent).toMatch(/3.*3/);
  const { violations } = await axe.run(document.documentElement, {
    rules: {
      "color-contrast": { enabled: false },
      "document-title": { enabled: false },
      "html-has-lang": { enabled: false },
      region: { enabled: false },
    },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
