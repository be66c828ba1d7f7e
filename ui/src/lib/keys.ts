import { shortcutKey } from "./layouts";

/** What a key press means. Which of them a view answers is the view's affair. */
export type KeyAction =
  | "next"
  | "previous"
  | "down"
  | "up"
  | "first"
  | "last"
  | "open"
  | "back"
  | "star"
  | "later"
  | "read"
  | "tags"
  | "note"
  | "copy"
  | "nextPaper"
  | "previousPaper"
  | "search"
  | "undo"
  | "help"
  | "previousDay"
  | "nextDay"
  | "markDay"
  | "section1"
  | "section2"
  | "section3"
  | "section4"
  | "section5"
  | "fetch"
  | "add"
  | "write"
  | "writeDay"
  | "nextUnverified"
  | "previousUnverified"
  | "versions"
  | "select"
  | "extendDown"
  | "extendUp"
  | "moveDown"
  | "moveUp"
  | "selectAll"
  | "collect"
  | "highlight"
  | "cite"
  | "citeMenu"
  | "find"
  | "nextMatch"
  | "previousMatch"
  | "goDays"
  | "goNewest"
  | "goStarred"
  | "goLater"
  | "goUnread"
  | "goAll"
  | "goTrends"
  | "goHighlights"
  | "goReading"
  | "goSettings"
  | "larger"
  | "smaller"
  | "usualSize";

const single: Record<string, KeyAction> = {
  j: "next",
  k: "previous",
  ArrowDown: "down",
  ArrowUp: "up",
  Home: "first",
  End: "last",
  G: "last",
  o: "open",
  Enter: "open",
  Escape: "back",
  s: "star",
  l: "later",
  u: "read",
  t: "tags",
  e: "note",
  c: "copy",
  n: "nextPaper",
  p: "previousPaper",
  J: "nextPaper",
  K: "previousPaper",
  "/": "search",
  z: "undo",
  "?": "help",
  "[": "previousDay",
  "]": "nextDay",
  A: "markDay",
  f: "fetch",
  i: "add",
  w: "write",
  W: "writeDay",
  v: "nextUnverified",
  V: "previousUnverified",
  h: "versions",
  x: "select",
  m: "collect",
  a: "highlight",
  y: "cite",
  Y: "citeMenu",
  M: "previousMatch",
  F3: "nextMatch",
  "1": "section1",
  "2": "section2",
  "3": "section3",
  "4": "section4",
  "5": "section5",
};

const afterG: Record<string, KeyAction> = {
  d: "goDays",
  n: "goNewest",
  s: "goStarred",
  l: "goLater",
  u: "goUnread",
  a: "goAll",
  t: "goTrends",
  h: "goHighlights",
  r: "goReading",
  ",": "goSettings",
  g: "first",
};

/** With Ctrl or Cmd, anywhere: where something is typed, and in dialogs. */
const textSizes: Record<string, KeyAction> = {
  "+": "larger",
  "=": "larger",
  "-": "smaller",
  _: "smaller",
  "0": "usualSize",
};

/** How long `g` waits for what follows, in ms. */
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

/** Whether Enter and the arrows already mean something on the element. */
function hasOwnKeys(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (key === "Enter") return target.closest("a[href], button, summary, [role=menuitem], [role=option]") !== null;
  if (key.startsWith("Arrow") || key === "Home" || key === "End")
    return target.closest("[data-own-arrows], [role=menu], input[type=radio]") !== null;
  return false;
}

/** Reads key presses: one key, or `g` and another. */
export class Keyboard {
  #prefixed = -Infinity;

  /** What a key press means, or null: then it is left to the window. */
  read(event: KeyboardEvent): KeyAction | null {
    // 229: an input method has the key, though some engines do not report it in `isComposing`.
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return null;
    const size = textSize(event);
    if (size) return size;
    if (isTyping(event.target)) return null;
    const key = shortcutKey(event);
    // Many layouts type brackets with AltGr, which Windows reports as Ctrl and Alt.
    const typedByAltGr = event.getModifierState("AltGraph") && /^[\p{P}\p{S}]$/u.test(key);
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !typedByAltGr) {
      if (key === "z" && !event.shiftKey) return "undo";
      if (key === "f") return "find";
      if (key === "k") return "search";
      if (key === ",") return "goSettings";
      if (key === "a" && !event.shiftKey) return "selectAll";
      return null;
    }
    if (event.altKey && !event.shiftKey && (key === "ArrowDown" || key === "ArrowUp") && !hasOwnKeys(event.target, key))
      return key === "ArrowDown" ? "moveDown" : "moveUp";
    if ((event.ctrlKey || event.metaKey || event.altKey) && !typedByAltGr) return null;
    const prefixed = event.timeStamp - this.#prefixed < PREFIX;
    this.#prefixed = -Infinity;
    if (prefixed) return afterG[key] ?? null;
    if (key === "g") {
      this.#prefixed = event.timeStamp;
      return null;
    }
    if (hasOwnKeys(event.target, key)) return null;
    if (event.shiftKey && key === "F3") return "previousMatch";
    if (event.shiftKey && key === "ArrowDown") return "extendDown";
    if (event.shiftKey && key === "ArrowUp") return "extendUp";
    return single[key] ?? null;
  }
}

/** Whether a key press changes the size of the text. */
function textSize(event: KeyboardEvent): KeyAction | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  // In layouts such as AZERTY a digit needs Shift, which is not used for a size.
  return textSizes[shortcutKey(event)] ?? (event.code === "Digit0" ? "usualSize" : null);
}
