/** Highlights painted into the texts of a paper. */

import type { Highlight, HighlightColour } from "./bindings/wire";
import { isGrowing } from "./growing";
import { markSpans } from "./marking";
import { textParts } from "./selected";

/** The colours, in the order in which they are offered. */
export const COLOURS: readonly HighlightColour[] = ["yellow", "green", "blue", "pink"];

/** What a part of a text shows. */
interface Painted {
  signature: string;
  /** Whether any of it was there to be marked. */
  hasMarks: boolean;
  unmark: () => void;
}

/** The marks in the texts of one paper. */
export interface Painting {
  /** Paints these highlights into the parts that are there whole, and nothing where that is painted already. */
  paint(panels: ParentNode, highlights: readonly Highlight[], name: (highlight: Highlight) => string): void;
  /** Takes all marks away. */
  clear(): void;
}

/** Paints highlights by `<mark>`: they are in what is copied and printed, and screen readers announce them. */
export function painting(): Painting {
  const painted = new Map<HTMLElement, Painted>();
  return {
    paint(panels, highlights, name) {
      const parts = textParts(panels);
      const there = new Set(parts.map(({ root }) => root));
      for (const root of painted.keys()) if (!there.has(root)) painted.delete(root);
      const byPart = new Map<string, { highlight: Highlight; from: number; to: number }[]>();
      for (const highlight of highlights)
        for (const { part, from, to } of highlight.ranges ?? []) {
          const key = `${highlight.text} ${part}`;
          const list = byPart.get(key);
          if (list) list.push({ highlight, from, to });
          else byPart.set(key, [{ highlight, from, to }]);
        }
      for (const { text, part, root } of parts) {
        if (root.matches("[data-growing]") || isGrowing(root)) continue;
        const spans = byPart.get(`${text} ${part}`) ?? [];
        const signature = spans
          .map(({ highlight: { id, colour, note }, from, to }) => `${id} ${colour} ${note ?? ""} ${from} ${to}`)
          .join("\n");
        const before = painted.get(root);
        // What was painted may be gone with the text that it was in.
        const isLost = before?.hasMarks === true && root.querySelector("mark.highlight") === null;
        if (before?.signature === signature && !isLost) continue;
        before?.unmark();
        const unmark =
          spans.length === 0
            ? () => {}
            : markSpans(root, spans, (which) =>
                markOf(
                  which.flatMap((at) => spans[at]?.highlight ?? []),
                  name,
                ),
              );
        painted.set(root, { signature, hasMarks: root.querySelector("mark.highlight") !== null, unmark });
      }
    },
    clear() {
      for (const { unmark } of painted.values()) unmark();
      painted.clear();
    },
  };
}

/** The mark of a piece of text: in the colour of the highlight that was made last. */
export function markOf(highlights: readonly Highlight[], name: (highlight: Highlight) => string): HTMLElement {
  const mark = document.createElement("mark");
  const last = highlights.at(-1);
  mark.className = `highlight ${last?.colour ?? ""}`;
  if (highlights.length > 1) mark.classList.add("over");
  if (highlights.some((one) => one.note !== null)) mark.classList.add("noted");
  mark.dataset.highlight = highlights.map((one) => one.id).join(" ");
  if (last) mark.title = name(last);
  return mark;
}

/** The elements of a highlight, in reading order. */
export const marksOf = (root: ParentNode, id: string): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(`mark[data-highlight~="${CSS.escape(id)}"]`),
];

/** The highlights at a place of the page, the one on top first. */
export function highlightsAt(target: EventTarget | null): string[] {
  const mark = target instanceof Element ? target.closest<HTMLElement>("mark[data-highlight]") : null;
  return (mark?.dataset.highlight ?? "").split(" ").filter(Boolean).reverse();
}
