/** How long work goes on at a stretch, in ms: what the user does comes in between. */
const STEP_MS = 8;

/**
 * Does work in steps: it may be interrupted where it yields. The first step is done at once, so that little work is done when this
 * returns. `done` gets its result. Returns how to stop it.
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

/** Does all of some work at once. */
export function atOnce<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}
