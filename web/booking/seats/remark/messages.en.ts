const seats = (count: number): string => (count === 1 ? "1 seat" : `${count} seats`);

export const messages = {
  why: {
    HELD: "Somebody is paying for this seat right now. It may come back.",
    SOLD: "This seat is sold.",
    BLOCKED: "This seat is not for sale.",
    KEPT_BACK: "This place is kept for people who use a wheelchair or need more room.",
    KEPT_BACK_COMPANION: "This seat is kept for the companion of somebody in the accessible seat beside it.",
    COMPANION_ALONE: "This seat goes with the accessible seat beside it. Choose that one first.",
    TABLE_BROKEN: "This table is sold as a whole, and a seat at it is taken.",
    LIMIT: (seatLimit: number) => `You may have up to ${seats(seatLimit)} in all. Remove one first.`,
    LIMIT_TABLE: (count: number, seatLimit: number) =>
      `This table is sold as a whole, with ${seats(count)}. You may have up to ${seats(seatLimit)} in all.`,
  },
  needIt: "I need this place",

  lostTitle: (count: number) => (count === 1 ? "A seat has just been taken" : `${count} seats have just been taken`),
  lost: (names: string) => `Somebody was quicker: ${names}.`,
  equal: (names: string) => `Nearest seats of the same kind: ${names}.`,
  noEqual: "No seats of the same kind are free in this section now.",
  takeEqual: (count: number): string => (count === 1 ? "Take this seat" : "Take these seats"),
  bestInstead: "Find the best that is left",
  goOnWithout: "Go on without",
  chooseOthers: "Choose others",

  orphanTitle: "One seat would stay empty on its own",
  orphanText: (orphans: string, instead: string) =>
    `Your choice leaves ${orphans} single, and hardly anybody buys a single seat. These are as good, at the same price: ${instead}.`,
  takeInstead: "Take these instead",
  holdInstead: (count: number) => `Hold these ${seats(count)}`,
  keepMine: "Keep my seats and pay",

  apartTitle: "Not all side by side",
  apartText: (groups: string) => `There are not enough seats side by side. The best we found, held for you: ${groups}.`,
  takeApart: "Take them and pay",
  giveBack: "Release them",

  noneTitle: "No seats like that are free",
  noneText: (count: number) => `There are no ${seats(count)} left of this kind where nobody sits alone.`,
  noneAccessible: "No accessible seat with that many companion seats is left.",
  tryWish: (count: number, category: string) => `${seats(count)}, ${category}`,
  anyCategory: "any category",

  limitTitle: (seatLimit: number) => `Up to ${seats(seatLimit)} for one person`,
  limitText: (taken: number) =>
    `You have ${seats(taken)} of this performance already, held or bought. Choose fewer, or release a hold.`,
  keptBackTitle: "Accessible seats are among them",
  keptBackText: (names: string) => `${names}: kept for people who need them.`,
  tableTitle: "A table is sold as a whole",
  tableText: (names: string) => `${names}: choose every seat of the table, or other seats.`,
  tableAll: "Choose the whole table",
  standingRefused: "Standing places are given out in order",
  standingRefusedText: "You do not choose them one by one. Ask for a number of places.",
  toStanding: "Ask for places",
  holdLimitTitle: "That was the last hold of this turn",
  holdLimitText: (count: number) =>
    `You have held seats ${count} times since your turn came, which is the most there is. Pay for what you hold, or join the queue again.`,
  coolingTitle: "A short break",
  coolingText: (time: string) =>
    `Several of your holds ended without a payment. You can hold seats again at ${time}. Your turn goes on meanwhile.`,
  coolingSoon: "in a few minutes",
  coolingLeft: (left: string) => `${left} to go`,
  coolingOver: "You can hold seats again.",
  notOnSaleTitle: "This date is not on sale now",
  notOnSaleText: "Its sale has not begun, or it has ended. Other dates may be on sale.",
  calledOffTitle: "This performance has been called off",
  calledOffText:
    "Nothing of it can be bought any more. If you have paid for seats, you get all of it back without asking.",
  toDates: "See the dates",
  toWaiting: "Go to the queue",
  toMine: "See my bookings",

  mineTitle: (count: number) => `You hold ${seats(count)}`,
  mineText: (names: string, time: string) => `${names}. They are yours until ${time}.`,
  payNow: "Go on to pay",
  release: "Release them",
};

export type Messages = typeof messages;
