/** Signs drawn in strokes, in the colour and size of the text. */

interface IconProps {
  readonly class?: string;
}

export const stroked =
  (path: string) =>
  ({ class: className = "icon" }: IconProps) => (
    <svg
      class={className}
      viewBox="0 0 24 24"
      width="1.375em"
      height="1.375em"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
