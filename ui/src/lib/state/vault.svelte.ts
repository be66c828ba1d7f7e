import { keepingApi } from "../api.keeping";
import type { ExportOf, VaultSettings, VaultUpdate } from "../bindings/wire";
import { inWords } from "../i18n/causes";
import { k } from "../i18n/keeping";
import { t } from "../i18n/words.svelte";
import { toasts } from "./toasts.svelte";

/** The settings of the vault, and its updates. */
class Vault {
  settings = $state.raw<VaultSettings | null>(null);
  /** The papers whose notes were written last. */
  #of: ExportOf | null = null;

  async load(): Promise<void> {
    await this.#take(() => keepingApi.vaultSettings());
  }

  /** Lets the user choose the folder. */
  async choose(): Promise<void> {
    await this.#take(() => keepingApi.vaultPick());
  }

  async set(key: "folder" | "auto" | "papers" | "links" | "days", value: string): Promise<void> {
    await this.#take(async () => {
      await keepingApi.setVault(`vault.${key}`, value);
      return keepingApi.vaultSettings();
    });
  }

  /** Writes the notes of some papers, or of those in the settings; asks for the folder first where there is none. */
  async update(of: ExportOf | null, again = false): Promise<void> {
    this.#of = of;
    try {
      if (!this.settings?.folder) await this.load();
      if (!this.settings?.folder) await this.choose();
      if (this.settings?.folder) await keepingApi.updateVault(of, again);
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }

  /** An update ended. */
  done({ written, unchanged, deleted, failed, conflicts, failures, cancelled }: VaultUpdate): void {
    const words = k().vault;
    const [conflict, failure] = [conflicts[0], failures[0]];
    if (failure) {
      const why = t().causes.because(failure.path, inWords(t().causes.file, failure.why));
      toasts.show(words.failed(failed), { kind: "error", detail: why });
    }
    if (conflict) toasts.show(words.conflict(conflicts.length), { kind: "error", detail: conflict.beside });
    if (failure || conflict) return;
    if (cancelled || deleted === 0)
      return void toasts.show(cancelled ? words.cancelled : words.done(written, unchanged));
    const action = { label: words.again, run: () => void this.update(this.#of, true) };
    toasts.show(words.deleted(deleted), { action });
  }

  async #take(ask: () => Promise<VaultSettings>): Promise<void> {
    try {
      this.settings = await ask();
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }
}

/** The vault of the window. */
export const vault = new Vault();
