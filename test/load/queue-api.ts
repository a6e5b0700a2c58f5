import type { CallResult } from "#client/call-types.ts";
import type { EncoreClient } from "#client/encore-client.ts";
import { ProblemError } from "#client/problem-error.ts";
import type { Calls } from "#test/load/calls.ts";
import type { Journal } from "#test/load/observations.ts";

export type Place = CallResult<"joinQueue">["body"];

export const isAdmitted = ({ status }: Place): boolean => status === "ADMITTED";

/** Whether somebody was told that their turn has gone by, so that they have to join again. */
export const isExpiry = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === "QUEUE_TOKEN_EXPIRED";

/** A device of somebody in the crowd. */
export interface Device {
  readonly user: string;
  readonly device: number;
  readonly client: EncoreClient;
}

interface LineApiOptions {
  /** Takes the joins and, behind them, the looks at one's place: everybody joins before anybody comes back. */
  readonly placeCalls: Calls;
  /** Takes what belongs to a turn, which would run out in the queue of those who still join. */
  readonly turnCalls: Calls;
  readonly journal: Journal;
  readonly concertId: string;
}

/** What a person can do about one line. All that the answers tell goes into the journal. */
export class LineApi {
  readonly #options: LineApiOptions;
  readonly #inside = new Set<string>();

  constructor(options: LineApiOptions) {
    this.#options = options;
  }

  /** POST: joins the line. */
  join(device: Device, queueToken?: string): Promise<Place> {
    return this.#post("join", this.#options.placeCalls, device, queueToken);
  }

  /** POST, with the token that one has: takes the turn up if it has come. */
  claim(device: Device, queueToken: string): Promise<Place> {
    return this.#post("claim", this.#options.turnCalls, device, queueToken);
  }

  /** GET: the place one has, which is joined for again if the service does not know of it. */
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

  /** DELETE: gives the place up, or the admission. */
  async leave({ user, client }: Device, queueToken: string): Promise<void> {
    const { turnCalls, journal } = this.#options;
    const params = this.#params;
    await turnCalls.make("leave", (signal) => {
      // Noted before the service can know of it, so that nobody is counted for longer than they were inside.
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

  async #noted({ user, device }: Device, answer: Promise<{ readonly body: Place }>): Promise<Place> {
    const { journal } = this.#options;
    try {
      const { body: place } = await answer;
      const { number } = place;
      if (number !== null) journal.add({ kind: "told", user, device, number });
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
