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

/** Pages of a schedule that are read for its prices: they hardly differ from one performance to another. */
const PAGES_MAX = 3;

const readPerformances = async (concertId: string, signal: AbortSignal): Promise<readonly Performance[]> => {
  const performances: Performance[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const query: { readonly cursor?: string } = cursor === null ? {} : { cursor };
    const { body }: CallResult<"readSchedule"> = await call("readSchedule", { params: { concertId }, query, signal });
    performances.push(...body.items);
    cursor = body.nextCursor;
    if (cursor === null) break;
  }
  return performances;
};

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
    readPerformances(concertId, signal).then((performances) => learn({ performances }), nothing);
    return () => controller.abort();
  });
  return facts;
};
