import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { refusalOf } from "#functions/service/unmatched.ts";
import { renderProblem } from "#functions/shared/http/problem-details.ts";
import { log } from "#functions/shared/log.ts";

export const handler = ({
  rawPath,
  requestContext: { http, requestId },
}: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const refusal = refusalOf(http.method, rawPath);
  log.info("request", { route: "unmatched", status: refusal.status, httpRequestId: requestId });
  return Promise.resolve(renderProblem(refusal, requestId));
};
