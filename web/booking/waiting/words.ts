/** What scenes and news are called in the language of the page. */
import { PRESALE_START } from "#contract/waiting/place.ts";
import type { Trouble } from "#web/booking/waiting/known.ts";
import { lobbyText } from "#web/booking/waiting/lobby/messages.ts";
import { waitingText } from "#web/booking/waiting/messages.ts";
import type { News } from "#web/booking/waiting/news.ts";
import type { StatusLine } from "#web/booking/waiting/queue-status.ts";
import type { Scene, WaitScene } from "#web/booking/waiting/scene.ts";
import { withoutText } from "#web/booking/waiting/without/messages.ts";
import { count, duration, durationRange, ownZone, timeIn } from "#web/shared/format/format.ts";

/** A number as its lane counts it. */
export const ordinal = (number: number): string => count(number > PRESALE_START ? number - PRESALE_START : number);

export const waitWords = ({ wait }: WaitScene): string =>
  wait === null ? waitingText.t.noWait : durationRange(wait.low, wait.high);

/** A moment by the reader's own clock: it is they who have to be there. */
export const ownTime = (ms: number): string => timeIn(new Date(ms).toISOString(), ownZone());

export const secondsUntil = (ms: number, nowMs: number): string =>
  duration(Math.max(1, Math.ceil((ms - nowMs) / 1000)));

const troubleText = ({ kind, againAtMs }: Trouble, nowMs: number): string => {
  const { t } = waitingText;
  const left = secondsUntil(againAtMs, nowMs);
  switch (kind) {
    case "offline":
      return t.offline;
    case "unreachable":
      return t.unreachable(left);
    case "crowded":
      return t.crowded(left);
    case "too often":
      return t.tooOften(left);
  }
};

/** @param hasPlace whether there is a place that is kept meanwhile */
export const lineWords = (line: StatusLine, hasPlace: boolean, nowMs: number): string => {
  const { t } = waitingText;
  switch (line.kind) {
    case "trouble":
      return hasPlace ? `${troubleText(line.trouble, nowMs)} ${t.placeKept}` : troubleText(line.trouble, nowMs);
    case "absence":
      return t.absence(duration(line.absence.seconds), count(line.absence.admitted));
    case "resumed":
      return t.resumed;
    case "reopened":
      return t.reopened;
    case "near":
      return t.near;
    case "drawing":
      return t.opened;
    case "status": {
      const { status } = line.queue;
      const isStill = status === "PAUSED" || status === "SOLD_OUT";
      return isStill && hasPlace ? `${t.status[status]} ${t.placeKept}` : t.status[status];
    }
    case "nothing":
      return "";
  }
};

const sceneNews = (news: News, scene: Scene): string | undefined => {
  const { t } = waitingText;
  if (scene.kind === "waiting") {
    const ahead = count(scene.ahead);
    if (news === "joined") return t.sayJoined(ahead, waitWords(scene));
    if (news === "drawn") return t.sayDrawn(ordinal(scene.number), ahead);
    if (news === "progress") return t.sayProgress(ahead, waitWords(scene), t.chances[scene.chance]);
  }
  if (scene.kind === "admitted" && news === "pass nearly over") return t.sayPass(duration(scene.secondsLeft ?? 0));
  if (scene.kind === "without place" && (news === "place over" || news === "closed")) {
    return withoutText.t.whys[scene.why].join(". ");
  }
  return undefined;
};

/** Loads the words for a scene that are not there from the start. */
export const loadWords = async ({ kind }: Scene): Promise<void> => {
  if (kind === "without place") await withoutText.load();
  if (kind === "lobby") await lobbyText.load();
};

/** What is said of news, once the words for the scene are loaded. */
export const newsWords = (news: News, scene: Scene, line: StatusLine, nowMs: number): string => {
  const { t } = waitingText;
  switch (news) {
    case "lobby":
      return lobbyText.t.inLobby;
    case "admitted":
      return `${t.admitted}. ${t.passWhy}`;
    case "near":
      return t.near;
    case "paused":
      return `${t.status.PAUSED} ${t.placeKept}`;
    case "sold out":
      return `${t.status.SOLD_OUT} ${t.placeKept}`;
    case "resumed":
      return t.resumed;
    case "reopened":
      return t.reopened;
    case "trouble over":
      return t.connected;
    case "absence":
    case "trouble":
      return lineWords(line, true, nowMs);
    default:
      return sceneNews(news, scene) ?? "";
  }
};
