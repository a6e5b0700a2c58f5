/** What this browser keeps of a place over reloads: the token, the way that the number has come, and what proves the draw. */
import type { Place } from "#client/wait-for-turn.ts";
import type { PublicQueue } from "#contract/queue.ts";
import { noteOf } from "#web/booking/place/noted-commitment.ts";
import { notedCommitment, rememberedPlace } from "#web/booking/place/place-storage.ts";
import type { Progress } from "#web/booking/waiting/known.ts";
import { queueTokenOf } from "#web/shared/storage/queue-token.ts";

export interface PlaceMemory {
  readonly token: () => string | undefined;
  readonly forgetToken: () => void;
  readonly wasAdmitted: () => boolean;
  /** What is remembered of a number, if this browser has seen it before. */
  readonly progressOf: (number: number) => Progress | undefined;
  readonly keep: (place: Place, progress: Progress | undefined) => void;
  /** Notes the commitment to a draw that is still to come. */
  readonly note: (queue: PublicQueue) => void;
}

export const placeMemory = (concertId: string): PlaceMemory => {
  // Of whoever is signed in when they are used.
  const tokens = () => queueTokenOf(concertId);
  const places = () => rememberedPlace(concertId);
  const commitments = notedCommitment(concertId);
  return {
    token: () => tokens().read(),
    forgetToken: () => tokens().remove(),
    wasAdmitted: () => places().read()?.wasAdmitted ?? false,
    progressOf: (number) => {
      const known = places().read();
      if (known?.number !== number || known.aheadAtFirst === null) return undefined;
      return { number, aheadAtFirst: known.aheadAtFirst, aheadNow: known.aheadAtFirst };
    },
    keep: ({ arrival, number, status, token }, progress) => {
      tokens().write(token);
      if (arrival === null) return;
      places().write({
        arrival,
        number: number ?? progress?.number ?? null,
        aheadAtFirst: progress?.aheadAtFirst ?? null,
        wasAdmitted: status === "ADMITTED",
      });
    },
    note: (queue) => {
      const before = commitments.read();
      const noted = noteOf(queue, before);
      if (noted !== undefined && noted !== before) commitments.write(noted);
    },
  };
};
