export const messages = {
  title: "What’s on",
  lead: "No rush and no refreshing: your place in the queue is kept with your account, and you choose your own seats.",
  opens: "The sale opens:",
  until: (day: string) => `On sale until ${day}`,
  ended: (day: string) => `Ended on ${day}`,
  loading: "Looking up what is on…",
  empty: "Nothing is on at the moment",
  emptyText: "New concerts appear here as soon as they are announced.",
  more: "Show more",
  moreShown: (count: string) => `${count} more are shown.`,
};

export type Messages = typeof messages;
