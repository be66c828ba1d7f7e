import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
beforeEach(() => localStorage.clear());
afterEach(leaveWindow);

const part = async (subject: string) => {
  await screen.findAllByTestId("health-part");
  const found = document.querySelector<HTMLElement>(`[data-testid=health-part][data-subject=${subject}]`);
  if (!found) throw new Error(`nothing is said of ${subject}`);
  return found;
};

test("the page says of each subject how it is, and is found from the settings and the palette", async () => {
  const { call } = await startWindow("", "#/settings");
  await user.click(await screen.findByRole("link", { name: "Health" }));
  await screen.findByTestId("view-health");
  expect((await screen.findByText("Everything is in order.")).closest("[data-state]")).toHaveProperty(
    "dataset.state",
    "ok",
  );
  expect((await part("library")).textContent).toContain("Last complete check on");
  expect((await part("disk")).textContent).toContain("search index 4.9 MB");
  expect(within(await part("fetching")).getByText(/31 new papers, full text or abstract fetched for 29/)).toBeTruthy();
  expect(called(call, "health")).toHaveLength(1);
  await user.click(screen.getByTestId("look-again"));
  await waitFor(() => expect(called(call, "health")).toHaveLength(2));
});

test("keys scroll the page that the palette opened", async () => {
  await startWindow("", "#/settings");
  await screen.findByTestId("view-settings");
  await user.keyboard("{Control>}k{/Control}");
  await user.type(await screen.findByTestId("palette-box"), "health{Enter}");
  const view = await screen.findByTestId("view-health");
  await waitFor(() => expect(document.activeElement).toBe(view.querySelector(".pane")));
});

test("what is wrong is said with what to do, in both languages, and not by colour alone", async () => {
  await startWindow("state=ill", "#/health");
  const library = await part("library");
  expect(library.dataset.state).toBe("broken");
  expect(within(library).getByText("Broken")).toBeTruthy();
  expect(library.textContent).toContain("it repairs the library and keeps the damaged file");
  expect((await part("programs")).textContent).toContain("open another library: /home/reader");
  expect((await part("backups")).textContent).toContain("Choose “Back up now” in Settings.");
  expect((await part("sync")).textContent).toContain(
    "The last synchronisation failed. There is no folder /home/reader/Sync/paperboy;",
  );
  const { violations } = await axe.run(await screen.findByTestId("view-health"), {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.map((one) => one.id)).toEqual([]);
  await leaveWindow();
  const { host } = await startWindow("state=ill", "#/settings");
  await host.call("set_setting", { key: "ui.language", value: "zh" });
  await user.click(await screen.findByRole("link", { name: "运行状况" }));
  expect((await part("library")).textContent).toContain("上次检查发现损坏");
  expect((await part("keyring")).textContent).toContain("系统密钥环已锁定");
});

test("the way to what can be set goes there", async () => {
  await startWindow("", "#/health");
  const link = within(await part("backups")).getByRole("link", { name: "Settings: Backups" });
  await user.click(link);
  await screen.findByTestId("view-settings");
  expect(location.hash).toBe("#/settings/backups.now");
});

test("diagnostics are copied, and a crash report is shown, copied and deleted", async () => {
  const { call } = await startWindow("state=ill", "#/health");
  await user.click(await screen.findByTestId("copy-diagnostics"));
  await screen.findByText(/They contain no titles, notes, searches, keys/);
  expect(called(call, "copy_diagnostics")).toHaveLength(1);
  expect((await part("crashes")).textContent).toContain("The newest of 2 crash reports is");
  await user.click(screen.getByTestId("show-report"));
  const dialog = await screen.findByRole("dialog", { name: "Crash report" });
  expect(within(dialog).getByText(/message: it broke/)).toBeTruthy();
  await user.click(within(dialog).getByRole("button", { name: "Copy" }));
  await waitFor(() => expect(called(call, "copy_crash_report")).toHaveLength(1));
  await user.click(within(dialog).getAllByRole("button", { name: "Close" }).at(-1)!);
  await user.click(screen.getByTestId("delete-reports"));
  await waitFor(() => expect(document.querySelector("[data-subject=crashes]")).toBeNull());
});

test("diagnostics are copied where the library cannot be opened, too", async () => {
  const { call } = await startWindow("state=failed", "");
  await user.click(await screen.findByTestId("copy-diagnostics"));
  await waitFor(() => expect(called(call, "copy_diagnostics")).toHaveLength(1));
});

test("the hours of fetching say whether a timer of the system fetches then", async () => {
  await startWindow("schedule=07:30-23:59/24h", "#/settings");
  const hint = await screen.findByTestId("schedule-hint");
  await waitFor(() => expect(hint.textContent).toContain("even while the window is closed"));
  expect(hint.textContent).toMatch(/^\s*Every day at 07:30.*Next: /s);
  await leaveWindow();
  await startWindow("schedule=07:00-23:00/3h&notimer", "#/settings");
  expect((await screen.findByTestId("schedule-hint")).textContent).toContain(
    "Every 3 hours between 07:00 and 23:00, while Paperboy is open.",
  );
});
