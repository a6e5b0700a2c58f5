/** Parts of a screen that are loaded, with their words, when they are needed: most people never see them. */
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { Catalogue } from "#web/shared/language/catalogue.ts";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";

export type LaterPart<Props> = ComponentType<Props> & {
  /** Loads it beforehand, for what must not move once it is shown. A failure is said, with a way on, by the part. */
  readonly load: () => Promise<void>;
};

interface Later<Props> {
  /** Imports the part; again after a failure. */
  readonly part: () => Promise<ComponentType<Props>>;
  readonly text: Pick<Catalogue<unknown>, "load">;
  /** Shown until it is there. */
  readonly Meanwhile: ComponentType<Props>;
}

export const later = <Props extends object>({ part, text, Meanwhile }: Later<Props>): LaterPart<Props> => {
  const loaded = signal<ComponentType<Props> | undefined>(undefined);
  const failure = signal<unknown>(undefined);
  const load = async (): Promise<void> => {
    if (loaded.peek() !== undefined) return;
    failure.value = undefined;
    try {
      const [Part] = await Promise.all([part(), text.load()]);
      loaded.value = Part;
    } catch (error) {
      failure.value = error;
    }
  };
  const Later = (props: Props) => {
    useEffect(() => void load(), []);
    const Part = loaded.value;
    if (Part !== undefined) return <Part {...props} />;
    if (failure.value === undefined) return <Meanwhile {...props} />;
    return <ProblemNotice error={failure.value} retry={() => void load()} />;
  };
  return Object.assign(Later, { load });
};
