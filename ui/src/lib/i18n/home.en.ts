/** The English words about the desktop around the window. */
export const homeEn = {
  title: "Window and notifications",
  close: "When the window is closed",
  closes: { quit: "Quit", tray: "Stay in the tray" },
  closeHint:
    "In the tray, Paperboy keeps fetching and writing as set up here. Its menu opens the window, fetches, pauses writing and quits.",
  noTray:
    "This desktop shows no tray now, so closing the window quits Paperboy. GNOME shows one with the extension “AppIndicator Support”.",
  login: "Start at login, hidden in the tray",
  loginNoTray: "Without a tray, the window starts minimised.",
  days: "Notify me when a day is complete",
  daysHint: "One notification for each day, once its papers are fetched and written. Nothing else interrupts you.",
  noNotifications: "Nothing on this desktop shows notifications.",
  aloud: {
    label: "Reading aloud",
    pause: "Pause",
    resume: "Go on reading",
    previous: "Previous sentence",
    next: "Next sentence",
    stop: "Stop reading",
    nothing: "There is no text below to read.",
    none: "Nothing on this system reads aloud. On Linux, install speech-dispatcher and espeak-ng.",
    noVoice: {
      zh: "The system has no Chinese voice; another one reads the Chinese sentences.",
      en: "The system has no English voice; another one reads the English sentences.",
    },
  },
  on: "On",
  off: "Off",
};
