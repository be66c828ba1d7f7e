import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { said } from "./said";

const zh = (sentence: string) => said(sentence, "zh-CN");

test("a sentence of the core is put into Chinese with what it names; in English it stays", () => {
  expect(zh("the HTML of 2512.00001: arxiv.org is busy and asks to wait 60 s")).toEqual({
    text: "2512.00001 的 HTML 版本：arxiv.org 正忙，要求等待 60 秒",
    own: true,
  });
  expect(zh("the list of 2025-12-30: huggingface.co answered 502 Bad Gateway").text).toBe(
    "2025-12-30 的论文列表：huggingface.co 返回 502 Bad Gateway",
  );
  expect(zh("line 40: a section is missing: 实验效果").text).toBe("第 40 行：缺少这一节：实验效果");
  expect(zh("the model can't be reached: 127.0.0.1:11434 (Connection refused)").text).toBe(
    "无法连接模型：127.0.0.1:11434 (Connection refused)",
  );
  expect(said("line 40: a section is missing: 实验效果", "en")).toEqual({
    text: "line 40: a section is missing: 实验效果",
    own: true,
  });
});

test("what is not known stays as it came, also in part", () => {
  for (const odd of ["", "something new", "line 3: something new", "the HTML of 1: something new"])
    expect(zh(odd)).toEqual({ text: odd, own: false });
});

/** Every message that a Rust source makes by this pattern, with something in place of what it names. */
function messages(file: string, pattern: RegExp): string[] {
  const path = `../src-tauri/crates/${file}`;
  if (!existsSync(path)) throw new Error(`${path} is not there`);
  const text = readFileSync(path, "utf8").replace(/#\[cfg\(test\)\]\s*mod [\s\S]*/, "");
  return [...text.matchAll(pattern)].map((match) =>
    (match[1] ?? "").replace(/\{(?:what)?\}|\{\w*\}|\{\w+:[^}]*\}/g, "7"),
  );
}

test("every problem of a file has its Chinese words", () => {
  const problems = messages("report/src/problem.rs", /write!\(\s*f,\s*"([^"]+)"/g).filter((one) => !/^line/.test(one));
  expect(problems.length).toBeGreaterThan(9);
  for (const problem of problems) expect(zh(problem).own, problem).toBe(true);
});

test("every passing fault of the network has its Chinese words", () => {
  const faults = ["net/src/ask.rs", "net/src/body.rs"].flatMap((file) =>
    messages(file, /(?:Failure::Passing\(|settled_fault\(what, |let reason = )format!\(\s*"([^"]+)"/g),
  );
  expect(faults.length).toBeGreaterThan(8);
  for (const fault of faults) expect(zh(`the HTML of 2512.00001: ${fault}`).own, fault).toBe(true);
});

test("what keeps a connection from being encrypted, and a file from being read, has its Chinese words", () => {
  const insecure = messages("net/src/tls.rs", /^\s+(?:[^"\n]* => )?"(the [^"]+|this [^"]+)"/gm);
  expect(insecure.length).toBeGreaterThan(12);
  for (const cause of insecure) {
    const said = zh(`the HTML of 2512.00001: no secure connection could be established (${cause})`);
    expect([said.own, said.text], cause).toEqual([true, expect.not.stringContaining(cause)]);
  }
  const said = zh(
    "/tmp/a.md could not be read: its name or its path is too long for this system; choose a shorter one",
  );
  expect(said).toEqual({ text: "/tmp/a.md 无法读取（文件名或路径过长）", own: true });
  expect(zh("/tmp/a.md is a pipe, a socket or a device and no file; it was skipped").own).toBe(true);
});

test("every fault of a model has its Chinese words", () => {
  // What a function adds at the end is tried below.
  const faults = messages("net/src/chat/error.rs", /#\[error\("([^"]+)"/g).map((one) => one.replace(/([a-z])7$/, "$1"));
  const flaws = messages("core/src/write/trouble.rs", /Flaw::\w+ => \(Reason::\w+, "([^"]+)"\)/g);
  const keys = messages("core/src/wire/writing.rs", /Self::\w+ =>\s*\{?\s*"([^"]* [^"]*)"/g);
  expect([faults.length > 12, flaws.length > 5, keys.length > 5]).toEqual([true, true, true]);
  const more = [
    "the account at the model service has no quota left (“额度不足”)",
    "the model service has no model of that name; it has a, b",
    "the model service is busy and asks to wait 60 s",
    "the model service requires a key, and none is set",
    "no model is set up: enter its address and its name in the settings",
    "today's budget of 900 tokens is used up; writing continues tomorrow",
    "the model's answer was cut short",
  ];
  for (const fault of [...faults, ...flaws, ...keys, ...more]) expect(zh(fault).own, fault).toBe(true);
});
