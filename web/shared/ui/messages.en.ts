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
  reload: "Load the page again",
  toConcerts: "See what is on",
  reference: (requestId: string) => `If you ask us about it, give this number: ${requestId}`,
  footerApi: "API",
  footerErrors: "Error codes",
  footerFair: "Everyone who is in the lobby when the sale opens is put in a random order.",
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
      title: "We are busier than we can bear",
      text: "Your request was not carried out. Try again in a moment.",
    },
    internal: {
      title: "Something went wrong on our side",
      text: "It is not your fault, and it has been written down.",
    },
    notFound: { title: "There is nothing here", text: "The address may be mistyped, or what was here is gone." },
    forbidden: { title: "This is not yours to see", text: "You are signed in, but this needs other rights." },
    invalid: { title: "Something in this is not right", text: "Check what you have entered, then try again." },
    inProgress: { title: "Still working on it", text: "Your first press is being carried out. Wait a moment." },
    unknown: { title: "This did not work", text: "Try again. If it stays like this, load the page again." },
  },
};

export type Messages = typeof messages;
