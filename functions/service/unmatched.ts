import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { Problem } from "#functions/shared/problem.ts";

const fits = (template: string, path: string): boolean => {
  const parts = template.split("/");
  const segments = path.split("/");
  return (
    parts.length === segments.length &&
    parts.every((part, index) => (part.startsWith("{") ? segments[index] !== "" : segments[index] === part))
  );
};

/** The methods that the API has for `path`. */
const methodsAt = (path: string): readonly string[] =>
  Object.values<Route>(routes)
    .filter((route) => fits(route.path, path))
    .map(({ method }) => method);

/** The refusal of a request that matches no route: METHOD_NOT_ALLOWED, with Allow, if its path has other methods. */
export const refusalOf = (method: string, path: string): Problem => {
  const methods = methodsAt(path);
  if (methods.length === 0 || methods.includes(method)) return new Problem("NOT_FOUND");
  return new Problem("METHOD_NOT_ALLOWED", {}, { headers: { allow: methods.join(", ") } });
};
