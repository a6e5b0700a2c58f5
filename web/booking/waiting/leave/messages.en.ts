export const messages = {
  title: "Leave the queue?",
  why: (number: string) => `You give up number ${number} for good. If you join again, you stand at the end.`,
  whyLobby: "You give up your place. Until the draw you can come back and have the same chance.",
  whyJoined: "You give up your place. If you join again, you stand at the end.",
  whyPass: "You give up your turn. If you join again, you stand at the end.",
  stay: "Keep my place",
};

export type Messages = typeof messages;
