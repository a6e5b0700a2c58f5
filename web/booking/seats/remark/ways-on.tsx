/** Buttons that several remarks have. */
import type { ComponentChildren } from "preact";
import type { Choice } from "#web/booking/seats/choice.ts";
import { remarkText } from "#web/booking/seats/remark/messages.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import { Button } from "#web/shared/ui/button.tsx";

/** Nothing of what is offered. */
export const Dismiss = ({ page, children }: { readonly page: SeatsPage; readonly children?: ComponentChildren }) => (
  <Button
    kind="quiet"
    onClick={() => {
      page.remark.value = undefined;
    }}
  >
    {children ?? remarkText.t.chooseOthers}
  </Button>
);

interface TakeEqualProps {
  readonly page: SeatsPage;
  readonly kept: Choice;
  readonly equal: Choice | undefined;
}

/** Chooses equal seats, if there are any, with what was kept of the choice. */
export const TakeEqual = ({ page, kept, equal }: TakeEqualProps) => {
  if (equal === undefined) return null;
  const take = (): void => {
    page.setChoice([...kept, ...equal]);
    page.remark.value = undefined;
  };
  return (
    <Button kind="primary" onClick={take}>
      {remarkText.t.takeEqual(equal.length)}
    </Button>
  );
};
