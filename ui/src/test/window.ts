import { vi, type MockInstance } from "vitest";
import type { Host } from "../lib/host/host";

/** The calls that a host received. */
export type Calls = MockInstance<Host["call"]>;

let leave: (() => Promise<void>) | undefined;

/** The whole window on a library in memory, each time from its first start: the modules' state is rebuilt. `state` is the history's. */
export async function startWindow(search = "", hash = "", state: unknown = null): Promise<{ host: Host; call: Calls }> {
  vi.resetModules();
  history.replaceState(state, "", `/${hash}`);
  const { fixture } = await import("../lib/host/fixture");
  const { useHost } = await import("../lib/host/host");
  const { look } = await import("../lib/state/look.svelte");
  const { readingChoice } = await import("../lib/state/reading-look.svelte");
  const { router } = await import("../lib/state/router.svelte");
  const { default: App } = await import("../App.svelte");
  const { mount, unmount } = await import("svelte");
  const host = fixture(`lang=en&${search}`);
  const call = vi.spyOn(host, "call");
  useHost(host);
  look.begin();
  readingChoice.begin();
  router.start();
  const target = document.body.appendChild(document.createElement("div"));
  const app = mount(App, { target });
  leave = () => unmount(app);
  return { host, call };
}

/** Takes the window down, and waits for the views that it loads when idle: they can't be loaded after the tests' end. */
export async function leaveWindow(): Promise<void> {
  await leave?.();
  leave = undefined;
  await vi.dynamicImportSettled();
}

/** What a command was called with, in order. */
export const called = (call: Calls, command: string): unknown[] =>
  call.mock.calls.filter(([name]) => name === command).map(([, args]) => args);
