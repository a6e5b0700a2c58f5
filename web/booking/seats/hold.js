/** Holding seats: one attempt, one key, and what follows from each outcome. */
import { ProblemError } from "#client/problem-error.ts";
import { refusalOf } from "#web/booking/seats/refusal.ts";
import { equalSeats, loseSeats } from "#web/booking/seats/seats-page.ts";
import { groupsSideBySide } from "#web/booking/seats/together.ts";
import { call } from "#web/shared/api/client.ts";
import { navigate } from "#web/shared/navigation/address.ts";
import { attemptKey, endAttempt } from "#web/shared/storage/attempt-key.ts";
/** Whether the service may have done what it was asked although it did not say so. */
const isOpen = (error) => !(error instanceof ProblemError) || error.status >= 500 || error.code === "REQUEST_IN_PROGRESS";
const send = async (page, body) => {
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
    }
    catch (error) {
        if (!isOpen(error))
            endAttempt(purpose);
        throw error;
    }
};
const goToPayment = ({ reservationId }) => navigate(`/reservations/${reservationId}/payment`);
/** Seats of the choice that are taken: the state says which are free by now, so the nearest equal ones can be offered. */
const afterLoss = async (page, seatIds) => {
    const lost = page.choice.peek().filter(({ seatId }) => seatIds.includes(seatId));
    const sections = [...new Set(lost.map(({ sectionId }) => sectionId))];
    await Promise.all(sections.flatMap((id) => [page.store.refresh(id), page.store.seats(id)])).catch(() => undefined);
    loseSeats(page, lost);
};
/** The seats that the service offers in the place of others, as a choice. */
const asChoice = async (page, seatIds) => {
    const sections = [...new Set(seatIds.map((id) => id.split("-")[0] ?? ""))];
    const seats = await Promise.all(sections.map((id) => page.store.seats(id)));
    return seats.flatMap(({ sectionId, seats: all }) => all
        .filter(({ seatId }) => seatIds.includes(seatId))
        .map(({ seatId, index, category }) => ({
        seatId,
        sectionId,
        index,
        category,
        price: page.prices.get(category) ?? 0,
    })));
};
const insteadOf = async (page, refusal) => {
    if (refusal.kind === "ORPHANS")
        return asChoice(page, refusal.instead).catch(() => undefined);
    if (refusal.kind !== "KEPT_BACK")
        return undefined;
    const lost = page.choice.peek().filter(({ seatId }) => refusal.seatIds.includes(seatId));
    const kept = page.choice.peek().filter((seat) => !lost.includes(seat));
    const equal = equalSeats(page, lost, kept);
    return equal && [...kept, ...equal];
};
const afterRefusal = async (page, error, wish) => {
    const refusal = error instanceof ProblemError ? refusalOf(error) : undefined;
    if (refusal === undefined)
        page.remark.value = { kind: "problem", error };
    else if (refusal.kind === "TAKEN" && wish === undefined)
        await afterLoss(page, refusal.seatIds);
    else
        page.remark.value = { kind: "refused", refusal, wish, instead: await insteadOf(page, refusal) };
};
/** One thing at a time: a second press while the first is under way does nothing. */
const busily = async (page, work) => {
    if (page.isBusy.peek())
        return;
    page.isBusy.value = true;
    page.remark.value = undefined;
    try {
        await work();
    }
    finally {
        page.isBusy.value = false;
    }
};
/** Holds the seats that were chosen. */
export const holdChoice = (page) => busily(page, async () => {
    const seatIds = page.choice.peek().map(({ seatId }) => seatId);
    const accessible = page.needsAccessible.peek() ? { accessible: true } : {};
    try {
        const hold = await send(page, { seatIds, ...accessible });
        const [warning] = hold.warnings;
        if (warning === undefined) {
            page.setChoice([]);
            goToPayment(hold);
        }
        else {
            page.ownHold.value = hold;
            page.remark.value = { kind: "orphans", hold, orphans: warning.seatIds, instead: warning.instead };
        }
    }
    catch (error) {
        await afterRefusal(page, error);
    }
});
/** Has the service choose and hold the best seats. */
export const holdBest = (page, wish) => busily(page, async () => {
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
        }
        else
            goToPayment(hold);
    }
    catch (error) {
        await afterRefusal(page, error, wish);
    }
});
/** The printed names of the held seats, those side by side together. Without the chart, the page asks nothing. */
const groupsOf = async (page, { seats }) => {
    try {
        const ids = [...new Set(seats.map(({ section }) => section))];
        const sections = await Promise.all(ids.map((id) => page.store.seats(id)));
        const labels = new Map(seats.map(({ seatId, label }) => [seatId, label]));
        return groupsSideBySide(sections, seats.map(({ seatId }) => seatId)).map((group) => group.map(({ seatId }) => labels.get(seatId) ?? seatId));
    }
    catch {
        return [];
    }
};
/** Goes on with seats that are held. */
export const keepHold = (page, hold) => {
    page.setChoice([]);
    goToPayment(hold);
};
/** Gives held seats back, early, so that it does not count as letting them expire. */
export const giveBack = (page, { reservationId }) => busily(page, async () => {
    try {
        await call("releaseReservation", { params: { reservationId } });
        page.ownHold.value = undefined;
    }
    catch (error) {
        page.remark.value = { kind: "problem", error };
    }
});
/** Gives held seats back and holds the better ones in their place. */
export const takeInstead = async (page, hold, instead) => {
    await giveBack(page, hold);
    if (page.ownHold.peek() !== undefined)
        return;
    page.setChoice(await asChoice(page, instead));
    await holdChoice(page);
};
