/** What a waiting page shows of the concert. It is read once: what changes is in the public queue. */
import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import type { CallResult } from "#client/call-types.ts";
import { call } from "#web/shared/api/client.ts";

type Concert = CallResult<"readConcert">["body"];
type Performance = CallResult<"readSchedule">["body"]["items"][number];

export interface ConcertFacts {
  /** Null if it can't be read. */
  readonly concert?: Concert | null;
  readonly performances: readonly Performance[];
}

/** Without the facts the page still waits: it shows what it has. */
export const useConcertFacts = (concertId: string): ReadonlySignal<ConcertFacts> => {
  const facts = useSignal<ConcertFacts>({ performances: [] });
  useSignalEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const learn = (more: Partial<ConcertFacts>): void => {
      facts.value = { ...facts.peek(), ...more };
    };
    const nothing = (): void => undefined;
    call("readConcert", { params: { concertId }, signal }).then(
      ({ body }) => learn({ concert: body }),
      () => learn({ concert: null }),
    );
    // The first page is enough for the prices: they hardly differ from one performance to another.
    call("readSchedule", { params: { concertId }, signal }).then(
      ({ body }) => learn({ performances: body.items }),
      nothing,
    );
    return () => controller.abort();
  });
  return facts;
};
