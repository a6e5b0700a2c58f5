import { Duration } from "aws-cdk-lib";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Function as EdgeFunction,
  type FunctionAssociation,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersReferrerPolicy,
  type IOrigin,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { Construct } from "constructs";
import { pageHeaders, UNKNOWN_PATH } from "#lib/edge/edge-behaviours.ts";
import { SAY_NOT_FOUND, showFile } from "#lib/edge/page-rewrite.ts";

export interface PageBehavioursProps {
  readonly origin: IOrigin;
  /** Where the pages get tokens. */
  readonly tokenOrigin: string;
  readonly posterOrigins: readonly string[];
}

/** Headers that CloudFront takes as settings of their own, and refuses among the others. */
const SECURITY_HEADERS = new Set(["content-security-policy", "x-content-type-options", "referrer-policy"]);

/** How the edge answers with the pages. */
export class PageBehaviours extends Construct {
  readonly #origin: IOrigin;
  readonly #headers: ResponseHeadersPolicy;
  readonly #functions = new Map<string, FunctionAssociation>();

  constructor(scope: Construct, id: string, props: PageBehavioursProps) {
    super(scope, id);
    this.#origin = props.origin;
    this.#headers = this.#policy(pageHeaders(props.tokenOrigin, props.posterOrigins));
  }

  /** @param file the file that answers in the place of the path's own, if one does */
  behaviour(file: string | undefined): BehaviorOptions {
    return this.#behaviour(file === undefined ? [] : [this.#show(file)]);
  }

  /** For paths that nothing is at. */
  get unknownPath(): BehaviorOptions {
    const sayNotFound = this.#function("NotFound", SAY_NOT_FOUND, FunctionEventType.VIEWER_RESPONSE);
    return this.#behaviour([this.#show(UNKNOWN_PATH.file), sayNotFound]);
  }

  #behaviour(functionAssociations: FunctionAssociation[]): BehaviorOptions {
    return {
      origin: this.#origin,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      // Each file says itself for how long it may be kept.
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: this.#headers,
      functionAssociations,
    };
  }

  #show(file: string): FunctionAssociation {
    const name = file.replaceAll(/\W+/g, "-").replace(/^-/, "");
    return this.#function(`Show-${name}`, showFile(file), FunctionEventType.VIEWER_REQUEST);
  }

  #function(id: string, code: string, eventType: FunctionEventType): FunctionAssociation {
    const made = this.#functions.get(id) ?? {
      eventType,
      function: new EdgeFunction(this, id, {
        code: FunctionCode.fromInline(code),
        runtime: FunctionRuntime.JS_2_0,
      }),
    };
    this.#functions.set(id, made);
    return made;
  }

  #policy(headers: Readonly<Record<string, string>>): ResponseHeadersPolicy {
    const others = Object.entries(headers).filter(([header]) => !SECURITY_HEADERS.has(header));
    return new ResponseHeadersPolicy(this, "Headers", {
      comment: "What a browser may do with a page.",
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: headers["content-security-policy"] ?? "", override: true },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
      },
      customHeadersBehavior: {
        customHeaders: others.map(([header, value]) => ({ header, value, override: true })),
      },
    });
  }
}
