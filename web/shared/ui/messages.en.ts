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
  retry: "Try again",
  reload: "Reload the page",
  toConcerts: "See what is on",
  reference: (requestId: string) => `If you ask us about it, give this number: ${requestId}`,
  footerApi: "API",
  footerErrors: "Error codes",
  footerFair: "Everybody who joins before a sale opens is put in order by a draw.",
  problems: {
    offline: {
      title: "You are offline",
      text: "As soon as you are connected again, the page goes on. Nothing is lost.",
    },
    unreachable: {
      title: "We can’t be reached right now",
      text: "It may be your connection, or it may be us. Your place and your seats are kept on our side.",
    },
    signIn: { title: "Please sign in", text: "Your sign-in has ended. Sign in again and you return to this page." },
    busy: {
      title: "A little too fast",
      text: "There were many requests from you in a short time. Try again in a moment.",
    },
    unavailable: {
      title: "We are very busy right now",
      text: "Your request was not carried out. Try again in a moment.",
    },
    internal: {
      title: "Something went wrong on our side",
      text: "It is not your fault, and we have a record of it. Try again in a moment.",
    },
    notFound: { title: "There is nothing here", text: "The address may be mistyped, or what was here is gone." },
    forbidden: { title: "You can’t see this page", text: "You are signed in, but your account has no access to it." },
    invalid: {
      title: "Please check what you entered",
      text: "Something in it is not right. Correct it, then try again.",
    },
    inProgress: { title: "Still working on it", text: "What you pressed first is still being done. Wait a moment." },
    unknown: { title: "This did not work", text: "Try again. If it keeps happening, reload the page." },
  },
};

export type Messages = typeof messages;
