/** A time that is left, as a clock shows it. Pure. */

export interface Countdown {
  readonly days: number;
  /** `9:41`, or `1:09:41`. */
  readonly clock: string;
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

export const countdownOf = (seconds: number): Countdown => {
  const whole = Math.max(0, Math.ceil(seconds));
  const hours = Math.floor((whole % 86_400) / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const days = Math.floor(whole / 86_400);
  const start = hours > 0 || days > 0 ? `${hours}:${twoDigits(minutes)}` : String(minutes);
  return { days, clock: `${start}:${twoDigits(whole % 60)}` };
};
