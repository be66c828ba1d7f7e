/** Names shown before the others are folded away. */
export const SHOWN_AUTHORS = 5;

/** The names that are shown, and how many are folded away. One name is not folded: its button would be no shorter. */
export function foldAuthors(authors: readonly string[], open: boolean): { shown: readonly string[]; folded: number } {
  if (open || authors.length <= SHOWN_AUTHORS + 1) return { shown: authors, folded: 0 };
  return { shown: authors.slice(0, SHOWN_AUTHORS), folded: authors.length - SHOWN_AUTHORS };
}
