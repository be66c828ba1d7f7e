import { expect, test } from "vitest";
import { shortcutKey } from "./layouts";

/** What is pressed: the key's place, what it types, and whether Shift is held. */
const pressed = (code: string, key: string, shiftKey = false) => shortcutKey({ code, key, shiftKey });

const ROWS = [
  "KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP",
  "KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL",
  "KeyZ KeyX KeyC KeyV KeyB KeyN KeyM",
];
const places = ROWS.join(" ").split(" ");

test.each([
  ["Russian", "йцукенгшщз" + "фывапролд" + "ячсмить"],
  ["Ukrainian", "йцукенгшщз" + "фівапролд" + "ячсмить"],
  ["Bulgarian", "явертъуиоп" + "асдфгхйкл" + "зьцжбнм"],
  ["Armenian", "քոեռտըւիօպ" + "ասդֆգհյկլ" + "զղցվբնմ"],
  ["Georgian", "ქწერტყუიოპ" + "ასდფგჰჯკლ" + "ზხცვბნმ"],
  ["Arabic", "ضصثقفغعهخح" + "شسيبلاتنم" + "ئءؤرىةو"],
  ["Thai", "ๆไำพะัีรนย" + "ฟหกดเ้่าส" + "ผปแอิืท"],
  ["Hindi", "ौैाीूबहगदज" + "ोे्िुपरकत" + "ॆंमनवलस"],
  ["kana", "たていすかんなにらせ" + "ちとしはきくまのり" + "つさそひこみも"],
  ["Korean", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ" + "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ" + "ㅋㅌㅊㅍㅠㅜㅡ"],
])("letters of the %s layout are shortcuts by their place", (_, letters) => {
  const typed = [...letters];
  expect(typed).toHaveLength(places.length);
  places.forEach((place, i) => {
    expect(pressed(place, typed[i] ?? "")).toBe(place.at(-1)?.toLowerCase());
    expect(pressed(place, typed[i] ?? "", true)).toBe(place.at(-1));
  });
});

test("a Greek letter is a shortcut by its place, and so is a capital one", () => {
  expect(pressed("KeyS", "σ")).toBe("s");
  expect(pressed("KeyG", "Γ", true)).toBe("G");
  expect(pressed("KeyU", "θ")).toBe("u");
});

test("signs are where they are in the US layout", () => {
  expect(pressed("Slash", ".")).toBe("/");
  expect(pressed("Slash", ",", true)).toBe("?");
  expect(pressed("Slash", "ظ")).toBe("/");
  expect(pressed("Slash", "؟", true)).toBe("?");
  expect(pressed("BracketLeft", "х")).toBe("[");
  expect(pressed("BracketRight", "ъ")).toBe("]");
  expect(pressed("Comma", "б")).toBe(",");
  expect(pressed("KeyW", "'")).toBe("w");
  expect(pressed("Digit2", "٢")).toBe("2");
  expect(pressed("Digit1", "१")).toBe("1");
});

test("with Latin letters the character counts, wherever it is", () => {
  for (const [code, key] of [
    ["KeyQ", "a"],
    ["KeyW", "z"],
    ["Semicolon", "m"],
    ["KeyM", ","],
    ["KeyS", "o"],
    ["KeyW", ","],
    ["KeyE", "."],
    ["KeyQ", "'"],
    ["Slash", "z"],
    ["Slash", "-"],
    ["Slash", "!"],
    ["BracketLeft", "ü"],
    ["Semicolon", "ö"],
    ["Quote", "ù"],
    ["Digit2", "é"],
    ["Digit9", "ç"],
    ["KeyL", "ł"],
    ["BracketLeft", "å"],
    ["KeyI", "ı"],
    ["Backquote", "§"],
    ["Equal", "´"],
    ["KeyE", "€"],
    ["Minus", "ß"],
  ] as const)
    expect(pressed(code, key)).toBe(key);
});

test("keys that type nothing are named as they are", () => {
  for (const key of ["Enter", "Escape", "ArrowDown", "F3", "Shift", "Dead", "Process", "Unidentified", " "])
    expect(pressed("KeyA", key)).toBe(key);
});

test("a key whose place nobody knows is what it types", () => {
  expect(pressed("", "ы")).toBe("ы");
  expect(pressed("IntlBackslash", "ё")).toBe("ё");
});

test("Caps Lock changes no shortcut, in any layout", () => {
  const locked = (code: string, key: string, shiftKey = false) =>
    shortcutKey({ code, key, shiftKey, getModifierState: (name: string) => name === "CapsLock" });
  expect(locked("KeyW", "W")).toBe("w");
  // Most systems type a small letter with Shift then.
  expect(locked("KeyW", "w", true)).toBe("W");
  expect(locked("KeyG", "G", true)).toBe("G");
  expect(locked("KeyV", "K")).toBe("k");
  expect(locked("KeyS", "Ы")).toBe("s");
  expect(locked("KeyG", "п", true)).toBe("G");
  expect(locked("Slash", "/")).toBe("/");
  expect(locked("Digit1", "1")).toBe("1");
  expect(locked("Enter", "Enter")).toBe("Enter");
});
