import { nextPollSeconds } from "#contract/waiting/next-poll.ts";
import type { Random } from "#simulation/random.ts";
import type { Calls } from "#test/load/calls.ts";
import type { Device } from "#test/load/queue-api.ts";
import type { QueueWatch } from "#test/load/queue-watch.ts";

/** How somebody with a number learns that it is served. */
export interface Waiting {
  /** @throws the reason if the wait ends before */
  readonly untilServed: (device: Device, number: number) => Promise<void>;
}

/** One watch wakes everybody: the service gets few requests, so a crowd measures joins and turns. */
export const waitingByWatch = (watch: QueueWatch): Waiting => ({
  untilServed: (_device, number) => watch.untilServed(number),
});

interface OwnLooks {
  readonly calls: Calls;
  readonly concertId: string;
  readonly random: Random;
}

/** Everybody reads the public queue by themselves, as often as the pages do (client/wait-for-turn.ts). */
export const waitingByOwnLooks = ({ calls, concertId, random }: OwnLooks): Waiting => ({
  untilServed: async ({ client }, number) => {
    for (;;) {
      const { body: queue } = await calls.make("look", (signal) =>
        client.call("readQueue", { params: { concertId }, signal }),
      );
      if (number <= queue.served) return;
      await calls.pause(nextPollSeconds(queue, number, random.uniform()));
    }
  },
});
