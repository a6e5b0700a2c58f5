interface WordmarkProps {
  /** Its name for those who hear the page. */
  readonly title: string;
}

/** The name with the repeat sign of a score: two dots and two bars, once more from here. */
export const Wordmark = ({ title }: WordmarkProps) => (
  <span class="wordmark">
    <svg viewBox="0 0 14 20" width="0.84em" height="1.2em" fill="currentColor" aria-hidden="true">
      <circle cx="2" cy="7" r="1.75" />
      <circle cx="2" cy="13" r="1.75" />
      <path d="M6 1.5h1.4v17H6zM10 1.5h3.6v17H10z" />
    </svg>
    <span aria-hidden="true">Encore</span>
    <span class="visually-hidden">{title}</span>
  </span>
);
