import type { Opinion, Order, WordKind } from "../bindings/wire";

const number = (n: number) => n.toLocaleString("en");

/** The English words of the learnt order. */
export const tasteEn = {
  order: "Sort by",
  orders: { listed: "As listed", votes: "Upvotes", for_me: "For me" } as Record<Order, string>,
  forMeHint: "Unread papers from the two weeks up to the newest day",
  tooFew: (have: number, needed: number) =>
    `Star ${number(needed - have)} more ${needed - have === 1 ? "paper" : "papers"} to sort lists for you. Until then, papers that match a saved search or something that you follow come first, and the others keep their original order.`,
  forCollection: (name: string) => `For “${name}”`,
  toCollection: "Find papers for this collection",
  forCollectionHint:
    "Papers from the two weeks up to the newest day that are not in the collection, most similar to its papers first",
  noneForCollection: {
    title: "No papers",
    hint: "All papers from the two weeks up to the newest day are in this collection.",
  },
  tooFewCollected: (have: number, needed: number) =>
    `Put ${number(needed - have)} more ${needed - have === 1 ? "paper" : "papers"} into the collection to sort this list by it. Until then, the list keeps its original order.`,
  searches: "Found by saved search:",
  followed: "Followed:",
  follow: "Follow",
  followTitle: "Follow a word, an author or an organisation",
  followHint: "Papers with it come first in lists sorted for you, as do those that a saved search finds.",
  followWhat: "Kind",
  followKinds: { subject: "Word", author: "Author", organisation: "Organisation" } as Record<WordKind, string>,
  followName: "Name",
  lacking: (n: number) =>
    n === 1
      ? "1 of the papers at the top of this list has no report."
      : `${number(n)} of the papers at the top of this list have no report.`,
  writeThese: (n: number) => (n === 1 ? "Write its report" : `Write reports for these ${number(n)}`),
  writeHint: "A paper with a Chinese report is also found by a description in Chinese.",
  learning: "Your order is being learnt. Until it is ready, lists keep their original order.",
  learnt: "What was learnt",
  because: "Raised by:",
  against: "Lowered by:",
  like: "similar to",
  nothing: "No word in this paper affects its position.",
  more: "More of this (follow)",
  less: "Less of this",
  forget: "Forget this word",
  takeBack: "Undo",
  about: (word: string) => `About “${word}”`,
  opinions: { more: "followed", less: "less", forgotten: "forgotten" } as Record<Opinion, string>,
  lessSaid: "You want less of this",
  notLess: "Undo “Less of this”",
  kinds: { subject: "Words", author: "Authors", organisation: "Organisations" } as Record<WordKind, string>,
  title: "What was learnt",
  lead: "Paperboy learns an order from the papers you star, highlight, add to Read later or put into a collection and, to a small extent, from papers you left unmarked on days where you read or marked others. Everything is computed on this computer. Your preferences for words and papers are stored with your stars and notes; if synchronisation is set up, they are also written to its folder.",
  word: "Word",
  weight: "Weight",
  raises: "raises papers",
  lowers: "lowers papers",
  percent: (weight: number) => `${weight > 0 ? "+" : weight < 0 ? "−" : ""}${Math.round(Math.abs(weight) * 100)}`,
  said: "Your preference",
  showAll: (count: number) => `Show all ${number(count)}`,
  forgetAll: "Forget everything",
  forgetAllTitle: "Forget everything that was learnt?",
  forgetAllText:
    "All your preferences for words and papers are removed, and what you did until now no longer affects the order. Your stars, notes, highlights and collections stay. You can undo this.",
  failed: "What was learnt could not be loaded",
  empty: { title: "Nothing has been learnt yet", hint: "Star at least three papers that you like." },
  done: {
    more: (word: string) => `Following “${word}”`,
    less: (word: string) => `Less of “${word}”`,
    forgotten: (word: string) => `“${word}” forgotten`,
    none: (word: string) => `Preference for “${word}” removed`,
    lessOf: "Less of this",
    notLessOf: "“Less of this” removed",
    all: "Everything that was learnt has been forgotten; learning starts again from now",
  },
  undone: {
    less: "“Less of this”",
    opinion: "preference for a word",
    taste: "“Forget everything”",
  } as Record<string, string>,
};
