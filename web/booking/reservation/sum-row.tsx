/** A sum and its name: side by side, or below each other where text is large. */
import type { ComponentChildren } from "preact";
import { won } from "#web/shared/format/format.ts";

interface SumRowProps {
  readonly name: ComponentChildren;
  /** Won. */
  readonly amount: number;
  readonly isTotal?: boolean;
}

/** In a `dl` of the class `reservation-sums`. */
export const SumRow = ({ name, amount, isTotal = false }: SumRowProps) => (
  <div class={isTotal ? "reservation-sum reservation-total" : "reservation-sum"}>
    <dt>{name}</dt>
    <dd>{won(amount)}</dd>
  </div>
);
