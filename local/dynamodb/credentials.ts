import { LOCAL_REGION } from "#local/stack/physical-names.ts";

/** Keys for the services of this machine, which accept any. */
export const LOCAL_CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" } as const;

/** What every client of a local service is made with. */
export const clientFor = (endpoint: string) => ({
  endpoint,
  region: LOCAL_REGION,
  credentials: LOCAL_CREDENTIALS,
});
