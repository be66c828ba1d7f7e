import { travelApi } from "../api.travel";
import type { Subscription } from "../bindings/wire";
import { r } from "../i18n/travel";
import { toasts } from "./toasts.svelte";

/** What is subscribed to. */
class Subscriptions {
  all = $state.raw<Subscription[]>([]);
  /** Whether an address is being asked. */
  adding = $state(false);

  async load(): Promise<void> {
    await this.#take(() => travelApi.subscriptions());
  }

  /** Subscribes to an address; false when that failed. */
  async add(address: string): Promise<boolean> {
    return this.#subscribe(() => travelApi.subscribe(address));
  }

  /** Lets the user choose a folder to subscribe to. */
  async choose(): Promise<void> {
    await this.#subscribe(() => travelApi.subscribePick());
  }

  /** Sets how many papers of a day of each category are taken. */
  async setPerDay(papers: string): Promise<void> {
    await this.#take(async () => {
      await travelApi.setPublish("subscribe.arxiv_per_day", papers);
      return travelApi.subscriptions();
    });
  }

  async remove(name: string): Promise<void> {
    if (await this.#take(() => travelApi.unsubscribe(name))) toasts.show(r().subscribe.removed(name));
  }

  async #subscribe(ask: () => Promise<Subscription[]>): Promise<boolean> {
    if (this.adding) return false;
    this.adding = true;
    const before = this.all.length;
    const done = await this.#take(ask);
    this.adding = false;
    const added = this.all.at(-1);
    if (done && added && this.all.length > before) toasts.show(r().subscribe.added(added.name));
    return done;
  }

  async #take(ask: () => Promise<Subscription[]>): Promise<boolean> {
    try {
      this.all = await ask();
      return true;
    } catch (thrown) {
      toasts.fail(thrown);
      return false;
    }
  }
}

/** The subscriptions of the window. */
export const subscriptions = new Subscriptions();
