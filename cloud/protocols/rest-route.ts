import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import type { HttpRequest } from "../core/http";

/** The conditions that a REST operation's bindings set for a request. */
interface Route {
  readonly name: string;
  readonly method: string;
  readonly wantsBucket: boolean;
  readonly wantsKey: boolean;
  /** Query parameters that must be present, some with a value: `list-type=2`. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly string[];
}

/** The bucket and key that a request names, decoded; either may be missing. */
export interface RequestTarget {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

/** The parts of a request that determine its operation; the headers include those of its presigned URL. */
export type RoutedRequest = Pick<HttpRequest, "method" | "query" | "headers">;

/** Makes a function that finds which of `schemas` a request is for, by the SDK's own HTTP bindings. */
export function createRestRouter(
  schemas: readonly StaticOperationSchema[],
): (request: RoutedRequest, target: RequestTarget) => string | undefined {
  // Of the routes that fit, the one with the most conditions wins: UploadPart before PutObject, ListObjectsV2 before
  // ListObjects.
  const routes = schemas.map(parseRoute).sort((a, b) => countDemands(b) - countDemands(a));
  return (request, target) => {
    const query = new URLSearchParams(request.query);
    return routes.find((route) => isMatching(route, request, { target, query }))?.name;
  };
}

const countDemands = ({ query, headers }: Route): number => query.length + headers.length;

function parseRoute(schema: StaticOperationSchema): Route {
  const http = (schema[3] as { readonly http?: readonly [string, string, number] }).http ?? ["POST", "/", 200];
  const [path = "/", search = ""] = http[1].split("?", 2);
  const input = NormalizedSchema.of(schema[4]);
  const names: string[] = input.isStructSchema() ? [...input.structIterator()].map(([name]) => name) : [];
  const query = [...new URLSearchParams(search)].filter(([name]) => name !== "x-id");
  const headers: string[] = [];
  for (const [, member] of listRequiredMembers(input)) {
    const { httpQuery, httpHeader } = member.getMergedTraits();
    if (httpQuery) query.push([httpQuery, ""]);
    if (httpHeader) headers.push(httpHeader.toLowerCase());
  }
  return {
    name: schema[2],
    method: http[0],
    wantsBucket: names.includes("Bucket"),
    wantsKey: path.includes("{Key+}"),
    query,
    headers,
  };
}

/** The required members of a structure: its first ones, whose number is the schema's seventh item. */
function listRequiredMembers(input: NormalizedSchema): [string, NormalizedSchema][] {
  if (!input.isStructSchema()) return [];
  const count = (input.getSchema() as readonly unknown[])[6];
  return [...input.structIterator()].slice(0, typeof count === "number" ? count : 0);
}

function isMatching(
  route: Route,
  request: RoutedRequest,
  at: { readonly target: RequestTarget; readonly query: URLSearchParams },
): boolean {
  const id = at.query.get("x-id");
  if (id !== null && id !== route.name) return false;
  return (
    route.method === request.method &&
    route.wantsBucket === (at.target.bucket !== undefined) &&
    route.wantsKey === (at.target.key !== undefined) &&
    route.query.every(([name, value]) => (value === "" ? at.query.has(name) : at.query.get(name) === value)) &&
    route.headers.every((name) => request.headers[name] !== undefined)
  );
}
