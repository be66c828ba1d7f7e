import { expect, test, vi } from "vitest";
import { error } from "../../test/host";
import { useHost } from "../host/host";
import { followLink } from "./actions";
import { toasts } from "./toasts.svelte";

test("a link that leads to this computer is opened when the user says so, and not before", async () => {
  const opened: unknown[] = [];
  useHost({
    call: (command, args) => {
      if (command === "open_link" && !(args as { agreed: boolean }).agreed)
        return Promise.reject(error("link_near", "127.0.0.1.nip.io"));
      opened.push([command, args]);
      return Promise.resolve(null as never);
    },
    listen: async () => {},
    imageAddress: (key) => key,
  });
  followLink("https://127.0.0.1.nip.io/");
  await vi.waitFor(() => expect(toasts.all).toHaveLength(1));
  const question = toasts.all[0]!;
  expect([question.text, question.detail]).toEqual([
    "This link leads to this computer or its local network, not to a public website. Open it?",
    "127.0.0.1.nip.io",
  ]);
  expect(opened).toEqual([]);
  question.action?.run();
  await vi.waitFor(() => expect(opened).toEqual([["open_link", { url: "https://127.0.0.1.nip.io/", agreed: true }]]));
});
