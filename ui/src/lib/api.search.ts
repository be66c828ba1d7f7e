import type { Change, DayNews, Facets, Hit, Matched, MonthCount, MonthTrends, SavedSearch } from "./bindings/wire";
import { host } from "./host/host";

const call = <T>(command: string, args?: Record<string, unknown>): Promise<T> => host().call<T>(command, args);

/** One function per command of searching, apart from `api`: the first view does without them. Each rejects with a `WireError`. */
export const searchApi = {
  facets: (query: string) => call<Facets>("facets", { query }),
  choose: (query: string, key: string) => call<string>("choose", { query, key }),
  trend: (query: string) => call<MonthCount[]>("trend", { query }),
  monthTrends: (month: string) => call<MonthTrends>("month_trends", { month }),
  savedSearches: () => call<SavedSearch[]>("saved_searches"),
  saveSearch: (name: string, query: string) => call<Change>("save_search", { name, query }),
  renameSaved: (name: string, to: string) => call<Change>("rename_saved", { name, to }),
  removeSaved: (name: string) => call<Change>("remove_saved", { name }),
  dayNews: (date: string) => call<DayNews[]>("day_news", { date }),
  related: (id: string, limit: number) => call<Hit[]>("related", { id, limit }),
  matches: (id: string, query: string) => call<Matched[]>("matches", { id, query }),
  searchHistory: () => call<string[]>("search_history"),
  rememberSearch: (query: string) => call<null>("remember_search", { query }),
  forgetSearch: (query: string | null) => call<null>("forget_search", { query }),
};
