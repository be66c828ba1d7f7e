/**
 * The order of answers and events. The window learns how far a job is from events, and from answers to its own questions. An answer
 * that was on its way while an event came is older than the event, and must not replace what it said.
 */
export class EventOrder {
  #events = 0;

  /** Notes that an event came. */
  note(): void {
    this.#events++;
  }

  /** Call it when a question is asked; what it gives says with the answer whether no event has come since. */
  ask(): () => boolean {
    const events = this.#events;
    return () => events === this.#events;
  }
}
