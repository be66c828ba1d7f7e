import type { Change, KeyChange, ModelSettings, ModelTest, OpenVersion, Spending, Version } from "./bindings/wire";
import { host } from "./host/host";

/** Who is asked to write. */
export type Writer = "model" | "extract";
/** The settings of writing. */
export type WriteSetting =
  | "model.url"
  | "model.name"
  | "model.parallel"
  | "model.daily_token_budget"
  | "model.first_token_seconds"
  | "report.language"
  | "report.writer";

const call = <T>(command: string, args?: Record<string, unknown>): Promise<T> => host().call<T>(command, args);

/** One function per command of writing, apart from `api`: the first view does without them. Each rejects with a `WireError`. */
export const writeApi = {
  writePapers: (ids: string[], writer: Writer | null, again: boolean) =>
    call<null>("write_papers", { ids, writer, again }),
  writeDay: (date: string, again: boolean) => call<null>("write_day", { date, again }),
  pause: (on: boolean) => call<null>("pause_writing", { on }),
  cancel: () => call<null>("cancel_writing"),
  lookAt: (id: string | null) => call<null>("look_at", { id }),
  versions: (id: string) => call<Version[]>("versions", { id }),
  version: (id: string, number: number) => call<OpenVersion>("version", { id, number }),
  showVersion: (id: string, number: number) => call<Change>("show_version", { id, number }),
  spending: () => call<Spending[]>("spending"),
  modelSettings: () => call<ModelSettings>("model_settings"),
  setSetting: (key: WriteSetting, value: string) => call<unknown>("set_setting", { key, value }),
  setKey: (key: string | null) => call<KeyChange>("set_model_key", { key }),
  allowHost: () => call<null>("allow_model_host"),
  testModel: () => call<ModelTest>("test_model"),
  instructions: (language: "zh" | "en") => call<string>("instructions", { language }),
};
