import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { AlertIcon } from "#web/shared/ui/icons.tsx";
import "#web/shared/ui/field.css";

/** What the control of a field takes, so that its label, hint and error belong to it. */
export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface FieldProps {
  readonly label: string;
  /** What to enter, below the label. */
  readonly hint?: ComponentChildren;
  /** What is wrong with what was entered, and what would be right. */
  readonly error?: string | undefined;
  /** The control: `(control) => <input {...control} …/>`. */
  readonly children: (control: ControlProps) => JSX.Element;
}

/** A labelled control with its hint and its error. */
export const Field = ({ label, hint, error, children }: FieldProps) => {
  const id = useId();
  const [hintId, errorId] = [`${id}-hint`, `${id}-error`];
  const hasHint = hint !== undefined;
  const hasError = error !== undefined && error !== "";
  const describedBy = [hasHint ? hintId : "", hasError ? errorId : ""].filter((part) => part !== "").join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hasHint ? (
        <p id={hintId} class="field-hint">
          {hint}
        </p>
      ) : null}
      {children({ id, "aria-describedby": describedBy || undefined, "aria-invalid": hasError || undefined })}
      <div class="field-error" aria-live="polite">
        {hasError ? (
          <p id={errorId}>
            <AlertIcon />
            <span>{error}</span>
          </p>
        ) : null}
      </div>
    </div>
  );
};
