import { syncApi, type SharedItems } from "../api.sync";
import type { SyncOffer, SyncPreview, SyncSetup, SyncStatus, SyncTrouble, Synced } from "../bindings/wire";
import { inWords, sentence } from "../i18n/causes";
import { s } from "../i18n/sync";
import { t } from "../i18n/words.svelte";
import { router } from "./router.svelte";
import { toasts } from "./toasts.svelte";

/** Why nothing was synchronised, in a sentence. */
export const troubleText = (why: SyncTrouble): string => sentence(inWords(t().causes.sync, why), t().locale);

/** The state of the synchronisation, in a few words. */
export function stateText({ state, pending }: SyncStatus): string {
  return state.code === "pending" ? s().pending(pending) : s().states[state.code];
}

/** The address of a folder on a server, without its user, and the user. */
export interface ServerAddress {
  address: string;
  user: string;
}

/** The address of a server as it is asked for. */
export function serverAddress(place: string): ServerAddress {
  const [, scheme = "", user = "", rest = ""] = /^([a-z0-9]+:\/\/)(?:([^@/]*)@)?(.*)$/.exec(place) ?? [];
  return { address: placeName(scheme + rest), user: decoded(user, decodeURIComponent) };
}

/** A folder or an address as a person reads it. */
export const placeName = (place: string): string => (place.includes("://") ? decoded(place, decodeURI) : place);

function decoded(text: string, decode: (text: string) => string): string {
  try {
    return decode(text);
  } catch {
    return text;
  }
}

/** Whether another password may help. */
export const wantsSignIn = (why: SyncTrouble): boolean =>
  why.code === "needs_password" || (why.code === "storage" && why.why.code === "sign_in");

/** The synchronisation with other devices. */
class Sync {
  status = $state.raw<SyncStatus | null>(null);
  /** The address of a server that is asked for, with what is known of it. */
  asking = $state.raw<ServerAddress | null>(null);
  /** The folder that is being set up. */
  offer = $state.raw<SyncOffer | null>(null);
  /** The code that is shown once. */
  code = $state.raw<string | null>(null);
  /** What the first synchronisation would change. */
  preview = $state.raw<SyncPreview | null>(null);
  /** Answers may overtake each other; the answer to the last request counts. */
  #newest = 0;

  async load(): Promise<void> {
    await this.#loaded();
  }

  /** Asks for the state, and returns the answer even where a newer request is to be shown instead; null: it failed. */
  async #loaded(): Promise<SyncStatus | null> {
    const mine = ++this.#newest;
    try {
      const status = await syncApi.status();
      if (mine === this.#newest) this.status = status;
      return status;
    } catch (thrown) {
      toasts.fail(thrown);
      return null;
    }
  }

  /** Lets the user choose a folder, which is set up then. */
  async choose(): Promise<void> {
    await this.#try(async () => {
      this.offer = await syncApi.pick();
    });
  }

  /** Looks at a folder on a server, which is set up then; whether it could be. */
  async server(address: string, user: string, password: string): Promise<boolean> {
    return this.#try(async () => {
      const offer = await syncApi.server(address, user, password);
      const isKnown = offer.folder === this.status?.folder && !offer.is_new && !offer.needs_passphrase;
      this.asking = null;
      if (isKnown) await this.#setUp(null);
      else this.offer = offer;
    });
  }

  /** Sets up the folder that was chosen; whether it was done. */
  async setUp(passphrase: string | null): Promise<boolean> {
    return this.#try(() => this.#setUp(passphrase));
  }

  async #setUp(passphrase: string | null): Promise<void> {
    const before = this.status?.folder;
    const done = await syncApi.setUp(passphrase);
    this.offer = null;
    this.#reportKeyTrouble(done);
    this.code = done.recovery_code;
    await this.load();
    if (done.is_new || done.folder === before) await this.#run();
    else await this.look();
  }

  /** Shows what a synchronisation would change. */
  async look(): Promise<void> {
    await this.#try(async () => {
      this.preview = await syncApi.preview();
    });
  }

  /** Synchronises; leads to the settings where nothing is set up. */
  async now(): Promise<void> {
    // What is shown may be older than a folder that was just set up.
    const status = this.status?.folder == null ? await this.#loaded() : this.status;
    if (status?.folder === null) return router.go({ name: "settings", at: "sync.folder" });
    await this.#run();
  }

  async #run(): Promise<void> {
    this.preview = null;
    await this.#try(() => syncApi.synchronise());
    await this.load();
  }

  async setAutomatic(value: string): Promise<void> {
    await this.#try(() => syncApi.setAutomatic(value === "on" ? "on" : "off"));
    await this.load();
  }

  async setShared(items: SharedItems, value: string): Promise<void> {
    await this.#try(() => syncApi.setShared(items, value === "on" ? "on" : "off"));
    await this.load();
  }

  async forget(): Promise<void> {
    await this.#try(() => syncApi.forget());
    await this.load();
  }

  /** Removes a device; whether it was done. */
  async remove(id: string, name: string): Promise<void> {
    const removed = await this.#try(() => syncApi.removeDevice(id));
    if (removed) toasts.show(s().removing.done(name));
    await this.load();
  }

  /** A synchronisation ended. */
  done({ received, removed, sent, backup, is_renewed, unreadable }: Synced): void {
    const words = s();
    const notes = [
      ...(backup === null ? [] : [words.backedUp]),
      ...(is_renewed ? [words.renewed] : []),
      ...(unreadable > 0 ? [words.unreadable(unreadable)] : []),
    ];
    toasts.show(words.done(received + removed, sent), notes.length > 0 ? { detail: t().sentences(notes) } : {});
  }

  /** A synchronisation failed. */
  failed(why: SyncTrouble): void {
    toasts.show(s().failed, { kind: "error", detail: troubleText(why) });
  }

  #reportKeyTrouble({ key_trouble }: SyncSetup): void {
    if (key_trouble === null) return;
    toasts.show(s().keyTrouble, { kind: "error", detail: sentence(t().causes.keyring[key_trouble], t().locale) });
  }

  async #try(run: () => Promise<unknown>): Promise<boolean> {
    try {
      await run();
      return true;
    } catch (thrown) {
      toasts.fail(thrown);
      return false;
    }
  }
}

/** The synchronisation of the window. */
export const sync = new Sync();
