import { useSignal } from "@preact/signals";
import { useEffect, useId, useMemo } from "preact/hooks";
import {
  POSTER_HEIGHT,
  POSTER_MARGIN,
  POSTER_WIDTH,
  type PosterPlan,
  type PosterSubject,
  posterPlan,
} from "#web/booking/poster/poster-plan.ts";
import type { Shape } from "#web/booking/poster/shapes.ts";
import { pageConfig } from "#web/shared/api/config.ts";
import "#web/booking/poster/poster.css";

interface PosterProps {
  readonly concert: PosterSubject & { readonly posterUrl: string | null };
}

const ArtShape = ({ shape, plan }: { readonly shape: Shape; readonly plan: PosterPlan }) => {
  const colour = plan.palette[shape.colour];
  return shape.width === undefined ? (
    <path d={shape.d} fill={colour} opacity={shape.opacity} />
  ) : (
    <path
      d={shape.d}
      fill="none"
      stroke={colour}
      stroke-width={shape.width}
      stroke-linecap="round"
      opacity={shape.opacity}
    />
  );
};

const DrawnPoster = ({ subject }: { readonly subject: PosterSubject }) => {
  const { concertId, title, artist } = subject;
  const plan = useMemo(() => posterPlan({ concertId, title, artist }), [concertId, title, artist]);
  const clipId = useId();
  return (
    <svg class="poster" viewBox={`0 0 ${POSTER_WIDTH} ${POSTER_HEIGHT}`} aria-hidden="true">
      <clipPath id={clipId}>
        <rect width={POSTER_WIDTH} height={plan.artHeight} />
      </clipPath>
      <rect width={POSTER_WIDTH} height={POSTER_HEIGHT} fill={plan.palette.ground} />
      <g clip-path={`url(#${clipId})`}>
        {plan.shapes.map((shape) => (
          <ArtShape key={shape.d} shape={shape} plan={plan} />
        ))}
      </g>
      <g fill={plan.palette.ink}>
        {plan.title.map(({ text, y, size }) => (
          <text key={y} class="poster-title" x={POSTER_MARGIN} y={y} font-size={size}>
            {text}
          </text>
        ))}
        <text x={POSTER_MARGIN} y={plan.artist.y} font-size={plan.artist.size} opacity="0.86">
          {plan.artist.text}
        </text>
      </g>
    </svg>
  );
};

const originOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).origin : undefined);

/** The address if the stage lets its pictures be shown. */
const allowed = async (url: string): Promise<string | null> => {
  const origin = originOf(url);
  const isListed = origin !== undefined && (await pageConfig()).posterOrigins.includes(origin);
  return isListed ? url : null;
};

/** The organiser's picture if there is one that may be shown, else a drawn poster. The title is always beside it. */
export const Poster = ({ concert }: PosterProps) => {
  const { posterUrl } = concert;
  const shown = useSignal<string | null>(null);
  useEffect(() => {
    if (posterUrl === null) return;
    const show = async (): Promise<void> => {
      shown.value = await allowed(posterUrl).catch(() => null);
    };
    void show();
  }, [posterUrl, shown]);
  if (shown.value === null) return <DrawnPoster subject={concert} />;
  const showDrawn = (): void => {
    shown.value = null;
  };
  return (
    <img
      class="poster"
      src={shown.value}
      alt=""
      width={POSTER_WIDTH}
      height={POSTER_HEIGHT}
      loading="lazy"
      onError={showDrawn}
    />
  );
};
