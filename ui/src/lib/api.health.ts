import { call } from "./host/host";

/** One function per command of the health page, apart from `api`. Each rejects with a `WireError`. */
export const healthApi = {
  scheduleStatus: () => call("schedule_status"),
  health: () => call("health"),
  /** Copies the health as text without anything private; works without a library, too. */
  copyDiagnostics: () => call("copy_diagnostics"),
  copyCrashReport: () => call("copy_crash_report"),
  deleteCrashReports: () => call("delete_crash_reports"),
};
