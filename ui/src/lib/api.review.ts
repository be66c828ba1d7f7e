import type { Period } from "./bindings/wire";
import { call } from "./host/host";

/** One function per command of the report on a week or a month. Each rejects with a `WireError`. */
export const reviewApi = {
  review: (period: Period, date: string | null) => call("review", { period, date }),
  copy: (period: Period, date: string, chinese: boolean) => call("copy_review", { period, date, chinese }),
  save: (period: Period, date: string, chinese: boolean) => call("save_review", { period, date, chinese }),
};
