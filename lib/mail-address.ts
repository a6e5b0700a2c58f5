/** The context flag with the address that Cognito's mails come from. */
export const MAIL_FROM_FLAG = "mail-from";

/** Deliberately loose: SES knows whether its domain is verified. */
const ADDRESS = /^[^\s@]+@([^\s@]+\.[^\s@]+)$/;

/** A sender, with its domain, which SES must have verified. */
export interface MailSender {
  readonly address: string;
  readonly domain: string;
}

/**
 * Who sends the codes that people confirm their accounts with; undefined for a stage that may do with Cognito's own sender,
 * which sends fifty mails a day.
 * @param given as given with `-c mail-from=`
 * @throws Error that says what to do if the stage is for buyers and has no sender, or if it can't be one
 */
export const mailSender = (
  stageName: string,
  { keepsData }: { readonly keepsData: boolean },
  given: unknown,
): MailSender | undefined => {
  const address = given ?? "";
  if (address === "" && !keepsData) return undefined;
  if (address === "") {
    throw new Error(
      `Only fifty people a day could sign up at the stage "${stageName}". Add -c ${MAIL_FROM_FLAG}=tickets@example.com, an address of a domain that Amazon SES has verified.`,
    );
  }
  const domain = typeof address === "string" ? ADDRESS.exec(address)?.[1] : undefined;
  if (typeof address !== "string" || domain === undefined) {
    throw new Error(`-c ${MAIL_FROM_FLAG} must be an e-mail address, not ${JSON.stringify(given)}.`);
  }
  return { address, domain };
};
