/** The context flag with the address that alarms are mailed to. */
export const ALARM_EMAIL_FLAG = "alarm-email";

/** Deliberately loose: whether the address works is shown by the mail that asks to confirm it. */
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * The address that the alarms of a stage are mailed to; undefined for a stage that may go without.
 * @param given as given with `-c alarm-email=`
 * @throws Error that says what to do if the stage keeps its data and has no address, or if it can't be one
 */
export const alarmEmail = (
  stageName: string,
  { keepsData }: { readonly keepsData: boolean },
  given: unknown,
): string | undefined => {
  const address = given ?? "";
  if (address === "" && !keepsData) return undefined;
  if (address === "") {
    throw new Error(
      `Nobody would hear the alarms of the stage "${stageName}". Add -c ${ALARM_EMAIL_FLAG}=you@example.com, the address of whoever watches the sale.`,
    );
  }
  if (typeof address !== "string" || !ADDRESS.test(address)) {
    throw new Error(`-c ${ALARM_EMAIL_FLAG} must be an e-mail address, not ${JSON.stringify(given)}.`);
  }
  return address;
};
