import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { serviceRoutes } from "#contract/service.ts";
import { docsFile } from "#functions/service/docs-file.ts";
import { contentSecurityPolicy, docsPage } from "#functions/service/docs-page.ts";
import { environment } from "#functions/shared/environment.ts";
import { SIGN_IN_VARIABLES } from "#functions/shared/grants.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

const signIn = {
  authorizeUrl: environment(SIGN_IN_VARIABLES.authorizeUrl),
  tokenUrl: environment(SIGN_IN_VARIABLES.tokenUrl),
  clientId: environment(SIGN_IN_VARIABLES.clientId),
};

const headers = { "content-security-policy": contentSecurityPolicy(signIn) };

const readDocs = httpHandler(serviceRoutes.readDocs, () =>
  Promise.resolve({
    status: 200,
    file: { content: docsPage(signIn), isBase64Encoded: false },
    headers: { ...headers, "content-type": "text/html; charset=utf-8" },
  }),
);

const readDocsFile = httpHandler(serviceRoutes.readDocsFile, async ({ params }) => {
  const response = await docsFile(params.file);
  return { ...response, headers: { ...headers, ...response.headers } };
});

/** One function serves the page and its files, which are bundled beside its code. */
export const handler = (event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2> =>
  event.pathParameters?.["file"] === undefined ? readDocs(event, context) : readDocsFile(event, context);
