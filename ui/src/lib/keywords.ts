// A paper's keywords, which its report's domain may name as well.

const bare = (word: string) =>
  word
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** The keywords that none of the labels names already, each once. */
export function beside(keywords: readonly string[], labels: readonly string[]): string[] {
  const known = new Set(labels.map(bare));
  return keywords.filter((keyword) => {
    const word = bare(keyword);
    if (word === "" || known.has(word)) return false;
    known.add(word);
    return true;
  });
}
