import { useId } from "preact/hooks";
import { MinusIcon, PlusIcon } from "#web/shared/ui/action-icons.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import "#web/shared/ui/stepper.css";

interface StepperProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** How the number is written, such as "2장". Default: the number. */
  readonly written?: string;
  /** Whether the label is for those who hear the page only. */
  readonly hideLabel?: boolean;
}

/** A small number, one fewer or one more by a press. At its limits a button keeps the focus and does nothing. */
export const Stepper = ({ label, value, min, max, onChange, written, hideLabel = false }: StepperProps) => {
  const id = useId();
  const step = (next: number): void => {
    if (next >= min && next <= max) onChange(next);
  };
  return (
    <fieldset class="stepper" aria-labelledby={id}>
      <span id={id} class={hideLabel ? "visually-hidden" : "stepper-label"}>
        {label}
      </span>
      <div class="stepper-control">
        <button
          type="button"
          aria-label={uiText.t.fewer(label)}
          aria-disabled={value <= min}
          onClick={() => step(value - 1)}
        >
          <MinusIcon />
        </button>
        <output aria-labelledby={id}>{written ?? value}</output>
        <button
          type="button"
          aria-label={uiText.t.more(label)}
          aria-disabled={value >= max}
          onClick={() => step(value + 1)}
        >
          <PlusIcon />
        </button>
      </div>
    </fieldset>
  );
};
