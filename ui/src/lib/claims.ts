import type { Check } from "./bindings/wire";
import { mark } from "./marking";
import { claimsOf } from "./writing";

/** What a claim's mark says to who points at it or listens. */
export interface ClaimWords {
  found: string;
  lost: string;
}

/** The elements of a claim's mark, in reading order. */
export const piecesOf = (root: ParentNode, which: number): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(`[data-claim="${which}"]`),
];

/** The claim a mark belongs to; null for what lies outside of all marks, or in a link, which keeps its own meaning. */
export function claimAt(target: EventTarget | null): number | null {
  const piece = target instanceof Element ? target.closest<HTMLElement>("[data-claim]") : null;
  return piece && !piece.closest("a") ? Number(piece.dataset.claim) : null;
}

/**
 * Marks the claims of a check in a report, whose sections are `#section-KEY .prose` in `root`. A mark is a button: its first
 * piece, where it has several, bears the name. What is returned takes the marks away.
 */
export function markClaims(root: ParentNode, check: Check, words: ClaimWords): () => void {
  const undo: (() => void)[] = [];
  for (const section of new Set(check.claims.map((claim) => claim.section))) {
    const box = root.querySelector(`#section-${CSS.escape(section)} .prose`);
    if (!box) continue;
    const claims = claimsOf(check, section);
    const at = (place: number) => claims[place]!;
    undo.push(
      mark(
        box,
        claims.map(({ claim }) => claim),
        (place) => {
          const { claim, which } = at(place);
          const piece = document.createElement("span");
          piece.className = claim.passage ? "claim" : "claim lost";
          piece.dataset.claim = String(which);
          return piece;
        },
      ),
    );
    for (const { claim, which } of claims) {
      const pieces = piecesOf(box, which);
      pieces.at(-1)?.classList.add("end");
      const first = pieces[0];
      // Within a link, the link is what can be chosen.
      if (!first || first.closest("a")) continue;
      first.tabIndex = 0;
      first.setAttribute("role", "button");
      first.setAttribute("aria-expanded", "false");
      for (const piece of pieces) piece.title = claim.passage ? words.found : words.lost;
      // A part of the words is no name; a formula names itself.
      if (pieces.length > 1 && !first.querySelector("[data-math-style]")) first.setAttribute("aria-label", claim.text);
    }
  }
  return () => undo.forEach((back) => back());
}
