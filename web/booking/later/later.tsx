/** Parts of a screen that are loaded, with their words, when they are needed: most people never see them. */
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { Catalogue } from "#web/shared/language/catalogue.ts";
import { uiText } from "#web/shared/ui/messages.ts";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";

export type LaterPart<Props> = ComponentType<Props> & {
  /** Loads it beforehand, for what must not move once it is shown. If that fails, the part says so when it is shown. */
  readonly load: () => Promise<void>;
};

interface Needs<Props> {
  readonly text: readonly Pick<Catalogue<unknown>, "load">[];
  /** Shown until it is there. By default a few lines in its place. */
  readonly Meanwhile?: ComponentType<Props>;
}

const SomeLines = () => <Skeleton label={uiText.t.busy} lines={2} />;

/** @param importPart is called again after a failure */
export const later = <Props extends object>(
  importPart: () => Promise<ComponentType<Props>>,
  { text, Meanwhile = SomeLines }: Needs<Props>,
): LaterPart<Props> => {
  const loaded = signal<ComponentType<Props> | undefined>(undefined);
  const failure = signal<unknown>(undefined);
  const load = async (): Promise<void> => {
    if (loaded.peek() !== undefined) return;
    failure.value = undefined;
    try {
      const [Part] = await Promise.all([importPart(), ...text.map((each) => each.load())]);
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
