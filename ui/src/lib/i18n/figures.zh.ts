import type { figuresEn } from "./figures.en";

const megabytes = (kilobytes: number) =>
  (kilobytes / 1024).toLocaleString("zh-CN", { maximumFractionDigits: kilobytes < 10_240 ? 1 : 0 });

/** 图的中文。 */
export const figuresZh: typeof figuresEn = {
  unnamed: "图",
  problems: {
    waiting: "这张图还没有获取。",
    not_found: "arXiv 上没有这张图。",
    not_fetched: "这张图获取失败，下次获取时会重试。",
    not_an_image: "这张图无法读取：不是支持的图片格式。",
    damaged: "这张图无法读取：文件已损坏。",
    blank: "这张图是空白的。",
    too_large: "这张图无法读取：图片过大。",
    too_complex: "这张图无法读取：图形元素过多。",
    too_slow: "这张图无法读取：绘制耗时过长。",
    removed: "这张图已被删除，以节省空间。",
  },
  enlarge: "放大",
  viewer: (at, total) => `第 ${at} 张图，共 ${total} 张`,
  previous: "上一张",
  next: "下一张",
  larger: "放大",
  smaller: "缩小",
  title: "图",
  hint: "获取全文之后，每三秒从 arXiv 获取一张图，保存在本机，离线也能看。",
  which: "获取哪些图",
  choices: { all: "每篇论文", kept: "星标、稍后读和打开过的", none: "不获取" },
  whichHint: "每篇论文：卡片上的图，以及加星标、稍后读或打开过的论文的全部图。打开论文时会获取缺少的图。",
  space: "图片占用空间上限（MB）",
  spaceHint: "超出时先删除最早获取的图；星标和稍后读论文的图最后删除。",
  spaceWrong: "请输入 10 到 1,000,000 之间的数字。",
  used: (kilobytes) => `图片已占用 ${megabytes(kilobytes)} MB。`,
  remove: "删除所有图",
  removed: "所有图已删除。论文、全文和笔记不受影响。",
};
