import { expect, test } from "vitest";
import { formatSchedule, OFFERED, parseSchedule, readTime, scheduleProblem } from "./schedule";

test("a schedule is read as it is written, and nothing else is one", () => {
  expect(parseSchedule("07:00-23:00/3h")).toEqual(OFFERED);
  expect(formatSchedule(OFFERED)).toBe("07:00-23:00/3h");
  for (const other of [
    "ask",
    "off",
    "",
    "7:00-23:00/3h",
    "23:00-07:00/3h",
    "07:00-23:00/0h",
    "07:00-23:00/25h",
    "07:00-24:00/3h",
  ])
    expect(parseSchedule(other), other).toBeNull();
});

test("times are read as people type them", () => {
  for (const [typed, time] of [
    ["7", "07:00"],
    ["7:30", "07:30"],
    ["0730", "07:30"],
    [" 23:59 ", "23:59"],
    ["７：３０", "07:30"],
  ] as const)
    expect(readTime(typed), typed).toBe(time);
  for (const typed of ["", "24", "7:60", "noon", "7:3", "-1", "12:00 am"]) expect(readTime(typed), typed).toBeNull();
});

test("what cannot be saved is named", () => {
  expect(scheduleProblem({ ...OFFERED, from: "" })).toBe("time");
  expect(scheduleProblem({ ...OFFERED, to: "07:00" })).toBe("order");
  for (const everyHours of [0, 25, 1.5, NaN]) expect(scheduleProblem({ ...OFFERED, everyHours })).toBe("every");
  expect(scheduleProblem(OFFERED)).toBeNull();
});
