import { LOCAL_REGION } from "#local/stack/physical-names.ts";

/** Credentials for the local services, which accept any. */
export const LOCAL_CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" } as const;

/** The settings of every client of a local service. */
export const clientFor = (endpoint: string) => ({
  endpoint,
  region: LOCAL_REGION,
  credentials: LOCAL_CREDENTIALS,
});
