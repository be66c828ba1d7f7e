import { asError } from "../api";
import { writeApi, type WriteSetting } from "../api.write";
import type { KeyOutcome, ModelSettings, WireError } from "../bindings/wire";
import { toasts } from "./toasts.svelte";

/** The settings of writing at the last request. */
class Model {
  settings = $state.raw<ModelSettings | null>(null);
  error = $state.raw<WireError | null>(null);

  /** Asks for the settings. */
  async load(): Promise<void> {
    try {
      this.settings = await writeApi.modelSettings();
      this.error = null;
    } catch (thrown) {
      this.error = asError(thrown);
    }
  }

  /** Changes a setting; gives whether it was taken. */
  async set(key: WriteSetting, value: string): Promise<boolean> {
    try {
      await writeApi.setSetting(key, value);
      return true;
    } catch (thrown) {
      toasts.fail(thrown);
      return false;
    } finally {
      await this.load();
    }
  }

  /** Allows the key for the address of the settings. */
  async allowHost(): Promise<void> {
    try {
      await writeApi.allowHost();
    } catch (thrown) {
      toasts.fail(thrown);
    }
    await this.load();
  }

  /** Keeps a key, or removes the one there is; returns the new state of the key, null when it failed. */
  async setKey(key: string | null): Promise<KeyOutcome | null> {
    try {
      const { outcome, settings } = await writeApi.setKey(key);
      this.settings = settings;
      return outcome;
    } catch (thrown) {
      toasts.fail(thrown);
      return null;
    }
  }

  /** The model in use; null where none is set. */
  get name(): string | null {
    return this.settings?.url && this.settings.name ? this.settings.name : null;
  }
}

/** The model of the window. */
export const model = new Model();
