import type { searchEn } from "./search.en";
import { sectionsZh } from "./sections";

const number = (n: number) => n.toLocaleString("zh-CN");
const percent = (share: number) =>
  share.toLocaleString("zh-CN", { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 });

/** 搜索、筛选与趋势的中文。 */
export const searchZh: typeof searchEn = {
  title: "搜索",
  box: "搜索论文",
  placeholder: "搜索标题、解读、笔记和标签",
  clear: "清空搜索",
  results: "搜索结果",
  count: (n, exact) => `${exact ? "" : "约 "}${number(n)} 条结果`,
  took: (ms) => `${ms < 1 ? "<1" : Math.round(ms)} 毫秒`,
  understood: "解析为",
  looser: "以下为宽松匹配：只包含部分搜索词，或者写法不同、语义相近",
  similar: "语义相近",
  wordsAlone: "嵌入服务没有响应，只按字词查找",
  withoutReport: (n) =>
    `有 ${number(n)} 篇相近的论文还没有报告，只搜索了它们的英文内容。生成中文报告后，用中文更容易找到。`,
  writeThem: (n) => `为这 ${number(n)} 篇生成报告`,
  setUpChinese: "设置用中文写报告的模型",
  sort: "排序",
  relevance: "相关度",
  newest: "最新",
  none: "没有结果",
  noneFor: (query) => `没有找到与“${query}”匹配的论文`,
  suggestions: ["减少搜索词，或使用更短的词。", "去掉 date:、is: 等筛选条件。", "换成英文或中文的说法。"],
  start: "输入即可搜索",
  startHint: "边输入边显示结果，支持中英文。",
  failed: "搜索失败",
  building: (done, all) => `正在建立搜索索引：${number(done)} / ${number(all)} 篇，完成前结果可能不全。`,
  behind: "最新的更改还没有进入搜索索引，结果可能不全，显示的论文数可能偏少。",
  help: "搜索帮助",
  helpTitle: "搜索语法",
  helpRows: [
    ["扩散 视频", "同时包含两个词"],
    ['"flow matching"', "完整短语"],
    ["扩散 OR 自回归", "包含任意一个词"],
    ["-机器人", "不包含这个词"],
    ["distil*", "以 distil 开头的词"],
    ["标题:注意力", "只搜索标题；也可以写 title:"],
    ["实验:FPS", "只搜索某一节：领域、贡献、用法、创新或实验"],
    ["创新:(蒸馏 OR 剪枝)", "在某一节中搜索多个词"],
    ["作者:Vaswani", "只搜索作者"],
    ["笔记:推导", "只搜索笔记"],
    ["高亮:证明", "只搜索高亮和批注；也可以写 highlight:"],
    ["is:starred", "只显示收藏的论文；也可以写 is:unread、is:read 或 is:later"],
    ["has:note", "只显示有笔记的论文；也可以写 has:highlight、has:code 或 has:project（项目主页）"],
    ["has:unverified", "只显示解读中有存疑的数字或名称的论文"],
    ["has:misattributed", "只显示解读中有数字其实属于其他对象的论文"],
    ["has:computed", "只显示解读中有由论文数据算出的数字的论文"],
    ["标签:精读", "只显示带有这个标签的论文"],
    ["合集:组会", "只显示这个合集及其下级合集中的论文；也可以写 in:"],
    ["date:2025-12", "只显示 2025 年 12 月的论文；也可以写某一天或一段时间"],
    ["date:7d", "只显示最近 7 天的论文"],
    ["2512.23576", "按 arXiv 编号查找"],
  ],
  fields: {
    ...sectionsZh,
    title: "标题",
    summary: "Hugging Face 的 AI 总结",
    abstract: "摘要",
    author: "作者",
    note: "笔记",
    tag: "标签",
    highlight: "高亮",
  },

  meaning: {
    title: "语义搜索",
    hint: "输入八个以上汉字或四个以上单词、而找到的论文不多时，还会补充用其他说法或另一种语言表达同样意思的论文。内置模型只在这台电脑上离线运行。",
    label: "按语义搜索论文",
    on: "开启",
    off: "关闭",
    ready: (done, all) =>
      done >= all
        ? `${number(all)} 篇论文都可按语义搜索。`
        : `${number(all)} 篇论文中已有 ${number(done)} 篇可按语义搜索，其余在后台处理。`,
    missing: (file) =>
      `没有安装语义搜索所需的文件，目前只按字词查找。如果使用安装包，请重新安装；如果自行编译，请在 Paperboy 源码目录运行“scripts/model”，并以这个文件为参数：${file}`,
    damaged: (file) =>
      `语义搜索所需的文件已损坏，目前只按字词查找。请重新安装 Paperboy，或在源码目录运行“scripts/model”，并以这个文件为参数：${file}`,
    foreign: (file) =>
      `语义搜索所需的文件不适用于这个版本的 Paperboy，目前只按字词查找。请重新安装 Paperboy，或在源码目录运行“scripts/model”，并以这个文件为参数：${file}`,
    unreadable: (file) => `无法读取语义搜索所需的文件，目前只按字词查找。请检查文件权限：${file}`,
    paused: (why) => `嵌入服务暂时无法使用，目前只按字词查找；Paperboy 会自动重试。${why}`,
    unconfirmed: (host) =>
      `这个资料库使用 ${host} 上的嵌入服务，而这个地址不是在这台电脑上填写的。未经允许，不会向它发送任何内容。`,
    allow: (host) => `允许发送到 ${host}`,
    url: "改用嵌入服务（地址）",
    urlHint:
      "可选：由提供 OpenAI 嵌入（embeddings）接口的服务代替内置模型处理论文和搜索内容。更改后会重新处理全部论文。",
    sends: (host) =>
      `所有论文的标题、摘要和解读中的句子、你搜索时输入的描述以及 API 密钥都会发送到 ${host}。“生成解读”中的每日 token 上限同样适用。`,
    name: "嵌入模型",
    namePlaceholder: "text-embedding-3-small、bge-m3 等",
    key: "嵌入服务的 API 密钥",
    keyHint: "保存在系统密钥环中，之后不再显示。与模型地址相同时使用模型的密钥；服务不需要密钥时留空。",
    wrongUrl: "请填写网址，例如 https://api.openai.com/v1。",
  },

  facets: {
    title: "筛选",
    open: "筛选",
    chosen: (n) => `筛选（${n}）`,
    marks: "标记",
    starred: "收藏",
    unread: "未读",
    domains: "应用领域",
    months: "月份",
    tags: "标签",
    sources: "文本来源",
    writers: "解读来源",
    all: (n) => `显示全部 ${number(n)} 项`,
    fewer: "收起",
    parts: (name) => `${name}的子领域`,
    unit: () => "篇",
    show: (n, exact) => `查看${exact ? "" : "约 "}${number(n)} 条结果`,
    done: "完成",
    failed: "无法加载筛选条件。",
    sourceNames: {
      html: "arXiv 的 HTML 版本",
      markdown: "Hugging Face 的 Markdown 版本",
      pdf: "arXiv 的 PDF",
      abs: "arXiv 的摘要页",
      abstract: "列表中的摘要",
    },
  },

  plot: {
    label: (months, papers, most, of) =>
      `每月论文数：${number(months)} 个月共 ${number(papers)} 篇，${most}最多，${number(of)} 篇`,
    point: (month, papers, of) => `${month}：${number(papers)} 篇（全部 ${number(of)} 篇）`,
    table: "显示数字",
    hide: "隐藏数字",
    month: "月份",
    papers: "论文",
    of: "全部论文",
    caption: "每月论文数",
    none: "各月都没有符合条件的论文",
  },

  saved: {
    title: "已保存的搜索",
    save: "保存这个搜索",
    isSaved: (name) => `已保存为“${name}”，点击可删除`,
    saveTitle: "保存这个搜索",
    name: "名称",
    query: "搜索内容",
    confirm: "保存",
    replaces: (name) => `已有名为“${name}”的搜索，保存后会替换它。`,
    edit: "管理已保存的搜索",
    rename: (name) => `已保存的搜索“${name}”的名称`,
    remove: (name) => `删除“${name}”`,
    done: (name) => `已保存“${name}”`,
    removed: (name) => `已删除“${name}”`,
    renamed: (name) => `已重命名为“${name}”`,
    taken: (name) => `已有名为“${name}”的搜索。`,
  },

  news: {
    label: "已保存的搜索有新论文",
    item: (n, name) => `“${name}”新增 ${number(n)} 篇`,
    more: (n) => `另有 ${number(n)} 个`,
    showAll: "查看全部有新论文的搜索",
  },

  history: {
    title: "最近的搜索",
    forget: (query) => `删除“${query}”`,
    forgetAll: "全部清除",
  },

  related: {
    title: "相关论文",
    why: (field) => `相似之处：${field}`,
  },

  words: {
    label: "论文中的搜索词",
    of: (query) => `“${query}”`,
    count: (at, of) =>
      of === 0 ? "解读中没有搜索词" : at > 0 ? `第 ${number(at)} 处，共 ${number(of)} 处` : `共 ${number(of)} 处`,
    close: "取消高亮搜索词",
  },

  trends: {
    title: "趋势",
    of: (month) => `${month}的趋势`,
    previous: "上个月",
    next: "下个月",
    papers: (n) => `${number(n)} 篇`,
    before: (n) => `比较对象：此前几个月的 ${number(n)} 篇论文。`,
    noBefore: "资料库中没有此前三个月的论文可供比较。",
    domainsUp: "热度上升的应用领域",
    domainsDown: "热度下降的应用领域",
    termsUp: "热度上升的术语",
    termsDown: "热度下降的术语",
    field: "应用领域",
    term: "术语",
    now: "该月",
    then: "此前",
    cell: (share, papers) => `${percent(share)} · ${number(papers)} 篇`,
    nothing: "没有明显变化。",
    empty: "还没有趋势",
    emptyHint: "资料库中有至少两个月的论文后，这里会显示趋势。",
    failed: "无法加载趋势",
    months: "每月论文总数",
  },
};
