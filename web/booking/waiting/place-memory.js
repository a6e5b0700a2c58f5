import { noteOf } from "#web/booking/place/noted-commitment.ts";
import { notedCommitment, rememberedPlace } from "#web/booking/place/place-storage.ts";
import { queueTokenOf } from "#web/shared/storage/queue-token.ts";
export const placeMemory = (concertId) => {
    const tokens = queueTokenOf(concertId);
    const places = rememberedPlace(concertId);
    const commitments = notedCommitment(concertId);
    return {
        token: tokens.read,
        forgetToken: tokens.remove,
        wasAdmitted: () => places.read()?.wasAdmitted ?? false,
        progressOf: (number) => {
            const known = places.read();
            if (known?.number !== number || known.aheadAtFirst === null)
                return undefined;
            return { number, aheadAtFirst: known.aheadAtFirst, aheadNow: known.aheadAtFirst };
        },
        keep: ({ arrival, number, status, token }, progress) => {
            tokens.write(token);
            if (arrival === null)
                return;
            places.write({
                arrival,
                number: number ?? progress?.number ?? null,
                aheadAtFirst: progress?.aheadAtFirst ?? null,
                wasAdmitted: status === "ADMITTED",
            });
        },
        note: (queue) => {
            const before = commitments.read();
            const noted = noteOf(queue, before);
            if (noted !== undefined && noted !== before)
                commitments.write(noted);
        },
    };
};
