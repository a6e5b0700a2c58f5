import { ArnFormat, Duration, Stack } from "aws-cdk-lib";
import {
  AuthorizerPayloadVersion,
  HttpAuthorizer,
  HttpAuthorizerType,
  type HttpRouteAuthorizerConfig,
  type IHttpApi,
  type IHttpRouteAuthorizer,
} from "aws-cdk-lib/aws-apigatewayv2";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { ORIGIN_SECRET_HEADER } from "#functions/shared/origin-secret-header.ts";
import type { EncoreFunction } from "#lib/function.ts";

export interface OriginAuthorizerProps {
  readonly api: IHttpApi;
  readonly target: EncoreFunction;
}

/**
 * Asks a function whether a request came through the edge. The answer for a header's value is kept, so the function is
 * called a few times a minute and not for each request; a request without the header is refused without it.
 *
 * CDK's authorizer for functions would be made in the API's stack, which is deployed before the functions.
 */
export class OriginAuthorizer extends Construct implements IHttpRouteAuthorizer {
  readonly #authorizer: HttpAuthorizer;

  constructor(scope: Construct, id: string, { api, target: { lambda } }: OriginAuthorizerProps) {
    super(scope, id);
    const { region, partition } = Stack.of(this);
    this.#authorizer = new HttpAuthorizer(this, "Authorizer", {
      httpApi: api,
      type: HttpAuthorizerType.LAMBDA,
      identitySource: [`$request.header.${ORIGIN_SECRET_HEADER}`],
      enableSimpleResponses: true,
      payloadFormatVersion: AuthorizerPayloadVersion.VERSION_2_0,
      authorizerUri: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${lambda.functionArn}/invocations`,
      resultsCacheTtl: Duration.minutes(5),
    });
    lambda.addPermission("Authorizer", {
      principal: new ServicePrincipal("apigateway.amazonaws.com"),
      sourceArn: Stack.of(this).formatArn({
        service: "execute-api",
        resource: api.apiId,
        resourceName: `authorizers/${this.#authorizer.authorizerId}`,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    });
  }

  bind(): HttpRouteAuthorizerConfig {
    return { authorizerId: this.#authorizer.authorizerId, authorizationType: "CUSTOM" };
  }
}
