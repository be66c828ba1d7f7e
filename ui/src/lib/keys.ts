import { ACTIONS, type Action } from "./actions";
import { chordOf, isMac } from "./chords";
import { keymap } from "./keymap.svelte";

/** How long a first key waits for the second, in ms. */
const PREFIX = 1500;

/** Whether keys belong to the element: something is typed there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "reset"].includes(target.type)
  );
}

/**
 * Whether the engine's own menu may come up: where something is typed, and over selected text, for cutting, copying and pasting.
 * Elsewhere it offers what a browser does with a page: go back, load again, save a link. WebView2 on Windows offers to print and
 * to search the web over selected text too.
 */
export function keepsMenu(target: EventTarget | null, selection: Selection | null): boolean {
  if (isTyping(target)) return true;
  if (!(target instanceof Element) || !selection || selection.isCollapsed) return false;
  if (document.documentElement.dataset.os === "windows" || target.closest("a, button")) return false;
  return selection.containsNode(target, true);
}

/** Whether Enter, Space and the arrows already mean something on the element. */
function hasOwnKeys(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (key === "Enter") return target.closest("a[href], button, summary, [role=menuitem], [role=option]") !== null;
  if (key === " ")
    return target.closest("button, summary, input, [role=menuitem], [role=menuitemradio], [role=option]") !== null;
  if (key.startsWith("Arrow") || key === "Home" || key === "End")
    return target.closest("[data-own-arrows], [role=menu], input[type=radio]") !== null;
  return false;
}

/** Reads key presses: one key, or one and another. */
export class Keyboard {
  #prefix = "";
  #prefixedAt = -Infinity;

  /** What a key press may mean, the likeliest first; nothing of it where the key is left to the window. */
  read(event: KeyboardEvent): readonly Action[] {
    // 229: an input method has the key, though some engines do not report it in `isComposing`.
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return [];
    const chord = chordOf(event);
    if (chord === null) return [];
    const typing = isTyping(event.target);
    const prefixed = !typing && event.timeStamp - this.#prefixedAt < PREFIX;
    const prefix = this.#prefix;
    this.#prefixedAt = -Infinity;
    if (!prefixed && !typing && keymap.begins(chord)) {
      [this.#prefix, this.#prefixedAt] = [chord, event.timeStamp];
      return [];
    }
    const found = (keys: string) =>
      variants(keys, event)
        .map((one) => keymap.actions(one))
        .find((actions) => actions.length > 0);
    if (typing) {
      // On macOS, Ctrl with a letter moves and deletes where something is typed.
      if (isText(chord) || (isMac() && event.ctrlKey && !event.metaKey)) return [];
      return found(chord)?.filter((action) => ACTIONS[action].typing) ?? [];
    }
    if (prefixed) {
      const both = found(`${prefix} ${chord}`);
      // Only a character can be the second key. Any other key acts as a key of its own.
      if (both || isCharacter(chord)) return both ?? [];
    }
    if (hasOwnKeys(event.target, event.key) && !event.ctrlKey && !event.metaKey) return [];
    return found(chord) ?? [];
  }
}

/** Whether a key types or moves something where something is typed. */
const isText = (chord: string): boolean => !/^(Mod\+|Alt\+|(Shift\+)?F\d)/.test(chord);

const isCharacter = (chord: string): boolean => [...chord].length === 1;

/** A key under the names it may have been given: a name without Shift, and a digit that a layout such as AZERTY types with Shift. */
function variants(keys: string, event: KeyboardEvent): string[] {
  const digit = event.code === "Digit0" && keys.startsWith("Mod+") && !event.altKey ? ["Mod+0"] : [];
  return [keys, ...digit, keys.replace("Shift+", "")];
}
