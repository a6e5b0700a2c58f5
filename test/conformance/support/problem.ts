import { expect } from "@jest/globals";
import type { Answer } from "#test/conformance/support/client.ts";
import type { Problem } from "#test/conformance/support/shapes.ts";

/** Expects a refusal of this status and code, and returns it with its evidence. */
export const expectProblem = (answer: Answer<unknown>, status: number, code: string): Problem => {
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status, body: { status, code } });
  return answer.body as Problem;
};

/** Expects that the request was not well formed, and that the fields are named. */
export const expectInvalid = (answer: Answer<unknown>): void => {
  const { errors } = expectProblem(answer, 400, "VALIDATION_FAILED");
  expect(errors?.length).toBeGreaterThan(0);
  for (const error of errors ?? []) expect(error).toEqual({ field: expect.any(String), message: expect.any(String) });
};
