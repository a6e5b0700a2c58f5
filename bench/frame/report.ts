/** A run as a whole: what `--json` writes, and what the page is made from. */
import { type Check, verdictOf } from "#bench/frame/check.ts";
import type { Machine, Versions } from "#bench/frame/machine.ts";
import type { PartResult } from "#bench/frame/part.ts";

/** A part that has ended, well or not. */
export interface PartReport {
  readonly name: string;
  readonly what: string;
  readonly seconds: number;
  readonly result?: PartResult;
  /** Why there is no result. */
  readonly error?: string;
}

export interface BenchReport {
  readonly at: string;
  readonly isQuick: boolean;
  readonly seed: number;
  readonly machine: Machine;
  readonly versions: Versions;
  readonly parts: readonly PartReport[];
}

export const checksOf = ({ parts }: BenchReport): readonly Check[] =>
  parts.flatMap(({ result }) => result?.checks ?? []);

export const missedOf = (report: BenchReport): readonly Check[] =>
  checksOf(report).filter((check) => !verdictOf(check).isMet);

/** 0 unless a part broke, or a counted figure is past its limit. */
export const exitCodeOf = (report: BenchReport): number => {
  const isBroken = report.parts.some(({ error }) => error !== undefined);
  return isBroken || checksOf(report).some((check) => verdictOf(check).fails) ? 1 : 0;
};

/** The report with a verdict beside each check, for programs. */
export const jsonOf = (report: BenchReport): string => {
  const withVerdicts = {
    ...report,
    parts: report.parts.map(({ result, ...part }) => ({
      ...part,
      ...(result && {
        result: { ...result, checks: result.checks.map((check) => ({ ...check, ...verdictOf(check) })) },
      }),
    })),
  };
  return `${JSON.stringify(withVerdicts, undefined, 2)}\n`;
};
