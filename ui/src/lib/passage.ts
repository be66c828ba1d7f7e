import type { Passage } from "./bindings/wire";
import { placesOf, readText, searchText } from "./find";
import { toRange } from "./ranges";
import { atOnce } from "./steps";

const NAME = "passage";
const highlights = (): HighlightRegistry | null =>
  typeof Highlight === "function" && typeof CSS !== "undefined" && "highlights" in CSS ? CSS.highlights : null;

/** Takes the mark of a passage away. */
export const unmarkPassage = (): void => void highlights()?.delete(NAME);

/**
 * Marks a passage in its section of the article, so that it is seen where one comes to it: the sentence, else what was found
 * in it. A selection would do so too, but it is painted to the ends of its lines. Gives where it is; null for a passage
 * that cannot be found as it is there, as one with formulas.
 */
export function markPassage(part: HTMLElement, passage: Passage): HTMLElement | null {
  const text = atOnce(readText(part));
  const [from, to] = passage.highlight;
  const found = [...passage.text].slice(from, to).join("");
  for (const wanted of [passage.text, found]) {
    const [place] = placesOf(text, atOnce(searchText(text.text, wanted)).slice(0, 1));
    if (!place) continue;
    // A formula that is set meanwhile must not move it.
    const range = toRange(place);
    const registry = highlights();
    if (registry) registry.set(NAME, new Highlight(range));
    else {
      const selection = document.getSelection();
      selection?.removeAllRanges();
      selection?.addRange(range);
    }
    return range.startContainer.parentElement;
  }
  return null;
}
