/** Delivers joins to be numbered, as SQS and Lambda do: in batches, roughly in order, some of them twice. */
import type { Random } from "#simulation/random.ts";

const BATCH_SIZE = 500;
/** A batch is collected for one second. */
const WINDOW_SECONDS = 1;
const LATE_PERCENT = 2;
const LATE_SECONDS_MAX = 3;
/** Batches whose function stops after it took its block of numbers; their messages come back later. */
const CRASHED_PERCENT = 0.1;
const COMES_BACK_SECONDS = 60;

interface Message {
  readonly sentAt: number;
  readonly person: number;
}

export class Mailbox {
  private readonly due = new Map<number, Message[]>();
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  send(second: number, sentAt: number, person: number): void {
    const late = this.random.percent(LATE_PERCENT) ? this.random.between(1, LATE_SECONDS_MAX) : 0;
    this.put(second + WINDOW_SECONDS + late, [{ sentAt, person }]);
  }

  /** The batches of a second, in the random order in which their functions reach the queue. */
  batches(second: number): readonly { readonly people: readonly number[]; readonly isCrashed: boolean }[] {
    const messages = (this.due.get(second) ?? []).toSorted((a, b) => a.sentAt - b.sentAt);
    this.due.delete(second);
    const parts = Array.from({ length: Math.ceil(messages.length / BATCH_SIZE) }, (_, index) =>
      messages.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
    );
    return this.random.shuffled(parts).map((part) => {
      const isCrashed = this.random.percent(CRASHED_PERCENT);
      if (isCrashed) this.put(second + COMES_BACK_SECONDS, part);
      return { people: part.map(({ person }) => person), isCrashed };
    });
  }

  private put(second: number, messages: readonly Message[]): void {
    const due = this.due.get(second);
    if (due) due.push(...messages);
    else this.due.set(second, [...messages]);
  }
}
