export const messages = {
  left: (time: string) => `Your turn ends in ${time}`,
  notYetTitle: "It is not your turn yet",
  notYetText: "Seats are chosen when your turn has come. The queue shows your place.",
  overTitle: "Your turn has ended",
  overText: "Each turn has a time limit, so that others get one too. Seats that you hold or have paid for stay yours.",
  toWaiting: "Go to the queue",
  joinAgain: "Join the queue again",
  toMine: "See my bookings",
};

export type Messages = typeof messages;
