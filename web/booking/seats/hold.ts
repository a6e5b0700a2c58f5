/** Holding seats: one attempt, one key, and what follows from each outcome. */
import { ProblemError } from "#client/problem-error.ts";
import type { Reservation } from "#web/booking/seats/load-page.ts";
import { loseSeats } from "#web/booking/seats/lost-seats.ts";
import type { Wish } from "#web/booking/seats/remark/refusal.ts";
import { readSection, type SeatsPage } from "#web/booking/seats/seats-page.ts";
import { groupsSideBySide } from "#web/booking/seats/together.ts";
import { call } from "#web/shared/api/client.ts";
import { navigate } from "#web/shared/navigation/address.ts";
import { attemptKey, endAttempt } from "#web/shared/storage/attempt-key.ts";

type Body = NonNullable<Parameters<typeof call<"holdSeats">>[1]>["body"];

/** Whether the service may have done what it was asked although it did not say so. */
const isOpen = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.status >= 500 || error.code === "REQUEST_IN_PROGRESS";

const send = async (page: SeatsPage, body: Body): Promise<Reservation> => {
  const { performanceId } = page.performance;
  const purpose = `hold:${performanceId}:${JSON.stringify(body)}`;
  try {
    const result = await call("holdSeats", {
      params: { performanceId },
      queueToken: page.queueToken(),
      idempotencyKey: attemptKey(purpose),
      body,
    });
    endAttempt(purpose);
    return result.body;
  } catch (error) {
    if (!isOpen(error)) endAttempt(purpose);
    throw error;
  }
};

/** Goes on with seats that are held. */
export const goToPayment = ({ reservationId }: Reservation): void => navigate(`/reservations/${reservationId}/payment`);

/** Seats of the choice that are taken: their section's state says which are free by now, so that equal ones can be offered. */
const afterLoss = async (page: SeatsPage, { body }: ProblemError): Promise<void> => {
  const taken: unknown = body["seatIds"];
  const lost = page.choice.peek().filter(({ seatId }) => Array.isArray(taken) && taken.includes(seatId));
  const sections = new Set(lost.map(({ sectionId }) => sectionId));
  await Promise.all([...sections].map((id) => readSection(page, id))).catch(() => undefined);
  loseSeats(page, lost);
};

/** @param retry the same attempt once more, with the same key as long as its outcome is not known */
const afterFailure = async (page: SeatsPage, error: unknown, retry: () => void, wish?: Wish): Promise<void> => {
  const isLoss = error instanceof ProblemError && error.code === "SEAT_TAKEN" && wish === undefined;
  if (isLoss) await afterLoss(page, error);
  else page.remark.value = { kind: "problem", error, retry, wish };
};

/** One thing at a time: a second press while the first is under way does nothing. */
const busily = async (page: SeatsPage, work: () => Promise<void>): Promise<void> => {
  if (page.isBusy.peek()) return;
  page.isBusy.value = true;
  try {
    await work();
  } finally {
    page.isBusy.value = false;
  }
};

/** Holds the seats that were chosen. */
export const holdChoice = (page: SeatsPage): Promise<void> =>
  busily(page, async () => {
    page.remark.value = undefined;
    const seatIds = page.choice.peek().map(({ seatId }) => seatId);
    const accessible = page.needsAccessible.peek() ? { accessible: true } : {};
    try {
      const hold = await send(page, { seatIds, ...accessible });
      const [warning] = hold.warnings;
      if (warning === undefined) {
        page.setChoice([]);
        goToPayment(hold);
      } else {
        page.ownHold.value = hold;
        page.remark.value = { kind: "orphans", hold, orphans: warning.seatIds, instead: warning.instead };
      }
    } catch (error) {
      await afterFailure(page, error, () => void holdChoice(page));
    }
  });

export interface BestWish extends Wish {
  readonly section?: string | undefined;
  /** Ask before paying for seats that are not all side by side. */
  readonly isTogether: boolean;
}

/** Has the service choose and hold the best seats. */
export const holdBest = (page: SeatsPage, wish: BestWish): Promise<void> =>
  busily(page, async () => {
    page.remark.value = undefined;
    const { quantity, category, section, isAccessible } = wish;
    const bestAvailable = {
      quantity,
      ...(category === undefined ? {} : { category }),
      ...(section === undefined ? {} : { section }),
      ...(isAccessible ? { accessible: true } : {}),
    };
    try {
      const hold = await send(page, { bestAvailable });
      const groups = wish.isTogether && quantity > 1 ? await groupsOf(page, hold) : [];
      if (groups.length > 1) {
        page.ownHold.value = hold;
        page.remark.value = { kind: "apart", hold, groups };
      } else goToPayment(hold);
    } catch (error) {
      await afterFailure(page, error, () => void holdBest(page, wish), wish);
    }
  });

/** The printed names of the held seats, those side by side together. Without the chart, the page asks nothing. */
const groupsOf = async (page: SeatsPage, { seats }: Reservation): Promise<readonly (readonly string[])[]> => {
  try {
    const ids = [...new Set(seats.map(({ section }) => section))];
    const sections = await Promise.all(ids.map((id) => page.store.seats(id)));
    const labels = new Map(seats.map(({ seatId, label }) => [seatId, label]));
    return groupsSideBySide(
      sections,
      seats.map(({ seatId }) => seatId),
    ).map((group) => group.map(({ seatId }) => labels.get(seatId) ?? seatId));
  } catch {
    return [];
  }
};

/** Gives held seats back, early, so that it does not count as letting them expire. */
export const giveBack = (page: SeatsPage, { reservationId }: Pick<Reservation, "reservationId">): Promise<void> =>
  busily(page, async () => {
    try {
      await call("releaseReservation", { params: { reservationId } });
      page.ownHold.value = undefined;
      page.remark.value = undefined;
    } catch (error) {
      page.remark.value = { kind: "problem", error, retry: () => void giveBack(page, { reservationId }) };
    }
  });
