import type { Opinion, Order, WordKind } from "../bindings/wire";

const number = (n: number) => n.toLocaleString("en");

/** The English words of the learnt order. */
export const tasteEn = {
  order: "Order",
  orders: { listed: "As listed", votes: "By votes", for_me: "For me" } as Record<Order, string>,
  forMeHint: "Unread papers of the two weeks up to the newest day",
  tooFew: (have: number, needed: number) =>
    `Star ${number(needed - have)} more ${needed - have === 1 ? "paper" : "papers"} to have your own order. Until then, this is the list’s order.`,
  learning: "Your order is being learnt. Until then, this is the list’s order.",
  learnt: "What was learnt",
  because: "Raised by:",
  against: "Lowered by:",
  like: "like",
  nothing: "No word of this paper changes its place.",
  more: "More of this",
  less: "Less of this",
  forget: "Forget this word",
  takeBack: "Take back",
  about: (word: string) => `About “${word}”`,
  opinions: { more: "more", less: "less", forgotten: "forgotten" } as Record<Opinion, string>,
  lessSaid: "You want less of this",
  notLess: "Take back “less of this”",
  kinds: { subject: "Words", author: "Authors", organisation: "Organisations" } as Record<WordKind, string>,
  title: "What was learnt",
  lead: "Paperboy learns an order from the papers you star, keep for later, highlight and collect, and from those you leave unread. Everything is computed on this computer. What you say about words and papers is stored with your stars and notes, and goes into the folder of synchronisation where that is set up.",
  word: "Word",
  weight: "Weight",
  raises: "raises papers",
  lowers: "lowers papers",
  percent: (weight: number) => `${weight > 0 ? "+" : weight < 0 ? "−" : ""}${Math.round(Math.abs(weight) * 100)}`,
  said: "You said",
  showAll: (count: number) => `Show all ${number(count)}`,
  forgetAll: "Forget everything",
  forgetAllTitle: "Forget everything that was learnt?",
  forgetAllText:
    "All opinions on words and papers are removed, and nothing you did until now is learnt from any more. Your stars, notes, highlights and collections stay. You can undo this.",
  failed: "What was learnt could not be loaded",
  empty: { title: "Nothing was learnt yet", hint: "Star at least three papers that you like." },
  done: {
    more: (word: string) => `More of “${word}”`,
    less: (word: string) => `Less of “${word}”`,
    forgotten: (word: string) => `“${word}” forgotten`,
    none: (word: string) => `Opinion on “${word}” removed`,
    lessOf: "Less of this",
    notLessOf: "“Less of this” removed",
    all: "Everything that was learnt is forgotten. What you star or collect from now on counts",
  },
  undone: {
    less: "“Less of this”",
    opinion: "Opinion",
    taste: "Forgetting",
  } as Record<string, string>,
};
