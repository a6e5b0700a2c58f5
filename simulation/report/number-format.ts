/** How numbers are written in the terminal and in the report. Anything that is not a finite number is a dash. */

const NONE = "–";
const COUNT = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const DECIMAL = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const PERCENT = new Intl.NumberFormat("en", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const USD = new Intl.NumberFormat("en", { style: "currency", currency: "USD" });
const USD_EXACT = new Intl.NumberFormat("en", { style: "currency", currency: "USD", maximumFractionDigits: 12 });

type Write = (value: number) => string;

const ifFinite =
  (write: Write): ((value: number | null) => string) =>
  (value) =>
    value !== null && Number.isFinite(value) ? write(value) : NONE;

/** `1,234,568` */
export const count = ifFinite((value) => COUNT.format(value));

/** `0.0123`, to three significant digits. */
export const decimal = ifFinite((value) => DECIMAL.format(value));

/** `1,234,568` for large numbers, `0.912` for small ones. */
export const quantity = ifFinite((value) => (Math.abs(value) < 100 ? DECIMAL : COUNT).format(value));

/** `12.3%`, from a share of 0 to 1. */
export const percent = ifFinite((share) => PERCENT.format(share));

/** `12.3%`; a dash if the whole is 0. */
export const percentOf = (part: number, whole: number): string => percent(whole > 0 ? part / whole : null);

/** `$1,234.57` */
export const usd = ifFinite((amount) => USD.format(amount));

/** `$0.0000133334`, as list prices are published. */
export const usdExact = ifFinite((amount) => USD_EXACT.format(amount));

const parts = (seconds: number): { sign: string; hours: number; minutes: number; rest: number } => {
  const whole = Math.round(Math.abs(seconds));
  return {
    sign: seconds < 0 && whole > 0 ? "−" : "",
    hours: Math.floor(whole / 3600),
    minutes: Math.floor(whole / 60) % 60,
    rest: whole % 60,
  };
};

/** `45 s`, `12 min 5 s`, `1 h 20 min`: the two largest units, without a zero at the end. */
export const duration = ifFinite((seconds) => {
  if (seconds !== 0 && Math.abs(seconds) < 9.95) return `${DECIMAL.format(Math.round(seconds * 10) / 10)} s`;
  const { sign, hours, minutes, rest } = parts(seconds);
  if (hours > 0) return `${sign}${COUNT.format(hours)} h${minutes > 0 ? ` ${minutes} min` : ""}`;
  if (minutes > 0) return `${sign}${minutes} min${rest > 0 ? ` ${rest} s` : ""}`;
  return `${sign}${rest} s`;
});

/** `1:02:05`, as hours, minutes and seconds since the opening; `−0:05:00` before it. */
export const clock = ifFinite((seconds) => {
  const { sign, hours, minutes, rest } = parts(seconds);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${sign}${hours}:${two(minutes)}:${two(rest)}`;
});
