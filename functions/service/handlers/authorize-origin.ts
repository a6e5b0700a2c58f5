import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerResult } from "aws-lambda";
import { originCheck, readOriginSecrets } from "#functions/service/origin-secret.ts";
import { ORIGIN_SECRET_HEADER } from "#functions/shared/origin-secret-header.ts";

const isFromEdge = originCheck(readOriginSecrets);

/** API Gateway asks this for requests with the header, and refuses those without it by itself. */
export const handler = async ({
  headers,
}: Pick<APIGatewayRequestAuthorizerEventV2, "headers">): Promise<APIGatewaySimpleAuthorizerResult> => ({
  isAuthorized: await isFromEdge(headers?.[ORIGIN_SECRET_HEADER] ?? ""),
});
