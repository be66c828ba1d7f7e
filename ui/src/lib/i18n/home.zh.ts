import type { homeEn } from "./home.en";

/** The Chinese words about the desktop around the window. */
export const homeZh: typeof homeEn = {
  title: "窗口与通知",
  close: "关闭窗口时",
  closes: { quit: "退出", tray: "留在托盘" },
  closeHint: "留在托盘时，Paperboy 会按设置继续获取论文、撰写报告。托盘菜单可以打开窗口、获取论文、暂停撰写和退出。",
  noTray: "当前桌面没有显示托盘，因此关闭窗口会退出 Paperboy。GNOME 需要安装扩展“AppIndicator Support”才会显示托盘。",
  login: "登录后自动启动，只显示在托盘",
  loginNoTray: "没有托盘时，窗口启动后最小化。",
  days: "当天论文备齐时通知我",
  daysHint: "每天只通知一次，在当天的论文全部取得、报告写完之后。除此之外不会打扰您。",
  noNotifications: "当前桌面不显示通知。",
  aloud: {
    label: "朗读",
    pause: "暂停",
    resume: "继续朗读",
    previous: "上一句",
    next: "下一句",
    stop: "停止朗读",
    nothing: "下面没有可以朗读的文字。",
    none: "系统没有语音。在 Linux 上请安装 speech-dispatcher 和 espeak-ng。",
    noVoice: {
      zh: "系统没有中文语音，中文句子由其他语音朗读。",
      en: "系统没有英文语音，英文句子由其他语音朗读。",
    },
  },
  on: "开",
  off: "关",
};
