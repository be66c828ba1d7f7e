import { expect, test } from "vitest";
import type { Progress, WritingHeld, WritingState } from "../bindings/wire";
import { fetching } from "./fetching.svelte";
import { writing } from "./writing.svelte";

const state = (done: number, held: WritingHeld | null): WritingState => ({
  done,
  total: 15,
  at: [],
  waiting: [],
  paused: false,
  held,
  reason: null,
  cause: null,
});

test("an answer that was on its way while an event came does not replace what the event said", () => {
  const take = writing.asking();
  writing.receive(state(0, "model"));
  take(state(0, null));
  expect(writing.state?.held).toBe("model");

  const progress = (done: number): Progress => ({
    job: "fetch",
    phase: "read",
    done,
    total: 9,
    at: "",
    seconds_left: null,
  });
  const takeFetch = fetching.asking();
  fetching.receive(progress(4));
  takeFetch(progress(1));
  expect(fetching.job?.done).toBe(4);
});

test("an answer is taken in when no event came since it was asked for", () => {
  const take = writing.asking();
  take(state(3, null));
  expect(writing.state?.done).toBe(3);
  const takeFetch = fetching.asking();
  takeFetch(null);
  expect(fetching.job).toBe(null);
});
