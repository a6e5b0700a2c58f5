export const messages = {
  toConcerts: "See what is on",
  reference: (requestId: string) => `If you ask us about it, give this number: ${requestId}`,
  problems: {
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
