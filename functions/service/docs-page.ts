/** The page of Swagger UI. Its addresses are relative, so that it works behind any path prefix. */
import { docsHeader, ICON } from "#functions/service/docs-header.ts";
import { html } from "#functions/shared/html.ts";

/** Where the page sends a person to sign in. */
export interface SignIn {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
}

export const docsPage = ({ authorizeUrl, tokenUrl, clientId }: SignIn): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Encore API</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="stylesheet" href="docs/encore.css">
</head>
<body>
${docsHeader({ base: "", current: "docs" })}
<div id="swagger-ui" data-authorize-url="${authorizeUrl}" data-token-url="${tokenUrl}"
  data-client-id="${clientId}"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script type="module" src="docs/start.js"></script>
</body>
</html>
`.toString();

/** The script of the page: shows the document, with the stage's own identity provider behind "Authorize". */
export const START_SCRIPT = `const root = document.querySelector("#swagger-ui");
const { authorizeUrl, tokenUrl, clientId } = root.dataset;
const dark = matchMedia("(prefers-color-scheme: dark)");
const followScheme = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", followScheme);
followScheme();
const base = new URL(".", location.href).href.replace(/\\/$/, "");
const spec = await (await fetch(base + "/openapi.json")).json();
spec.servers = [{ url: base }];
Object.assign(spec.components.securitySchemes.signIn.flows.authorizationCode, { authorizationUrl: authorizeUrl, tokenUrl });
const ui = SwaggerUIBundle({
  requestInterceptor: (request) => {
    // An identity provider may refuse this header across origins, and does not need it.
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
  // Each operation shows its own. All of them unfolded double the time until the page responds.
  defaultModelsExpandDepth: 0,
});
ui.initOAuth({ clientId, usePkceWithAuthorizationCodeGrant: true });
`;

/** Only the service's own files run, and requests go to the API and the token endpoint only. */
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
