/** Seats as a reader counts them. */
const seats = (count: number): string => (count === 1 ? "1 seat" : `${count} seats`);

export const messages = {
  cancelClose: "Keep all seats",
  cancelChoose: "Which seats do you want to cancel?",
  cancelAll: "All seats",
  quoteTitle: "You get back",
  quoteNone: "Choose seats to see what you get back.",
  quoteReading: "Working it out…",
  quoteFailed: "What you would get back could not be read.",
  quotePrice: (count: number): string => `Price of ${seats(count)}`,
  quoteKept: "Kept as a cancellation fee",
  quoteKeptPercent: (percent: number): string => `Kept as a cancellation fee (${percent}%)`,
  quoteFeesBack: "Booking fees, refunded",
  quoteFeesKept: "Booking fees, not refunded",
  quoteToPoints: "The refund goes to your points at once.",
  whyEverything: (until: string): string => `Everything is refunded until ${until}.`,
  whySoonAfterBuying: (until: string): string =>
    `Everything is refunded until ${until}, because you bought them a short while ago.`,
  whyKept: (percent: number, until: string): string =>
    `By the refund rule, ${percent}% of the price is kept until ${until}.`,
  whyFeesKept: (until: string): string =>
    `By the refund rule, the price is refunded until ${until}, and booking fees are not.`,
  thenKeptWithFees: (percent: number): string => `After that, ${percent}% and the booking fees are kept.`,
  thenKept: (percent: number): string => `After that, ${percent}% is kept.`,
  thenFeesKept: "After that, booking fees are not refunded.",
  thenClosed: "After that, these seats can't be cancelled.",
  untilDay: (day: string): string => `the end of ${day}`,
  cancelFinal: "This can't be undone: the seats go back on sale.",
  cancelConfirm: (count: number, amount: string): string => `Cancel ${seats(count)}, get back ${amount}`,
  checkingTitle: "We are checking whether your cancellation went through",
  checkingWhy: "The response got lost on the way. We keep asking until we know. Nothing is cancelled twice.",
  checkingLong: "This takes longer than usual. You may close the page and look again later.",
  checkingOffline: "You are offline. We go on as soon as you are connected.",
  doneTitle: (count: number): string => `${seats(count)} cancelled`,
  doneWhy: (amount: string, balance: string): string => `${amount} went back to your points. You have ${balance} now.`,
  doneUnwatched: "Your cancellation went through",
  doneUnwatchedWhy: "The response had got lost, but the seats were cancelled and refunded.",
  changedTitle: "The refund has changed. Nothing was cancelled.",
  changedWhy: (before: string, after: string): string =>
    `It was ${before} and is now ${after}. Look at it and confirm again if you agree.`,
  staleTitle: "Your booking had changed. Nothing was cancelled.",
  staleWhy: "This is how it is now.",
  closedTitle: "It is too late to cancel",
  closedWhy: "Nothing was cancelled: the time for it has just ended.",
  calledOffTitle: "The performance has been called off",
  calledOffWhy: "You need not cancel: you get back all that you paid.",
  againTitle: "The seats were not cancelled",
  againWhy: "Nothing was changed. Please try again.",
  unsettledTitle: "We could not find out about your cancellation",
  unsettledWhy: "The seats below are as the service has them now.",
};

export type Messages = typeof messages;
