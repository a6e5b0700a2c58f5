/** How steps and responses read in the story of a history. */
import type { Breakpoint } from "#test/histories/engine/invocation.ts";
import { type SkewedTask, START, type Step, type Task } from "#test/histories/queue/history.ts";
import type { QueueResponse } from "#test/histories/queue/use-cases.ts";

const textOf = (task: Task): string => {
  switch (task.kind) {
    case "check":
    case "leave":
    case "pay":
      return `${task.kind} by ${task.group === "anyone" ? "anyone" : `a person who is ${task.group}`}`;
    case "deliver":
      return `waiting joins ${task.joins.join(", ")} are delivered`;
    case "redeliver":
      return `joins ${task.joins.join(", ")} of all that were sent are delivered again`;
    case "gap":
      return `${task.numbers} numbers of ${task.lane} are taken for joins that get lost`;
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

export const taskText = ({ task, clockOffset }: SkewedTask): string => `${textOf(task)}${clockText(clockOffset)}`;

const breakpointText = (breakpoint: Breakpoint | null): string =>
  breakpoint === null ? "" : `, stops before ${breakpoint.before} ${breakpoint.nth}`;

export const stepText = (step: Step): string => {
  switch (step.kind) {
    case "run":
      return `${taskText(step)}${breakpointText(step.breakpoint)}`;
    case "together": {
      const [first, second] = step.tasks;
      const order = step.schedule.map((isFirst) => (isFirst ? "1" : "2")).join("");
      return `at once, call by call in the order ${order === "" ? "1, then 2" : order}: (1) ${taskText(first)}; (2) ${taskText(second)}`;
    }
    case "resume":
      return step.which === 0
        ? "the invocation stopped last goes on"
        : `the invocation stopped ${step.which} before the last goes on`;
    case "wait":
      return `${step.seconds} s pass`;
    case "clock":
      return step.secondsBehind === 0
        ? "the clock of the ticks is put right"
        : `the clock of the ticks is set ${step.secondsBehind} s behind`;
    case "opening":
      return step.secondsAfter < 0
        ? `time passes to ${-step.secondsAfter} s before the draw is due`
        : `time passes to ${step.secondsAfter} s after the draw is due`;
    case "inventory": {
      const { capacity, free, held, buyers, holders } = step.inventory;
      return `seats: ${free} of ${capacity} free, ${held} held; ${buyers} buyers, ${holders} of them holders`;
    }
  }
};

export const responseText = (response: QueueResponse): string => {
  switch (response.kind) {
    case "admitted":
      return `admitted until +${(response.place.expiresAt ?? START) - START} s`;
    case "expired":
      return `place ${response.place.generation} has expired`;
    case "waiting":
    case "arriving":
      return `${response.kind}, place ${response.token.generation}`;
    case "left":
    case "paid":
      return `${response.kind}, place ${response.generation}`;
    case "refused":
    case "done":
      return response.kind;
  }
};
