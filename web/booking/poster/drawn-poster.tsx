/** The poster of a concert without a picture. */
import { useId, useMemo } from "preact/hooks";
import {
  POSTER_HEIGHT,
  POSTER_MARGIN,
  POSTER_WIDTH,
  type PosterPlan,
  type PosterSubject,
  posterPlan,
} from "#web/booking/poster/poster-plan.ts";
import type { Shape } from "#web/booking/poster/shapes.ts";

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

export interface DrawnPosterProps {
  readonly subject: PosterSubject;
}

export const DrawnPoster = ({ subject }: DrawnPosterProps) => {
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
