import type { LocalRoute } from "#local/stack/api.ts";

export interface RouteMatch {
  readonly route: LocalRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly route: LocalRoute;
  readonly method: string;
  readonly segments: readonly string[];
}

const DEFAULT_KEY = "$default";

const segmentsOf = (path: string): readonly string[] => path.split("/").slice(1);

const isParameter = (segment: string): boolean => segment.startsWith("{");
const isGreedy = (segment: string): boolean => segment.endsWith("+}");
const nameOf = (segment: string): string => segment.replace(/^\{/, "").replace(/\+?\}$/, "");

/** Sorts plain text before a parameter, a parameter before a greedy one, from left to right, and a method before ANY. */
const rank = ({ method, segments }: Pattern): string =>
  segments.map((segment) => (isGreedy(segment) ? "2" : isParameter(segment) ? "1" : "0")).join("") +
  (method === "ANY" ? "9" : "0");

const parametersOf = (pattern: Pattern, segments: readonly string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.segments.entries()) {
    const found = segments[index];
    if (found === undefined) return undefined;
    if (isGreedy(expected)) return { ...parameters, [nameOf(expected)]: segments.slice(index).join("/") };
    if (isParameter(expected)) {
      if (found === "") return undefined;
      parameters[nameOf(expected)] = found;
    } else if (expected !== found) return undefined;
  }
  return pattern.segments.length === segments.length ? parameters : undefined;
};

/** Finds the most specific route for a method and a decoded path, as API Gateway does. */
export const createRouter = (
  routes: readonly LocalRoute[],
): ((method: string, path: string) => RouteMatch | undefined) => {
  const fallback = routes.find(({ key }) => key === DEFAULT_KEY);
  const patterns = routes
    .filter((route) => route !== fallback)
    .map((route): Pattern => {
      const [method = "", path = ""] = route.key.split(" ");
      return { route, method, segments: segmentsOf(path) };
    })
    .toSorted((a, b) => rank(a).localeCompare(rank(b)));

  return (method, path) => {
    const segments = segmentsOf(path);
    for (const pattern of patterns) {
      if (pattern.method !== method && pattern.method !== "ANY") continue;
      const pathParameters = parametersOf(pattern, segments);
      if (pathParameters) return { route: pattern.route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
};
