import { cleanup, render, screen } from "@testing-library/svelte";
import axe from "axe-core";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { useHost } from "./lib/host/host";
import { articleReading } from "./lib/state/article.svelte";
import { articleFigures, figureChoice } from "./lib/state/figures.svelte";
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
const some = { fetched: "all", exported: "open", space_mb: 2048, used_kb: 500 };

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

/** The viewer of the second of three images; what it was asked for is recorded. */
function viewer(props: Partial<{ at: number; onCard: boolean; readOnly: boolean }> = {}) {
  const asked: string[] = [];
  const record = (what: string) => () => void asked.push(what);
  const { rerender } = render(FigureViewer, {
    address: "figure://localhost/a",
    caption: "Figure 2. The whole of it.",
    width: 300,
    height: 150,
    onCard: false,
    chosen: true,
    at: 2,
    total: 3,
    readOnly: false,
    ongo: (step: number) => void asked.push(step > 0 ? "next" : "previous"),
    oncopy: record("copy"),
    onsave: record("save"),
    oncard: record("card"),
    onautomatic: record("automatic"),
    onclose: record("close"),
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

test("a screen reader gets which image is shown, and axe finds nothing", async () => {
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

/** A text with so many images, and what is known of them. */
function version(stamp: string, images: number) {
  const places = Array.from({ length: images }, (_, n) => `<span data-image="${n}"></span>`).join("");
  const image = (_: unknown, n: number) => ({
    key: `${stamp}-${n}`,
    width: 9,
    height: 9,
    problem: null,
    on_card: false,
  });
  return {
    article: { stamp, reading_source: "html", sections: [{ html: places }] },
    figures: { stamp, images: Array.from({ length: images }, image) },
    part: Object.assign(document.createElement("div"), { innerHTML: places }),
  };
}
const shown = (part: HTMLElement) =>
  [...part.querySelectorAll("[data-image]")].map((place) => place.querySelector("img")?.getAttribute("src") ?? null);

test("after a text was read again no image is under another one's caption", async () => {
  const [older, newer] = [version("older", 2), version("newer", 3)];
  let now = older;
  const copied: unknown[] = [];
  useHost({
    call: (command, args) => {
      if (command === "copy_figure") copied.push(args);
      const answers: Record<string, unknown> = { article: now.article, figures: now.figures };
      return Promise.resolve((answers[command] ?? null) as never);
    },
    listen: () => Promise.resolve(),
    imageAddress: (key) => key,
  });
  document.body.append(older.part, newer.part);
  await articleReading.open("2512.00007", "html");
  articleFigures.add(older.part, "older");
  await articleFigures.open("2512.00007");
  expect(shown(older.part)).toEqual(["older-0", "older-1"]);
  articleFigures.viewed = 1;
  await articleFigures.copy();
  expect(copied).toEqual([{ id: "2512.00007", image: 1, stamp: "older" }]);

  now = newer;
  await articleFigures.refresh();
  expect(articleReading.article?.stamp).toBe("newer");
  expect(articleFigures.viewed).toBeNull();
  // The part of the older text never gets an image of the newer one.
  expect(shown(older.part).filter((source) => source?.startsWith("newer"))).toEqual([]);
  older.part.remove();
  articleFigures.add(newer.part, "newer");
  expect(shown(newer.part)).toEqual(["newer-0", "newer-1", "newer-2"]);
  // What is kept of the text is the newer one.
  await articleReading.open("2512.00008", "html");
  await articleReading.open("2512.00007", "html");
  expect(articleReading.article?.stamp).toBe("newer");
  newer.part.remove();
});

test("a text of an earlier version is renewed when its images came", async () => {
  const [older, newer] = [version("before", 0), version("after", 1)];
  let now = older;
  const asked: unknown[] = [];
  useHost({
    call: (command, args) => {
      if (command === "fetch_figures") asked.push(args);
      const answers: Record<string, unknown> = { article: now.article, figures: now.figures };
      return Promise.resolve((answers[command] ?? null) as never);
    },
    listen: () => Promise.resolve(),
    imageAddress: (key) => key,
  });
  await articleReading.open("2512.00009", "html");
  await articleFigures.open("2512.00009");
  expect(asked).toEqual([{ ids: ["2512.00009"] }]);
  now = newer;
  await articleFigures.refresh();
  expect(articleReading.article?.stamp).toBe("after");
});

test("a card whose figure the user chose gets back the one that is chosen automatically", async () => {
  const { asked, rerender } = viewer();
  await userEvent.click(screen.getByTestId("figure-automatic"));
  expect(asked).toEqual(["automatic"]);
  await rerender({ chosen: false });
  expect(screen.queryByTestId("figure-automatic")).toBeNull();
});
