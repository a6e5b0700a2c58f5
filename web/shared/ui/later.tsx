/** Parts of the page that are loaded, with their words, when they are first shown: most people never see most of them. */
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { Catalogue } from "#web/shared/language/catalogue.ts";
import { LostNotice } from "#web/shared/ui/lost-notice.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";

export type LaterPart<Props> = ComponentType<Props> & {
  /** Loads it beforehand, for what must not move once it is shown. If that fails, the part says so when it is shown. */
  readonly load: () => Promise<void>;
};

/** What a part needs before it is shown. */
interface Needs<Props> {
  readonly text?: readonly Pick<Catalogue<unknown>, "load">[];
  /** How many lines of text take its place meanwhile. */
  readonly lines?: number;
  /** What takes its place instead of lines. */
  readonly Meanwhile?: ComponentType<Props>;
}

/** @param importPart is called again after a failure */
export const later = <Props extends object>(
  importPart: () => Promise<ComponentType<Props>>,
  { text = [], lines = 4, Meanwhile }: Needs<Props> = {},
): LaterPart<Props> => {
  const loaded = signal<ComponentType<Props> | undefined>(undefined);
  const isLost = signal(false);
  const load = async (): Promise<void> => {
    if (loaded.peek() !== undefined) return;
    isLost.value = false;
    try {
      const [Part] = await Promise.all([importPart(), ...text.map((each) => each.load())]);
      loaded.value = Part;
    } catch {
      isLost.value = true;
    }
  };
  const Later = (props: Props) => {
    useEffect(() => void load(), []);
    const Part = loaded.value;
    if (Part !== undefined) return <Part {...props} />;
    if (isLost.value) return <LostNotice retry={() => void load()} />;
    if (Meanwhile !== undefined) return <Meanwhile {...props} />;
    return <Skeleton label={uiText.t.loading} lines={lines} />;
  };
  return Object.assign(Later, { load });
};
