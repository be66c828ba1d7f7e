import type { HighlightColour, HighlightFilter, HighlightPlace } from "./bindings/wire";
import { call } from "./host/host";

/** One function per command of highlights, apart from `api`. Each rejects with a `WireError`. */
export const highlightsApi = {
  of: (id: string) => call("highlights", { id }),
  all: (filter: HighlightFilter, offset: number, limit: number) => call("all_highlights", { filter, offset, limit }),
  add: (id: string, place: HighlightPlace, colour: HighlightColour, note: string | null) =>
    call("add_highlight", { id, place, colour, note }),
  change: (id: string, highlight: string, colour: HighlightColour | null, note: string | null) =>
    call("change_highlight", { id, highlight, colour, note }),
  remove: (id: string, highlights: string[]) => call("remove_highlights", { id, highlights }),
  quoteText: (id: string, place: HighlightPlace) => call("quote_text", { id, place }),
  copyQuote: (id: string, place: HighlightPlace) => call("copy_quote", { id, place }),
};
