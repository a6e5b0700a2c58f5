import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { publishEvents } from "#functions/events/publish-events.ts";
import { sendHoldExpiry } from "#functions/reservations/hold-expiry-messages.ts";
import { RESERVATION_SORT_KEY, toReservation } from "#functions/reservations/reservation-item.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { eventOf } from "#functions/reservations/rules/reservation-events.ts";
import { sectionOf } from "#functions/seats/rules/seat-layout.ts";
import { recountSection } from "#functions/seats/seat-store.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";

const PARALLEL = 10;

/** A reservation that was made, got another status, gave seats back, or is held for longer. */
export interface ReservationChange {
  readonly sequenceNumber: string;
  readonly at: Seconds;
  readonly reservation: Reservation;
  /** Seats that it has or had and that may have become taken or free by this change. */
  readonly seatIds: readonly string[];
  /** Whether it was held before and still is, until later. */
  readonly isExtension: boolean;
}

type Image = Record<string, AttributeValue>;

const seatsOf = (image: Record<string, unknown>): readonly string[] =>
  (image["seatIds"] as readonly string[] | undefined) ?? [];

const changeOf = (record: DynamoDBRecord): ReservationChange | undefined => {
  const after = record.dynamodb?.NewImage && unmarshall(record.dynamodb.NewImage as Image);
  const before = record.dynamodb?.OldImage && unmarshall(record.dynamodb.OldImage as Image);
  const isReservation = after?.["sk"] === RESERVATION_SORT_KEY && after["userId"] !== undefined;
  if (after === undefined || !isReservation) return undefined;
  const [had, has] = [before && seatsOf(before), seatsOf(after)];
  const gaveBack = had?.filter((seatId) => !has.includes(seatId)) ?? [];
  const isSame = before?.["status"] === after["status"];
  const isExtension =
    isSame && after["status"] === "HELD" && Number(after["expiresAt"]) > Number(before?.["expiresAt"]);
  if (isSame && !isExtension && gaveBack.length === 0) return undefined;
  return {
    sequenceNumber: record.dynamodb?.SequenceNumber ?? "",
    at: Math.floor(record.dynamodb?.ApproximateCreationDateTime ?? systemClock()),
    reservation: toReservation(after),
    seatIds: gaveBack.length > 0 ? gaveBack : has,
    isExtension,
  };
};

/**
 * Follows the stream of the reservation table, which loses nothing between commit and send. Each step can be
 * repeated: a second reminder, recount or event does no harm.
 */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const changes = event.Records.map(changeOf).filter((change) => change !== undefined);
  const failed = new Set<ReservationChange>([
    ...(await remindOfExpiry(changes)),
    ...(await recountSections(changes)),
    ...(await tellChanges(changes)),
  ]);
  // Lambda goes on from the first failure, so what comes after it is repeated.
  const first = changes.find((change) => failed.has(change));
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.sequenceNumber }] };
};

const tellChanges = async (changes: readonly ReservationChange[]): Promise<readonly ReservationChange[]> => {
  const told = changes.map((change) => ({ change, event: eventOf(change) }));
  const failed = await publishEvents(told.map(({ event }) => event));
  return told.filter(({ event }) => failed.has(event)).map(({ change }) => change);
};

const remindOfExpiry = (changes: readonly ReservationChange[]): Promise<readonly ReservationChange[]> =>
  forEachLimit(
    changes.filter(({ reservation }) => reservation.status === "HELD"),
    PARALLEL,
    ({ reservation }) => sendHoldExpiry(reservation, systemClock()),
  );

const recountSections = async (changes: readonly ReservationChange[]): Promise<readonly ReservationChange[]> => {
  const touched = changes.flatMap((change) =>
    [...new Set(change.seatIds.map(sectionOf))].map((sectionId) => ({ change, sectionId })),
  );
  const sections = Map.groupBy(touched, ({ change, sectionId }) => `${change.reservation.performanceId} ${sectionId}`);
  const failed = await forEachLimit([...sections.values()], PARALLEL, async ([first, ...others]) => {
    if (first === undefined) return;
    // That a hold has expired is certain; this function's clock may be behind that.
    const ends = [first, ...others].map(({ change: { reservation } }) =>
      reservation.status === "EXPIRED" ? reservation.expiresAt : 0,
    );
    const now = Math.max(systemClock(), ...ends);
    await recountSection(first.change.reservation.performanceId, first.sectionId, now);
  });
  return failed.flat().map(({ change }) => change);
};
