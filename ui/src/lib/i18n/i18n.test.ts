import { expect, test } from "vitest";
import { en } from "./en";
import { searchEn } from "./search.en";
import { searchZh } from "./search.zh";
import { resolveLanguage } from "./words.svelte";
import { writeEn } from "./write.en";
import { writeZh } from "./write.zh";
import { zh } from "./zh";

type Tree = Record<string, unknown>;
/** Every word as `path: value`. */
function leaves(tree: Tree, path = ""): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? leaves(value as Tree, `${path}${key}.`)
      : [[path + key, value] as [string, unknown]],
  );
}

const english = { ...en, ...writeEn, searching: searchEn };
const chinese = { ...zh, ...writeZh, searching: searchZh };

test("both languages have the same words, none empty", () => {
  const [inEn, inZh] = [leaves(english), leaves(chinese)];
  expect(inZh.map(([path]) => path).sort()).toEqual(inEn.map(([path]) => path).sort());
  for (const [path, value] of [...inEn, ...inZh]) expect(value, path).toBeTruthy();
});

test("no Chinese was left in English, and the Chinese is Chinese", () => {
  const han = /\p{Script=Han}/u;
  const own = [
    "name",
    "locale",
    "paper.huggingface",
    "paper.arxiv",
    "paper.pdf",
    "copy.markdown",
    "settings.languages.en",
    "searching.fields.id",
    "fetch.and",
    "model.languages.en",
  ];
  for (const [path, value] of leaves(english))
    if (typeof value === "string" && !path.endsWith("languages.zh")) expect(value, path).not.toMatch(han);
  for (const [path, value] of leaves(chinese))
    if (typeof value === "string" && !own.includes(path)) expect(value, path).toMatch(han);
});

test("the language follows the choice, then the system, then is English", () => {
  expect(resolveLanguage("zh", ["en-US"])).toBe("zh");
  expect(resolveLanguage("system", ["de-DE", "zh-Hans-CN", "en"])).toBe("zh");
  expect(resolveLanguage("system", ["fr", "en-GB"])).toBe("en");
  expect(resolveLanguage("system", ["fr"])).toBe("en");
  expect(resolveLanguage("nonsense", [])).toBe("en");
});
