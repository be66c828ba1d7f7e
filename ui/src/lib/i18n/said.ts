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
    /^there is no (?:network )?connection: (.+) can't be reached$/,
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
  [
    /^redirected to a “(.+):” address, which Paperboy does not follow$/,
    (scheme) => `要求跳转到“${scheme}:”类型的地址，Paperboy 不会访问`,
  ],
  [/^redirected to (.+), which Paperboy does not follow$/, (to) => `要求跳转到 ${to}，Paperboy 不会访问该网址`],
  [/^its next page (.+) is on another host$/, (page) => `下一页 ${page} 在另一个网站上`],
  [/^the response is larger than (\d+) MB$/, (size) => `返回内容超过 ${size} MB`],
  [
    /^the response is encoded as “(.+)”, which is not supported$/,
    (encoding) => `返回内容使用了不支持的压缩格式“${encoding}”`,
  ],
  [
    /^the response stopped for (\S+) s after (\d+) bytes$/,
    (seconds, bytes) => `收到 ${bytes} 字节后，传输停顿超过 ${seconds} 秒`,
  ],
  [/^the response did not end within (\S+) s$/, (seconds) => `传输在 ${seconds} 秒内没有结束`],
  [/^the response can't be decompressed \((.+)\)$/, (cause) => `返回内容无法解压（${cause}）`],
  [
    /^no secure connection could be established \((.+)\)$/,
    (cause) => `无法建立安全连接（${by(insecure, cause) ?? cause}）`,
  ],
  [/^the response broke off or is damaged \((.+)\)$/, (cause) => `内容传输中断或已损坏（${cause}）`],
  [/^the connection failed \((.+)\)$/, (cause) => `连接失败（${cause}）`],
  [
    /^the file (.+) that limits requests to arXiv can't be used: (.+)$/,
    (file, cause) => `无法使用控制 arXiv 访问频率的文件 ${file}（${cause}）`,
  ],
  [/^the response continues after its end$/, () => "返回内容在应当结束之后仍有数据"],
  [/^the page belongs to another paper, (\S+)$/, (id) => `返回的是另一篇论文 ${id} 的页面`],
  [
    /^the list of (\S+) could not be fetched completely: (.+)$/,
    (date, why) => `${date} 的论文列表没有完整获取（${why.split("; ").map(orAsIs).join("；")}）`,
  ],
  [
    /^the list of (\S+) could not be read completely: (.+)$/,
    (date, why) => `${date} 的论文列表有部分无法解析（${orAsIs(why)}）`,
  ],
];

const lists: Rule[] = [
  [/^Hugging Face has no list for this day$/, () => "Hugging Face 没有这一天的列表"],
  [/^Hugging Face has no page for this day$/, () => "Hugging Face 没有这一天的网页"],
  [/^no paper in the response can be read \((.+)\)$/, (why) => `返回内容中的论文都无法解析（${orAsIs(why)}）`],
  [/^the list continues at (.+), which Paperboy does not follow$/, (to) => `列表的下一页在 ${to}，Paperboy 不会访问`],
  [/^the list has more than (\d+) pages$/, (pages) => `列表超过 ${pages} 页`],
  [/^the response is too large$/, () => "返回内容过大"],
  [/^the response is a web page, not a list$/, () => "返回的是网页，不是列表"],
  [/^the response is not valid JSON$/, () => "返回内容不是有效的 JSON"],
  [/^the response is not a list of papers$/, () => "返回的不是论文列表"],
  [/^the page shows (\S+)$/, (day) => `网页显示的是 ${day}`],
  [/^the page does not say which day it shows$/, () => "网页没有注明是哪一天"],
  [/^item (\d+): (.+)$/, (item, why) => `第 ${item} 项：${orAsIs(why)}`],
  [/^it is not a paper$/, () => "不是论文"],
  [/^it has no arXiv id$/, () => "没有 arXiv 编号"],
  [/^it has no title$/, () => "没有标题"],
  [/^the paper is in the list already$/, () => "论文已在列表中"],
  [/^the page's data is damaged: only titles could be read$/, () => "网页的数据已损坏，只能读取标题"],
  [/^the list is too long: the rest was left out$/, () => "列表过长，其余部分没有收录"],
];

/** Why a connection could not be encrypted. */
const insecure: Rule[] = [
  [/^the server shows no certificate$/, () => "服务器没有出示证书"],
  [/^the server's answer is not encrypted; .*$/, () => "服务器的响应没有加密，地址可能应以 http 开头"],
  [/^the server offers only outdated encryption$/, () => "服务器只支持过时的加密方式"],
  [/^the server does not know this host name$/, () => "服务器上没有这个主机名"],
  [/^the server requires a client certificate$/, () => "服务器要求提供客户端证书"],
  [/^the server ended the connection while it was being encrypted$/, () => "服务器在协商加密时断开了连接"],
  [/^the encrypted data was damaged in transit$/, () => "加密数据在传输途中损坏"],
  [/^the connection could not be encrypted$/, () => "连接无法加密"],
  [/^the server's certificate has expired, .*$/, () => "服务器的证书已过期，或这台电脑的时钟不准"],
  [/^the server's certificate is not valid yet, .*$/, () => "服务器的证书尚未生效，或这台电脑的时钟不准"],
  [/^the server's certificate is for another host name$/, () => "服务器的证书属于另一个主机名"],
  [/^the server's certificate was revoked$/, () => "服务器的证书已被吊销"],
  [
    /^the server's certificate comes from an issuer that this system does not trust$/,
    () => "服务器证书的颁发者不受系统信任",
  ],
  [/^the server's certificate is damaged$/, () => "服务器的证书已损坏"],
  [
    /^the server presents the certificate of a certificate authority, .*$/,
    () => "服务器使用的是证书颁发机构（CA）的证书，常见于自签名证书，请为它单独签发证书",
  ],
  [/^this system does not accept the server's certificate$/, () => "系统不接受服务器的证书"],
];

/** Why a file could not be read. */
const unreadable: Rule[] = [
  [/^the disk is full.*$/, () => "磁盘已满"],
  [/^it is a folder, not a file$/, () => "这是文件夹，不是文件"],
  [/^a part of the path is a file, not a folder$/, () => "路径中有一级是文件，不是文件夹"],
  [/^its name or its path is too long for this system.*$/, () => "文件名或路径过长"],
  [/^another program is using it.*$/, () => "其他程序正在使用它"],
  [/^the network drive has lost the file.*$/, () => "网络磁盘上找不到该文件，请重新连接"],
];

const files: Rule[] = [
  [
    /^(.+) is a pipe, a socket or a device, not a file; it was skipped$/,
    (path) => `${path} 是管道、套接字或设备，不是普通文件，已跳过`,
  ],
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
  [/^(.+) does not exist$/, (path) => `${path} 不存在`],
  [/^there is no permission to read (.+)$/, (path) => `没有读取 ${path} 的权限`],
  [/^(.+) could not be read: (.+)$/, (path, cause) => `${path} 无法读取（${by(unreadable, cause) ?? cause}）`],
  [
    /^(.+) is larger than (\d+) MiB and can't be a daily report$/,
    (path, size) => `${path} 超过 ${size} MiB，不可能是日报`,
  ],
];

const models: Rule[] = [
  [/^the model's address can't be used: (.+)$/, (cause) => `模型地址无法使用：${orAsIs(cause)}`],
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
  [
    /^the model sent nothing for (\d+) s; the setting (\S+) is .*$/,
    (seconds, setting) => `模型在 ${seconds} 秒内没有输出，首个 token 的超时时间由设置 ${setting} 决定`,
  ],
  [/^the model sent nothing for (\d+) s$/, (seconds) => `模型在 ${seconds} 秒内没有输出`],
  [/^the model's answer did not end within (\d+) s$/, (seconds) => `模型的回答在 ${seconds} 秒内没有结束`],
  [/^the model's answer is too long$/, () => "模型的回答过长"],
  [/^the paper is longer than the model's context$/, () => "论文超出模型的上下文长度"],
  [
    /^the address does not answer like a chat model: (.+)$/,
    (cause) => `这个地址返回的不是对话模型的回答：${orAsIs(cause)}`,
  ],
  [/^the model service declined this text: (.*)$/, (message) => `模型服务拒绝处理这篇论文的内容：${message}`],
  [
    /^the model service refused the request with (\d+): (.*)$/,
    (status, message) => `模型服务拒绝了请求（${status}）：${orAsIs(message)}`,
  ],
  [/^the model service reported an error: (.*)$/, (message) => `模型服务报告了错误：${message}`],
  [/^the model's answer is empty$/, () => "模型的回答为空"],
  [/^the model declined to answer$/, () => "模型拒绝回答"],
  [/^the model repeated itself$/, () => "模型的回答不断重复"],
  [/^the model answered in the wrong language$/, () => "模型使用了错误的语言回答"],
  [/^the model's answer has none of the five sections$/, () => "模型的回答中没有解读的五节内容"],
  [/^the model's answer is too long for a report$/, () => "模型的回答过长，不像解读"],
  [/^the model's answer was cut short$/, () => "模型的回答被截断"],
  [/^the model service's content filter stopped the answer$/, () => "模型服务的内容过滤中断了回答"],
  [
    /^the model service ended the answer for a reason.*$/,
    () => "模型服务因 Paperboy 无法识别的原因结束了回答，内容可能不完整",
  ],
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
    /^the key was entered for (\S+), but this library uses (\S+); .*$/s,
    (givenFor, asked) =>
      `密钥是为 ${givenFor} 设置的，而这个资料库使用的地址是 ${asked}，密钥没有发送到该地址；如果地址正确，请在设置中允许发送`,
  ],
  [
    /^the key was entered for a different address .*$/s,
    () => "密钥是为另一个地址设置的，与这个资料库使用的地址不同，因此没有发送",
  ],
  [/^no model is set up: .*$/, () => "还没有设置模型，请在设置中填写地址和模型名称"],
  [
    /^today's limit of (\d+) tokens has been reached; .*$/,
    (limit) => `今天的 token 用量已达上限 ${limit}，明天会自动继续`,
  ],
];

/** What is wrong with a model's address, or with what answers there. */
const causes: Rule[] = [
  [/^it may only have a host, a port and a path, .*$/, () => "只能包含主机、端口和路径，以及 Azure 的 ?api-version="],
  [/^(\S+) must be reached by https, .*$/, (host) => `${host} 不在这台电脑或内网中，必须使用 https`],
  [/^it answers with a web page$/, () => "返回的是网页"],
  [/^it sends no answer$/, () => "没有返回任何内容"],
  [/^its answer is not text$/, () => "返回的不是文本"],
  [/^its answer contains the key$/, () => "回答中含有密钥"],
  [/^its stream can't be read \((.+)\)$/, (cause) => `数据流无法解析（${cause}）`],
  [/^it answers “(.*)”$/s, (text) => `它返回“${text}”`],
  [/^it gave no reason$/, () => "没有说明原因"],
  [/^there is no chat model at this address \((.+)\)$/s, (text) => `这个地址没有对话模型（${text}）`],
  [/^there is no chat model at this address$/, () => "这个地址没有对话模型"],
  [
    /^it redirects to (.+), which Paperboy does not follow: .*$/,
    (to) => `它要求跳转到 ${to}，Paperboy 不会跳转；如果那才是正确的地址，请改填那个地址`,
  ],
];

const values: Rule[] = [
  [/^a key consists of up to .*$/, () => "密钥只能包含字母、数字和符号，不能有空格，最多 10,000 个字符；没有保存"],
  [/^the key was not saved: (.+)$/, (why) => `密钥没有保存：${orAsIs(why)}`],
  [/^the key was not removed: (.+)$/, (why) => `密钥没有删除：${orAsIs(why)}`],
  [
    /^a tag has at most (\S+) characters, and “(.*)…” has more$/,
    (most, tag) => `标签最多 ${most} 个字符，“${tag}…”超过了`,
  ],
  [/^a note has at most (\S+) bytes; this one was not saved$/, (most) => `笔记最多 ${most} 字节，这条笔记没有保存`],
  [/^a saved query has at most (\S+) characters$/, (most) => `保存的搜索内容最多 ${most} 个字符`],
  [/^the query is empty$/, () => "搜索内容为空"],
  [/^there are (\S+) saved searches already; remove one first$/, (most) => `已有 ${most} 个保存的搜索，请先删除一个`],
  [/^there is no saved search named “(.*)”$/, (name) => `没有名为“${name}”的搜索`],
  [/^“(.*)” is the name of another saved search$/, (name) => `已有名为“${name}”的搜索`],
  [/^a saved search needs a name$/, () => "请为保存的搜索填写名称"],
  [/^a name has at most (\S+) characters$/, (most) => `名称最多 ${most} 个字符`],
  [/^(\S+) has no version (\S+)$/, (id, number) => `${id} 没有版本 ${number}`],
  [/^the full text of (\S+) can't be read; fetch it again$/, (id) => `无法读取 ${id} 的全文，请重新获取`],
  [/^(\S+)\.\.(\S+) ends before it begins$/, (from, to) => `开始日期 ${from} 晚于结束日期 ${to}`],
  [
    /^(\S+) is before (\S+), the first day of .*$/,
    (day, first) => `Hugging Face 的每日论文从 ${first} 开始，没有 ${day} 的论文`,
  ],
  [/^(\S+) has not begun yet; .*$/, (day) => `${day} 还没有开始，日期按纽约时间计算`],
  [/^(\S+) can't be “(.*)”: (.+)$/, (key, value, why) => `${key} 不能设为“${value}”：${orAsIs(why)}`],
  [/^it must be an https address, or an address on this computer$/, () => "必须是 https 地址，或这台电脑上的地址"],
  [
    /^it must be an https address, usually ending in \/v1, .*$/,
    () => "必须是 https 地址（通常以 /v1 结尾），或者这台电脑或内网中的 http 地址；不用模型时留空",
  ],
  [
    /^it must be one line of at most (\S+) characters; .*$/,
    (most) => `必须在一行之内，最多 ${most} 个字符；不用模型时留空`,
  ],
  [/^it must be one of (.+)$/, (words) => `必须是以下之一：${words}`],
  [/^it must be off, or hours such as (.+)$/, (hours) => `必须是 off 或时间，例如 ${hours}`],
  [/^it must be a whole number from (\S+) to (\S+)$/, (least, most) => `必须是 ${least} 到 ${most} 之间的整数`],
];

const whole: Rule[] = [
  [
    /^(\S+) could not be fetched: (.+)\. Paperboy will try again with the next fetch$/s,
    (id, why) => `${id} 获取失败：${why.split("; ").map(orAsIs).join("；")}`,
  ],
  [/^The report of (\S+) was not written: (.+)$/s, (id, why) => `${id} 的解读生成失败：${orAsIs(why)}`],
  [
    /^Another program is indexing this library: .*$/,
    () => "另一个窗口或命令正在为这个资料库建立索引，请等它结束，或关闭后重试；没有丢失任何内容",
  ],
  [
    /^The search index could not be used: (.+)\. It is only a cache; .*$/,
    (why) => `无法使用搜索索引（${why}）；它只是缓存，可以用 paperboy reindex 重建`,
  ],
  [/^The window could not do this: (.+)$/, (why) => `窗口无法完成这个操作（${why}）`],
  [/^The clipboard could not be used: (.+)$/, (why) => `无法使用剪贴板（${why}）`],
  [/^The link was not opened: (.+)$/, (why) => `链接没有打开：${orAsIs(why)}`],
  [/^it is not a complete web address$/, () => "不是完整的网址"],
  [/^only https and http addresses are opened$/, () => "只能打开 https 和 http 地址"],
  [/^its host is not a public website$/, () => "它指向的不是公开的网站"],
];

const rules = [...network, ...lists, ...files, ...models, ...causes, ...values, ...whole];

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

/** A part of a sentence in Chinese, or as it came. */
function orAsIs(text: string): string {
  return inChinese(text) ?? text;
}

/** A sentence in the language of the window, and whether it is: else it is shown as it came, in English. */
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

/** The same for where it is shown by itself: with a capital letter and a full stop. */
export function sentence(text: string, locale: string): Said {
  const { text: words, own } = said(text, locale);
  if (!own || words === "" || /[.!?…。！？]$/.test(words)) return { text: own ? capitalised(words) : words, own };
  return { text: capitalised(words) + (locale === "en" ? "." : "。"), own };
}

/** A name such as arXiv, a host or a path at the beginning keeps its small letter. */
export const capitalised = (text: string): string =>
  text.replace(/^[a-z]+(?=[\s,;'’]|: )/, (word) => word.charAt(0).toUpperCase() + word.slice(1));
