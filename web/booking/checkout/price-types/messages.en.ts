export const messages = {
  priceTypeOf: (seat: string): string => `Price of ${seat}`,
  typeOption: (name: string, won: string): string => `${name} · ${won}`,
  typeFull: "no more in this booking",
  checkedAtDoor: "Bring proof: it is checked at the door.",
  maxPerReservation: (count: string): string => `At most ${count} in one booking.`,
  maxPerAccessibleSeat: (count: string): string => `At most ${count} for each accessible seat.`,
  whichPrices: "Who can have which price?",
  forEverybody: "For everybody.",
  priceChanged: (won: string): string => `The total is ${won} now.`,
  typeNotOffered: "This price is no longer offered for the seat. Nothing has changed.",
  typeNeedsAccessible: (name: string): string => `${name} needs an accessible seat in the same booking.`,
  typeLimit: (name: string, count: string): string =>
    `${name} is possible for ${count} of these seats. Choose another price for one of the others first.`,
};

export type Messages = typeof messages;
