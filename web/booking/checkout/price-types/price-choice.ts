/** Which price types a seat may have. The service decides; a page shows beforehand what it would refuse. Pure. */
import type { CallResult } from "#client/call-types.ts";
import type { HeldSeat } from "#web/booking/checkout/totals.ts";

export type PriceList = CallResult<"listPerformances">["body"]["items"][number]["prices"];
export type PriceType = PriceList[number]["types"][number];

export interface PriceOption {
  readonly type: PriceType;
  /** Won. A seat keeps the price it was held at as long as it keeps its type. */
  readonly price: number;
  readonly isChosen: boolean;
  /** Whether as many seats of the reservation have this type as may. */
  readonly isFull: boolean;
}

export const typesOf = (category: string, prices: PriceList): readonly PriceType[] =>
  prices.find((each) => each.category === category)?.types ?? [];

/** The options of a seat among the seats of its reservation. None: its category has no price list. */
export const priceOptions = (seat: HeldSeat, seats: readonly HeldSeat[], prices: PriceList): readonly PriceOption[] =>
  typesOf(seat.category, prices).map((type) => {
    const isChosen = type.priceType === seat.priceType;
    const others = seats.filter(({ seatId, priceType }) => seatId !== seat.seatId && priceType === type.priceType);
    return {
      type,
      price: isChosen ? seat.price : type.amount,
      isChosen,
      isFull: !isChosen && others.length >= (type.maxPerReservation ?? Number.POSITIVE_INFINITY),
    };
  });

/** The price types that the categories of these seats have, each once, for the list of who may have which. */
export const offeredTypes = (seats: readonly HeldSeat[], prices: PriceList): readonly PriceType[] => {
  const found = new Map<string, PriceType>();
  for (const { category } of seats) {
    for (const type of typesOf(category, prices)) if (!found.has(type.priceType)) found.set(type.priceType, type);
  }
  return [...found.values()];
};
