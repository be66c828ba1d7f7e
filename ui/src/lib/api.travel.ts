import { call } from "./host/host";

/** One function per command of publishing days and of subscribing to those of others. Each rejects with a `WireError`. */
export const travelApi = {
  publishSettings: () => call("publish_settings"),
  publishPick: () => call("publish_pick"),
  publishServer: (address: string, user: string, password: string) =>
    call("publish_server", { address, user, password }),
  publish: () => call("publish"),
  subscriptions: () => call("subscriptions"),
  subscribe: (address: string) => call("subscribe", { address }),
  subscribePick: () => call("subscribe_pick"),
  unsubscribe: (name: string) => call("unsubscribe", { name }),
  setPublish: (
    key:
      | "subscribe.arxiv_per_day"
      | "publish.folder"
      | "publish.query"
      | "publish.title"
      | "publish.address"
      | "publish.auto",
    value: string,
  ) => call("set_setting", { key, value }),
};
