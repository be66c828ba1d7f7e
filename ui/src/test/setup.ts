import { configure } from "@testing-library/dom";
import { beforeEach } from "vitest";

// A busy machine takes its time; nothing here is about speed.
configure({ asyncUtilTimeout: 25_000 });

// The window has a doctype; happy-dom does not report it, and KaTeX needs it.
Object.defineProperty(document, "compatMode", { value: "CSS1Compat" });

// happy-dom has no ranges that stay as they are.
globalThis.StaticRange ??= class {
  readonly startContainer: Node;
  readonly startOffset: number;
  readonly endContainer: Node;
  readonly endOffset: number;
  constructor({ startContainer, startOffset, endContainer, endOffset }: StaticRangeInit) {
    [this.startContainer, this.startOffset] = [startContainer, startOffset];
    [this.endContainer, this.endOffset] = [endContainer, endOffset];
  }
  get collapsed(): boolean {
    return this.startContainer === this.endContainer && this.startOffset === this.endOffset;
  }
};

// happy-dom's parser closes all elements at the end of each part that is written; a browser's continues where it stopped.
const create = document.implementation.createHTMLDocument.bind(document.implementation);
document.implementation.createHTMLDocument = () => {
  const made = create();
  let written = "";
  made.write = (...parts: string[]) => void (written += parts.join(""));
  made.close = () => void (made.body.innerHTML = written);
  return made;
};

beforeEach(() => {
  localStorage.clear();
  document.body.innerHTML = "";
});
