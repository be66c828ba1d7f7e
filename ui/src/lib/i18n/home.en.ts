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
  on: "On",
  off: "Off",
};
