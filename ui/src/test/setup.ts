import { beforeEach } from "vitest";

// The window has a doctype; happy-dom does not say so, and KaTeX asks.
Object.defineProperty(document, "compatMode", { value: "CSS1Compat" });

beforeEach(() => {
  localStorage.clear();
  document.body.innerHTML = "";
});
