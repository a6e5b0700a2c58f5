/** Parts of the page that are loaded when they are needed: on a phone, the best seats need no map. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { seatsText } from "#web/booking/seats/messages.ts";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";

/** @param load imports the part, and is called again after a failure */
export const later = <Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> => {
  let known: ComponentType<Props> | undefined;
  return (props: Props) => {
    const isLoaded = useSignal(known !== undefined);
    const failure = useSignal<unknown>(undefined);
    const attempts = useSignal(0);
    useEffect(() => {
      const read = async (): Promise<void> => {
        try {
          known ??= await load();
          isLoaded.value = true;
        } catch (error) {
          failure.value = error;
        }
      };
      void read();
    }, [attempts.value]);
    const retry = (): void => {
      failure.value = undefined;
      attempts.value += 1;
    };
    if (failure.value !== undefined) return <ProblemNotice error={failure.value} retry={retry} />;
    if (!isLoaded.value || known === undefined) return <Skeleton label={seatsText.t.loading} lines={4} />;
    const Part = known;
    return <Part {...props} />;
  };
};
