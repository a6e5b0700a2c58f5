/** The parts of the bench, in the order in which they run: what is counted first, what takes long last. */
import type { Part } from "#bench/frame/part.ts";
import { budgets } from "#bench/parts/budgets.ts";
import { calls } from "#bench/parts/calls.ts";
import { ceilings } from "#bench/parts/ceilings.ts";
import { contention } from "#bench/parts/contention.ts";
import { costs } from "#bench/parts/costs.ts";
import { efficiency } from "#bench/parts/efficiency.ts";
import { growth } from "#bench/parts/growth.ts";
import { lambda } from "#bench/parts/lambda.ts";
import { sale } from "#bench/parts/sale.ts";
import { size } from "#bench/parts/size.ts";

export const PARTS: readonly Part[] = [
  budgets,
  ceilings,
  costs,
  size,
  lambda,
  calls,
  efficiency,
  growth,
  contention,
  sale,
];

/** @throws Error if there is no such part */
export const partNamed = (name: string): Part => {
  const part = PARTS.find((each) => each.name === name);
  if (part === undefined) throw new Error(`There is no part "${name}".`);
  return part;
};
