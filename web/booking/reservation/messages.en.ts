/** Seats as a reader counts them. */
const seats = (count: number): string => (count === 1 ? "1 seat" : `${count} seats`);

export const messages = {
  pageTitle: (concert: string): string => `Booking: ${concert}`,
  kicker: "Your booking",
  loading: "Loading your booking",
  unknownConcert: "Your booking",
  toAccount: "All my bookings",

  signInTitle: "Sign in to see this booking",
  signInWhy: "A booking is shown only to the account that made it.",
  notFoundTitle: "There is no such booking in your account",
  notFoundWhy: "The address may be incomplete, or the booking belongs to another account.",

  states: {
    HELD: "These seats are held for you",
    PAID: "Paid. The seats are yours.",
  },
  whyHeld: (time: string): string => `Pay by ${time}. After that, anybody can take them.`,
  whyPaid: (count: number): string =>
    `${seats(count)} ${count === 1 ? "is" : "are"} booked. You can find ${count === 1 ? "it" : "them"} under My bookings at any time.`,

  payNow: "Pay now",
  timeLeft: (time: string): string => `${time} left`,

  when: "When",
  where: "Where",
  seats: "Seats",
  cancelledSeat: "cancelled",
  refundedSeat: "refunded",
  factsFailed: "The date and the title could not be read.",
  addToCalendar: "Add to calendar",
  print: "Print",
  calendarFailed: "The calendar file could not be made. Are you online?",

  receipt: "Receipt",
  receiptNumber: "Receipt number",
  priceLine: (count: string, category: string, type: string): string =>
    `${count} × ${category}${type === "" ? "" : `, ${type}`}`,
  each: (price: string): string => `${price} each`,
  discount: "Discount",
  bookingFees: "Booking fees",
  total: "Paid in all",
  refundOf: (count: number, time: string): string => `${seats(count)} cancelled on ${time}`,
  refundByOrganiser: (count: number, time: string): string => `${seats(count)} refunded by the organiser on ${time}`,
  refundCalledOff: (time: string): string => `Called off: everything refunded on ${time}`,
  keptFee: (amount: string): string => `${amount} kept as a cancellation fee`,
  returnedFee: (amount: string): string => `with ${amount} kept earlier`,
  leftAfterRefunds: "Paid after refunds",
  receiptFailed: "The receipt could not be read.",

  qrTitle: "QR code of the receipt",
  qrWhat:
    "The code holds the signed receipt. Anybody can check it offline, with the keys this service publishes: it proves that these seats were bought and paid for.",
  qrNot:
    "It does not show seats that were cancelled later, or who is holding it. Show it only to people who should check it.",
  qrEnlarge: "Show it large",
  qrLabel: (number: string): string => `QR code of receipt ${number}`,

  cancelTitle: "Cancel seats",
  cancelIntro: "You see what you get back before anything is cancelled.",
  cancelOpen: "Cancel seats",
  cancelClosedTitle: "These seats can no longer be cancelled",
  cancelClosedWhy: (time: string): string => `That was possible until ${time}. Please ask the organiser.`,
  cancelAsk: (contact: string): string => `Organiser: ${contact}`,
  refundRule: "What you get back, and until when",
  inZone: (time: string, zone: string): string => `${time} (${zone})`,
};

export type Messages = typeof messages;
