import { shortcutKey } from "./layouts";

/** Keys that only change what others mean. */
const MODIFIERS = new Set([
  "Control",
  "Shift",
  "Alt",
  "Meta",
  "AltGraph",
  "CapsLock",
  "NumLock",
  "Fn",
  "OS",
  "Hyper",
  "Super",
]);
/** Keys that stay with the focus, the desktop and input methods. */
const RESERVED = new Set(["Tab", "ContextMenu", "Dead", "Process", "Unidentified", "PrintScreen"]);

type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey"> &
  Partial<Pick<KeyboardEvent, "getModifierState">>;

const isName = (key: string) => [...key].length > 1;

/**
 * A key press as a chord, as `ACTIONS` writes it, or null for a key that is none. A character has its Shift in it: `?`, not `Shift+/`.
 */
export function chordOf(event: Press): string | null {
  const typed = shortcutKey(event);
  if (MODIFIERS.has(typed) || RESERVED.has(typed)) return null;
  const named = typed === " " ? "Space" : typed;
  // macOS leaves Shift out of a letter while Cmd is down.
  const key =
    event.shiftKey && (event.ctrlKey || event.metaKey) && /^\p{Ll}$/u.test(named) ? named.toUpperCase() : named;
  // Many layouts type brackets with AltGr, which Windows reports as Ctrl and Alt.
  const typedByAltGr = event.getModifierState?.("AltGraph") && /^[\p{P}\p{S}]$/u.test(key);
  const mod = (event.ctrlKey || event.metaKey) && !typedByAltGr ? "Mod+" : "";
  const alt = event.altKey && !typedByAltGr ? "Alt+" : "";
  const shift = event.shiftKey && isName(key) ? "Shift+" : "";
  return mod + alt + shift + key;
}

/** Whether a key press belongs to a chord that the engine needs: cutting, copying and pasting, and closing the window. */
export const isOfSystem = (chord: string): boolean =>
  /^Mod\+(Shift\+)?[acvxqwACVXQW]$/.test(chord) && chord !== "Mod+a";

/** A capital has its Shift in it; with Ctrl or Alt, small letters are shown as capitals too. */
const isCapital = (key: string): boolean => /^\p{Lu}$/u.test(key);

const SIGNS: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };

/** A chord or two as a user reads it: `Ctrl+K`, `⌘K`, `g d`, `↓`. */
export function shownKeys(keys: string, mac = isMac()): string {
  return keys
    .split(" ")
    .map((chord) => {
      const [, mod, alt, shift, key = ""] = /^(Mod\+)?(Alt\+)?(Shift\+)?(.+)$/.exec(chord) ?? [];
      const sign = SIGNS[key] ?? (mod || alt ? key.toUpperCase() : key);
      const shifted = shift || ((mod || alt) && isCapital(key));
      if (mac) return `${alt ? "⌥" : ""}${shifted ? "⇧" : ""}${mod ? "⌘" : ""}${sign}`;
      return `${mod ? "Ctrl+" : ""}${alt ? "Alt+" : ""}${shifted ? "Shift+" : ""}${sign}`;
    })
    .join(" ");
}

/** Keys as `aria-keyshortcuts` has them: no sequences, which it cannot say. */
export function ariaKeys(keys: readonly string[], mac = isMac()): string | undefined {
  const said = keys
    .filter((key) => !key.includes(" "))
    .map((key) =>
      key
        .replace(/^((?:Mod\+)(?:Alt\+)?|Alt\+)(\p{Lu})$/u, "$1Shift+$2")
        .replace("Mod+", mac ? "Meta+" : "Control+")
        .replace(/\+$/, "Plus")
        .replace(/^ $/, "Space"),
    );
  return said.length > 0 ? said.join(" ") : undefined;
}

/** Whether the window is on macOS. */
export const isMac = (): boolean => document.documentElement.dataset.os === "mac";
