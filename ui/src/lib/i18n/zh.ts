import type { Words } from "./en";
import { size } from "./causes";
import { causesZh } from "./causes.zh";
import { fetchZh } from "./fetch.zh";
import { keepingZh } from "./keeping.zh";
import { tasteZh } from "./taste.zh";
import { sectionsZh } from "./sections";

// 只创建一次：每次调用 toLocaleString 时引擎都会新建一个，很慢。
const formatter = new Intl.NumberFormat("zh-CN");
const number = (n: number) => formatter.format(n);

/** 界面上的全部中文。 */
export const zh: Words = {
  ...fetchZh,
  causes: causesZh,
  name: "Paperboy",
  locale: "zh-CN",
  skip: "跳到主要内容",
  loading: "正在加载…",
  close: "关闭",
  cancel: "取消",
  back: "返回",
  dismiss: "关闭这条消息",
  details: "详情",
  papers: (n) => `${number(n)} 篇`,
  unreadCount: (n) => `${number(n)} 篇未读`,
  sentences: (all) => all.filter(Boolean).join(""),
  labelled: (label, of) => `${label}：${of}`,

  nav: {
    label: "主导航",
    open: "打开菜单",
    search: "搜索",
    days: "每日论文",
    starred: "收藏",
    later: "稍后读",
    unread: "未读",
    for_me: "为你推荐",
    all: "全部论文",
    trends: "趋势",
    continue: "继续阅读",
    findTag: (count: number) => `筛选 ${count} 个标签`,
    tags: "标签",
    settings: "设置",
    about: "关于",
    import: "导入…",
    importFiles: "导入文件…",
    importFolder: "导入文件夹…",
    menu: "菜单",
  },

  calendar: {
    label: "日历",
    previousMonth: "上个月",
    nextMonth: "下个月",
    day: (date, papers, unread) =>
      papers === 0
        ? `${date}，资料库中没有论文`
        : `${date}，${number(papers)} 篇${unread > 0 ? `，${number(unread)} 篇未读` : ""}`,
  },

  days: {
    title: "每日论文",
    label: "日期列表",
    total: (days, papers) => `共 ${number(days)} 天，${number(papers)} 篇`,
    allRead: "已读完",
    empty: "还没有论文",
    emptyHint: "获取今天的论文或导入一份日报，即可开始阅读。",
  },

  digest: {
    previous: "前一天",
    next: "后一天",
    markRead: "全部标为已读",
    allRead: "已读完",
    source: "打开来源页面",
  },

  list: {
    label: (title) => `论文列表：${title}`,
    emptyDay: "这一天没有论文",
    empty: {
      starred: { title: "还没有收藏任何论文", hint: "选中论文后按 {star} 即可收藏，收藏的论文会一直保留在这里。" },
      later: { title: "“稍后读”中没有论文", hint: "选中论文后按 {later}，即可加入“稍后读”。" },
      unread: { title: "没有未读论文", hint: "资料库中的论文已全部读完。" },
      for_me: { title: "没有错过任何论文", hint: "截至最新一天的两周内的论文已全部读完。" },
      tag: { title: "没有带这个标签的论文", hint: "选中论文后按 {tags} 即可添加标签。" },
      collection: keepingZh.collections.empty,
      all: { title: "资料库是空的", hint: "获取今天的论文或导入一份日报，即可开始阅读。" },
    },
    openNewest: "打开最新一天",
    openDay: (date) => `打开 ${date}`,
    failed: "无法加载列表",
    again: "重试",
  },

  card: {
    star: "收藏",
    unstar: "取消收藏",
    later: "加入“稍后读”",
    notLater: "移出“稍后读”",
    markRead: "标为已读",
    markUnread: "标为未读",
    unread: "未读",
    note: "笔记",
    domain: "应用领域",
    tags: "标签",
    noReport: "暂无解读",
    damaged: "部分内容已损坏",
    unverified: (n, abstract) => `${number(n)} 处存疑的数字或名称${abstract ? "（仅对照摘要核对）" : ""}`,
    writing: { at: "正在生成解读", waiting: "等待生成解读" },
  },

  paper: {
    damaged:
      "这篇论文保存在本地的部分内容已损坏，暂不显示。Paperboy 正在检查资料库，如果备份或导入的文件中有这部分内容，会从中恢复。",
    sections: sectionsZh,
    abstract: "摘要",
    report: "解读",
    nothing: "这篇论文还没有解读。",
    outline: "目录",
    outlineMenu: "目录、标签和笔记",
    previous: "上一篇",
    next: "下一篇",
    position: (n, of) => `第 ${number(n)} 篇，共 ${number(of)} 篇`,
    links: "链接",
    huggingface: "Hugging Face",
    arxiv: "arXiv",
    pdf: "PDF",
    code: "代码",
    project: "项目主页",
    dates: "日期",
    authors: "作者",
    writtenBy: (writer) =>
      writer === "imported"
        ? "导入的解读"
        : writer === "extract"
          ? "内置摘录"
          : writer.startsWith("model:")
            ? `由 ${writer.slice(6)} 生成`
            : writer.startsWith("from:")
              ? `来自“${writer.slice(5)}”`
              : writer,
    unknown: "资料库中没有这篇论文",
    failed: "无法打开论文",
    table: "表格",
    code_block: "代码",
    more: "显示更多",
    formula: "公式",
  },

  tags: {
    more: (count: number) => `还有 ${count} 个`,
    label: "标签",
    add: "添加标签",
    remove: (tag) => `移除标签“${tag}”`,
    none: "还没有标签",
  },

  note: {
    label: "笔记",
    placeholder: "写笔记…",
    saving: "正在保存…",
    saved: "已保存",
    unsaved: "尚未保存",
    failed: "笔记保存失败，输入的文字仍保留在这里。",
    again: "重试",
    part: (part, parts) => `第 ${part} 段，共 ${parts} 段`,
    previousPart: "上一段",
    nextPart: "下一段",
  },

  copy: {
    label: "复制",
    as: "复制格式",
    text: "纯文本",
    markdown: "Markdown",
    paper: "完整解读",
    citation: "引用",
    link: "链接",
    done: "已复制",
  },

  welcome: {
    title: "欢迎使用 Paperboy",
    lead: "每天的 AI 论文，静下心来读。资料库只保存在这台电脑上。",
    files: "导入文件",
    today: "获取今天的论文",
    todayHint: "包括标题、摘要和全文，可离线阅读",
    weekend: "周末没有新论文，这是最近有论文的一天。",
    emptyDay: "Hugging Face 还没有列出这一天之后的论文。",
    filesHint: "日报，或其他程序生成的论文简报",
    folder: "导入文件夹",
    folderHint: "导入文件夹中的全部日报和简报",
    sample: "先看看示例",
    sampleHint: "两天的日报，共 12 篇经典论文",
    drop: "也可以把文件直接拖进窗口，或粘贴 arXiv 编号。",
  },

  drop: "松开即可导入",

  job: {
    kinds: {
      import: "正在导入",
      fetch: "正在获取",
      figures: "正在获取插图",
      write: "正在生成解读",
      backup: "正在备份",
      restore: "正在恢复备份",
      restore_facts: "正在恢复收藏、标签和笔记",
      vault: "正在更新 Obsidian 笔记",
      sync: "正在同步",
      publish: "正在发布",
      watch: "正在向 arXiv 查询新动态",
    },
    of: (done, total) => `${number(done)} / ${number(total)}`,
    cancel: "停止",
    stopping: "正在停止…",
  },

  imported: {
    title: "导入结果",
    cancelled: "导入已停止，已导入的内容会保留。",
    summary: (files, papers) => `${number(files)} 个文件，${number(papers)} 篇论文`,
    leftOut: (count) => `已跳过 ${number(count)} 个文件或文件夹：隐藏项目，以及同步软件产生的冲突副本。`,
    nothing: "所选内容中没有可以导入的文件。",
    unchanged: "所选内容都已在资料库中",
    file: "文件",
    day: "日期",
    papers: "论文",
    outcome: "结果",
    outcomes: { added: "已添加", updated: "已更新", unchanged: "无变化", refused: "未导入" },
    moreProblems: (n) => `另有 ${number(n)} 个问题。`,
    moreFiles: (n) => `另有 ${number(n)} 个文件。`,
    show: "查看结果",
    openDay: "打开",
  },

  toast: {
    label: "消息",
    undo: "撤销",
    undone: (what, n) =>
      `已撤销${
        (
          {
            read: "已读标记的更改",
            starred: "收藏的更改",
            later: "“稍后读”的更改",
            tags: "标签的更改",
            note: "笔记的更改",
            version: "版本的选择",
            saved: "已保存搜索的更改",
            facts: "收藏、标签和笔记的恢复",
          } as Record<string, string>
        )[what] ??
        keepingZh.undone[what] ??
        tasteZh.undone[what] ??
        "更改"
      }${n > 1 ? `（${number(n)} 篇）` : ""}`,
    pageLost: "界面意外停止工作，已重新加载。",
    copyAddress: "复制地址",
    openAnyway: "仍然打开",
    nothingToUndo: "没有可以撤销的操作",
    starred: "已收藏",
    unstarred: "已取消收藏",
    later: "已加入“稍后读”",
    notLater: "已移出“稍后读”",
    read: "已标为已读",
    unread: "已标为未读",
    dayRead: (n) => `已将 ${number(n)} 篇标为已读`,
    tagAdded: (tag) => `已添加标签“${tag}”`,
    tagRemoved: (tag) => `已移除标签“${tag}”`,
    noteRemoved: "笔记已删除",
    backedUp: "备份已创建",
    restored: { restore: "备份已恢复", restore_facts: "收藏、标签和笔记已恢复" },
  },

  settings: {
    title: "设置",
    appearance: "外观",
    language: "语言",
    languages: { system: "跟随系统", zh: "中文", en: "English" },
    theme: "主题",
    themes: { system: "跟随系统", light: "浅色", dark: "深色" },
    textSize: "文字大小",
    smaller: "缩小",
    larger: "放大",
    reset: "恢复默认",
    places: "存储位置",
    library: "资料库",
    logs: "日志",
    openFolder: "打开文件夹",
    backups: "备份",
    backupsHint:
      "每天自动备份一次，改动较多时当天再备份一次。在空间上限之内，最近 7 天每天保留一份，最近 4 周每周保留一份。",
    backUp: "立即备份",
    backupsTake: (bytes, max) => `完整备份共占用 ${bytes}，上限为 ${max}；最新的一份和另外至少两份始终保留。`,
    noBackups: "还没有完整备份",
    facts: "收藏、标签和笔记",
    factsHint:
      "此外，标记（收藏、已读、稍后读）、标签、笔记、高亮、合集、已保存的搜索等有改动时，每小时会单独存成一个小文件（记录文件），保留 90 天。恢复时只补上缺少的内容，不会删除任何内容。",
    factsTitle: "恢复这些收藏、标签和笔记？",
    factsText: (made) =>
      `将按 ${made} 的记录，补上资料库中缺少的标记（收藏、已读、稍后读）、标签、笔记、高亮、合集、已保存的搜索等。不会删除任何内容，并且可以撤销。`,
    more: (n) => `再显示 ${number(n)} 个`,
    damaged: "损坏的文件",
    damagedHint: "这些是替换下来的损坏资料库，其中可读的内容都已并入现在的资料库。不再需要时可以删除。",
    remove: "删除",
    removeTitle: "彻底删除这个文件？",
    removeText: (made, bytes) => `将删除 ${made} 替换下来的损坏资料库（${bytes}），此操作无法撤销。`,
    restore: "恢复",
    restoreTitle: "恢复这份备份？",
    restoreText: (made) => `资料库将恢复到 ${made} 的状态，恢复前会先备份当前内容。`,
    reasons: { daily: "每日备份", manual: "手动备份", migration: "升级前备份", restore: "恢复前备份" },
    made: "创建时间",
    size: "大小",
    reason: "类型",
    motion: "动画效果跟随系统设置。",
    importing: "导入",
    importHint:
      "可以导入日报、其他程序生成的论文简报、文献文件（BibTeX、RIS、CSL-JSON）、表格和论文列表，按内容识别类型。重复导入同一文件不会产生重复内容。",
  },

  about: {
    title: "关于 Paperboy",
    version: (version) => `版本 ${version}`,
    lead: "本地优先的每日 AI 论文阅读器。",
    privacy:
      "资料库只保存在这台电脑上。Paperboy 在你手动获取或开启自动获取后，会访问 huggingface.co 和 arxiv.org 获取论文；打开论文、收藏论文或将论文加入“稍后读”时，会从 arxiv.org 获取缺少的插图（可在设置中关闭）；手动获取 PDF 时，会从 arxiv.org 获取；如果开启了保存 PDF，收藏论文或将论文加入“稍后读”时也会获取 PDF；手动或自动查询收藏、“稍后读”和合集中论文的新动态时，会把这些论文的编号发送到 arxiv.org；获取订阅时会访问你订阅的网址；生成和翻译解读时会访问你设置的模型；如果为语义搜索填写了嵌入服务，论文内容和你搜索时输入的描述会发送到该服务；将论文发送到 Zotero 时会访问这台电脑上的 Zotero。如果设置了同步，收藏、标签、笔记等内容，模型生成的解读（可以关闭），以及论文全文和插图（需要开启）会写入你选择的文件夹，或发送到你选择的服务器；如果发布到服务器，发布的日报会发送到该服务器；如果设置了 AI 助手，它读到的内容会发送给它所用的模型。链接在系统浏览器中打开。",
    licence: "本程序是自由软件，可任选 MIT 或 Apache-2.0 许可证使用。",
    licences: "第三方许可证",
    licencesHint: (n) => `Paperboy 使用了 ${number(n)} 个第三方软件包。`,
    filter: "筛选软件包",
    noText: "这个软件包没有附带许可证正文。",
    missing: "只有正式版本附带许可证清单。",
  },

  notices: {
    migrated: "资料库已升级到新版本，升级前已备份。",
    recovered: "资料库曾经损坏，现已修复。损坏的文件保留在：",
    read_only:
      "资料库为只读：可以阅读和搜索，但不能更改收藏、标签和笔记。如需更改，请将它的文件夹设为可写，然后重启 Paperboy。",
    index_rebuilt: "正在自动重建搜索索引，完成前结果可能不全，进度见搜索页面。",
    damaged: "资料库部分损坏，请重启 Paperboy 进行修复；如果仍然损坏，请在设置中恢复备份。",
    backup_failed: "自动备份失败，请检查磁盘空间和资料库文件夹的权限。",
    disk_full: "磁盘已满，请腾出空间。已保存的内容不会丢失。",
    index_failed: "无法更新搜索索引，已有内容仍可搜索。请检查磁盘空间和资料库文件夹的权限，详情见日志。",
    disk_full_reading: "磁盘已满：可以阅读和搜索，但无法保存任何更改。请腾出空间，然后重新打开资料库。",
    unprotected: "资料库中有文件被设为只读，Paperboy 已将其恢复为可写：",
    gone: "找不到资料库，请连接它所在的磁盘，或将文件夹放回原处，然后重新打开资料库。",
    replaced: "资料库打开期间，其他程序删除或替换了它的文件。重新打开之前无法保存更改；此前保存的内容都还在。",
    import_stuck: "有一项导入连续两次在同一处中断，不会再自动继续。如仍需要，请重新导入：",
    clock: "资料库中有晚于今天的日期，这台电脑的时钟现在或曾经不准。没有丢失任何内容，请检查时钟。资料库中的日期：",
    vault_conflict:
      "Obsidian 笔记文件夹中有一个文件没有更新：其中由 Paperboy 写入的部分被改动过，或者它本来就是你自己的文件。原文件保持不变，笔记已写入另外的文件，今后会更新新文件：",
    safe_renderer:
      "窗口启动后没有显示任何内容，因此 Paperboy 已改用安全渲染方式重新启动，滚动可能不够流畅。WebKit 更新后会再次尝试默认方式。",
    publish_failed: "请检查发布文件夹或服务器；在设置中点击“立即发布”可查看原因。日报未能发布到：",
    vault_failed: "有 Obsidian 笔记无法更新，请检查文件夹是否存在、是否可以写入：",
  },

  reopen: "重新打开资料库",
  recovery: {
    held: (h) =>
      `${number(h.papers)} 篇论文、${number(h.starred)} 个收藏、${number(h.notes)} 条笔记、${number(h.tags)} 个标签`,
    indexes: (kept) => `资料库的数据库中有一个内部索引损坏，现已重建，没有丢失任何内容。资料库中有 ${kept}。`,
    salvaged: (kept, newer, backup) =>
      backup === null
        ? `资料库的数据库损坏，可读的内容已全部保留：${kept}。`
        : `资料库的数据库损坏，已恢复 ${backup} 的备份，并加入了所有可读的内容：共 ${kept}，其中 ${newer} 晚于该备份。`,
    backup: (kept, backup) => `资料库的数据库损坏，无法读取 ${backup} 的备份之后的内容，已恢复该备份：${kept}。`,
    empty: "资料库的数据库损坏，内容无法读取，也没有完好的备份，资料库现在是空的。",
    lost: (n) => `数据库中有 ${number(n)} 处损坏，无法读取。`,
    toFetch: (n) => `下次获取时，会重新获取 ${number(n)} 篇论文的全文。`,
    kept: "损坏的文件保留在：",
  },

  reportUnchanged: "没有变化：新解读与当前显示的相同",
  errors: {
    newer_library: "这个资料库由更高版本的 Paperboy 创建，请先升级 Paperboy。",
    not_a_library:
      "这个文件不是 Paperboy 资料库。请移走该文件，或将环境变量 PAPERBOY_LIBRARY 设为其他文件夹，然后重新启动 Paperboy。",
    damaged: "资料库已损坏，请重启 Paperboy，它会修复资料库或恢复最新的完好备份。",
    disk_full: "磁盘已满，请腾出空间后重试。",
    read_only: "资料库为只读。如需更改，请将它的文件夹设为可写，然后重启 Paperboy。",
    no_permission: "Paperboy 没有访问权限，请检查这个文件或文件夹的权限。",
    gone: "找不到资料库，请连接它所在的磁盘，或将文件夹放回原处，然后重试。",
    replaced: "其他程序删除或替换了资料库的文件，更改没有保存。请重新打开资料库。",
    not_closed:
      "资料库上次没有正常关闭，而它的文件夹无法写入。请将整个文件夹复制到可写的磁盘，将环境变量 PAPERBOY_LIBRARY 设为该副本，然后重新启动 Paperboy。",
    busy: "资料库正忙，请稍后重试。",
    file: "无法使用这个文件或文件夹：",
    zotero: "论文没有发送到 Zotero。",
    sync: "同步失败。",
    publish: "发布到服务器失败。",
    bad_backup: "这份备份无法使用，请选择另一份。",
    library_missing:
      "资料库的数据库文件不见了，但它的备份还在。可以恢复最新的备份，也可以新建一个空资料库。在你选择之前不会做任何更改。",
    only_facts_left: "资料库的数据库文件不见了，也没有完整备份。请新建空资料库，再到设置中恢复收藏、标签和笔记。",
    stopped: "已停止，没有留下不完整的文件。",
    unknown_paper: "资料库中没有这篇论文。",
    index: "搜索索引暂时不可用。",
    link_refused: "该链接不是安全的网址，没有打开。",
    link_near: "该链接指向这台电脑或局域网，而不是公开的网站。要打开吗？",
    bad_value: "无法完成此操作。",
    offline: "没有网络连接。阅读和搜索不受影响，请在网络恢复后重试。",
    text_altered: "保存在本地的全文被改动过，已移除，之后会重新获取。",
    not_written: "解读生成失败。",
    not_read: "暂时无法获取这篇论文的全文，下次获取论文所在日期的列表时会重试。",
    not_opened: "系统中没有程序能打开这个地址或文件夹：",
    internal: "程序内部出错，请重试；日志中有更多信息。",
    clipboard: "无法使用剪贴板，请重试。",
  },

  failedView: {
    badBackup: "没有可用的备份。请点击“重试”，然后新建空资料库。",
    title: "无法打开资料库",
    again: "重试",
    trying: "正在重试…",
    newestBackup: "恢复最新的备份",
    empty: "新建空资料库",
  },

  readOnly: "只读",
  bytes: (n) => size(n, "字节"),
};
