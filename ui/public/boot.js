// Runs before the first paint: the system, for its fonts; theme and text size as they were last, until the settings
// have been read.
(() => {
  const agent = navigator.userAgent;
  document.documentElement.dataset.os =
    /Mac OS/.test(agent) && !/X11/.test(agent) ? "mac" : /Windows/.test(agent) ? "windows" : "other";
  try {
    const look = JSON.parse(localStorage.getItem("paperboy.look") ?? "{}");
    const root = document.documentElement;
    if (look.theme === "light" || look.theme === "dark") root.dataset.theme = look.theme;
    if (look.textSize >= 80 && look.textSize <= 200) root.style.fontSize = `${(16 * look.textSize) / 100}px`;
  } catch {
    // A look that cannot be read is the system's look.
  }
})();
