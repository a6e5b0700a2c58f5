/** Parts of the page that are loaded, with their words, when they are first shown: most people never see most of them. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { Catalogue } from "#web/shared/language/catalogue.ts";
import { LostNotice } from "#web/shared/ui/lost-notice.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";

/** What a part needs before it is shown. */
interface Needs {
  readonly text?: readonly Pick<Catalogue<unknown>, "load">[];
  /** How many lines of text take its place meanwhile. */
  readonly lines?: number;
}

/** @param load imports the part, and is called again after a failure */
export const later = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { text = [], lines = 4 }: Needs = {},
): ComponentType<Props> => {
  let known: ComponentType<Props> | undefined;
  return (props: Props) => {
    const state = useSignal<"loading" | "loaded" | "lost">(known === undefined ? "loading" : "loaded");
    useEffect(() => {
      const read = async (): Promise<void> => {
        try {
          [known] = await Promise.all([load(), ...text.map((each) => each.load())]);
          state.value = "loaded";
        } catch {
          state.value = "lost";
        }
      };
      if (state.value === "loading") void read();
    }, [state.value]);
    const retry = (): void => {
      state.value = "loading";
    };
    if (state.value === "lost") return <LostNotice retry={retry} />;
    if (known === undefined) return <Skeleton label={uiText.t.loading} lines={lines} />;
    const Part = known;
    return <Part {...props} />;
  };
};
