import { type Signal, signal, useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { DrawnPosterProps } from "#web/booking/poster/drawn-poster.tsx";
import type { PosterSubject } from "#web/booking/poster/poster-plan.ts";
import { pageConfig } from "#web/shared/api/config.ts";
import "#web/booking/poster/poster.css";

interface PosterProps {
  readonly concert: PosterSubject & { readonly posterUrl: string | null };
}

/** The address if the stage lets its pictures be shown. */
const allowed = async (url: string): Promise<string | null> => {
  if (!URL.canParse(url)) return null;
  const { posterOrigins } = await pageConfig();
  return posterOrigins.includes(new URL(url).origin) ? url : null;
};

interface Drawn {
  readonly Poster: ComponentType<DrawnPosterProps>;
}

/** Loaded for the first concert without a picture. */
const drawn: Signal<Drawn | undefined> = signal(undefined);

const loadDrawn = async (): Promise<void> => {
  const { DrawnPoster } = await import("#web/booking/poster/drawn-poster.tsx");
  drawn.value = { Poster: DrawnPoster };
};

/** The organiser's picture if there is one that may be shown, else a drawn poster. The title is always beside it. */
export const Poster = ({ concert }: PosterProps) => {
  const { posterUrl } = concert;
  // Undefined until it is known whether it may be shown.
  const picture = useSignal<string | null | undefined>(posterUrl === null ? null : undefined);
  useEffect(() => {
    const find = async (): Promise<void> => {
      picture.value = posterUrl === null ? null : await allowed(posterUrl).catch(() => null);
    };
    void find();
  }, [posterUrl, picture]);
  const isDrawn = picture.value === null;
  useEffect(() => {
    // Without it, the room of the poster stays empty: it says nothing that is not beside it.
    if (isDrawn && drawn.peek() === undefined) loadDrawn().catch(() => undefined);
  }, [isDrawn]);
  if (typeof picture.value === "string") {
    const showDrawn = (): void => {
      picture.value = null;
    };
    return <img class="poster" src={picture.value} alt="" loading="lazy" onError={showDrawn} />;
  }
  if (!isDrawn || drawn.value === undefined) return <div class="poster" />;
  const { Poster: DrawnPoster } = drawn.value;
  return <DrawnPoster subject={concert} />;
};
