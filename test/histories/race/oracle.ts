/**
 * Judges a sale by its stored items: the seat oracle, the money oracle, and the service's own audit.
 * The two oracles judge again what the audit judges, and share no rule with it, so that an audit that is wrong, or sees
 * nothing, is found out here. Keep them apart, though they say similar things.
 */
import { deliverEverything } from "#test/histories/race/delivery.ts";
import { checkMoney, checkSettledMoney } from "#test/histories/race/money-oracle.ts";
import { checkSeats, checkSettledSeats } from "#test/histories/race/seat-oracle.ts";
import { checkAudit } from "#test/histories/race/self-audit.ts";
import type { TestSale } from "#test/histories/race/test-sale.ts";

/** What has to hold at any moment. @throws BrokenInvariant */
export const checkNow = (sale: TestSale): void => {
  checkSeats(sale);
  checkMoney(sale);
};

/** Delivers all that is in transit, then checks everything, with the service's own audit. @throws BrokenInvariant */
export const checkAtEnd = async (sale: TestSale): Promise<void> => {
  checkNow(sale);
  sale.note("From here on, all that is in transit arrives.");
  await deliverEverything(sale);
  checkNow(sale);
  checkSettledSeats(sale);
  checkSettledMoney(sale);
  await checkAudit(sale);
};
