/** What this browser remembers of somebody's place in a queue. It proves nothing and opens nothing: the token does. Pure. */

export interface RememberedPlace {
  readonly arrival: number;
  /** Null in the lobby. */
  readonly number: number | null;
  /** People ahead when this browser first saw the number; null while there is none. */
  readonly aheadAtFirst: number | null;
  /** Whether the turn was claimed: then what ran out is the pass. */
  readonly wasAdmitted: boolean;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

export const parseRemembered = (json: unknown): RememberedPlace | undefined => {
  if (typeof json !== "object" || json === null || !("arrival" in json) || !isCount(json.arrival)) return undefined;
  return {
    arrival: json.arrival,
    number: "number" in json && isCount(json.number) ? json.number : null,
    aheadAtFirst: "aheadAtFirst" in json && isCount(json.aheadAtFirst) ? json.aheadAtFirst : null,
    wasAdmitted: "wasAdmitted" in json && json.wasAdmitted === true,
  };
};
