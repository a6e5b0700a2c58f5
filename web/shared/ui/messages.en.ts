export const messages = {
  skip: "Skip to the content",
  home: "Encore: what is on",
  language: "Language",
  myPage: "My bookings",
  signIn: "Sign in",
  busy: "One moment…",
  close: "Close",
  fewer: (label: string) => `${label}: one fewer`,
  more: (label: string) => `${label}: one more`,
  yourTime: (time: string, zone: string) => `${time} where you are (${zone})`,
  loading: "Loading",
  retry: "Try again",
  reload: "Reload the page",
  footerApi: "API",
  footerErrors: "Error codes",
  footerFair: "Everybody who joins before a sale opens is put in order by a draw.",
  offline: {
    title: "You are offline",
    text: "As soon as you are connected again, the page goes on. Nothing is lost.",
  },
  unreachable: {
    title: "We can’t be reached right now",
    text: "It may be your connection, or it may be us. Your place and your seats are kept on our side.",
  },
};

export type Messages = typeof messages;
