/** Preparing a stage for a sale, and setting back what that has set. */

import { operatorToken } from "#cli/operator-token.ts";
import { readStats } from "#cli/ops/admission.ts";
import type { OpsOptions } from "#cli/ops/options.ts";
import { isSet, planLines, planOf } from "#cli/ops/preparation.ts";
import { carryOut, readPrepared, readStage, type StageClients } from "#cli/ops/stage-capacity.ts";
import { DEFAULT_SALE, type SaleOptions } from "#simulation/options.ts";
import { simulateSale } from "#simulation/sale.ts";
import { loadOf } from "#simulation/sale-load.ts";

const UNCONFIRMED = "Nothing was changed. Add --yes to set it.";

/** The sale at hand: with the settings and seats of a concert if one is named, else with the usual ones. */
const saleOf = async (options: OpsOptions): Promise<SaleOptions> => {
  const users = options.users();
  if (!options.has("concert")) return { ...DEFAULT_SALE, users, seats: options.seats() };
  const url = options.url();
  const token = await operatorToken(url, { issuer: options.issuer, user: "operator" });
  const { settings, seatsLeft, seatsHeld } = await readStats({ url, concertId: options.concertId(), token });
  return {
    ...DEFAULT_SALE,
    users,
    seats: options.has("seats") ? options.seats() : Math.max(1, seatsLeft + seatsHeld),
    "max-active": settings.maxActive,
    "admit-per-tick": settings.admitPerTick,
    "claim-seconds": settings.claimSeconds,
    "pass-seconds": settings.passSeconds,
  };
};

/** Shows what a sale needs that is not set yet, and sets it if confirmed. @returns whether the stage can be prepared */
export const prepare = async (options: OpsOptions, clients: StageClients): Promise<boolean> => {
  const stage = options.stage();
  const sale = await saleOf(options);
  console.log(
    `Simulating ${sale.users.toLocaleString("en-US")} people for ${sale.seats.toLocaleString("en-US")} seats …`,
  );
  const load = loadOf(simulateSale(sale, () => undefined));
  const plan = planOf(load, await readStage(clients, stage));
  for (const line of planLines(plan)) console.log(line);
  if (plan.refusal !== undefined) return false;
  if (isSet(plan)) return true;
  if (!options.isConfirmed) console.log(UNCONFIRMED);
  else {
    await carryOut(clients, stage, plan);
    console.log(
      "Set. Tables and instances take some minutes until they are warm. Run it again to see whether they are.",
    );
  }
  return true;
};

/** Shows what a preparation has changed, and sets it back if confirmed. */
export const relax = async (options: OpsOptions, clients: StageClients): Promise<void> => {
  const prepared = await readPrepared(clients, options.stage());
  if (prepared.length === 0) {
    console.log("Nothing to set back: no function has been prepared.");
    return;
  }
  for (const { name, what, before } of prepared) console.log(`Function ${name}: back to ${before ?? "no"} ${what}`);
  console.log("Tables stay warm: AWS does not lower that, and it costs nothing at rest.");
  if (!options.isConfirmed) {
    console.log(UNCONFIRMED);
    return;
  }
  for (const { setBack } of prepared) await setBack();
  console.log("Set back.");
};
