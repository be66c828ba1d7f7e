/** The English words about the desktop around the window. */
export const homeEn = {
  title: "Window and notifications",
  close: "When the window is closed",
  closes: { quit: "Quit", tray: "Stay in the tray" },
  closeHint:
    "In the tray, Paperboy continues to fetch papers and write reports as set up here. The tray’s menu opens the window, fetches papers, pauses writing and quits Paperboy.",
  noTray:
    "This desktop shows no tray at the moment, so closing the window quits Paperboy. GNOME shows one with the extension “AppIndicator Support”.",
  login: "Start at login, hidden in the tray",
  loginNoTray: "Without a tray, the window starts minimised.",
  days: "Notify me when a day is complete",
  daysHint:
    "Paperboy shows one notification for each day, once all its papers have been fetched and their reports written; while writing is paused or on hold, it does not wait for the reports. Nothing else interrupts you.",
  noNotifications: "This desktop does not show notifications.",
  aloud: {
    label: "Reading aloud",
    pause: "Pause",
    resume: "Resume",
    previous: "Previous sentence",
    next: "Next sentence",
    stop: "Stop reading",
    nothing: "There is no text to read aloud from here on.",
    none: "This system has no speech synthesiser. On Linux, install speech-dispatcher and espeak-ng.",
    noVoice: {
      zh: "The system has no Chinese voice; another one reads the Chinese sentences.",
      en: "The system has no English voice; another one reads the English sentences.",
    },
  },
  on: "On",
  off: "Off",
};
