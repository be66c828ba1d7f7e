import { screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, expect, test, vi } from "vitest";
import { called, leaveWindow, startWindow } from "./test/window";

const user = userEvent.setup();
afterEach(leaveWindow);

const violations = async (element: Element) => {
  const found = await axe.run(element, { rules: { "color-contrast": { enabled: false } } });
  return found.violations.map((one) => one.id);
};

test("a folder of other devices is joined with the passphrase, and nothing is merged before the user has seen what would change", async () => {
  const { call } = await startWindow("", "#/settings");
  await user.click(await screen.findByTestId("sync-choose"));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("This folder is already set up.");
  const confirm = within(dialog).getByTestId<HTMLButtonElement>("sync-confirm");
  expect(confirm.disabled).toBe(true);
  await user.type(within(dialog).getByTestId("sync-passphrase"), "wrong horse");
  await user.click(confirm);
  expect((await screen.findByTestId("toast")).textContent).toContain("The passphrase or recovery code is wrong");
  await user.clear(within(dialog).getByTestId("sync-passphrase"));
  await user.type(within(dialog).getByTestId("sync-passphrase"), "correct horse");
  await user.click(confirm);
  const preview = await screen.findByTestId("sync-preview");
  expect(preview.textContent).toContain("Stars, Read later and read marks: 12");
  expect(preview.textContent).toContain("Reports written by a model: 2");
  expect(preview.textContent).toContain("Figures: 7");
  expect(preview.textContent).toContain("41 MB of files");
  expect(preview.textContent).toContain("To be replaced by newer content: 1");
  expect(called(call, "synchronise")).toEqual([]);
  expect(await violations(screen.getByRole("dialog"))).toEqual([]);
  await user.click(screen.getByTestId("sync-merge"));
  await waitFor(() => expect(called(call, "synchronise")).toHaveLength(1));
  await waitFor(() =>
    expect(screen.getByTestId("sync-status").textContent).toContain("No changes pending here; last synchronised"),
  );
  expect(screen.getByTestId("sync-devices").textContent).toContain("laptop");
  expect(screen.getByTestId("sync-line").textContent).toContain("In sync");
});

test("a new folder is encrypted with a passphrase that is typed twice, and the recovery code is shown once", async () => {
  const { call } = await startWindow("sync=new", "#/settings");
  await user.click(await screen.findByTestId("sync-choose"));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("radio", { name: "Encrypted" }));
  await user.type(within(dialog).getByTestId("sync-passphrase"), "seven77");
  await user.click(within(dialog).getByTestId("sync-confirm"));
  expect(within(dialog).getByRole("alert").textContent).toContain("at least 8 characters");
  await user.type(within(dialog).getByTestId("sync-passphrase"), "8 and more");
  await user.click(within(dialog).getByTestId("sync-confirm"));
  expect(within(dialog).getByRole("alert").textContent).toContain("different");
  expect(called(call, "set_up_sync")).toEqual([]);
  await user.type(within(dialog).getByTestId("sync-again"), "seven778 and more");
  await user.click(within(dialog).getByTestId("sync-confirm"));
  expect((await screen.findByTestId("sync-code")).textContent).toContain("ABCD-EFGH");
  expect(called(call, "set_up_sync")).toEqual([{ passphrase: "seven778 and more" }]);
  await user.click(screen.getByTestId("sync-code-done"));
  expect(screen.queryByTestId("sync-code")).toBeNull();
  expect(screen.getByTestId("sync").textContent).toContain("Encrypted");
  expect(screen.getByTestId("sync").textContent).toContain("No other device has synchronised");
});

test("a failure is shown with its reason in the settings and in the window, in both languages", async () => {
  await startWindow("sync=gone", "#/settings");
  const section = await screen.findByTestId("sync");
  await waitFor(() => expect(section.textContent).toContain("There is no folder /home/reader/Sync/paperboy"));
  expect(section.textContent).toContain("2 changes not sent yet");
  const line = screen.getByTestId("sync-line");
  expect(line.textContent).toContain("Synchronisation failed");
  expect(line.getAttribute("title")).toContain("connect the folder’s drive");
  expect(await violations(section)).toEqual([]);
  await user.click(screen.getByRole("radio", { name: "中文" }));
  await waitFor(() => expect(section.textContent).toContain("请连接所在的磁盘"));
  expect(screen.getByTestId("sync-line").textContent).toContain("同步失败");
});

test("a device is removed, automatic synchronising is switched off, and the folder is left", async () => {
  const { call } = await startWindow("sync=joined", "#/settings");
  await user.click(await screen.findByRole("button", { name: /Remove….*laptop/ }));
  await user.click(await screen.findByTestId("sync-remove-confirm"));
  await waitFor(() => expect(called(call, "remove_sync_device")).toEqual([{ id: "7" }]));
  await waitFor(() => expect(screen.getByTestId("sync-devices").textContent).not.toContain("laptop"));
  const section = within(screen.getByTestId("sync"));
  const off = (name: RegExp) =>
    within(section.getByRole("radiogroup", { name })).getByRole<HTMLInputElement>("radio", { name: "Off" });
  await user.click(off(/automatically/));
  await user.click(off(/by a model/));
  await waitFor(() => expect(off(/by a model/).checked).toBe(true));
  for (const name of [/full texts/, /figures/]) {
    const choice = within(section.getByRole("radiogroup", { name }));
    expect(choice.getByRole<HTMLInputElement>("radio", { name: "Off" }).checked).toBe(true);
    await user.click(choice.getByRole("radio", { name: "On" }));
  }
  expect(called(call, "set_setting")).toEqual([
    { key: "sync.automatic", value: "off" },
    { key: "sync.reports", value: "off" },
    { key: "sync.articles", value: "on" },
    { key: "sync.figures", value: "on" },
  ]);
  await user.click(screen.getByTestId("sync-leave"));
  await user.click(await screen.findByTestId("sync-leave-confirm"));
  expect(await screen.findByTestId("sync-choose")).toBeTruthy();
  await waitFor(() => expect(screen.queryByTestId("sync-line")).toBeNull());
});

test("a folder on a server is set up with user and password, and encrypted unless the user chooses otherwise", async () => {
  const { call } = await startWindow("sync=new", "#/settings");
  await user.click(await screen.findByTestId("sync-server"));
  await user.type(await screen.findByTestId("sync-address"), "https://dav.example.com/paperboy");
  await user.type(screen.getByTestId("sync-user"), "me");
  await user.type(screen.getByTestId("sync-password"), "wrong");
  await user.click(screen.getByTestId("sync-address-confirm"));
  expect((await screen.findByTestId("toast")).textContent).toContain("dav.example.com refused the sign-in");
  expect(await violations(screen.getByRole("dialog"))).toEqual([]);
  await user.clear(screen.getByTestId("sync-password"));
  await user.type(screen.getByTestId("sync-password"), "secret");
  await user.click(screen.getByTestId("sync-address-confirm"));
  const form = within(await screen.findByTestId("sync-setup"));
  expect(form.getByRole<HTMLInputElement>("radio", { name: "Encrypted" }).checked).toBe(true);
  await user.click(form.getByRole("radio", { name: "Not encrypted" }));
  await user.click(form.getByTestId("sync-confirm"));
  await waitFor(() => expect(called(call, "set_up_sync")).toEqual([{ passphrase: null }]));
  await waitFor(() => expect(screen.getByTestId("sync").textContent).toContain("https://me@dav.example.com/paperboy"));
});

test("when a server refuses the password, another one is entered and everything goes on", async () => {
  const { call } = await startWindow("sync=signed_out", "#/settings");
  const section = await screen.findByTestId("sync");
  await waitFor(() => expect(section.textContent).toContain("dav.example.com refused the sign-in"));
  expect(section.textContent).toContain("https://me@dav.example.com/论文/paperboy/");
  await user.click(screen.getByTestId("sync-sign-in"));
  const form = within(await screen.findByTestId("sync-address-form"));
  expect(form.getByTestId<HTMLInputElement>("sync-address").value).toBe("https://dav.example.com/论文/paperboy/");
  expect(form.getByTestId<HTMLInputElement>("sync-user").value).toBe("me");
  await user.type(form.getByTestId("sync-password"), "secret");
  await user.click(form.getByTestId("sync-address-confirm"));
  await waitFor(() => expect(called(call, "set_up_sync")).toEqual([{ passphrase: null }]));
  await waitFor(() => expect(called(call, "synchronise")).toHaveLength(1));
  expect(screen.queryByRole("dialog")).toBeNull();
  await waitFor(() => expect(screen.queryByTestId("sync-sign-in")).toBeNull());
});

test("a folder that was set up is synchronised, whatever else asks for its state meanwhile", async () => {
  vi.resetModules();
  const { fixture } = await import("./lib/host/fixture");
  const { useHost } = await import("./lib/host/host");
  const { sync } = await import("./lib/state/sync.svelte");
  const host = fixture("lang=en&sync=new");
  const asked: string[] = [];
  let overtake = false;
  let late = false;
  useHost({
    ...host,
    call: async (name, args) => {
      asked.push(name);
      // The answer to what is asked last comes last.
      if (name === "sync_status" && late) await new Promise((done) => setTimeout(done, 50));
      const answer = await host.call(name, args);
      if (name === "sync_status" && overtake) {
        [overtake, late] = [false, true];
        void sync.load();
      }
      return answer;
    },
  });
  await sync.load();
  await sync.choose();
  overtake = true;
  expect(await sync.setUp(null)).toBe(true);
  expect(asked).toContain("synchronise");
});
