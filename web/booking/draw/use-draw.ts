/** The draw of a concert, what this browser remembers of it, and the check. */
import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { PublicQueue } from "#contract/queue.ts";
import { checkDraw, type DrawCheck, type DrawClaim } from "#web/booking/draw/draw-check.ts";
import { noteOf } from "#web/booking/place/noted-commitment.ts";
import { notedCommitment, rememberedPlace } from "#web/booking/place/place-storage.ts";
import { call } from "#web/shared/api/client.ts";

export interface CheckedDraw {
  readonly claim: DrawClaim;
  readonly check: DrawCheck;
}

export interface UsedDraw {
  readonly queue: ReadonlySignal<PublicQueue | undefined>;
  readonly error: ReadonlySignal<unknown>;
  readonly checked: ReadonlySignal<CheckedDraw | undefined>;
  /** The arrival of the signed-in user, as far as this browser knows. */
  readonly ownArrival: number | undefined;
  readonly check: (arrival: number) => Promise<void>;
  readonly read: () => Promise<void>;
}

export const useDraw = (concertId: string): UsedDraw => {
  const queue = useSignal<PublicQueue | undefined>(undefined);
  const error = useSignal<unknown>(undefined);
  const checked = useSignal<CheckedDraw | undefined>(undefined);
  const place = useMemo(() => rememberedPlace(concertId).read(), [concertId]);

  const check = async (arrival: number): Promise<void> => {
    const draw = queue.peek()?.draw;
    if (draw === undefined) return;
    const claim: DrawClaim = { draw, arrival, noted: notedCommitment(concertId).read(), given: place };
    checked.value = { claim, check: await checkDraw(claim) };
  };
  const read = async (): Promise<void> => {
    error.value = undefined;
    try {
      const { body } = await call("readQueue", { params: { concertId } });
      const commitments = notedCommitment(concertId);
      const noted = noteOf(body, commitments.read());
      if (noted !== undefined) commitments.write(noted);
      queue.value = body;
      if (place !== undefined) await check(place.arrival);
    } catch (failure) {
      error.value = failure;
    }
  };
  useSignalEffect(() => {
    void read();
  });
  return { queue, error, checked, ownArrival: place?.arrival, check, read };
};
