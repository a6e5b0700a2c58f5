/** An arrival number as somebody writes it: `6`, `1,204` or `1 000 000 004`. Pure. */
import { PRESALE_START } from "#contract/waiting/place.ts";

/** More than any lane has. */
const ARRIVAL_MAX = 2 * PRESALE_START;

export const parseArrival = (text: string): number | undefined => {
  const digits = text.replaceAll(/[\s,.']/g, "");
  if (!/^\d{1,10}$/.test(digits)) return undefined;
  const arrival = Number(digits);
  return arrival >= 1 && arrival < ARRIVAL_MAX && arrival !== PRESALE_START ? arrival : undefined;
};
