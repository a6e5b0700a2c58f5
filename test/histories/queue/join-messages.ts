/** The SQS queue of joins: it keeps each message until it has been handled, and may deliver any of them again. */
import type { Join } from "#functions/queue/rules/join.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { SentJoin } from "#test/histories/queue/queue-under-test.ts";

export class JoinMessages {
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

  /** A batch of the waiting messages, or of all that were ever sent, by index; in any order, and with duplicates. */
  batch(of: "waiting" | "sent", indexes: readonly number[]): readonly SentJoin[] {
    const all = of === "waiting" ? [...this.#waiting.values()] : this.#sent;
    return indexes.flatMap((index) => all[index % all.length] ?? []);
  }

  remove(batch: readonly SentJoin[]): void {
    for (const { messageId } of batch) this.#waiting.delete(messageId);
  }
}
