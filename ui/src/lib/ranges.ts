/**
 * Places in the document are static ranges. A `Range` is kept up to date: with each node that is put in or taken out, the engine looks
 * at every one that was ever made and is not collected yet, so that thousands of matches would slow down all that follows.
 */

/** The one range that places are measured with. */
let measuring: Range | undefined;

/** The element that a place begins in. */
export const elementAt = ({ startContainer }: AbstractRange): Element | null =>
  startContainer instanceof Element ? startContainer : startContainer.parentElement;

/** The box of a place, or of the element around it when its text has changed. */
export function boxOf(place: AbstractRange): DOMRect {
  const range = (measuring ??= document.createRange());
  try {
    toRange(place, range);
    return range.getBoundingClientRect();
  } catch {
    return elementAt(place)?.getBoundingClientRect() ?? new DOMRect();
  } finally {
    // It holds on to no text that is shown no more.
    range.setStart(document, 0);
    range.collapse(true);
  }
}

/** Makes a range of a place. */
export function toRange(place: AbstractRange, range: Range = document.createRange()): Range {
  range.setStart(place.startContainer, place.startOffset);
  range.setEnd(place.endContainer, place.endOffset);
  return range;
}
