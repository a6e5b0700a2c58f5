/** The path at which the pages find the settings of their stage. */
export const CONFIG_PATH = "/config.json";

/** What `config.json` tells the pages of this stage; web/shared/api/config.ts reads it. */
export interface PageSettings {
  readonly issuer: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly posterOrigins: readonly string[];
  /** The stage's setting: a page says beforehand how long a hold keeps its seats. */
  readonly holdSeconds: number;
}
