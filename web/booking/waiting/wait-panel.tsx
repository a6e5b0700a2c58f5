import { waitingText } from "#web/booking/waiting/messages.ts";
import type { WaitScene } from "#web/booking/waiting/scene.ts";
import { ordinal, waitWords } from "#web/booking/waiting/words.ts";
import { count } from "#web/shared/format/format.ts";

const BARS = { likely: 3, possible: 2, unlikely: 1 } as const;

/** The chance once more, for the eye. */
const ChanceBars = ({ chance }: Pick<WaitScene, "chance">) => (
  <svg class="waiting-bars" viewBox="0 0 20 16" width="20" height="16" aria-hidden="true">
    {[1, 2, 3].map((bar) => (
      <rect
        key={bar}
        class={bar <= BARS[chance] ? "waiting-bar-full" : "waiting-bar"}
        x={(bar - 1) * 7}
        y={16 - bar * 5}
        width="5"
        height={bar * 5}
        rx="1"
      />
    ))}
  </svg>
);

const waitReason = ({ wait, accessibleLeft }: WaitScene): string => {
  const { t } = waitingText;
  if (wait !== null) return t.waitWhy;
  return accessibleLeft > 0 ? t.accessibleWaitWhy(count(accessibleLeft)) : t.noWaitWhy;
};

const Outlook = ({ scene }: { readonly scene: WaitScene }) => {
  const { t } = waitingText;
  return (
    <dl class="waiting-outlook">
      <div>
        <dt>{t.wait}</dt>
        <dd class="waiting-outlook-main">{waitWords(scene)}</dd>
        <dd class="waiting-why small muted">{waitReason(scene)}</dd>
      </div>
      <div>
        <dt>{t.chance}</dt>
        <dd class="waiting-outlook-main">
          <ChanceBars chance={scene.chance} />
          {t.chances[scene.chance]}
        </dd>
        <dd class="waiting-why small muted">{t.chanceWhy[scene.chance]}</dd>
      </div>
    </dl>
  );
};

/** The place of somebody with a number. */
export const WaitPanel = ({ scene }: { readonly scene: WaitScene }) => {
  const { t } = waitingText;
  const isNext = scene.ahead === 0;
  const way = t.aheadAtFirst(count(scene.aheadAtFirst));
  return (
    <section class="card waiting-card waiting-kept">
      <div class="waiting-place">
        <h2 class="waiting-ahead">
          {isNext ? (
            <span class="waiting-next-up">{t.next}</span>
          ) : (
            <>
              <span class="waiting-figure">{count(scene.ahead)}</span>{" "}
              <span class="waiting-ahead-label">{t.ahead}</span>
            </>
          )}
        </h2>
        <p class="waiting-number">
          <span class="small muted">{t.number}</span> <strong>{ordinal(scene.number)}</strong>
        </p>
      </div>
      <div class="waiting-way">
        <progress max={1} value={scene.done} aria-label={way} />
        <p class="small muted">{scene.aheadAtFirst === 0 ? "\u00a0" : way}</p>
      </div>
      <Outlook scene={scene} />
    </section>
  );
};
