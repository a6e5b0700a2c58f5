/** How a step of a history reads. */

import type { Stop } from "#test/histories/engine/invocation.ts";
import { type Run, START, type Step, type Task } from "#test/histories/queue/history.ts";
import type { Answer } from "#test/histories/queue/use-cases.ts";

const taskText = (task: Task): string => {
  switch (task.kind) {
    case "check":
    case "leave":
    case "pay":
      return `${task.kind} by ${task.of === "anybody" ? "anybody" : `one of those ${task.of}`}`;
    case "deliver":
      return `joins ${task.joins.join(", ")} of those in the queue are delivered`;
    case "redeliver":
      return `joins ${task.joins.join(", ")} of all that were sent are delivered again`;
    case "gap":
      return `${task.numbers} numbers of ${task.lane} are taken for joins that are lost`;
    case "tick":
      return "tick";
    case "change":
      return `${task.setting} is set to ${task.value}`;
  }
};

const clockText = (offset: number): string => {
  if (offset === 0) return "";
  return offset > 0 ? `, clock ${offset} s ahead` : `, clock ${-offset} s behind`;
};

export const runText = ({ task, clockOffset }: Run): string => `${taskText(task)}${clockText(clockOffset)}`;

const stopText = (stop: Stop | null): string =>
  stop === null ? "" : `, to stand still before ${stop.before} ${stop.nth}`;

export const stepText = (step: Step): string => {
  switch (step.kind) {
    case "run":
      return `${runText(step)}${stopText(step.stop)}`;
    case "together": {
      const [first, second] = step.runs;
      const turns = step.turns.map((isFirst) => (isFirst ? "1" : "2")).join("");
      return `at once, call by call in the order ${turns === "" ? "1, then 2" : turns}: (1) ${runText(first)}; (2) ${runText(second)}`;
    }
    case "go on":
      return step.which === 0
        ? "what stood still last goes on"
        : `what stood still ${step.which} before the last goes on`;
    case "wait":
      return `${step.seconds} s pass`;
    case "opening":
      return step.secondsAfter < 0
        ? `time passes to ${-step.secondsAfter} s before the draw is due`
        : `time passes to ${step.secondsAfter} s after the draw is due`;
    case "stock": {
      const { capacity, free, held, buyers, holders } = step.stock;
      return `seats: ${free} of ${capacity} free, ${held} held; ${buyers} buyers, ${holders} of them holders`;
    }
  }
};

export const answerText = (answer: Answer): string => {
  switch (answer.kind) {
    case "admitted":
      return `admitted until +${(answer.place.expiresAt ?? START) - START} s`;
    case "expired":
      return `place ${answer.place.generation} is over`;
    case "waiting":
    case "arriving":
      return `${answer.kind}, place ${answer.pass.generation}`;
    case "left":
    case "paid":
      return `${answer.kind}, place ${answer.generation}`;
    case "refused":
    case "done":
      return answer.kind;
  }
};
