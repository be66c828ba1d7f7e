import { configure } from "@testing-library/dom";
import { beforeEach } from "vitest";

// A busy machine takes its time; nothing here is about speed.
configure({ asyncUtilTimeout: 25_000 });

// The window has a doctype; happy-dom does not say so, and KaTeX asks.
Object.defineProperty(document, "compatMode", { value: "CSS1Compat" });

beforeEach(() => {
  localStorage.clear();
  document.body.innerHTML = "";
});
