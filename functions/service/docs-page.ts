/** The page of Swagger UI. Its links are relative, so that it works behind any path prefix. */

export interface SignIn {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? "");

export const docsPage = ({ authorizeUrl, tokenUrl, clientId }: SignIn): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Encore API</title>
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<main id="swagger-ui" data-authorize-url="${escaped(authorizeUrl)}" data-token-url="${escaped(tokenUrl)}"
  data-client-id="${escaped(clientId)}"></main>
<script src="docs/swagger-ui-bundle.js"></script>
<script type="module" src="docs/start.js"></script>
</body>
</html>
`;

/** Runs in the page: shows the API, with the stage's own identity provider behind "Authorize". */
export const START_SCRIPT = `const root = document.querySelector("#swagger-ui");
const { authorizeUrl, tokenUrl, clientId } = root.dataset;
const base = new URL(".", location.href).href.replace(/\\/$/, "");
const spec = await (await fetch(base + "/openapi.json")).json();
spec.servers = [{ url: base }];
Object.assign(spec.components.securitySchemes.signIn.flows.authorizationCode, { authorizationUrl: authorizeUrl, tokenUrl });
const ui = SwaggerUIBundle({
  requestInterceptor: (request) => {
    // Identity providers need not allow this header across origins, and do not use it.
    if (request.url === tokenUrl) delete request.headers["X-Requested-With"];
    return request;
  },
  spec,
  domNode: root,
  oauth2RedirectUrl: base + "/docs/oauth2-redirect.html",
  persistAuthorization: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  deepLinking: true,
  docExpansion: "list",
});
ui.initOAuth({ clientId, usePkceWithAuthorizationCodeGrant: true });
`;

/** Lets only the page's own scripts run, and only the API and the token endpoint be requested. */
export const contentSecurityPolicy = ({ tokenUrl }: SignIn): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${new URL(tokenUrl).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
