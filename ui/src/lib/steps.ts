/** How long work runs without a pause, in ms: input of the user is handled in the pauses. */
const STEP_MS = 8;

/**
 * Does work in steps: it may be interrupted where it yields. The first step is done at once, so that little work is done when this
 * returns. `done` gets its result. Returns a function that stops it.
 */
export function inSteps<T>(work: Generator<void, T, void>, done: (result: T) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const step = () => {
    const end = performance.now() + STEP_MS;
    do {
      const next = work.next();
      if (next.done) return done(next.value);
    } while (performance.now() < end);
    timer = setTimeout(step);
  };
  step();
  return () => clearTimeout(timer);
}

/** Does all steps at once. */
export function atOnce<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}
