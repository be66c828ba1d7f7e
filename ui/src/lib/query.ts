/** Keys in a query: put in, taken out, told apart from words. Queries are cut as the parser in Rust cuts them. */

/** The signs of the language in their other forms. */
const FORMS: Record<string, string> = { "（": "(", "）": ")", "：": ":", "－": "-" };
for (const quote of "“”„＂「」『』") FORMS[quote] = '"';

/** What a key is called besides. */
const NAMES: Record<string, string> = {
  标题: "title",
  標題: "title",
  领域: "domain",
  領域: "domain",
  贡献: "contribution",
  貢獻: "contribution",
  用法: "usage",
  创新: "innovations",
  創新: "innovations",
  innovation: "innovations",
  实验: "results",
  實驗: "results",
  result: "results",
  摘要: "abstract",
  作者: "author",
  笔记: "note",
  筆記: "note",
  标签: "tag",
  標籤: "tag",
  日期: "date",
  来源: "source",
  來源: "source",
};
const KEYS = new Set([...Object.values(NAMES), "id", "writer", "is", "has"]);

/** A stretch of a query between spaces; phrases and groups are kept whole. */
interface Term {
  /** With the signs in their plain forms. */
  text: string;
  from: number;
  to: number;
}

interface Terms {
  terms: Term[];
  /** Parentheses that are still open at the end. */
  open: number;
  /** Whether the end is within a phrase. */
  quoted: boolean;
}

function cut(query: string): Terms {
  const terms: Term[] = [];
  let [from, text, open, quoted] = [-1, "", 0, false];
  for (let at = 0; at <= query.length; at++) {
    const raw = query[at];
    const sign = raw === undefined ? " " : (FORMS[raw] ?? raw);
    const within = raw !== undefined && (open > 0 || quoted);
    if (/\s/.test(sign) && !within) {
      if (from >= 0) terms.push({ text, from, to: at });
      [from, text] = [-1, ""];
      continue;
    }
    if (from < 0) from = at;
    text += sign;
    if (sign === '"') quoted = !quoted;
    else if (sign === "(" && !quoted) open++;
    else if (sign === ")" && !quoted) open = Math.max(0, open - 1);
  }
  return { terms, open, quoted };
}

const isOperator = (term: Term | undefined, ...names: string[]): boolean =>
  term !== undefined && names.includes(term.text);

/** A key and its value in one form, however they were written: `标签：“精读”` is `tag:精读`. */
function plain(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase();
  const colon = folded.indexOf(":");
  if (colon < 0) return folded;
  const [name, value] = [folded.slice(0, colon), folded.slice(colon + 1)];
  return `${NAMES[name] ?? name}:${value.replaceAll('"', "").trim()}`;
}

/** The query and the key together: both must hold of what is found. */
export function withKey(query: string, key: string): string {
  let rest = query.trim();
  if (rest === "") return key;
  const { terms, open, quoted } = cut(rest);
  const last = terms.at(-1);
  rest += (quoted ? '"' : "") + ")".repeat(open);
  // Words side by side bind closer than OR; and what still waits for its other half must not take the key for it.
  const loose =
    terms.some((term) => isOperator(term, "OR")) || isOperator(last, "AND", "NOT") || last?.text.endsWith(":");
  return `${loose ? `(${rest})` : rest} ${key}`;
}

/** The query without the key, wherever it stands as a condition of its own. */
export function withoutKey(query: string, key: string): string {
  const rest = removed(query, plain(key));
  return rest === query ? query : ungrouped(rest);
}

function removed(query: string, wanted: string): string {
  const { terms } = cut(query);
  if (terms.some((term) => isOperator(term, "OR"))) return query;
  let rest = query;
  for (let at = terms.length - 1; at >= 0; at--) {
    const [before, term, after] = [terms[at - 1], terms[at], terms[at + 1]];
    if (!term || isOperator(before, "NOT")) continue;
    const whole = query.slice(term.from, term.to);
    const inner = inside(whole);
    let left = plain(term.text) === wanted ? "" : whole;
    if (inner !== null) {
      const kept = removed(inner, wanted);
      left = kept === inner ? whole : kept && `(${kept})`;
    }
    if (left === whole) continue;
    const joined = left === "" && isOperator(before, "AND") ? before : undefined;
    const leads = left === "" && !before && isOperator(after, "AND") ? after : undefined;
    rest = rest.slice(0, joined?.from ?? term.from) + left + rest.slice(leads?.to ?? term.to);
  }
  return rest === query ? query : rest.replace(/\s+/g, " ").trim();
}

/** What a group holds: null of anything else. */
function inside(query: string): string | null {
  const signs = [...query].map((sign) => FORMS[sign] ?? sign);
  if (signs.length < 2 || signs[0] !== "(" || signs.at(-1) !== ")") return null;
  // `(a)(b)` begins and ends so as well.
  let depth = 0;
  for (const sign of signs.slice(1, -1)) {
    if (sign === "(") depth++;
    else if (sign === ")" && --depth < 0) return null;
  }
  return depth === 0 ? query.slice(1, -1) : null;
}

/** A query that is one group needs no parentheses. */
const ungrouped = (query: string): string => (inside(query) ?? query).trim();

/** A name for a query that is saved: its words, else the values of its keys. */
export function suggestedName(query: string): string {
  const names = cut(query).terms.filter((term) => !isOperator(term, "OR", "AND", "NOT"));
  const isKey = (term: Term) => KEYS.has(plain(term.text).split(":", 1)[0] ?? "") && term.text.includes(":");
  const words = names.filter((term) => !isKey(term) && !term.text.startsWith("-"));
  const values = names.filter(isKey).map((term) => term.text.slice(term.text.indexOf(":") + 1));
  const name = (words.length > 0 ? words.map((term) => term.text) : values).join(" ").replace(/["()*]/g, "");
  return [...(name.replace(/\s+/g, " ").trim() || query.trim())].slice(0, 40).join("");
}
