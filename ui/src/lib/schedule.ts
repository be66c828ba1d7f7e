/** When Paperboy fetches automatically: hours of the user's day, and how many hours lie between. */
export interface Schedule {
  /** `HH:MM`. */
  from: string;
  /** `HH:MM`, later than `from`. */
  to: string;
  /** 1 to 24. */
  everyHours: number;
}

/** What is offered to a user who has not chosen. */
export const OFFERED: Schedule = { from: "07:00", to: "23:00", everyHours: 3 };

/** Reads a setting such as `07:00-23:00/3h`; null for `ask`, `off` and what cannot be read. */
export function parseSchedule(setting: string): Schedule | null {
  const match = /^(\d\d:\d\d)-(\d\d:\d\d)\/(\d{1,2})h$/.exec(setting);
  if (!match) return null;
  const schedule = { from: match[1] ?? "", to: match[2] ?? "", everyHours: Number(match[3]) };
  return scheduleProblem(schedule) === null ? schedule : null;
}

/** A schedule as the setting has it. */
export const formatSchedule = ({ from, to, everyHours }: Schedule): string => `${from}-${to}/${everyHours}h`;

/** Reads a time of day as people type it (`7`, `7:30`, `0730`, `７：３０`) into `HH:MM`; null when it is none. */
export function readTime(typed: string): string | null {
  const match = /^(\d{1,2})(?:[:.h]?(\d\d))?$/.exec(typed.normalize("NFKC").trim());
  if (!match) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? 0)];
  if (hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

/** What a schedule cannot be saved for. */
export type ScheduleProblem = "time" | "order" | "every";

/** What is wrong with a schedule; null when it can be saved. */
export function scheduleProblem({ from, to, everyHours }: Schedule): ScheduleProblem | null {
  if (readTime(from) !== from || readTime(to) !== to) return "time";
  if (from >= to) return "order";
  return Number.isInteger(everyHours) && everyHours >= 1 && everyHours <= 24 ? null : "every";
}
