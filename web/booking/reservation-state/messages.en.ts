export const messages = {
  labels: {
    HELD: "Held for you",
    EXPIRED: "Expired",
    RELEASED: "Released",
    HOLD_CALLED_OFF: "Called off",
    PAID: "Paid",
    PARTLY_CANCELLED: "Partly cancelled",
    PARTLY_REFUNDED: "Partly refunded",
    PAST: "Over",
    CANCELLED: "Cancelled",
    REFUNDED: "Refunded",
    CALLED_OFF_REFUND_DUE: "Called off",
    CALLED_OFF: "Called off",
  },
  seats: (count: number): string => (count === 1 ? "1 seat" : `${count} seats`),
};

export type Messages = typeof messages;
