import { expect, test } from "vitest";
import type { Check, Claim, Version, WritingRecord, WritingState } from "./bindings/wire";
import { rangesInSentence } from "./claims";
import { en } from "./i18n/en";
import { writeEn } from "./i18n/write.en";
import { writeZh } from "./i18n/write.zh";
import { zh } from "./i18n/zh";
import {
  aligned,
  checkPhrase,
  firstPair,
  hostOf,
  isModelUrl,
  outcomeParts,
  recordSentences,
  tokensOn,
  wholeNumber,
  writingLine,
} from "./writing";

const state = (more: Partial<WritingState> = {}): WritingState => ({
  done: 3,
  total: 20,
  at: ["a"],
  waiting: ["b"],
  paused: false,
  held: null,
  reason: null,
  cause: null,
  ...more,
});
const record = (more: Partial<WritingRecord> = {}): WritingRecord => ({
  language: "zh",
  prompt: "zh-1",
  reason: null,
  extracted: [],
  read: 100,
  of: 100,
  cut: null,
  ...more,
});
const claim = (found: boolean): Claim => ({
  section: "results",
  kind: "figure",
  text: "1",
  occurrence: 0,
  passage: found ? { heading: "", place: "title", section: null, text: "1", highlight: [0, 1], cell: null } : null,
  outcome: found ? "found" : "not_found",
  sentence: "1",
  passages: [],
  sum: null,
  owner: null,
});

test("the line says which report is written, that it rests, or why it waits", () => {
  expect(writingLine(state(), writeEn)).toBe("Writing report 4 of 20");
  expect(writingLine(state({ done: 20 }), writeEn)).toBe("Writing report 20 of 20");
  expect(writingLine(state({ paused: true }), writeEn)).toBe("Paused, 17 reports left");
  expect(writingLine(state({ held: "budget" }), writeEn)).toContain("tomorrow");
  expect(writingLine(state({ held: "model" }), writeZh)).toBe("暂时无法使用模型，生成已暂停。");
  expect(writingLine(state({ held: "model", reason: "quota" }), writeEn)).toContain("quota is used up");
  expect(writingLine(state({ held: "model", reason: "keyring" }), writeZh)).toContain("密钥无法使用");
});

test("a record says who wrote, why not the model, what was filled, and how much was read", () => {
  expect(recordSentences("imported", null, en, writeEn)).toEqual([writeEn.record.imported]);
  expect(recordSentences("daily-arXiv-ai-enhanced", null, en, writeEn)).toEqual([
    "Imported text, written by daily-arXiv-ai-enhanced.",
  ]);
  expect(recordSentences("daily-arXiv-ai-enhanced", null, zh, writeZh)).toEqual([
    "导入的内容，由 daily-arXiv-ai-enhanced 生成。",
  ]);
  expect(recordSentences("extract", record({ prompt: null }), en, writeEn)).toEqual([writeEn.record.extract]);
  expect(recordSentences("extract", record({ reason: "refusal" }), en, writeEn)).toEqual([
    writeEn.record.reasons.refusal,
  ]);
  expect(recordSentences("extract", record({ reason: "new_one" }), zh, writeZh)[0]).toContain("new_one");
  const filled = recordSentences("model:m", record({ extracted: ["usage", "results"], read: 1, of: 300 }), en, writeEn);
  expect(filled[0]).toBe("Written by m.");
  expect(filled[1]).toContain("“Usage guide” and “Experimental results”");
  expect(filled[2]).toContain("1 of 300 characters (1%)");
  expect(recordSentences("model:m", record({ read: 299, of: 300 }), en, writeEn)[1]).toContain("99%");
  const translated = recordSentences("model:m", record({ prompt: "translate-zh-1", read: 0, of: 0 }), zh, writeZh);
  expect(translated).toEqual([writeZh.record.translated("m")]);
  // What the server left unread is reported, and never how much was sent in its place.
  const cut = recordSentences("model:m", record({ read: 71, cut: { read: 4096, sent: 31_000 } }), en, writeEn);
  expect(cut[1]).toContain("only 4,096 of about 31,000 tokens sent");
  expect(cut[1]).toContain("num_ctx");
  expect(cut.join(" ")).not.toContain("71%");
  expect(recordSentences("model:m", record(), zh, writeZh)).toEqual(["由 m 生成。", writeZh.record.whole]);
});

test("every reason the wire names has its words in both languages", async () => {
  const { readFileSync } = await import("node:fs");
  const wire = readFileSync("src/lib/bindings/wire.ts", "utf8");
  const names = (after: string) =>
    [...(wire.slice(wire.indexOf(after)).split("*/")[0] ?? "").matchAll(/`(\w+)`/g)].map((match) => match[1] ?? "");
  const reasons = names("Why the extractive writer replaced the model").filter((name) => name !== "zh");
  expect(reasons.length).toBeGreaterThan(10);
  for (const words of [writeEn, writeZh])
    for (const reason of reasons) expect(words.record.reasons[reason], reason).toBeTruthy();
});

test("nothing is said of a check that was not made, and an abstract is called one", () => {
  const check = (whole: boolean, ...found: boolean[]): Check => ({ whole, claims: found.map(claim) });
  expect(checkPhrase(null, writeEn)).toBeNull();
  expect(checkPhrase(check(true, true, false), writeEn)).toBe("1 of 2 numbers and names were found in the paper");
  expect(checkPhrase(check(true, true, true), writeEn)).toBe("All 2 numbers and names were found in the paper");
  expect(checkPhrase(check(false, true, true), writeEn)).toBe("All 2 numbers and names were found in the abstract");
  expect(checkPhrase(check(false), writeEn)).toBe("Checked against the abstract only");
  expect(checkPhrase(check(true), writeZh)).toBe(writeZh.check.nothing);
  const mixed = check(true, true, true, false, false, false);
  mixed.claims[1]!.outcome = "computed";
  mixed.claims[2]!.outcome = "another_owner";
  mixed.claims[4]!.outcome = "not_checked";
  expect(checkPhrase(mixed, writeEn)).toBe(
    "Numbers and names: 1 found, 1 computed, 1 belongs to something else, 1 not found, 1 could not be checked",
  );
  expect(checkPhrase(mixed, writeZh)).toContain("1 处属于论文中的其他对象");
});

test("a day's totals name each outcome that there is, and the reports that were not checked", () => {
  const outcomes = { found: 24, computed: 2, another_owner: 1, another_direction: 0, not_found: 1, not_checked: 3 };
  const phrase = (words: typeof writeEn, others: number) => words.check.ofDay(outcomeParts(outcomes, words), 4, others);
  expect(phrase(writeEn, 0)).toBe(
    "Numbers and names checked in 4 reports: 24 found, 2 computed, 1 belongs to something else, 1 not found, 3 could not be checked",
  );
  expect(phrase(writeEn, 1)).toContain("checked in 4 of 5 reports: 24 found");
  expect(phrase(writeZh, 0)).toContain("已核对 4 篇解读，数字和名称：24 处已找到");
  expect(phrase(writeZh, 2)).toBe(
    "已核对 6 篇解读中的 4 篇，数字和名称：24 处已找到，2 处可由论文数据算出，1 处属于论文中的其他对象，1 处未找到，3 处无法核对",
  );
});

test("a claim is shown in its sentence as a whole number or word, and in no part of another one", () => {
  const ranges = (sentence: string, text: string) => rangesInSentence({ ...claim(true), sentence, text });
  expect(ranges("延迟从 15.5 降到 5。", "5")).toEqual([[12, 13]]);
  expect(ranges("𝛼 为 71.2%，𝛽 也为 71.2%。", "71.2%")).toEqual([
    [4, 9],
    [15, 20],
  ]);
  expect(ranges("It takes 5, not 5.5 or 1,5.", "5")).toEqual([[9, 10]]);
  expect(ranges("AlphaNet beats AlphaNet2.", "AlphaNet")).toEqual([[0, 8]]);
  expect(ranges("提升2.8个百分点", "2.8个百分点")).toEqual([[2, 9]]);
  expect(ranges("", "5")).toEqual([]);
});

test("two versions are shown section beside section in a report's order, whatever each lacks", () => {
  const left = { sections: [{ key: "results", html: "r" }], rest_html: null };
  const right = {
    sections: [
      { key: "domain", html: "d" },
      { key: "results", html: "s" },
    ],
    rest_html: null,
  };
  expect(aligned(left, right)).toEqual([
    { key: "domain", left: null, right: "d" },
    { key: "results", left: "r", right: "s" },
  ]);
  expect(aligned(left, { sections: [], rest_html: "all" }).at(-1)).toEqual({ key: "rest", left: null, right: "all" });
});

test("the version shown is compared with the newest other", () => {
  const version = (number: number, shown: boolean): Version => ({
    number,
    shown,
    writer: "extract",
    added: "",
    reading_source: null,
    record: null,
    checked: null,
  });
  expect(firstPair([version(3, false), version(2, false), version(1, true)])).toEqual([1, 3]);
  expect(firstPair([version(3, true), version(2, false)])).toEqual([2, 3]);
  expect(firstPair([version(1, true)])).toBeNull();
});

test("what is typed into the settings is an address or a number in its bounds, or nothing", () => {
  expect(["http://127.0.0.1:11434/v1", "https://a.b/v1"].every(isModelUrl)).toBe(true);
  expect(["", "api.deepseek.com", "javascript:alert(1)", "file:///etc/passwd"].some(isModelUrl)).toBe(false);
  expect(hostOf("https://api.deepseek.com/v1")).toBe("api.deepseek.com");
  expect(hostOf("nonsense")).toBe("nonsense");
  expect(
    ["2,000,000", " 12 ", "33", "0", "-1", "1.5", "", "99999999999"].map((text) => wholeNumber(text, 1, 2_000_000)),
  ).toEqual([2_000_000, 12, 33, null, null, null, null, null]);
});

test("a day's tokens are those of all its models", () => {
  const row = (date: string, prompt: number) => ({ date, model: "m", answers: 1, prompt, completion: 1 });
  expect(tokensOn([row("2026-01-02", 10), row("2026-01-02", 5), row("2026-01-01", 7)], "2026-01-02")).toBe(17);
});
