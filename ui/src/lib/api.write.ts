import type { ReportLanguage } from "./bindings/wire";
import { call } from "./host/host";

/** The chosen writer; the model also translates the shown report into a language. */
export type Writer = "model" | "extract" | `translation:${ReportLanguage}`;
/** The settings of writing. */
export type WriteSetting =
  | "model.url"
  | "model.name"
  | "model.parallel"
  | "model.daily_token_budget"
  | "model.first_token_seconds"
  | "model.correct"
  | "report.language"
  | "report.writer";

/** One function per command of writing, apart from `api`: the first view does without them. Each rejects with a `WireError`. */
export const writeApi = {
  writePapers: (ids: string[], writer: Writer | null, again: boolean) => call("write_papers", { ids, writer, again }),
  writeDay: (date: string, again: boolean) => call("write_day", { date, again }),
  pause: (on: boolean) => call("pause_writing", { on }),
  cancel: () => call("cancel_writing"),
  lookAt: (id: string | null) => call("look_at", { id }),
  versions: (id: string) => call("versions", { id }),
  version: (id: string, number: number) => call("version", { id, number }),
  showVersion: (id: string, number: number) => call("show_version", { id, number }),
  spending: () => call("spending"),
  modelSettings: () => call("model_settings"),
  setSetting: (key: WriteSetting, value: string) => call("set_setting", { key, value }),
  setKey: (key: string | null) => call("set_model_key", { key }),
  allowHost: () => call("allow_model_host"),
  testModel: () => call("test_model"),
  instructions: (language: "zh" | "en") => call("instructions", { language }),
};
