/**
 * The order of answers and events. The window gets the progress of a job from events, and from answers to its own
 * requests. An answer that was on its way while an event came is older than the event, and must not replace it.
 */
export class EventOrder {
  #events = 0;

  /** Notes that an event came. */
  note(): void {
    this.#events++;
  }

  /** Call this when a request is sent. The returned function returns whether no event has come since. */
  ask(): () => boolean {
    const events = this.#events;
    return () => events === this.#events;
  }
}
