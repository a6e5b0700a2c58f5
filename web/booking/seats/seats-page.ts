/** The state of the seat page, in signals: what is left, what is chosen, what is shown, and what there is to say. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Performance } from "#web/booking/pass/on-sale.ts";
import { type CategoryLook, categoryLooks } from "#web/booking/seats/category-look.ts";
import { type Choice, type ChosenSeat, type Objection, parseChoice, press } from "#web/booking/seats/choice.ts";
import type { Loaded, Reservation } from "#web/booking/seats/load-page.ts";
import {
  type Availability,
  type CategoryOffer,
  categoryOffers,
  type Offer,
  sectionOffers,
  standardPrices,
} from "#web/booking/seats/offers.ts";
import type { Wish } from "#web/booking/seats/remark/refusal.ts";
import { type SeatStatus, statusFor } from "#web/booking/seats/seat-state.ts";
import type { Chart, PlacedSeat, SectionSeats } from "#web/booking/seats/section-seats.ts";
import { type SectionStore, sectionStore } from "#web/booking/seats/section-store.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { type StoredValue, stored } from "#web/shared/storage/stored.ts";

export type Tab = "best" | "map" | "list";

/** What the page has to say of the choice, one thing at a time. */
export type Remark =
  | { readonly kind: "lost"; readonly lost: Choice }
  | { readonly kind: "objection"; readonly objection: Objection; readonly seat: PlacedSeat; readonly sectionId: string }
  /** An attempt that did not succeed. */
  | {
      readonly kind: "problem";
      readonly error: unknown;
      readonly retry: () => void;
      /** What the service was asked to find, if it was. */
      readonly wish?: Wish | undefined;
    }
  /** Seats are held, and there is something to decide before paying. */
  | { readonly kind: "apart"; readonly hold: Reservation; readonly groups: readonly (readonly string[])[] }
  | {
      readonly kind: "orphans";
      readonly hold: Reservation;
      readonly orphans: readonly string[];
      readonly instead: readonly string[];
    };

export interface SeatsPage {
  readonly concertId: string;
  readonly performance: Performance;
  readonly chart: Chart;
  readonly queueToken: () => string;
  readonly prices: ReadonlyMap<string, number>;
  readonly looks: ReadonlyMap<string, CategoryLook>;
  readonly store: SectionStore;
  readonly availability: Signal<Availability>;
  readonly offers: ReadonlySignal<ReadonlyMap<string, Offer>>;
  readonly categories: ReadonlySignal<readonly CategoryOffer[]>;
  readonly tab: Signal<Tab>;
  /** The section that is looked into. */
  readonly inside: Signal<string | undefined>;
  readonly choice: ReadonlySignal<Choice>;
  readonly needsAccessible: Signal<boolean>;
  readonly remark: Signal<Remark | undefined>;
  readonly isBusy: Signal<boolean>;
  readonly ownHold: Signal<Reservation | undefined>;
  /** Seats of this performance that the buyer has paid for. */
  readonly bought: number;
  /** When a seat was last lost to somebody else, by the page's steady clock. */
  readonly lostAt: Map<string, number>;
  readonly storedChoice: StoredValue<Choice>;
  readonly setChoice: (choice: Choice) => void;
}

export const seatsPage = (
  concertId: string,
  { performance, chart, availability: first, own }: Loaded,
  queueToken: () => string,
): SeatsPage => {
  const { performanceId, chartId } = performance;
  const prices = standardPrices(performance.prices);
  const availability = signal<Availability>(first);
  const storedChoice = stored(`choice:${performanceId}`, parseChoice, "sessionStorage");
  const choice = signal<Choice>(storedChoice.read() ?? []);
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
    tab: signal<Tab>("best"),
    inside: signal<string | undefined>(undefined),
    choice,
    needsAccessible: signal(false),
    remark: signal<Remark | undefined>(undefined),
    isBusy: signal(false),
    ownHold: signal(own.hold),
    bought: own.bought,
    lostAt: new Map(),
    storedChoice,
    setChoice: (next) => {
      choice.value = next;
      if (next.length === 0) storedChoice.remove();
      else storedChoice.write(next);
    },
  };
};

export const isKeptBack = ({ performance }: Pick<SeatsPage, "performance">): boolean =>
  serverNow() < Date.parse(performance.accessibleUntil);

export const statusIn = (page: SeatsPage, sectionId: string, seat: PlacedSeat): SeatStatus =>
  statusFor(page.store.state(sectionId).value, seat, {
    isKeptBack: isKeptBack(page),
    isNeeded: page.needsAccessible.value,
  });

/** A section with its seats, and what has become of them by now. */
export const readSection = async ({ store }: SeatsPage, sectionId: string): Promise<SectionSeats> => {
  const [section] = await Promise.all([store.seats(sectionId), store.refresh(sectionId)]);
  return section;
};

/** The seats that may still be chosen by this person in one hold. */
export const limitOf = ({ performance, ownHold, bought }: SeatsPage): number =>
  Math.max(performance.seatLimit - bought - (ownHold.value?.seats.length ?? 0), 0);

export const situationOf = (page: SeatsPage, section: SectionSeats) => ({
  section,
  choice: page.choice.peek(),
  limit: limitOf(page),
  statusOf: (seat: PlacedSeat) => statusIn(page, section.sectionId, seat),
  priceOf: (category: string) => page.prices.get(category) ?? 0,
  isKeptBack: isKeptBack(page),
});

/** A press on a seat, by whatever means. */
export const pressSeat = (page: SeatsPage, section: SectionSeats, seat: PlacedSeat): void => {
  const result = press(situationOf(page, section), seat);
  if ("objection" in result) {
    page.remark.value = { kind: "objection", objection: result.objection, seat, sectionId: section.sectionId };
    return;
  }
  page.remark.value = undefined;
  page.setChoice(result.choice);
};

/** Takes seats out of the choice; of a table that is sold whole, all of it goes. */
export const removeSeat = (page: SeatsPage, { seatId, sectionId, index }: ChosenSeat): void => {
  const section = page.store.seatsIfRead(sectionId);
  const seat = section?.seats[index];
  if (section !== undefined && seat !== undefined) pressSeat(page, section, seat);
  else page.setChoice(page.choice.peek().filter((each) => each.seatId !== seatId));
};
