import { expect, test } from "vitest";
import { addDays, addMonths, isDay, longDate, mediumDate, shortDate, weekday, weekdayNames, weeksOf } from "./dates";

test("a month's weeks begin on Monday and hold each of its days once", () => {
  // 1 December 2025 was a Monday.
  const december = weeksOf("2025-12");
  expect(december[0]?.[0]).toBe("2025-12-01");
  expect(december.flat().filter(Boolean)).toHaveLength(31);
  // 1 February 2026 was a Sunday.
  const february = weeksOf("2026-02");
  expect(february[0]).toEqual([null, null, null, null, null, null, "2026-02-01"]);
  expect(february.every((week) => week.length === 7)).toBe(true);
  expect(weeksOf("2024-02").flat().filter(Boolean)).toHaveLength(29);
});

test("months and days go over the ends of years", () => {
  expect([addMonths("2025-12", 1), addMonths("2025-01", -1)]).toEqual(["2026-01", "2024-12"]);
  expect([addDays("2025-12-31", 1), addDays("2024-03-01", -1)]).toEqual(["2026-01-01", "2024-02-29"]);
});

test("only days that exist are days", () => {
  expect(["2025-12-30", "2024-02-29"].map(isDay)).toEqual([true, true]);
  expect(["2025-02-29", "2025-13-01", "2025-1-1", "today", ""].some(isDay)).toBe(false);
});

test("a day is the same day in every time zone", () => {
  expect(longDate("2025-12-30", "zh-CN")).toBe("2025年12月30日");
  expect(weekday("2025-12-30", "zh-CN")).toBe("星期二");
  expect(weekdayNames("en", "long")[0]).toBe("Monday");
});

test("a short date has its year when that is not this year", () => {
  const inJanuary = (date: string, locale: string) => shortDate(date, locale, "2026-01-02");
  expect(inJanuary("2026-01-01", "en-US")).toBe("Jan 1");
  expect(inJanuary("2025-12-31", "en-US")).toBe("Dec 31, 2025");
  expect(inJanuary("2027-01-01", "en-US")).toBe("Jan 1, 2027");
  expect(inJanuary("2026-01-01", "zh-CN")).toBe("1月1日");
  expect(inJanuary("2025-01-02", "zh-CN")).toBe("2025年1月2日");
});

test("a date with its year has the order of its language", () => {
  expect(mediumDate("2025-12-30", "zh-CN")).toBe("2025年12月30日");
  expect(mediumDate("2025-12-30", "en-US")).toBe("Dec 30, 2025");
});
