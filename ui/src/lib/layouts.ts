/** A key's place on the keyboard, and the characters that it has there in the US layout: alone and with Shift. */
const AT_PLACE: Record<string, readonly [string, string]> = {
  Backquote: ["`", "~"],
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Backslash: ["\\", "|"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
  Digit1: ["1", "!"],
  Digit2: ["2", "@"],
  Digit3: ["3", "#"],
  Digit4: ["4", "$"],
  Digit5: ["5", "%"],
  Digit6: ["6", "^"],
  Digit7: ["7", "&"],
  Digit8: ["8", "*"],
  Digit9: ["9", "("],
  Digit0: ["0", ")"],
};

/**
 * Keys on which layouts of other scripts have a sign of ASCII, so that the sign alone does not show the layout: the Cyrillic ones
 * and the Hebrew one have the full stop and the comma where the US layout has the slash, and Hebrew has an apostrophe on W.
 */
const SIGNS_OF_OTHER_SCRIPTS = new Set(["Slash .", "Slash ,", "KeyW '"]);

const isOneCharacter = (key: string): boolean => [...key].length === 1;

/** A letter, mark or digit of a script other than Latin: no shortcut is one of these, so that the key's place decides the shortcut. */
const isOfOtherScript = (key: string): boolean =>
  /^[\p{L}\p{M}\p{Nd}\p{No}\p{P}\p{S}]$/u.test(key) && !/^[\p{Script=Latin}\p{ASCII}]$/u.test(key) && !isLatinSign(key);

/** Signs beyond ASCII that layouts of Latin letters have, such as § ´ ¨ ° £ €: they are no letters of another script. */
const isLatinSign = (key: string): boolean =>
  /^[\u00a1-\u00bf\u00d7\u00f7\u02b0-\u036f\u2000-\u206f\u20a0-\u20cf]$/.test(key);

function atPlace(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  return AT_PLACE[code]?.[shift ? 1 : 0] ?? null;
}

/** Whether Caps Lock is on: then a letter without Shift is a capital. */
const isLocked = (event: Partial<Pick<KeyboardEvent, "getModifierState">>): boolean =>
  event.getModifierState?.("CapsLock") ?? false;

/**
 * The key as a shortcut names it, where Caps Lock changes nothing: with it, "w" would write a whole day's reports. With a layout of Latin letters (AZERTY, Dvorak, QWERTZ …) it is the character that is typed; with
 * one of another script (Cyrillic, Greek, Hebrew, Arabic, Thai …) it is what the key at this place types in the US layout.
 */
export function shortcutKey(
  event: Pick<KeyboardEvent, "key" | "code" | "shiftKey"> & Partial<Pick<KeyboardEvent, "getModifierState">>,
): string {
  const { key, code, shiftKey } = event;
  if (!isOneCharacter(key)) return key;
  if (!isOfOtherScript(key) && !SIGNS_OF_OTHER_SCRIPTS.has(`${code} ${key}`)) {
    if (!isLocked(event)) return key;
    return shiftKey ? key.toUpperCase() : key.toLowerCase();
  }
  return atPlace(code, shiftKey) ?? key;
}
