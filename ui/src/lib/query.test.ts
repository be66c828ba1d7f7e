import { expect, test } from "vitest";
import { suggestedName, withKey, withoutKey } from "./query";

test("a key is put behind what is there", () => {
  expect(withKey("", "date:2025-12")).toBe("date:2025-12");
  expect(withKey(" 强化 学习 ", "date:2025-12")).toBe("强化 学习 date:2025-12");
});

test("a key holds of every branch, and of what was not finished", () => {
  expect(withKey("a OR b", "is:starred")).toBe("(a OR b) is:starred");
  expect(withKey("(a OR b) c", "is:starred")).toBe("(a OR b) c is:starred");
  expect(withKey('"a OR b" c', "is:starred")).toBe('"a OR b" c is:starred');
  expect(withKey('"flow match', "is:starred")).toBe('"flow match" is:starred');
  expect(withKey("“流匹配", "is:starred")).toBe('“流匹配" is:starred');
  expect(withKey("(a (b", "is:starred")).toBe("(a (b)) is:starred");
  expect(withKey("a NOT", "is:starred")).toBe("(a NOT) is:starred");
  expect(withKey("title:", "is:starred")).toBe("(title:) is:starred");
});

test("what was chosen is taken out again, and the query is as it was", () => {
  for (const query of ["强化 学习", "a OR b", "", '"flow matching" -robot', "(a OR b) (c OR d)"])
    for (const key of ["date:2025-12", 'tag:"to teach"', "domain:计算机视觉"])
      expect(withoutKey(withKey(query, key), key)).toBe(query);
});

test("a key is found however it was written, and nothing that only looks like it", () => {
  expect(withoutKey("视频 标签：精读", "tag:精读")).toBe("视频");
  expect(withoutKey("视频 TAG:“精读” 扩散", 'tag:"精读"')).toBe("视频 扩散");
  expect(withoutKey("a AND is:starred", "is:starred")).toBe("a");
  expect(withoutKey("is:starred AND a", "is:starred")).toBe("a");
  expect(withoutKey("a AND is:starred AND b", "is:starred")).toBe("a AND b");
  expect(withoutKey("(a (is:starred b)) c", "is:starred")).toBe("(a (b)) c");
  expect(withoutKey("a (is:starred)", "is:starred")).toBe("a");
  for (const other of [
    "a NOT is:starred",
    "a -is:starred",
    '"is:starred"',
    "a OR is:starred",
    "-(a is:starred)",
    "date:2025-1",
  ])
    expect(withoutKey(other, "is:starred")).toBe(other);
});

test("a name is suggested from the words, or from the keys where there is nothing else", () => {
  expect(suggestedName("强化学习 date:2025-12 -机器人")).toBe("强化学习");
  expect(suggestedName('"flow matching" OR 流匹配')).toBe("flow matching 流匹配");
  expect(suggestedName("domain:计算机视觉 is:unread")).toBe("计算机视觉 unread");
  expect([...suggestedName("😀".repeat(60))]).toHaveLength(40);
});

test("no query is too odd", () => {
  for (const odd of ["(".repeat(2000), ")".repeat(2000), '"', "::::", "-", "OR", "\ud83d", "a\u0000b", "（：）"]) {
    expect(withKey(odd, "is:read")).toContain("is:read");
    expect(typeof withoutKey(odd, "is:read")).toBe("string");
    expect(typeof suggestedName(odd)).toBe("string");
  }
});
