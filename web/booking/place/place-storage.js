/** What this browser keeps of draws and places: it is checked when it is read, and only ever shown. */
import { parseNoted } from "#web/booking/place/noted-commitment.ts";
import { parseRemembered } from "#web/booking/place/remembered-place.ts";
import { user } from "#web/shared/session/session.ts";
import { stored } from "#web/shared/storage/stored.ts";
/** The commitment to the draw of a concert, as it was before the draw. */
export const notedCommitment = (concertId) => stored(`commitment:${concertId}`, parseNoted);
/** The last place of the signed-in user in the queue of a concert. */
export const rememberedPlace = (concertId) => stored(`place:${user.peek()?.id ?? ""}:${concertId}`, parseRemembered);
