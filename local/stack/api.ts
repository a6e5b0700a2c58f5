import type { Resolve } from "#local/stack/intrinsics.ts";
import { referencedFunctionId, referencedId, resourcesOf, type Template } from "#local/stack/template.ts";

export interface LocalRoute {
  /** As API Gateway writes it: "GET /v1/concerts/{concertId}" or "$default". */
  readonly key: string;
  /** Logical id of the function that handles the requests. */
  readonly functionId: string;
}

/** Cross-origin rules that API Gateway applies itself. */
export interface CorsRules {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly maxAgeSeconds: number | undefined;
  readonly credentials: boolean;
}

export interface LocalApi {
  readonly routes: readonly LocalRoute[];
  readonly cors: CorsRules | undefined;
}

interface CorsConfiguration {
  readonly AllowOrigins?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAge?: number;
  readonly AllowCredentials?: boolean;
}

/**
 * The HTTP API of the template, with the function of each route.
 * @throws Error if there is not exactly one API, or a route leads to no function.
 */
export const apiOf = (template: Template, resolve: Resolve): LocalApi => {
  const [api, ...others] = resourcesOf(template, "AWS::ApiGatewayV2::Api");
  if (!api || others.length > 0) throw new Error("The template must have exactly one HTTP API.");
  const functionOf = new Map(
    resourcesOf(template, "AWS::ApiGatewayV2::Integration").map(({ logicalId, properties }) => [
      logicalId,
      referencedFunctionId(template, properties["IntegrationUri"]),
    ]),
  );
  return {
    routes: resourcesOf(template, "AWS::ApiGatewayV2::Route").map(({ logicalId, properties }) => {
      const functionId = functionOf.get(referencedId(properties["Target"]) ?? "");
      if (functionId === undefined) throw new Error(`The route ${logicalId} leads to no function.`);
      return { key: String(properties["RouteKey"]), functionId };
    }),
    cors: corsOf(resolve(api.properties["CorsConfiguration"]) as CorsConfiguration | undefined),
  };
};

const corsOf = (cors: CorsConfiguration | undefined): CorsRules | undefined =>
  cors && {
    origins: cors.AllowOrigins ?? [],
    methods: cors.AllowMethods ?? [],
    headers: cors.AllowHeaders ?? [],
    exposedHeaders: cors.ExposeHeaders ?? [],
    maxAgeSeconds: cors.MaxAge,
    credentials: cors.AllowCredentials ?? false,
  };
