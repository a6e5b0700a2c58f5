/** What is given to a message has been formatted in its language already. */
export const messages = {
  queue: "Queue",
  titleAhead: (ahead: string, concert: string) => `${ahead} ahead · ${concert}`,
  titleTurn: (concert: string) => `★ Your turn! · ${concert}`,

  status: {
    LOBBY: "The sale has not opened yet.",
    OPEN: "The queue is moving.",
    PAUSED: "The organiser has paused the queue.",
    SOLD_OUT: "Sold out for now. Seats may come back.",
    CLOSED: "The sale has ended.",
  },
  upToDate: (time: string) => `As of ${time}`,
  nextLook: (left: string) => `next update in ${left}`,
  connected: "The connection is back.",
  resumed: "The queue is moving again.",
  reopened: "Seats have come back. The queue is moving again.",
  offline: "You are offline. This page goes on by itself as soon as you are back.",
  unreachable: (left: string) => `We can't reach the service. Trying again in ${left}.`,
  crowded: (left: string) => `Very many people are here at once. Trying again in ${left}.`,
  tooOften: (left: string) => `You have joined and left several times. This page joins for you in ${left}.`,
  placeKept: "Your place is kept.",
  absence: (time: string, admitted: string) =>
    `This page was asleep or offline for ${time}. Meanwhile ${admitted} people went in.`,

  loading: "Looking for your place",
  joining: "You are joining",
  joiningWhy: "One moment: your join is on its way.",
  joined: "You have joined",
  numberIn: (left: string) => `Your number appears here in ${left}. Waiting for it costs you nothing.`,
  numberNow: "Your number appears here in a moment.",

  opensIn: "The sale opens in",
  opened: "The sale has opened.",
  presale: "presale lane",
  proof: "How do I know that the draw is fair?",

  number: "Your number",
  ahead: "people ahead of you",
  next: "You are next",
  aheadAtFirst: (count: string) => `${count} were ahead when you came`,
  wait: "Wait",
  noWait: "Unknown for now",
  waitWhy: "At the present pace. It can turn out shorter or longer.",
  noWaitWhy: "Nobody is being let in at the moment.",
  accessibleWaitWhy: (count: string) => `Only accessible seats are left (${count}): people are let in for those.`,
  chance: "A seat for you",
  chances: { likely: "Likely", possible: "Possible", unlikely: "Unlikely" },
  chanceWhy: {
    likely: "More seats are left than the people ahead usually take.",
    possible: "It depends on how many seats the people ahead take.",
    unlikely: "The people ahead will probably take them all. Some may come back.",
  },
  near: "Nearly your turn. Stay on this page.",

  whatNext: "What happens next",
  nextTurn: "When your turn comes, this page takes it for you at once. It has to be open for that.",
  nextClose:
    "You may close this page. Your place belongs to your account: come back from any device, and it is still yours.",
  nextBack: (claim: string, time: string) =>
    `Be back in time: once your turn has come, it is kept for ${claim}. To be safe, be here again by ${time}.`,
  nextStay: (claim: string) => `Your turn may come soon and is kept for ${claim}, so better stay here now.`,
  nextLobby: (claim: string) => `Be here at the opening: some turns come at once, and each is kept for ${claim}.`,
  nextUnknown: (claim: string) =>
    `Your turn can't come while nobody is let in. Look in from time to time: once it has come, it is kept for ${claim}.`,

  callMe: "Alert me when it is my turn",
  sound: "Play a sound",
  soundOn: "You have just heard it. It works while this page is open.",
  noSound: "This browser has no sound.",
  notify: "Show a notification",
  notifyOn: "You get one if you are looking at something else.",
  notifyDenied: "Your browser blocks notifications of this site. You can allow them in its settings.",
  callWhy: "A locked phone may put the page to sleep: then we can’t alert you.",

  prices: "Prices",
  soldOut: "sold out",
  otherTab: "This page is open in another tab, too. That is fine: both show the same place, and you can close either.",

  leave: "Leave the queue",
  leaveFailed: "We could not confirm that. You are still in the queue. Please try again.",

  turn: "It is your turn",
  turnWhy: "One moment: we are letting you in.",
  admitted: "It is your turn",
  admittedBefore: "You are in already",
  passLeft: "Your turn ends in",
  passWhy: "Choose and hold your seats within this time. Held seats then have a countdown of their own.",
  passOpen: "Choose your seats now.",
  choose: "Choose date and seats",

  sayJoined: (ahead: string, wait: string) => `You are in the queue. People ahead: ${ahead}. Wait: ${wait}.`,
  sayDrawn: (number: string, ahead: string) => `The draw is done. Your number is ${number}. People ahead: ${ahead}.`,
  sayProgress: (ahead: string, wait: string, chance: string) =>
    `People ahead: ${ahead}. Wait: ${wait}. A seat for you: ${chance}.`,
  sayPass: (left: string) => `Your turn ends in ${left}.`,
};

export type Messages = typeof messages;
