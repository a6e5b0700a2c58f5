/** What a stage tells its pages: where to sign in, whose posters to show, and what they can say beforehand. */
export interface PageConfig {
  /** `iss` of the tokens. */
  readonly issuer: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Origins whose pictures may be shown, such as an organiser's. */
  readonly posterOrigins: readonly string[];
  /** How long a hold keeps its seats. */
  readonly holdSeconds?: number;
}

let reading: Promise<PageConfig> | undefined;

const read = async (): Promise<PageConfig> => {
  const response = await fetch("/config.json");
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as PageConfig;
};

/** Reads the configuration once; after a failure, again. */
export const pageConfig = async (): Promise<PageConfig> => {
  reading ??= read();
  try {
    return await reading;
  } catch (error) {
    reading = undefined;
    throw error;
  }
};
