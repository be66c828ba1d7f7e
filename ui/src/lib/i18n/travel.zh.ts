import type { travelEn } from "./travel.en";

const number = (n: number): string => n.toLocaleString("zh-CN");

/** The words of publishing and subscribing, in Chinese. */
export const travelZh: typeof travelEn = {
  publish: {
    title: "发布",
    hint: "把日报写入这台电脑或服务器上的文件夹，并附上可阅读的网页、Atom 订阅源和索引。文件夹放到网站上或共享出去后，别人就可以用浏览器阅读、用 RSS 阅读器订阅，或在 Paperboy 中订阅。你的收藏、笔记、标签和高亮不会发布，论文插图也不会发布；但如果发布条件使用了 is:starred 等，别人能看出哪些论文符合条件。",
    folder: "发布文件夹",
    none: "未选择",
    choose: "选择…",
    forget: "不再使用这个文件夹",
    server: "服务器…",
    serverTitle: "发布到服务器",
    name: "标题",
    query: "只发布符合条件的论文",
    queryHint: "写法与搜索相同；留空则发布全部论文。",
    address: "网址",
    addressHint: "文件夹放到网站上以后的网址，订阅源会链接到那里的网页；不确定时请留空。",
    addressWrong: "请输入类似 https://example.org/papers/ 的网址，或者留空。",
    auto: "每次更改后自动发布",
    on: "开启",
    off: "关闭",
    now: "立即发布",
    done: (days, papers, written) =>
      days === 0
        ? "没有可以发布的论文"
        : written === 0
          ? "已发布的内容都是最新的"
          : `已发布 ${number(days)} 天、${number(papers)} 篇论文，写入 ${number(written)} 个文件`,
    withheld: (n) => `有 ${number(n)} 篇解读没有发布：其中含有论文原句，而论文的许可未知，或不允许转载。`,
    cancelled: "已停止发布，已写入的文件会保留。",
    foreign: (n) =>
      `有 ${number(n)} 个文件没有写入，因为同名文件不是 Paperboy 写入的，或者后来被改动过${n === 1 ? "" : "。第一个"}：`,
    failed: "有文件无法写入，发布已停止：",
  },
  subscribe: {
    title: "订阅",
    hint: "可以订阅别人用 Paperboy 发布的日报，也可以订阅条目中提到 arXiv 论文的订阅源（Atom、RSS）和 cs.CL 这样的 arXiv 分类，它们会与每日论文一起获取。别人的解读按订阅的名称保存为单独的版本，不影响你自己的解读；订阅源和分类中的论文与每日论文一样，由 Paperboy 按你的设置生成解读。",
    address: "网址、文件夹或 arXiv 分类",
    placeholder: "https://… 或 cs.CL",
    perDay: "每个 arXiv 分类每天的论文数",
    perDayHint: "收藏三篇论文以后，优先获取按兴趣排序靠前的论文，并优先生成它们的解读。",
    perDayWrong: "请输入 1 到 500 的数字。",
    add: "订阅",
    adding: "正在订阅…",
    folder: "订阅文件夹…",
    none: "没有订阅",
    remove: "移除",
    removed: (name) => `已移除对“${name}”的订阅，已获取的内容会保留。`,
    added: (name) => `已订阅“${name}”`,
    kinds: { days: "日报", list: "论文", category: "arXiv 分类" },
    never: "尚未获取",
    last: (at, days, papers) => `${at}：${number(days)} 天有更新，新增 ${number(papers)} 篇论文`,
    brought: (name, days, papers) => `${name}：${number(days)} 天有更新，新增 ${number(papers)} 篇论文`,
    problem: (name, why) => `${name}：${why}`,
  },
};
