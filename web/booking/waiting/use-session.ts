/** The session of a waiting screen, begun by who is signed in and by how the screen was reached. */
import { type ReadonlySignal, useComputed, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Known } from "#web/booking/waiting/known.ts";
import { type OtherTabs, otherTabs } from "#web/booking/waiting/other-tabs.ts";
import { newSession, type WaitingSession } from "#web/booking/waiting/waiting-session.ts";
import { address } from "#web/shared/navigation/address.ts";
import { user } from "#web/shared/session/session.ts";

export interface UsedSession {
  readonly session: WaitingSession;
  readonly tabs: OtherTabs;
  readonly isSignedIn: ReadonlySignal<boolean>;
}

/** A call that found the session over has said so already, perhaps. */
const hadPlace = ({ standing }: Known): boolean =>
  standing.kind === "none" ? standing.why === "signed out again" : standing.kind !== "unknown";

/** Takes the wish to join out of the address: a reload, or the address sent to a friend, must not join again. */
const takeWish = (): string | undefined => {
  const wish = address.peek().query.get("join");
  if (wish === null) return undefined;
  history.replaceState(null, "", address.peek().path);
  return wish;
};

export const useSession = (concertId: string): UsedSession => {
  const session = useMemo(() => newSession(concertId), [concertId]);
  const tabs = useMemo(() => otherTabs(concertId, session.resume), [concertId, session]);
  const userId = useComputed(() => user.value?.id);
  const isSignedIn = useComputed(() => userId.value !== undefined);

  useSignalEffect(() => {
    if (userId.value === undefined) {
      session.watch(hadPlace(session.known.peek()) ? "signed out again" : "signed out");
      return;
    }
    const wish = takeWish();
    if (wish === undefined) session.resume();
    else session.join({ accessible: wish === "accessible" });
  });
  useEffect(
    () => () => {
      session.stop();
      tabs.stop();
    },
    [session, tabs],
  );
  return { session, tabs, isSignedIn };
};
