export const messages = {
  amount: "Amount",
  unit: "won",
  quick: "Choose an amount",
  topUp: (won: string): string => `Top up ${won}`,
  topUpNothing: "Enter an amount",
  checking: (won: string): string => `We are checking your top-up of ${won}`,
  checkingWhy:
    "Its confirmation got lost on the way. We keep asking until we know. You are never charged twice for it.",
  checkingLong: "This takes longer than usual. You may close the page: money that was taken is always credited.",
  signedOut: "Sign in again to see the outcome.",
  signIn: "Sign in",
  done: (won: string, balance: string): string => `${won} topped up. You have ${balance} now.`,
  declined: "Your card was not charged",
  declinedWhy: "The payment provider declined, so your points are unchanged. Try again, or try another amount.",
  outOfRange: "This amount is not possible",
  outOfRangeWhy: (most: string, balanceMost: string): string =>
    `One top-up may be up to ${most}, and you may have up to ${balanceMost}.`,
  refused: "The top-up was not made",
  refusedWhy: "Nothing was charged. Please try again.",
  unsettled: (won: string): string => `We could not find out about your top-up of ${won}`,
  unsettledWhy: "If money was taken, it will be credited to your points. Look at your points before you top up again.",
  understood: "OK",
};

export type Messages = typeof messages;
