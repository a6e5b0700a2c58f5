/** The state of the seat page, in signals: what is left, what is chosen, what is shown, and what there is to say. */
import { computed, signal } from "@preact/signals";
import { categoryLooks } from "#web/booking/seats/category-look.ts";
import { chosenSeat, lostSeats, parseChoice, press, } from "#web/booking/seats/choice.ts";
import { nearestEqual } from "#web/booking/seats/nearest-equal.ts";
import { categoryOffers, sectionOffers, standardPrices, } from "#web/booking/seats/offers.ts";
import { statusFor } from "#web/booking/seats/seat-state.ts";
import { sectionStore } from "#web/booking/seats/section-store.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { stored } from "#web/shared/storage/stored.ts";
export const seatsPage = (concertId, { performance, chart, availability: first, ownHold }, queueToken) => {
    const { performanceId, chartId } = performance;
    const prices = standardPrices(performance.prices);
    const availability = signal(first);
    const storedChoice = stored(`choice:${performanceId}`, parseChoice, "sessionStorage");
    const choice = signal(storedChoice.read() ?? []);
    return {
        concertId,
        performance,
        chart,
        queueToken,
        prices,
        looks: categoryLooks(chart),
        store: sectionStore({ chartId, performanceId, queueToken }),
        availability,
        offers: computed(() => sectionOffers(chart, availability.value, prices)),
        categories: computed(() => categoryOffers(chart, availability.value, prices)),
        tab: signal("best"),
        inside: signal(undefined),
        choice,
        needsAccessible: signal(false),
        remark: signal(undefined),
        isBusy: signal(false),
        ownHold: signal(ownHold),
        storedChoice,
        setChoice: (next) => {
            choice.value = next;
            if (next.length === 0)
                storedChoice.remove();
            else
                storedChoice.write(next);
        },
    };
};
export const isKeptBack = ({ performance }) => serverNow() < Date.parse(performance.accessibleUntil);
export const statusIn = (page, sectionId, seat) => statusFor(page.store.state(sectionId).value, seat, {
    isKeptBack: isKeptBack(page),
    isNeeded: page.needsAccessible.value,
});
/** The seats that may still be chosen by this person in one hold. */
export const limitOf = ({ performance, ownHold }) => Math.max(performance.seatLimit - (ownHold.value?.seats.length ?? 0), 0);
const situationOf = (page, section) => ({
    section,
    choice: page.choice.peek(),
    limit: limitOf(page),
    statusOf: (seat) => statusIn(page, section.sectionId, seat),
    priceOf: (category) => page.prices.get(category) ?? 0,
    isKeptBack: isKeptBack(page),
});
/** A press on a seat, by whatever means. */
export const pressSeat = (page, section, seat) => {
    const result = press(situationOf(page, section), seat);
    if ("objection" in result) {
        page.remark.value = { kind: "objection", objection: result.objection, seat, sectionId: section.sectionId };
        return;
    }
    page.remark.value = undefined;
    page.setChoice(result.choice);
};
/** Takes seats out of the choice; of a table that is sold whole, all of it goes. */
export const removeSeat = (page, { seatId, sectionId, index }) => {
    const section = page.store.seatsIfRead(sectionId);
    const seat = section?.seats[index];
    if (section !== undefined && seat !== undefined)
        pressSeat(page, section, seat);
    else
        page.setChoice(page.choice.peek().filter((each) => each.seatId !== seatId));
};
/** Equal seats for those that were lost, section by section; undefined if a section has none. */
export const equalSeats = (page, lost, kept) => {
    const taken = new Set(kept.map(({ seatId }) => seatId));
    const found = [...Map.groupBy(lost, ({ sectionId }) => sectionId)].map(([sectionId, seats]) => {
        const section = page.store.seatsIfRead(sectionId);
        if (section === undefined)
            return undefined;
        const isFree = (seat) => !taken.has(seat.seatId) && statusIn(page, sectionId, seat) === "FREE";
        const places = seats.flatMap(({ index }) => section.seats[index] ?? []);
        const needsUnit = isKeptBack(page) && places.some(({ unit, index }) => unit?.seat === index);
        const equal = nearestEqual({ section, isFree }, places, needsUnit);
        return equal?.map((seat) => chosenSeat(situationOf(page, section), seat));
    });
    return found.includes(undefined) ? undefined : found.flatMap((seats) => seats ?? []);
};
/** Takes lost seats out of the choice, and says so at once, with the nearest equal ones. */
export const loseSeats = (page, lost) => {
    if (lost.length === 0)
        return;
    const ids = new Set(lost.map(({ seatId }) => seatId));
    const kept = page.choice.peek().filter(({ seatId }) => !ids.has(seatId));
    page.setChoice(kept);
    page.remark.value = { kind: "lost", lost, instead: equalSeats(page, lost, kept) };
};
/** After the state of a section was read: seats of the choice that somebody else has taken since. */
export const checkChoice = (page, sectionId) => {
    const state = page.store.state(sectionId).peek();
    if (state !== "" && !page.isBusy.peek())
        loseSeats(page, lostSeats(page.choice.peek(), sectionId, state));
};
