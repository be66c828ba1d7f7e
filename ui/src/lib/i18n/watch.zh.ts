import type { watchEn } from "./watch.en";

const number = (n: number) => n.toLocaleString("zh-CN");

/** The Chinese words of what is new about kept papers. */
export const watchZh: typeof watchEn = {
  title: "论文的新动态",
  hint: "Paperboy 可以向 arXiv 查询你收藏、加入“稍后读”或合集的论文：是否有新版本、是否已撤稿、发表在哪里、作者是否给出了代码。每篇论文每周最多查询一次，发给 arXiv 的只有论文编号（每次最多 50 个）。arXiv 由此可以知道你对哪些论文感兴趣，以及你的 IP 地址。只有开启此项或点击“立即查询”，才会发送请求。",
  label: "自动查询（每篇论文每周一次）",
  on: "开启",
  off: "关闭",
  now: "立即查询",
  stop: "停止",
  running: "正在向 arXiv 查询…",
  due: (kept, due) =>
    kept === 0
      ? "还没有收藏论文，“稍后读”和合集也是空的。"
      : due === 0
        ? `${number(kept)} 篇论文在过去一周内都已查询。`
        : `共 ${number(kept)} 篇论文，其中 ${number(due)} 篇待查询。`,
  last: (when, asked, news) =>
    `上次查询（${when}）：查询了 ${number(asked)} 篇，${news === 0 ? "没有新动态" : `有 ${number(news)} 条新动态`}。`,
  failed: (when, why) => `上次查询（${when}）失败：${why}。`,
  causes: {
    not_found: "该地址上没有 arXiv 的 API",
    too_large: "返回内容过大",
    web_page: "返回的是网页，不是 Atom 数据",
    not_xml: "返回内容不是有效的 XML",
    entities: "返回内容定义了 XML 实体，Paperboy 不读取这样的内容",
    cut_off: "返回内容传输中断，不完整",
    other_shape: "返回的不是论文列表",
    refused: "arXiv 拒绝了请求",
    other_papers: "返回的是其他论文",
  },
  strip: (news) => `${number(news)} 条论文新动态`,
  asideAll: "全部忽略",
  aside: "忽略",
  asideOf: (title) => `忽略《${title}》的新动态`,
  readAgain: "获取新版本",
  reading: "正在获取…",
  versionWord: (version, since) => (since === null ? `已有 v${version}` : `${since}发布了 v${version}`),
  kinds: { version: "新版本", withdrawn: "已撤稿", reference: "已发表", code: "代码" },
  says: (quote) => `arXiv 上写着：“${quote}”`,
};
