import { call } from "./host/host";

/** One function per command of the health page, apart from `api`. Each rejects with a `WireError`. */
export const healthApi = {
  health: () => call("health"),
};
