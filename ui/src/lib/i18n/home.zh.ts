import type { homeEn } from "./home.en";

/** The Chinese words about the desktop around the window. */
export const homeZh: typeof homeEn = {
  title: "窗口与通知",
  close: "关闭窗口时",
  closes: { quit: "退出", tray: "留在托盘" },
  closeHint:
    "留在托盘时，Paperboy 会按设置继续获取论文、生成解读。在托盘菜单中可以打开窗口、获取论文、暂停生成解读，或退出 Paperboy。",
  noTray: "当前桌面没有显示托盘，因此关闭窗口会退出 Paperboy。GNOME 需要安装扩展“AppIndicator Support”才会显示托盘。",
  login: "登录时自动启动，隐藏在托盘中",
  loginNoTray: "没有托盘时，窗口启动后会最小化。",
  days: "一天的论文备齐时通知我",
  daysHint:
    "每一天的论文只通知一次，在论文全部获取、解读全部生成之后；如果生成已暂停，则不等解读。除此之外不会打扰你。",
  noNotifications: "当前桌面不显示通知。",
  aloud: {
    label: "朗读",
    pause: "暂停",
    resume: "继续朗读",
    previous: "上一句",
    next: "下一句",
    stop: "停止朗读",
    nothing: "从这里往下没有可以朗读的文字。",
    none: "系统没有语音合成程序。在 Linux 上，请安装 speech-dispatcher 和 espeak-ng。",
    noVoice: {
      zh: "系统没有中文语音，中文句子由其他语音朗读。",
      en: "系统没有英文语音，英文句子由其他语音朗读。",
    },
  },
  on: "开启",
  off: "关闭",
};
