/** A place in the window, as far as it decides what can be done there. */
export type Place = "day" | "list" | "collection" | "search" | "paper" | "days" | "trends" | "review" | "other";

/** The groups in which actions are listed. */
export type ActionGroup = "lists" | "paper" | "go" | "program" | "all";

/** What decides whether an action is available. */
export interface Situation {
  place: Place;
  readOnly: boolean;
}

interface Entry {
  /** The keys that it has until the user gives it others. */
  keys: readonly string[];
  groups: readonly ActionGroup[];
  /** Where it does something; everywhere if this is left out. */
  places?: readonly Place[];
  /** Where the palette offers it, if its keys do something else elsewhere. */
  offered?: readonly Place[];
  /** Its effect is stored in the library. */
  writes?: true;
  /** Moving about, and what one only does by key: the palette does not offer it. */
  keyOnly?: true;
  /** Its keys count where something is typed, too. */
  typing?: true;
  /** Its keys count in dialogs, too. */
  dialogs?: true;
}

const CARDS = ["day", "list", "collection", "search"] as const;
const LISTS = ["day", "list", "collection"] as const;
const ROWS = [...CARDS, "days"] as const;
const READ = [...CARDS, "paper"] as const;

/**
 * Everything that can be done by a key or from the palette: the one list. The palette, the handling of keys, the list of keys, its
 * settings and the hints of buttons read it. Names are in `i18n/actions.*`; what an action does is the affair of the view that
 * answers it, or of `state/program.ts`.
 *
 * A key is written as it is typed (`j`, `J`, `?`), or by its name (`ArrowDown`, `F3`, `Space`), with `Mod+` for Ctrl or Cmd, `Alt+` and,
 * before a name, `Shift+`. Two keys one after the other have a space between them.
 */
const TABLE = {
  palette: { keys: ["Mod+k"], groups: ["all"], keyOnly: true, typing: true },
  search: { keys: ["/"], groups: ["all"] },
  undo: { keys: ["z", "Mod+z"], groups: ["all"], writes: true },
  back: { keys: ["Escape"], groups: ["all"], keyOnly: true },
  help: { keys: ["?"], groups: ["all"] },
  larger: { keys: ["Mod++", "Mod+="], groups: ["all"], typing: true, dialogs: true },
  smaller: { keys: ["Mod+-", "Mod+_"], groups: ["all"], typing: true, dialogs: true },
  usualSize: { keys: ["Mod+0"], groups: ["all"], typing: true, dialogs: true },

  next: { keys: ["j"], groups: ["lists"], places: [...ROWS, "paper"], keyOnly: true },
  previous: { keys: ["k"], groups: ["lists"], places: [...ROWS, "paper"], keyOnly: true },
  down: { keys: ["ArrowDown"], groups: ["lists"], places: ROWS, keyOnly: true },
  up: { keys: ["ArrowUp"], groups: ["lists"], places: ROWS, keyOnly: true },
  first: { keys: ["g g", "Home"], groups: ["lists"], places: [...ROWS, "paper"], keyOnly: true },
  last: { keys: ["G", "End"], groups: ["lists"], places: [...ROWS, "paper"], keyOnly: true },
  open: { keys: ["Enter", "o"], groups: ["lists"], places: ROWS, keyOnly: true },
  star: { keys: ["s"], groups: ["lists", "paper"], places: READ, writes: true },
  later: { keys: ["l"], groups: ["lists", "paper"], places: READ, writes: true },
  read: { keys: ["u"], groups: ["lists", "paper"], places: READ, writes: true },
  tags: { keys: ["t"], groups: ["lists", "paper"], places: READ, writes: true },
  note: { keys: ["e"], groups: ["lists", "paper"], places: READ, writes: true },
  collect: { keys: ["m"], groups: ["lists", "paper"], places: READ, writes: true },
  cite: { keys: ["y"], groups: ["lists", "paper"], places: READ },
  citeMenu: { keys: ["Y"], groups: ["lists", "paper"], places: READ },
  select: { keys: ["x"], groups: ["lists"], places: CARDS },
  extendDown: { keys: ["Shift+ArrowDown"], groups: ["lists"], places: CARDS, keyOnly: true },
  extendUp: { keys: ["Shift+ArrowUp"], groups: ["lists"], places: CARDS, keyOnly: true },
  selectAll: { keys: ["Mod+a"], groups: ["lists"], places: CARDS },
  moveDown: { keys: ["Alt+ArrowDown"], groups: ["lists"], places: ["collection"], writes: true },
  moveUp: { keys: ["Alt+ArrowUp"], groups: ["lists"], places: ["collection"], writes: true },
  markDay: { keys: ["A"], groups: ["lists"], places: ["day"], writes: true },
  fetch: { keys: ["f"], groups: ["lists"], places: ["day", "days"], writes: true },
  writeDay: { keys: ["W"], groups: ["lists"], places: ["day"], writes: true },
  write: { keys: ["w"], groups: ["lists", "paper"], places: [...LISTS, "paper"], writes: true },

  // Where nothing is to be printed, the engine would print the window: the key is the window's everywhere.
  print: { keys: ["Mod+p"], groups: ["lists", "paper"], offered: READ, typing: true },

  nextPaper: { keys: ["n", "J"], groups: ["paper"], places: ["paper"] },
  previousPaper: { keys: ["p", "K"], groups: ["paper"], places: ["paper"] },
  section1: { keys: ["1"], groups: ["paper"], places: ["paper"] },
  section2: { keys: ["2"], groups: ["paper"], places: ["paper"] },
  section3: { keys: ["3"], groups: ["paper"], places: ["paper"] },
  section4: { keys: ["4"], groups: ["paper"], places: ["paper"] },
  section5: { keys: ["5"], groups: ["paper"], places: ["paper"] },
  fullText: { keys: ["x"], groups: ["paper"], places: ["paper"] },
  // Elsewhere than in a paper, it searches all of them.
  find: { keys: ["Mod+f"], groups: ["paper"], offered: ["paper"] },
  // While nothing is marked, their keys are left to other actions.
  nextMatch: { keys: ["m", "F3"], groups: ["paper"], places: ["paper"], keyOnly: true },
  previousMatch: { keys: ["M", "Shift+F3"], groups: ["paper"], places: ["paper"], keyOnly: true },
  versions: { keys: ["h"], groups: ["paper"], places: ["paper"] },
  nextUnverified: { keys: ["v"], groups: ["paper"], places: ["paper"] },
  previousUnverified: { keys: ["V"], groups: ["paper"], places: ["paper"] },
  copy: { keys: ["c"], groups: ["paper"], places: ["paper", "review"] },
  readAloud: { keys: ["r"], groups: ["paper"], places: ["paper"] },
  nextSentence: { keys: ["Alt+ArrowDown"], groups: ["paper"], places: ["paper"], keyOnly: true },
  previousSentence: { keys: ["Alt+ArrowUp"], groups: ["paper"], places: ["paper"], keyOnly: true },
  stopAloud: { keys: ["R"], groups: ["paper"], places: ["paper"], keyOnly: true },
  highlight: { keys: ["a"], groups: ["paper"], places: ["paper"], writes: true },

  goNewest: { keys: ["g n"], groups: ["go"] },
  goDays: { keys: ["g d"], groups: ["go"] },
  goStarred: { keys: ["g s"], groups: ["go"] },
  goLater: { keys: ["g l"], groups: ["go"] },
  goUnread: { keys: ["g u"], groups: ["go"] },
  goForMe: { keys: ["g m"], groups: ["go"] },
  goAll: { keys: ["g a"], groups: ["go"] },
  goHighlights: { keys: ["g h"], groups: ["go"] },
  goTrends: { keys: ["g t"], groups: ["go"] },
  goReview: { keys: ["g w"], groups: ["go"] },
  goReading: { keys: ["g r"], groups: ["go"] },
  goSettings: { keys: ["g ,", "Mod+,"], groups: ["go"] },
  goHealth: { keys: [], groups: ["go"] },
  goAbout: { keys: [], groups: ["go"] },
  previousDay: { keys: ["["], groups: ["go"] },
  nextDay: { keys: ["]"], groups: ["go"], offered: ["day", "trends", "review"] },

  focus: { keys: ["."], groups: ["program"] },
  fetchToday: { keys: [], groups: ["program"], writes: true },
  add: { keys: ["i"], groups: ["program"], writes: true },
  importFiles: { keys: [], groups: ["program"], writes: true },
  importFolder: { keys: [], groups: ["program"], writes: true },
  importSample: { keys: [], groups: ["program"], writes: true },
  tour: { keys: [], groups: ["program"] },
  changeKeys: { keys: [], groups: ["program"] },
  backUp: { keys: [], groups: ["program"] },
  synchronise: { keys: [], groups: ["program"], writes: true },
  themeSystem: { keys: [], groups: ["program"] },
  themeLight: { keys: [], groups: ["program"] },
  themeDark: { keys: [], groups: ["program"] },
  languageSystem: { keys: [], groups: ["program"] },
  languageZh: { keys: [], groups: ["program"] },
  languageEn: { keys: [], groups: ["program"] },
} satisfies Record<string, Entry>;

/** Something that can be done by a key or from the palette. */
export type Action = keyof typeof TABLE;

/** What is known of each action; its name is in `i18n/actions`. */
export const ACTIONS: Readonly<Record<Action, Entry>> = TABLE;

/** All actions, in the order in which they are listed. */
export const ALL_ACTIONS = Object.keys(TABLE) as Action[];

/** Keys of text fields, bars and the engine, which are listed and cannot be changed. */
export const FIXED_KEYS = {
  scroll: { keys: ["ArrowDown", "ArrowUp", "Space"], groups: ["paper"] },
  colour: { keys: ["1", "2", "3", "4"], groups: ["paper"] },
  moveHighlight: { keys: ["ArrowDown", "ArrowUp"], groups: ["paper"] },
  extendHighlight: {
    keys: ["Shift+ArrowRight", "Shift+ArrowLeft", "Shift+ArrowDown", "Shift+ArrowUp"],
    groups: ["paper"],
  },
  saveNote: { keys: ["Mod+Enter", "Escape"], groups: ["paper"] },
} satisfies Record<string, { keys: readonly string[]; groups: readonly ActionGroup[] }>;

/** Keys that are listed and cannot be changed. */
export type FixedKey = keyof typeof FIXED_KEYS;

/** Whether an action does something in a situation. */
export function isAvailable(action: Action, { place, readOnly }: Situation): boolean {
  const { offered, places = offered, writes } = ACTIONS[action];
  return (places === undefined || places.includes(place)) && !(writes && readOnly);
}

/** Whether there is a place where both actions are available: there they cannot have the same key. */
export function meet(one: Action, other: Action): boolean {
  const [a, b] = [ACTIONS[one].places, ACTIONS[other].places];
  return a === undefined || b === undefined || a.some((place) => b.includes(place));
}
