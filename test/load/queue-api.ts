import type { CallResult } from "#client/call-types.ts";
import { ProblemError } from "#client/problem-error.ts";
import type { EncoreClient } from "#client/table-client.ts";
import type { Calls } from "#test/load/calls.ts";
import type { Journal } from "#test/load/observations.ts";

export type Place = CallResult<"joinQueue">["body"];

export const isAdmitted = ({ status }: Place): boolean => status === "ADMITTED";

/** Whether a response shows that the place has expired, so that its owner must join again. */
export const isExpiry = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === "QUEUE_TOKEN_EXPIRED";

/** A device of a person in the crowd. */
export interface Device {
  readonly user: string;
  readonly device: number;
  readonly client: EncoreClient;
}

interface QueueApiOptions {
  /** Sends joins and, after them, reads of places: everyone joins before anyone reads. */
  readonly placeCalls: Calls;
  /** Sends the calls of a turn, which would expire while it waits behind people who still join. */
  readonly turnCalls: Calls;
  readonly journal: Journal;
  readonly concertId: string;
}

/** What a person can do in one queue. Everything that the responses show goes into the journal. */
export class QueueApi {
  readonly #options: QueueApiOptions;
  readonly #inside = new Set<string>();

  constructor(options: QueueApiOptions) {
    this.#options = options;
  }

  /** POST: joins the queue. */
  join(device: Device, queueToken?: string): Promise<Place> {
    return this.#post("join", this.#options.placeCalls, device, queueToken);
  }

  /** POST with the queue token: claims the turn if it has come. */
  claim(device: Device, queueToken: string): Promise<Place> {
    return this.#post("claim", this.#options.turnCalls, device, queueToken);
  }

  /** GET: reads the place, and joins again if the service does not know it. */
  async read(device: Device, queueToken: string): Promise<Place> {
    const params = this.#params;
    try {
      return await this.#noted(
        device,
        this.#options.placeCalls.make("read", (signal) =>
          device.client.call("readQueueToken", { params, queueToken, signal }),
        ),
      );
    } catch (error) {
      if (error instanceof ProblemError && error.code === "QUEUE_TOKEN_NOT_FOUND") return this.join(device, queueToken);
      throw error;
    }
  }

  /** DELETE: leaves the queue, or from inside. */
  async leave({ user, client }: Device, queueToken: string): Promise<void> {
    const { turnCalls, journal } = this.#options;
    const params = this.#params;
    await turnCalls.make("leave", (signal) => {
      // Noted before the service can know, so that nobody is counted for longer than they were inside.
      if (this.#inside.delete(user)) journal.add({ kind: "outside", user });
      return client.call("leaveQueue", { params, queueToken, signal });
    });
    journal.add({ kind: "left", user });
  }

  get #params() {
    return { concertId: this.#options.concertId };
  }

  #post(call: string, calls: Calls, device: Device, queueToken: string | undefined): Promise<Place> {
    const params = this.#params;
    return this.#noted(
      device,
      calls.make(call, (signal) => device.client.call("joinQueue", { params, queueToken, signal })),
    );
  }

  async #noted({ user, device }: Device, response: Promise<{ readonly body: Place }>): Promise<Place> {
    const { journal } = this.#options;
    try {
      const { body: place } = await response;
      const { number } = place;
      if (number !== null) journal.add({ kind: "number", user, device, number });
      if (isAdmitted(place) && !this.#inside.has(user)) {
        this.#inside.add(user);
        journal.add({ kind: "inside", user, number });
      }
      return place;
    } catch (error) {
      if (isExpiry(error)) journal.add({ kind: "expired", user });
      throw error;
    }
  }
}
