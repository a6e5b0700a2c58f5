export const messages = {
  drawing: "The numbers are being drawn",
  drawingWhy: "The sale has opened. Your number appears here within a minute.",
  inLobby:
    "You have joined. Everybody who joins before the opening has the same chance: it makes no difference when you came.",
  arrival: "Your arrival number",
  arrivalWhy: "for checking the draw; it says nothing about your place",
};

export type Messages = typeof messages;
