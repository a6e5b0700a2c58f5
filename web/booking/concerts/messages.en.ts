export const messages = {
  title: "What’s on",
  lead: "No rush and no refreshing: your place in the queue is kept with your account, and you choose your own seats.",
  opens: "Opens",
  until: (time: string) => `until ${time}`,
  ended: (time: string) => `ended ${time}`,
  loading: "Looking up what is on…",
  empty: "Nothing is on at the moment",
  emptyText: "New concerts appear here as soon as they are announced.",
  more: "Show more",
  moreShown: (count: string) => `${count} more are shown.`,
};
