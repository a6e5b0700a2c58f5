import { useSignal } from "@preact/signals";
import type { PublicQueue } from "#contract/queue.ts";
import { drawText } from "#web/booking/draw/messages.ts";
import { Button } from "#web/shared/ui/button.tsx";

interface FiguresProps {
  readonly draw: PublicQueue["draw"];
  readonly arrival: number | undefined;
  /** Recomputed; undefined before the check. */
  readonly number: number | undefined;
}

type Row = readonly [name: string, value: string];

const rowsOf = ({ draw, arrival, number }: FiguresProps): readonly Row[] => {
  const { t } = drawText;
  const rows: readonly (readonly [string, string | number | null | undefined])[] = [
    [t.commitment, draw.commitment],
    [t.seed, draw.seed],
    [t.lobbySize, draw.lobbySize],
    [t.presaleLobbySize, draw.presaleLobbySize],
    [t.arrival, number === undefined ? undefined : arrival],
    [t.number, number],
  ];
  return rows.flatMap(([name, value]): Row[] => (value === null || value === undefined ? [] : [[name, String(value)]]));
};

/** Everything that the check is made from, to be taken elsewhere. */
export const Figures = (props: FiguresProps) => {
  const { t } = drawText;
  const rows = rowsOf(props);
  const outcome = useSignal("");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(rows.map(([name, value]) => `${name}: ${value}`).join("\n"));
      outcome.value = t.copied;
    } catch {
      outcome.value = t.copyFailed;
    }
  };
  return (
    <section class="stack stack-s">
      <h2>{t.figures}</h2>
      {props.draw.seed === null ? null : <p class="muted">{t.figuresWhy}</p>}
      <dl class="draw-figures">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      <div class="cluster">
        <Button onClick={() => void copy()}>{t.copy}</Button>
        <span class="small muted" role="status">
          {outcome.value}
        </span>
      </div>
    </section>
  );
};
