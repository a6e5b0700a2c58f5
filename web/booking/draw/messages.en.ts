/** What is given to a message has been formatted in its language already. */
export const messages = {
  title: "Check my draw",
  lead: "Everybody who joined before the opening was drawn. Your browser works the draw out again here, from values that everybody can see, so you need not take our word for it.",
  loading: "Loading the draw",
  noConcert: "There is no such concert.",

  arrival: "Your arrival number",
  arrivalHint: "The queue shows it before the opening. Numbers of the presale lane begin at 1,000,000,001.",
  arrivalYours: "This is the one that you were given.",
  arrivalError: "Enter a whole number from 1, such as 1204.",
  check: "Check",

  notDrawn: "Not drawn yet",
  notDrawnWhy: (time: string) =>
    `The draw takes place at the opening, ${time}. Its secret is fixed already, and below is its fingerprint. Note it, or open this page again in this browser, which notes it for you.`,
  good: (arrival: string, number: string) => `Everything fits: arrival ${arrival} was drawn number ${number}.`,
  bad: "Something does not fit",
  badWhy: "Please keep the values below and show them to the organiser.",
  cameLater: (arrival: string, size: string) =>
    `Arrival ${arrival} was not in the draw: ${size} arrivals were drawn, and this one came later. Its number is its arrival.`,

  seedFits: "The secret is the one that was fixed before the draw: its fingerprint is the published one.",
  seedFails: "The published secret does not have the fingerprint that was published before.",
  notedFits: (time: string) => `The fingerprint is the one that this browser saw before the draw, on ${time}.`,
  notedFails: (time: string) => `This browser saw another fingerprint before the draw, on ${time}.`,
  notNoted:
    "This browser did not see the fingerprint before the draw, so it can't tell whether it was another one then.",
  computed: (arrival: string, size: string, number: string) =>
    `Worked out again: among ${size} arrivals, number ${number} belongs to arrival ${arrival}.`,
  givenFits: "It is the number that you were given.",
  givenFails: (number: string) => `You were given another number: ${number}.`,
  ok: "Right:",
  fails: "Wrong:",
  unknown: "Unknown:",

  figures: "The values",
  figuresWhy: "With these anybody can work it out, also without this page.",
  commitment: "Fingerprint of the secret (SHA-256)",
  seed: "Secret",
  lobbySize: "Arrivals drawn",
  presaleLobbySize: "Arrivals drawn, presale lane",
  number: "Number",
  copy: "Copy all",
  copied: "Copied.",
  copyFailed: "Your browser did not allow that. Please select and copy the values yourself.",

  proves: "What this proves, and what not",
  provesWhy:
    "The secret was fixed before the draw, each arrival has one number, and yours is the one that it was drawn. It does not prove that nobody knew the secret before, or that each arrival is a person.",
  back: "To the queue",
};

export type Messages = typeof messages;
