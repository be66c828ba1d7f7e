import { cleanup, render, screen } from "@testing-library/svelte";
import axe from "axe-core";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import type { PaperPdf as State } from "./lib/bindings/wire";
import { useHost } from "./lib/host/host";
import { library } from "./lib/state/library.svelte";
import { pdfChoice } from "./lib/state/pdf.svelte";
import { toasts } from "./lib/state/toasts.svelte";
import { error } from "./test/host";
import PaperPdf from "./views/PaperPdf.svelte";
import PdfSettings from "./views/PdfSettings.svelte";

afterEach(cleanup);

const none: State = { kept_kb: null, waiting: false, absence: null };

/** A library that answers so; what it was asked for is recorded. */
function answering(answers: Record<string, () => unknown>, readOnly = false) {
  const asked: string[] = [];
  useHost({
    call: (command) =>
      new Promise((answer) => {
        asked.push(command);
        answer((answers[command]?.() ?? null) as never);
      }),
    listen: () => Promise.resolve(),
    imageAddress: (key) => key,
  });
  library.status = { read_only: readOnly } as never;
  return asked;
}

test("a PDF that is not kept is fetched on request, and one that is kept is opened", async () => {
  const asked = answering({ pdf: () => none, fetch_pdf: () => ({ ...none, waiting: true }) });
  const { unmount } = render(PaperPdf, { id: "2601.00001" });
  await userEvent.click(await screen.findByTestId("fetch-pdf"));
  expect(await screen.findByTestId("pdf-waiting")).toBeTruthy();
  expect(asked).toContain("fetch_pdf");
  unmount();
  const opening = answering({ pdf: () => ({ ...none, kept_kb: 2100 }) });
  render(PaperPdf, { id: "2601.00002" });
  await userEvent.click(await screen.findByTestId("open-pdf"));
  expect(opening).toContain("open_pdf");
  expect(opening).not.toContain("fetch_pdf");
});

test("why there is no PDF is said, and it can be asked for again", async () => {
  answering({ pdf: () => ({ ...none, absence: "not_found" }) });
  render(PaperPdf, { id: "2601.00003" });
  expect((await screen.findByTestId("pdf-absence")).textContent).toMatch(/arXiv/);
  expect(screen.getByTestId<HTMLButtonElement>("fetch-pdf").disabled).toBe(false);
});

test("a library that can only be read fetches no PDF and takes no choice", async () => {
  answering({ pdf: () => none, pdf_settings: () => ({ kept: false, space_mb: 2048, used_kb: 500 }) }, true);
  render(PaperPdf, { id: "2601.00004" });
  expect((await screen.findByTestId<HTMLButtonElement>("fetch-pdf")).disabled).toBe(true);
  pdfChoice.settings = null;
  const { container } = render(PdfSettings);
  await screen.findByTestId("pdfs-used");
  for (const choice of screen.getAllByRole<HTMLInputElement>("radio")) expect(choice.disabled).toBe(true);
  expect(screen.getByTestId<HTMLButtonElement>("delete-pdfs").disabled).toBe(true);
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test("deleting that failed is not called deleted", async () => {
  const fail = () => {
    throw error("disk_full");
  };
  answering({ pdf_settings: () => ({ kept: true, space_mb: 2048, used_kb: 500 }), delete_pdfs: fail });
  pdfChoice.settings = null;
  toasts.all = [];
  render(PdfSettings);
  await userEvent.click(await screen.findByTestId("delete-pdfs"));
  await userEvent.click(screen.getByTestId("delete-pdfs-now"));
  expect(toasts.all.map(({ kind }) => kind)).toEqual(["error"]);
});
