/** The characters of the US layout by the place of the key (`code`): without and with Shift. */
const US_LAYOUT: Record<string, readonly [string, string]> = {
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
 * Keys on which layouts of other scripts have an ASCII character, so that the character alone does not show the layout: the Cyrillic ones
 * and the Hebrew one have the full stop and the comma where the US layout has the slash, and Hebrew has an apostrophe on W.
 */
const ASCII_KEYS_OF_OTHER_SCRIPTS = new Set(["Slash .", "Slash ,", "KeyW '"]);

const isOneCharacter = (key: string): boolean => [...key].length === 1;

/** A letter, mark, digit, punctuation mark or symbol that layouts of Latin letters do not have. No shortcut uses one, so the key's place decides. */
const isOfOtherScript = (key: string): boolean =>
  /^[\p{L}\p{M}\p{Nd}\p{No}\p{P}\p{S}]$/u.test(key) && !/^[\p{Script=Latin}\p{ASCII}]$/u.test(key) && !isLatinSign(key);

/** Characters outside ASCII that layouts of Latin letters have, such as § ´ ¨ ° £ €. */
const isLatinSign = (key: string): boolean =>
  /^[\u00a1-\u00bf\u00d7\u00f7\u02b0-\u036f\u2000-\u206f\u20a0-\u20cf]$/.test(key);

function atPlace(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  return US_LAYOUT[code]?.[shift ? 1 : 0] ?? null;
}

/** Whether Caps Lock is on: then a letter without Shift is a capital. */
const isCapsLockOn = (event: Partial<Pick<KeyboardEvent, "getModifierState">>): boolean =>
  event.getModifierState?.("CapsLock") ?? false;

/**
 * The key as shortcuts name it. Caps Lock is ignored: with it, "w" would become "W", which writes a whole day's reports.
 * With a layout of Latin letters (AZERTY, Dvorak, QWERTZ …) it is the character that is typed; with
 * one of another script (Cyrillic, Greek, Hebrew, Arabic, Thai …) it is what the key at this place types in the US layout.
 */
export function shortcutKey(
  event: Pick<KeyboardEvent, "key" | "code" | "shiftKey"> & Partial<Pick<KeyboardEvent, "getModifierState">>,
): string {
  const { key, code, shiftKey } = event;
  if (!isOneCharacter(key)) return key;
  if (!isOfOtherScript(key) && !ASCII_KEYS_OF_OTHER_SCRIPTS.has(`${code} ${key}`)) {
    if (!isCapsLockOn(event)) return key;
    return shiftKey ? key.toUpperCase() : key.toLowerCase();
  }
  return atPlace(code, shiftKey) ?? key;
}
