export const messages = {
  title: "There is no such page",
  text: "The address may be mistyped, or the page is gone. Your place in a queue and your bookings are kept with your account.",
  concerts: "See what is on",
  account: "My bookings",
};

export type Messages = typeof messages;
