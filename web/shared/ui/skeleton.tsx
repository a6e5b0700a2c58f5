import "#web/shared/ui/skeleton.css";

interface SkeletonProps {
  /** What is being loaded, in words. */
  readonly label: string;
  /** How many lines of text take its place. */
  readonly lines?: number;
}

/** Keeps the room of what is being loaded. The words are shown if it takes longer than a second. */
export const Skeleton = ({ label, lines = 3 }: SkeletonProps) => (
  <div class="skeleton" role="status">
    <p class="skeleton-words">{label}</p>
    {Array.from({ length: lines }, (_, line) => (
      <div key={line} class="skeleton-line" aria-hidden="true" />
    ))}
  </div>
);
