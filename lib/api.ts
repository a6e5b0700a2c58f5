import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  type CfnRoute,
  type CfnStage,
  type HttpApi,
  type HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpApi,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { type RouteName, routes } from "#contract/routes.ts";
import type { EncoreFunction } from "#lib/function.ts";
import { OriginAuthorizer } from "#lib/origin-authorizer.ts";
import { type RouteCapacity, routeCapacity, unmatchedCapacity } from "#lib/route-capacity.ts";
import type { StageSettings } from "#lib/stages.ts";

export interface ApiProps {
  readonly stage: StageSettings;
  readonly http: HttpApi;
  /** Decides for each request whether it may reach its route; absent if all may. */
  readonly authorizer?: EncoreFunction;
}

/** The access log's fields: nothing in them identifies the sender. */
const ACCESS_LOG = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  route: "$context.routeKey",
  status: "$context.status",
  responseBytes: "$context.responseLength",
  responseMs: "$context.responseLatency",
  functionMs: "$context.integration.latency",
  error: "$context.error.message",
};

/** The routes of the HTTP API to the functions, and the stage that serves them. */
export class Api extends Construct {
  readonly #http: HttpApi;
  readonly #settings: StageSettings;
  readonly #stage: CfnStage;
  readonly #authorizer: OriginAuthorizer | undefined;
  readonly #routeSettings: Record<string, unknown> = {};

  constructor(scope: Construct, id: string, { stage, http, authorizer }: ApiProps) {
    super(scope, id);
    this.#settings = stage;
    this.#http = http;
    this.#authorizer =
      authorizer && new OriginAuthorizer(this, "Origin", { api: http as IHttpApi, target: authorizer });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-APIG4",
      reason: "Functions verify user and queue tokens themselves, the same way on AWS, under SAM and on one machine.",
    });
    const accessLog = new LogGroup(this, "AccessLog", {
      retention: stage.logRetentionDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const httpStage = new HttpStage(this, "Stage", {
      httpApi: this.#http,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: stage.requestsPerSecondMax, burstLimit: stage.requestsBurstMax },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    this.#stage = httpStage.node.defaultChild as CfnStage;
    this.#stage.routeSettings = this.#routeSettings;
  }

  /** Routes requests to a function: those of its routes, or all unmatched ones if it handles those. */
  addRoutes(target: EncoreFunction): void {
    const { entry, live } = target;
    const { trigger } = entry;
    const integration = new HttpLambdaIntegration(entry.id, live);
    const add = (routeKey: HttpRouteKey, capacity: RouteCapacity): void => {
      const route = new HttpRoute(this, routeKey.key, {
        httpApi: this.#http,
        routeKey,
        integration,
        ...(this.#authorizer === undefined ? {} : { authorizer: this.#authorizer }),
      });
      this.#limit(route, routeKey, capacity);
    };
    for (const name of trigger.kind === "routes" ? trigger.routes : []) {
      add(keyOf(name), routeCapacity(name, this.#settings));
    }
    if (trigger.kind === "unmatched-request") add(HttpRouteKey.DEFAULT, unmatchedCapacity(this.#settings));
  }

  #limit(route: HttpRoute, { key }: HttpRouteKey, { perSecond, burst }: RouteCapacity): void {
    this.#routeSettings[key] = { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: burst };
    // A stage can't have settings for a route that does not exist yet.
    this.#stage.addResourceDependency(route.node.defaultChild as CfnRoute);
  }
}

const keyOf = (name: RouteName): HttpRouteKey => {
  const { method, path } = routes[name];
  return HttpRouteKey.with(path, method as HttpMethod);
};
