/**
 * A client of Encore's HTTP API, typed by the routes of contract/, for the demo, tests and scripts. It depends only on
 * contract/, which needs zod, and on fetch. Pages use `createTableClient`, which carries no schemas.
 */
import { createTableClient, type EncoreClient, type EncoreClientOptions } from "#client/table-client.ts";
import { routes } from "#contract/routes.ts";

export const createEncoreClient = (settings: EncoreClientOptions): EncoreClient => createTableClient(routes, settings);
