import { call, host } from "./host/host";

/** One function per command of figures, apart from `api`. Each rejects with a `WireError`. */
export const figuresApi = {
  figures: (id: string) => call("figures", { id }),
  fetchFigures: (ids: string[]) => call("fetch_figures", { ids }),
  figureSettings: () => call("figure_settings"),
  setFigures: (key: "figures.fetch" | "figures.space_mb" | "export.figures", value: string) =>
    call("set_setting", { key, value }),
  deleteFigures: () => call("delete_figures"),
  chooseFigure: (id: string, image: number | null, stamp: string) => call("choose_figure", { id, image, stamp }),
  copyFigure: (id: string, image: number, stamp: string) => call("copy_figure", { id, image, stamp }),
  pdf: (id: string) => call("pdf", { id }),
  fetchPdf: (id: string) => call("fetch_pdf", { id }),
  openPdf: (id: string) => call("open_pdf", { id }),
  pdfSettings: () => call("pdf_settings"),
  setPdf: (key: "pdf.keep" | "pdf.space_mb", value: string) => call("set_setting", { key, value }),
  deletePdfs: () => call("delete_pdfs"),
  saveFigure: (id: string, image: number, stamp: string) => call("save_figure", { id, image, stamp }),
};

/** The address of an image by its key. */
export const imageAddress = (key: string): string => host().imageAddress(key);

/** Has what lacks of the figures of papers fetched. Nobody waits for it, and nothing fails without it. */
export const fetchFigures = (ids: readonly string[]): void =>
  void figuresApi.fetchFigures([...ids]).catch(() => undefined);
