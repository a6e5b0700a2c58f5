import { expect } from "@jest/globals";
import type { ApiResponse } from "#test/conformance/support/client.ts";
import type { Problem } from "#test/conformance/support/shapes.ts";

/** Expects a refusal of this status and code, and returns it with its evidence. */
export const expectProblem = (response: ApiResponse<unknown>, status: number, code: string): Problem => {
  expect({ status: response.status, body: response.body }).toMatchObject({ status, body: { status, code } });
  return response.body as Problem;
};

/** Expects a validation error that names the fields. */
export const expectInvalid = (response: ApiResponse<unknown>): void => {
  const { errors } = expectProblem(response, 400, "VALIDATION_FAILED");
  expect(errors?.length).toBeGreaterThan(0);
  for (const error of errors ?? []) expect(error).toEqual({ field: expect.any(String), message: expect.any(String) });
};
