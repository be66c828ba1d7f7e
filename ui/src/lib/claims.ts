import type { Check, Claim, ClaimOutcome } from "./bindings/wire";
import { mark } from "./marking";
import { claimsOf } from "./writing";

/** The kinds of outcomes that marks and totals distinguish. */
export type ClaimVerdict = "found" | "computed" | "other" | "turned" | "lost" | "open";

const VERDICTS: Record<ClaimOutcome, ClaimVerdict> = {
  found: "found",
  respelled: "found",
  rounded: "found",
  bound: "found",
  computed: "computed",
  another_owner: "other",
  another_direction: "turned",
  not_found: "lost",
  not_checked: "open",
};

export const verdictOf = (claim: Claim): ClaimVerdict => VERDICTS[claim.outcome];

/** Whether the user should look at a claim: the paper does not contain it in this form. */
export const isDoubtful = (claim: Claim): boolean => ["other", "turned", "lost"].includes(verdictOf(claim));

const CLASSES: Record<ClaimVerdict, string> = {
  found: "claim",
  computed: "claim computed",
  other: "claim lost other",
  turned: "claim lost turned",
  lost: "claim lost",
  open: "claim open",
};

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
export function markClaims(root: ParentNode, check: Check, words: (claim: Claim) => string): () => void {
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
          piece.className = CLASSES[verdictOf(claim)];
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
      for (const piece of pieces) piece.title = words(claim);
      // A part of the words is no name; a formula names itself.
      if (pieces.length > 1 && !first.querySelector("[data-math-style]")) first.setAttribute("aria-label", claim.text);
    }
  }
  return () => undo.forEach((back) => back());
}
