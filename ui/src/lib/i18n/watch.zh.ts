import type { watchEn } from "./watch.en";

const number = (n: number) => n.toLocaleString("zh-CN");

/** The Chinese words of what is new about kept papers. */
export const watchZh: typeof watchEn = {
  title: "论文的新动态",
  hint: "Paperboy 可以向 arXiv 查询你收藏、加入“稍后读”或收进合集的论文：是否有新版本、是否撤稿、发表在哪里、作者是否给出了代码。每篇论文每周最多查询一次，发给 arXiv 的只有论文编号（每次最多 50 个）。arXiv 由此能看到你留意哪些论文，以及你的网络地址。打开此项之前，不会查询。",
  label: "每周向 arXiv 查询一次",
  on: "开",
  off: "关",
  now: "立即查询",
  stop: "停止",
  running: "正在向 arXiv 查询……",
  due: (kept, due) =>
    kept === 0
      ? "还没有收藏、“稍后读”或合集中的论文。"
      : due === 0
        ? `全部 ${number(kept)} 篇论文在过去一周内都查询过。`
        : `共 ${number(kept)} 篇论文，其中 ${number(due)} 篇待查询。`,
  last: (when, asked, news) =>
    `上次查询（${when}）：查询了 ${number(asked)} 篇，${news === 0 ? "没有新动态" : `有 ${number(news)} 条新动态`}。`,
  failed: (when, why) => `上次查询（${when}）未成功：${why}。`,
  causes: {
    not_found: "该地址上没有 arXiv 的接口",
    too_large: "返回的内容过大",
    web_page: "返回的是网页，不是数据",
    not_xml: "返回的内容不是有效的 XML",
    entities: "返回的内容定义了 XML 实体，Paperboy 不读取",
    cut_off: "返回的内容没有传完",
    other_shape: "返回的内容不是论文列表",
    refused: "arXiv 拒绝了请求",
    other_papers: "返回的是其他论文",
  },
  strip: (news) => `你留意的论文有 ${number(news)} 条新动态`,
  asideAll: "全部不再提示",
  aside: "不再提示",
  asideOf: (title) => `不再提示《${title}》的新动态`,
  readAgain: "重新读取",
  reading: "正在读取……",
  versionWord: (version, since) =>
    since === null ? `已有 v${version}，要重新读取吗？` : `${since}起有 v${version}，要重新读取吗？`,
  kinds: { version: "新版本", withdrawn: "已撤稿", reference: "已发表", code: "代码" },
  says: (quote) => `arXiv 上写着：“${quote}”`,
};
