import { call } from "./host/host";

/** What is synchronised besides the changes: a setting decides on each. */
export const SHARED_ITEMS = ["reports", "articles", "figures"] as const;
export type SharedItems = (typeof SHARED_ITEMS)[number];

/** One function per command of synchronising with other devices. Each rejects with a `WireError`. */
export const syncApi = {
  pick: () => call("sync_pick"),
  server: (address: string, user: string, password: string) => call("sync_server", { address, user, password }),
  setUp: (passphrase: string | null) => call("set_up_sync", { passphrase }),
  status: () => call("sync_status"),
  preview: () => call("preview_sync"),
  synchronise: () => call("synchronise"),
  forget: () => call("forget_sync"),
  removeDevice: (id: string) => call("remove_sync_device", { id }),
  setAutomatic: (value: "on" | "off") => call("set_setting", { key: "sync.automatic", value }),
  setShared: (items: SharedItems, value: "on" | "off") => call("set_setting", { key: `sync.${items}`, value }),
};
