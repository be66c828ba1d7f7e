import { render } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { JobKind, Phase, TestOutcome, WritingHeld, WritingState } from "./lib/bindings/wire";
import { useHost } from "./lib/host/host";
import { inWords, size } from "./lib/i18n/causes";
import { causesEn } from "./lib/i18n/causes.en";
import { causesZh } from "./lib/i18n/causes.zh";
import { writeEn } from "./lib/i18n/write.en";
import { writeZh } from "./lib/i18n/write.zh";
import { useLanguage } from "./lib/i18n/words.svelte";
import { fetching } from "./lib/state/fetching.svelte";
import { library } from "./lib/state/library.svelte";
import { toasts } from "./lib/state/toasts.svelte";
import { writingLine } from "./lib/writing";
import FetchBar from "./parts/FetchBar.svelte";
import JobBar from "./parts/JobBar.svelte";
import ReadingNote from "./parts/ReadingNote.svelte";
import Toasts from "./parts/Toasts.svelte";
import WriteBar from "./parts/WriteBar.svelte";
import { days, errors, notices, problems, readings, sources, words, writings } from "./test/causes";
import { card } from "./test/host";
import { fixture } from "./lib/host/fixture";
import Failed from "./views/Failed.svelte";
import FetchDetails from "./views/FetchDetails.svelte";
import ImportResult from "./views/ImportResult.svelte";
import Notices from "./views/Notices.svelte";

let target: HTMLElement;
beforeEach(() => {
  useHost(fixture("lang=zh"));
  useLanguage("zh");
  target = document.body;
});
afterEach(() => {
  document.body.innerHTML = "";
  useLanguage("en");
});

/** Reports a text without Chinese, or with three English words in a row. */
function expectChinese(element: Element | null, what: unknown): void {
  const text = element?.textContent ?? "";
  expect(text, JSON.stringify(what)).toMatch(/\p{Script=Han}/u);
  expect(text, JSON.stringify(what)).not.toMatch(/[A-Za-z’']+(?: [A-Za-z’']+){2,}/);
}

test("every error with every cause is shown in Chinese", () => {
  for (const error of errors) {
    toasts.all = [];
    toasts.fail(error);
    const shown = render(Toasts, { messages: toasts.all, onpause() {}, onresume() {}, ondrop() {} });
    expectChinese(shown.container.querySelector("[data-testid=toast] p"), error);
    expectChinese(shown.container, error);
    shown.unmount();
    const failed = render(Failed, { error });
    expectChinese(failed.container, error);
    failed.unmount();
  }
  expect(errors.length).toBeGreaterThan(200);
});

test("a cause is a part of a sentence in both languages: it has no full stop", () => {
  for (const { error, import: imports } of [causesEn, causesZh]) {
    const parts = [
      ...errors.flatMap(({ cause }) => (cause ? [inWords(error, cause)] : [])),
      ...problems.flatMap((problem) => (problem.code === "library" ? [] : [inWords(imports, problem)])),
    ];
    expect(parts.length).toBeGreaterThan(200);
    for (const part of parts) expect(part).not.toMatch(/[.。]$|。|\. [A-Z]/);
  }
});

test("every notice is shown in Chinese", () => {
  for (const kind of notices) {
    library.status = {
      notices: [{ id: 1, kind, detail: "/home/x", recovery: null }],
    } as unknown as typeof library.status;
    const shown = render(Notices);
    expectChinese(shown.container.querySelector("p"), kind);
    expectChinese(shown.container, kind);
    shown.unmount();
  }
  library.status = null;
});

test("every reason of a failed reading is shown in Chinese, and one of an earlier version as it was stored", async () => {
  for (const source of sources)
    for (const cause of readings) {
      const shown = render(ReadingNote, {
        card: card("1", { reading_source: null, reading_reasons: [{ source, cause }] }),
        retrying: false,
      });
      shown.container.querySelector("button")?.click();
      await Promise.resolve();
      expectChinese(shown.container.querySelector("li"), cause);
      shown.unmount();
    }
  const reasons = [{ source: null, cause: { code: "other" as const, text: "something that nobody knows" } }];
  const shown = render(ReadingNote, {
    card: card("1", { reading_source: null, reading_reasons: reasons }),
    retrying: false,
  });
  shown.container.querySelector("button")?.click();
  await Promise.resolve();
  const item = shown.container.querySelector("li");
  expect([item?.textContent, item?.lang]).toEqual(["something that nobody knows", "en"]);
});

test("every problem of an import is shown in Chinese", () => {
  for (const problem of problems) {
    const file = {
      path: "/日报.md",
      kind: null,
      date: null,
      collection: null,
      papers: 0,
      highlights: 0,
      outcome: "refused" as const,
      problems: [problem],
    };
    const shown = render(ImportResult, { result: { files: [file], left_out: 0, cancelled: false }, onclose() {} });
    expectChinese(target.querySelector(".problems li"), problem);
    shown.unmount();
  }
});

test("every problem of a day's list and of a paper is shown in Chinese", () => {
  for (const problem of days) {
    fetching.summary = {
      from: "2026-01-01",
      to: "2026-01-01",
      listed: 0,
      added: 0,
      read: 0,
      failed: 0,
      unknown: [],
      missing_lists: [{ date: "2026-01-01", problem }],
      subscriptions: [],
      failures: [],
    };
    const shown = render(FetchDetails);
    expectChinese(target.querySelector("li .hint"), problem);
    shown.unmount();
  }
  fetching.summary = null;
});

test("every state of writing is shown in Chinese, and every cause that holds it", () => {
  const holds = words<WritingHeld>({ budget: true, model: true });
  const state: WritingState = {
    done: 1,
    total: 3,
    at: [],
    waiting: ["2512.00001"],
    paused: false,
    held: null,
    reason: null,
    cause: null,
  };
  const states = [
    state,
    { ...state, paused: true },
    ...holds.map((held) => ({ ...state, held })),
    ...writings.map((cause) => ({ ...state, held: "model" as const, cause })),
  ];
  for (const state of states) {
    const shown = render(WriteBar, { state, onpause() {}, oncancel() {}, onsettings() {} });
    expectChinese(shown.container, state);
    if (state.cause) expectChinese(shown.container.querySelector(".note"), state);
    shown.unmount();
  }
});

test("every outcome of the model's test has words in both languages", () => {
  const outcomes = words<TestOutcome>({
    ok: true,
    unreachable: true,
    key: true,
    keyring: true,
    unknown_model: true,
    quota: true,
    busy: true,
    refused: true,
    silent: true,
    garbage: true,
    failed: true,
    unset: true,
  });
  for (const outcome of outcomes) {
    expect(writeEn.model.outcomes[outcome]).toMatch(/^[A-Z].*\.$/);
    expect(writeZh.model.outcomes[outcome]).toMatch(/\p{Script=Han}.*。$/u);
  }
});

test("every kind of job in every phase is shown in Chinese", () => {
  const kinds = words<JobKind>({
    import: true,
    fetch: true,
    figures: true,
    write: true,
    backup: true,
    restore: true,
    restore_facts: true,
    vault: true,
    sync: true,
    publish: true,
    watch: true,
  });
  const phases = words<Phase>({
    work: true,
    read: true,
    figures: true,
    pdfs: true,
    write: true,
    wait: true,
    offline: true,
  });
  for (const kind of kinds)
    for (const phase of phases) {
      const job = { job: kind, phase, done: 1, total: 3, at: "", seconds_left: 100 };
      const bar = kind === "fetch" || kind === "figures" ? FetchBar : JobBar;
      const shown = render(bar, { job, stopping: false, onstop() {} });
      expectChinese(shown.container.querySelector(".what"), job);
      expectChinese(shown.container, job);
      shown.unmount();
    }
});

test("an address that cannot be used is distinguished from one that does not answer", () => {
  const held: WritingState = {
    done: 0,
    total: 1,
    at: [],
    waiting: ["2512.00001"],
    paused: false,
    held: "model",
    reason: "unreachable",
    cause: null,
  };
  const address: WritingState = {
    ...held,
    cause: { code: "chat", why: { code: "address", why: { code: "not_bare" } } },
  };
  for (const table of [writeEn, writeZh]) expect(writingLine(held, table)).not.toBe(writingLine(address, table));
});

test("an amount of data is said in its unit", () => {
  const sizes = [12, 2048, 12_900, 1_048_576, 64 << 20, 5_000_000_000].map((bytes) => size(bytes, "bytes"));
  expect(sizes).toEqual(["12 bytes", "2 KB", "12.6 KB", "1 MB", "64 MB", "4.7 GB"]);
});
