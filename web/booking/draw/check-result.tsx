import { type DrawCheck, type DrawClaim, type DrawnCheck, isSound, ordinalOf } from "#web/booking/draw/draw-check.ts";
import { drawText } from "#web/booking/draw/messages.ts";
import { dateTime } from "#web/shared/format/dates.ts";
import { count, ownZone } from "#web/shared/format/format.ts";
import { AlertIcon, CheckIcon, InfoIcon } from "#web/shared/ui/icons.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

interface CheckResultProps {
  readonly check: DrawCheck;
  readonly claim: DrawClaim;
}

interface Finding {
  readonly fits: boolean | undefined;
  readonly words: string;
}

const ordinal = (number: number): string => count(ordinalOf(number));

const notedFinding = ({ notedFits }: DrawnCheck, { noted }: DrawClaim): Finding => {
  const { t } = drawText;
  if (noted === undefined) return { fits: undefined, words: t.notNoted };
  const time = dateTime(noted.seenAt, ownZone());
  return { fits: notedFits, words: notedFits ? t.notedFits(time) : t.notedFails(time) };
};

const findingsOf = (check: DrawnCheck, claim: DrawClaim): readonly Finding[] => {
  const { t } = drawText;
  const { seedFits, givenFits, lobbySize, number } = check;
  const given = claim.given?.number ?? number;
  return [
    { fits: seedFits, words: seedFits ? t.seedFits : t.seedFails },
    notedFinding(check, claim),
    { fits: true, words: t.computed(ordinal(claim.arrival), count(lobbySize), ordinal(number)) },
    ...(givenFits === undefined
      ? []
      : [{ fits: givenFits, words: givenFits ? t.givenFits : t.givenFails(ordinal(given)) }]),
  ];
};

const FindingRow = ({ fits, words }: Finding) => {
  const { t } = drawText;
  const Sign = fits === undefined ? InfoIcon : fits ? CheckIcon : AlertIcon;
  const spoken = fits === undefined ? t.unknown : fits ? t.ok : t.fails;
  return (
    <li class="draw-finding" data-fits={fits === undefined ? "unknown" : String(fits)}>
      <Sign />
      <span>
        <span class="visually-hidden">{spoken} </span>
        {words}
      </span>
    </li>
  );
};

/** The result of the check: one sentence, then what it is made of. */
export const CheckResult = ({ check, claim }: CheckResultProps) => {
  const { t } = drawText;
  if (check.kind === "not drawn") return null;
  if (check.kind === "came later") {
    return (
      <Notice spoken>
        <p>{t.cameLater(ordinal(claim.arrival), count(check.lobbySize))}</p>
      </Notice>
    );
  }
  const isGood = isSound(check);
  return (
    <div class="stack">
      {isGood ? (
        <Notice kind="good" spoken title={t.good(ordinal(claim.arrival), ordinal(check.number))} />
      ) : (
        <Notice kind="problem" spoken title={t.bad}>
          <p>{t.badWhy}</p>
        </Notice>
      )}
      <ul class="draw-findings">
        {findingsOf(check, claim).map((finding) => (
          <FindingRow key={finding.words} {...finding} />
        ))}
      </ul>
    </div>
  );
};
