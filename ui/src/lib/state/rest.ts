import { homeApi } from "../api.home";
import { toasts } from "./toasts.svelte";

/** How long the window is hidden before its page may end, in ms. */
const HIDDEN_MS = 5 * 60_000;

let holds = 0;

/** Keeps the page while something is on it that a page loaded again would not have. The answer lets it go. */
export function holdPage(): () => void {
  holds++;
  return () => void holds--;
}

/** Whether text is being typed that is kept nowhere: what is searched for is in the address. */
function isTyping(): boolean {
  const field = document.activeElement;
  const takesText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  return takesText && field.value !== "" && !field.closest("[role=search]");
}

/**
 * Lets the page end when the window has been hidden for a while: in the tray it would take most of the program's memory. It is
 * loaded again, at the same place, before the window is shown.
 */
export function restWhenHidden(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(rest, HIDDEN_MS);
  };
  const rest = () => {
    if (holds === 0 && toasts.all.length === 0 && !isTyping() && !document.querySelector("dialog[open]"))
      // A page that stays takes memory, and is of use.
      homeApi.rest().catch(() => {});
    wait();
  };
  document.addEventListener("visibilitychange", wait);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", wait);
  };
}
