export const messages = {
  releaseAsk: (count: number): string => (count === 1 ? "Release this seat?" : `Release these ${count} seats?`),
  releaseWhy: "They are free for everybody at once. You can choose other seats while it is your turn.",
  releaseKeep: "Keep them",
  released: "The seats are released.",
};

export type Messages = typeof messages;
