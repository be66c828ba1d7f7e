import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { en as english } from "./en";
import { said, sentence } from "./said";
import { zh as words } from "./zh";

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

test("shown by itself, a sentence begins with a capital letter and ends with a full stop", () => {
  expect(sentence("the account has no quota left (“额度不足”)", "en").text).toBe(
    "The account has no quota left (“额度不足”).",
  );
  expect(sentence("line 40: a section is missing: 实验效果", "zh-CN").text).toBe("第 40 行：缺少这一节：实验效果。");
  for (const name of ["arXiv's HTML does not exist.", "huggingface.co is busy.", "/tmp/a.md is empty."])
    expect(sentence(name, "en").text).toBe(name);
  for (const odd of ["", "something new"]) expect(sentence(odd, "zh-CN")).toEqual({ text: odd, own: false });
});

test("what is not known stays as it came, also in part", () => {
  for (const odd of ["", "something new", "line 3: something new", "the HTML of 1: something new"])
    expect(zh(odd)).toEqual({ text: odd, own: false });
});

/** Every message that a Rust source makes by this pattern, with something in place of what it names. */
function messages(file: string, pattern: RegExp): string[] {
  const path = `../src-tauri/crates/${file}`;
  if (!existsSync(path)) throw new Error(`${path} is not there`);
  // Where rustfmt breaks a line makes no difference.
  const text = readFileSync(path, "utf8")
    .replace(/#\[cfg\(test\)\]\s*mod [\s\S]*/, "")
    .replace(/=>\s*\{\s+/g, "=> ")
    .replace(/([(,])\s*\n\s*/g, (_, mark: string) => (mark === "(" ? "(" : ", "));
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
  const insecure = messages("net/src/tls.rs", /"(the [^"]+|this [^"]+)"/g);
  expect(insecure.length).toBeGreaterThan(12);
  for (const cause of insecure) {
    const said = zh(`the HTML of 2512.00001: no secure connection could be established (${cause})`);
    expect([said.own, said.text], cause).toEqual([true, expect.not.stringContaining(cause)]);
  }
  const said = zh(
    "/tmp/a.md could not be read: its name or its path is too long for this system; choose a shorter one",
  );
  expect(said).toEqual({ text: "/tmp/a.md 无法读取（文件名或路径过长）", own: true });
  expect(zh("/tmp/a.md is a pipe, a socket or a device, not a file; it was skipped").own).toBe(true);
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
    "today's limit of 900 tokens has been reached; writing continues tomorrow",
    "the model sent nothing for 1800 s; the setting model.first_token_seconds is the timeout for the first token",
    "the model's answer was cut short",
    "the model service's content filter stopped the answer",
    "the model service ended the answer for a reason that Paperboy does not know, so it may be cut short",
  ];
  for (const fault of [...faults, ...flaws, ...keys, ...more]) expect(zh(fault).own, fault).toBe(true);
});

test("every reason why a list is incomplete has its Chinese words, within the sentence too", () => {
  const given = messages("core/src/fetch/list.rs", /(?:broken|Err)\((?:format_args!\()?"([^"]+ [^"]+)"/g);
  const read = messages("paper/src/list/mod.rs", /(?:=> |write_str\(|write!\(f, )"([^"]+ [^"]+)"/g);
  expect([given.length > 4, read.length > 10]).toEqual([true, true]);
  for (const why of [...given, ...read.filter((one) => one !== "item 7: ")]) expect(zh(why).own, why).toBe(true);
  expect(
    zh(
      "the list of 2025-12-30 could not be fetched completely: the list of 2025-12-30: huggingface.co answered 502; " +
        "the page of 2025-12-30: the response is larger than 7 MB",
    ).text,
  ).toBe(
    "2025-12-30 的论文列表没有完整获取（2025-12-30 的论文列表：huggingface.co 返回 502；2025-12-30 的网页：返回内容超过 7 MB）",
  );
});

test("every reason why a page holds no article has its Chinese words", () => {
  const reasons = messages("paper/src/article/outcome.rs", /(?:=> |write_str\()"([^"]+)"/g);
  expect(reasons.length).toBeGreaterThan(8);
  for (const reason of reasons) {
    expect(words.reading.reasons[reason], reason).toBeTruthy();
    expect(english.reading.reasons[reason], reason).toBeTruthy();
  }
});

test("every cause within a fault of a model has its Chinese words", () => {
  const causes = ["address", "answer", "refusal"].flatMap((file) =>
    messages(
      `net/src/chat/${file}.rs`,
      /(?:Err\(format!\(|Garbage\((?:format!\()?|refused\(\w+, &?(?:format!\()?|NO_WORD: &str = )"([^"]+)"/g,
    ),
  );
  const asked = messages("net/src/chat.rs", /(?:Garbage\(|clip\(&format!\()"([^"]+)"/g);
  expect([causes.length > 7, asked.length > 1]).toEqual([true, true]);
  for (const cause of [...causes, ...asked]) expect(zh(cause).own, cause).toBe(true);
  expect(zh("the model service refused the request with 502: it gave no reason").text).toBe(
    "模型服务拒绝了请求（502）：没有说明原因",
  );
});

test("every value that the window may refuse is refused in Chinese", () => {
  const files = ["key", "marks", "saved", "article", "settings", "fetch/jobs", "fetch/mod", "write/versions"];
  const refused = files.flatMap((file) =>
    messages(
      `core/src/${file}.rs`,
      /(?:BadValue\(\s*(?:format!\(\s*)?|let (?:rule|what) = |=> (?:format!\()?)"([^"]+ [^"]+)"/g,
    ),
  );
  const links = messages("report/src/link.rs", /#\[error\("([^"]+)"/g);
  expect([refused.length > 16, links.length]).toEqual([true, 3]);
  const known = [...refused, ...links].filter((one) => !/^7: 7$|is not a setting|is not an address/.test(one));
  for (const one of known) expect(zh(one).own, one).toBe(true);
  expect(zh("The key was not saved: something new.").own).toBe(false);
  expect(
    zh("the key was not saved: this system has no keyring: set PAPERBOY_MODEL_KEY in the environment instead").text,
  ).toBe("密钥没有保存：这个系统没有密钥环，请改用环境变量 PAPERBOY_MODEL_KEY");
});

test("an error's full sentence is put into Chinese with its cause", () => {
  expect(
    zh(
      "2512.00001 could not be fetched: the HTML of 2512.00001: arxiv.org is busy. Paperboy will try again with the next fetch.",
    ).text,
  ).toBe("2512.00001 获取失败：2512.00001 的 HTML 版本：arxiv.org 正忙");
  expect(zh("The report of 2512.00001 was not written: the model declined to answer.").text).toBe(
    "2512.00001 的解读生成失败：模型拒绝回答",
  );
});
