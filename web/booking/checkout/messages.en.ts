export const messages = {
  title: "Payment",
  loading: "Loading your booking…",
  // The countdown
  held: "Held for you",
  timeLeft: "Time left",
  atZero: "When the time is over, the seats are free for everybody again. Nothing is charged before you pay.",
  atZeroPaying: "The time is over. We are checking whether your payment was in time.",
  checkingHold: "The time is over. We are checking…",
  spokenLeft: (time: string): string => `${time} left to pay.`,
  spokenLeftExtend: (time: string): string =>
    `${time} left to pay. You can get more time with the button Get more time.`,
  spokenOver: "The time to pay is over. We are checking.",
  extend: "Get more time",
  extended: (time: string): string => `You have ${time} now.`,
  extensionsLeft: (count: number): string => (count === 1 ? "once more" : `${count} more times`),
  notExtended: "The time can’t be extended any more. Please pay before it is over.",
  // Seats and price types
  seats: (count: number): string => (count === 1 ? "1 seat" : `${count} seats`),
  free: "free",
  // Promotion code
  code: "Promotion code",
  codeAsk: "Do you have a promotion code?",
  // Sums
  prices: (count: number): string => (count === 1 ? "1 ticket" : `${count} tickets`),
  discount: "Discount",
  bookingFee: "Booking fee",
  bookingFeeEach: (won: string, count: string): string => `Booking fee (${won} × ${count})`,
  total: "To pay",
  // Refunds
  refund: "If you cancel later",
  refundAsk: "You can cancel some seats or all of them under My bookings.",
  // Points
  points: "Your points",
  balance: "You have",
  afterPaying: "Left after paying",
  missing: "Missing",
  missingHere: (won: string): string => `${won} missing`,
  topUpHere: "Top up here. Your seats, prices and time stay as they are.",
  // Paying
  pay: (won: string): string => `Pay ${won}`,
  payNothing: "Book for free",
  goToTopUp: (won: string): string => `Top up ${won} more`,
  checkingTitle: "We are checking your payment",
  checkingWhy: "The confirmation got lost on the way. We keep asking until we know. You are never charged twice.",
  checkingOffline: "You are offline. Once you are back online, we check at once. You are never charged twice.",
  checkingLong: "This takes longer than usual. You may close the page. My bookings will show what happened.",
  checkingSignedOut: "Sign in again to see whether you have paid.",
  paid: "Paid. Your seats are booked.",
  changeFailed: "That did not work. Nothing has changed. Please try again.",
  // Releasing
  release: "Release the seats",
  // The end of a hold
  notFoundTitle: "We can't find this booking",
  notFoundWhy:
    "It does not belong to your account. Perhaps you were signed in with another one when you held the seats.",
  signInTitle: "Sign in to pay",
  signInWhy: "Your seats belong to your account. Nothing is lost.",
  toAccount: "My bookings",
};

export type Messages = typeof messages;
