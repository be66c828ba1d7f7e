import { screen, waitFor } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { leaveWindow, startWindow } from "./test/window";

afterEach(leaveWindow);

interface Spoken {
  text: string;
  language: string;
}

/** A paper that is read aloud; what is spoken ends when the test says so, or `silentAfter` ms after it was asked to stop. */
async function reading({ search = "", silentAfter = 0 } = {}) {
  const { host } = await startWindow(search, "#/paper/2006.11239");
  const answer = host.call;
  const spoken: Spoken[] = [];
  let end: (ended: boolean) => void = () => {};
  host.call = (command: string, args: unknown) => {
    if (command === "speak") {
      spoken.push(args as Spoken);
      return new Promise((done) => (end = done));
    }
    if (command === "stop_speaking")
      return new Promise((done) => setTimeout(() => done(end(false) as never), silentAfter));
    return answer(command as never, args as never);
  };
  await screen.findByTestId("view-paper");
  await waitFor(() => expect(document.querySelector("#panel-report .prose p")).not.toBeNull());
  return { spoken, user: userEvent.setup(), end: () => end(true) };
}

test("a paper is read sentence by sentence, paused, gone on with, stepped through and stopped by keys", async () => {
  const { spoken, user, end } = await reading();
  await user.keyboard("r");
  await waitFor(() => expect(spoken.length).toBe(1));
  end();
  await waitFor(() => expect(spoken.length).toBe(2));
  await user.keyboard("r");
  expect(await screen.findByRole("button", { name: "Resume" })).toBeTruthy();
  await user.keyboard("r");
  await waitFor(() => expect(spoken.length).toBe(3));
  // A sentence that was interrupted is read again from its beginning.
  expect(spoken[2]).toEqual(spoken[1]);
  await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
  await waitFor(() => expect(spoken.length).toBe(4));
  expect(spoken[3]).toEqual(spoken[0]);
  await user.keyboard("R");
  await waitFor(() => expect(screen.queryByTestId("aloud")).toBeNull());
  end();
  await new Promise((done) => setTimeout(done, 20));
  expect(spoken.length).toBe(4);
});

test("keys pressed again before the speech is silent count from what they are pressed on", async () => {
  const { spoken, user } = await reading({ silentAfter: 300 });
  await user.keyboard("r");
  await waitFor(() => expect(spoken.length).toBe(1));
  await user.keyboard("rr");
  await waitFor(() => expect(spoken.length).toBe(2));
  expect(spoken[1]).toEqual(spoken[0]);
  await user.keyboard("{Alt>}{ArrowDown}{ArrowDown}{ArrowUp}{/Alt}");
  await waitFor(() => expect(spoken.length).toBeGreaterThan(2));
  await new Promise((done) => setTimeout(done, 400));
  // Only the sentence that was come to is spoken, and only once.
  expect(spoken.length).toBe(3);
  expect(spoken[2]).not.toEqual(spoken[0]);
  expect(screen.getByRole("button", { name: "Pause" })).toBeTruthy();
});

test("a system that does not speak is reported when it matters, and nothing else changes", async () => {
  const { spoken, user } = await reading({ search: "desktop=bare" });
  await user.keyboard("r");
  expect(await screen.findByText(/This system has no speech synthesiser/)).toBeTruthy();
  expect(screen.queryByTestId("aloud")).toBeNull();
  expect(spoken).toEqual([]);
});
