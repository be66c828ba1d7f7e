import type { Opinion, WordKind } from "./bindings/wire";
import { call } from "./host/host";

/** One function per command of the learnt order, apart from `api`. Each rejects with a `WireError`. */
export const tasteApi = {
  taste: () => call("taste"),
  sayLess: (ids: string[], on: boolean) => call("say_less", { ids, on }),
  setOpinion: (kind: WordKind, word: string, opinion: Opinion | null) => call("set_opinion", { kind, word, opinion }),
  forget: () => call("forget_taste"),
};
