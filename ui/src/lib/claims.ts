import type { Check, Claim, ClaimOutcome, OutcomeCounts } from "./bindings/wire";
import { mark } from "./marking";
import { claimsOf } from "./writing";

/** The kinds of outcomes that marks and totals distinguish. */
export type ClaimVerdict = keyof OutcomeCounts;

const VERDICTS: Record<ClaimOutcome, ClaimVerdict> = {
  found: "found",
  respelled: "found",
  rounded: "found",
  bound: "found",
  computed: "computed",
  another_owner: "another_owner",
  another_direction: "another_direction",
  not_found: "not_found",
  not_checked: "not_checked",
};

export const verdictOf = (claim: Claim): ClaimVerdict => VERDICTS[claim.outcome];

/** How many claims have each outcome. */
export function outcomesOf(claims: readonly Claim[]): OutcomeCounts {
  const counts = { found: 0, computed: 0, another_owner: 0, another_direction: 0, not_found: 0, not_checked: 0 };
  for (const claim of claims) counts[verdictOf(claim)]++;
  return counts;
}

const DOUBTFUL: readonly ClaimVerdict[] = ["another_owner", "another_direction", "not_found"];

/** How many claims the user should look at. */
export const doubtfulIn = (outcomes: OutcomeCounts): number =>
  DOUBTFUL.reduce((sum, verdict) => sum + outcomes[verdict], 0);

/** Whether the user should look at a claim: the paper does not contain it in this form. */
export const isDoubtful = (claim: Claim): boolean => DOUBTFUL.includes(verdictOf(claim));

const CLASSES: Record<ClaimVerdict, string> = {
  found: "claim",
  computed: "claim computed",
  another_owner: "claim lost other",
  another_direction: "claim lost turned",
  not_found: "claim lost",
  not_checked: "claim open",
};

/** The elements of a claim's mark, in reading order. */
export const piecesOf = (root: ParentNode, which: number): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(`[data-claim="${which}"]`),
];

/** Where a claim's text is in its sentence, as a whole word or number; the ranges are in Unicode characters. */
export function rangesInSentence({ sentence, text }: Claim): [number, number][] {
  if (text === "") return [];
  const length = [...text].length;
  const ranges: [number, number][] = [];
  for (let at = sentence.indexOf(text); at >= 0; at = sentence.indexOf(text, at + text.length)) {
    const [before, after] = [sentence.slice(0, at), sentence.slice(at + text.length)];
    const goesOn =
      (/[\p{Script=Latin}\d]$|\d[.,]$/u.test(before) && /^[\p{Script=Latin}\d]/u.test(text)) ||
      (/^[\p{Script=Latin}\d]|^[.,]\d/u.test(after) && /[\p{Script=Latin}\d]$/u.test(text));
    if (!goesOn) ranges.push([[...before].length, [...before].length + length]);
  }
  return ranges;
}

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
