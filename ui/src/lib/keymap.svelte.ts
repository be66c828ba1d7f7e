import { ACTIONS, ALL_ACTIONS, meet, type Action } from "./actions";
import { shownKeys } from "./chords";
import { forget, keep, recall } from "./memory";

const STORE = "paperboy.keys";
/** So many keys an action may have. */
export const MAX_KEYS = 4;
const MAX_LENGTH = 40;

type Own = Partial<Record<Action, readonly string[]>>;

/** Which keys have which actions. The user's keys belong to this machine and its keyboard. */
class Keymap {
  #own = $state.raw<Own>(stored());
  /** The actions of each key, those that are available in fewer places first; and the keys that begin a sequence. */
  #found = $derived.by(() => {
    const actions = new Map<string, Action[]>();
    const prefixes = new Set<string>();
    for (const action of ALL_ACTIONS)
      for (const keys of this.of(action)) {
        const [first = "", second] = keys.split(" ");
        if (second !== undefined) prefixes.add(first);
        const all = actions.get(keys);
        if (!all) actions.set(keys, [action]);
        else if (ACTIONS[action].places) all.unshift(action);
        else all.push(action);
      }
    return { actions, prefixes };
  });

  /** The keys of an action. */
  of(action: Action): readonly string[] {
    return this.#own[action] ?? ACTIONS[action].keys;
  }

  /** Whether an action has other keys than at first. */
  isOwn(action: Action): boolean {
    return this.#own[action] !== undefined;
  }

  /** Whether any action has. */
  get anyOwn(): boolean {
    return Object.keys(this.#own).length > 0;
  }

  /** The actions of a key or of two in sequence. */
  actions(keys: string): readonly Action[] {
    return this.#found.actions.get(keys) ?? [];
  }

  /** Whether a key begins a sequence. */
  begins(chord: string): boolean {
    return this.#found.prefixes.has(chord);
  }

  /** The actions that an action cannot share these keys with: they are available in the same place, or their keys begin with these. */
  conflicts(action: Action, keys: string): Action[] {
    return ALL_ACTIONS.filter(
      (other) =>
        other !== action &&
        this.of(other).some(
          (has) =>
            (has === keys && meet(action, other) && !isShared(action, other, keys)) ||
            has.startsWith(`${keys} `) ||
            keys.startsWith(`${has} `),
        ),
    );
  }

  /** Gives an action these keys. Actions that conflict with a new one lose theirs. */
  set(action: Action, keys: readonly string[]): void {
    const own: Own = { ...this.#own };
    const before = this.of(action);
    for (const key of keys.filter((key) => !before.includes(key)))
      for (const other of this.conflicts(action, key))
        own[other] = (own[other] ?? ACTIONS[other].keys).filter(
          (has) => has !== key && !has.startsWith(`${key} `) && !key.startsWith(`${has} `),
        );
    own[action] = keys.slice(0, MAX_KEYS);
    this.#take(own);
  }

  /** Gives an action its first keys again. */
  reset(action: Action): void {
    this.set(action, ACTIONS[action].keys);
  }

  /** Gives all actions their first keys again. */
  resetAll(): void {
    this.#own = {};
    forget(STORE);
  }

  #take(own: Own): void {
    for (const action of ALL_ACTIONS) if (same(own[action], ACTIONS[action].keys)) delete own[action];
    this.#own = own;
    if (this.anyOwn) keep(STORE, JSON.stringify(own));
    else forget(STORE);
  }
}

/** Whether two actions have a key in common from the start: the first leaves it to the second where it does nothing. */
const isShared = (one: Action, other: Action, keys: string) =>
  ACTIONS[one].keys.includes(keys) && ACTIONS[other].keys.includes(keys);

const same = (one: readonly string[] | undefined, other: readonly string[]) =>
  one?.length === other.length && one.every((key, at) => key === other[at]);

/** What was kept, as far as it can be read. */
function stored(): Own {
  try {
    const kept: unknown = JSON.parse(recall(STORE) ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).flatMap(([action, keys]) =>
        Object.hasOwn(ACTIONS, action) && Array.isArray(keys) ? [[action, keys.filter(isKey).slice(0, MAX_KEYS)]] : [],
      ),
    );
  } catch {
    return {};
  }
}

const isKey = (key: unknown): key is string =>
  typeof key === "string" && key.length <= MAX_LENGTH && /^\S+( \S+)?$/.test(key);

/** Which keys have which actions. */
export const keymap = new Keymap();

/** A hint with the key of its action. */
export function withKey(label: string, action: Action): string {
  const [keys] = keymap.of(action);
  return keys === undefined ? label : `${label} (${shownKeys(keys)})`;
}

/** A text with the keys of the actions that it names in braces; of one without a key, the key of the palette. */
export const withKeys = (text: string): string =>
  text.replace(/\{(\w+)\}/g, (braced, name: string) => {
    if (!Object.hasOwn(ACTIONS, name)) return braced;
    return shownKeys(keymap.of(name as Action)[0] ?? keymap.of("palette")[0] ?? "");
  });
