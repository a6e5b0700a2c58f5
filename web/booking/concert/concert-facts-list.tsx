import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { Concert } from "#web/booking/concert/concert-page.ts";
import { concertText } from "#web/booking/concert/messages.ts";
import { duration } from "#web/shared/format/format.ts";

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const MINUTE_SECONDS = 60;

/** An address of the organiser as something to press; any other text as it is. */
const Contact = ({ contact }: { readonly contact: string }) => {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contact)) return <a href={`mailto:${contact}`}>{contact}</a>;
  if (/^\+?[\d() -]{7,20}$/.test(contact)) return <a href={`tel:${contact.replaceAll(/[^\d+]/g, "")}`}>{contact}</a>;
  if (/^https:\/\/\S+$/.test(contact)) {
    return (
      <a href={contact} rel="noreferrer">
        {contact}
      </a>
    );
  }
  return <>{contact}</>;
};

/** What the organiser says about the concert. */
export const ConcertFactsList = ({ concert }: { readonly concert: Concert }) => {
  const { t } = concertText;
  const id = useId();
  const { ageLimit, runningMinutes, organiser, contact, description } = concert;
  return (
    <section aria-labelledby={id} class="stack">
      <h2 id={id}>{t.about}</h2>
      {(description ?? "")
        .split("\n")
        .filter((paragraph) => paragraph.trim() !== "")
        .map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      <dl class="facts">
        <Fact name={t.artist}>{concert.artist}</Fact>
        <Fact name={t.venue}>{concert.venue}</Fact>
        {runningMinutes === null ? null : <Fact name={t.length}>{duration(runningMinutes * MINUTE_SECONDS)}</Fact>}
        {ageLimit === null ? null : <Fact name={t.age}>{ageLimit === 0 ? t.allAges : t.ageFrom(ageLimit)}</Fact>}
        {organiser === null ? null : <Fact name={t.organiser}>{organiser}</Fact>}
        {contact === null ? null : (
          <Fact name={t.contact}>
            <Contact contact={contact} />
          </Fact>
        )}
      </dl>
    </section>
  );
};
