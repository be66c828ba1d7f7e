import { expect, test } from "vitest";
import { keymap } from "./keymap.svelte";
import { Keyboard } from "./keys";

function press(keyboard: Keyboard, key: string, options: KeyboardEventInit & { on?: HTMLElement; at?: number } = {}) {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...options });
  const target = options.on ?? document.body;
  if (target !== document.body) document.body.append(target);
  Object.defineProperty(event, "target", { value: target });
  if (options.at !== undefined) Object.defineProperty(event, "timeStamp", { value: options.at });
  return keyboard.read(event)[0] ?? null;
}
const element = (tag: string, attributes: Record<string, string> = {}) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

test("each key of the help does what it says", () => {
  const keyboard = new Keyboard();
  const expected = {
    j: "next",
    k: "previous",
    ArrowDown: "down",
    ArrowUp: "up",
    Enter: "open",
    o: "open",
    Escape: "back",
    s: "star",
    l: "later",
    u: "read",
    t: "tags",
    e: "note",
    c: "copy",
    n: "nextPaper",
    p: "previousPaper",
    "/": "search",
    z: "undo",
    "?": "help",
    "[": "previousDay",
    "]": "nextDay",
    "1": "section1",
  };
  for (const [key, action] of Object.entries(expected)) expect(press(keyboard, key)).toBe(action);
});

test("g and another key go somewhere, if they come together", () => {
  const keyboard = new Keyboard();
  expect(press(keyboard, "g", { at: 0 })).toBeNull();
  expect(press(keyboard, "d", { at: 300 })).toBe("goDays");
  press(keyboard, "g", { at: 1_000 });
  expect(press(keyboard, "s", { at: 1_100 })).toBe("goStarred");
  press(keyboard, "g", { at: 2_000 });
  expect(press(keyboard, "s", { at: 9_000 })).toBe("star");
  press(keyboard, "g", { at: 10_000 });
  expect(press(keyboard, "j", { at: 10_100 })).toBeNull();
  expect(press(keyboard, "j", { at: 10_200 })).toBe("next");
});

test("after g, a key that is no character acts as a key of its own", () => {
  const keyboard = new Keyboard();
  for (const [key, more, action] of [
    ["k", { ctrlKey: true }, "palette"],
    ["z", { ctrlKey: true }, "undo"],
    ["Escape", {}, "back"],
  ] as const) {
    press(keyboard, "g", { at: 0 });
    expect(press(keyboard, key, { ...more, at: 100 })).toBe(action);
  }
});

test("Space as a key leaves it to buttons and boxes", () => {
  keymap.set("next", ["Space"]);
  const keyboard = new Keyboard();
  expect(press(keyboard, " ")).toBe("next");
  for (const on of [element("button"), element("summary"), element("input", { type: "checkbox" })])
    expect(press(keyboard, " ", { on })).toBeNull();
  keymap.resetAll();
});

test("on macOS, Ctrl with a letter is left to what is typed in", () => {
  document.documentElement.dataset.os = "mac";
  const keyboard = new Keyboard();
  expect(press(keyboard, "k", { ctrlKey: true, on: element("textarea") })).toBeNull();
  expect(press(keyboard, "k", { metaKey: true, on: element("textarea") })).toBe("palette");
  delete document.documentElement.dataset.os;
});

test("no key means anything while somebody types", () => {
  const keyboard = new Keyboard();
  for (const on of [element("input"), element("textarea"), element("input", { type: "search" }), element("select")])
    for (const key of ["j", "s", "z", "/", "Escape", "Enter"]) expect(press(keyboard, key, { on })).toBeNull();
  expect(press(keyboard, "z", { ctrlKey: true, on: element("textarea") })).toBeNull();
  expect(press(keyboard, "j", { on: element("input", { type: "radio" }) })).toBe("next");
});

test("no key means anything while an input method composes", () => {
  const keyboard = new Keyboard();
  expect(press(keyboard, "j", { isComposing: true })).toBeNull();
  expect(press(keyboard, "s", { keyCode: 229 })).toBeNull();
});

test("shortcuts of the system stay the system's", () => {
  const keyboard = new Keyboard();
  for (const key of ["c", "s", "l", "n"]) expect(press(keyboard, key, { ctrlKey: true })).toBeNull();
  expect(press(keyboard, "j", { altKey: true })).toBeNull();
  expect(press(keyboard, "z", { ctrlKey: true })).toBe("undo");
});

test("Enter on a button or link is the button's", () => {
  const keyboard = new Keyboard();
  expect(press(keyboard, "Enter", { on: element("button") })).toBeNull();
  expect(press(keyboard, "Enter", { on: element("a", { href: "#/days" }) })).toBeNull();
  expect(press(keyboard, "Enter", { on: element("article", { tabindex: "0" }) })).toBe("open");
});

test("a layout of another script has the same keys at the same places, and Ctrl with them", () => {
  const keyboard = new Keyboard();
  expect(press(keyboard, "ы", { code: "KeyS" })).toBe("star");
  expect(press(keyboard, "д", { code: "KeyL" })).toBe("later");
  expect(press(keyboard, ".", { code: "Slash" })).toBe("search");
  expect(press(keyboard, ",", { code: "Slash", shiftKey: true })).toBe("help");
  expect(press(keyboard, "Ф", { code: "KeyA", shiftKey: true })).toBe("markDay");
  expect(press(keyboard, "σ", { code: "KeyS" })).toBe("star");
  expect(press(keyboard, "я", { code: "KeyZ", ctrlKey: true })).toBe("undo");
  expect(press(keyboard, "а", { code: "KeyF", ctrlKey: true })).toBe("find");
  press(keyboard, "п", { code: "KeyG", at: 0 });
  expect(press(keyboard, "в", { code: "KeyD", at: 200 })).toBe("goDays");
});

test("a layout of Latin letters has its keys where it types them", () => {
  const keyboard = new Keyboard();
  expect(press(keyboard, "j", { code: "KeyC" })).toBe("next");
  expect(press(keyboard, "s", { code: "Semicolon" })).toBe("star");
  expect(press(keyboard, "o", { code: "KeyS" })).toBe("open");
  expect(press(keyboard, "/", { code: "Digit7", shiftKey: true })).toBe("search");
  expect(press(keyboard, "-", { code: "Slash" })).toBeNull();
  expect(press(keyboard, "ü", { code: "BracketLeft" })).toBeNull();
});

test("Ctrl with plus, minus and nought changes the size of the text, also while somebody types", () => {
  const keyboard = new Keyboard();
  const on = element("textarea");
  for (const [key, code, action] of [
    ["+", "BracketRight", "larger"],
    ["=", "Equal", "larger"],
    ["+", "NumpadAdd", "larger"],
    ["-", "Minus", "smaller"],
    ["-", "NumpadSubtract", "smaller"],
    ["0", "Digit0", "usualSize"],
    ["à", "Digit0", "usualSize"],
    ["0", "Numpad0", "usualSize"],
  ] as const) {
    expect(press(keyboard, key, { code, ctrlKey: true })).toBe(action);
    expect(press(keyboard, key, { code, metaKey: true, on })).toBe(action);
    expect(press(keyboard, key, { code, ctrlKey: true, altKey: true })).toBeNull();
    expect(press(keyboard, key, { code })).toBeNull();
  }
});
