/** The queue of joins: it keeps each until it has been dealt with, and may bring any of them again. */
import type { Join } from "#functions/queue/join.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { SentJoin } from "#test/histories/queue/queue-under-test.ts";

export class JoinQueue {
  readonly #sent: SentJoin[] = [];
  readonly #waiting = new Map<string, SentJoin>();

  get size(): number {
    return this.#waiting.size;
  }

  send(join: Join, sentAt: Seconds): void {
    const sent = { messageId: `join-${this.#sent.length}`, join, sentAt };
    this.#sent.push(sent);
    this.#waiting.set(sent.messageId, sent);
  }

  has(userId: string): boolean {
    return Array.from(this.#waiting.values()).some(({ join }) => join.userId === userId);
  }

  /** A batch of those that wait, or of all that were ever sent, by their positions; in any order, and with doubles. */
  batch(of: "waiting" | "sent", positions: readonly number[]): readonly SentJoin[] {
    const all = of === "waiting" ? [...this.#waiting.values()] : this.#sent;
    return positions.flatMap((position) => all[position % all.length] ?? []);
  }

  remove(batch: readonly SentJoin[]): void {
    for (const { messageId } of batch) this.#waiting.delete(messageId);
  }
}
