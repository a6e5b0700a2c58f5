/** Seats as a reader counts them. */
const seats = (count: number): string => (count === 1 ? "1 seat" : `${count} seats`);

export const messages = {
  states: {
    EXPIRED: "The hold has expired",
    RELEASED: "These seats were released",
    HOLD_CALLED_OFF: "This performance has been called off",
    PARTLY_CANCELLED: "Paid, and partly cancelled",
    PARTLY_REFUNDED: "Paid, and partly refunded",
    PAST: "This performance is over",
    CANCELLED: "This booking is cancelled",
    REFUNDED: "The organiser has refunded this booking",
    CALLED_OFF_REFUND_DUE: "This performance has been called off",
    CALLED_OFF: "This performance has been called off",
  },
  whyExpired: (time: string): string =>
    `They were not paid for by ${time}, so anybody can take them again. You paid nothing.`,
  whyReleased: "You released them before paying. You paid nothing.",
  whyHoldCalledOff: "Your hold ended with it. You paid nothing.",
  whyPartlyCancelled: (kept: number, cancelled: number): string =>
    `${seats(kept)} ${kept === 1 ? "is" : "are"} still yours. You cancelled ${seats(cancelled)}.`,
  whyPartlyRefunded: (kept: number, refunded: number): string =>
    `${seats(kept)} ${kept === 1 ? "is" : "are"} still yours. The organiser refunded ${seats(refunded)}.`,
  whyPast: "The receipt stays here.",
  whyCancelled: (refunded: string, paid: string): string =>
    `${refunded} of the ${paid} you paid went back to your points.`,
  whyCancelledAll: (paid: string): string => `All that you paid, ${paid}, went back to your points.`,
  whyCancelledShort: "Its refund is in your points.",
  whyRefundDue: "You get back all that you paid, without asking for it. It is on its way to your points.",
  whyCalledOff: (refunded: string): string => `You got everything back: ${refunded} went to your points.`,
  whyCalledOffShort: "You got everything back. It is in your points.",
  findSeats: "Go to the concert",
};

export type Messages = typeof messages;
