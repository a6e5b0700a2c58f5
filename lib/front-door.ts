import { Duration, Stack } from "aws-cdk-lib";
import { CorsHttpMethod, HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Construct } from "constructs";

/** The HTTP API, without routes: those come with the functions. So its URL stays, whatever becomes of them. */
export class FrontDoor extends Construct {
  readonly http: HttpApi;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.http = new HttpApi(this, "Http", {
      apiName: Stack.of(this).stackName,
      description: "Encore: concert reservations.",
      createDefaultStage: false,
      // Tokens travel in headers, never in cookies, so any page may call the API and none gets the browser's credentials.
      corsPreflight: {
        allowOrigins: ["*"],
        allowMethods: [
          CorsHttpMethod.GET,
          CorsHttpMethod.POST,
          CorsHttpMethod.PUT,
          CorsHttpMethod.PATCH,
          CorsHttpMethod.DELETE,
        ],
        allowHeaders: ["authorization", "queue-token", "idempotency-key", "content-type"],
        exposeHeaders: ["x-request-id", "idempotency-replayed", "retry-after", "location"],
        maxAge: Duration.hours(1),
      },
    });
  }

  /** Without a slash at its end. */
  get url(): string {
    return this.http.apiEndpoint;
  }
}
