import { beforeEach, expect, test, vi } from "vitest";
import { ACTIONS, ALL_ACTIONS, meet } from "./actions";
import { ariaKeys, chordOf, isOfSystem, shownKeys } from "./chords";
import { ACTION_WORDS } from "./i18n/actions";
import { keep, recall } from "./memory";

type Keymap = typeof import("./keymap.svelte").keymap;
const fresh = async (): Promise<Keymap> => {
  vi.resetModules();
  return (await import("./keymap.svelte")).keymap;
};
let keymap: Keymap;
beforeEach(async () => {
  keymap = await fresh();
});

test("no two actions have the same key where both are available, but for those that leave it to the other", () => {
  const shared = ALL_ACTIONS.flatMap((one, at) =>
    ALL_ACTIONS.slice(at + 1).flatMap((other) =>
      ACTIONS[one].keys
        .filter((keys) => ACTIONS[other].keys.includes(keys) && meet(one, other))
        .map((keys) => [one, other, keys]),
    ),
  );
  expect(shared).toEqual([["collect", "nextMatch", "m"]]);
  const singles = ALL_ACTIONS.flatMap((action) => ACTIONS[action].keys).filter((keys) => !keys.includes(" "));
  for (const action of ALL_ACTIONS)
    for (const keys of ACTIONS[action].keys) if (keys.includes(" ")) expect(singles).not.toContain(keys.split(" ")[0]);
});

test("every action has a name of its own in both languages", () => {
  for (const { names } of [ACTION_WORDS.en, ACTION_WORDS.zh]) {
    expect(Object.keys(names).sort()).toEqual([...ALL_ACTIONS].sort());
    expect(new Set(Object.values(names)).size).toBe(ALL_ACTIONS.length);
  }
  for (const name of Object.values(ACTION_WORDS.en.names))
    expect(name.replace("中文", "")).not.toMatch(/\p{Script=Han}/u);
  for (const name of Object.values(ACTION_WORDS.zh.names)) expect(name).toMatch(/\p{Script=Han}/u);
});

test("a key that an action gets is taken from the actions that it cannot share it with, and all come back", async () => {
  keymap.set("star", ["b", "l"]);
  expect(keymap.of("star")).toEqual(["b", "l"]);
  expect(keymap.of("later")).toEqual([]);
  expect(keymap.actions("l")).toEqual(["star"]);
  expect(keymap.actions("s")).toEqual([]);
  expect((await fresh()).of("star")).toEqual(["b", "l"]);
  keymap.reset("later");
  expect(keymap.of("later")).toEqual(["l"]);
  expect(keymap.of("star")).toEqual(["b"]);
  keymap.resetAll();
  expect([keymap.of("star"), keymap.anyOwn, recall("paperboy.keys")]).toEqual([["s"], false, null]);
});

test("a key and a sequence that begins with it are in conflict, and the same key in places apart is not", () => {
  expect(keymap.conflicts("star", "g")).toContain("goDays");
  expect(keymap.conflicts("star", "s x")).toEqual([]);
  expect(keymap.conflicts("later", "s x")).toEqual(["star"]);
  expect(keymap.conflicts("fullText", "x")).toEqual([]);
  expect(keymap.conflicts("select", "h")).toEqual([]);
  expect(keymap.conflicts("select", "s")).toEqual(["star"]);
});

test("what was kept and cannot be read leaves the keys as they are", async () => {
  for (const kept of ["nonsense", "[]", "null", '{"star":"s"}', '{"nothing":["s"]}', '{"star":[3,"a b c",""]}']) {
    keep("paperboy.keys", kept);
    const read = await fresh();
    expect(read.of("later")).toEqual(["l"]);
    expect(["s", undefined]).toContain(read.of("star")[0]);
  }
});

test("a press is a chord, and a chord is shown as the system writes it", () => {
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    chordOf({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
  expect(press("J", { shiftKey: true })).toBe("J");
  expect(press("F3", { shiftKey: true })).toBe("Shift+F3");
  expect(press("k", { ctrlKey: true })).toBe("Mod+k");
  expect(press(" ")).toBe("Space");
  for (const none of ["Shift", "Control", "Tab", "Dead", "Process"]) expect(press(none)).toBeNull();
  expect(["Mod+k", "Mod++", "g d", "Shift+ArrowDown", "Escape"].map((keys) => shownKeys(keys, false))).toEqual([
    "Ctrl+K",
    "Ctrl++",
    "g d",
    "Shift+↓",
    "Esc",
  ]);
  expect(shownKeys("Mod+Alt+k", true)).toBe("⌥⌘K");
  // A capital has its Shift; macOS leaves it out of the letter while Cmd is down.
  expect(press("z", { metaKey: true, shiftKey: true })).toBe("Mod+Z");
  expect(["Mod+K", "Alt+K", "K"].map((keys) => shownKeys(keys, false))).toEqual(["Ctrl+Shift+K", "Alt+Shift+K", "K"]);
  expect(shownKeys("Mod+K", true)).toBe("⇧⌘K");
  expect(ariaKeys(["Mod+K"], false)).toBe("Control+Shift+K");
  expect(ariaKeys(["g d", "Mod++", "?"], false)).toBe("Control+Plus ?");
  expect([isOfSystem("Mod+c"), isOfSystem("Mod+a"), isOfSystem("c")]).toEqual([true, false, false]);
});
