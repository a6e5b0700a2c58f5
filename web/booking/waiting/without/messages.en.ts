export const messages = {
  joinAccessible: "Join for an accessible seat",
  join: "Join the queue",
  joinLast: "Join again at the end",
  signIn: "Sign in and join",
  signInAgain: "Sign in again",
  backToConcerts: "All concerts",
  backToConcert: "About the concert",
  myReservations: "My bookings",
  accessibleLeft: (count: string) =>
    `Accessible seats with companion seats are still left: ${count}. If you or somebody with you needs one, you can join now.`,
  waitingNow: (count: string) => `${count} people are waiting now.`,
  whys: {
    "signed out": ["Join the queue", "You need an account for that. Each account has one place, on all devices."],
    "not joined": ["Join the queue", "You get one place, on all of your devices, and can leave whenever you like."],
    "signed out again": ["Please sign in again", "You were signed out. Your place is kept."],
    left: ["You have left the queue", "Your place was given up."],
    gone: [
      "You have no place any more",
      "It was given up on another device or in another tab, or you have paid with it.",
    ],
    missed: ["Your turn is over", "It was not used in time, so it went to the next person."],
    "pass ended": [
      "Your turn has ended",
      "Seats that you hold stay yours until their own countdown ends. You can find them under My bookings.",
    ],
    "sold out": [
      "Sold out for now",
      "Seats may come back when holds run out or people cancel. This page keeps looking, and you can join as soon as that happens.",
    ],
    closed: ["The sale has ended", "Nobody else is let in."],
    "no concert": ["There is no such concert", "The address may be mistyped, or the concert is gone."],
    failed: ["Something unexpected happened", "Your place is kept, if you have one. Please look again."],
  },
  lookAgain: "Look again",
};

export type Messages = typeof messages;
