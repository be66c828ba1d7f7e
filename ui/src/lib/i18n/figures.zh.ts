import type { figuresEn } from "./figures.en";

const megabytes = (kilobytes: number) =>
  (kilobytes / 1024).toLocaleString("zh-CN", { maximumFractionDigits: kilobytes < 10_240 ? 1 : 0 });

/** 插图的中文。 */
export const figuresZh: typeof figuresEn = {
  unnamed: "插图",
  problems: {
    waiting: "这张图还没有获取。",
    not_found: "arXiv 上没有这张图。",
    not_fetched: "这张图获取失败，下次打开论文时会重试。",
    not_an_image: "这张图无法读取：不是支持的图片格式。",
    damaged: "这张图无法读取：文件已损坏。",
    blank: "这张图是空白的。",
    too_large: "这张图无法读取：图片过大。",
    too_complex: "这张图无法读取：图形元素过多。",
    too_slow: "这张图无法读取：绘制耗时过长。",
    removed: "这张图已被删除，以节省空间，下次打开论文时会重新获取。",
    interrupted: "这张图无法读取：读取时程序意外退出。",
  },
  licence: (name) => `论文许可：${name}`,
  enlarge: "放大",
  viewer: (at, total) => `第 ${at} 张图片，共 ${total} 张`,
  previous: "上一张",
  next: "下一张",
  larger: "放大",
  smaller: "缩小",
  fit: "适合窗口",
  copy: "复制图片",
  copied: "图片已复制",
  save: "图片另存为…",
  saved: (path) => `图片已保存：${path}`,
  putOnCard: "显示在卡片上",
  onCard: "已显示在卡片上",
  nowOnCard: "卡片现在显示这张图",
  layout: "列表布局",
  layouts: { figures: "带插图", compact: "紧凑", titles: "仅标题" },
  title: "插图",
  hint: "其他内容获取完之后，再从 arXiv 获取插图，每三秒一张，保存在这台电脑上，可离线查看。",
  which: "获取哪些插图",
  choices: { all: "每篇论文的卡片插图", kept: "收藏、稍后读和打开过的", none: "不获取" },
  whichHint: {
    all: "获取每篇论文卡片上的插图，以及收藏、加入“稍后读”或打开过的论文的全部插图。",
    kept: "获取收藏、加入“稍后读”或打开过的论文的全部插图。",
    none: "不再获取插图。已保存在这台电脑上的插图仍会显示。",
  },
  space: "插图占用空间上限（MB）",
  spaceHint: "超出上限时，先删除最早获取的插图；收藏和“稍后读”论文的插图最后删除。",
  spaceWrong: "请输入 10 到 1,000,000 之间的数字。",
  used: (kilobytes) => `插图已占用 ${megabytes(kilobytes)} MB。`,
  remove: "删除全部插图",
  removed: "插图已全部删除，论文、全文和笔记不受影响。",
};
