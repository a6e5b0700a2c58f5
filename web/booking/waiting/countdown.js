/** A time that is left, as a clock shows it. Pure. */
const twoDigits = (value) => String(value).padStart(2, "0");
export const countdownOf = (seconds) => {
    const whole = Math.max(0, Math.ceil(seconds));
    const hours = Math.floor((whole % 86400) / 3600);
    const minutes = Math.floor((whole % 3600) / 60);
    const days = Math.floor(whole / 86400);
    const start = hours > 0 || days > 0 ? `${hours}:${twoDigits(minutes)}` : String(minutes);
    return { days, clock: `${start}:${twoDigits(whole % 60)}` };
};
