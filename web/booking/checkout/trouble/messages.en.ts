export const messages = {
  codeRemoveGoOn: "Remove the code",
  refusedBalance: (won: string): string => `You are ${won} short`,
  refusedBalanceWhy: "Nothing was charged, and your seats are still held. Top up, then pay.",
  refusedCode: (code: string): string => `The code ${code} can't be used any more`,
  refusedCodeWhy: "Nothing was charged, and your seats are still held. Remove the code or enter another one, then pay.",
  refusedAgain: "The payment did not go through",
  refusedAgainWhy: "Nothing was charged, and your seats are still held. Please try again.",
  expiredTitle: "The time is over",
  expiredWhy: "The seats are free for everybody again. Nothing was charged.",
  releasedTitle: "These seats are released",
  releasedWhy: "They are free for everybody again. Nothing was charged.",
  cancelledTitle: "This booking is cancelled",
  cancelledWhy: "My bookings shows what was refunded.",
  calledOffTitle: "This performance has been called off",
  calledOffWhy:
    "Nothing of it can be bought any more. Anything you have paid for it is refunded in full, without asking.",
  sameSeats: "Take the same seats again",
  otherSeats: "Choose other seats",
  toWaiting: "Go to the queue",
  toConcert: "To the concert",
  again: {
    taken: (seats: string): string => `Somebody was quicker: ${seats}.`,
    takenSome: "Somebody was quicker: not all of these seats are free any more.",
    limit: "You have as many seats of this performance as one person may have.",
    holds: "You have held seats as many times as one turn allows. Leave the queue and join it again to hold others.",
    cooling: (time: string): string =>
      `Several of your holds ran out in a short time. You can hold seats again after ${time}.`,
    turn: "It is not your turn any more. The queue shows how to go on.",
    closed: "This performance is not on sale at the moment.",
    other: "These seats can't be held like this any more. Please choose on the map.",
    failed: "That did not work. Please try again.",
  },
};

export type Messages = typeof messages;
