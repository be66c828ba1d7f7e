import { call } from "./host/host";

/** One function per command of searching, apart from `api`: the first view does without them. Each rejects with a `WireError`. */
export const searchApi = {
  facets: (query: string) => call("facets", { query }),
  choose: (query: string, key: string) => call("choose", { query, key }),
  trend: (query: string) => call("trend", { query }),
  monthTrends: (month: string) => call("month_trends", { month }),
  savedSearches: () => call("saved_searches"),
  saveSearch: (name: string, query: string) => call("save_search", { name, query }),
  renameSaved: (name: string, to: string) => call("rename_saved", { name, to }),
  removeSaved: (name: string) => call("remove_saved", { name }),
  dayNews: (date: string) => call("day_news", { date }),
  related: (id: string, limit: number) => call("related", { id, limit }),
  meaningState: () => call("meaning_state"),
  setMeaning: (value: "on" | "off") => call("set_setting", { key: "search.meaning", value }),
  setEmbeddings: (key: "embeddings.url" | "embeddings.name", value: string) => call("set_setting", { key, value }),
  setEmbeddingsKey: (key: string | null) => call("set_embeddings_key", { key }),
  matches: (id: string, query: string) => call("matches", { id, query }),
  searchHistory: () => call("search_history"),
  rememberSearch: (query: string) => call("remember_search", { query }),
  forgetSearch: (query: string | null) => call("forget_search", { query }),
};
