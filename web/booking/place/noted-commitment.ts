/** The commitment to a draw as this browser saw it before the draw: without it, a check could only trust what is shown afterwards. Pure. */
import type { PublicQueue } from "#contract/queue.ts";

export interface NotedCommitment {
  readonly commitment: string;
  /** By the service's clock. */
  readonly seenAt: string;
}

export const parseNoted = (json: unknown): NotedCommitment | undefined => {
  if (typeof json !== "object" || json === null) return undefined;
  if (!("commitment" in json) || typeof json.commitment !== "string") return undefined;
  if (!("seenAt" in json) || typeof json.seenAt !== "string" || Number.isNaN(Date.parse(json.seenAt))) return undefined;
  return { commitment: json.commitment, seenAt: json.seenAt };
};

/** What to note of a queue that was read, with what has been noted before: the first sight counts, and only before the draw. */
export const noteOf = (
  { draw, serverTime }: Pick<PublicQueue, "draw" | "serverTime">,
  noted: NotedCommitment | undefined,
): NotedCommitment | undefined => {
  if (noted !== undefined || draw.seed !== null) return noted;
  return { commitment: draw.commitment, seenAt: serverTime };
};
