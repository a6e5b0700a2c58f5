export const messages = {
  phases: { soon: "Opening soon", open: "On sale", later: "Coming later", over: "Sale over" },
  opensIn: (time: string) => `Opens in ${time}`,
  opensNow: "Opening now",
  kinds: {
    CONCERT: "Concert",
    MUSICAL: "Musical",
    PLAY: "Play",
    CLASSICAL: "Classical",
    SPORTS: "Sports",
    OTHER: "Event",
  },
};

export type Messages = typeof messages;
