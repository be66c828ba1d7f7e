import { travelApi } from "../api.travel";
import type { Published, PublishSettings } from "../bindings/wire";
import { inWords } from "../i18n/causes";
import { r } from "../i18n/travel";
import { t } from "../i18n/words.svelte";
import { toasts } from "./toasts.svelte";

/** The settings of publishing, and the outcome of the last time. */
class Publishing {
  settings = $state.raw<PublishSettings | null>(null);

  async load(): Promise<void> {
    await this.#take(() => travelApi.publishSettings());
  }

  /** Lets the user choose the folder. */
  async choose(): Promise<void> {
    await this.#take(() => travelApi.publishPick());
  }

  /** Signs in to a folder on a server and chooses it; false when that failed. */
  async chooseServer(address: string, user: string, password: string): Promise<boolean> {
    return this.#take(() => travelApi.publishServer(address, user, password));
  }

  async set(key: "folder" | "query" | "title" | "address" | "auto", value: string): Promise<void> {
    await this.#take(async () => {
      await travelApi.setPublish(`publish.${key}`, value);
      return travelApi.publishSettings();
    });
  }

  /** Publishes what the settings name. */
  async publish(): Promise<void> {
    try {
      await travelApi.publish();
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }

  /** A publishing ended. */
  done({ days, papers, written, withheld, foreign, failures, cancelled }: Published): void {
    const words = r().publish;
    const [other, failure] = [foreign[0], failures[0]];
    if (failure) {
      const why = t().causes.because(failure.path, inWords(t().causes.file, failure.why));
      toasts.show(words.failed, { kind: "error", detail: why });
    }
    if (other) toasts.show(words.foreign(foreign.length), { kind: "error", detail: other });
    if (failure || other) return;
    if (cancelled) return void toasts.show(words.cancelled);
    const detail = withheld > 0 ? { detail: words.withheld(withheld) } : {};
    toasts.show(words.done(days, papers, written), detail);
  }

  async #take(ask: () => Promise<PublishSettings>): Promise<boolean> {
    try {
      this.settings = await ask();
      return true;
    } catch (thrown) {
      toasts.fail(thrown);
      return false;
    }
  }
}

/** Publishing in the window. */
export const publishing = new Publishing();
