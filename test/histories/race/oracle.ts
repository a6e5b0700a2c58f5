/** Whether a world keeps its promises. */
import { settle } from "#test/histories/race/delivery.ts";
import { checkMoney, checkSettledMoney } from "#test/histories/race/money-oracle.ts";
import { checkSeats, checkSettledSeats } from "#test/histories/race/seat-oracle.ts";
import { checkAudit } from "#test/histories/race/self-audit.ts";
import type { World } from "#test/histories/race/test-sale.ts";

/** What has to be so at any moment. @throws BrokenPromise */
export const check = (world: World): void => {
  checkSeats(world);
  checkMoney(world);
};

/** Lets everything arrive, then looks at all of it, and has the service audit itself. @throws BrokenPromise */
export const checkToTheEnd = async (world: World): Promise<void> => {
  check(world);
  world.tell("From here on, all that is under way arrives.");
  await settle(world);
  check(world);
  checkSettledSeats(world);
  checkSettledMoney(world);
  await checkAudit(world);
};
