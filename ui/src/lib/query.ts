/** The beginning of a term that is a key and not a word: `date:`, `标签：`. */
const KEY = /^[\p{L}]+[:：](?=.)/u;

/** A name for a query that is saved: its words, else the values of its keys. */
export function suggestedName(query: string): string {
  const terms = (query.match(/[^\s"“”]*["“][^"”]*["”]?|\S+/gu) ?? []).filter((term) => !/^(OR|AND|NOT)$/.test(term));
  const words = terms.filter((term) => !KEY.test(term) && !/^[-－]/.test(term));
  const values = terms.filter((term) => KEY.test(term)).map((term) => term.replace(KEY, ""));
  const name = (words.length > 0 ? words : values)
    .join(" ")
    .replace(/["“”()（）*]/g, "")
    .trim();
  return [...(name || query.trim())].slice(0, 40).join("");
}
