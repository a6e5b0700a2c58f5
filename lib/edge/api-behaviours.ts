import { Duration } from "aws-cdk-lib";
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  type ICachePolicy,
  type IOrigin,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { Construct } from "constructs";
import type { EdgeCache } from "#lib/edge/edge-behaviours.ts";

/** What a page of any origin may read of the API, which is called without cookies. As the API's own rules say. */
const EXPOSED_HEADERS = ["x-request-id", "idempotency-replayed", "retry-after", "location"];

/** How the edge passes on requests to the API, and keeps its responses. */
export class ApiBehaviours extends Construct {
  readonly #origin: IOrigin;
  readonly #caches: Readonly<Record<EdgeCache, ICachePolicy>>;
  readonly #shared: ResponseHeadersPolicy;

  constructor(scope: Construct, id: string, origin: IOrigin) {
    super(scope, id);
    this.#origin = origin;
    const common = {
      cookieBehavior: CacheCookieBehavior.none(),
      headerBehavior: CacheHeaderBehavior.none(),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
      maxTtl: Duration.days(365),
    };
    this.#caches = {
      queue: new CachePolicy(this, "Queue", {
        ...common,
        comment: "The public state of a queue: by path alone, one request a second.",
        queryStringBehavior: CacheQueryStringBehavior.none(),
        minTtl: Duration.seconds(1),
        defaultTtl: Duration.seconds(1),
      }),
      public: new CachePolicy(this, "Public", {
        ...common,
        comment: "What anybody may read: as long as the response says.",
        queryStringBehavior: CacheQueryStringBehavior.allowList("limit", "cursor"),
        minTtl: Duration.seconds(0),
        defaultTtl: Duration.seconds(0),
      }),
    };
    // A kept response was made for another page, whose origin it names.
    this.#shared = new ResponseHeadersPolicy(this, "AnyOrigin", {
      comment: "Any page may read what anybody may read.",
      corsBehavior: {
        accessControlAllowOrigins: ["*"],
        accessControlAllowHeaders: ["*"],
        accessControlAllowMethods: ["GET", "HEAD", "OPTIONS"],
        accessControlExposeHeaders: EXPOSED_HEADERS,
        accessControlAllowCredentials: false,
        originOverride: true,
      },
    });
  }

  /** @param cache absent for what the edge must not keep */
  behaviour(cache: EdgeCache | undefined): BehaviorOptions {
    return {
      origin: this.#origin,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: cache === undefined ? CachePolicy.CACHING_DISABLED : this.#caches[cache],
      // All headers and parameters are passed on, whatever is in the key. The API has a host name of its own.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      ...(cache === undefined ? {} : { responseHeadersPolicy: this.#shared }),
    };
  }
}
