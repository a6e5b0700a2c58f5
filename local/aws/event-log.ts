export interface BusEvent {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly EventBusName?: string;
  readonly Time?: number | string;
  readonly Resources?: readonly string[];
}

const KEPT_MAX = 500;

/** Keeps the last few hundred events that were published on the bus, for people and tests to look at. */
export class EventLog {
  readonly #events: BusEvent[] = [];

  add(events: readonly BusEvent[]): void {
    this.#events.push(...events);
    this.#events.splice(0, this.#events.length - KEPT_MAX);
  }

  /** Oldest first. */
  get events(): readonly BusEvent[] {
    return [...this.#events];
  }
}
