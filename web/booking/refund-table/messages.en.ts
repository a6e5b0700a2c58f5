export const messages = {
  caption: "What you get back if you cancel",
  when: "If you cancel",
  back: "You get back",
  throughDay: (day: string): string => `to the end of ${day}`,
  beforeTime: (time: string): string => `before ${time}`,
  afterBuying: "soon after buying",
  ifPaidNow: "if you pay now",
  everything: "everything",
  everythingButFee: "the full price",
  percent: (percent: number): string => `${percent}% of the price`,
  percentAlone: (percent: number): string => `${percent}%`,
  feeToo: "with the booking fee",
  feeKept: "without the booking fee",
  feeOnly: "only the booking fee",
  nothing: "nothing",
  afterwards: "after that",
  closed: "no cancellation",
  closedNow: "These seats can no longer be cancelled.",
  withinHours: (hours: string, lastMoment: string): string =>
    `Cancel within ${hours} of buying to get everything back, if you buy ${lastMoment}.`,
  hours: (count: number): string => (count === 1 ? "1 hour" : `${count} hours`),
  zone: (zone: string): string => `Days and times are those of the hall (${zone}).`,
};

export type Messages = typeof messages;
