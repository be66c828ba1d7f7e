import { ACTIONS, ALL_ACTIONS, isAvailable, type Action } from "../actions";
import { api, asError } from "../api";
import type { WireError } from "../bindings/wire";
import { isDay, longDate, weekday } from "../dates";
import { ACTION_WORDS } from "../i18n/actions";
import { p } from "../i18n/palette";
import { language, t } from "../i18n/words.svelte";
import { keep, recall } from "../memory";
import { choose, offer } from "../palette/choose";
import { dayMatcher } from "../palette/days";
import type { Entry } from "../palette/entry";
import { pinyin } from "../palette/pinyin";
import { Names, queryOf, scoreName } from "../palette/rank";
import type { Route } from "../route";
import { ALL_SETTINGS, partName, SETTING_WORDS, SETTINGS } from "../settings";
import { leftPapers, routeTo } from "./continue.svelte";
import { fetching } from "./fetching.svelte";
import { perform } from "./keyboard";
import { library } from "./library.svelte";
import { situation } from "./program";
import { router } from "./router.svelte";
import { saved } from "./saved.svelte";

const STORE = "paperboy.palette";
/** How many chosen entries are remembered. */
const MAX_RECENT = 30;
/** The time without a key after which papers are searched, in ms. */
const PAUSE_MS = 60;
/** How many papers of the library's search, and how many days, are offered. */
const MAX_PAPERS = 8;
const MAX_DAYS = 12;

const names = new Names(pinyin());
const go = (route: Route) => () => router.go(route);

/** The command palette while it is open. Everything but papers is local; papers come from the library's search, a moment later. */
export class Palette {
  query = $state("");
  error = $state.raw<WireError | null>(null);
  /** Whether papers are being searched. */
  looking = $state(false);
  #found = $state.raw<readonly Entry[]>([]);
  /** What they were searched for. */
  #foundFor = $state.raw("");
  readonly #onarrive: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #newest = 0;
  readonly #recent = stored();
  /** What can be done where the palette was opened. */
  readonly #situation = situation();
  readonly #entries = $derived([...this.#actions(), ...places(), ...settings(), ...recentPapers()]);

  /** What is offered for what is typed. */
  readonly results = $derived.by((): Entry[] => {
    const query = queryOf(this.query);
    if (query.text === "")
      return offer(this.#entries, (entry) => entry.action !== undefined && isHere(entry), this.#recent);
    const days = daysOf(this.query);
    // Papers found for other letters stay while these are searched, as far as their titles match these too.
    const isCurrent = this.#foundFor === this.query.trim();
    const found = isCurrent ? this.#found : this.#found.filter((entry) => scoreName(query, names.of(entry.label)) > 0);
    const rest = choose(query, this.#entries, found, this.#recent, names);
    const search = searchFor(this.query.trim());
    const isLocal = days.length > 0 || rest.some((entry) => !found.includes(entry));
    // Papers come in their own time; where nothing else matches, the first entry is the search before and after.
    return isLocal ? [...days, ...rest, search] : [search, ...rest];
  });

  /** `onarrive`: papers are about to be added to what is offered. */
  constructor(onarrive: () => void = () => {}) {
    this.#onarrive = onarrive;
    if (!saved.all) void saved.load();
  }

  /** The box holds this text now. */
  type(text: string): void {
    this.query = text;
    clearTimeout(this.#timer);
    const query = text.trim();
    const number = ++this.#newest;
    this.error = null;
    this.looking = query.length > 1 || /\p{Script=Han}/u.test(query);
    if (this.looking) this.#timer = setTimeout(() => void this.#search(query, number), PAUSE_MS);
    else this.#found = [];
  }

  /** Remembers what was chosen. */
  choose(entry: Entry): void {
    if (entry.kind === "search") return;
    keep(STORE, JSON.stringify([entry.id, ...this.#recent.filter((id) => id !== entry.id)].slice(0, MAX_RECENT)));
  }

  /** Nothing is searched any more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#newest++;
  }

  async #search(query: string, number: number): Promise<void> {
    try {
      const { hits } = await api.search(query, "relevance", 0, MAX_PAPERS);
      if (number !== this.#newest) return;
      this.#onarrive();
      this.#foundFor = query;
      this.#found = hits.map((hit) => ({
        id: `paper:${hit.id}`,
        kind: "paper",
        label: hit.title,
        also: [],
        run: go({ name: "paper", id: hit.id, from: null }),
      }));
    } catch (thrown) {
      if (number !== this.#newest) return;
      this.#found = [];
      this.error = asError(thrown);
    }
    this.looking = false;
  }

  #actions(): Entry[] {
    const now = language();
    const other = now === "zh" ? "en" : "zh";
    const short = (of: "en" | "zh", action: Action) => [ACTION_WORDS[of].short[action] ?? []].flat();
    return ALL_ACTIONS.filter((action) => !ACTIONS[action].keyOnly && isAvailable(action, this.#situation)).map(
      (action) => ({
        id: `action:${action}`,
        kind: ACTIONS[action].groups[0] === "go" ? "view" : "action",
        label: ACTION_WORDS[now].names[action],
        short: short(now, action),
        also: [ACTION_WORDS[other].names[action], ...short(other, action)],
        action,
        run: () => void perform(action),
      }),
    );
  }
}

/** Whether an action belongs to the place that is shown. */
const isHere = ({ action }: Entry) =>
  action !== undefined && (ACTIONS[action].places ?? ACTIONS[action].offered) !== undefined;

// Details of places are made when they are shown: there may be thousands of tags.
function places(): Entry[] {
  const collections = library.status?.collections ?? [];
  return [
    ...collections.map(({ id, name, papers }): Entry => ({
      id: `collection:${id}`,
      kind: "collection",
      label: name,
      also: [],
      get detail() {
        return t().papers(papers);
      },
      run: go({ name: "list", view: { kind: "collection", id } }),
    })),
    ...library.tags.map(({ name, papers }): Entry => ({
      id: `tag:${name}`,
      kind: "tag",
      label: name,
      also: [],
      get detail() {
        return t().papers(papers);
      },
      run: go({ name: "list", view: { kind: "tag", name } }),
    })),
    ...(saved.all ?? []).map(({ name, query }): Entry => ({
      id: `saved:${name}`,
      kind: "saved",
      label: name,
      also: [query],
      run: go({ name: "search", query, sort: "relevance" }),
    })),
  ];
}

function settings(): Entry[] {
  const now = language();
  const [words, others] = [SETTING_WORDS[now], SETTING_WORDS[now === "zh" ? "en" : "zh"]];
  return ALL_SETTINGS.map((id) => {
    const { part, name, also: more = [] } = SETTINGS[id];
    return {
      id: `setting:${id}`,
      kind: "setting",
      label: name(words),
      also: [
        name(others),
        `${partName(part, words)} ${name(words)}`,
        `${partName(part, others)} ${name(others)}`,
        ...more,
      ],
      detail: partName(part, words),
      run: go({ name: "settings", at: id }),
    };
  });
}

const recentPapers = (): Entry[] =>
  leftPapers.recent().map((paper) => ({
    id: `paper:${paper.id}`,
    kind: "paper",
    label: paper.title,
    also: [paper.id],
    run: go(routeTo(paper)),
  }));

/** The days that are meant by what is typed; a whole date also where the library does not have the day. */
function daysOf(typed: string): Entry[] {
  const is = dayMatcher(typed, fetching.today);
  if (!is) return [];
  const days = (library.days ?? []).filter(({ date }) => is(date)).slice(0, MAX_DAYS);
  const exact = typed.trim();
  const entries = days.map(({ date, papers }) => dayEntry(date, t().papers(papers)));
  if (entries.length > 0 || !isDay(exact) || exact > fetching.today) return entries;
  return [dayEntry(exact, p().palette.notInLibrary)];
}

const dayEntry = (date: string, papers: string): Entry => ({
  id: `day:${date}`,
  kind: "day",
  label: longDate(date, t().locale),
  also: [date],
  detail: `${weekday(date, t().locale)} · ${papers}`,
  run: go({ name: "list", view: { kind: "day", date } }),
});

const searchFor = (query: string): Entry => ({
  id: "search",
  kind: "search",
  label: p().palette.search(query),
  also: [],
  run: go({ name: "search", query, sort: "relevance" }),
});

function stored(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(recall(STORE) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string").slice(0, MAX_RECENT) : [];
  } catch {
    return [];
  }
}
