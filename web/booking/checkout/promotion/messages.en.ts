export const messages = {
  codeApply: "Apply",
  codeApplied: (code: string, won: string): string => `${code}: ${won} off`,
  codeRemove: "Remove",
  codeRemoved: "The code is removed.",
  codeForm: "A code has 4 to 32 letters, digits and dashes.",
  codeInvalid: "This code does not work here. Check how it is written, when it is valid, and for which seats.",
  codeUsedUp: "This code has been used as often as it may be.",
  codeAttempts: (time: string): string =>
    `Too many codes did not work. You can enter one again after ${time}, and pay without one meanwhile.`,
};

export type Messages = typeof messages;
