import { Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AccessLevel,
  type BehaviorOptions,
  Distribution,
  type ErrorResponse,
  HttpVersion,
  PriceClass,
  SecurityPolicyProtocol,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { ApiBehaviours } from "#lib/edge/api-behaviours.ts";
import { EDGE_BEHAVIOURS } from "#lib/edge/edge-behaviours.ts";
import { PageBehaviours } from "#lib/edge/page-behaviours.ts";
import type { OwnDomain } from "#lib/stage-options.ts";

export interface EdgeProps {
  readonly api: HttpApi;
  /** What the edge adds to each request to the API. */
  readonly apiHeaders: Readonly<Record<string, string>>;
  /** Where the pages get tokens. */
  readonly tokenOrigin: string;
  readonly posterOrigins: readonly string[];
  readonly domain?: OwnDomain;
  /** ARN of the firewall's access list. */
  readonly webAclArn?: string;
}

/**
 * The edge keeps a failed response for ten seconds unless it is told not to, whoever asked: one buyer would get what
 * another was refused. These are all statuses that it would keep.
 */
const KEPT_FAILURES = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** The one address of a stage: the pages from a bucket, the API behind it, and what of both is kept at the edge. */
export class Edge extends Construct {
  readonly bucket: Bucket;
  /** Without a slash at its end. */
  readonly url: string;
  readonly distributionId: string;

  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id);
    this.bucket = this.#pagesBucket();
    const distribution = this.#distribution(props);
    this.distributionId = distribution.distributionId;
    this.url = `https://${props.domain?.name ?? distribution.distributionDomainName}`;
  }

  /** What it holds is made with each deployment, so it goes with its stack. */
  #pagesBucket(): Bucket {
    const bucket = new Bucket(this, "Pages", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(bucket).acknowledge({
      id: "AwsSolutions-S1",
      reason: "Only the edge reads the bucket, and it holds nothing but the public pages.",
    });
    return bucket;
  }

  #distribution({ api, apiHeaders, tokenOrigin, posterOrigins, domain, webAclArn }: EdgeProps): Distribution {
    const { region, urlSuffix } = Stack.of(this);
    const apiOrigin = new HttpOrigin(`${api.apiId}.execute-api.${region}.${urlSuffix}`, {
      customHeaders: { ...apiHeaders },
      readTimeout: Duration.seconds(30),
    });
    const pagesOrigin = S3BucketOrigin.withOriginAccessControl(this.bucket as IBucket, {
      // With the right to list, a file that is missing is 404 and not 403.
      originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
    });
    const apiBehaviours = new ApiBehaviours(this, "ApiRequests", apiOrigin);
    const pages = new PageBehaviours(this, "PageRequests", { origin: pagesOrigin, tokenOrigin, posterOrigins });
    const behaviours = EDGE_BEHAVIOURS.map(({ pattern, origin, cache, file }): [string, BehaviorOptions] => [
      pattern,
      origin === "api" ? apiBehaviours.behaviour(cache) : pages.behaviour(file),
    ]);
    const distribution = new Distribution(this, "Distribution", {
      comment: `${Stack.of(this).stackName}: pages and API`,
      defaultBehavior: pages.unknownPath,
      additionalBehaviors: Object.fromEntries(behaviours),
      errorResponses: KEPT_FAILURES.map((httpStatus): ErrorResponse => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      // The bucket must never list its objects to somebody who asks for its root.
      defaultRootObject: "index.html",
      ...(domain === undefined
        ? {}
        : {
            domainNames: [domain.name],
            minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
            certificate: Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn),
          }),
      ...(webAclArn === undefined ? {} : { webAclId: webAclArn }),
    });
    this.#acknowledge(distribution, domain, webAclArn);
    return distribution;
  }

  #acknowledge(distribution: Distribution, domain: OwnDomain | undefined, webAclArn: string | undefined): void {
    const validations = Validations.of(distribution);
    Validations.of(this).acknowledge({
      id: "Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk",
      reason: "The distribution has a root object, and the edge asks for pages alone.",
    });
    validations.acknowledge(
      { id: "AwsSolutions-CFR1", reason: "Concerts are sold to buyers abroad, too." },
      {
        id: "AwsSolutions-CFR3",
        reason:
          "An access log would keep every visitor's address. CloudFront's metrics and the API's own log, which has none, show what operators need.",
      },
    );
    if (webAclArn === undefined) {
      validations.acknowledge({ id: "AwsSolutions-CFR2", reason: "A stage for development needs no firewall." });
    }
    if (domain === undefined) {
      validations.acknowledge({
        id: "AwsSolutions-CFR4",
        reason:
          "CloudFront's own domain has CloudFront's own certificate and protocols; a stage with a domain has TLS 1.2.",
      });
    }
  }
}
