import type { fetchEn } from "./fetch.en";

const number = (n: number) => n.toLocaleString("zh-CN");
const span = (seconds: number): string => {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours < 24) return `${hours} 小时${rest > 0 && hours < 6 ? ` ${rest} 分钟` : ""}`;
  return `${Math.round(hours / 24)} 天`;
};

/** 获取论文、阅读状态与全文的中文。 */
export const fetchZh: typeof fetchEn = {
  fetch: {
    title: "获取论文",
    today: "获取今天的论文",
    day: "获取这一天的论文",
    dayOf: (date) => `获取 ${date} 的论文`,
    months: "按月获取…",
    running: "正在获取…",
    details: "详情",
    cancel: "停止",
    stopping: "正在停止…",
    stopped: "已停止获取，已获取的论文会保留。",
    starting: "正在开始…",
    list: (date) => `正在获取 ${date} 的列表`,
    lists: (done, total) => `列表：${number(done)} / ${number(total)} 天`,
    reading: (n, total) => `正在获取全文：第 ${number(n)} 篇，共 ${number(total)} 篇`,
    readingSoon: "正在获取全文",
    figures: (n, total) => `正在获取插图：第 ${number(n)} 篇，共 ${number(total)} 篇`,
    figuresSoon: "正在获取插图",
    pdfs: (n, total) => `正在获取 PDF：第 ${number(n)} 个，共 ${number(total)} 个`,
    pdfsSoon: "正在获取 PDF",
    offline: "没有网络连接，恢复后会自动继续。",
    waiting: "已达到 Hugging Face 或 arXiv 的请求上限，稍后会自动继续。",
    left: (seconds) => (seconds < 45 ? "剩余不到 1 分钟" : `剩余约 ${span(seconds)}`),
    added: (n) => `新增 ${number(n)} 篇`,
    read: (n) => `${number(n)} 篇已获取全文或摘要`,
    failed: (n) => `${number(n)} 篇的全文获取失败`,
    unknown: (ids) =>
      ids.length > 5
        ? `arXiv 上没有 ${ids.slice(0, 5).join("、")} 等 ${number(ids.length)} 篇论文`
        : `arXiv 上没有论文 ${ids.join("、")}`,
    listsMissing: "有列表未能完整获取",
    and: "，",
    nothingNew: "没有新内容",
    nothingListed: "Hugging Face 没有列出这段时间的论文",
    noList: "列表获取失败，请稍后重试。",
    noPapers: "有列表未能完整获取，没有获取到论文，请稍后重试。",
    last: (days) => `上次获取的是 ${days} 的论文`,
    days: (from, to) => (from === to ? from : `${from}至${to}`),
    seen: "本次已获取",
    failures: "全文获取失败的论文",
    failuresHint: "下次获取这些论文所在日期的列表时会重试。",
    moreFailures: (n) => `另有 ${number(n)} 篇。`,
    none: "目前没有获取任务。",
    source: "全文来自 arxiv.org 和 huggingface.co。按 arXiv 的要求，每三秒最多向它发送一次请求。",
    emptyTitle: "没有这一天的论文",
    emptyHint: "可能还没有获取。",
    emptyFetched: "Hugging Face 没有列出这一天的论文，周末和节假日通常如此。",
    emptyFuture: "日期按纽约时间计算，这一天还没有开始。",
    monthsTitle: "按月获取",
    from: "从",
    to: "到",
    what: "内容",
    lists_only: "仅列表和摘要",
    with_articles: "列表、摘要和全文",
    lists_onlyHint: "可以立即搜索和标记论文，全文可以以后再获取。",
    with_articlesHint: "先获取列表，再从最近的一天开始逐篇获取全文。",
    takes: (days, seconds) => `共 ${number(days)} 天，大约需要 ${span(seconds)}。`,
    leave: "任务在后台进行，可以随时停止，重启后会继续。",
    start: "开始获取",
    order: "起始月份不能晚于结束月份。",
  },

  schedule: {
    title: "自动获取",
    question: "允许 Paperboy 自动获取新论文吗？",
    every: (hours, from, to) =>
      hours === 24 ? `每天 ${from}` : `每天 ${from} 到 ${to}，${hours === 1 ? "每小时" : `每 ${hours} 小时`}一次`,
    asked: (hours) => `${hours}；如果系统支持定时器，窗口关闭时也会获取。`,
    offered: (hours) => `${hours}，仅在 Paperboy 打开时。`,
    byTimer: (hours) => `${hours}，由系统定时器获取，窗口关闭时也会运行。如果错过，之后会补上。`,
    next: (when) => `下一次：${when}。`,
    honest:
      "Paperboy 像浏览器一样向 huggingface.co 和 arxiv.org 请求论文。与任何请求一样，对方能看到你的 IP 地址；除此之外不发送任何个人信息。",
    yes: "自动获取",
    no: "仅手动获取",
    agreed: "Paperboy 会自动获取新论文。",
    declined: "Paperboy 不会自动获取论文。",
    change: "可以随时在设置中更改。",
    off: "关闭",
    on: "开启",
    from: "从",
    to: "到",
    hours: "间隔（小时）",
    sparing: "处于省电模式或使用按流量计费的网络时，窗口不会自动获取（以系统能够检测到为准）；系统定时器不作此判断。",
    problems: {
      time: "请填写时间，例如 07:00。",
      order: "结束时间必须晚于开始时间。",
      every: "请填写 1 到 24 之间的整数。",
    },
  },

  reading: {
    states: {
      full: "全文",
      abstract: "仅摘要",
      again: "尚未获取全文，稍后会重试",
      not: "尚未获取全文",
    },
    why: "原因",
    retry: "重试",
    readNow: "立即获取",
    retrying: "正在获取…",
    upvotes: (n) => `${number(n)} 个赞`,
    published: (date) => `发布于 ${date}`,
    keywords: "Hugging Face 的 AI 关键词",
    searchFor: (word) => `搜索“${word}”`,
    summary: "Hugging Face 的 AI 总结",
    others: (n) => `另有 ${number(n)} 位`,
    showAll: (n) => `显示另外 ${number(n)} 位作者`,
    fewer: "收起",
  },

  article: {
    tabs: "内容",
    report: "解读",
    text: "全文",
    loading: "正在加载全文…",
    missing: "全文已不在资料库中，请重新获取。",
    failed: "无法打开全文。",
    references: "参考文献",
    acknowledgements: "致谢",
    appendix: "附录",
    from: {
      html: "来自 arXiv 的 HTML 版本",
      markdown: "来自 Hugging Face 的 Markdown 版本",
      pdf: "读取自 PDF：章节和段落根据版面推断，表格和公式可能有误",
      abs: "来自 arXiv 的摘要页",
      abstract: "来自列表中的摘要",
    },
    fetched: (when) => `获取于 ${when}`,
    hidden: (n) => `已去除 ${number(n)} 处隐藏文字。`,
    hiddenHint: "原网页中含有屏幕上看不见的文字。",
    cutShort: "网页过大或嵌套过深，有部分内容没有收录。",
    outline: "目录",
  },

  find: {
    label: "在论文中查找",
    placeholder: "在论文中查找",
    count: (at, of, more) => (of === 0 ? "没有匹配" : `${number(at)} / ${number(of)}${more ? "+" : ""}`),
    next: "下一处",
    previous: "上一处",
    close: "关闭查找",
  },
};
