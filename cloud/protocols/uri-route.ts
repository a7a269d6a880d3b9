import type { StaticOperationSchema } from "@smithy/types";
import type { HttpRequest } from "../core/http";
import { getItemAt } from "../../foundation/item-at";

/** The operation that a request is for, and the labels in its path. */
export interface MatchedRoute {
  readonly name: string;
  /** The path's labels by member name, decoded. */
  readonly labels: Readonly<Record<string, string>>;
}

interface Route {
  readonly name: string;
  readonly method: string;
  readonly segments: readonly string[];
  /** Query parameters that must be present with a value: `find=LayerVersion`. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

/** The input of a route: the operation's name, method and URI template. */
export type RouteSource = Pick<StaticOperationSchema, 2 | 3>;

/**
 * Makes a function that finds the operation that a request is for, by the URI templates of the SDK's own HTTP bindings.
 *
 * @returns undefined for a request that fits none, or whose path is wrongly encoded
 */
export function createUriRouter(
  schemas: readonly RouteSource[],
): (request: Pick<HttpRequest, "method" | "path" | "query">) => MatchedRoute | undefined {
  // Of the routes that fit, the one with the most conditions wins: a fixed segment before a label, a route with query
  // parameters before one without.
  const routes = schemas.map(parseRoute).sort((a, b) => countDemands(b) - countDemands(a));
  return ({ method, path, query }) => {
    const segments = splitSegments(path);
    const parameters = new URLSearchParams(query);
    for (const route of routes) {
      if (route.method !== method || !route.query.every(([name, value]) => parameters.get(name) === value)) continue;
      const labels = matchLabels(route.segments, segments);
      if (labels !== undefined) return { name: route.name, labels };
    }
    return undefined;
  };
}

function parseRoute(schema: RouteSource): Route {
  // The border: every operation of a REST client has this trait.
  const {
    http: [method, template],
  } = schema[3] as unknown as { readonly http: readonly [method: string, template: string] };
  const [path = "", search = ""] = template.split("?", 2);
  return { name: schema[2], method, segments: splitSegments(path), query: [...new URLSearchParams(search)] };
}

const countDemands = ({ segments, query }: Route): number =>
  segments.filter((segment) => !isLabel(segment)).length * 10 + query.length;

const isLabel = (segment: string): boolean => segment.startsWith("{");

/** The segments of a path. AWS ignores a slash at the end. */
const splitSegments = (path: string): readonly string[] => path.replace(/\/$/, "").split("/").slice(1);

function matchLabels(
  template: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const greedy = template.findIndex((requested) => requested.endsWith("+}"));
  if (greedy !== -1 && segments.length > template.length)
    return matchLabels(template, mergeSegments(segments, greedy, segments.length - template.length));
  if (template.length !== segments.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, requested] of template.entries()) {
    const segment = getItemAt(segments, index);
    if (!isLabel(requested)) {
      if (requested !== segment) return undefined;
      continue;
    }
    const value = decodeSegment(segment);
    if (value === undefined || value === "") return undefined;
    labels[requested.replace(/^\{|\+?\}$/g, "")] = value;
  }
  return labels;
}

/** One segment of several, for a label that takes all that is left. */
const mergeSegments = (segments: readonly string[], from: number, surplus: number): readonly string[] => [
  ...segments.slice(0, from),
  segments.slice(from, from + surplus + 1).join("/"),
  ...segments.slice(from + surplus + 1),
];

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
