import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { sectionOf } from "#functions/concerts/seat-layout.ts";
import { recountSection } from "#functions/concerts/seat-store.ts";
import { sendHoldExpiry } from "#functions/reservations/hold-expiry-queue.ts";
import type { Reservation } from "#functions/reservations/reservation.ts";
import { publishChanges } from "#functions/reservations/reservation-events.ts";
import { RESERVATION_SORT_KEY, toReservation } from "#functions/reservations/reservation-item.ts";
import { failuresOf } from "#functions/shared/batch.ts";
import { systemClock } from "#functions/shared/time.ts";

const PARALLEL = 10;

/** A reservation that was made, got another status, or gave seats back. */
export interface ReservationChange {
  readonly eventId: string;
  readonly sequenceNumber: string;
  readonly reservation: Reservation;
  /** Seats that it has or had and that may have become taken or free by this change. */
  readonly seatIds: readonly string[];
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
  if (before?.["status"] === after["status"] && gaveBack.length === 0) return undefined;
  return {
    eventId: record.eventID ?? "",
    sequenceNumber: record.dynamodb?.SequenceNumber ?? "",
    reservation: toReservation(after),
    seatIds: gaveBack.length > 0 ? gaveBack : has,
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
    ...(await publishChanges(changes)),
  ]);
  // Lambda goes on from the first failure, so what comes after it is repeated.
  const first = changes.find((change) => failed.has(change));
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.sequenceNumber }] };
};

const remindOfExpiry = (changes: readonly ReservationChange[]): Promise<readonly ReservationChange[]> =>
  failuresOf(
    changes.filter(({ reservation }) => reservation.status === "HELD"),
    PARALLEL,
    ({ reservation }) => sendHoldExpiry(reservation, systemClock()),
  );

const recountSections = async (changes: readonly ReservationChange[]): Promise<readonly ReservationChange[]> => {
  const touched = changes.flatMap((change) =>
    [...new Set(change.seatIds.map(sectionOf))].map((sectionId) => ({ change, sectionId })),
  );
  const sections = Map.groupBy(touched, ({ change, sectionId }) => `${change.reservation.performanceId} ${sectionId}`);
  const failed = await failuresOf([...sections.values()], PARALLEL, async ([first, ...others]) => {
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
