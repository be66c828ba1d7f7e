import { expect, test } from "vitest";
import { suggestedName } from "./query";

test("a name is suggested from the words, or from the keys where there is nothing else", () => {
  expect(suggestedName("强化学习 date:2025-12 -机器人")).toBe("强化学习");
  expect(suggestedName('"flow matching" OR 流匹配')).toBe("flow matching 流匹配");
  expect(suggestedName("domain:计算机视觉 is:unread")).toBe("计算机视觉 unread");
  expect([...suggestedName("😀".repeat(60))]).toHaveLength(40);
});

test("no query is too odd for a name", () => {
  for (const odd of ["(".repeat(2000), '"', "::::", "-", "OR", "\ud83d", "a\u0000b", "（：）"])
    expect(suggestedName(odd).length).toBeGreaterThan(0);
});
