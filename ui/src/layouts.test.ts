import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import LayoutMenu from "./parts/LayoutMenu.svelte";
import PaperCard from "./parts/PaperCard.svelte";
import { card } from "./test/host";

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
});
afterEach(cleanup);

const shown = (layout: "figures" | "compact" | "titles") =>
  render(PaperCard, {
    card: card("2512.00001", {
      domain: ["Vision"],
      contribution_html: "<p>What it does.</p>",
      figure: { caption: "Figure 1: All.", key: "a".repeat(64), width: 480, height: 300 },
    }),
    row: 0,
    total: 1,
    current: true,
    showDate: false,
    today: "2025-12-30",
    href: "#",
    layout,
    imageAddress: (key: string) => `/images/${key}`,
    onfocus() {},
    onpoint() {},
    onmark() {},
    onlink() {},
  });

test("a layout shows figure and text, the text alone, or titles, and each lets papers be marked", () => {
  const seen = (["figures", "compact", "titles"] as const).map((layout) => {
    shown(layout);
    const parts = [
      screen.queryByTestId("card-figure") !== null,
      screen.queryByText("What it does.") !== null,
      screen.queryByText("Paper 2512.00001") !== null,
      screen.queryByTestId("star") !== null,
    ];
    cleanup();
    return parts;
  });
  expect(seen).toEqual([
    [true, true, true, true],
    [false, true, true, true],
    [false, false, true, true],
  ]);
});

test("the layout is chosen by pointer or keys and remembered", async () => {
  const { listLayout } = await import("./lib/state/layout.svelte");
  expect(listLayout.current).toBe("figures");
  render(LayoutMenu, {
    value: listLayout.current,
    onchoose: (layout: (typeof listLayout)["current"]) => listLayout.choose(layout),
  });
  await userEvent.click(screen.getByTestId("layout-menu"));
  expect(screen.getByTestId("layout-figures").getAttribute("aria-checked")).toBe("true");
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(listLayout.current).toBe("compact");
  vi.resetModules();
  const later = await import("./lib/state/layout.svelte");
  expect(later.listLayout.current).toBe("compact");
});
