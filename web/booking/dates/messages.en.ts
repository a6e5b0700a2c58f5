export const messages = {
  title: "Choose a date",
  loading: "Getting the dates…",
  intro: "It is your turn. Choose the date, then your seats.",
  left: (count: string) => `${count} seats left`,
  few: (count: string) => `Only ${count} left`,
  soldOut: "Sold out for now",
  soldOutHint: "Seats can come back when somebody does not pay in time. This page shows it at once.",
  from: (price: string) => `from ${price}`,
  fee: (fee: string) => `plus ${fee} booking fee a seat`,
  choose: "Choose seats",
  chooseLabel: (date: string) => `Choose seats for ${date}`,
  noneTitle: "No date is on sale now",
  noneText: "The sale of each date has its own hours. You keep your turn until it ends.",
  toConcert: "To the concert",
};

export type Messages = typeof messages;
