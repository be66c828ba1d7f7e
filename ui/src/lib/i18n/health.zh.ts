import type { KeyTrouble, LastFetch, WireError } from "../bindings/wire";
import { mediumDate, moment } from "../dates";
import { errorDetail, errorText, inWords, sentence, size } from "./causes";
import type { WordsForFound } from "./health";
import type { healthEn } from "./health.en";
import { zh } from "./zh";

const number = (n: number) => n.toLocaleString("zh-CN");
const bytes = (n: number) => size(n, "字节");
const when = (at: string) => moment(at, "zh-CN");
const error = (error: WireError) => zh.sentences([errorText(error, zh), errorDetail(error, zh)]);

function fetched({ at, from, to, added, read, failed, missing, end }: LastFetch): string {
  const day = (date: string) => mediumDate(date, "zh-CN");
  const days = from === to ? day(from) : `${day(from)}至${day(to)}`;
  if (end === "offline") return `${when(at)} 未能获取 ${days} 的论文：没有网络。`;
  if (end === "failed") return `${when(at)} 未能获取 ${days} 的论文，详情见日志。`;
  const parts = [`新增 ${number(added)} 篇`, `${number(read)} 篇已获取全文或摘要`];
  if (failed > 0) parts.push(`${number(failed)} 篇失败`);
  if (missing > 0) parts.push(`${number(missing)} 天的列表未能完整获取`);
  return `${when(at)} 获取了 ${days} 的论文：${parts.join("，")}。`;
}

/** 密钥环为什么不可用：API 密钥和同步密钥都保存在其中。 */
const keyringTroubles: Record<KeyTrouble, string> = {
  locked: "系统密钥环已锁定，请解锁。",
  no_collection: "系统密钥环服务中没有默认的密钥环，请在密码管理程序中创建。",
  no_keyring: "这个系统没有密钥环。",
  silent: "系统密钥环没有回应，可能正在等待解锁。",
  failed: "系统密钥环无法正常工作。",
  not_a_key: "系统密钥环中的内容无法读取。",
  other_host: "系统密钥环中的内容无法读取。",
};

const found: WordsForFound = {
  versions: ({ window, command }, state) => ({
    text: `窗口 ${window ?? "未找到"}，命令行 ${command ?? "未找到"}。`,
    ...(state === "attention" && { todo: "请将两者升级到同一版本。" }),
  }),
  place: ({ folder, by, usual, has_usual }) => ({
    text:
      by === "argument"
        ? `--library 指定的资料库：${folder}`
        : by === "variable"
          ? `PAPERBOY_LIBRARY 指定的资料库：${folder}`
          : `资料库位置：${folder}`,
    ...(usual !== null && {
      todo: has_usual
        ? `不指定时，窗口和命令行会打开另一个资料库：${usual}`
        : `不指定时，窗口和命令行会新建资料库：${usual}`,
    }),
  }),
  safe_renderer: () => ({
    text: "窗口正在使用安全渲染方式。",
    todo: "使用默认渲染方式时，窗口曾一片空白。WebKit 更新后会再次尝试默认方式。",
  }),
  no_library: () => ({ text: "还没有资料库。" }),
  not_opened: (found) => ({ text: error(found.error) }),
  library: ({ bytes: n, schema, papers, days }) => ({
    text: `${number(days)} 天，${number(papers)} 篇论文，${bytes(n)}，数据库结构版本 ${schema}。`,
  }),
  read_only: () => ({ text: "资料库只读。", todo: "要保存更改，请将其文件夹设为可写。" }),
  damaged: () => ({
    text: "上次检查发现损坏。",
    todo: "请关闭 Paperboy 再重新打开：资料库会自动修复，损坏的文件会保留。",
  }),
  checked: ({ at }) =>
    at === null
      ? { text: "尚未做过完整检查。", todo: "每次启动后不久会自动做一次完整检查。" }
      : { text: `上次完整检查：${when(at)}，完好。` },
  index: ({ indexed, papers, building, behind }) =>
    building
      ? { text: `正在更新：${number(indexed)} / ${number(papers)} 篇。` }
      : behind
        ? { text: "尚未包含最新更改。", todo: "索引会自动更新；如果一直没有更新，请在终端运行 paperboy reindex。" }
        : { text: `已是最新，共 ${number(papers)} 篇。` },
  vectors: ({ status, encoded, papers }) =>
    status === "ready"
      ? encoded < papers
        ? { text: `${number(papers)} 篇论文中已有 ${number(encoded)} 篇可按语义搜索。`, todo: "其余在后台处理。" }
        : { text: `${number(papers)} 篇论文都可按语义搜索。` }
      : {
          text: {
            off: "已关闭。",
            missing: "没有安装语义搜索所需的文件。",
            damaged: "语义搜索所需的文件已损坏。",
            foreign: "语义搜索所需的文件不适用于这个版本的 Paperboy。",
            unreadable: "无法读取语义搜索所需的文件。",
            paused: "嵌入服务暂时无法使用，目前只按字词查找。",
            unconfirmed: "资料库的嵌入服务地址不是在这台电脑上填写的，没有向它发送任何内容。",
          }[status],
          ...(status !== "off" && { todo: "处理办法见设置中的“语义搜索”。" }),
        },
  order: ({ learnt }) => ({
    text:
      learnt.state === "ready"
        ? "已根据你收藏、高亮、加入“稍后读”或合集的论文学习了你的兴趣。"
        : learnt.state === "learning"
          ? "正在学习。"
          : `论文太少，还不能学习：需要 ${number(learnt.needed)} 篇收藏、高亮、加入“稍后读”或合集的论文，目前有 ${number(learnt.have)} 篇。`,
  }),
  backups: ({ copies, facts, bytes: n, newest, folder }, state) => ({
    text:
      newest === null
        ? `还没有完整备份，备份文件夹：${folder}`
        : `${number(copies)} 份完整备份，最新一份为 ${when(newest)}；${number(facts)} 份记录文件（收藏、标签和笔记）。共 ${bytes(n)}，位于 ${folder}`,
    ...(state === "attention" && { todo: "请在设置中点击“立即备份”。" }),
  }),
  set_aside: ({ files, bytes: n }) => ({
    text: `保留了 ${number(files)} 个损坏的资料库，共 ${bytes(n)}。`,
    todo: "确认现在的资料库没有缺少内容后，可以在设置中删除。",
  }),
  space: ({ library, articles, index, backups, figures, pdfs, logs }) => ({
    text: `资料库（不含全文）${bytes(library)}，全文 ${bytes(articles)}，搜索索引 ${bytes(index)}，备份 ${bytes(backups)}，插图 ${bytes(figures)}，PDF ${bytes(pdfs)}，日志 ${bytes(logs)}。`,
  }),
  free: ({ bytes: n }, state) => ({
    text: `磁盘剩余 ${bytes(n)}。`,
    ...(state === "attention" && { todo: "请腾出空间。插图和 PDF 占用的空间可以在设置中限制。" }),
  }),
  fetched: ({ last }, state) => ({
    text: last === null ? "还没有获取记录。" : fetched(last),
    ...(state === "attention" && {
      todo: last?.end === "offline" ? "请连接网络后重新获取。" : "请稍后重新获取。",
    }),
  }),
  sync: ({ folder, pending, last, failed, trouble, problems }) => {
    if (folder === null) return { text: "未设置。" };
    if (trouble !== null)
      return { text: zh.sentences(["上次同步失败。", sentence(inWords(zh.causes.sync, trouble), "zh-CN")]) };
    if (failed !== null) return { text: "上次同步失败。", todo: "原因和处理办法见设置中的“多设备同步”。" };
    if (last === null) return { text: `已设置（${folder}），尚未同步。` };
    return {
      text: `上次同步：${when(last)}，通过 ${folder}；${number(pending)} 项更改尚未发送。`,
      ...(problems > 0 && {
        todo: `其他设备的 ${number(problems)} 个文件没有使用，详情见设置中的“多设备同步”。`,
      }),
    };
  },
  keyring: ({ trouble, needed }) =>
    trouble === null
      ? { text: "可用。" }
      : needed
        ? {
            text: keyringTroubles[trouble],
            todo: "密钥环不可用时，API 密钥可改用环境变量 PAPERBOY_MODEL_KEY，同步可使用这台电脑上不加密的文件夹。",
          }
        : { text: "不可用。只有 API 密钥、服务器密码和加密文件夹的密钥需要它。" },
  crashed: ({ report }) => ({
    text: `Paperboy 在 ${when(report.at)} 崩溃，位置：${report.place}。${report.reports === 1 ? "崩溃报告" : `共 ${number(report.reports)} 份崩溃报告，最新一份`}：${report.path}`,
    todo: "不会发送任何内容。崩溃报告中可能含有论文或笔记的片段，给别人看之前请先检查一遍。",
  }),
  unknown: (found) => ({ text: error(found.error) }),
};

/** The Chinese words of the health page. */
export const healthZh: typeof healthEn = {
  title: "运行状况",
  lead: "这里只做快速检查，不会更改任何内容。",
  about: "资料库、搜索索引、备份、磁盘、获取和同步的状况，以及出现问题时的处理办法",
  open: "查看",
  again: "重新检查",
  copy: "复制诊断信息",
  copied: "诊断信息已复制，其中不含标题、笔记、搜索内容、密钥和你的文件夹名称。",
  showReport: "查看崩溃报告",
  reportTitle: "崩溃报告",
  copyReport: "复制",
  reportCopied: "崩溃报告已复制",
  deleteReports: "删除全部崩溃报告",
  reportsDeleted: "崩溃报告已删除",
  failed: "无法加载运行状况",
  settings: "设置",
  subjects: {
    programs: "程序",
    library: "资料库",
    index: "搜索索引",
    meaning: "语义搜索",
    order: "按兴趣排序",
    backups: "备份",
    disk: "磁盘",
    fetching: "获取论文",
    sync: "同步",
    keyring: "密钥环",
    crashes: "崩溃",
  },
  states: { ok: "正常", attention: "注意", broken: "故障" },
  all: { ok: "一切正常。", attention: "有需要注意的地方。", broken: "有部分功能无法正常工作。" },
  found,
};
