import { expect, test } from "vitest";
import { choose } from "./choose";
import { dayMatcher } from "./days";
import type { Entry } from "./entry";
import { pinyin } from "./pinyin";
import { Names, queryOf, scoreName } from "./rank";
import { findSettings } from "./settings";

const names = new Names(pinyin());
const score = (typed: string, name: string) => scoreName(queryOf(typed), names.of(name));
const entry = (label: string, also: string[] = []): Entry => ({
  id: label,
  kind: "action",
  label,
  also,
  run: () => {},
});
const best = (typed: string, labels: string[], recent: string[] = []) =>
  choose(
    queryOf(typed),
    labels.map((label) => entry(label)),
    [],
    recent,
    names,
  ).map(({ label }) => label);

test("a name is found by its beginning, words, initials, pinyin and any mixture of them", () => {
  for (const typed of ["Read later", "read", "later", "rl", "read lat", "relat", "ＲＥＡＤ", "lat re"])
    expect(score(typed, "Read later"), typed).toBeGreaterThan(0);
  for (const typed of ["稍后读", "后读", "shd", "shaohoudu", "shaohd", "shao hou du", "shhd", "hd"])
    expect(score(typed, "稍后读"), typed).toBeGreaterThan(0);
  for (const typed of ["xs", "readlaterx", "shaohoudux", "ae"]) {
    expect(score(typed, "Read later"), typed).toBe(0);
    expect(score(typed, "稍后读"), typed).toBe(0);
  }
  expect(score("guimi", "“硅谜”列表")).toBeGreaterThan(0);
  // Characters with several readings, and ü as v and as u.
  for (const [typed, name] of [
    ["cx", "重新"],
    ["zy", "重要"],
    ["yh", "银行"],
    ["lvse", "绿色"],
    ["luse", "绿色"],
    ["gptmx", "GPT 模型"],
  ] as const)
    expect(score(typed, name), typed).toBeGreaterThan(0);
});

test("the beginning comes before a word, a word before initials, these before the inside, and the shorter first", () => {
  expect(best("star", ["Restart", "Go to Starred", "Starred", "Star"])).toEqual([
    "Star",
    "Starred",
    "Go to Starred",
    "Restart",
  ]);
  expect(best("rl", ["World", "Read later", "Curl"])).toEqual(["Read later", "Curl", "World"]);
  expect(best("sc", ["生成解读", "收藏", "science", "全部收藏"])).toEqual(["science", "收藏", "生成解读", "全部收藏"]);
});

test("what was chosen lately comes first among likes, and never before what is called so", () => {
  expect(best("the", ["Theme: Light", "Theme: Dark"], ["Theme: Light"])).toEqual(["Theme: Light", "Theme: Dark"]);
  expect(best("tag", ["Tag", "A stage"], ["A stage"])).toEqual(["Tag", "A stage"]);
});

test("papers that only the library's search found come last, in its order", () => {
  const found = [entry("Second"), entry("First")];
  const all = choose(queryOf("first"), [entry("First steps")], found, [], names).map(({ label }) => label);
  expect(all).toEqual(["First", "First steps", "Second"]);
});

test("long queries and long names end soon", () => {
  expect(score("a".repeat(5000), "阿".repeat(5000))).toBe(0);
  expect(score("b".repeat(80), "ab ".repeat(2000))).toBe(0);
});

test("days are found by dates and parts of dates in either language", () => {
  const days = ["2025-12-30", "2025-12-03", "2025-01-30", "2024-12-30"];
  const found = (typed: string) => {
    const is = dayMatcher(typed, "2025-12-31");
    return is && days.filter(is);
  };
  for (const typed of [
    "2025-12-30",
    "20251230",
    "2025/12/30",
    "2025年12月30日",
    "Dec 30, 2025",
    "30 december 2025",
    "昨天",
    "yesterday",
  ])
    expect(found(typed), typed).toEqual(["2025-12-30"]);
  for (const typed of ["12月30日", "12-30", "12/30", "dec 30"])
    expect(found(typed), typed).toEqual(["2025-12-30", "2024-12-30"]);
  expect(found("2025-12")).toEqual(["2025-12-30", "2025-12-03"]);
  expect(found("2025-1-30")).toEqual(["2025-01-30"]);
  expect(found("1月")).toEqual(["2025-01-30"]);
  for (const typed of ["", "12", "star", "decide", "diffusion 2025"]) expect(found(typed), typed).toBeNull();
});

test("settings are found in both languages, by their part and by the name they have in the command line", () => {
  for (const typed of ["theme", "主题", "zhuti", "zt", "ui.theme"])
    expect(findSettings(typed), typed).toContain("ui.theme");
  expect(findSettings("backups")).toEqual(["backups.now", "backups.facts"]);
  for (const [typed, id] of [
    ["快捷键", "keys"],
    ["shortcut", "keys"],
    ["深色", "ui.theme"],
    ["dark", "ui.theme"],
    ["字号", "ui.text_size"],
    ["font size", "ui.text_size"],
    ["行高", "reading.leading"],
    ["API", "model.url"],
    ["恢复", "backups.now"],
  ])
    expect(findSettings(typed!), typed).toContain(id);
  expect(findSettings("nothing like it")).toEqual([]);
});

test("a command comes before papers that begin with the same few letters, and a paper by its title before all", () => {
  const paper = (label: string): Entry => ({ ...entry(label), kind: "paper" });
  const entries = [paper("Scaling laws"), entry("收藏"), entry("Scale the text")];
  const labels = (typed: string) => choose(queryOf(typed), entries, [], [], names).map(({ label }) => label);
  expect(labels("sc")).toEqual(["Scale the text", "收藏", "Scaling laws"]);
  expect(labels("scaling laws")).toEqual(["Scaling laws"]);
});
