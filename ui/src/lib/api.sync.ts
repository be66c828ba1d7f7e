import { call } from "./host/host";

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
  setShared: (texts: "reports" | "articles", value: "on" | "off") =>
    call("set_setting", { key: `sync.${texts}`, value }),
};
