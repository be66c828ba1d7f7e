import type { reviewEn } from "./review.en";

const number = (n: number) => n.toLocaleString("zh-CN");

/** The Chinese words of the report on a week or a month. */
export const reviewZh: typeof reviewEn = {
  title: "回顾",
  period: "时间范围",
  periods: { week: "周", month: "月" },
  previous: { week: "上一周", month: "上个月" },
  next: { week: "下一周", month: "下个月" },
  week: (from, to) => `${from} – ${to}`,
  papers: (n) => `${number(n)} 篇`,
  before: (period, n) => `比较对象：此前三${period === "week" ? "周" : "个月"}的 ${number(n)} 篇论文。`,
  noBefore: (period) => `资料库中没有此前三${period === "week" ? "周" : "个月"}的论文可供比较。`,
  rising: "热度上升的术语和应用领域",
  name: "术语或应用领域",
  now: { week: "该周", month: "该月" },
  then: "此前",
  noPapers: "这段时间没有论文。",
  fields: "收藏最多的应用领域",
  starred: (n) => `收藏 ${number(n)} 篇`,
  noFields: "这段时间的论文都没有收藏，或收藏的论文的应用领域未知。",
  read: "读过的论文",
  readCount: (n) => `${number(n)} 篇`,
  moreRead: (n) => `还有 ${number(n)} 篇`,
  noRead: "这段时间没有论文标为已读。",
  missed: "你可能会喜欢的未读论文",
  noMissed: "未读论文中没有符合你兴趣的。",
  notLearnt: "收藏至少三篇论文后，这里会列出你可能喜欢的未读论文。",
  copy: "复制为 Markdown",
  copied: "回顾已复制为 Markdown",
  save: "保存为 Markdown…",
  saved: (path) => `回顾已保存到 ${path}`,
  empty: { week: "这一周没有论文", month: "这个月没有论文" },
  emptyHint: "这段时间没有论文，也没有论文标为已读。",
  failed: "无法加载回顾",
};
