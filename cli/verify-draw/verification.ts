/** Checks that a draw was made as announced, from what the service has published. No I/O. */

import { type PublishedKeys, Refusal } from "#cli/verify/signed-text.ts";
import { type Finding, fail, note, pass } from "#cli/verify-draw/finding.ts";
import { isBijection, type LaneOrder, laneOrder } from "#cli/verify-draw/lane-order.ts";
import { arrivalFinding, signedFinding } from "#cli/verify-draw/place-findings.ts";
import { signedPlace } from "#cli/verify-draw/signed-place.ts";
import { commitmentOf, type LaneName } from "#functions/queue/rules/draw.ts";
import { LANE_NAMES, LANE_START } from "#functions/queue/rules/queue-state.ts";

/** `draw` of GET /v1/concerts/{concertId}/queue. */
export interface PublishedDraw {
  /** SHA-256 of the seed, hexadecimal. */
  readonly commitment: string;
  /** Null before the draw, like the sizes. The presale size is also null if the concert has no presale. */
  readonly seed: string | null;
  readonly lobbySize: number | null;
  readonly presaleLobbySize: number | null;
}

export interface Facts {
  readonly concertId: string;
  readonly draw: PublishedDraw;
  readonly keys: PublishedKeys;
  /** The commitment that somebody noted before the draw. */
  readonly notedCommitment?: string | undefined;
  readonly token?: string | undefined;
  /** An arrival whose number is asked for, counted as in tokens: presale after LANE_START. */
  readonly arrival?: number | undefined;
}

export interface Verification {
  readonly outcome: "VERIFIED" | "FAILED" | "NOT_DRAWN";
  readonly findings: readonly Finding[];
  /** The lanes that could be recomputed. */
  readonly orders: readonly LaneOrder[];
}

const LANE_TITLES: Readonly<Record<LaneName, string>> = { GENERAL: "General lane", PRESALE: "Presale lane" };

/** Makes every check that the facts allow, even after one has failed. */
export const verifyDraw = async (facts: Facts): Promise<Verification> => {
  const { draw } = facts;
  const isDrawn = draw.seed !== null || draw.lobbySize !== null || draw.presaleLobbySize !== null;
  const orders = isDrawn ? ordersOf(draw) : [];
  const findings = [
    ...(isDrawn ? [seedFinding(draw)] : announcements(draw)),
    ...notedFindings(facts),
    ...(isDrawn && orders.length === 0 ? [fail("The order can't be recomputed without a seed and sizes.")] : []),
    ...orders.map(laneFinding),
    ...(await placeFindings(facts, isDrawn ? orders : undefined)),
  ];
  const hasFailed = findings.some(({ verdict }) => verdict === "FAIL");
  return { outcome: hasFailed ? "FAILED" : isDrawn ? "VERIFIED" : "NOT_DRAWN", findings, orders };
};

const ordersOf = ({ seed, lobbySize, presaleLobbySize }: PublishedDraw): readonly LaneOrder[] => {
  if (seed === null || lobbySize === null) return [];
  const sizes = { GENERAL: lobbySize, PRESALE: presaleLobbySize };
  try {
    return LANE_NAMES.flatMap((lane) => {
      const size = sizes[lane];
      return size === null ? [] : [laneOrder({ seed, lane, lobbySize: size })];
    });
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
};

const seedFinding = ({ seed, commitment }: PublishedDraw): Finding => {
  if (seed === null) return fail("The lobby has been drawn, but the seed is not published.");
  const sha256 = commitmentOf(seed);
  return sha256 === commitment.toLowerCase()
    ? pass(`The seed matches the commitment: SHA-256 of ${seed} is ${sha256}.`)
    : fail(`The seed does not match the commitment: SHA-256 of ${seed} is ${sha256}, not ${commitment}.`);
};

const announcements = ({ commitment }: PublishedDraw): readonly Finding[] => [
  note(`The lobby has not been drawn yet. The commitment is ${commitment}.`),
  note(
    "Note it now, and pass it with --commitment after the draw. Keep a token from the lobby: it proves your arrival.",
  ),
];

const notedFindings = ({ notedCommitment, draw: { commitment } }: Facts): readonly Finding[] => {
  if (notedCommitment === undefined) return [];
  return notedCommitment.toLowerCase() === commitment.toLowerCase()
    ? [pass("The commitment is the one you noted.")]
    : [fail(`The commitment is ${commitment}, not the one you noted, ${notedCommitment}.`)];
};

const laneFinding = (order: LaneOrder): Finding => {
  const { lane, lobbySize } = order.draw;
  const title = LANE_TITLES[lane];
  if (lobbySize === 0) return pass(`${title}: the lobby was empty, so nothing was drawn.`);
  const [first, last] = [LANE_START[lane] + 1, LANE_START[lane] + lobbySize];
  return isBijection(order)
    ? pass(
        `${title}: ${lobbySize} drawn, each arrival from ${first} to ${last} has one number from ${first} to ${last}.`,
      )
    : fail(`${title}: ${lobbySize} drawn, but two arrivals share a number.`);
};

const placeFindings = async (
  { token, arrival, keys, concertId }: Facts,
  orders: readonly LaneOrder[] | undefined,
): Promise<readonly Finding[]> => {
  const asked = arrival === undefined ? [] : [arrivalFinding(arrival, orders)];
  if (token === undefined) return asked;
  try {
    const place = await signedPlace(token, keys, concertId);
    return [pass("The token is signed by the service, for this concert."), signedFinding(place, orders), ...asked];
  } catch (error) {
    if (error instanceof Refusal) return [fail(error.message), ...asked];
    throw error;
  }
};
