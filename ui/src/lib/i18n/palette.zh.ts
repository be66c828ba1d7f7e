import type { paletteEn } from "./palette.en";

/** 命令面板、设置搜索和按键设置的中文。 */
export const paletteZh: typeof paletteEn = {
  palette: {
    title: "命令面板",
    placeholder: "输入命令、日期、标签、设置或论文标题，支持拼音",
    results: "结果",
    count: (n) => `${n.toLocaleString("zh-CN")} 个结果`,
    kinds: {
      action: "命令",
      view: "前往",
      day: "日期",
      collection: "合集",
      tag: "标签",
      saved: "已保存的搜索",
      setting: "设置",
      paper: "论文",
      search: "搜索",
    },
    search: (query) => `在论文中搜索“${query}”`,
    looking: "正在搜索论文…",
    failed: "无法搜索论文。",
    notInLibrary: "资料库中没有这一天",
  },
  tour: {
    of: (n, steps) => `第 ${n} 步，共 ${steps} 步`,
    next: "下一步",
    back: "上一步",
    skip: "跳过",
    end: "完成",
    steps: {
      digest: {
        title: "一眼看完一天",
        text: "每一天是一组卡片，写着每篇论文做什么、新在哪里。获取今天的论文，逐张浏览，感兴趣就打开。",
      },
      marks: {
        title: "留下重要的论文",
        text: "收藏、稍后读、加标签、写笔记。每一步都可以撤销，也可以一次选中多篇论文一起处理。",
      },
      paper: {
        title: "放心阅读",
        text: "论文有解读和全文。解读中的数字和名称如果在论文里找不到，会标为存疑；其余的可以直接跳到原文出处。",
      },
      find: {
        title: "找到任何内容",
        text: "边输入边搜索论文。命令面板收录了所有命令、日期、标签和设置，可以用中文、拼音或英文查找。",
      },
      yours: {
        title: "按自己的习惯来",
        text: "在设置中选择语言、主题、排版、由谁生成解读以及何时获取论文。每个按键都可以更改。以后可以在命令面板中重新打开本导览。",
      },
    },
  },
  printing: {
    first: (n, of) =>
      `共 ${of.toLocaleString("zh-CN")} 篇，打印前 ${n.toLocaleString("zh-CN")} 篇；要打印其他论文，请先选中它们。`,
  },
  readingLook: {
    title: "阅读",
    hint: "解读和全文的排版方式。这些选择只保存在这台电脑上。",
    width: "行宽",
    leading: "行距",
    shown: {
      width: (rem) => `${rem} 个字宽`,
      leading: (hundredths) => `${(hundredths / 100).toFixed(2)} 倍`,
    },
    face: "字体类型",
    faces: { sans: "无衬线", serif: "衬线" },
    latin: "英文字体",
    chinese: "中文字体",
    systemFont: "系统字体",
    sample: "排版示例",
  },
  settingsSearch: {
    label: "查找设置",
    none: (query) => `没有与“${query}”匹配的设置。`,
  },
  keys: {
    title: "键盘",
    hint: "每个按键都可以更改。更改只保存在这台电脑上。",
    or: "或",
    print: "打印…",
    add: "添加按键",
    press: "请按下要使用的按键，也可以依次按两个键。按 Esc 取消。",
    pressed: (keys) => `${keys} … 请按第二个键；如果只用这一个键，请按 Enter。`,
    remove: (keys, action) => `从“${action}”中移除 ${keys}`,
    addTo: (action) => `为“${action}”添加按键`,
    reset: "恢复默认",
    resetOne: (action) => `恢复“${action}”的默认按键`,
    resetAll: "全部恢复默认",
    none: "没有按键",
    filter: "查找命令或按键",
    nothing: "没有匹配的命令或按键。",
    taken: (keys, actions) => `${keys} 已用于${actions}。`,
    take: "改用于此处",
    system: (keys) => `${keys} 由系统使用，不能更改。`,
    full: (n) => `每个命令最多可以有 ${n} 个按键。`,
    given: (keys, action) => `${keys} 现在用于“${action}”。`,
    quoted: (name) => `“${name}”`,
    fixed: "不能更改",
  },
};
