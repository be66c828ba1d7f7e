/**
 * Sentences that the core says in English, put into Chinese: why a source gave nothing, what is wrong with a file, why a
 * model was not asked. They come as text; one that is not known here is shown as it came.
 */

type Rule = [pattern: RegExp, chinese: (...groups: string[]) => string];

/** What was asked for, before the colon of a network error. */
const asked: Rule[] = [
  [/^the list of (\S+)$/, (date) => `${date} 的论文列表`],
  [/^the page of (\S+)$/, (date) => `${date} 的网页`],
  [/^the Markdown of (\S+)$/, (id) => `${id} 的 Markdown 版本`],
  [/^the HTML of (\S+)$/, (id) => `${id} 的 HTML 版本`],
  [/^the abstract page of (\S+)$/, (id) => `${id} 的摘要页`],
  [/^arXiv's HTML$/, () => "arXiv 的 HTML 版本"],
  [/^Hugging Face's Markdown$/, () => "Hugging Face 的 Markdown 版本"],
  [/^arXiv's abstract page$/, () => "arXiv 的摘要页"],
];

const network: Rule[] = [
  [
    /^there is no connection: (.+) can't be reached$/,
    (hosts) => `没有网络连接，无法访问 ${hosts.replace(" and ", " 和 ")}`,
  ],
  [/^(\S+) is busy and asks to wait (\d+) s$/, (host, seconds) => `${host} 正忙，要求等待 ${seconds} 秒`],
  [/^(\S+) is busy$/, (host) => `${host} 正忙`],
  [/^(\S+) can't be reached \((.+)\)$/, (host, cause) => `无法连接 ${host}（${cause}）`],
  [/^(\S+) did not answer within (\S+) s$/, (host, seconds) => `${host} 在 ${seconds} 秒内没有响应`],
  [/^(\S+) answered (.+) without a page$/, (host, status) => `${host} 返回 ${status}，但没有内容`],
  [/^(\S+) answered (.+)$/, (host, status) => `${host} 返回 ${status}`],
  [/^(\S+) refused the request with (.+)$/, (host, status) => `${host} 拒绝了请求（${status}）`],
  [/^(\S+) redirected without saying where$/, (host) => `${host} 要求跳转，但没有给出地址`],
  [/^redirected more than (\d+) times$/, (times) => `跳转超过 ${times} 次`],
  [/^redirected to “(.+)”, which is not a valid address$/, (to) => `要求跳转到“${to}”，但这不是网址`],
  [/^redirected to (.+), which Paperboy does not follow$/, (to) => `要求跳转到 ${to}，Paperboy 不会访问该网址`],
  [/^its next page (.+) is on another host$/, (page) => `下一页 ${page} 在另一个网站上`],
  [/^the answer is larger than (\d+) MB$/, (size) => `返回内容超过 ${size} MB`],
  [
    /^the answer is encoded as “(.+)”, which is not supported$/,
    (encoding) => `返回内容使用了不支持的压缩格式“${encoding}”`,
  ],
  [
    /^the answer stopped for (\S+) s after (\d+) bytes$/,
    (seconds, bytes) => `收到 ${bytes} 字节后，传输停顿超过 ${seconds} 秒`,
  ],
  [/^the answer did not end within (\S+) s$/, (seconds) => `传输在 ${seconds} 秒内没有结束`],
  [/^the answer can't be unpacked \((.+)\)$/, (cause) => `返回内容无法解压（${cause}）`],
  [/^no secure connection could be established \((.+)\)$/, (cause) => `无法建立安全连接（${cause}）`],
  [/^the answer broke off or is damaged \((.+)\)$/, (cause) => `返回内容中断或已损坏（${cause}）`],
  [/^the connection failed \((.+)\)$/, (cause) => `连接失败（${cause}）`],
  [
    /^the file (.+) that limits requests to arXiv can't be used: (.+)$/,
    (file, cause) => `无法使用控制 arXiv 访问频率的文件 ${file}（${cause}）`,
  ],
  [/^the list of (\S+) could not be fetched completely: .*$/, (date) => `${date} 的论文列表没有完整获取`],
  [/^the list of (\S+) could not be read completely: .*$/, (date) => `${date} 的论文列表有部分无法解析`],
];

const files: Rule[] = [
  [/^some bytes are not UTF-8.*$/, () => "部分字节不是 UTF-8、UTF-16 或 GB18030 文本，显示为 �；原文件保持不变"],
  [/^no paper found: this is not a daily report$/, () => "没有找到论文，这不是日报"],
  [/^the daily report has no valid date$/, () => "日报中没有有效的日期"],
  [
    /^“(.*)” has no link with an arXiv id, so it can't be imported$/,
    (what) => `“${what}”没有带 arXiv 编号的链接，无法导入`,
  ],
  [/^(.+) is in the file twice; the first one is used$/, (what) => `${what} 在文件中出现两次，只取第一次`],
  [/^“(.*)” does not name its reading source$/, (what) => `“${what}”没有注明阅读来源`],
  [/^a section is missing: (.+)$/, (what) => `缺少这一节：${what}`],
  [/^a section appears twice and was joined: (.+)$/, (what) => `这一节出现两次，已合并：${what}`],
  [/^a section is out of order: (.+)$/, (what) => `这一节的顺序不对：${what}`],
  [/^the file ends inside the paper “(.*)”$/, (what) => `文件在论文“${what}”中间结束`],
  [
    /^“(.*)” looks like a paper, but there is no line of equals signs before it; it is treated as text$/,
    (what) => `“${what}”像是一篇论文的开头，但前面没有等号分隔线，已作为普通文字处理`,
  ],
  [/^(.+) is not there$/, (path) => `${path} 不存在`],
  [/^there is no permission to read (.+)$/, (path) => `没有读取 ${path} 的权限`],
  [/^(.+) could not be read: (.+)$/, (path, cause) => `${path} 无法读取（${cause}）`],
  [
    /^(.+) is larger than (\d+) MiB and can't be a daily report$/,
    (path, size) => `${path} 超过 ${size} MiB，不可能是日报`,
  ],
];

const models: Rule[] = [
  [/^the model's address can't be used: (.+)$/, (cause) => `模型地址无法使用（${cause}）`],
  [/^the model can't be reached: (.+)$/, (cause) => `无法连接模型：${cause}`],
  [/^the model service rejects the key$/, () => "模型服务拒绝了密钥"],
  [
    /^the model service has no model of that name; it has (.+)$/,
    (names) => `模型服务中没有这个名称的模型，可用的模型有 ${names}`,
  ],
  [/^the model service has no model of that name$/, () => "模型服务中没有这个名称的模型"],
  [/^the model service requires a key, and none is set$/, () => "模型服务需要密钥，但还没有设置密钥"],
  [
    /^the account at the model service has no quota left \(“(.+)”\)$/,
    (message) => `模型服务的账户额度已用完（“${message}”）`,
  ],
  [/^the account at the model service has no quota left$/, () => "模型服务的账户额度已用完"],
  [/^the model service is busy and asks to wait (\d+) s$/, (seconds) => `模型服务正忙，要求等待 ${seconds} 秒`],
  [/^the model service is busy$/, () => "模型服务正忙"],
  [/^the model's answer broke off$/, () => "模型的回答中途断开"],
  [/^the model sent nothing for (\d+) s$/, (seconds) => `模型在 ${seconds} 秒内没有输出`],
  [/^the model's answer did not end within (\d+) s$/, (seconds) => `模型的回答在 ${seconds} 秒内没有结束`],
  [/^the model's answer is too long$/, () => "模型的回答过长"],
  [/^the paper is longer than the model's context$/, () => "论文超出模型的上下文长度"],
  [/^the address does not answer like a chat model: (.+)$/, (cause) => `这个地址返回的不是对话模型的回答（${cause}）`],
  [/^the model service declined this text: (.*)$/, (message) => `模型服务拒绝处理这篇论文的内容：${message}`],
  [
    /^the model service refused the request with (\d+): (.*)$/,
    (status, message) => `模型服务拒绝了请求（${status}）：${message}`,
  ],
  [/^the model's answer is empty$/, () => "模型的回答为空"],
  [/^the model declined$/, () => "模型拒绝回答"],
  [/^the model repeated itself$/, () => "模型的回答不断重复"],
  [/^the model answered in another language$/, () => "模型使用了错误的语言回答"],
  [/^the model's answer has none of the five sections$/, () => "模型的回答中没有解读的五节内容"],
  [/^the model's answer is longer than any report$/, () => "模型的回答过长，不像解读"],
  [/^the model's answer was cut short$/, () => "模型的回答被截断"],
  [
    /^the model used all its tokens before it began the report.*$/s,
    () => "模型在思考时就用完了全部 token，请调大服务的 token 上限或关闭思考",
  ],
  [/^the system keyring is locked: .*$/, () => "系统密钥环已锁定，请解锁后重试"],
  [
    /^the system keyring has no default collection: .*$/,
    () => "系统密钥环服务中没有默认的密钥环，请在密码管理程序中创建后重试",
  ],
  [/^this system has no keyring: .*$/, () => "这个系统没有密钥环，请改用环境变量 PAPERBOY_MODEL_KEY"],
  [/^the system keyring does not answer: .*$/, () => "系统密钥环没有回应，可能正在等待解锁"],
  [
    /^the system keyring does not work properly: .*$/,
    () => "系统密钥环无法正常工作，请改用环境变量 PAPERBOY_MODEL_KEY",
  ],
  [
    /^the key in PAPERBOY_MODEL_KEY or in the system keyring is not valid: .*$/,
    () => "PAPERBOY_MODEL_KEY 或系统密钥环中的内容不是有效的密钥",
  ],
  [
    /^the key was given for (\S+), and this library names (\S+), .*$/s,
    (givenFor, asked) =>
      `密钥是为 ${givenFor} 设置的，而此资料库中的地址是 ${asked}，密钥没有发送到那里；如果地址正确，请在设置中允许发送`,
  ],
  [
    /^the key was given for another address .*$/s,
    () => "密钥是为另一个地址设置的，与此资料库中的地址不同，因此没有发送",
  ],
  [/^no model is set up: .*$/, () => "还没有设置模型，请在设置中填写地址和模型名称"],
  [/^today's budget of (\d+) tokens is used up; .*$/, (budget) => `今天的 ${budget} 个 token 已用完，明天会自动继续`],
];

const rules = [...network, ...files, ...models];

function by(rules: readonly Rule[], text: string): string | null {
  for (const [pattern, chinese] of rules) {
    const match = pattern.exec(text);
    if (match) return chinese(...match.slice(1));
  }
  return null;
}

function inChinese(text: string): string | null {
  const [, line, rest] = /^line (\d+): (.+)$/s.exec(text) ?? [];
  if (line && rest) {
    const said = inChinese(rest);
    return said && `第 ${line} 行：${said}`;
  }
  const colon = text.indexOf(": ");
  const subject = colon > 0 ? by(asked, text.slice(0, colon)) : null;
  if (subject) {
    const said = by(rules, text.slice(colon + 2));
    return said && `${subject}：${said}`;
  }
  return by(rules, text);
}

/** A sentence in the language of the window, and whether it is: else it stands as it came, in English. */
export interface Said {
  text: string;
  own: boolean;
}

/** Puts a sentence of the core into the language of the window. */
export function said(sentence: string, locale: string): Said {
  if (locale === "en") return { text: sentence, own: true };
  const trimmed = sentence.trim().replace(/\.$/, "");
  const chinese = inChinese(trimmed);
  return chinese === null ? { text: sentence, own: false } : { text: chinese, own: true };
}
