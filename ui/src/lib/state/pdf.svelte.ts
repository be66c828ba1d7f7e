import { figuresApi } from "../api.figures";
import type { PaperPdf, PdfSettings } from "../bindings/wire";
import { f } from "../i18n/figures";
import { toasts } from "./toasts.svelte";

/** The PDF of the paper that is open. */
class OpenPdf {
  #id = "";
  state = $state.raw<PaperPdf | null>(null);

  /** Asks what is known of a paper's PDF. */
  async load(id: string): Promise<void> {
    if (id !== this.#id) this.state = null;
    this.#id = id;
    try {
      const state = await figuresApi.pdf(id);
      if (this.#id === id) this.state = state;
    } catch {
      // The paper can be read without it.
    }
  }

  /** Has the PDF fetched. */
  async fetch(): Promise<void> {
    const id = this.#id;
    try {
      const state = await figuresApi.fetchPdf(id);
      if (this.#id === id) this.state = state;
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }

  /** Opens the PDF in the system's viewer. */
  async open(): Promise<void> {
    const id = this.#id;
    try {
      await figuresApi.openPdf(id);
    } catch (thrown) {
      toasts.fail(thrown);
      // It may be gone.
      void this.load(id);
    }
  }
}

/** The PDF of the paper that is open. */
export const openPdf = new OpenPdf();

/** Whether PDFs are kept, and how much space they take. */
class PdfChoice {
  settings = $state.raw<PdfSettings | null>(null);

  load = (): Promise<boolean> => this.#take(() => figuresApi.pdfSettings());

  set = (key: "pdf.keep" | "pdf.space_mb", value: string): Promise<boolean> =>
    this.#take(async () => {
      await figuresApi.setPdf(key, value);
      return figuresApi.pdfSettings();
    });

  /** Removes all PDFs. */
  async remove(): Promise<void> {
    if (await this.#take(() => figuresApi.deletePdfs())) toasts.show(f().pdf.removed);
  }

  /** Takes what comes; false when it failed, which is said. */
  async #take(ask: () => Promise<PdfSettings>): Promise<boolean> {
    try {
      this.settings = await ask();
      return true;
    } catch (thrown) {
      toasts.fail(thrown);
      return false;
    }
  }
}

/** The settings of PDFs. */
export const pdfChoice = new PdfChoice();
