/** Which amounts to offer for a top-up, in won. Pure. */

const SMALL_STEP = 1000;
const SMALL_BELOW = 10_000;
const STEP = 10_000;
const LARGE_STEPS = [50_000, 100_000];
const OFFERED_MAX = 4;
/** What the account screen offers to somebody who needs nothing in particular. */
const USUAL = [10_000, 30_000, 50_000, 100_000];

const roundedUp = (amount: number, step: number): number => Math.ceil(amount / step) * step;

/** What a balance lacks for a price. */
export const missingWon = (balance: number, price: number): number => Math.max(0, price - balance);

/** The amount to begin with: what is missing, rounded up to a number that people would choose. */
export const sensibleAmount = (missing: number): number =>
  missing < SMALL_BELOW ? roundedUp(missing, SMALL_STEP) : roundedUp(missing, STEP);

/**
 * Amounts for buttons, smallest first: exactly what is missing, then rounder and rounder ones that cover it.
 * @param most the largest amount that the service takes, if it is known
 */
export const quickAmounts = (missing: number, most = Number.POSITIVE_INFINITY): readonly number[] => {
  const wanted =
    missing === 0 ? USUAL : [missing, sensibleAmount(missing), ...LARGE_STEPS.map((step) => roundedUp(missing, step))];
  const allowed = [...new Set(wanted.map((amount) => Math.min(amount, most)))].filter((amount) => amount > 0);
  return allowed.toSorted((one, other) => one - other).slice(0, OFFERED_MAX);
};

const DIGITS_MAX = 12;

/** The amount that somebody has typed, in any digits and with any separators; undefined if it is none. */
export const typedAmount = (text: string): number | undefined => {
  const digits = text.normalize("NFKC").replaceAll(/[^0-9]/g, "");
  if (digits === "" || digits.length > DIGITS_MAX || text.includes("-")) return undefined;
  const amount = Number(digits);
  return amount > 0 ? amount : undefined;
};
